package group_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func TestAnExistingGroupIsTakenOverWithItsMembers(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{"name": "Accounts", "developer_name": accountants}
		before := nativeID(org, accountants)
		plan := tf.Plan(resourceName, acctest.Instance{}, config)
		wantWarning(t, plan.Diagnostics, "Takes over group Accounts", before, "Its members stay")
		group, diags := tf.Apply(resourceName, plan)
		wantWarning(t, diags, "Took over group Accounts", before, "Its members stay")
		if group.Values["id"] != before || native(org, accountants)["Name"] != "Accounts" {
			t.Errorf("state is %s", group.Values.JSON())
		}
		wantMembers(t, org, before, emmy)
		settled(t, tf, group, config)
	})
}

func TestTakingOverAGroupWithAListOfMembersSaysWhoLeaves(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "All Accountants", "members": users(t, org, marie)}
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	wantWarning(t, plan.Diagnostics, "It has 1 members; those whom the configuration does not list are taken out")
	group, diags := tf.Apply(resourceName, plan)
	wantWarning(t, diags, "taken out: "+org.UserID(t, emmy))
	wantMembers(t, org, nativeID(org, accountants), marie)
	settled(t, tf, group, config)
}

func TestAFastcallGroupIsNotCreatedAgain(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		plan := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Fastcall Support"})
		wantError(t, plan.Diagnostics, "Cannot plan group Fastcall Support", "terraform import fastcall_group.NAME "+nativeID(org, support))
	})
}

// A group of the state that is replaced, because somebody asked for it or
// because its creation failed, is no obstacle to its successor.
func TestAReplacedGroupIsCreatedAgain(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "Night Shift", "extension": "710"}
	group := create(t, tf, config)
	tf = tf.NextWalk()
	if _, diags := tf.Read(resourceName, group); len(diags) > 0 {
		t.Fatal(diags)
	}
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	if len(plan.Diagnostics) > 0 {
		t.Errorf("the plan of a successor says\n%s", plan.Diagnostics)
	}
	destroy(t, tf, group)
	again, diags := tf.NextWalk().Apply(resourceName, plan)
	noErrors(t, diags)
	settled(t, tf, again, config)
}

func TestADeveloperNameOfAQueueIsRefused(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	if _, err := org.Insert("Group", map[string]any{"Name": "Night Shift", "DeveloperName": "Night_Shift", "Type": "Queue"}); err != nil {
		t.Fatal(err)
	}
	tf := acctest.NewTerraform(t, org)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Night Shift"})
	wantError(t, plan.Diagnostics, "Cannot plan group Night Shift", `"Night_Shift" belongs to "Night Shift"`, "of type Queue", "Choose another developer_name")
	group := create(t, tf, values{"name": "Day Shift"})
	plan = tf.Plan(resourceName, group, values{"name": "Day Shift", "developer_name": "Night_Shift"})
	wantError(t, plan.Diagnostics, "of type Queue")
}

func TestANameWithoutLatinLettersNeedsADeveloperName(t *testing.T) {
	t.Parallel()
	tf := acctest.NewTerraform(t, acctest.NewOrg(t))
	wantError(t, tf.Plan(resourceName, acctest.Instance{}, values{"name": "客服"}).Diagnostics, "Set developer_name")
	create(t, tf, values{"name": "客服", "developer_name": "Kefu"})
}

// What Fastcall's side refuses leaves the Salesforce side in the state if it is
// new, and out of the state if it was there before: a state that a failed
// creation leaves is destroyed by the next apply.
func TestAHalfMadeGroupGoesOn(t *testing.T) {
	t.Parallel()
	for name, adopted := range map[string]bool{"new": false, "taken over": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			config := values{"name": "Night Shift", "extension": "710"}
			if adopted {
				config = values{"name": "All Accountants", "extension": "710"}
			}
			org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: org.Mapping()["group"].Object, Verb: "create",
				Code: "INSUFFICIENT_ACCESS_OR_READONLY", Message: "no"})
			plan := tf.Plan(resourceName, acctest.Instance{}, config)
			left, diags := tf.Apply(resourceName, plan)
			wantError(t, diags, "INSUFFICIENT_ACCESS_OR_READONLY", "Fastcall's own records of it are not complete", "apply again")
			if kept := left.Values != nil; kept == adopted {
				t.Errorf("the state is %v", left.Values)
			}
			org.ClearFaults()
			tf = tf.NextWalk()
			if left.Values != nil {
				if left.Values["id"] == nil || left.Values["record_id"] != nil {
					t.Errorf("the state is %v", left.Values)
				}
				destroy(t, tf, left)
			}
			group, diags := tf.Apply(resourceName, tf.Plan(resourceName, acctest.Instance{}, config))
			noErrors(t, diags)
			settled(t, tf, group, config)
			if org.FastcallGroup(t, text(group.Values["developer_name"]))["extension"] != "710" {
				t.Error("no extension")
			}
		})
	}
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// Salesforce keeps a group for each role, which bears the role's developer
// name and stands in nobody's way.
func TestTheGroupOfARoleIsNoPredecessor(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		role := seed.Groups[0]
		role.ID, role.Name, role.DeveloperName, role.Type = "", "Night", "Night_Shift", "Role"
		seed.Groups = append(seed.Groups, role)
	})
	tf := acctest.NewTerraform(t, org)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Night Shift"})
	noErrors(t, plan.Diagnostics)
	if len(plan.Diagnostics) > 0 {
		t.Errorf("the plan says\n%s", plan.Diagnostics)
	}
}
