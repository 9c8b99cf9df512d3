package user_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// held takes over people who hold everything already, in a walk of its own.
func held(t *testing.T, org *acctest.Org, block values, people ...string) []acctest.Instance {
	t.Helper()
	tf := acctest.NewTerraform(t, org, block)
	var all []acctest.Instance
	for _, person := range people {
		instance, diags := tf.Import(resourceName, "username:"+person, nil)
		noErrors(t, diags)
		all = append(all, instance)
	}
	return all
}

// team plans people in their order in one walk: those whom states know are
// kept, the others join.
type team struct {
	tf    *acctest.Terraform
	told  acctest.Diagnostics
	plans []*acctest.Plan
}

func (w *team) plan(prior acctest.Instance, config values) {
	plan := w.tf.Plan(resourceName, prior, config)
	w.told = append(w.told, plan.Diagnostics...)
	w.plans = append(w.plans, plan)
}

func (w *team) joins(people ...string) {
	for _, person := range people {
		w.plan(acctest.Instance{}, values{"username": person})
	}
}

func (w *team) stays(t *testing.T, instances ...acctest.Instance) {
	for _, instance := range instances {
		instance = refresh(t, w.tf, instance)
		w.plan(instance, values{"username": instance.Values["username"]})
	}
}

func (w *team) leaves(t *testing.T, instances ...acctest.Instance) {
	for _, instance := range instances {
		w.plan(refresh(t, w.tf, instance), nil)
	}
}

// What plans say that give out more seats than there are, as it is shown.
func TestGoldenPlansShortOfSeats(t *testing.T) {
	t.Parallel()
	const file = "testdata/plan_seats.txt"
	var text string
	for _, c := range []struct {
		name  string
		seats int
		edit  func(*acctest.Seed)
		plan  func(t *testing.T, org *acctest.Org, w *team)
	}{
		// Three hold a seat, one of them deactivated, and the guest takes one.
		{"shortage: two stay, three join, four seats for people", 5, nil, func(t *testing.T, org *acctest.Org, w *team) {
			w.stays(t, held(t, org, nil, marie, edsger)...)
			w.joins(ada, grace, linus)
		}},
		{"swap: one leaves and one joins in a full org", 4, nil, func(t *testing.T, org *acctest.Org, w *team) {
			instances := held(t, org, nil, marie, edsger)
			w.leaves(t, instances[0])
			w.stays(t, instances[1])
			w.joins(ada)
		}},
		{"a hidden holder, and a guest who takes no seat yet", 5, func(s *acctest.Seed) {
			s.Users[slices.IndexFunc(s.Users, func(u acctest.User) bool { return u.Username == marie })].Hidden = true
			s.Package.GuestSeat = false
		}, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada, grace, linus) }},
	} {
		if c.edit == nil {
			c.edit = func(*acctest.Seed) {}
		}
		org := acctest.NewOrg(t, allowed(c.seats), c.edit)
		w := &team{tf: acctest.NewTerraform(t, org)}
		c.plan(t, org, w)
		text += fmt.Sprintf("=== %s ===\n\n%s\n", c.name, w.told.Screen())
	}
	acctest.Golden(t, file, text)
}

// full leaves no seat free: three are held, one is the guest's.
var full = allowed(4)

// What the gate looks at and what it leaves alone. The org is full.
func TestSeatGate(t *testing.T) {
	t.Parallel()
	overLimit := allowed(2)
	warn, off := values{"capacity_check": "warn"}, values{"capacity_check": "off"}
	cases := map[string]struct {
		edit             func(*acctest.Seed)
		block            values
		plan             func(t *testing.T, org *acctest.Org, w *team)
		errors, warnings int
	}{
		"one joins":                      {full, nil, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada) }, 0, 1},
		"three join, said once":          {full, nil, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada, grace, linus) }, 0, 1},
		"nobody can":                     {allowed(1), nil, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada, grace) }, 1, 0},
		"only warned of":                 {allowed(1), warn, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada, grace) }, 0, 1},
		"not looked at":                  {allowed(1), off, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada, grace) }, 0, 0},
		"seats are handed out elsewhere": {allowed(1), values{"license_management": "skip"}, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada) }, 0, 0},
		"one joins who holds a seat": {full, nil, func(t *testing.T, org *acctest.Org, w *team) {
			org.TakeSeat(t, hedy)
			org.GiveSeat(t, ada)
			w.joins(ada)
		}, 0, 0},
		"who joins is not known yet":      {full, nil, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(acctest.Unknown) }, 0, 0},
		"the guest's seat is not proved":  {func(s *acctest.Seed) { full(s); s.Package.GuestSeat = false }, nil, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada) }, 0, 1},
		"over the limit, all stay":        {overLimit, nil, func(t *testing.T, o *acctest.Org, w *team) { w.stays(t, held(t, o, nil, marie, edsger)...) }, 0, 0},
		"over the limit, all leave":       {overLimit, nil, func(t *testing.T, o *acctest.Org, w *team) { w.leaves(t, held(t, o, off, marie)...) }, 0, 0},
		"a seat that was lost comes back": {full, nil, lost, 0, 1},
		"a lost seat nobody looks for":    {full, nil, overlooked, 0, 0},
		"the user license is a site's":    {func(s *acctest.Seed) { s.Package.SiteLicense, s.Package.GuestSeat = true, false }, nil, func(_ *testing.T, _ *acctest.Org, w *team) { w.joins(ada) }, 0, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, c.edit)
			w := &team{tf: acctest.NewTerraform(t, org, c.block)}
			c.plan(t, org, w)
			w.told = slices.DeleteFunc(w.told, func(d *tfprotov6.Diagnostic) bool { return !strings.Contains(d.Summary, "Fastcall seats") })
			if errs, warns := len(w.told.Errors()), len(w.told.Warnings()); errs != c.errors || warns != c.warnings {
				t.Errorf("%d errors and %d warnings, want %d and %d:\n%s", errs, warns, c.errors, c.warnings, w.told)
			}
		})
	}
}

// However many are planned at once, the walk says once that they are too many.
func TestCrowdShortOfSeatsIsToldOnce(t *testing.T) {
	t.Parallel()
	const people = 30
	org := acctest.NewOrg(t, crowd(people), allowed(20))
	tf := acctest.NewTerraform(t, org)
	plans := make([]*acctest.Plan, people)
	eachOf(people, func(i int) { plans[i] = tf.Plan(resourceName, acctest.Instance{}, values{"username": crowdName(i)}) })
	var told acctest.Diagnostics
	for _, plan := range plans {
		told = append(told, plan.Diagnostics...)
	}
	if errs := told.Errors(); len(errs) != 1 || len(told) > 2 {
		t.Fatalf("%d errors and %d warnings, want 1 and at most 1:\n%s", len(errs), len(told)-len(errs), told)
	}
	wantError(t, told, "Not enough Fastcall seats", "bought: 20", "wanted in all: 20 or more")
}

// Once a change has begun, the walk applies and the plans of others are no news.
func TestNoSeatGateWhileApplying(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, full)
	leaver := held(t, org, nil, marie)[0]
	w := &team{tf: acctest.NewTerraform(t, org)}
	_, diags := w.tf.Apply(resourceName, w.tf.Plan(resourceName, leaver, nil))
	noErrors(t, diags)
	w.joins(ada, grace)
	if len(w.told) > 0 {
		t.Errorf("says while it applies:\n%s", w.told)
	}
}

// lost takes marie's seat and gives it to grace before marie is refreshed.
func lost(t *testing.T, org *acctest.Org, w *team) {
	instances := held(t, org, nil, marie)
	org.TakeSeat(t, marie)
	org.GiveSeat(t, grace)
	w.stays(t, instances...)
}

// overlooked does the same, but the plan does not refresh: it gives marie
// nothing, and grace holds a seat.
func overlooked(t *testing.T, org *acctest.Org, w *team) {
	instances := held(t, org, nil, marie)
	org.TakeSeat(t, marie)
	org.GiveSeat(t, grace)
	w.plan(instances[0], values{"username": marie})
	w.joins(grace)
}

// Under -refresh=false, too, the gate asks for seats once, and only if a plan
// takes one.
func TestSeatGateRequests(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	instances := held(t, org, nil, marie, edsger)
	cost := func(check string, changed values, joiners ...string) int {
		w := &team{tf: acctest.NewTerraform(t, org, values{"capacity_check": check})}
		org.ResetJournal()
		for _, instance := range instances {
			config := values{"username": instance.Values["username"], "roles": instance.Values["roles"]}
			for name, value := range changed {
				config[name] = value
			}
			w.plan(instance, config)
		}
		w.joins(joiners...)
		noErrors(t, w.told)
		requests, _ := tally(org)
		return requests
	}
	for _, c := range []struct {
		what    string
		most    int
		changed values
		joiners []string
	}{
		{"nothing changes", 0, nil, nil},
		{"two change", 1, values{"softphone_auto_login": true}, nil},
		{"three join", 1, nil, []string{ada, grace, linus}},
	} {
		without, with := cost("off", c.changed, c.joiners...), cost("error", c.changed, c.joiners...)
		t.Logf("%s: %d requests with the gate, %d without", c.what, with, without)
		if with-without != c.most {
			t.Errorf("%s: the gate costs %d requests, want %d", c.what, with-without, c.most)
		}
	}
}

// What the plan of a release says, as it is shown: of three people who leave at
// once, and of one whom another replaces in a full org.
func TestGoldenPlansOfReleases(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, full)
	people := held(t, org, nil, marie, edsger, hedy)
	acctest.Leaver(t, org, edsger)
	for i := range 23 {
		org.GiveRecording(t, hedy, fmt.Sprintf("Greeting %02d", i+1))
	}
	mass := &team{tf: acctest.NewTerraform(t, org)}
	mass.leaves(t, people...)
	replaced := &team{tf: acctest.NewTerraform(t, org)}
	replaced.plan(refresh(t, replaced.tf, people[0]), values{"username": ada})
	replaced.joins(ada)
	acctest.Golden(t, "testdata/plan_releases.txt", fmt.Sprintf("=== three leave at once ===\n\n%s\n=== ada replaces marie in a full org ===\n\n%s",
		mass.told.Screen(), replaced.told.Screen()))
}
