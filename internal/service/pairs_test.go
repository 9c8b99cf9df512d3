package service_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/pairwise"
)

// Every switch of the simulator in each position, every fault, every form of
// org and every kind of license meet each other, two by two, over the whole life
// of a module with every resource. Each operation succeeds, or gives clear errors
// that leave state and org consistent; done again without what stood in the way
// it ends as if nothing had been.
//
// FASTCALL_MATRIX=whole throws the dice of the faults several times.
func TestFaultMatrixPairs(t *testing.T) {
	t.Parallel()
	all := dimensions()
	array := pairwise.Rows(all)
	if unmet := pairwise.Unmet(all, array); len(unmet) > 0 {
		t.Fatalf("%v never meet", unmet)
	}
	pairs := 0
	for i, d := range all {
		for _, other := range all[i+1:] {
			pairs += len(d.Values) * len(other.Values)
		}
	}
	t.Logf("%d dimensions, %d pairs, %d rows", len(all), pairs, len(array))
	throws, of := 1, 1
	switch {
	case os.Getenv("FASTCALL_MATRIX") == "whole":
		throws = 5
	case acctest.Racing:
		of = 20
	}
	var rows []row
	for dice := range throws {
		for i := 0; i < len(array); i += of {
			rows = append(rows, row{at: array[i], number: i, dice: uint64(dice)})
		}
	}
	live(t, rows)
}

// live runs rows side by side and reports what came of them.
func live(t *testing.T, rows []row) {
	queue, tally := make(chan row), map[string]int{}
	var mu sync.Mutex
	var workers sync.WaitGroup
	for range 24 { // Most of their time is waiting.
		workers.Go(func() {
			for r := range queue {
				t.Run(fmt.Sprintf("%d.%d", r.number, r.dice), func(t *testing.T) {
					outcomes := r.live(t)
					mu.Lock()
					defer mu.Unlock()
					for what, n := range outcomes {
						tally[what] += n
					}
				})
			}
		})
	}
	for _, r := range rows {
		queue <- r
	}
	close(queue)
	workers.Wait()
	t.Logf("%d lives: %v", len(rows), tally)
}

// begin opens an org for the row and puts into it what a release will meet.
func (r row) begin(t *testing.T) *life {
	form := forms[r.at[byForm]]
	l := &life{t: t, pieces: module(), atOnce: 10, now: time.Date(2026, 5, 30, 9, 0, 0, 0, time.UTC), block: values{}}
	if r.at[byWidth] == "1" {
		l.atOnce = 1
	}
	l.org = acctest.NewOrgOn(t, l.clock, func(seed *acctest.Seed) {
		past := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
		seed.Package.Allowed = 20
		switch r.at[byLicense] {
		case "expired":
			seed.Package.Status, seed.Package.Expires = "Expired", &past
		case "site", "site, managed":
			seed.Package.SiteLicense = true
		}
	}, form.edit)
	if form.mapped {
		l.block["schema_map"] = acctest.SchemaMap(l.org.Mapping())
	}
	if r.at[bySpread] == "many" {
		l.block["max_retries"] = 1 // More of them only take longer.
	}
	if r.at[byLicense] == "site, managed" {
		l.block["license_management"] = "managed"
	}
	l.org.NewNumber(t, "+4570200001", "Provisioned")
	l.org.InsertPackage(t, "ivr_action", values{"link": "Main Menu", "type": "Call Transfer"})
	l.calm()
	return l
}

// calm takes away what stands in anybody's way.
func (l *life) calm() {
	l.org.ClearFaults()
	l.between = nil
	for name, position := range impassable {
		l.turn(name, position)
	}
}

func (l *life) turn(name, position string) {
	if err := l.org.SetKnob(name, position); err != nil {
		l.t.Fatal(err)
	}
}

// trouble brings back the switches and the fault of the row. A day has passed,
// so that the org has all of its requests again.
func (r row) trouble(l *life, step string) {
	l.pass(25 * time.Hour)
	for name, position := range r.knobs() {
		l.turn(name, position)
	}
	f := r.fault(l, step)
	if f == nil {
		return
	}
	if r.at[byPhase] == "apply" {
		l.between = func() { l.org.AddFault(*f) }
		return
	}
	l.org.AddFault(*f)
}

// live is the life of the module under the switches and the fault of the row.
// It counts what came of the steps.
func (r row) live(t *testing.T) map[string]int {
	l, want := r.begin(t), r.undisturbed(t)
	defer func() {
		if t.Failed() {
			t.Logf("%s", r)
		}
	}()
	outcomes := map[string]int{}
	r.refusals(l)
	for _, s := range steps {
		l.prepare(s)
		ended, errs := r.attempt(l, s, want)
		outcomes[s.name+ended]++
		l.finish(s, want, len(errs) > 0 || r.at[byFault] == string(acctest.Admin))
		if t.Failed() {
			t.Fatalf("%s is done again in calm", s.name)
		}
		if s.name == "create" {
			outcomes["readings"+r.readings(l)]++
		}
	}
	return outcomes
}

// attempt applies a step in the trouble of the row: at first with all of it, and
// if that fails without what lets nobody through. It says in a word how it ended.
func (r row) attempt(l *life, s step, want map[string]string) (ended string, errs []saying) {
	before := portrait(l.org)
	r.trouble(l, s.name)
	l.apply(s.at, s.block)
	errs = l.errors()
	l.calm()
	ended = r.judge(l, s, before, errs, want)
	if l.t.Failed() {
		l.t.Fatalf("after %s; said:\n%s", s.name, wording(errs))
	}
	if len(errs) == 0 || r.isPassable() {
		return ended, errs
	}
	again, errs := r.passable().attempt(l, s, want)
	return ended + "," + again, errs
}

// step is an apply.
type step struct {
	name  string
	at    stage
	block values
	// blocked is whether a release has to stop.
	blocked bool
}

var steps = []step{
	{name: "create", at: made},
	{name: "change", at: changed},
	{name: "blocked release", at: gone, blocked: true},
	{name: "release", at: gone, block: values{"release": map[string]any{"recordings": "delete", "ivr_references": "remove"}}},
}

// prepare is what another administrator does before a step.
func (l *life) prepare(s step) {
	if !s.blocked {
		return
	}
	l.org.GiveRecording(l.t, ada, "Away")
	l.org.Join(l.t, ada, "Fastcall Support")
	l.org.AssignNumber(l.t, "+4570200001", ada)
	for _, action := range l.org.PackageRows(l.t, "ivr_action") {
		if action["target_user"] == nil && action["target_group"] == nil {
			l.org.UpdatePackage(l.t, "ivr_action", fmt.Sprint(action["id"]), values{"target_user": ada})
		}
	}
}

// undisturbed is what an org of this form and license looks like after each
// step of a life without any trouble.
func (r row) undisturbed(t *testing.T) map[string]string {
	key := r.at[byForm] + r.at[byLicense]
	once, _ := calmLives.LoadOrStore(key, sync.OnceValue(func() map[string]string {
		calm := row{at: map[string]string{byForm: r.at[byForm], byLicense: r.at[byLicense]}}
		l := calm.begin(t)
		before, after := portrait(l.org), map[string]string{}
		for _, s := range steps {
			l.prepare(s)
			l.apply(s.at, s.block)
			if errs := l.errors(); len(errs) > 0 && !s.blocked {
				t.Fatalf("%s fails in a calm org:\n%s", s.name, wording(errs))
			}
			if s.at != gone {
				l.settled(s.at)
				l.imported(s.at)
			}
			after[s.name] = portrait(l.org)
		}
		if rest := l.left(before); rest != "" {
			t.Errorf("after the life of the module the org looks other than before:\n%s", rest)
		}
		return after
	}))
	return once.(func() map[string]string)()
}

var calmLives sync.Map

// left is how the org differs from before the life of the module. A release
// leaves what the schema says that it leaves: a user's settings with their
// defaults and the status, and whether the softphone logs in by itself.
func (l *life) left(before string) string {
	var lines []string
	for _, line := range strings.Split(between(portrait(l.org), before), "\n") {
		kept := strings.Contains(line, " "+l.org.Mapping()["user_settings"].Object) || strings.Contains(line, "User Username="+ada)
		if line != "" && !kept {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
