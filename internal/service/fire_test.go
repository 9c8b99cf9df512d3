package service_test

import (
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A thousand users are planned, onboarded, read and released while one
// request in a hundred is turned away, meets a locked row or is cut off. At 75
// at once, which fill a request.
func TestCrowdOfThousandsUnderFire(t *testing.T) {
	const atOnce = 75
	people := 1000
	if acctest.Racing {
		people = 100 // Everything takes many times as long.
	}
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		*seed = seed.WithUsers(people)
		seed.Package.Allowed = people + 10
	})
	before := org.Seats()
	for _, effect := range []acctest.Effect{acctest.Unavailable, acctest.LockRow, acctest.Reset, acctest.ResetAfter} {
		org.AddFault(acctest.Fault{Effect: effect, Probability: 0.01, Seed: 1})
	}
	users, plans := make([]acctest.Instance, people), make([]*acctest.Plan, people)
	walk := func(name string, do func(tf *acctest.Terraform, i int) acctest.Diagnostics) {
		org.ResetJournal()
		tf := acctest.NewTerraform(t, org)
		slots := make(chan struct{}, atOnce)
		var wg sync.WaitGroup
		for i := range people {
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				if errs := do(tf, i).Errors(); len(errs) > 0 {
					t.Errorf("%s of %s:\n%s", name, username(i), errs)
				}
			})
		}
		wg.Wait()
		failed := 0
		for _, e := range org.Journal() {
			if e.Status != 200 {
				failed++
			}
		}
		t.Logf("%-12s %4d requests, %d of them failed", name, len(org.Journal()), failed)
	}
	const user = "fastcall_user"
	walk("plan", func(tf *acctest.Terraform, i int) acctest.Diagnostics {
		plans[i] = tf.Plan(user, acctest.Instance{}, values{"username": username(i)})
		return plans[i].Diagnostics
	})
	walk("apply", func(tf *acctest.Terraform, i int) (diags acctest.Diagnostics) {
		users[i], diags = tf.Apply(user, plans[i])
		return diags
	})
	if got := org.Seats() - before; got != people {
		t.Errorf("%d users hold a seat, want %d", got, people)
	}
	walk("plan destroy", func(tf *acctest.Terraform, i int) (diags acctest.Diagnostics) {
		users[i], diags = tf.Read(user, users[i])
		plans[i] = tf.Plan(user, users[i], nil)
		return append(diags, plans[i].Diagnostics...)
	})
	walk("destroy", func(tf *acctest.Terraform, i int) (diags acctest.Diagnostics) {
		_, diags = tf.Apply(user, plans[i])
		return diags
	})
	if got := org.Seats() - before; got != 0 {
		t.Errorf("%d users still hold a seat", got)
	}
}
