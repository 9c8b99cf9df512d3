package user_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// keys are the ways to name ada, given the org.
func keys(t *testing.T, org *acctest.Org) map[string]values {
	id := org.UserID(t, ada)
	return map[string]values{
		"username":             {"username": ada},
		"username, other case": {"username": "Ada@ACME.example"},
		"user_id":              {"user_id": id},
		"user_id, short":       {"user_id": id[:15]},
		"federation_id":        {"federation_id": org.FederationID(t, ada)},
	}
}

// Another key for the same user, and every key after an import, is no
// release, no write, and after one apply an empty plan.
func TestAnotherKeyForTheSameUserWritesNothing(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	made := onboard(t, tf, values{"username": ada})
	imported, diags := tf.Import(resourceName, org.UserID(t, ada)[:15], nil)
	noErrors(t, diags)
	byIdentity, diags := tf.Import(resourceName, "", made.Identity)
	noErrors(t, diags)
	for from, prior := range map[string]acctest.Instance{"made": made, "imported": imported, "by identity": byIdentity} {
		for name, config := range keys(t, org) {
			t.Run(from+" to "+name, func(t *testing.T) {
				org.ResetJournal()
				user := change(t, tf, prior, config)
				user = refresh(t, tf, user)
				wantChanges(t, tf.Plan(resourceName, user, config), user)
				if got := writes(org); got != 0 {
					t.Errorf("%d write requests, want none", got)
				}
			})
		}
	}
}

// After an import by any way in, a plan with the plain configuration is empty.
func TestImportPlansEmpty(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	onboard(t, tf, values{"username": ada})
	imported, diags := tf.Import(resourceName, org.UserID(t, ada), nil)
	noErrors(t, diags)
	wantChanges(t, tf.Plan(resourceName, imported, values{"username": ada}), imported)
	wantChanges(t, tf.Plan(resourceName, imported, values{"user_id": org.UserID(t, ada)}), imported)
}

func TestImportRefusesWhatIsNoUserOfThisOrg(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	_, diags := tf.Import(resourceName, "not-an-id", nil)
	wantError(t, diags, `Cannot import user "not-an-id"`, "15 or 18")
	_, diags = tf.Import(resourceName, org.CallCenterID(t, onboarded.CallCenter), nil)
	wantError(t, diags, "must be the ID of a user")
	_, diags = tf.Import(resourceName, "", values{"organization_id": "00Dxx0000009999", "user_id": org.UserID(t, ada)})
	wantError(t, diags, "This belongs to org")
}

func TestARenamedUserIsNotReleased(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	const now = "countess@acme.example"
	org.Rename(t, ada, now)
	user = refresh(t, tf, user)
	stale := tf.Plan(resourceName, user, values{"username": ada})
	wantError(t, stale.Diagnostics, ada, `now called "`+now+`"`)

	org.ResetJournal()
	plan := tf.Plan(resourceName, user, values{"username": now})
	wantChanges(t, plan, user)
	user = change(t, tf, user, values{"username": now})
	wantChanges(t, tf.Plan(resourceName, user, values{"username": now}), user)
	if got := writes(org); got != 0 {
		t.Errorf("%d write requests, want none", got)
	}
	wantParts(t, org, now, onboarded)
}

func TestAKeyOfAnotherUserReplaces(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	plan := tf.Plan(resourceName, user, values{"username": grace})
	noErrors(t, plan.Diagnostics)
	if len(plan.Replace) != 1 {
		t.Errorf("replaces because of %v, want the user name", plan.Replace)
	}
}

// A user name that moves to somebody else between plan and apply is refused
// before anything is written.
func TestAKeyThatMovedSincePlanIsRefused(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	org.Rename(t, ada, "countess@acme.example")
	org.Rename(t, grace, ada)
	org.ResetJournal()
	_, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot onboard "+ada, "Plan and apply again")
	if got := writes(org); got != 0 {
		t.Errorf("%d write requests, want none", got)
	}
}
