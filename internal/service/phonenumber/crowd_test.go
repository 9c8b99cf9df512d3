package phonenumber_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Fifty numbers, ten at a time as Terraform does, cost a write request for
// every ten of them and a few reads; a busy machine lets some arrive late.
func TestCrowdOfNumbers(t *testing.T) {
	t.Parallel()
	const numbers, atOnce = 50, 10
	org := acctest.NewOrg(t)
	name := func(i int) string { return fmt.Sprintf("+457020%04d", i) }
	for i := range numbers {
		org.NewNumber(t, name(i), "Provisioned")
	}
	users := []string{org.UserID(t, marie), org.UserID(t, edsger)}
	config := func(i, shift int) values {
		return values{"phone_number": name(i), "user_id": users[(i+shift)%2], "available_for": values{"user_ids": []string{users[(i+shift+1)%2]}}}
	}
	tf := acctest.NewTerraform(t, org)
	made := make([]acctest.Instance, numbers)
	told := make([]acctest.Diagnostics, numbers)
	phase := func(title string, mostWrites, mostRequests int, do func(walk *acctest.Terraform, i int)) {
		t.Helper()
		walk := tf.NextWalk()
		org.ResetJournal()
		eachOf(numbers, atOnce, func(i int) { do(walk, i) })
		for i := range numbers {
			noErrors(t, told[i])
		}
		acctest.AtMost(t, title+", write requests", writes(org), mostWrites)
		acctest.AtMost(t, title+", requests", len(org.Journal()), mostRequests)
	}
	plans := make([]*acctest.Plan, numbers)
	plan := func(shift int) func(*acctest.Terraform, int) {
		return func(walk *acctest.Terraform, i int) {
			plans[i] = walk.Plan(resourceName, made[i], config(i, shift))
			told[i] = plans[i].Diagnostics
		}
	}
	apply := func(walk *acctest.Terraform, i int) { made[i], told[i] = walk.Apply(resourceName, plans[i]) }
	phase("plan", 0, 25, plan(0))
	phase("create", 15, 60, apply)
	phase("read", 0, 20, func(walk *acctest.Terraform, i int) { made[i], told[i] = walk.Read(resourceName, made[i]) })
	phase("plan", 0, 25, plan(1))
	phase("update", 15, 60, apply)
	for i := range numbers {
		wantHolding(t, org, name(i), held{User: users[(i+1)%2], Users: []string{users[i%2]}})
	}
	phase("destroy", 15, 40, func(walk *acctest.Terraform, i int) {
		_, told[i] = walk.Apply(resourceName, walk.Plan(resourceName, made[i], nil))
	})
	for i := range numbers {
		wantHolding(t, org, name(i), held{})
	}
}

// eachOf does something n times, some at once, as Terraform walks.
func eachOf(n, atOnce int, do func(i int)) {
	places := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i := range n {
		places <- struct{}{}
		wg.Go(func() { defer func() { <-places }(); do(i) })
	}
	wg.Wait()
}

// More people than one write can carry may use a number.
func TestANumberForFourHundred(t *testing.T) {
	t.Parallel()
	const people = 420
	org := acctest.NewOrg(t, func(seed *acctest.Seed) { *seed = seed.WithUsers(people) })
	ids := make([]string, people)
	for i := range people {
		ids[i] = org.UserID(t, fmt.Sprintf("user%04d@acme.example", i+1))
	}
	tf := acctest.NewTerraform(t, org)
	config := values{"phone_number": spare, "org_wide": true, "available_for": values{"user_ids": ids}}
	org.ResetJournal()
	number := refresh(t, tf, assign(t, tf, config))
	if got := writes(org); got != 2 {
		t.Errorf("%d write requests, want 2", got)
	}
	wantChanges(t, tf.Plan(resourceName, number, config), number)
	if got := len(holding(t, org, spare).Users); got != people {
		t.Errorf("%d people may use the number, want %d", got, people)
	}
	wantSilence(t, unassign(tf, number))
	wantHolding(t, org, spare, held{})
}
