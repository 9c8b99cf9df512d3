package usersettings_test

import (
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Every section is written in one request, however the org keeps it, and then
// nothing changes until somebody changes something; keep leaves all of it.
func TestLifeCycle(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := full(org, t, edsger)
		org.ResetJournal()
		instance := apply(t, tf, acctest.Instance{}, config)
		if n := writes(org); n != 1 {
			t.Errorf("%d write requests, want 1", n)
		}
		wantWritten(t, org)
		if instance.Identity["user_id"] != org.UserID(t, edsger) {
			t.Errorf("identity %v", instance.Identity)
		}
		settled(t, tf.NextWalk(), instance, config)

		before := org.Settings(t, edsger)
		org.ResetJournal()
		destroy(t, tf, instance)
		if writes(org) != 0 || org.Settings(t, edsger)["country_code"] != before["country_code"] {
			t.Error("keep changed something")
		}
	})
}

// wantWritten expects what full says of edsger.
func wantWritten(t *testing.T, org *acctest.Org) {
	t.Helper()
	have := org.Settings(t, edsger)
	for key, want := range (values{"country_code": "46", "call_recording": true, "call_recording_mode": "On Demand", "voicemail": true,
		"widget": true, "after_last_route": "Voicemail", "notify_missed_calls": true, "notify_voicemails": false}) {
		if have[key] != want {
			t.Errorf("%s is %v, want %v", key, have[key], want)
		}
	}
	if got := deviceNames(t, org, edsger); !slices.Equal(got, []string{"Desk", "Soft"}) {
		t.Errorf("devices %v", got)
	}
	for _, device := range org.Devices(t, edsger) {
		if device["name"] == "Desk" && (device["number"] != "+4533120011" || device["type"] != "Office Phone") {
			t.Errorf("the desk phone is %v", device)
		}
		if device["name"] == "Soft" && have["acd_receiver"] != device["id"] {
			t.Errorf("the receiver is %v", have["acd_receiver"])
		}
	}
	if got := routeNames(t, org, edsger); !slices.Equal(got, []string{"Desk", "Soft"}) {
		t.Errorf("routes %v", got)
	}
	if status := org.PackageRow(t, "user_status", "name", "Available"); have["user_status"] != status["id"] {
		t.Errorf("the status is %v", have["user_status"])
	}
	if got := texts(t, org, "message", "text", edsger); len(got) != 2 || got["Edsger away"] != nil || got["Hello"] == nil {
		t.Errorf("messages %v", got)
	}
	if got := texts(t, org, "sms_template", "body", edsger); len(got) != 2 || got["Late"] != "I am late." {
		t.Errorf("templates %v", got)
	}
	three := slices.DeleteFunc(org.PackageRows(t, "three_way_call"), func(row values) bool { return row["user"] != org.UserID(t, edsger) })
	if len(three) != 1 {
		t.Errorf("%d rows allow three-way calls, want the one that was there", len(three))
	}
}

// A user without a row gets one; what the row of a custom setting would hide of
// the org's settings is taken over.
func TestFirstRow(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		if settings := org.Settings(t, marie); settings != nil {
			org.DeletePackage(t, "user_settings", settings["id"].(string))
		}
		config := values{"user_id": org.UserID(t, marie), "user_settings": object{"country_code": "44"}}
		instance := apply(t, tf, acctest.Instance{}, config)
		have := org.Settings(t, marie)
		inherits := org.Mapping()["user_settings"].Link == "SetupOwnerId"
		if have["country_code"] != "44" || have["voicemail"] != inherits || have["notify_missed_calls"] != inherits {
			t.Errorf("the row is %v", have)
		}
		settled(t, tf, instance, config)
		org.DeletePackage(t, "user_settings", have["id"].(string))
		after := refresh(t, tf, instance)
		plan := tf.Plan(resourceName, after, config)
		wantChanges(t, plan, after, "user_settings.country_code")
		if _, diags := tf.Apply(resourceName, plan); len(diags.Errors()) > 0 || org.Settings(t, marie)["country_code"] != "44" {
			t.Errorf("a row that was deleted is not made anew: %s", diags)
		}
	})
}

// The initial status is written by a creation and by nothing else.
func TestInitialStatus(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "user_settings": object{"initial_user_status": "Lunch", "widget": true}}
	instance := apply(t, tf, acctest.Instance{}, config)
	lunch := org.PackageRow(t, "user_status", "name", "Lunch")["id"]
	if got := org.Settings(t, marie)["user_status"]; got != lunch {
		t.Errorf("the status is %v, want %v", got, lunch)
	}
	settings := org.Settings(t, marie)["id"].(string)
	org.UpdatePackage(t, "user_settings", settings, values{"user_status": "Available"})
	settled(t, tf, instance, config)
	config["user_settings"] = object{"initial_user_status": "offline", "widget": false}
	wantOne(t, tf.NextWalk().Plan(resourceName, acctest.Instance{}, values{"user_id": config["user_id"],
		"user_settings": object{"initial_user_status": "On the moon"}}).Errors(), "On the moon", "Available, Lunch, Offline")
	apply(t, tf, instance, config)
	if got := org.Settings(t, marie)["user_status"]; got == lunch || org.Settings(t, marie)["widget"] != false {
		t.Errorf("an update wrote the status %v", got)
	}
}

// The numbers of a user are those that Fastcall would offer.
func TestPhoneNumbers(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		acctest.Leaver(t, org, edsger)
		for _, username := range []string{marie, edsger} {
			want, err := org.UsableNumbers(username)
			if err != nil || len(want) < 2 {
				t.Fatalf("%v, %v", want, err)
			}
			instance := apply(t, tf, acctest.Instance{}, values{"user_id": org.UserID(t, username)})
			var got []string
			for _, number := range instance.Values["phone_numbers"].([]any) {
				got = append(got, number.(string))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s may use %v, want %v", username, got, want)
			}
		}
	})
}
