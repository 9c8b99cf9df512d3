package usersettings_test

import (
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// With add_missing, what exists stays and never shows; what is missing is added
// and shows when it goes. Mass edit sets several users alike in this way.
func TestAddMissing(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{
			"user_id": org.UserID(t, edsger), "apply_mode": "add_missing", "on_destroy": "reset",
			"user_settings": object{"country_code": "99", "call_recording": true, "call_recording_mode": "inbound", "three_way_calls": false},
			"devices": object{"Edsger's desk": object{"type": "mobile", "number": "+4599999999"},
				"Mobile": object{"type": "mobile", "number": "+4520100002"}},
			"inbound_routing": object{"after_last_route": "voicemail", "acd_receiver": object{"device": "Mobile"},
				"routes": []any{object{"device_type": "mobile", "ring_time": 10}}},
			"messages":      object{"Edsger away": object{"text": "spoken, in fact"}, "Hello": object{"text": "Hello"}},
			"sms_templates": object{"Running late": object{"body": "another"}, "Soon": object{"body": "Soon."}},
		}
		before := org.Settings(t, edsger)
		instance := apply(t, tf, acctest.Instance{}, config)
		after := org.Settings(t, edsger)
		for _, key := range []string{"country_code", "call_recording", "after_last_route", "acd_receiver", "user_status"} {
			if after[key] != before[key] {
				t.Errorf("%s is %v, was %v", key, after[key], before[key])
			}
		}
		if after["call_recording_mode"] != "Inbound" {
			t.Errorf("an empty field became %v", after["call_recording_mode"])
		}
		if got := deviceNames(t, org, edsger); !slices.Equal(got, []string{"Edsger's desk", "Edsger's softphone", "Mobile"}) {
			t.Errorf("devices %v", got)
		}
		if got := org.PackageRow(t, "device", "name", "Edsger's desk"); got["type"] != "Office Phone" || got["number"] != "+4533120011" {
			t.Errorf("the desk phone is %v", got)
		}
		if got := routeNames(t, org, edsger); !slices.Equal(got, []string{"Mobile"}) {
			t.Errorf("routes %v", got)
		}
		if got := texts(t, org, "sms_template", "body", edsger); got["Running late"] != "I am running ten minutes late." || got["Soon"] != "Soon." {
			t.Errorf("templates %v", got)
		}
		settled(t, tf, instance, config)

		org.UpdatePackage(t, "inbound_route", org.Routes(t, edsger)[0]["id"].(string), values{"ring_time": 99})
		org.UpdatePackage(t, "user_settings", after["id"].(string), values{"call_recording_mode": "Outbound"})
		settled(t, tf, instance, config)
		org.DeletePackage(t, "inbound_route", org.Routes(t, edsger)[0]["id"].(string))
		org.UpdatePackage(t, "user_settings", after["id"].(string), values{"call_recording_mode": nil})
		found := refresh(t, tf, instance)
		wantChanges(t, tf.Plan(resourceName, found, config), found, "inbound_routing.routes", "user_settings.call_recording_mode")
		instance = apply(t, tf, found, config)
		settled(t, tf, instance, config)

		destroy(t, tf, instance)
		wantAsBefore(t, org, before)
	})
}

// wantAsBefore expects that a reset took back what was added and nothing else.
func wantAsBefore(t *testing.T, org *acctest.Org, before values) {
	t.Helper()
	after := org.Settings(t, edsger)
	for key, was := range before {
		if after[key] != was {
			t.Errorf("%s is %v after the reset, was %v", key, after[key], was)
		}
	}
	if got := deviceNames(t, org, edsger); !slices.Equal(got, []string{"Edsger's desk", "Edsger's softphone"}) {
		t.Errorf("devices %v", got)
	}
	if len(org.Routes(t, edsger)) != 0 {
		t.Error("routes stay")
	}
	if got := texts(t, org, "message", "text", edsger); len(got) != 1 {
		t.Errorf("messages %v", got)
	}
	if got := texts(t, org, "sms_template", "body", edsger); len(got) != 1 {
		t.Errorf("templates %v", got)
	}
}

// Mass edit's choice of calls: to the number, from ACD, or both.
func TestWhichCalls(t *testing.T) {
	t.Parallel()
	for name, routing := range map[string]object{
		"number": {"routes": []any{object{"device": "Edsger's desk", "ring_time": 9}}},
		"acd":    {"acd_receiver": object{"device_type": "office_phone"}},
		"both":   {"routes": []any{object{"device_type": "office_phone", "ring_time": 9}}, "acd_receiver": object{"device_type": "office_phone"}},
	} {
		for _, mode := range []string{"replace", "add_missing"} {
			t.Run(name+"/"+mode, func(t *testing.T) {
				t.Parallel()
				org, tf := grounds[0].open(t)
				softphone := org.Settings(t, edsger)["acd_receiver"]
				config := values{"user_id": org.UserID(t, edsger), "apply_mode": mode, "inbound_routing": routing}
				settled(t, tf, apply(t, tf, acctest.Instance{}, config), config)
				if got := len(org.Routes(t, edsger)); got != 1 == (routing["routes"] != nil) {
					t.Errorf("%d routes", got)
				}
				moved := org.Settings(t, edsger)["acd_receiver"] != softphone
				if moved != (routing["acd_receiver"] != nil && mode == "replace") {
					t.Errorf("the receiver moved: %v", moved)
				}
			})
		}
	}
}
