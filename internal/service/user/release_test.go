package user_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A release takes the leaver out of Fastcall's groups and of no others.
func TestReleaseClearsFastcallsGroupsOnly(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.Join(t, ada, "Fastcall Support")
	org.Join(t, ada, "Fastcall Sales")
	org.Join(t, ada, "All Accountants")
	user = refresh(t, tf, user)
	if got := values(user.Values["holds"].(map[string]any)).JSON(); !sameJSON(got, `{"group_memberships":["Fastcall Sales","Fastcall Support"]}`) {
		t.Errorf("holds is %s", got)
	}
	org.ResetJournal()
	wantWarning(t, release(tf, user), "Released "+ada, `"Fastcall Sales": removed`, `"Fastcall Support": removed`, "subscription is unchanged")
	if got := writes(org); got != 1 {
		t.Errorf("%d write requests, want 1", got)
	}
	wantParts(t, org, ada, acctest.Parts{Groups: []string{"All Accountants"}})
}

// The provider block can name further groups.
func TestReleaseClearsListedGroups(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org, values{"groups": []string{"All_Accountants"}})
	user := onboard(t, tf, values{"username": ada})
	org.Join(t, ada, "All Accountants")
	wantWarning(t, release(tf, user), `"All Accountants": removed`)
	wantParts(t, org, ada, nothing)
}

// The policy comes from the resource, or else from the provider block.
func TestReleasePolicyFailStops(t *testing.T) {
	t.Parallel()
	fail := map[string]any{"group_memberships": "fail"}
	remove := map[string]any{"group_memberships": "remove"}
	cases := map[string]struct {
		block, config values
		advice        string // empty: the release goes through
	}{
		"resource":               {nil, values{"username": ada, "release": fail}, "put the resource back"},
		"provider":               {values{"release": fail}, values{"username": ada}, "in the provider block"},
		"resource over provider": {values{"release": fail}, values{"username": ada, "release": remove}, ""},
		"neither":                {nil, values{"username": ada}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org, c.block)
			user := onboard(t, tf, c.config)
			org.Join(t, ada, "Fastcall Support")
			diags := release(tf, user)
			if c.advice == "" {
				noErrors(t, diags)
				wantParts(t, org, ada, nothing)
				return
			}
			wantError(t, diags, "Cannot release "+ada, `group membership "Fastcall Support"`, c.advice)
			held := onboarded
			held.Groups = []string{"Fastcall Support"}
			wantParts(t, org, ada, held)
		})
	}
}

// What somebody else took already is done; a call center that somebody else
// gave stays, also when a refresh has seen it.
func TestReleaseOfWhatIsGone(t *testing.T) {
	t.Parallel()
	for _, refreshed := range []bool{false, true} {
		org := acctest.NewOrg(t)
		tf := acctest.NewTerraform(t, org)
		user := onboard(t, tf, values{"username": ada})
		org.TakeSeat(t, ada)
		org.SetCallCenter(t, ada, org.OtherCallCenter(t))
		if refreshed {
			user = refresh(t, tf, user)
		}
		noErrors(t, release(tf, user))
		wantParts(t, org, ada, acctest.Parts{CallCenter: org.OtherCallCenter(t)})
		noErrors(t, release(tf, user))
	}
}

// A user who only sits in a call center that somebody else gave has left.
func TestAForeignCallCenterIsNoPart(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.SetCallCenter(t, ada, org.OtherCallCenter(t))
	user = refresh(t, tf, user)
	org.TakeSeat(t, ada)
	org.TakePermissionSet(t, ada, "FastCall_User")
	gone, diags := tf.NextWalk().Read(resourceName, user)
	wantWarning(t, diags, ada+" is no longer a Fastcall user")
	if gone.Values != nil {
		t.Error("still in the state")
	}
}

// A release that finds less than the state knows proves that it is gone, and
// one that can see nothing of Fastcall's releases nothing.
func TestReleaseBelievesNoAbsence(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		hide  func(*acctest.Org)
		block values
		words []string
	}{
		"hidden seat": {func(o *acctest.Org) {
			seat, _ := o.Find("UserPackageLicense", "UserId", o.UserID(t, ada))
			o.HideRow(seat["Id"].(string), true)
			o.Revoke("ManagePackageLicenses")
		}, nil, []string{"Manage Package Licenses"}},
		"other namespace": {func(*acctest.Org) {}, values{"namespace": "FastCal", "license_management": "skip"},
			[]string{"no permission set in namespace FastCal"}},
		"group that is not there": {func(*acctest.Org) {}, values{"groups": []string{"Nowhere"}}, []string{"Nowhere"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
			c.hide(org)
			diags := release(acctest.NewTerraform(t, org, c.block), user)
			wantError(t, diags, append(c.words, "Cannot release "+ada)...)
			wantParts(t, org, ada, onboarded)
		})
	}
}

// A refused release names what was refused.
func TestRefusedReleaseNamesThePart(t *testing.T) {
	t.Parallel()
	for object, name := range map[string]string{
		"PermissionSetAssignment": `permission set "Fastcall User"`, "User": `call center "Fastcall Call Center"`,
		"GroupMember": `group membership "Fastcall Support"`, "UserPackageLicense": `package license "FastCall"`,
	} {
		t.Run(object, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			user := onboard(t, tf, values{"username": ada})
			org.Join(t, ada, "Fastcall Support")
			held := org.Parts(t, ada)
			org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: object, Code: "INSUFFICIENT_ACCESS_OR_READONLY", Message: "no",
				Verb: map[bool]string{true: "update", false: "delete"}[object == "User"]})
			wantError(t, release(tf, user), "Cannot release "+ada, name, "Give the API user the permission")
			wantParts(t, org, ada, held)
		})
	}
}

// A receipt tells what was cleared although the answer was lost.
func TestReceiptSurvivesALostAnswer(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.Join(t, ada, "Fastcall Support")
	org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Verb: "delete", Nth: 1})
	wantWarning(t, release(tf, user), "Released "+ada, `"Fastcall Support": removed`)
	wantParts(t, org, ada, nothing)
}

// Extra permission sets of Fastcall's go with a release, too, and a
// deactivated user can be released.
func TestReleaseTakesExtraSetsFromADeactivatedUser(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.GivePermissionSet(t, ada, "FastCall_Admin")
	org.Deactivate(t, ada)
	noErrors(t, release(tf, user))
	wantParts(t, org, ada, nothing)
}

// A user who was released can be onboarded again.
func TestComingBack(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	for range 2 {
		noErrors(t, release(tf, onboard(t, tf, values{"username": ada})))
	}
	wantParts(t, org, ada, nothing)
}
