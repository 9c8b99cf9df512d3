package usersettings_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What an apply could not write is an error of the plan, at the attribute that
// is at fault.
func TestPlanRefuses(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 81)
	for name, c := range map[string]struct {
		config values
		words  []string
	}{
		"country code too long": {values{"user_settings": object{"country_code": "+45-12"}}, []string{`"country_code"`, "holds 5 characters"}},
		"no recording mode":     {values{"user_settings": object{"call_recording_mode": "sometimes"}}, []string{"call_recording_mode", "all_calls, inbound, on_demand, outbound"}},
		"what follows":          {values{"inbound_routing": object{"after_last_route": "ivr"}}, []string{"after_last_route", "hang_up, voicemail"}},
		"no device type":        {values{"devices": object{"Fax": object{"type": "fax"}}, "inbound_routing": object{"routes": []any{}, "acd_receiver": object{"device": "Fax"}}}, []string{`"Fax"`, "mobile, office_phone, softphone"}},
		"long device name":      {values{"devices": object{long: object{"type": "mobile"}}, "inbound_routing": object{"routes": []any{}, "acd_receiver": object{"device": long}}}, []string{"between 1 and 80"}},
		"long ring time":        {values{"inbound_routing": object{"routes": []any{object{"device_type": "mobile", "ring_time": 1 << 40}}}}, []string{"ring_time", "too large"}},
		"name with a space":     {values{"sms_templates": object{"Late ": object{"body": "Late."}}}, []string{`"Late "`, "no space at either end"}},
		"no such device": {values{"inbound_routing": object{"routes": []any{object{"device_type": "mobile"}, object{"device": "Fax"}}}},
			[]string{"routes", "ElementKeyInt(1)", `called "Fax"`, `"Marie's mobile" (mobile)`}},
		"no device of the type":  {values{"inbound_routing": object{"acd_receiver": object{"device_type": "office_phone"}}}, []string{"acd_receiver", "device_type", `of type "office_phone"`}},
		"no such type of device": {values{"inbound_routing": object{"acd_receiver": object{"device_type": "fax"}}}, []string{"device_type", "no choice"}},
		"device not in devices": {values{"devices": object{"Desk": object{"type": "office_phone"}}, "inbound_routing": object{
			"routes": []any{object{"device": "Marie's mobile"}}, "acd_receiver": object{"device": "Desk"}}}, []string{`called "Marie's mobile"`, `Devices: "Desk" (office_phone).`}},
		"recording that is not there": {values{"messages": object{"Greeting": object{}}}, []string{`no message "Greeting"`, "cannot be made"}},
		"long template":               {values{"sms_templates": object{"Long": object{"body": strings.Repeat("x", 4001)}}}, []string{"sms_templates", "holds 4000 characters"}},
		"no user status":              {values{"user_settings": object{"initial_user_status": "busy"}}, []string{"initial_user_status", "Available, Lunch, Offline"}},
		"extra field unknown":         {values{"extra_fields": object{"FastCall__Ring_Volume__c": "7"}}, []string{"extra_fields", "has no field FastCall__Ring_Volume__c"}},
		"extra field with argument":   {values{"extra_fields": object{"FastCall__Country_Code__c": "7"}}, []string{"stands for user_settings.country_code"}},
		"extra field read-only":       {values{"extra_fields": object{"CreatedDate": "2026-11-22"}}, []string{"may not write field CreatedDate"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, tf := grounds[0].open(t)
			c.config["user_id"] = org.UserID(t, marie)
			wantOne(t, tf.Plan(resourceName, acctest.Instance{}, c.config).Errors(), c.words...)
		})
	}
}

// A text would replace a recording.
func TestTextForRecording(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, edsger), "messages": object{"Edsger away": object{"text": "away"}}}
	wantOne(t, tf.Plan(resourceName, acctest.Instance{}, config).Errors(), "is a recording", "Leave text out")
}

func TestValidate(t *testing.T) {
	t.Parallel()
	tf := acctest.NewTerraform(t, nil)
	for word, config := range map[string]values{
		"Only one of device and device_type": {"inbound_routing": object{"acd_receiver": object{"device": "a", "device_type": "mobile"}}},
		"Missing device or device_type":      {"inbound_routing": object{"acd_receiver": object{}}},
		"ring_time":                          {"inbound_routing": object{"routes": []any{object{"device": "a", "ring_time": 0}}}},
		"begins with 005":                    {"user_id": "00G000000000001"},
		"does not begin with +":              {"devices": object{"a": object{"type": "mobile", "number": "20100001"}}},
		"apply_mode":                         {"apply_mode": "merge"},
		"on_destroy":                         {"on_destroy": "delete"},
		"Missing type":                       {"devices": object{"a": object{}}},
		"Missing body":                       {"sms_templates": object{"a": object{}}},
		"country_code is blank":              {"user_settings": object{"country_code": ""}},
	} {
		if config["user_id"] == nil {
			config["user_id"] = "005xx000001SwiUAAS"
		}
		if errs := tf.Validate(resourceName, config).Errors(); len(errs) == 0 || !strings.Contains(errs.String(), word) {
			t.Errorf("%v: want %q, got:\n%s", config, word, errs)
		}
	}
}

// What is not known yet is not checked and not an error; the apply checks it.
func TestUnknownValues(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	u := acctest.Unknown
	for name, config := range map[string]values{
		"user":     {"user_id": u, "user_settings": object{"voicemail": true}, "inbound_routing": object{"acd_receiver": object{"device": "any"}}},
		"sections": {"user_id": org.UserID(t, marie), "user_settings": u, "devices": u, "inbound_routing": u, "messages": u, "sms_templates": u, "extra_fields": u},
		"members": {"user_id": org.UserID(t, marie), "user_settings": object{"voicemail": u, "country_code": u, "initial_user_status": u, "three_way_calls": u},
			"devices":         object{"Desk": object{"type": u, "number": u}},
			"inbound_routing": object{"routes": u, "acd_receiver": u}, "messages": object{"Gone": object{"text": u}},
			"sms_templates": object{"Late": object{"body": u}}, "extra_fields": object{"Whatever__c": u}},
		"choices": {"user_id": org.UserID(t, marie), "inbound_routing": object{"acd_receiver": object{"device": u},
			"routes": []any{object{"device": u, "ring_time": u}, object{"device_type": "mobile", "ring_time": 5}}}},
		"elements": {"user_id": org.UserID(t, marie), "devices": object{"Desk": u}, "messages": object{"a": u}, "sms_templates": object{"a": u},
			"inbound_routing": object{"routes": []any{u}}, "extra_fields": object{"a": u}},
		"policies": {"user_id": org.UserID(t, marie), "apply_mode": u, "on_destroy": u},
	} {
		noErrors(t, tf.Validate(resourceName, config))
		noErrors(t, tf.NextWalk().Plan(resourceName, acctest.Instance{}, config).Diagnostics)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	blind := acctest.NewTerraform(t, org, values{"client_secret": u})
	plan := blind.Plan(resourceName, acctest.Instance{}, full(org, t, marie))
	noErrors(t, plan.Diagnostics)
	instance := apply(t, tf, acctest.Instance{}, values{"user_id": org.UserID(t, marie), "user_settings": object{"voicemail": true}})
	if kept := refresh(t, blind, instance); kept.Values.JSON() != instance.Values.JSON() {
		t.Errorf("read without an org: %s", kept.Values.JSON())
	}
}

// Settings are for Fastcall users: the plan warns of others, because the same
// apply may onboard them, and the apply refuses them.
func TestNoFastcallUser(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, ada), "user_settings": object{"voicemail": true}}
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	noErrors(t, plan.Diagnostics)
	wantOne(t, plan.Warnings(), "ada@acme.example", "is no Fastcall user", "fastcall_user.NAME.id")
	org.ResetJournal()
	_, diags := tf.Apply(resourceName, plan)
	wantOne(t, diags.Errors(), "is no Fastcall user", "user_id")
	if writes(org) != 0 || org.Settings(t, ada) != nil {
		t.Error("settings were written")
	}

	tf = tf.NextWalk()
	joiner := tf.Plan("fastcall_user", acctest.Instance{}, values{"username": ada})
	noErrors(t, joiner.Diagnostics)
	plan = tf.Plan(resourceName, acctest.Instance{}, config)
	if len(plan.Diagnostics) > 0 {
		t.Logf("the plan of the joiner's settings:\n%s", plan.Diagnostics)
	}
	if _, diags = tf.Apply("fastcall_user", joiner); len(diags.Errors()) > 0 {
		t.Fatal(diags)
	}
	instance, diags := tf.Apply(resourceName, plan)
	noErrors(t, diags)
	settled(t, tf, instance, config)
}

// A plan for another org's settings, and one for another user.
func TestBoundToOrgAndUser(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie)[:15], "user_settings": object{"voicemail": false}}
	instance := apply(t, tf, acctest.Instance{}, config)
	config["user_id"] = org.UserID(t, marie)
	instance = apply(t, tf, instance, config)
	config["user_id"] = org.UserID(t, edsger)
	if plan := tf.Plan(resourceName, instance, config); len(plan.Replace) != 1 {
		t.Errorf("another user replaces because of %v", plan.Replace)
	}
	twin := acctest.NewTerraform(t, acctest.NewOrg(t, acctest.AnotherOrg))
	_, diags := twin.Read(resourceName, instance)
	wantOne(t, diags.Errors(), "belongs to org")
}
