//go:build unix && race

package e2e_test

import "time"

// raceDetector tells that the tests run under the race detector, so that the
// program under test does too.
const raceDetector = true

// noise is what a busy machine may add to what is measured: scheduling four
// processes, and the end of those that Terraform starts late, such as a
// provider that has to come up before it can be told to stop. Under the race
// detector all of them are several times slower, and other packages are tested
// beside this one.
const noise = 3 * time.Second
