package phonenumber_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A leaver goes in the apply in which the number moves on: Terraform releases
// the leaver first, which unassigns the number or gives it to somebody else,
// and updates the assignment afterwards.
func TestTheLeaverIsReleasedFirst(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		maries, edsgers := org.UserID(t, marie), org.UserID(t, edsger)
		number := assign(t, tf.NextWalk(), values{"phone_number": spare, "user_id": maries})
		walk := tf.NextWalk()
		plan := walk.Plan(resourceName, number, values{"phone_number": spare, "user_id": edsgers})
		wantSilence(t, plan.Diagnostics)
		org.AssignNumber(t, spare, "")
		number, diags := walk.Apply(resourceName, plan)
		wantSilence(t, diags)
		wantHolding(t, org, spare, held{User: edsgers})
		wantSilence(t, unassign(tf, number))
	})
}

// A group that goes in the same apply hands its numbers on before the update
// takes them further: that is no surprise to anybody.
func TestTheGroupIsDestroyedFirst(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	edsgers := org.UserID(t, edsger)
	plan := tf.Plan("fastcall_group", acctest.Instance{}, values{"name": "Night Shift", "on_destroy": values{
		"phone_numbers": "reassign", "reassign_numbers_to": groupID(t, org, support)}})
	noErrors(t, plan.Diagnostics)
	group, diags := tf.Apply("fastcall_group", plan)
	noErrors(t, diags)
	number := assign(t, tf.NextWalk(), values{"phone_number": spare, "group_id": group.Values["id"]})
	walk := tf.NextWalk()
	moved := walk.Plan(resourceName, number, values{"phone_number": spare, "user_id": edsgers})
	_, diags = walk.Apply("fastcall_group", walk.Plan("fastcall_group", group, nil))
	noErrors(t, diags)
	wantHolding(t, org, spare, held{Group: groupID(t, org, support)})
	_, diags = walk.Apply(resourceName, moved)
	wantSilence(t, diags)
	wantHolding(t, org, spare, held{User: edsgers})
}

// The other way round, with create_before_destroy: the number is with the new
// owner when the leaver is released, and the old owner's access is gone already.
func TestWhatIsGoneAlreadyIsDone(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	maries, edsgers := org.UserID(t, marie), org.UserID(t, edsger)
	number := assign(t, tf, values{"phone_number": spare, "user_id": maries, "available_for": values{"user_ids": []string{edsgers}}})
	walk := tf.NextWalk()
	plan := walk.Plan(resourceName, number, values{"phone_number": spare, "org_wide": true, "available_for": values{"user_ids": []string{}}})
	org.DeletePackage(t, "number_access", org.PackageRow(t, "number_access", "user", edsger)["id"].(string))
	number, diags := walk.Apply(resourceName, plan)
	wantSilence(t, diags)
	wantHolding(t, org, spare, held{OrgWide: true})
	org.AssignNumber(t, spare, "")
	wantSilence(t, unassign(tf, number))
}

// Two resources for one number are refused in the plan, and at the latest
// before the second one writes.
func TestTwoResourcesForOneNumber(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	base := acctest.NewTerraform(t, org)
	forMarie, forEdsger := values{"phone_number": spare, "user_id": org.UserID(t, marie)}, values{"phone_number": spare, "user_id": org.UserID(t, edsger)}

	// Both are new.
	walk := base.NextWalk()
	noErrors(t, walk.Plan(resourceName, acctest.Instance{}, forMarie).Diagnostics)
	wantError(t, walk.Plan(resourceName, acctest.Instance{}, forEdsger).Diagnostics, "Two resources assign this number", "terraform state rm")

	// Both are new, or one of them, and they are written alike.
	walk = base.NextWalk()
	noErrors(t, walk.Plan(resourceName, acctest.Instance{}, forMarie).Diagnostics)
	wantError(t, walk.Plan(resourceName, acctest.Instance{}, forMarie).Diagnostics, "Two resources assign this number")
	walk = base.NextWalk()
	there := values{"phone_number": mariesNumber, "user_id": org.UserID(t, marie)}
	imported, diags := walk.Import(resourceName, mariesNumber, nil)
	noErrors(t, diags)
	noErrors(t, walk.Plan(resourceName, imported, there).Diagnostics)
	wantError(t, walk.Plan(resourceName, acctest.Instance{}, there).Diagnostics, "Two resources assign this number")
	walk = base.NextWalk()
	noErrors(t, walk.Plan(resourceName, acctest.Instance{}, there).Diagnostics)
	noErrors(t, walk.Plan(resourceName, imported, nil).Diagnostics)

	// Both are new and were planned with owners that were not known: the
	// second one to be applied is refused.
	walk = base.NextWalk()
	first, second := walk.Plan(resourceName, acctest.Instance{}, forMarie), base.NextWalk().Plan(resourceName, acctest.Instance{}, forEdsger)
	kept, diags := walk.Apply(resourceName, first)
	noErrors(t, diags)
	_, diags = walk.Apply(resourceName, second)
	wantError(t, diags, "Two resources assign this number")
	wantHolding(t, org, spare, held{User: org.UserID(t, marie)})

	// One is in the state and the other new.
	forEdsger["replace_existing_assignment"] = true
	walk = base.NextWalk()
	noErrors(t, walk.Plan(resourceName, kept, forMarie).Diagnostics)
	wantError(t, walk.Plan(resourceName, acctest.Instance{}, forEdsger).Diagnostics, "Two resources assign this number")

	// Both are in the state, and both stay or one is destroyed.
	twin := assign(t, base.NextWalk(), forMarie)
	walk = base.NextWalk()
	noErrors(t, walk.Plan(resourceName, kept, forMarie).Diagnostics)
	wantError(t, walk.Plan(resourceName, twin, forMarie).Diagnostics, "Two resources assign this number")
	walk = base.NextWalk()
	noErrors(t, walk.Plan(resourceName, kept, forMarie).Diagnostics)
	wantWarning(t, walk.Plan(resourceName, twin, nil).Diagnostics, "is in the state twice", "moved block")
	walk = base.NextWalk()
	wantSilence(t, walk.Plan(resourceName, twin, nil).Diagnostics)
	wantWarning(t, walk.Plan(resourceName, kept, forMarie).Diagnostics, "is in the state twice")
}

// A resource that is replaced for reasons of its own is planned twice, with
// and without its state; that is not two resources.
func TestReplacedForItsOwnSake(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"phone_number": spare, "user_id": org.UserID(t, marie)}
	number := assign(t, tf, config)
	walk := tf.NextWalk()
	wantSilence(t, walk.Plan(resourceName, number, config).Diagnostics)
	again := walk.Plan(resourceName, acctest.Instance{Private: number.Private}, config)
	wantSilence(t, again.Diagnostics)

	// Create before destroy: what this walk has assigned, it does not take back.
	walk = tf.NextWalk()
	made, diags := walk.Apply(resourceName, walk.Plan(resourceName, acctest.Instance{}, config))
	wantWarning(t, diags, "was assigned already")
	gone := tf.Plan(resourceName, number, nil)
	_, diags = walk.Apply(resourceName, gone)
	wantWarning(t, diags, spare+" was not unassigned", "another instance")
	wantHolding(t, org, spare, held{User: org.UserID(t, marie)})
	wantSilence(t, unassign(tf, made))
}

// A user who becomes a Fastcall user in the same plan is no stranger.
func TestAnExpectedUserIsNoStranger(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"phone_number": spare, "user_id": org.UserID(t, ada)}
	user := tf.Plan("fastcall_user", acctest.Instance{}, values{"username": ada})
	noErrors(t, user.Diagnostics)
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	wantSilence(t, plan.Diagnostics)
	_, diags := tf.Apply("fastcall_user", user)
	noErrors(t, diags)
	_, diags = tf.Apply(resourceName, plan)
	wantSilence(t, diags)
	wantHolding(t, org, spare, held{User: org.UserID(t, ada)})
}

// A leaver, or a group that goes, lets go of a number only if it is still theirs:
// where the owner is a literal, Terraform sees nothing that orders the two.
func TestTheNewOwnerKeepsTheNumber(t *testing.T) {
	t.Parallel()
	goes := map[string]struct {
		// late is what is read last of whoever goes.
		noun, late string
		owner      func(*testing.T, *acctest.Org, *acctest.Terraform) (goes acctest.Instance, key string, id any)
	}{
		"a user": {"fastcall_user", "message_share", func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) (acctest.Instance, string, any) {
			org.GiveRecording(t, marie, "Away")
			user, diags := tf.Import("fastcall_user", org.UserID(t, marie), nil)
			noErrors(t, diags)
			user, diags = tf.Apply("fastcall_user", tf.Plan("fastcall_user", user, values{"username": marie, "roles": user.Values["roles"],
				"release": values{"recordings": "delete", "ivr_references": "remove", "missed_calls": "remove"}}))
			noErrors(t, diags)
			return user, "user_id", user.Values["id"]
		}},
		"a group": {"fastcall_group", "ivr_action", func(t *testing.T, _ *acctest.Org, tf *acctest.Terraform) (acctest.Instance, string, any) {
			group, diags := tf.Apply("fastcall_group", tf.Plan("fastcall_group", acctest.Instance{}, values{"name": "Night Shift"}))
			noErrors(t, diags)
			return group, "group_id", group.Values["id"]
		}},
	}
	for name, who := range goes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			leaver, key, id := who.owner(t, org, tf)
			number := assign(t, tf.NextWalk(), values{"phone_number": spare, key: id})
			edsgers := org.UserID(t, edsger)
			walk := tf.NextWalk()
			gone := walk.Plan(who.noun, leaver, nil)
			moved := walk.Plan(resourceName, number, values{"phone_number": spare, "user_id": edsgers})
			noErrors(t, append(gone.Diagnostics, moved.Diagnostics...))
			walk = tf.NextWalk()
			struck := false
			org.AddFault(acctest.Fault{Effect: acctest.Admin, Object: org.Mapping()[who.late].Object, Verb: "query", Do: acctest.Hand(func() {
				org.ClearFaults()
				struck = true
				_, diags := walk.Apply(resourceName, moved)
				wantSilence(t, diags)
			})})
			_, diags := walk.Apply(who.noun, gone)
			noErrors(t, diags)
			if strings.Contains(diags.String(), spare) || !struck {
				t.Errorf("struck is %v; the receipt says\n%s", struck, diags)
			}
			wantHolding(t, org, spare, held{User: edsgers})
		})
	}
}
