package usersettings_test

import (
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Reset takes back what is managed and leaves the rest: recordings, templates
// of the user's own, fields that are not managed.
func TestReset(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		inherits := org.Mapping()["user_settings"].Link == "SetupOwnerId"
		config := full(org, t, edsger)
		config["on_destroy"] = "reset"
		instance := apply(t, tf, acctest.Instance{}, config)
		org.ResetJournal()
		destroy(t, tf, instance)
		if n := writes(org); n != 1 {
			t.Errorf("%d writes", n)
		}
		have := org.Settings(t, edsger)
		for key, want := range (values{"country_code": nil, "call_recording": false, "call_recording_mode": nil, "voicemail": inherits, "widget": false,
			"after_last_route": nil, "acd_receiver": nil, "notify_missed_calls": inherits}) {
			if have[key] != want {
				t.Errorf("%s is %v, want %v", key, have[key], want)
			}
		}
		if have["user_status"] == nil {
			t.Error("the status was reset")
		}
		if len(org.Devices(t, edsger))+len(org.Routes(t, edsger)) != 0 {
			t.Error("devices or routes stay")
		}
		if got := texts(t, org, "message", "text", edsger); len(got) != 1 || len(texts(t, org, "sms_template", "body", edsger)) != 1 {
			t.Errorf("messages %v", got)
		}
		destroy(t, tf, instance) // Again, after an answer that Terraform never saw.
	})
}

// What is not managed keeps its devices, and a reset says so.
func TestResetLeavesDevicesInUse(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "on_destroy": "reset", "user_settings": object{"voicemail": true},
		"devices": object{"Marie's softphone": object{"type": "softphone"}, "Marie's mobile": object{"type": "mobile"}, "Tablet": object{"type": "mobile"}}}
	instance := apply(t, tf, acctest.Instance{}, config)
	wantOne(t, destroy(t, tf, instance).Warnings(), "Devices stay", "Marie's mobile, Marie's softphone")
	if got := deviceNames(t, org, marie); !slices.Equal(got, []string{"Marie's mobile", "Marie's softphone"}) {
		t.Errorf("devices %v", got)
	}
	if org.Settings(t, marie)["call_recording"] != true {
		t.Error("a field that is not managed was reset")
	}
}

// The settings of somebody who was released before are reset all the same.
func TestResetAfterRelease(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, edsger), "on_destroy": "reset", "user_settings": object{"country_code": "45"},
		"sms_templates": object{"Late": object{"body": "Late."}}}
	instance := apply(t, tf, acctest.Instance{}, config)
	org.TakeSeat(t, edsger)
	org.TakePermissionSet(t, edsger, "FastCall_User")
	org.SetCallCenter(t, edsger, "")
	destroy(t, tf, instance)
	if have := org.Settings(t, edsger); have["country_code"] != nil {
		t.Errorf("settings are %v", have)
	}
}

// What leaves a map is deleted: templates, and of messages those that were made
// here.
func TestTakenOutOfMaps(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	org.InsertPackage(t, "message", values{"name": "Found", "link": marie, "text": "found"})
	org.GiveTemplate(t, marie, "Found")
	config := values{"user_id": org.UserID(t, marie),
		"messages":      object{"Found": object{"text": "taken over"}, "Made": object{"text": "made"}, "Other": object{"text": "made"}},
		"sms_templates": object{"Found": object{"body": "taken over"}, "Made": object{"body": "made"}}}
	instance := apply(t, tf, acctest.Instance{}, config)
	if got := texts(t, org, "message", "text", marie); got["Found"] != "taken over" || len(got) != 3 {
		t.Errorf("messages %v", got)
	}
	config["messages"], config["sms_templates"] = object{"Other": object{"text": "made"}}, object{}
	instance = apply(t, tf, instance, config)
	if got := texts(t, org, "message", "text", marie); len(got) != 2 || got["Found"] == nil || got["Other"] == nil {
		t.Errorf("messages %v", got)
	}
	if got := texts(t, org, "sms_template", "body", marie); len(got) != 0 {
		t.Errorf("templates %v", got)
	}
	org.InsertPackage(t, "message", values{"name": "Made", "link": marie, "text": "by the user"})
	config["messages"] = object{"Made": object{"text": "by the user"}, "Other": object{"text": "made"}}
	instance = apply(t, tf, instance, config)
	config["messages"] = nil
	settled(t, tf, apply(t, tf, instance, config), config)
	if got := texts(t, org, "message", "text", marie); len(got) != 3 {
		t.Errorf("taking out the whole map left %v", got)
	}
	config["messages"] = object{}
	apply(t, tf, instance, config)
	if got := texts(t, org, "message", "text", marie); len(got) != 2 || got["Made"] == nil || got["Other"] != nil {
		t.Errorf("messages %v", got)
	}
}

// What a creation may have made whose outcome nobody could look at, a reset
// takes back, and nothing that the user had before.
func TestResetAfterALostCreation(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "on_destroy": "reset", "messages": object{"Away": object{"text": "Back soon."}},
		"sms_templates": object{"Found": object{"body": "found"}}}
	org.GiveTemplate(t, marie, "Found")
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	write := acctest.Fault{Effect: acctest.Admin, Path: "/composite", Verb: "create", Do: acctest.Hand(func() {
		org.AddFault(acctest.Fault{Effect: acctest.DailyLimit, Verb: "query", Times: 1000})
	})}
	org.AddFault(write)
	write.Effect, write.Do = acctest.ResetAfter, nil
	org.AddFault(write)
	lost, diags := tf.NextWalk().Apply(resourceName, plan)
	org.ClearFaults()
	wantOne(t, diags.Warnings(), "are in the state all the same", "terraform untaint")
	if len(diags.Errors()) != 1 || texts(t, org, "message", "text", marie)["Away"] == nil || lost.Values == nil {
		t.Fatalf("the creation says\n%s", diags)
	}
	wantLeft := func(found bool) {
		t.Helper()
		message, template := texts(t, org, "message", "text", marie)["Away"], texts(t, org, "sms_template", "body", marie)["Found"]
		if message != nil || (template != nil) != found {
			t.Errorf("message %v, template %v", message, template)
		}
	}
	destroy(t, tf, lost)
	wantLeft(true)
	destroy(t, tf, apply(t, tf.NextWalk(), acctest.Instance{}, config))
	wantLeft(false)
	// After terraform untaint, what is missing is written in place.
	destroy(t, tf, apply(t, tf.NextWalk(), lost, config))
	wantLeft(false)
}
