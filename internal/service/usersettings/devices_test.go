package usersettings_test

import (
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// The map of devices is complete: a device that is not in it goes, after what
// led to it leads elsewhere.
func TestDevicesAreReplaced(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		mobile := org.PackageRow(t, "device", "name", "Marie's mobile")["id"]
		config := values{
			"user_id": org.UserID(t, marie),
			"devices": object{"Marie's mobile": object{"type": "mobile"}, "Headset": object{"type": "softphone"}},
			"inbound_routing": object{"routes": []any{object{"device": "Headset", "ring_time": 10}, object{"device_type": "mobile"}},
				"acd_receiver": object{"device": "Headset"}},
		}
		org.ResetJournal()
		instance := apply(t, tf, acctest.Instance{}, config)
		if n := writes(org); n != 1 {
			t.Errorf("%d writes", n)
		}
		if got := deviceNames(t, org, marie); !slices.Equal(got, []string{"Headset", "Marie's mobile"}) {
			t.Errorf("devices %v", got)
		}
		if row := org.PackageRow(t, "device", "name", "Marie's mobile"); row["id"] != mobile || row["number"] != "+4520100001" {
			t.Errorf("a device that stays became %v", row)
		}
		if got := routeNames(t, org, marie); !slices.Equal(got, []string{"Headset", "Marie's mobile"}) {
			t.Errorf("routes %v", got)
		}
		settled(t, tf, instance, config)

		org.InsertPackage(t, "device", values{"name": "Tablet", "link": marie, "type": "Mobile"})
		org.InsertPackage(t, "device", values{"name": "Headset", "link": marie, "type": "Softphone"})
		after := refresh(t, tf, instance)
		plan := tf.Plan(resourceName, after, config)
		second := ""
		for name := range after.Values["devices"].(object) {
			if len(name) > len("Headset (") && name[:9] == "Headset (" {
				second = name
			}
		}
		wantChanges(t, plan, after, "devices."+second, "devices.Tablet")
		instance = apply(t, tf, after, config)
		if got := deviceNames(t, org, marie); !slices.Equal(got, []string{"Headset", "Marie's mobile"}) {
			t.Errorf("devices %v", got)
		}
		settled(t, tf, instance, config)
	})
}

// A device that something not managed leads to is not taken away: the plan
// warns, and the apply stops before it writes.
func TestDeviceInUse(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "devices": object{"Marie's mobile": object{"type": "mobile"}}}
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	noErrors(t, plan.Diagnostics)
	wantOne(t, plan.Warnings(), `"Marie's softphone" is not in devices`, "an inbound route and the ACD receiver")
	org.ResetJournal()
	_, diags := tf.Apply(resourceName, plan)
	wantOne(t, diags.Errors(), `"Marie's softphone"`, "add_missing")
	if writes(org) != 0 {
		t.Error("something was written")
	}
	config["inbound_routing"] = object{"routes": []any{}}
	plan = tf.NextWalk().Plan(resourceName, acctest.Instance{}, config)
	wantOne(t, plan.Warnings(), "leads to it: the ACD receiver.")
	config["inbound_routing"] = object{"routes": []any{}, "acd_receiver": object{"device_type": "mobile"}}
	tf = tf.NextWalk()
	settled(t, tf, apply(t, tf, acctest.Instance{}, config), config)
	if got := deviceNames(t, org, marie); len(got) != 1 {
		t.Errorf("devices %v", got)
	}
}

// Another order of routes is other positions of the same rows, and the same
// device may come twice.
func TestRoutesKeepTheirRows(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		route := func(device string, ring int) object { return object{"device": device, "ring_time": ring} }
		soft, mobile := route("Marie's softphone", 20), route("Marie's mobile", 25)
		before := org.Routes(t, marie)
		config := values{"user_id": org.UserID(t, marie), "inbound_routing": object{"routes": []any{mobile, soft}}}
		instance := apply(t, tf, acctest.Instance{}, config)
		after := org.Routes(t, marie)
		if after[0]["id"] != before[1]["id"] || after[1]["id"] != before[0]["id"] {
			t.Errorf("routes %v became %v", before, after)
		}
		for _, step := range [][]any{
			{mobile, soft, route("Marie's mobile", 60)},
			{soft, mobile, route("Marie's mobile", 60)},
			{route("Marie's mobile", 60)},
			{},
			{soft, soft},
		} {
			config["inbound_routing"] = object{"routes": step}
			org.ResetJournal()
			instance = apply(t, tf, instance, config)
			if n := writes(org); n != 1 {
				t.Errorf("%v took %d writes", step, n)
			}
			if got := routeNames(t, org, marie); len(got) != len(step) {
				t.Errorf("routes %v, want %v", got, step)
			}
			settled(t, tf, instance, config)
		}
	})
}

// Positions with gaps mean the same order, so nothing is written for them.
func TestGapsInPositions(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	org.UpdatePackage(t, "inbound_route", org.Routes(t, marie)[1]["id"].(string), values{"position": 7})
	instance := importOf(t, tf, org.UserID(t, marie)+":inbound_routing", nil)
	org.ResetJournal()
	apply(t, tf, instance, configOf(instance))
	if n := writes(org); n != 0 {
		t.Errorf("%d writes", n)
	}
}

// A type means the device that is in place, also after the user got another of
// that type: that is no change here.
func TestAnotherDeviceOfTheType(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	routing := object{"routes": []any{object{"device_type": "mobile", "ring_time": 5}}, "acd_receiver": object{"device_type": "mobile"}}
	config := values{"user_id": org.UserID(t, marie), "inbound_routing": routing}
	instance := apply(t, tf, acctest.Instance{}, config)
	org.InsertPackage(t, "device", values{"name": "Tablet", "link": marie, "type": "Mobile"})
	settled(t, tf, instance, config)
	routing["notify_missed_calls"] = false
	instance = apply(t, tf, instance, config)
	settled(t, tf, instance, config)
	routing["routes"] = []any{object{"device": "Tablet"}, object{"device_type": "mobile"}}
	wantOne(t, tf.Plan(resourceName, instance, config).Errors(), "inbound_routing", "routes", "2 devices of type", `"Tablet" (mobile)`)
}
