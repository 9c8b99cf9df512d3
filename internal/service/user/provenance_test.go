package user_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// An answer that is lost for good while the write was carried out is a
// success once a look has shown it, even after the operation's own time is up.
func TestTimeoutAfterTheWriteWasCarriedOut(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org, values{"request_timeout": "30s"})
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada, "timeouts": map[string]any{"create": "1s"}})
	org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/composite/graph"})
	org.AddFault(acctest.Fault{Effect: acctest.Slow, Path: "/composite/graph", Delay: acctest.Seconds(1.2)})
	user, diags := tf.Apply(resourceName, plan)
	noErrors(t, diags)
	wantParts(t, org, ada, onboarded)
	org.ClearFaults()
	user = refresh(t, tf, user)
	wantChanges(t, tf.Plan(resourceName, user, values{"username": ada, "timeouts": map[string]any{"create": "1s"}}), user)
}

// When the look after a lost answer fails, too, the error says that the
// outcome is not known, and the next apply finds what was done.
func TestLostAnswerAndFailedLook(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org, values{"max_retries": 0})
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/composite/graph"})
	org.AddFault(acctest.Fault{Effect: acctest.Unavailable, Object: "GroupMember", Verb: "query", Times: 9})
	_, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot onboard "+ada, "not known whether the change was carried out", "Apply again")
	org.ClearFaults()
	user := onboard(t, tf.NextWalk(), values{"username": ada})
	wantParts(t, org, ada, onboarded)
	wantChanges(t, tf.Plan(resourceName, user, values{"username": ada}), user)
}

// What an attempt with a lost answer wrote is taken back when a later part is
// refused, and what was there before is not.
func TestRefusalAfterALostAnswerLeavesNoTrace(t *testing.T) {
	t.Parallel()
	for name, held := range map[string]bool{"nothing held": false, "set held before": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, knobs(map[string]string{"K-setup-setup": "reject"}))
			if held {
				org.GivePermissionSet(t, ada, "FastCall_User")
			}
			was := org.Parts(t, ada)
			tf := acctest.NewTerraform(t, org)
			onboard(t, tf, values{"username": grace, "roles": []string{"admin", "user"}})
			plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada, "roles": []string{"admin", "user"}})
			org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/sobjects/UserPackageLicense", Nth: 1})
			org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: "PermissionSetAssignment", Verb: "create",
				Code: "FIELD_INTEGRITY_EXCEPTION", Message: "no"})
			user, diags := tf.Apply(resourceName, plan)
			wantError(t, diags, "Cannot onboard "+ada, "Nothing was changed")
			if user.Values != nil {
				t.Errorf("left in the state: %s", user.Values.JSON())
			}
			wantParts(t, org, ada, was)
		})
	}
}

// What cannot be taken back is named and kept in the state, as it is.
func TestLeftoversAreNamedAndKept(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, knobs(map[string]string{"K-setup-setup": "reject"}))
	tf := acctest.NewTerraform(t, org)
	onboard(t, tf, values{"username": grace}) // From then on the walk knows that single steps are needed.
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: "PermissionSetAssignment", Verb: "create", Code: "FIELD_INTEGRITY_EXCEPTION"})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: "UserPackageLicense", Verb: "delete", Code: "INSUFFICIENT_ACCESS_OR_READONLY"})
	user, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot onboard "+ada, "stands: package license")
	if user.Values == nil || user.Values["licensed"] != true || user.Values["call_center_id"] != nil {
		t.Fatalf("state is %s", user.Values.JSON())
	}
	org.ClearFaults()
	noErrors(t, release(tf, user)) // Terraform replaces what is tainted.
	onboard(t, tf.NextWalk(), values{"username": ada})
	wantParts(t, org, ada, onboarded)
}

// What a user holds beyond roles is taken away at once, and said.
func TestExtraRolesAtCreate(t *testing.T) {
	t.Parallel()
	for name, seated := range map[string]bool{"set only": false, "seat, too": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			org.GivePermissionSet(t, ada, "FastCall_Admin")
			if seated {
				org.GiveSeat(t, ada)
			}
			tf := acctest.NewTerraform(t, org)
			user, diags := tf.Apply(resourceName, tf.Plan(resourceName, acctest.Instance{}, values{"username": ada}))
			wantWarning(t, diags, ada+" held parts of Fastcall already", "taken away: admin")
			wantParts(t, org, ada, onboarded)
			user = refresh(t, tf, user)
			wantChanges(t, tf.Plan(resourceName, user, values{"username": ada}), user)
		})
	}
}

// A call center that is there already is taken over and said so.
func TestAdoptedCallCenter(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.SetCallCenter(t, ada, onboarded.CallCenter)
	tf := acctest.NewTerraform(t, org)
	user, diags := tf.Apply(resourceName, tf.Plan(resourceName, acctest.Instance{}, values{"username": ada}))
	wantWarning(t, diags, "taken over: call center.")
	noErrors(t, release(tf, user))
	wantParts(t, org, ada, nothing)
}

// What a release would have to clear is known from the start.
func TestHoldsAtCreate(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.Join(t, ada, "Fastcall Support")
	user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	if got := values(user.Values["holds"].(map[string]any)).JSON(); !sameJSON(got, `{"group_memberships":["Fastcall Support"]}`) {
		t.Errorf("holds is %s", got)
	}
	user = onboard(t, acctest.NewTerraform(t, org), values{"username": edsger})
	wantEqual(t, user.Values["holds"], nil) // Who was a Fastcall user may hold anything.
}

// In one walk, a user who was onboarded in one instance is not released by
// the end of another: create_before_destroy, or a changed address.
func TestOneWalkKeepsWhomItOnboarded(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	old := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	walk := acctest.NewTerraform(t, org)
	created := onboard(t, walk, values{"username": ada})
	_, diags := walk.Apply(resourceName, walk.Plan(resourceName, old, nil))
	wantWarning(t, diags, ada+" was not released")
	wantParts(t, org, ada, onboarded)
	noErrors(t, release(walk, created))
	wantParts(t, org, ada, nothing)
}

// A deactivated user is named when first seen, kept without a word after, and
// gets no new seat.
func TestDeactivatedUsers(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.Deactivate(t, ada)
	user, diags := tf.Read(resourceName, user)
	wantWarning(t, diags, ada+" is deactivated and still holds a seat")
	user, diags = tf.Read(resourceName, user)
	if len(diags) > 0 {
		t.Errorf("said again:\n%s", diags)
	}
	org.TakeSeat(t, ada)
	tf = tf.NextWalk()
	user = refresh(t, tf, user)
	plan := tf.Plan(resourceName, user, values{"username": ada})
	wantWarning(t, plan.Diagnostics, "Cannot onboard inactive user "+ada)
	_, diags = tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot change "+ada, "deactivated")
}

// While the provider block is not known, what is in the state stays, and a
// plan made then holds later.
func TestUnknownProviderBlockKeepsState(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	unknown := acctest.NewTerraform(t, org, values{"client_secret": acctest.Unknown})
	kept, diags := unknown.Read(resourceName, user)
	noErrors(t, diags)
	if kept.Values.JSON() != user.Values.JSON() || kept.Identity["user_id"] != user.Identity["user_id"] {
		t.Errorf("read %s", kept.Values.JSON())
	}
	plan := unknown.Plan(resourceName, kept, values{"username": ada, "roles": []string{"admin"}})
	noErrors(t, plan.Diagnostics)
	changed, diags := acctest.NewTerraform(t, org).Apply(resourceName, plan)
	noErrors(t, diags)
	if roles := changed.Values["roles"].([]any); len(roles) != 1 || roles[0] != "admin" {
		t.Errorf("roles are %v", roles)
	}
}
