// Package service_test holds the nouns against what they may cost together: the
// org's daily allowance is not this provider's alone.
package service_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const (
	// parallelism is how many instances Terraform works at unless told otherwise.
	parallelism = 10
	// peoplePerGroup is how many users share a group.
	peoplePerGroup = 20
)

type values = acctest.Values

// team is an org of people with settings and groups, and what the state has of
// them.
type team struct {
	t         *testing.T
	org       *acctest.Org
	instances []*instance
}

// instance is one instance of a resource.
type instance struct {
	resource string
	// rank is 0 for users and 1 for what refers to them.
	rank   int
	config func() values
	state  acctest.Instance
	plan   *acctest.Plan
}

func username(i int) string { return fmt.Sprintf("user%04d@acme.example", i+1) }

// newTeam makes an org with at least so many users; nothing of it is applied yet.
func newTeam(t *testing.T, people int, whole bool, inOrg int) *team {
	t.Helper()
	w := &team{t: t, org: acctest.NewOrg(t, func(seed *acctest.Seed) {
		*seed = seed.WithUsers(max(people, inOrg-len(seed.Users)))
		seed.Package.Allowed = people + 10
	})}
	users := make([]*instance, people)
	for i := range people {
		users[i] = &instance{resource: "fastcall_user", config: func() values { return values{"username": username(i)} }}
		w.instances = append(w.instances, users[i])
	}
	if !whole {
		return w
	}
	for i := range people {
		w.instances = append(w.instances, &instance{resource: "fastcall_user_settings", rank: 1, config: func() values {
			return values{"user_id": w.org.UserID(t, username(i)), "user_settings": map[string]any{"country_code": "DE"},
				"devices": map[string]any{"Desk": map[string]any{"type": "office_phone", "number": fmt.Sprintf("+4930%07d", i)}}}
		}})
	}
	for i := 0; i < people; i += peoplePerGroup {
		w.instances = append(w.instances, &instance{resource: "fastcall_group", rank: 1, config: func() values {
			var members []string
			for j := i; j < min(i+peoplePerGroup, people); j++ {
				members = append(members, w.org.UserID(t, username(j)))
			}
			return values{"name": fmt.Sprintf("Team %03d", i), "extension": fmt.Sprint(2000 + i), "members": members}
		}})
	}
	return w
}

// walk does something for every instance in Terraform's order, as many at once
// as Terraform does, and returns how many requests that took.
func (w *team) walk(name string, backwards bool, do func(tf *acctest.Terraform, x *instance)) int {
	w.t.Helper()
	w.org.ResetJournal()
	tf := acctest.NewTerraform(w.t, w.org)
	for rank := range 2 {
		if backwards {
			rank = 1 - rank
		}
		slots := make(chan struct{}, parallelism)
		var wg sync.WaitGroup
		for _, x := range w.instances {
			if x.rank != rank {
				continue
			}
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				do(tf, x)
			})
		}
		wg.Wait()
	}
	requests, reads, writes := 0, 0, 0
	for _, e := range w.org.Journal() {
		requests++
		switch {
		case e.Write:
			writes++
		case !e.Token:
			reads++
		}
	}
	w.t.Logf("%-14s %4d requests: %d reads, %d writes", name, requests, reads, writes)
	if testing.Verbose() {
		kinds := map[string]int{}
		for _, e := range w.org.Journal() {
			kind := e.Method + " " + e.Path
			for _, r := range e.Requests {
				if _, from, ok := strings.Cut(r.Query, " FROM "); ok && !e.Write {
					kind += " " + strings.Fields(from)[0]
				}
			}
			kinds[kind]++
		}
		for kind, n := range kinds {
			w.t.Logf("   %4d %s", n, kind)
		}
	}
	return requests
}

func (w *team) fine(x *instance, diags acctest.Diagnostics) {
	if len(diags.Errors()) > 0 {
		w.t.Errorf("%s:\n%s", x.config().JSON(), diags)
	}
}

func (w *team) planCreate() int {
	return w.walk("plan create", false, func(tf *acctest.Terraform, x *instance) {
		x.plan = tf.Plan(x.resource, acctest.Instance{}, x.config())
		w.fine(x, x.plan.Diagnostics)
	})
}

func (w *team) apply() int {
	return w.walk("apply", false, func(tf *acctest.Terraform, x *instance) {
		var diags acctest.Diagnostics
		x.state, diags = tf.Apply(x.resource, tf.Plan(x.resource, acctest.Instance{}, x.config()))
		w.fine(x, diags)
	})
}

func (w *team) planNothing() int {
	return w.walk("plan nothing", false, func(tf *acctest.Terraform, x *instance) {
		after, diags := tf.Read(x.resource, x.state)
		w.fine(x, diags)
		plan := tf.Plan(x.resource, after, x.config())
		w.fine(x, plan.Diagnostics)
		if changed := plan.Changed(after); len(changed) > 0 {
			w.t.Errorf("%s changes %v", x.config().JSON(), changed)
		}
		x.state = after
	})
}

func (w *team) planDestroy() int {
	return w.walk("plan destroy", false, func(tf *acctest.Terraform, x *instance) {
		x.state, _ = tf.Read(x.resource, x.state)
		x.plan = tf.Plan(x.resource, x.state, nil)
		w.fine(x, x.plan.Diagnostics)
	})
}

func (w *team) destroy() int {
	return w.walk("destroy", true, func(tf *acctest.Terraform, x *instance) {
		_, diags := tf.Apply(x.resource, x.plan)
		w.fine(x, diags)
	})
}

// rounds is how many requests carry what so many instances do, if as many as
// Terraform works at share each, with a tenth for those who come late.
func rounds(instances int, each float64) int {
	full := (instances + parallelism - 1) / parallelism
	return int(each*float64(full) + 0.5)
}

// most is what a walk may cost.
type most struct {
	walk     string
	cost     func(*team) int
	requests int
}

// sizes are those of orgs; the largest takes minutes under the race detector.
func sizes(largest int) []int {
	if acctest.Racing {
		largest = 60
	}
	return []int{1, 10, largest}
}

// hold walks through the life of a team. How many share a request depends on
// how fast the machine hands them over, so a machine that is busy with something
// else gets another two tries.
func hold(t *testing.T, open func() *team, walks []most) {
	t.Helper()
	for try := 1; ; try++ {
		w, costs, over := open(), make([]int, len(walks)), false
		for i, m := range walks {
			costs[i] = m.cost(w)
			over = over || costs[i] > m.requests
		}
		if over && try < 3 && !t.Failed() && !acctest.Racing {
			continue
		}
		for i, m := range walks {
			acctest.AtMost(t, m.walk, costs[i], m.requests)
		}
		return
	}
}

// What each walk may cost. Ten requests are a plan of any size up to the pages
// of the objects; an onboarding is a write request for as many as Terraform works
// at; settings are looked at before they are written, because nothing in the org
// keeps a second row from being made; a release looks, and writes once where
// nothing is in its way.
func TestCrowdBudget(t *testing.T) {
	const plan = 10
	for _, people := range sizes(1000) {
		t.Run(fmt.Sprintf("%d users alone", people), func(t *testing.T) {
			hold(t, func() *team { return newTeam(t, people, false, 0) }, []most{
				{"plan of the onboarding", (*team).planCreate, plan + 3},
				{"onboarding", (*team).apply, rounds(people, 1.2) + 12},
				{"plan without changes", (*team).planNothing, plan},
				{"plan of the release", (*team).planDestroy, plan + 3},
				{"release", (*team).destroy, rounds(people, 2.4) + 12},
			})
		})
		t.Run(fmt.Sprintf("%d users with settings and groups", people), func(t *testing.T) {
			groups := rounds((people+peoplePerGroup-1)/peoplePerGroup, 10)
			hold(t, func() *team { return newTeam(t, people, true, 0) }, []most{
				{"plan of the onboarding", (*team).planCreate, plan + 3},
				{"onboarding", (*team).apply, rounds(people, 1.2) + rounds(people, 2.4) + groups + 12},
				{"plan without changes", (*team).planNothing, plan},
				{"plan of the release", (*team).planDestroy, plan + 3},
				{"release", (*team).destroy, rounds(people, 2.4) + groups + 12},
			})
		})
	}
}

// A page holds 2,000 rows. One row more is looked up singly until there are
// many, and then read with the next page.
func TestCrowdBudgetAtThePage(t *testing.T) {
	for _, users := range []int{1999, 2000, 2001} {
		t.Run(fmt.Sprint(users), func(t *testing.T) {
			hold(t, func() *team {
				w := newTeam(t, 60, false, users)
				if have := len(w.org.Rows("User")); have != users {
					t.Fatalf("the org has %d users, want %d", have, users)
				}
				w.apply()
				return w
			}, []most{{"plan without changes", (*team).planNothing, 8}})
		})
	}
}

// Whoever is not on the first page is looked up singly first, and all together
// once there are many.
func TestCrowdBudgetOfMany(t *testing.T) {
	hold(t, func() *team {
		return newTeam(t, 120, false, 4500)
	}, []most{
		// Log-in, catalog, seats, first pages, thirty by themselves, three pages.
		{"plan of the onboarding", (*team).planCreate, 13},
		{"onboarding", (*team).apply, rounds(120, 1.2) + 13 + 5},
		{"plan without changes", (*team).planNothing, 10},
	})
}
