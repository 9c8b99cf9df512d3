package group_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func TestAnExtensionBelongsToOneGroup(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		taken := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Night Shift", "extension": "601"})
		wantWarning(t, taken.Diagnostics, "gets extension 601, which group Fastcall Support still has", "the apply stops here")
		_, diags := tf.Apply(resourceName, taken)
		wantError(t, diags, `Group "Fastcall Support"`, "has extension 601", "extension belongs to one")

		first := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Night Shift", "extension": "710"})
		noErrors(t, first.Diagnostics)
		second := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Day Shift", "extension": "710"})
		wantError(t, second.Diagnostics, "Extension 710 is planned for group Night_Shift as well")

		// Somebody else takes it between plan and apply.
		org.UpdatePackage(t, "group", text(org.FastcallGroup(t, sales)["id"]), values{"extension": "710"})
		_, diags = tf.Apply(resourceName, first)
		wantError(t, diags, `Group "Fastcall Sales"`, "has extension 710")
		if native(org, "Night_Shift") != nil {
			t.Error("a refused group exists")
		}
	})
}

// A holder that nobody sees shows in what Salesforce says.
func TestAHiddenHolderOfAnExtension(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	org.HideRow(text(org.FastcallGroup(t, support)["id"]), true)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Night Shift", "extension": "601"})
	noErrors(t, plan.Diagnostics)
	_, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Another group has extension 601", "DUPLICATE_VALUE", "Salesforce group \"Night Shift\"")
}

// A group may take over what another gives up in the same plan, whichever is
// planned first; one that keeps its extension gives nothing up.
func TestAnExtensionIsHandedOver(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	night, day := values{"name": "Night Shift", "extension": "710"}, values{"name": "Day Shift", "extension": "711"}
	first, second := create(t, tf, night), create(t, tf, day)
	give := func(walk *acctest.Terraform) *acctest.Plan {
		plan := walk.Plan(resourceName, first, values{"name": "Night Shift", "extension": "712"})
		if len(plan.Diagnostics) > 0 {
			t.Errorf("the group that gives the extension up says\n%s", plan.Diagnostics)
		}
		return plan
	}
	take := func(walk *acctest.Terraform) *acctest.Plan {
		plan := walk.Plan(resourceName, second, values{"name": "Day Shift", "extension": "710"})
		wantWarning(t, plan.Diagnostics, "group Day Shift gets extension 710, which group Night Shift still has", "depends_on")
		return plan
	}
	walk := tf.NextWalk()
	moved, taken := give(walk), take(walk)
	walk = tf.NextWalk()
	take(walk)
	give(walk)
	walk = tf.NextWalk()
	take(walk)
	wantError(t, walk.Plan(resourceName, first, night).Diagnostics, "Extension 710 is planned for group "+text(second.Values["id"])+" as well")
	walk = tf.NextWalk()
	noErrors(t, walk.Plan(resourceName, first, night).Diagnostics)
	kept := walk.Plan(resourceName, second, values{"name": "Day Shift", "extension": "710"})
	wantError(t, kept.Diagnostics, "Extension 710 is planned for group "+text(first.Values["id"])+" as well")

	walk = tf.NextWalk()
	_, diags := walk.Apply(resourceName, taken)
	wantError(t, diags, `Group "Night Shift"`, "has extension 710")
	_, diags = walk.Apply(resourceName, moved)
	noErrors(t, diags)
	_, diags = walk.Apply(resourceName, taken)
	noErrors(t, diags)
}
