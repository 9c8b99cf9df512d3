package user_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What can never be right is an error before anything is asked.
func TestMalformedInputIsRefusedAtValidate(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	cases := map[string]struct {
		config values
		words  []string
	}{
		"no key":            {values{}, []string{"username", "user_id", "federation_id"}},
		"no e-mail form":    {values{"username": "ada"}, []string{"form of an e-mail address"}},
		"no id":             {values{"user_id": "005"}, []string{"005"}},
		"wrong checksum":    {values{"user_id": "005xx000001SwiUAAT"}, []string{"check characters"}},
		"id of a group":     {values{"user_id": "00Gxx000001SwiUEAS"}, []string{"begins with 005"}},
		"unknown role":      {values{"username": ada, "roles": []string{"owner"}}, []string{"user", "admin"}},
		"null role":         {values{"username": ada, "roles": []any{nil}}, []string{"null"}},
		"no role":           {values{"username": ada, "roles": []string{}}, []string{"roles is empty"}},
		"unknown policy":    {values{"username": ada, "release": map[string]any{"group_memberships": "keep"}}, []string{"remove", "fail"}},
		"empty call center": {values{"username": ada, "call_center": ""}, []string{"call_center"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			diags := tf.Validate(resourceName, c.config)
			if len(diags.Errors()) == 0 {
				t.Fatal("no error")
			}
			text := diags.String()
			for _, word := range c.words {
				if !strings.Contains(text, word) {
					t.Errorf("error lacks %q:\n%s", word, text)
				}
			}
		})
	}
	if journal := org.Journal(); len(journal) > 0 {
		t.Errorf("validation made %d requests", len(journal))
	}
}

// What the plan can know to be wrong, it says.
func TestPlanRefusesNamesThatTheOrgDoesNotHave(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		seed.Users[2].FederationID = "ADA" // grace shares ada's, but for case
	})
	cases := map[string]struct {
		block, config values
		words         []string
	}{
		"call center": {nil, values{"username": ada, "call_center": "Nowhere"},
			[]string{`No call center is called "Nowhere"`, "Fastcall Call Center", "Old Switchboard"}},
		"federation id of two": {nil, values{"federation_id": "ada"}, []string{ada, grace, "username or user_id"}},
		"role without a set": {values{"permission_sets": map[string]any{"user": "Gone"}}, values{"username": ada},
			[]string{`permission set "Gone"`, "FastCall__FastCall_User", "permission_sets"}},
		"keys of two users": {nil, values{"username": ada, "federation_id": "linus"}, []string{"do not name one user", ada, "linus"}},
		"other namespace":   {values{"namespace": "Acme"}, values{"username": ada}, []string{"no permission set in namespace Acme"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			plan := acctest.NewTerraform(t, org, c.block).Plan(resourceName, acctest.Instance{}, c.config)
			if len(plan.Errors()) != 1 {
				t.Fatalf("want 1 error:\n%s", plan.Diagnostics)
			}
			for _, word := range c.words {
				if !strings.Contains(plan.String(), word) {
					t.Errorf("error lacks %q:\n%s", word, plan.Diagnostics)
				}
			}
		})
	}
}

// What may be mended before the apply is a warning of the plan and an error of
// the apply.
func TestObstaclesWarnAtPlanAndFailAtApply(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		username string
		warning  string
		fails    string
	}{
		"not there yet":        {"nobody@acme.example", "No user with username", "Fastcall never creates Salesforce users"},
		"inactive":             {"niels@acme.example", "Cannot onboard inactive user", "deactivated"},
		"site guest":           {"fastcall@guest.acme.example", "Cannot onboard site guest", "guest user of a site"},
		"in other call center": {"emmy@acme.example", "emmy@acme.example is in another call center", "replace_existing_call_center = true"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": c.username})
			wantWarning(t, plan.Diagnostics, c.warning)
			org.ResetJournal()
			user, diags := tf.Apply(resourceName, plan)
			wantError(t, diags, "Cannot onboard "+c.username, c.fails)
			if user.Values != nil || writes(org) > 0 {
				t.Errorf("%d writes, state %s", writes(org), user.Values.JSON())
			}
		})
	}
}

// A key that comes from something not yet applied is no error and no request.
func TestUnknownKeyPlansQuietly(t *testing.T) {
	t.Parallel()
	tf := acctest.NewTerraform(t, acctest.NewOrg(t))
	config := values{"username": acctest.Unknown}
	if diags := tf.Validate(resourceName, config); len(diags) > 0 {
		t.Errorf("validate says:\n%s", diags)
	}
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	if len(plan.Diagnostics) > 0 {
		t.Errorf("plan says:\n%s", plan.Diagnostics)
	}
	if plan.Values["id"] != acctest.Unknown {
		t.Errorf("id is planned as %v", plan.Values["id"])
	}
}
