package user_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// What another administrator gave while an onboarding was under way is not
// taken back with it.
func TestUndoLeavesWhatAnotherAdministratorGave(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	graph := acctest.Fault{Path: "/composite/graph"}
	given, lost, refused := graph, graph, graph
	given.Effect, given.Nth, given.Do = acctest.Admin, 1, acctest.Hand(func() { org.GiveSeat(t, ada) })
	lost.Effect, lost.Nth = acctest.Reset, 2
	refused.Effect, refused.Object, refused.Verb = acctest.Fail, "PermissionSetAssignment", "create"
	refused.Nth, refused.Times, refused.Code = 1, 9, "FIELD_INTEGRITY_EXCEPTION"
	for _, fault := range []acctest.Fault{given, lost, refused} {
		org.AddFault(fault)
	}
	_, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot onboard "+ada)
	wantParts(t, org, ada, acctest.Parts{Licensed: true})
}

// What is left of a failed onboarding is released alone: what the user held
// before stays.
func TestReplacingATaintedUserKeepsWhatWasThere(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, knobs(map[string]string{"K-setup-setup": "reject"}))
	tf := acctest.NewTerraform(t, org)
	org.GivePermissionSet(t, ada, "FastCall_User")
	org.SetCallCenter(t, ada, onboarded.CallCenter)
	org.Join(t, ada, "Fastcall Support")
	org.SetCallCenter(t, grace, onboarded.CallCenter) // The same shape as ada's, so that the walk learns its rung.
	onboard(t, tf, values{"username": grace, "roles": []string{"admin", "user"}})
	was := org.Parts(t, ada)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada, "roles": []string{"admin", "user"}})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Text: org.UserID(t, ada), Object: "PermissionSetAssignment", Verb: "create",
		Code: "FIELD_INTEGRITY_EXCEPTION"})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: "UserPackageLicense", Verb: "delete", Code: "INSUFFICIENT_ACCESS_OR_READONLY"})
	tainted, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot onboard "+ada, "stands: package license")
	org.ClearFaults()
	noErrors(t, release(tf, tainted))
	wantParts(t, org, ada, was)
}

// A role that was taken away by an onboarding that then failed is given back.
func TestAFailedOnboardingGivesBackExtraRoles(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, knobs(map[string]string{"K-setup-setup": "reject"}), func(seed *acctest.Seed) {
		extra := seed.PermissionSets[1]
		extra.ID, extra.Name, extra.Label = "", "FastCall_Wallboard", "Fastcall Wallboard"
		seed.PermissionSets = append(seed.PermissionSets, extra)
	})
	tf := acctest.NewTerraform(t, org)
	extras := func(username string) {
		org.GivePermissionSet(t, username, "FastCall_Admin")
		org.GivePermissionSet(t, username, "FastCall_Wallboard")
	}
	extras(grace)
	extras(ada)
	onboard(t, tf, values{"username": grace})
	was := org.Parts(t, ada)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: "PermissionSetAssignment", Verb: "delete", Nth: 2, Code: "INSUFFICIENT_ACCESS_OR_READONLY"})
	_, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot onboard "+ada)
	wantParts(t, org, ada, was)
}

// A call center whose giving could not be noted is known by the next read.
func TestACallCenterIsRecognizedAfterALostAnswer(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org, values{"max_retries": 0})
	user := onboard(t, tf, values{"username": ada})
	other := values{"username": ada, "call_center": org.OtherCallCenter(t)}
	plan := tf.Plan(resourceName, user, other)
	org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/composite/graph"})
	org.AddFault(acctest.Fault{Effect: acctest.Unavailable, Object: "GroupMember", Verb: "query", Nth: 2, Times: 9})
	kept, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot change "+ada, "not known whether the change was carried out")
	org.ClearFaults()
	kept = refresh(t, tf.NextWalk(), kept)
	back := change(t, tf.NextWalk(), kept, values{"username": ada})
	wantParts(t, org, ada, onboarded)
	noErrors(t, release(tf, back))
	wantParts(t, org, ada, nothing)
}

// Private state that knows no call center is healed by a read.
func TestAStateWithoutNotesIsHealed(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	user.Private = nil
	user = refresh(t, tf, user)
	noErrors(t, release(tf, user))
	wantParts(t, org, ada, nothing)
}

// A release that is through when its time is up is a success.
func TestReleaseThroughWhenItsTimeIsUp(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada, "timeouts": map[string]any{"delete": "1s"}})
	org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/composite/graph"})
	org.AddFault(acctest.Fault{Effect: acctest.Slow, Path: "/composite/graph", Delay: acctest.Seconds(1.2)})
	noErrors(t, release(tf, user))
	wantParts(t, org, ada, nothing)
}

// A permission set that one role is mapped to stands for no other by label.
func TestAMappedSetStandsForOneRole(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	block := values{"permission_sets": map[string]any{string(fastcall.RoleUser): "FastCall_Admin"}}
	tf := acctest.NewTerraform(t, org, block)
	user := onboard(t, tf, values{"username": ada})
	user = refresh(t, tf, user)
	wantChanges(t, tf.Plan(resourceName, user, values{"username": ada}), user)
	both := tf.Plan(resourceName, user, values{"username": ada, "roles": []string{"admin", "user"}})
	wantError(t, both.Diagnostics, `role "admin"`, "permission_sets")
}

// A plan that was made while the provider block was unknown holds when the
// call center has drifted.
func TestPlanWithoutOrgLeavesTheCallCenterOpen(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.SetCallCenter(t, ada, "")
	user = refresh(t, tf, user)
	config := values{"username": ada, "roles": []string{"admin"}}
	plan := acctest.NewTerraform(t, org, values{"client_secret": acctest.Unknown}).Plan(resourceName, user, config)
	_, diags := acctest.NewTerraform(t, org).Apply(resourceName, plan)
	noErrors(t, diags)
}

// An instance that was changed in a walk is kept by it, too.
func TestOneWalkKeepsWhomItChanged(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	walk := acctest.NewTerraform(t, org)
	change(t, walk, user, values{"username": ada, "roles": []string{"admin", "user"}})
	_, diags := walk.Apply(resourceName, walk.Plan(resourceName, user, nil))
	wantWarning(t, diags, ada+" was not released")
}

// Two resources for one user are named in the plan, and so is a plan that
// destroys one of them: in whichever order they are planned.
func TestTwoResourcesForOneUser(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	first := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	second := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	keep, other := values{"username": ada}, values{"user_id": org.UserID(t, ada)}

	walk := acctest.NewTerraform(t, org)
	noErrors(t, walk.Plan(resourceName, first, keep).Diagnostics)
	wantWarning(t, walk.Plan(resourceName, second, other).Diagnostics, ada+" is in the state twice", "terraform state rm")

	walk = acctest.NewTerraform(t, org)
	wantChanges(t, walk.Plan(resourceName, first, keep), first)
	wantWarning(t, walk.Plan(resourceName, second, nil).Diagnostics, "which releases the user", "destroy = false")

	walk = acctest.NewTerraform(t, org)
	if diags := walk.Plan(resourceName, second, nil).Diagnostics; len(diags) > 0 {
		t.Errorf("says too early:\n%s", diags)
	}
	wantWarning(t, walk.Plan(resourceName, first, keep).Diagnostics, "which releases the user")
}

// Generated configuration has every key there is and plans empty.
func TestGeneratedConfigurationPlansEmpty(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	imported, diags := tf.Import(resourceName, "username:marie@acme.example", nil)
	noErrors(t, diags)
	config := values{"username": "marie@acme.example", "user_id": imported.Values["user_id"], "federation_id": "marie",
		"roles": []string{"user"}, "replace_existing_call_center": false}
	if diags := tf.Validate(resourceName, config); len(diags) > 0 {
		t.Errorf("validate says:\n%s", diags)
	}
	wantChanges(t, tf.Plan(resourceName, imported, config), imported)
}

// A user who only got another address in the configuration is released and
// onboarded by one plan, which says so; whatever the order, the user has
// everything at the end, also when the two overlap.
func TestAUserComesBackInOneWalk(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	user := onboard(t, acctest.NewTerraform(t, org), values{"username": ada})
	for _, leaverFirst := range []bool{true, false} {
		walk := acctest.NewTerraform(t, org)
		leaves := func() *acctest.Plan { return walk.Plan(resourceName, user, nil) }
		comes := func() *acctest.Plan {
			return walk.Plan(resourceName, acctest.Instance{}, values{"username": strings.ToUpper(ada)})
		}
		if leaverFirst {
			leaves()
			wantWarning(t, comes().Diagnostics, ada+" leaves and comes back", "moved block")
		} else {
			comes()
			wantWarning(t, leaves().Diagnostics, ada+" leaves and comes back", "moved block")
		}
	}
	walk := acctest.NewTerraform(t, org)
	org.AddFault(acctest.Fault{Effect: acctest.Slow, Path: "/composite/graph", Delay: acctest.Seconds(0.5), Nth: 1})
	leaving, coming := walk.Plan(resourceName, user, nil), walk.Plan(resourceName, acctest.Instance{}, values{"username": strings.ToUpper(ada)})
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_, diags := walk.Apply(resourceName, leaving)
		noErrors(t, diags)
	}()
	time.Sleep(200 * time.Millisecond) // The release is on its way.
	_, diags := walk.Apply(resourceName, coming)
	<-gone
	noErrors(t, diags)
	wantParts(t, org, ada, onboarded)
}
