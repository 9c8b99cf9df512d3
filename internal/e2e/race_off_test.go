//go:build !race

package e2e_test

// raceDetector tells that the tests run without the race detector.
const raceDetector = false
