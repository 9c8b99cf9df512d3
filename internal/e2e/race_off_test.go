//go:build unix && !race

package e2e_test

import "time"

const (
	raceDetector = false
	// noise is what a busy machine may add to what is measured, see the other
	// definition.
	noise = 500 * time.Millisecond
)
