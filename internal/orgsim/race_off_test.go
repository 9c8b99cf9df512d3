//go:build !race

package orgsim_test

// underRace is whether the race detector runs, under which everything takes several times as long.
const underRace = false
