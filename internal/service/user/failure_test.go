package user_test

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// rungs are the ways an org can force the client down the ladder.
var rungs = map[string]map[string]string{
	"graph":                         nil,
	"graphs refused":                {"K-graph": "refuse"},
	"setup beside setup refused":    {"K-setup-setup": "reject"},
	"user update refused":           {"K-user-patch": "reject"},
	"graphs and setup pair refused": {"K-graph": "refuse", "K-setup-setup": "reject"},
	"graphs and user update refused": {
		"K-graph": "refuse", "K-user-patch": "reject"},
}

// Onboard, repair and release end the same on every rung.
func TestEveryRungConverges(t *testing.T) {
	t.Parallel()
	for name, settings := range rungs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, knobs(settings))
			tf := acctest.NewTerraform(t, org)
			config := values{"username": ada, "roles": []string{"user", "admin"}}
			both := acctest.Parts{Licensed: true, CallCenter: onboarded.CallCenter,
				PermissionSets: []string{"FastCall_Admin", "FastCall_User"}}
			user := onboard(t, tf, config)
			wantParts(t, org, ada, both)

			org.TakeSeat(t, ada)
			org.TakePermissionSet(t, ada, "FastCall_Admin")
			org.SetCallCenter(t, ada, "")
			user = change(t, tf, refresh(t, tf, user), config)
			wantParts(t, org, ada, both)
			user = refresh(t, tf, user)
			wantChanges(t, tf.Plan(resourceName, user, config), user)

			org.Join(t, ada, "Fastcall Support")
			noErrors(t, release(tf, user))
			wantParts(t, org, ada, nothing)
		})
	}
}

// A part that is refused leaves no trace in the org and none in the state,
// on every rung, and takes nothing away that was there before.
func TestARefusedPartLeavesNoTrace(t *testing.T) {
	t.Parallel()
	before := map[string]func(*testing.T, *acctest.Org){
		"nothing held before": func(*testing.T, *acctest.Org) {},
		"seat held before":    func(t *testing.T, o *acctest.Org) { o.GiveSeat(t, ada) },
		"set held before":     func(t *testing.T, o *acctest.Org) { o.GivePermissionSet(t, ada, "FastCall_User") },
	}
	refusals := map[string]struct {
		fault acctest.Fault
		words []string
	}{
		"permission set": {
			fault: acctest.Fault{Effect: acctest.Fail, Object: "PermissionSetAssignment", Verb: "create",
				Code: "FIELD_INTEGRITY_EXCEPTION", Message: "The user license doesn't allow the permission: Manage Call Centers"},
			words: []string{"permission set \"Fastcall", "FIELD_INTEGRITY_EXCEPTION"},
		},
		"call center": {
			fault: acctest.Fault{Effect: acctest.Fail, Object: "User", Verb: "update",
				Code: "INSUFFICIENT_ACCESS_OR_READONLY", Message: "insufficient access rights on object id"},
			words: []string{`call center "Fastcall Call Center"`, "Manage Call Centers"},
		},
	}
	for rung, settings := range rungs {
		for held, prepare := range before {
			for part, refusal := range refusals {
				t.Run(fmt.Sprintf("%s/%s/%s", rung, held, part), func(t *testing.T) {
					t.Parallel()
					org := acctest.NewOrg(t, knobs(settings))
					tf := acctest.NewTerraform(t, org)
					onboard(t, tf, values{"username": linus, "roles": []string{"admin", "user"}}) // Finds the rung that this org needs.
					prepare(t, org)
					was := org.Parts(t, ada)
					org.AddFault(refusal.fault)
					plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada, "roles": []string{"admin", "user"}})
					noErrors(t, plan.Diagnostics)
					user, diags := tf.Apply(resourceName, plan)
					wantError(t, diags, append(refusal.words, "Cannot onboard "+ada, "Nothing was changed")...)
					if user.Values != nil {
						t.Errorf("left in the state: %s", user.Values.JSON())
					}
					wantParts(t, org, ada, was)
				})
			}
		}
	}
}

// A seat taken by somebody else between plan and apply leaves no trace.
func TestASeatTakenInBetween(t *testing.T) {
	t.Parallel()
	for rung, settings := range rungs {
		t.Run(rung, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, knobs(settings), allowed(5)) // three held, one for the guest, one free
			tf := acctest.NewTerraform(t, org)
			plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
			noErrors(t, plan.Diagnostics)
			org.GiveSeat(t, grace)
			user, diags := tf.Apply(resourceName, plan)
			wantError(t, diags, "Cannot onboard "+ada, "5 bought, 4 held by people, 1 kept for the site guest user, 0 free",
				"LICENSE_LIMIT_EXCEEDED", "hedy@acme.example")
			if user.Values != nil {
				t.Errorf("left in the state: %s", user.Values.JSON())
			}
			wantParts(t, org, ada, nothing)
		})
	}
}

// Somebody else gives the user a seat just before the provider does: whatever code the second one is refused with, a look
// finds the first.
func TestASeatGivenInBetween(t *testing.T) {
	t.Parallel()
	for rung, settings := range rungs {
		for _, code := range []string{"DUPLICATE_VALUE", "FIELD_INTEGRITY_EXCEPTION"} {
			t.Run(rung+"/"+code, func(t *testing.T) {
				t.Parallel()
				org := acctest.NewOrg(t, knobs(settings), knobs(map[string]string{"K-upl-dup-code": code}))
				tf := acctest.NewTerraform(t, org)
				plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
				org.AddFault(acctest.Fault{Effect: acctest.Admin, Object: "UserPackageLicense", Verb: "create", Nth: 1,
					Do: acctest.Hand(func() { org.GiveSeat(t, ada) })})
				_, diags := tf.Apply(resourceName, plan)
				noErrors(t, diags)
				wantParts(t, org, ada, onboarded)
			})
		}
	}
}

// Two joiners for the last seat, in one run of Terraform or in two: one wins,
// the other gets an error and leaves nothing.
func TestTwoJoinersForTheLastSeat(t *testing.T) {
	t.Parallel()
	for rung, settings := range rungs {
		for name, runs := range map[string]int{"one run": 1, "two runs": 2} {
			t.Run(rung+"/"+name, func(t *testing.T) {
				t.Parallel()
				org := acctest.NewOrg(t, knobs(settings), allowed(5))
				walks := []*acctest.Terraform{acctest.NewTerraform(t, org), acctest.NewTerraform(t, org)}
				joiners := []string{ada, grace}
				failed := make([]acctest.Diagnostics, len(joiners))
				var wg sync.WaitGroup
				for i, joiner := range joiners {
					walk := walks[i%runs]
					plan := walk.Plan(resourceName, acctest.Instance{}, values{"username": joiner})
					wg.Go(func() {
						_, diags := walk.Apply(resourceName, plan)
						failed[i] = diags.Errors()
					})
				}
				wg.Wait()
				loser := slices.IndexFunc(failed, func(d acctest.Diagnostics) bool { return len(d) > 0 })
				if loser < 0 || len(failed[1-loser]) > 0 {
					t.Fatalf("want one winner and one loser, got %v", failed)
				}
				wantError(t, failed[loser], "No Fastcall seat is left")
				wantParts(t, org, joiners[loser], nothing)
				wantParts(t, org, joiners[1-loser], onboarded)
			})
		}
	}
}

// What a user holds already is adopted, said, and never asked for twice.
func TestAdoption(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	org.GiveSeat(t, ada)
	org.GivePermissionSet(t, ada, "FastCall_User")
	seats := org.Seats()
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	user, diags := tf.Apply(resourceName, plan)
	wantWarning(t, diags, ada+" held parts of Fastcall already", "package license, permission set")
	wantParts(t, org, ada, onboarded)
	if org.Seats() != seats {
		t.Errorf("%d seats, want %d", org.Seats(), seats)
	}
	user = refresh(t, tf, user)
	wantChanges(t, tf.Plan(resourceName, user, values{"username": ada}), user)
}

// An answer that is lost after the commit, on whatever rung and whatever
// write, ends in the same place.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	for _, rung := range slices.Sorted(maps.Keys(rungs)) {
		for _, effect := range []acctest.Effect{acctest.ResetAfter, acctest.CrashAfter, acctest.Reset, acctest.BadGateway} {
			for nth := 1; nth <= 3; nth++ {
				t.Run(fmt.Sprintf("%s/%s/%d", rung, effect, nth), func(t *testing.T) {
					t.Parallel()
					org := acctest.NewOrg(t, knobs(rungs[rung]))
					tf := acctest.NewTerraform(t, org)
					for _, verb := range []string{"create", "update", "delete"} {
						org.AddFault(acctest.Fault{Effect: effect, Verb: verb, Nth: nth})
					}
					user := onboard(t, tf, values{"username": ada})
					wantParts(t, org, ada, onboarded)
					noErrors(t, release(tf, refresh(t, tf, user)))
					wantParts(t, org, ada, nothing)
				})
			}
		}
	}
}

// allowed sets the number of seats bought.
func allowed(seats int) func(*acctest.Seed) {
	return func(seed *acctest.Seed) { seed.Package.Allowed = seats }
}
