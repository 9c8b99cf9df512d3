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
		stops         bool
	}{
		"resource":               {nil, values{"username": ada, "release": fail}, true},
		"provider":               {values{"release": fail}, values{"username": ada}, true},
		"resource over provider": {values{"release": fail}, values{"username": ada, "release": remove}, false},
		"neither":                {nil, values{"username": ada}, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org, c.block)
			user := onboard(t, tf, c.config)
			org.Join(t, ada, "Fastcall Support")
			diags := release(tf, user)
			if !c.stops {
				noErrors(t, diags)
				wantParts(t, org, ada, nothing)
				return
			}
			wantError(t, diags, "Cannot release "+ada, `group membership "Fastcall Support"`, "provider block")
			held := onboarded
			held.Groups = []string{"Fastcall Support"}
			wantParts(t, org, ada, held)
		})
	}
}

// What somebody else took already is done; a call center that is no longer
// ours stays.
func TestReleaseOfWhatIsGone(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.TakeSeat(t, ada)
	org.SetCallCenter(t, ada, org.OtherCallCenter(t))
	noErrors(t, release(tf, user))
	wantParts(t, org, ada, acctest.Parts{CallCenter: org.OtherCallCenter(t)})
	noErrors(t, release(tf, user))
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
