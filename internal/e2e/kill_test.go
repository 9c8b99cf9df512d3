//go:build unix

package e2e_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// operation is a command that changes an org, and where it begins.
type operation struct {
	name  string
	knobs map[string]string
	// before is what another administrator does once both users are onboarded;
	// nil begins with an org where neither is.
	before  func(t *testing.T, org *acctest.Org)
	command string // apply or destroy
	// users are the resources. Those of a queue send the same writes in the
	// same order each time; a team shares requests.
	users string
	// ends is what both users hold in the end; writes the fewest requests that
	// make it so, below which the run was not the one meant.
	ends   acctest.Parts
	writes int
}

func operations() []operation {
	queue, team := queue(ada, grace), team(ada, grace)
	joined := func(t *testing.T, org *acctest.Org) { org.Join(t, ada, "Fastcall Support") }
	robbed := func(t *testing.T, org *acctest.Org) {
		org.TakeSeat(t, ada)
		org.TakePermissionSet(t, ada, "FastCall_User")
		org.TakePermissionSet(t, grace, "FastCall_User")
	}
	return []operation{
		{name: "create", users: queue, command: "apply", ends: onboarded, writes: 2},
		{name: "create of a team", users: team, command: "apply", ends: onboarded, writes: 1},
		{name: "create in steps", knobs: steps, users: queue, command: "apply", ends: onboarded, writes: 6},
		{name: "repair", before: robbed, users: queue, command: "apply", ends: onboarded, writes: 2},
		{name: "repair in steps", knobs: steps, before: robbed, users: queue, command: "apply", ends: onboarded, writes: 3},
		{name: "release", before: joined, users: queue, command: "destroy", ends: nothing, writes: 2},
		{name: "release of a team", before: joined, users: team, command: "destroy", ends: nothing, writes: 1},
		{name: "release in steps", knobs: steps, before: joined, users: queue, command: "destroy", ends: nothing, writes: 7},
	}
}

// stage is an org and a state file to begin with, for any number of runs.
type stage struct {
	operation
	seed  acctest.Seed
	state string
}

// set makes the stage: onboards both users unless the operation does.
func (o operation) set(t *testing.T) stage {
	t.Helper()
	f := newFront(t, knobs(o.knobs))
	w := newWorkspace(t, f, o.users)
	if o.before != nil {
		w.run(0, "apply")
		o.before(t, f.org)
	}
	return stage{operation: o, seed: f.org.State(), state: w.read(stateFile)}
}

// enter gives a new org and workspace that stand where the stage does.
func (s stage) enter(t *testing.T) (*front, *workspace) {
	t.Helper()
	f := newFront(t, func(seed *acctest.Seed) { *seed = s.seed })
	w := newWorkspace(t, f, s.users)
	if s.state != "" {
		w.write(stateFile, s.state)
	}
	return f, w
}

// settled expects that nothing is left to do.
func (s stage) settled(w *workspace) {
	w.t.Helper()
	args := []string{"-detailed-exitcode"}
	if s.command == "destroy" {
		args = append(args, "-destroy")
	}
	w.run(0, "plan", args...)
}

// clean carries the operation out undisturbed. It returns the writes that the
// org's journal has, and what the org holds in the end.
func (s stage) clean(t *testing.T) ([]string, holdings) {
	t.Helper()
	f, w := s.enter(t)
	w.run(0, s.command)
	writes := f.journalWrites()
	if counted := f.counted(); counted != len(writes) {
		t.Fatalf("the front counted %d writes, the journal %d: %v", counted, len(writes), writes)
	}
	if len(writes) < s.writes {
		t.Fatalf("only %d writes, want %d or more: %v", len(writes), s.writes, writes)
	}
	end := holdingsOf(t, f.org)
	for _, user := range []string{ada, grace} {
		if !end.parts[user].Equal(s.ends) {
			t.Fatalf("%s holds %+v after a clean run, want %+v", user, end.parts[user], s.ends)
		}
	}
	s.settled(w)
	return writes, end
}

// point is where and when to kill what.
type point struct {
	write     int
	request   string // what the write is, in words
	committed bool
	victim    string
	kill      func(*command)
}

func (p point) String() string {
	moment := "before"
	if p.committed {
		moment = "after"
	}
	return fmt.Sprintf("%s killed %s write %d", p.victim, moment, p.write)
}

// points are all there are for the writes of a clean run.
func points(writes []string) []point {
	var all []point
	for i, request := range writes {
		for _, committed := range []bool{false, true} {
			all = append(all,
				point{i + 1, request, committed, "provider", (*command).killProvider},
				point{i + 1, request, committed, "terraform", (*command).killAll})
		}
	}
	return all
}

// strike runs the operation and kills at the point.
func (p point) strike(t *testing.T, s stage, f *front, w *workspace) {
	t.Helper()
	reached, dead := make(chan string), make(chan struct{})
	f.intercept(func(a *arrival, serve http.HandlerFunc) {
		if a.write != p.write {
			serve(a.w, a.r)
			return
		}
		if p.committed {
			serve(httptest.NewRecorder(), a.r)
		}
		reached <- a.r.Method + " " + a.r.URL.Path
		<-dead
		panic(http.ErrAbortHandler) // Nobody is there to be answered.
	})
	c := w.start(s.command)
	select {
	case request := <-reached:
		p.kill(c)
		<-c.ended
		if request != p.request {
			t.Errorf("killed at %s, want %s", request, p.request)
		}
	case <-c.ended:
		t.Errorf("the command never came to write %d", p.write)
	}
	close(dead)
	if c.code == 0 {
		t.Errorf("the command claims success:\n%s", c.output())
	}
	f.intercept(nil)
}

// A killed process leaves an org and a state that the same command brings to
// where an undisturbed one would have: nothing twice, nothing forgotten.
func TestKilledProcess(t *testing.T) {
	for _, o := range operations() {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			s := o.set(t)
			writes, end := s.clean(t)
			if o.users == team(ada, grace) {
				writes = writes[:1] // Whether a second is needed depends on the machine.
			}
			t.Logf("%d writes: %v", len(writes), writes)
			for _, p := range points(writes) {
				t.Run(p.String(), func(t *testing.T) {
					t.Parallel()
					f, w := s.enter(t)
					p.strike(t, s, f, w)
					w.run(0, s.command)
					wantHoldings(t, f.org, end)
					s.settled(w)
				})
			}
		})
	}
}
