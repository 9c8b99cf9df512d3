//go:build !race

package acctest

// Racing tells that the tests run under the race detector, which slows
// everything down several times.
const Racing = false
