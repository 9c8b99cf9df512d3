package usersettings_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What a user changes of managed members shows as just that, and an apply puts
// it back; what is not managed never shows.
func TestDrift(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{
			"user_id":       org.UserID(t, marie),
			"user_settings": object{"country_code": "45", "voicemail": true, "call_recording_mode": "All Calls", "three_way_calls": false},
			"inbound_routing": object{"after_last_route": "voicemail", "acd_receiver": object{"device_type": "softphone"},
				"routes": []any{object{"device": "Marie's softphone", "ring_time": 20}, object{"device": "Marie's mobile"}}},
			"sms_templates": object{"Late": object{"body": "Late.\n"}},
			"messages":      object{"Hello": object{"text": "Hello"}},
		}
		instance := apply(t, tf, acctest.Instance{}, config)
		settings := org.Settings(t, marie)["id"].(string)
		for _, c := range []struct {
			name   string
			change func()
			want   []string
		}{
			{"unmanaged fields", func() {
				org.UpdatePackage(t, "user_settings", settings, values{"call_recording": false, "widget": false, "user_status": "Lunch"})
				org.UpdatePackage(t, "inbound_routing", settings, values{"notify_missed_calls": false})
				org.UpdatePackage(t, "inbound_route", org.Routes(t, marie)[1]["id"].(string), values{"ring_time": 99})
				org.GiveTemplate(t, marie, "My own")
				org.GiveRecording(t, marie, "My own")
				org.InsertPackage(t, "device", values{"name": "Tablet", "link": marie, "type": "Mobile"})
			}, nil},
			{"a field", func() { org.UpdatePackage(t, "user_settings", settings, values{"voicemail": false}) },
				[]string{"user_settings.voicemail"}},
			{"a field emptied", func() { org.UpdatePackage(t, "user_settings", settings, values{"country_code": nil}) },
				[]string{"user_settings.country_code"}},
			{"a choice", func() { org.UpdatePackage(t, "user_settings", settings, values{"call_recording_mode": "Inbound"}) },
				[]string{"user_settings.call_recording_mode"}},
			{"a permission", func() { org.ThreeWay(t, marie) }, []string{"user_settings.three_way_calls"}},
			{"the receiver", func() { org.UpdatePackage(t, "inbound_routing", settings, values{"acd_receiver": "Marie's mobile"}) },
				[]string{"inbound_routing.acd_receiver"}},
			{"no receiver", func() { org.UpdatePackage(t, "inbound_routing", settings, values{"acd_receiver": nil}) },
				[]string{"inbound_routing.acd_receiver"}},
			{"a ring time", func() {
				org.UpdatePackage(t, "inbound_route", org.Routes(t, marie)[0]["id"].(string), values{"ring_time": 5})
			}, []string{"inbound_routing.routes"}},
			{"a route less", func() { org.DeletePackage(t, "inbound_route", org.Routes(t, marie)[1]["id"].(string)) },
				[]string{"inbound_routing.routes"}},
			{"a route more", func() {
				org.InsertPackage(t, "inbound_route", values{"link": marie, "device": "Marie's mobile", "ring_time": 5, "position": 3})
			}, []string{"inbound_routing.routes"}},
			{"a template's body", func() {
				org.UpdatePackage(t, "sms_template", org.PackageRow(t, "sms_template", "name", "Late")["id"].(string), values{"body": "Soon."})
			}, []string{"sms_templates.Late"}},
			{"a message less", func() { org.DeletePackage(t, "message", org.PackageRow(t, "message", "name", "Hello")["id"].(string)) },
				[]string{"messages.Hello"}},
		} {
			c.change()
			after := refresh(t, tf, instance)
			plan := tf.Plan(resourceName, after, config)
			wantChanges(t, plan, after, c.want...)
			if len(c.want) == 0 || t.Failed() {
				if t.Failed() {
					t.Fatalf("after a change of %s", c.name)
				}
				continue
			}
			org.ResetJournal()
			instance = apply(t, tf, after, config)
			if n := writes(org); n != 1 {
				t.Errorf("putting back %s took %d writes", c.name, n)
			}
			settled(t, tf, instance, config)
		}
	})
}

// Two rows of settings for one user are refused where they matter, because
// nobody knows which one counts.
func TestSeveralRows(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "user_settings": object{"voicemail": true}}
	instance := apply(t, tf, acctest.Instance{}, config)
	org.InsertPackage(t, "user_settings", values{"link": marie})
	tf = tf.NextWalk()
	_, diags := tf.Read(resourceName, instance)
	wantOne(t, diags.Errors(), "2 rows of FastCall__User_Settings__c")
	config["user_settings"] = object{"voicemail": false}
	wantOne(t, tf.Plan(resourceName, instance, config).Errors(), "2 rows of FastCall__User_Settings__c")
	other := values{"user_id": org.UserID(t, marie), "sms_templates": object{"Late": object{"body": "Late."}}}
	tf = tf.NextWalk()
	settled(t, tf, apply(t, tf, acctest.Instance{}, other), other)
}
