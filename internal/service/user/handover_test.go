package user_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// swap is an org whose seats are all taken, and as many joiners as leavers.
type swap struct {
	t       *testing.T
	org     *acctest.Org
	leavers []acctest.Instance
	joiners []string
}

// newSwap onboards k users, who take the last seats, and has k more wait.
func newSwap(t *testing.T, k int, settings map[string]string) *swap {
	t.Helper()
	org := acctest.NewOrg(t, crowd(2*k), allowed(4+k), knobs(settings))
	s := &swap{t: t, org: org, leavers: make([]acctest.Instance, k)}
	tf := acctest.NewTerraform(t, org)
	eachOf(k, func(i int) { s.leavers[i] = onboard(t, tf, values{"username": crowdName(i)}) })
	for i := range k {
		s.joiners = append(s.joiners, crowdName(k+i))
	}
	return s
}

// turn is what Terraform does with one instance.
type turn struct {
	who    string // empty for a release
	plan   *acctest.Plan
	failed acctest.Diagnostics
}

// apply plans who still has to leave and join, and carries that out in random
// order, so many at once as parallelism says. It returns who could not join.
func (s *swap) apply(tf *acctest.Terraform, parallelism int, leavers []acctest.Instance, joiners []string) []*turn {
	s.t.Helper()
	var all []*turn
	for _, leaver := range leavers {
		all = append(all, &turn{plan: tf.Plan(resourceName, leaver, nil)})
	}
	for _, joiner := range joiners {
		all = append(all, &turn{who: joiner, plan: tf.Plan(resourceName, acctest.Instance{}, values{"username": joiner})})
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	todo := make(chan *turn, len(all))
	for _, o := range all {
		noErrors(s.t, o.plan.Diagnostics)
		todo <- o
	}
	close(todo)
	var wg sync.WaitGroup
	for range parallelism {
		wg.Go(func() {
			for o := range todo {
				_, diags := tf.Apply(resourceName, o.plan)
				o.failed = diags.Errors()
			}
		})
	}
	wg.Wait()
	var failed []*turn
	for _, o := range all {
		switch {
		case len(o.failed) == 0:
		case o.who == "":
			s.t.Errorf("a release failed:\n%s", o.failed)
		default:
			failed = append(failed, o)
		}
	}
	return failed
}

// wantSwapped expects that all have changed places.
func (s *swap) wantSwapped() {
	s.t.Helper()
	for _, leaver := range s.leavers {
		wantParts(s.t, s.org, fmt.Sprint(leaver.Values["username"]), nothing)
	}
	for _, joiner := range s.joiners {
		wantParts(s.t, s.org, joiner, onboarded)
	}
}

// In a full org, three joiners find the seats of three leavers in one apply,
// in whatever order, and however the org lets write.
func TestThreeChangePlacesInOneApply(t *testing.T) {
	t.Parallel()
	for rung, settings := range map[string]map[string]string{"graph": nil, "steps": singly} {
		t.Run(rung, func(t *testing.T) {
			t.Parallel()
			s := newSwap(t, 3, settings)
			for _, o := range s.apply(acctest.NewPatientTerraform(t, s.org), 10, s.leavers, s.joiners) {
				t.Errorf("%s:\n%s", o.who, o.failed)
			}
			s.wantSwapped()
		})
	}
}

// More than that, or with less at once, takes two applies. Who fails in the
// first is told to apply again and leaves nothing.
func TestManyChangePlacesInTwoApplies(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		k, parallelism int
		walk           func(testing.TB, *acctest.Org, ...values) *acctest.Terraform
	}{
		"twelve, ten at once":   {12, 10, acctest.NewPatientTerraform},
		"three, one at a time":  {3, 1, acctest.NewTerraform},
		"three, three at once":  {3, 3, acctest.NewTerraform},
		"twelve, two at a time": {12, 2, acctest.NewTerraform},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSwap(t, c.k, nil)
			failed := s.apply(c.walk(t, s.org), c.parallelism, s.leavers, s.joiners)
			var again []string
			for _, o := range failed {
				if text := o.failed.String(); !strings.Contains(text, "Cannot onboard "+o.who) || !strings.Contains(text, "Apply again") {
					t.Errorf("%s is told:\n%s", o.who, text)
				}
				wantParts(t, s.org, o.who, nothing)
				again = append(again, o.who)
			}
			t.Logf("%d joined in the first apply", c.k-len(again))
			for _, o := range s.apply(acctest.NewTerraform(t, s.org), c.parallelism, nil, again) {
				t.Errorf("%s fails again:\n%s", o.who, o.failed)
			}
			s.wantSwapped()
		})
	}
}

// Terraform onboards a replacement under create_before_destroy before it
// releases the other user. In a full org it says why that fails.
func TestAReplacementCreatedFirstInAFullOrg(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, allowed(5))
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	tf = tf.NextWalk()
	plan := tf.Plan(resourceName, user, values{"username": grace})
	if len(plan.Replace) == 0 {
		t.Fatal("replaces nobody")
	}
	_, diags := tf.NextWalk().Apply(resourceName, tf.Plan(resourceName, acctest.Instance{}, values{"username": grace}))
	wantError(t, diags, "Cannot onboard "+grace, "No Fastcall seat is left", "create_before_destroy")
	wantParts(t, org, grace, nothing)
	wantParts(t, org, ada, onboarded)
}
