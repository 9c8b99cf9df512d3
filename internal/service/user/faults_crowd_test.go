package user_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// crowd adds n users to an org and seats for them.
func crowd(n int) func(*acctest.Seed) {
	return func(seed *acctest.Seed) {
		*seed = seed.WithUsers(n)
		seed.Package.Allowed = n + 10
	}
}

func crowdName(i int) string { return fmt.Sprintf("user%04d@acme.example", i+1) }

// eachOf does something for every user of a crowd at once.
func eachOf(n int, do func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { do(i) })
	}
	wg.Wait()
}

// Fifty users are onboarded, and in the next walk read and released, at once
// through one process while one request in a hundred fails in each of the ways that pass, on every
// rung: all get there, and nobody holds anything twice.
func TestCrowdUnderFire(t *testing.T) {
	t.Parallel()
	for rung, settings := range map[string]map[string]string{
		"graph":     nil,
		"composite": {"K-graph": "refuse"},
		"steps":     singly,
	} {
		for seed := uint64(1); seed <= 2; seed++ {
			t.Run(fmt.Sprintf("%s/%d", rung, seed), func(t *testing.T) {
				t.Parallel()
				fifty(t, acctest.NewOrg(t, crowd(50), knobs(settings)), seed)
			})
		}
	}
}

func fifty(t *testing.T, org *acctest.Org, seed uint64) {
	const people = 50
	before := portrait(org)
	block := values{"request_timeout": "2s"}
	tf := acctest.NewTerraform(t, org, block)
	for _, effect := range append(append([]acctest.Effect{acctest.LockRow}, curable...), ofSession...) {
		f := acctest.Fault{Effect: effect, Probability: 0.01, Seed: seed}
		if effect == acctest.ExpireSession {
			f.Times = 1 // What a second one does is in TestASessionThatExpiresTwice.
		}
		onDelay(&f.Delay, 2500*time.Millisecond)
		org.AddFault(f)
	}
	begun := time.Now()
	told := make([]acctest.Diagnostics, people)
	users := make([]acctest.Instance, people)
	total := 0
	phase := func(name string, do func(i int)) {
		org.ResetJournal()
		eachOf(people, do)
		for i := range people {
			if errs := told[i].Errors(); len(errs) > 0 {
				t.Errorf("%s %s:\n%s", name, crowdName(i), errs)
			}
		}
		requests, struck := tally(org)
		total += requests
		t.Logf("%-7s %4d requests, %3d of them refused or lost", name, requests, struck)
	}
	phase("create", func(i int) {
		plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": crowdName(i)})
		users[i], told[i] = tf.Apply(resourceName, plan)
		told[i] = append(told[i], plan.Diagnostics...)
	})
	for i := range people {
		wantParts(t, org, crowdName(i), onboarded)
	}
	tf = acctest.NewTerraform(t, org, block)
	phase("read", func(i int) { users[i], told[i] = tf.Read(resourceName, users[i]) })
	for i, user := range users {
		if user.Values == nil || user.Values["licensed"] != true {
			t.Errorf("%s is read as %s", crowdName(i), user.Values.JSON())
		}
	}
	phase("release", func(i int) { _, told[i] = tf.Apply(resourceName, tf.Plan(resourceName, users[i], nil)) })
	if after := portrait(org); after != before {
		t.Errorf("after the release the org differs from before:\n%s", between(after, before))
	}
	t.Logf("%d requests in %s", total, time.Since(begun).Round(time.Millisecond))
}

// A session that is renewed and expires again before it was of any use may cost
// the request at hand, because nothing is asked for a third time (S22). It must
// not cost the requests after it: the org is well, and a log-in away.
func TestASessionThatExpiresTwice(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.AddFault(acctest.Fault{Effect: acctest.ExpireSession, Nth: 1, Times: 3})
	_, diags := tf.Read(resourceName, user)
	t.Logf("while it expires:\n%s", diags)
	org.ClearFaults()
	org.ResetJournal()
	if _, diags = tf.Read(resourceName, user); len(diags.Errors()) > 0 {
		requests, _ := tally(org)
		t.Errorf("the next read fails, too, after %d requests:\n%s", requests, diags)
	}
}

// tally counts the requests and those of them that failed.
func tally(org *acctest.Org) (requests, struck int) {
	for _, e := range org.Journal() {
		requests++
		if e.Status < 200 || e.Status > 299 {
			struck++
		}
	}
	return requests, struck
}

// Two hundred reads over a session that has expired cost one log-in, whether
// they share requests or arrive one after another with many on their way.
func TestOneLogInForAll(t *testing.T) {
	t.Parallel()
	for name, gap := range map[string]time.Duration{"together": 0, "staggered": 4 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const people = 200
			org := acctest.NewOrg(t, crowd(people))
			tf := acctest.NewTerraform(t, org)
			users := make([]acctest.Instance, people)
			eachOf(people, func(i int) {
				plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": crowdName(i)})
				users[i], _ = tf.Apply(resourceName, plan)
			})
			org.ResetJournal()
			org.AddFault(acctest.Fault{Effect: acctest.ExpireSession, Nth: 1})
			// Answers that take a moment keep many requests under way at once.
			slow := acctest.Fault{Effect: acctest.Slow}
			onDelay(&slow.Delay, 30*time.Millisecond)
			org.AddFault(slow)
			told := make([]acctest.Diagnostics, people)
			eachOf(people, func(i int) {
				time.Sleep(time.Duration(i) * gap)
				users[i], told[i] = tf.Read(resourceName, users[i])
			})
			logins := 0
			for _, e := range org.Journal() {
				if e.Token {
					logins++
				}
			}
			for i, user := range users {
				if len(told[i].Errors()) > 0 || user.Values == nil {
					t.Fatalf("%s: %s", crowdName(i), told[i])
				}
			}
			requests, refused := tally(org)
			t.Logf("%d requests, %d of them refused, %d log-ins", requests, refused, logins)
			if logins != 1 {
				t.Errorf("%d log-ins, want 1", logins)
			}
		})
	}
}
