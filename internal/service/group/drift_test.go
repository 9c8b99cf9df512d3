package group_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func TestWhatOthersChangeIsPlannedAndMended(t *testing.T) {
	cases := map[string]struct {
		meddle  func(*testing.T, *acctest.Org)
		changes []string
	}{
		"member left": {func(t *testing.T, org *acctest.Org) {
			for _, row := range org.Rows("GroupMember") {
				if row["GroupId"] == nativeID(org, "Night_Shift") && row["UserOrGroupId"] == org.UserID(t, marie) {
					if err := org.Delete("GroupMember", text(row["Id"])); err != nil {
						t.Fatal(err)
					}
				}
			}
		}, []string{"members"}},
		"member joined": {func(t *testing.T, org *acctest.Org) { org.Join(t, emmy, "Night Shift") }, []string{"members"}},
		"renamed": {func(t *testing.T, org *acctest.Org) {
			if err := org.Update("Group", nativeID(org, "Night_Shift"), map[string]any{"Name": "Old"}); err != nil {
				t.Fatal(err)
			}
		}, []string{"name"}},
		"extension": {func(t *testing.T, org *acctest.Org) {
			org.UpdatePackage(t, "group", text(org.FastcallGroup(t, "Night_Shift")["id"]), values{"extension": "999"})
		}, []string{"extension"}},
		"ACD": {func(t *testing.T, org *acctest.Org) {
			org.UpdatePackage(t, "acd", text(org.ACD(t, "Night_Shift")["id"]), values{"strategy": "Simulring", "say_position": false})
		}, []string{"acd"}},
		"shared recording": {func(t *testing.T, org *acctest.Org) {
			org.DeletePackage(t, "message_share", text(org.PackageRow(t, "message_share", "group", "Night_Shift")["id"]))
		}, []string{"shared_recording_ids"}},
		"three-way calls": {func(t *testing.T, org *acctest.Org) {
			org.DeletePackage(t, "three_way_call", text(org.PackageRow(t, "three_way_call", "group", "Night_Shift")["id"]))
		}, []string{"three_way_calls"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
				config := full(t, org)
				group := create(t, tf, config)
				c.meddle(t, org)
				drifted := refresh(t, tf, resourceName, group)
				wantChanges(t, tf.NextWalk().Plan(resourceName, drifted, config), drifted, c.changes...)
				org.ResetJournal()
				mended := change(t, tf.NextWalk(), resourceName, drifted, config)
				if got := writes(org); got != 1 {
					t.Errorf("%d write requests, want 1", got)
				}
				settled(t, tf, mended, config)
			})
		})
	}
}

func TestALostRecordIsMadeAnew(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{"name": "Night Shift", "extension": "710", "three_way_calls": true}
		group := create(t, tf, config)
		org.DeletePackage(t, "group", text(group.Values["record_id"]))
		drifted, diags := tf.NextWalk().Read(resourceName, group)
		wantWarning(t, diags, "Fastcall's record of group Night Shift is gone or hidden", text(group.Values["record_id"]))
		plan := tf.NextWalk().Plan(resourceName, drifted, config)
		noErrors(t, plan.Diagnostics)
		if plan.Values["record_id"] != acctest.Unknown || plan.Values["id"] != group.Values["id"] {
			t.Errorf("the plan is %s", plan.Values.JSON())
		}
		mended := change(t, tf.NextWalk(), resourceName, drifted, config)
		if mended.Values["record_id"] == nil || mended.Values["record_id"] == group.Values["record_id"] {
			t.Errorf("record_id is %v", mended.Values["record_id"])
		}
		settled(t, tf, mended, config)
	})
}

func TestADeletedGroupLeavesTheState(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		group := create(t, tf, values{"name": "Night Shift"})
		if err := org.Delete("Group", text(group.Values["id"])); err != nil {
			t.Fatal(err)
		}
		gone, diags := tf.NextWalk().Read(resourceName, group)
		wantWarning(t, diags, "group Night Shift is gone", text(group.Values["id"]))
		if gone.Values != nil {
			t.Errorf("still in the state: %s", gone.Values.JSON())
		}
		_, done := destroy(t, tf, group)
		noErrors(t, done)
	})
}

// What cannot be seen is not taken for gone.
func TestAHiddenGroupStaysInTheState(t *testing.T) {
	t.Parallel()
	for name, hide := range map[string]func(*acctest.Org){
		"group":           func(org *acctest.Org) { org.HideObject("Group", true) },
		"Fastcall's side": func(org *acctest.Org) { org.HideObject(org.Mapping()["group"].Object, true) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			group := create(t, tf, values{"name": "Night Shift"})
			hide(org)
			kept, diags := tf.NextWalk().Read(resourceName, group)
			wantError(t, diags, "Cannot read group Night Shift")
			if kept.Values == nil {
				t.Error("the group left the state")
			}
		})
	}
}

// A record that goes after the refresh is made anew, too. The plan has promised
// its ID, so the next read tells that of the new one.
func TestARecordThatGoesAfterTheRefresh(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	group := create(t, tf, values{"name": "Night Shift", "extension": "710"})
	config := values{"name": "Night Shift", "extension": "711"}
	plan := tf.NextWalk().Plan(resourceName, group, config)
	noErrors(t, plan.Diagnostics)
	org.DeletePackage(t, "group", text(group.Values["record_id"]))
	mended, diags := tf.NextWalk().Apply(resourceName, plan)
	record := text(org.FastcallGroup(t, "Night_Shift")["id"])
	wantWarning(t, diags, "a new record of group Night Shift", text(group.Values["record_id"]), record)
	if now := settled(t, tf, mended, config); now.Values["record_id"] != record {
		t.Errorf("record_id is %v, want %s", now.Values["record_id"], record)
	}
}

// A record of Fastcall's that sharing hides looks like a deleted one, until
// Salesforce refuses to have it twice. The extension is not to blame then.
func TestARecordThatSharingHides(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{"name": "Night Shift", "extension": "710"}
		group := create(t, tf, config)
		record := text(group.Values["record_id"])
		org.HideRow(record, true)
		drifted, diags := tf.NextWalk().Read(resourceName, group)
		wantWarning(t, diags, "gone or hidden", record, "View All for the object before you apply")
		plan := tf.NextWalk().Plan(resourceName, drifted, config)
		noErrors(t, plan.Diagnostics)
		_, diags = tf.NextWalk().Apply(resourceName, plan)
		wantError(t, diags, "may not see or change "+org.Mapping()["group"].Object+" "+record, "Hidden is not deleted", "DUPLICATE_VALUE")
		org.HideRow(record, false)
		settled(t, tf, group, config)
	})
}

func TestAnotherOrgIsRefused(t *testing.T) {
	t.Parallel()
	group := create(t, acctest.NewTerraform(t, acctest.NewOrg(t)), values{"name": "Night Shift"})
	tf := acctest.NewTerraform(t, acctest.NewOrg(t, acctest.AnotherOrg))
	_, diags := tf.Read(resourceName, group)
	wantError(t, diags, "Nothing that org says was believed")
	wantError(t, tf.Plan(resourceName, group, values{"name": "Day Shift"}).Diagnostics, "Nothing that org says was believed")
	planned, _ := destroy(t, tf, group)
	wantError(t, planned, "Nothing that org says was believed")
}

// While the provider block is unknown nothing changes.
func TestAnUnknownProviderBlockKeepsTheState(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	config := values{"name": "Night Shift", "members": users(t, org, marie)}
	group := create(t, acctest.NewTerraform(t, org), config)
	blind := acctest.NewTerraform(t, org, values{"client_secret": acctest.Unknown})
	kept, diags := blind.Read(resourceName, group)
	noErrors(t, diags)
	if kept.Values.JSON() != group.Values.JSON() {
		t.Errorf("the state became %s", kept.Values.JSON())
	}
	wantChanges(t, blind.Plan(resourceName, kept, config), kept)
	noErrors(t, blind.Plan(resourceName, acctest.Instance{}, config).Diagnostics)
}

func TestAnOrgWithoutFastcallsObjectsIsAnError(t *testing.T) {
	t.Parallel()
	tf := acctest.NewTerraform(t, acctest.NewOrg(t, acctest.Bare))
	wantError(t, tf.Plan(resourceName, acctest.Instance{}, values{"name": "Night Shift"}).Diagnostics, "schema_map", "FastCall__FastCall_Group__c")
}
