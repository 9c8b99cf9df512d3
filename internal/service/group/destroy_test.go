package group_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// The default seed points at the group Support with a number and an IVR, and at
// Sales with leave to use a number and a shared recording.

func TestADestroyStopsAtIVRsInThePlan(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		group, diags := tf.Import(resourceName, nativeID(org, support), nil)
		noErrors(t, diags)
		planned, _ := destroy(t, tf, group)
		wantError(t, planned, "Cannot destroy group Fastcall Support", `IVR "Main Menu": stops the destroy`,
			`on_destroy = { ivr_references = "remove" }`)
		wantOne(t, "warning", planned.Warnings(), []string{"Destroying group Fastcall Support",
			`phone number "+4570100002 Support line": assigned to nobody`, `IVR "Main Menu": stops the destroy`})
	})
}

func TestADestroyClearsWhatPointsAtTheGroup(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		imported, diags := tf.Import(resourceName, nativeID(org, support), nil)
		noErrors(t, diags)
		config := values{"name": "Fastcall Support", "on_destroy": values{"ivr_references": "remove"}}
		group := change(t, tf, resourceName, imported, config)
		actions := len(org.PackageRows(t, "ivr_action"))
		org.ResetJournal()
		_, done := destroy(t, tf, group)
		wantWarning(t, done, "Destroyed group Fastcall Support", `IVR "Main Menu": its transfer loses the target`)
		if got := writes(org); got != 2 {
			t.Errorf("%d write requests, want 2", got)
		}
		if native(org, support) != nil || len(org.PackageRows(t, "group")) != 1 {
			t.Error("something of the group is left")
		}
		if number := org.Number(t, "+4570100002"); number["assigned_group"] != nil || number["ivr"] == nil {
			t.Errorf("the number is %v", number)
		}
		rows := org.PackageRows(t, "ivr_action")
		if len(rows) != actions {
			t.Errorf("%d actions of IVRs, want %d", len(rows), actions)
		}
		for _, row := range rows {
			if row["link"] == id(t, org, "ivr", "Main Menu") && (row["target_group"] != nil || row["type"] != "Call Transfer") {
				t.Errorf("the action is %v", row)
			}
		}
	})
}

// Where an action of an IVR cannot be without a target, it is deleted, and the
// plan says so.
func TestAnActionThatNeedsATargetGoesWithIt(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		actions := seed.Mapping["ivr_action"]
		for i, object := range seed.Objects {
			for j, field := range object.Fields {
				if object.Name == actions.Object && field.Name == actions.Fields["target_group"] {
					seed.Objects[i].Fields[j].Required = true
				}
			}
		}
	})
	tf := acctest.NewTerraform(t, org)
	group := create(t, tf, values{"name": "Night Shift", "on_destroy": values{"ivr_references": "remove"}})
	org.InsertPackage(t, "ivr_action", values{"link": "After Hours", "type": "Call Transfer", "target_group": "Night_Shift"})
	actions := len(org.PackageRows(t, "ivr_action"))
	planned, done := destroy(t, tf, group)
	for _, said := range []acctest.Diagnostics{planned, done} {
		wantWarning(t, said, `IVR "After Hours": its transfer is deleted, because it cannot be without a target`)
	}
	if got := len(org.PackageRows(t, "ivr_action")); got != actions-1 {
		t.Errorf("%d actions of IVRs are left of %d", got, actions)
	}
}

// A record that carries nothing but ACD settings goes with the group and is no
// IVR that leads to it.
func TestSettingsOfTheirOwnGoWithTheGroup(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		before := len(org.PackageRows(t, "ivr_action"))
		group := create(t, tf, values{"name": "Night Shift", "acd": values{"strategy": "simulring", "queue_no_answer_timeout": 60}})
		planned, done := destroy(t, tf, group)
		if len(planned)+len(done) > 0 {
			t.Errorf("the destroy says\n%s%s", planned, done)
		}
		if got := len(org.PackageRows(t, "ivr_action")); got != before {
			t.Errorf("%d actions, want %d", got, before)
		}
	})
}

func TestNumbersGoWhereThePolicySays(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		to    func(*testing.T, *acctest.Org) string
		owner string
	}{
		"user":  {func(t *testing.T, org *acctest.Org) string { return org.UserID(t, marie) }, "assigned_user"},
		"group": {func(_ *testing.T, org *acctest.Org) string { return nativeID(org, sales) }, "assigned_group"},
	} {
		t.Run(name, func(t *testing.T) {
			inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
				to := c.to(t, org)
				group := create(t, tf, values{"name": "Night Shift", "on_destroy": values{"phone_numbers": "reassign", "reassign_numbers_to": to}})
				org.AssignNumber(t, "+4570100003", "Night_Shift")
				seen := refresh(t, tf, resourceName, group)
				if ids, _ := seen.Values["phone_number_ids"].([]any); len(ids) != 1 || ids[0] != org.Number(t, "+4570100003")["id"] {
					t.Errorf("phone_number_ids is %v", seen.Values["phone_number_ids"])
				}
				_, done := destroy(t, tf, seen)
				wantWarning(t, done, "assigned to on_destroy.reassign_numbers_to")
				if number := org.Number(t, "+4570100003"); number[c.owner] != to {
					t.Errorf("the number is %v", number)
				}
			})
		})
	}
}

func TestPoliciesThatStopADestroy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		policy string
		tie    func(*testing.T, *acctest.Org)
		atPlan bool
		says   string
	}{
		"numbers": {"phone_numbers", func(t *testing.T, org *acctest.Org) { org.AssignNumber(t, "+4570100003", "Night_Shift") }, false,
			`phone_numbers = "unassign"`},
		"leave to use a number": {"phone_numbers", func(t *testing.T, org *acctest.Org) {
			org.InsertPackage(t, "number_access", values{"link": "Spare", "group": "Night_Shift"})
		}, false, `phone_numbers = "unassign"`},
		"recordings": {"shared_recordings", func(t *testing.T, org *acctest.Org) {
			org.InsertPackage(t, "message_share", values{"link": "Welcome", "group": "Night_Shift"})
		}, true, `shared_recordings = "remove"`},
		"three-way calls": {"three_way_calls", func(t *testing.T, org *acctest.Org) {
			org.InsertPackage(t, "three_way_call", values{"group": "Night_Shift"})
		}, true, `three_way_calls = "remove"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			group := create(t, tf, values{"name": "Night Shift", "on_destroy": values{c.policy: "fail"}})
			c.tie(t, org)
			planned, done := destroy(t, tf, group)
			diags := done
			if c.atPlan {
				diags = planned
			} else {
				wantWarning(t, planned, "stops the destroy")
			}
			wantError(t, diags, "Cannot destroy group Night Shift", "stops the destroy", c.says)
			if native(org, "Night_Shift") == nil {
				t.Error("the group is gone")
			}
		})
	}
}

func TestReassignmentIsChecked(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	validate := func(onDestroy values) acctest.Diagnostics {
		return tf.Validate(resourceName, values{"name": "A", "on_destroy": onDestroy})
	}
	wantError(t, validate(values{"phone_numbers": "reassign"}), "Nobody to reassign phone numbers to", `AttributeName("on_destroy").AttributeName("reassign_numbers_to")`)
	wantError(t, validate(values{"reassign_numbers_to": org.UserID(t, marie)}), "reassign_numbers_to without reassign")
	noErrors(t, validate(values{"phone_numbers": "reassign", "reassign_numbers_to": acctest.Unknown}))
	noErrors(t, tf.Validate(resourceName, values{"name": "A", "on_destroy": acctest.Unknown}))
	to := func(id string) acctest.Instance {
		return create(t, tf.NextWalk(), values{"name": "Shift to " + id,
			"on_destroy": values{"phone_numbers": "reassign", "reassign_numbers_to": id}})
	}
	// Without numbers, it does not matter that there is nobody to get them.
	planned, done := destroy(t, tf, to(nativeID(org, accountants)))
	noErrors(t, append(planned, done...))
	// Somewhere that Fastcall does not know is an error of the destroy's plan.
	group := to(nativeID(org, accountants))
	org.AssignNumber(t, "+4570100003", text(group.Values["developer_name"]))
	planned, _ = destroy(t, tf, group)
	wantError(t, planned, nativeID(org, accountants)+" is no Fastcall group")
	// Somebody may be onboarded before the apply gets there.
	group = to(org.UserID(t, ada))
	org.AssignNumber(t, "+4570100003", text(group.Values["developer_name"]))
	planned, done = destroy(t, tf, group)
	noErrors(t, planned)
	wantError(t, done, ada, "is no Fastcall user")
	if native(org, text(group.Values["developer_name"])) == nil {
		t.Error("the group is gone")
	}
}

// What cannot be reached is named, and stands in nobody's way.
func TestADestroySaysWhereItDidNotLook(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org, values{
		"schema_map": map[string]any{"ivr_action": map[string]any{"unreachable": true}}})
	group := create(t, tf, values{"name": "Night Shift"})
	planned, done := destroy(t, tf, group)
	wantWarning(t, planned, "Destroying group Night Shift", "Not looked at", "ivr_action")
	noErrors(t, done)
}

// Where an org takes no transactions, a destroy that fails puts back what it has
// cleared: a number keeps the user whom it had beside the group. The simulated
// org refuses both on one number, unless it does not know the field.
func TestADestroyThatIsUndoneKeepsTheUserOfANumber(t *testing.T) {
	t.Parallel()
	for name, reassigned := range map[string]bool{"unassigned": false, "reassigned": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			undoneDestroy(t, reassigned)
		})
	}
}

func undoneDestroy(t *testing.T, reassigned bool) {
	t.Helper()
	var user string
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		user = seed.Mapping["phone_number"].Fields["assigned_user"]
		delete(seed.Mapping["phone_number"].Fields, "assigned_user")
	})
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "Night Shift"}
	if reassigned {
		config["on_destroy"] = values{"phone_numbers": "reassign", "reassign_numbers_to": org.UserID(t, edsger)}
	}
	group := create(t, tf, config)
	numbers, numberID := org.Mapping()["phone_number"].Object, text(org.Number(t, "+4570100003")["id"])
	org.UpdatePackage(t, "phone_number", numberID, values{"assigned_group": "Night_Shift"})
	if err := org.Update(numbers, numberID, map[string]any{user: org.UserID(t, marie)}); err != nil {
		t.Fatal(err)
	}
	plan := tf.NextWalk().Plan(resourceName, group, nil)
	noErrors(t, plan.Diagnostics)
	org.AddFault(acctest.Fault{Effect: acctest.Refuse, Path: "/composite", Object: numbers, Verb: "update", Status: 404, Code: "NOT_FOUND"})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: org.Mapping()["group"].Object, Verb: "delete", Code: "INSUFFICIENT_ACCESS_OR_READONLY"})
	org.ResetJournal()
	_, diags := tf.NextWalk().Apply(resourceName, plan)
	wantError(t, diags, "INSUFFICIENT_ACCESS_OR_READONLY")
	if row, _ := org.Find(numbers, "Id", numberID); writes(org) < 3 || row[user] != org.UserID(t, marie) || org.Number(t, "+4570100003")["assigned_group"] == nil {
		t.Errorf("after %d writes the number is %v", writes(org), row)
	}
}
