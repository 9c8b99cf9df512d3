//go:build unix

package e2e_test

import (
	"fmt"
	"testing"
)

const (
	crowd = 50
	// fewWrites is how many requests may onboard or release the whole crowd: the
	// org's daily allowance is not this provider's alone. How many share one
	// depends on how fast the machine hands them over; apart they would be 50.
	fewWrites = crowd / 3
)

// Fifty users at once share requests. Under the race detector the program is
// built with it, and any report fails the test.
func TestCrowd(t *testing.T) {
	f, users := newFront(t, crowded), crowdUsers()
	before := holdingsOf(t, f.org)
	w := newWorkspace(t, f, team(users...))
	all := fmt.Sprintf("-parallelism=%d", crowd)

	f.cost(t, "apply", fewWrites, func() { w.run(0, "apply", all) })
	wantHoldings(t, f.org, before.with(users...))
	f.cost(t, "plan", 0, func() { w.run(0, "plan", all, "-detailed-exitcode") })
	f.cost(t, "destroy", fewWrites, func() { w.run(0, "destroy", all) })
	wantHoldings(t, f.org, before)
}

// cost tells what a command takes from the org, and expects few writes.
func (f *front) cost(t *testing.T, what string, most int, run func()) {
	t.Helper()
	f.org.ResetJournal()
	run()
	calls := 0
	for _, entry := range f.org.Journal() {
		calls += entry.Calls
	}
	writes := f.journalWrites()
	t.Logf("%s of %d users: %d API calls, of these %d writes", what, crowd, calls, len(writes))
	if len(writes) > most {
		t.Errorf("%s of %d users took %d writes, want %d or fewer", what, crowd, len(writes), most)
	}
}
