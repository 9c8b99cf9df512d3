//go:build unix

package e2e_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	// patience is how long Ctrl-C may take.
	patience = 2 * time.Second
	// slow is longer than anybody waits after Ctrl-C.
	slow = 10 * time.Second
)

// slowness is how an org treats the requests that it is slow at.
type slowness struct {
	name string
	// before and after are how long it takes to carry out, and then to answer.
	before, after time.Duration
	// forgets tells that a request is not carried out if its caller has gone
	// meanwhile; otherwise it is, when nobody looks any more.
	forgets bool
	// known tells that the provider can know how the request ended.
	known bool
}

var slownesses = []slowness{
	{name: "answered in time", before: 200 * time.Millisecond, after: 200 * time.Millisecond, known: true},
	{name: "never carried out", before: slow, forgets: true},
	{name: "carried out late", before: slow},
	{name: "answered late", after: slow},
}

// delay treats a request slowly; ended is closed when the command has ended.
func (s slowness) delay(a *arrival, serve http.HandlerFunc, ended <-chan struct{}) {
	if gone := pause(a.r, s.before); gone {
		if s.forgets {
			panic(http.ErrAbortHandler)
		}
		<-ended
	}
	answer := httptest.NewRecorder()
	serve(answer, a.r)
	if pause(a.r, s.after) {
		panic(http.ErrAbortHandler)
	}
	maps.Copy(a.w.Header(), answer.Header())
	a.w.WriteHeader(answer.Code)
	_, _ = a.w.Write(answer.Body.Bytes())
}

// pause lets time pass unless the caller goes away.
func pause(r *http.Request, d time.Duration) (gone bool) {
	select {
	case <-time.After(d):
		return false
	case <-r.Context().Done():
		return true
	}
}

// interruption is an apply, and where the org becomes slow in it.
type interruption struct {
	name  string
	knobs map[string]string
	users string // the resources
	// The first slow write is the one of this object for this user.
	object, user string
	// through and begun are how many users are done with, and how many were
	// begun, when the signal comes.
	through, begun int
}

var interruptions = []interruption{
	{name: "all at once", users: team(ada, grace, linus), begun: 3},
	{name: "second of three", users: queue(ada, grace, linus), user: grace, through: 1, begun: 2},
	{name: "in steps, first step", knobs: steps, users: queue(ada, grace, linus), object: "/UserPackageLicense", user: ada, begun: 1},
	{name: "in steps, second step", knobs: steps, users: queue(ada, grace, linus), object: "/PermissionSetAssignment", user: ada, begun: 1},
	{name: "in steps, last step of the second user", knobs: steps, users: queue(ada, grace, linus), object: "/User/", user: grace,
		through: 1, begun: 2},
}

// isFirst tells the first slow write.
func (i interruption) isFirst(a *arrival, ids map[string]string) bool {
	// A graph is not a step: it is refused at once, so it need not be slow.
	return a.write > 0 && strings.Contains(a.text, ids[i.user]) &&
		(i.object == "" || strings.Contains(a.r.URL.Path, "/sobjects"+i.object))
}

// stop runs an apply that becomes slow, interrupts it once writes for as many
// users as can be are under way, and measures its end.
func (i interruption) stop(t *testing.T, s slowness, f *front, w *workspace) *command {
	t.Helper()
	ids := map[string]string{}
	for _, user := range []string{ada, grace, linus} {
		ids[user] = f.org.UserID(t, user)
	}
	var started atomic.Bool
	var working sync.RWMutex // read-locked by whatever the org has taken on
	ended := make(chan struct{})
	underWay := make(chan int, 100)
	f.intercept(func(a *arrival, serve http.HandlerFunc) {
		if i.isFirst(a, ids) {
			started.Store(true)
		}
		if a.write == 0 || !started.Load() {
			serve(a.w, a.r)
			return
		}
		count := 0
		for _, id := range ids {
			count += min(strings.Count(a.text, id), 1)
		}
		working.RLock()
		defer working.RUnlock()
		underWay <- count
		s.delay(a, serve, ended)
	})
	c := w.start("apply")
	for left := i.begun - i.through; left > 0; {
		left -= until(c, underWay)
	}
	wantSoon(t, c)
	close(ended)
	f.intercept(nil)
	working.Lock() // What the org has taken on, it does before anybody looks.
	defer working.Unlock()
	return c
}

// wantSoon interrupts a command and expects it to end in time.
func wantSoon(t *testing.T, c *command) {
	t.Helper()
	took := c.interrupt()
	t.Logf("ended %v after the signal", took.Round(time.Millisecond))
	if took > patience+noise {
		t.Errorf("%s ended %v after Ctrl-C, want %v\n%s", c, took, patience, c.output())
	}
	if c.code == 0 {
		t.Errorf("%s claims success after Ctrl-C\n%s", c, c.output())
	}
	if strings.Contains(c.stderr.String(), "panic") {
		t.Errorf("panic\n%s", c.output())
	}
}

// wantTrue expects a state that knows who holds anything in the org. Where an
// answer was lost for good, somebody may hold what the state does not know of;
// the other way round is never true.
func (i interruption) wantTrue(t *testing.T, s slowness, f *front, w *workspace, c *command) {
	t.Helper()
	state := w.known()
	for _, user := range []string{ada, grace, linus} {
		parts := f.org.Parts(t, user)
		tainted, known := state[user]
		switch {
		case known && !tainted && !parts.Equal(onboarded):
			t.Errorf("the state has %s, who holds %+v\n%s", user, parts, c.output())
		case !known && s.known && !parts.Equal(nothing):
			t.Errorf("the state does not know %s, who holds %+v\n%s", user, parts, c.output())
		case !known && !parts.Equal(nothing) && !strings.Contains(c.stderr.String(), user):
			t.Errorf("%s holds %+v, and neither the state nor an error tells\n%s", user, parts, c.output())
		}
	}
	if len(state) < i.through {
		t.Errorf("the state has %v, but %d users were done with", slices.Collect(maps.Keys(state)), i.through)
	}
	untouched := 0
	for _, user := range []string{ada, grace, linus} {
		if f.org.Parts(t, user).Equal(nothing) {
			untouched++
		}
	}
	if untouched < 3-i.begun {
		t.Errorf("%d users hold nothing, want %d or more: something was begun after the signal", untouched, 3-i.begun)
	}
}

// Ctrl-C in mid-apply ends soon and leaves a true state. These tests measure
// time, so they do not run beside others of this package.
func TestInterruptedApply(t *testing.T) {
	for _, i := range interruptions {
		for _, s := range slownesses {
			t.Run(i.name+", "+s.name, func(t *testing.T) {
				f := newFront(t, knobs(i.knobs))
				before := holdingsOf(t, f.org)
				w := newWorkspace(t, f, i.users)
				c := i.stop(t, s, f, w)
				i.wantTrue(t, s, f, w, c)

				w.run(0, "apply")
				wantHoldings(t, f.org, before.with(ada, grace, linus))
				w.run(0, "plan", "-detailed-exitcode")
			})
		}
	}
}

// Ctrl-C in the middle of a plan ends at once, whatever the provider waits for.
func TestInterruptedPlan(t *testing.T) {
	for name, isSlow := range map[string]func(*http.Request) bool{
		"log-in": func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/oauth2/token") },
		"reads":  func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/services/data/") },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFront(t)
			w := newWorkspace(t, f, team(ada, grace, linus))
			w.run(0, "apply")
			before := w.read(stateFile)
			underWay := make(chan struct{}, 100)
			f.intercept(func(a *arrival, serve http.HandlerFunc) {
				if !isSlow(a.r) {
					serve(a.w, a.r)
					return
				}
				underWay <- struct{}{}
				slowness{before: slow, forgets: true}.delay(a, serve, nil)
			})
			c := w.start("plan")
			until(c, underWay)
			wantSoon(t, c)
			if w.read(stateFile) != before {
				t.Error("the plan changed the state")
			}
			f.intercept(nil)
			w.run(0, "plan", "-detailed-exitcode")
		})
	}
}
