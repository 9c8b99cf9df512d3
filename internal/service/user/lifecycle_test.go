package user_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func TestOnboardingIsOneWrite(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	org.ResetJournal()
	user := onboard(t, tf, values{"username": ada})
	if got := writes(org); got != 1 {
		t.Errorf("%d write requests, want 1", got)
	}
	wantParts(t, org, ada, onboarded)
	if user.Values["licensed"] != true || user.Values["user_id"] != org.UserID(t, ada) {
		t.Errorf("state is %s", user.Values.JSON())
	}
	again := refresh(t, acctest.NewTerraform(t, org), user)
	wantChanges(t, acctest.NewTerraform(t, org).Plan(resourceName, again, values{"username": ada}), again)
	if want := org.UserID(t, ada); again.Identity["user_id"] != want {
		t.Errorf("identity is %v, want user %s", again.Identity, want)
	}

	org.ResetJournal()
	noErrors(t, release(acctest.NewTerraform(t, org), again))
	if got := writes(org); got != 1 {
		t.Errorf("%d write requests of the release, want 1", got)
	}
	wantParts(t, org, ada, nothing)
}

func TestARemovedPartIsPlannedAndMended(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		remove  func(*testing.T, *acctest.Org)
		changes []string
	}{
		"seat": {
			remove:  func(t *testing.T, o *acctest.Org) { o.TakeSeat(t, ada) },
			changes: []string{"license_assignment_id", "licensed"},
		},
		"permission set": {
			remove:  func(t *testing.T, o *acctest.Org) { o.TakePermissionSet(t, ada, "FastCall_User") },
			changes: []string{"permission_set_assignment_ids", "roles"},
		},
		"call center": {
			remove:  func(t *testing.T, o *acctest.Org) { o.SetCallCenter(t, ada, "") },
			changes: []string{"call_center_id"},
		},
		"extra permission set": {
			remove:  func(t *testing.T, o *acctest.Org) { o.GivePermissionSet(t, ada, "FastCall_Admin") },
			changes: []string{"permission_set_assignment_ids", "roles"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			user := onboard(t, tf, values{"username": ada})
			c.remove(t, org)
			drifted := refresh(t, tf, user)
			wantChanges(t, tf.Plan(resourceName, drifted, values{"username": ada}), drifted, c.changes...)
			org.ResetJournal()
			mended := change(t, tf, drifted, values{"username": ada})
			if got := writes(org); got != 1 {
				t.Errorf("%d write requests of the repair, want 1", got)
			}
			wantParts(t, org, ada, onboarded)
			mended = refresh(t, tf, mended)
			wantChanges(t, tf.Plan(resourceName, mended, values{"username": ada}), mended)
		})
	}
}

func TestAllPartsGoneLeavesStateWithAWarning(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.TakeSeat(t, ada)
	org.TakePermissionSet(t, ada, "FastCall_User")
	org.SetCallCenter(t, ada, "")
	gone, diags := tf.Read(resourceName, user)
	wantWarning(t, diags, ada+" is no longer a Fastcall user")
	if gone.Values != nil {
		t.Errorf("still in the state: %s", gone.Values.JSON())
	}
}

func TestAbsenceIsNotBelievedWithoutPermission(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.TakeSeat(t, ada)
	org.TakePermissionSet(t, ada, "FastCall_User")
	org.SetCallCenter(t, ada, "")
	org.Revoke("ManagePackageLicenses")
	kept, diags := tf.Read(resourceName, user)
	wantError(t, diags, "Cannot read "+ada, "Manage Package Licenses", "a state stays as it is")
	if kept.Values == nil {
		t.Error("the user left the state")
	}
}

func TestAHiddenUserStaysInState(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.HideRow(org.UserID(t, ada), true)
	kept, diags := tf.Read(resourceName, user)
	wantError(t, diags, "Cannot read "+ada, "Hidden is not deleted", "View All Users")
	if kept.Values == nil {
		t.Error("the user left the state")
	}
	wantError(t, release(tf, user), "Cannot release "+ada)
	wantParts(t, org, ada, onboarded)
}

func TestAnotherOrgBehindTheSameAddressIsRefused(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	sandbox := acctest.NewOrg(t, acctest.AnotherOrg)
	tf := acctest.NewTerraform(t, sandbox)
	sandbox.ResetJournal()
	wantError(t, tf.Plan(resourceName, user, values{"username": grace}).Diagnostics, "Nothing that org says was believed")
	kept, diags := tf.Read(resourceName, user)
	wantError(t, diags, "Cannot read "+ada, "Nothing that org says was believed")
	if kept.Values == nil {
		t.Error("the user left the state")
	}
	wantError(t, release(tf, user), "Cannot release "+ada, "Nothing that org says was believed")
	for _, entry := range sandbox.Journal() {
		if !entry.Token {
			t.Errorf("the other org was asked: %s %s", entry.Method, entry.Path)
		}
	}
}

func TestRolesAndCallCenterChangeInPlace(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	other := org.OtherCallCenter(t)
	config := values{"username": ada, "roles": []string{"user", "admin"}, "call_center": other, "softphone_auto_login": true}
	org.ResetJournal()
	user = change(t, tf, user, config)
	if got := writes(org); got != 1 {
		t.Errorf("%d write requests, want 1", got)
	}
	wantParts(t, org, ada, acctest.Parts{Licensed: true, CallCenter: other,
		PermissionSets: []string{"FastCall_Admin", "FastCall_User"}})
	user = refresh(t, tf, user)
	wantChanges(t, tf.Plan(resourceName, user, config), user)
	user = change(t, tf, user, values{"username": ada, "roles": []string{"admin"}})
	wantParts(t, org, ada, acctest.Parts{Licensed: true, CallCenter: onboarded.CallCenter, PermissionSets: []string{"FastCall_Admin"}})
	noErrors(t, release(tf, user))
	wantParts(t, org, ada, nothing)
}
