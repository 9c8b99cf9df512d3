package user_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A release that is cut off before or after any of its requests, and gets no
// answer from there on, is finished by the next apply. Nothing of anybody
// else's is touched on the way.
func TestACutOffReleaseIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	grounds := map[string]map[string]string{"graph": nil, "steps": singly}
	for name, settings := range grounds {
		w := world{edits: []func(*acctest.Seed){knobs(settings)}}
		requests := cleanRelease(t, w)
		for n := 1; n <= requests; n++ {
			for _, effect := range []acctest.Effect{acctest.Reset, acctest.ResetAfter} {
				t.Run(fmt.Sprintf("%s/%02d/%s", name, n, effect), func(t *testing.T) {
					t.Parallel()
					cutOff(t, w, acctest.Fault{Effect: effect, Nth: n, Times: forever})
				})
			}
		}
	}
}

// reassigning is a policy under which a release makes every kind of write.
func reassigning(t *testing.T, org *acctest.Org) map[string]any {
	return lets(map[string]any{"phone_numbers": "reassign", "reassign_numbers_to": org.UserID(t, "marie@acme.example")})
}

// cleanRelease counts the requests of a release that nothing disturbs.
func cleanRelease(t *testing.T, w world) int {
	t.Helper()
	org, block := w.open(t, nil)
	block["release"] = reassigning(t, org)
	tf, user, _ := leaver(t, org, block, values{"username": ada})
	plan := tf.Plan(resourceName, user, nil)
	apply := tf.NextWalk()
	org.ResetJournal()
	_, diags := apply.Apply(resourceName, plan)
	noErrors(t, diags)
	requests, _ := tally(org)
	return requests
}

func cutOff(t *testing.T, w world, fault acctest.Fault) {
	org, block := w.open(t, nil)
	block["release"], block["max_retries"] = reassigning(t, org), 1
	tf, user, made := leaver(t, org, block, values{"username": ada})
	plan := tf.Plan(resourceName, user, nil)
	before := snapshot(org)
	want := leaving{made}.rowsOf(t, org)
	apply := tf.NextWalk()
	org.ResetJournal()
	org.AddFault(fault)
	kept, diags := apply.Apply(resourceName, plan)
	org.ClearFaults()
	failed := len(diags.Errors()) > 0
	if failed && kept.Values == nil {
		t.Fatal("the user left the state with an error")
	}
	if failed {
		next := tf.NextWalk()
		kept, diags = next.Read(resourceName, kept)
		noErrors(t, diags)
		if kept.Values != nil {
			noErrors(t, release(next, kept))
		}
	}
	wantParts(t, org, ada, nothing)
	if got := touched(before, snapshot(org)); !slices.Equal(got, want) {
		t.Errorf("touched %v, want %v", got, want)
	}
	marie := org.UserID(t, "marie@acme.example")
	wantEqual(t, org.Number(t, made.Provisioned)["assigned_user"], marie)
	wantEqual(t, org.PackageRow(t, "number_access", "id", made.Access)["user"], marie)
	wantEqual(t, org.PackageRow(t, "ivr_action", "id", made.IVRAction)["target_user"], nil)
}

// Every write of a release survives an answer that is lost once.
func TestALostAnswerCostsNothing(t *testing.T) {
	t.Parallel()
	for _, effect := range []acctest.Effect{acctest.ResetAfter, acctest.CrashAfter, acctest.Reset, acctest.LockRow} {
		for _, verb := range []string{"update", "delete"} {
			for nth := 1; nth <= 4; nth++ {
				t.Run(fmt.Sprintf("%s/%s/%d", effect, verb, nth), func(t *testing.T) {
					t.Parallel()
					org, block := world{}.open(t, lets(nil))
					tf, user, made := leaver(t, org, block, values{"username": ada})
					before := snapshot(org)
					want := leaving{made}.rowsOf(t, org)
					org.AddFault(acctest.Fault{Effect: effect, Verb: verb, Nth: nth, Times: 1})
					wantWarning(t, release(tf, user), "Released "+ada, `phone number "+4570200001": unassigned`, `"Fastcall Support": removed`)
					if got := touched(before, snapshot(org)); !slices.Equal(got, want) {
						t.Errorf("touched %v, want %v", got, want)
					}
				})
			}
		}
	}
}
