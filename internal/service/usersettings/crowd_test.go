package usersettings_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const (
	people = 200
	// parallelism is how many instances Terraform works at unless told otherwise.
	parallelism = 10
)

func crowdName(i int) string { return fmt.Sprintf("user%04d@acme.example", i+1) }

// eachOf does something for every user, as many at once as Terraform does.
func eachOf(do func(i int)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, parallelism)
	for i := range people {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			do(i)
		})
	}
	wg.Wait()
}

// Mass edit: all settings of two hundred users cost as many write requests as
// ten at a time need, and a little more for stragglers. Under the race detector
// callers come too far apart for that, so then the figures are only shown.
func TestCrowdOfSettings(t *testing.T) {
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		*seed = seed.WithUsers(people)
		seed.Package.Allowed = people + 10
	})
	for i := range people {
		org.GiveSeat(t, crowdName(i))
	}
	configs := make([]values, people)
	for i := range people {
		configs[i] = full(org, t, crowdName(i))
		delete(configs[i]["messages"].(object), "Edsger away")
		configs[i]["on_destroy"] = "reset"
	}
	plans, users := make([]*acctest.Plan, people), make([]acctest.Instance, people)
	tf := acctest.NewTerraform(t, org)
	phase(t, org, "plan", func(i int) { plans[i] = tf.Plan(resourceName, acctest.Instance{}, configs[i]) })
	tf = tf.NextWalk()
	wantFew(t, "create", phase(t, org, "create", func(i int) {
		var diags acctest.Diagnostics
		users[i], diags = tf.Apply(resourceName, plans[i])
		if len(diags) > 0 {
			t.Errorf("%s:\n%s", crowdName(i), diags)
		}
	}))
	tf = tf.NextWalk()
	phase(t, org, "refresh", func(i int) {
		after, diags := tf.Read(resourceName, users[i])
		if plan := tf.Plan(resourceName, after, configs[i]); len(diags) > 0 || len(plan.Changed(after)) > 0 {
			t.Errorf("%s: %s\nchanges %v", crowdName(i), diags, plan.Changed(after))
		}
	})
	for i := range people {
		configs[i]["devices"].(object)["Mobile"] = object{"type": "mobile"}
		plans[i] = tf.Plan(resourceName, users[i], configs[i])
	}
	tf = tf.NextWalk()
	wantFew(t, "change", phase(t, org, "change", func(i int) {
		var diags acctest.Diagnostics
		if users[i], diags = tf.Apply(resourceName, plans[i]); len(diags) > 0 {
			t.Errorf("%s:\n%s", crowdName(i), diags)
		}
	}))
	tf = tf.NextWalk()
	wantFew(t, "reset", phase(t, org, "reset", func(i int) {
		if _, diags := tf.Apply(resourceName, tf.Plan(resourceName, users[i], nil)); len(diags) > 0 {
			t.Errorf("%s:\n%s", crowdName(i), diags)
		}
	}))
	if left := len(org.PackageRows(t, "device")); left != 4 {
		t.Errorf("%d devices are left, want the 4 of the others", left)
	}
}

// phase does something for everybody and returns the number of write requests.
func phase(t *testing.T, org *acctest.Org, name string, do func(i int)) int {
	t.Helper()
	org.ResetJournal()
	eachOf(do)
	written := writes(org)
	t.Logf("%-8s %3d reads and log-ins, %2d writes", name, len(org.Journal())-written, written)
	return written
}

func wantFew(t *testing.T, name string, written int) {
	t.Helper()
	acctest.AtMost(t, name+", write requests", written, people/parallelism+4)
}
