//go:build race

package e2e_test

// raceDetector tells that the tests run under the race detector, so that the
// program under test does too.
const raceDetector = true
