package user_test

import (
	"strings"
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
		"federation_id, case":  {"federation_id": strings.ToUpper(org.FederationID(t, ada))},
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

// Every way to name a user to an import leads to the same state.
func TestEveryImportText(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	onboard(t, tf, values{"username": ada})
	id, federation := org.UserID(t, ada), org.FederationID(t, ada)
	for _, text := range []string{id, id[:15], "user_id:" + id, "username:" + ada, "username:ADA@acme.example",
		"federation_id:" + federation, ada, federation} {
		imported, diags := tf.Import(resourceName, text, nil)
		noErrors(t, diags)
		if imported.Values["id"] != id || imported.Identity["user_id"] != id {
			t.Errorf("%s gives %s", text, imported.Values.JSON())
		}
		wantChanges(t, tf.Plan(resourceName, imported, values{"username": ada}), imported)
	}
}

func TestImportRefusals(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		seed.Users[2].FederationID = ada // grace goes by ada's user name
	})
	tf := acctest.NewTerraform(t, org)
	cases := map[string]struct {
		text     string
		identity values
		words    []string
	}{
		"nobody":            {"nobody", nil, []string{`Cannot import user "nobody"`, "no user whose ID, user name or federation ID", "username:NAME"}},
		"id of a center":    {org.CallCenterID(t, onboarded.CallCenter), nil, []string{"no user whose ID"}},
		"not an id":         {"user_id:x", nil, []string{"15 or 18"}},
		"nothing after":     {"username:", nil, []string{"no user whose ID"}},
		"two users":         {ada, nil, []string{"2 users", ada, grace, "username or user_id"}},
		"other org":         {"", values{"organization_id": "00Dxx0000009999", "user_id": org.UserID(t, ada)}, []string{"This belongs to org"}},
		"identity, no user": {"", values{"organization_id": org.Seed.Org.ID, "user_id": "00Gxx"}, []string{"15 or 18"}},
		"no Fastcall user":  {"username:" + linus, nil, []string{"Cannot import " + linus, "is no Fastcall user", "Do not import"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			imported, diags := tf.Import(resourceName, c.text, c.identity)
			wantError(t, diags, c.words...)
			if imported.Values != nil && name != "no Fastcall user" {
				t.Errorf("imported %s", imported.Values.JSON())
			}
		})
	}
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
	wantError(t, stale.Diagnostics, ada, `whose user name is "`+now+`"`)

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
// before anything is written. The refusal is Terraform's own: the plan
// promised an id, and the provider cannot tell the second planning from the
// first.
func TestAKeyThatMovedSincePlanIsRefused(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	org.Rename(t, ada, "countess@acme.example")
	org.Rename(t, grace, ada)
	org.ResetJournal()
	_, diags := tf.NextWalk().Apply(resourceName, plan)
	wantError(t, diags, "inconsistent final plan", "id")
	if got := writes(org); got != 0 {
		t.Errorf("%d write requests, want none", got)
	}
}
