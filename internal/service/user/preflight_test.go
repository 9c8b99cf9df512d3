package user_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What the API user may not do is an error of the plan, before anything is written, and
// all of it at once: whoever is planned first is told everything, the others are led there.
func TestCrowdWithoutPermissions(t *testing.T) {
	t.Parallel()
	const people = 40
	org := acctest.NewOrg(t, crowd(people), func(seed *acctest.Seed) {
		seed.APIUser.MissingPermissions = []string{"ManagePackageLicenses", "ManageCallCenters"}
	})
	tf := acctest.NewTerraform(t, org)
	told := make([]acctest.Diagnostics, people)
	eachOf(people, func(i int) {
		told[i] = tf.Plan(resourceName, acctest.Instance{}, values{"username": crowdName(i)}).Errors()
	})
	full := 0
	for i, diags := range told {
		text := diags.String()
		switch {
		case len(diags) != 1 || !strings.Contains(text, "Cannot plan "+crowdName(i)):
			t.Errorf("%s is told:\n%s", crowdName(i), text)
		case strings.Contains(text, `"Manage Package Licenses"`) && strings.Contains(text, `"Manage Call Centers"`):
			full++
		case !strings.Contains(text, "lacks rights") || strings.Contains(text, "What to do"):
			t.Errorf("%s is told:\n%s", crowdName(i), text)
		}
	}
	if full != 1 {
		t.Errorf("%d were told everything, want one", full)
	}
	if n := describes(org); n != 1 || writes(org) > 0 {
		t.Errorf("%d requests for describes, %d writes", n, writes(org))
	}
}

// describes counts the requests that ask what the API user may do.
func describes(org *acctest.Org) int {
	n := 0
	for _, entry := range org.Journal() {
		if len(entry.Requests) > 0 && strings.HasSuffix(entry.Requests[0].Path, "/describe") {
			n++
		}
	}
	return n
}

// Only what a plan takes stops it: a change of roles needs no seat, a release takes what
// the leaver holds, and a plan without changes takes nothing.
func TestPreflightAsksForWhatIsNeeded(t *testing.T) {
	t.Parallel()
	seats, sets, center := []string{"ManagePackageLicenses"}, []string{"AssignPermissionSets", "ManageUsers"}, []string{"ManageCallCenters"}
	admin := values{"username": ada, "roles": []string{"admin"}}
	for name, c := range map[string]struct {
		config values // nil: a release
		revoke []string
		lacks  string
	}{
		"no change":                {values{"username": ada}, joined(seats, sets, center), ""},
		"roles without sets":       {admin, sets, "Assign Permission Sets"},
		"roles without the others": {admin, joined(seats, center), ""},
		"release without seats":    {nil, seats, "Manage Package Licenses"},
		"release without sets":     {nil, sets, "Assign Permission Sets"},
		"release without centers":  {nil, center, "Manage Call Centers"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
			for _, permission := range c.revoke {
				org.Revoke(permission)
			}
			for _, block := range []values{{}, {"read_only": true}} {
				plan := acctest.NewTerraform(t, org, block).Plan(resourceName, user, c.config)
				if c.lacks == "" || len(block) > 0 {
					noErrors(t, plan.Diagnostics)
					continue
				}
				wantError(t, plan.Diagnostics, "The API user may not do what this takes", fmt.Sprintf("%q", c.lacks), "read_only = true")
			}
			wantParts(t, org, ada, onboarded)
		})
	}
}

func joined(lists ...[]string) []string {
	var all []string
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// Several things that are hidden are one error, and hide nobody from the state.
func TestEverythingHiddenIsOneError(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	org.HideObject("PackageLicense", true)
	org.HideObject("UserPackageLicense", true)
	org.HideObject("GroupMember", true)
	org.HideField("User", "CallCenterId", true)
	tf := acctest.NewTerraform(t, org)
	kept, diags := tf.Read(resourceName, user)
	wantError(t, diags, "Cannot read "+ada, "PackageLicense", "UserPackageLicense", "GroupMember", "User.CallCenterId", "a state stays as it is")
	if kept.Values == nil {
		t.Error("the user left the state")
	}
}
