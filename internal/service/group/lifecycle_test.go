package group_test

import (
	"reflect"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// full is a group with everything that a group can have.
func full(t *testing.T, org *acctest.Org) values {
	t.Helper()
	return values{
		"name": "Night Shift", "extension": "710", "members": users(t, org, marie, edsger),
		"acd": values{"strategy": "round_robin_queue", "ring_timeout": 20, "queue_no_answer_timeout": 120, "repeat_times": 3,
			"introductory_message_id": id(t, org, "message", "Welcome"), "use_waiting_audio": true,
			"waiting_message_id": id(t, org, "message", "Waiting music"), "say_position": true, "position_message": "You are number",
			"waiting_menu_ivr_id": id(t, org, "ivr", "Main Menu"), "no_answer_ivr_id": id(t, org, "ivr", "After Hours"),
			"missed_call_owner_id": org.UserID(t, marie)},
		"shared_recording_ids": []string{id(t, org, "message", "Welcome"), id(t, org, "message", "Waiting music")},
		"three_way_calls":      true,
	}
}

func TestAGroupWithEverythingIsTwoWrites(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := full(t, org)
		org.ResetJournal()
		group := create(t, tf, config)
		if got := writes(org); got != 2 {
			t.Errorf("%d write requests, want 2", got)
		}
		groupID, _ := group.Values["id"].(string)
		if groupID == "" || groupID != nativeID(org, "Night_Shift") || group.Identity["group_id"] != groupID {
			t.Errorf("state is %s, identity %v", group.Values.JSON(), group.Identity)
		}
		wantMembers(t, org, groupID, marie, edsger)
		record := org.FastcallGroup(t, "Night_Shift")
		if record["name"] != "Night Shift" || record["extension"] != "710" || record["id"] != group.Values["record_id"] {
			t.Errorf("Fastcall's record is %v", record)
		}
		acd := org.ACD(t, "Night_Shift")
		wanted := values{"strategy": "Round Robin Queue", "ring_timeout": int64(20), "queue_no_answer_timeout": int64(120),
			"repeat_times": int64(3), "introductory_message": id(t, org, "message", "Welcome"), "use_waiting_audio": true,
			"waiting_message": id(t, org, "message", "Waiting music"), "say_position": true, "position_message": "You are number",
			"waiting_menu_ivr": id(t, org, "ivr", "Main Menu"), "no_answer_ivr": id(t, org, "ivr", "After Hours"),
			"missed_call_owner": org.UserID(t, marie)}
		for key, want := range wanted {
			if !reflect.DeepEqual(acd[key], want) {
				t.Errorf("acd.%s is %v, want %v", key, acd[key], want)
			}
		}
		if org.PackageRow(t, "three_way_call", "group", "Night_Shift") == nil {
			t.Error("no three-way calls")
		}
		group = settled(t, tf, group, config)

		imported, diags := tf.NextWalk().Import(resourceName, groupID, nil)
		noErrors(t, diags)
		generated := values{}
		for name, value := range imported.Values {
			if name != "id" && name != "record_id" && name != "phone_number_ids" && value != nil {
				generated[name] = value
			}
		}
		noErrors(t, tf.Validate(resourceName, generated))
		wantChanges(t, tf.NextWalk().Plan(resourceName, imported, generated), imported)
		wantChanges(t, tf.NextWalk().Plan(resourceName, imported, config), imported)

		planned, done := destroy(t, tf, group)
		wantWarning(t, planned, "Destroying group Night Shift", `shared recording "Welcome": removed`, "three-way calls")
		wantWarning(t, done, "Destroyed group Night Shift")
		if native(org, "Night_Shift") != nil || len(org.PackageRows(t, "message_share")) != 1 {
			t.Error("something of the group is left")
		}
	})
}

func TestTheLeastGroup(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{"name": "3rd Line: Ops"}
		plan := tf.Plan(resourceName, acctest.Instance{}, config)
		if got := plan.Values["developer_name"]; got != "X3rd_Line_Ops" {
			t.Errorf("developer_name is planned as %v", got)
		}
		group := create(t, tf, config)
		group = settled(t, tf, group, config)
		for _, name := range []string{"members", "acd", "extension", "shared_recording_ids", "three_way_calls"} {
			if group.Values[name] != nil {
				t.Errorf("%s is not managed and is %v", name, group.Values[name])
			}
		}
		org.ResetJournal()
		planned, done := destroy(t, tf, group)
		if len(planned)+len(done) > 0 {
			t.Errorf("a destroy with nothing to clear says\n%s%s", planned, done)
		}
		if got := writes(org); got != 2 {
			t.Errorf("%d write requests, want 2", got)
		}
	})
}

func TestEverythingChangesInPlace(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		group := create(t, tf, full(t, org))
		config := values{"name": "Day Shift", "developer_name": "Day", "extension": "711", "members": users(t, org, edsger),
			"acd":                  values{"strategy": "simulring", "queue_no_answer_timeout": 30},
			"shared_recording_ids": []string{id(t, org, "message", "Edsger away")}, "three_way_calls": false}
		org.ResetJournal()
		changed := change(t, tf.NextWalk(), resourceName, group, config)
		if got := writes(org); got != 2 {
			t.Errorf("%d write requests, want 2", got)
		}
		if changed.Values["id"] != group.Values["id"] || nativeID(org, "Day") != group.Values["id"] {
			t.Error("the group has another id")
		}
		record := org.FastcallGroup(t, "Day")
		if record["name"] != "Day Shift" || record["extension"] != "711" {
			t.Errorf("Fastcall's record is %v", record)
		}
		wantMembers(t, org, nativeID(org, "Day"), edsger)
		if acd := org.ACD(t, "Day"); acd["strategy"] != "Simulring" || acd["queue_no_answer_timeout"] != int64(30) || acd["repeat_times"] != int64(3) {
			t.Errorf("ACD is %v", acd)
		}
		settled(t, tf, changed, config)
		org.ResetJournal()
		again := change(t, tf.NextWalk(), resourceName, changed, config)
		if got := writes(org); got != 0 {
			t.Errorf("%d write requests without a change", got)
		}
		// What is left out is not managed any more, and stays.
		bare := change(t, tf.NextWalk(), resourceName, again, values{"name": "Day Shift", "developer_name": "Day"})
		if got := writes(org); got != 0 {
			t.Errorf("%d write requests to stop managing", got)
		}
		settled(t, tf, bare, values{"name": "Day Shift", "developer_name": "Day"})
		wantMembers(t, org, nativeID(org, "Day"), edsger)
	})
}
