package usersettings_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Two resources for one user are an error, whichever is planned second; one
// that is replaced is planned twice and is no second one.
func TestTwoResourcesForAUser(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "user_settings": object{"voicemail": true}}
	other := values{"user_id": org.UserID(t, marie)[:15], "user_settings": object{"voicemail": false}}
	instance := apply(t, tf, acctest.Instance{}, config)
	imported := importOf(t, tf, org.UserID(t, marie), nil)
	for name, plans := range map[string]func(tf *acctest.Terraform) []*acctest.Plan{
		"two new": func(tf *acctest.Terraform) []*acctest.Plan {
			return []*acctest.Plan{tf.Plan(resourceName, acctest.Instance{}, config), tf.Plan(resourceName, acctest.Instance{}, other)}
		},
		"two new, written alike": func(tf *acctest.Terraform) []*acctest.Plan {
			return []*acctest.Plan{tf.Plan(resourceName, acctest.Instance{}, config), tf.Plan(resourceName, acctest.Instance{}, config)}
		},
		"old and new, written alike": func(tf *acctest.Terraform) []*acctest.Plan {
			return []*acctest.Plan{tf.Plan(resourceName, instance, config), tf.Plan(resourceName, acctest.Instance{}, config)}
		},
		"new and old": func(tf *acctest.Terraform) []*acctest.Plan {
			return []*acctest.Plan{tf.Plan(resourceName, acctest.Instance{}, other), tf.Plan(resourceName, instance, config)}
		},
		"old and taken": func(tf *acctest.Terraform) []*acctest.Plan {
			return []*acctest.Plan{tf.Plan(resourceName, instance, config), tf.Plan(resourceName, imported, configOf(imported))}
		},
	} {
		done := plans(tf.NextWalk())
		noErrors(t, done[0].Diagnostics)
		if errs := done[1].Errors(); len(errs) != 1 {
			t.Errorf("%s: %s", name, errs)
			continue
		}
		wantOne(t, done[1].Errors(), "Two resources have settings for this user", `"user_id"`)
	}
	tf = tf.NextWalk()
	noErrors(t, tf.Plan(resourceName, instance, config).Diagnostics)
	noErrors(t, tf.Plan(resourceName, acctest.Instance{Private: instance.Private}, config).Diagnostics)

	// Where plans do not know the user yet, whichever is applied second is refused.
	first, second := tf.NextWalk().Plan(resourceName, acctest.Instance{}, config), tf.NextWalk().Plan(resourceName, acctest.Instance{}, config)
	tf = tf.NextWalk()
	_, diags := tf.Apply(resourceName, first)
	noErrors(t, diags)
	_, diags = tf.Apply(resourceName, second)
	wantOne(t, diags.Errors(), "Two resources have settings for this user")
}

// What one instance has written in a walk, another that goes in the same walk
// does not reset: with create_before_destroy the old one goes last.
func TestResetOfReplaced(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "on_destroy": "reset", "user_settings": object{"country_code": "47"}}
	old := apply(t, tf, acctest.Instance{}, config)
	tf = tf.NextWalk()
	instance := apply(t, tf, acctest.Instance{}, config)
	_, diags := tf.Apply(resourceName, tf.Plan(resourceName, old, nil))
	noErrors(t, diags)
	wantOne(t, diags.Warnings(), "were not reset", "another instance")
	if got := org.Settings(t, marie)["country_code"]; got != "47" {
		t.Errorf("the old instance left %v", got)
	}
	destroy(t, tf, instance)
	if got := org.Settings(t, marie)["country_code"]; got != nil {
		t.Errorf("the reset left %v", got)
	}
}

// Another spelling of a number or an id is no change, in a plan as in the org.
func TestSpellings(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	greeting := org.GiveRecording(t, marie, "Greeting")
	config := func(id, greeting, number string) values {
		return values{"user_id": id, "user_settings": object{"voicemail_greeting_id": greeting},
			"devices": object{"Marie's softphone": object{"type": "Softphone"}, "Marie's mobile": object{"type": "mobile", "number": number}}}
	}
	first := config(org.UserID(t, marie), greeting, "+4520100001")
	instance := apply(t, tf, acctest.Instance{}, first)
	second := config(org.UserID(t, marie)[:15], greeting[:15], "+45 20 10 00 01")
	wantChanges(t, tf.Plan(resourceName, instance, second), instance)
	mobile := org.PackageRow(t, "device", "name", "Marie's mobile")["id"].(string)
	org.UpdatePackage(t, "device", mobile, values{"number": "+45-2010-0001"})
	settled(t, tf, instance, second)
	org.UpdatePackage(t, "device", mobile, values{"number": "+4520100009"})
	after := refresh(t, tf, instance)
	wantChanges(t, tf.Plan(resourceName, after, second), after, "devices.Marie's mobile")
}

// An import leaves out what no configuration could say, so that a generated
// one is valid and changes nothing.
func TestImportOfOddities(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	org.UpdatePackage(t, "device", org.PackageRow(t, "device", "name", "Marie's mobile")["id"].(string), values{"number": "2010 0001"})
	org.UpdatePackage(t, "inbound_route", org.Routes(t, marie)[0]["id"].(string), values{"ring_time": 0})
	org.InsertPackage(t, "sms_template", values{"name": "Blank", "link": marie})
	instance := importOf(t, tf, org.UserID(t, marie), nil)
	noErrors(t, tf.Validate(resourceName, configOf(instance)))
	settled(t, tf, instance, configOf(instance))
	config := configOf(instance)
	config["user_settings"].(object)["country_code"] = "46"
	org.ResetJournal()
	instance = apply(t, tf, instance, config)
	if n := writes(org); n != 1 || org.Routes(t, marie)[0]["ring_time"] != int64(0) {
		t.Errorf("%d writes, routes %v", n, org.Routes(t, marie))
	}
	settled(t, tf, instance, config)
}

// A null where an element is needed is refused.
func TestNullElements(t *testing.T) {
	t.Parallel()
	tf := acctest.NewTerraform(t, nil)
	for _, config := range []values{
		{"devices": object{"a": nil}}, {"messages": object{"a": nil}}, {"sms_templates": object{"a": nil}}, {"extra_fields": object{"a": nil}},
		{"inbound_routing": object{"routes": []any{nil}}},
	} {
		config["user_id"] = "005xx000001SwiUAAS"
		if len(tf.Validate(resourceName, config).Errors()) == 0 {
			t.Errorf("%v is not refused", config)
		}
	}
}

// Taking the messages out of the configuration leaves them to the user, also
// when the resource goes.
func TestResetLeavesForgottenMessages(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	config := values{"user_id": org.UserID(t, marie), "on_destroy": "reset", "messages": object{"Hello": object{"text": "Hello"}}}
	instance := apply(t, tf, acctest.Instance{}, config)
	delete(config, "messages")
	destroy(t, tf, apply(t, tf, instance, config))
	if got := texts(t, org, "message", "text", marie); len(got) != 1 {
		t.Errorf("messages %v", got)
	}
}

// Of two rows nobody knows which holds the receiver.
func TestSeveralRowsOfReceiver(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	org.InsertPackage(t, "user_settings", values{"link": marie})
	config := values{"user_id": org.UserID(t, marie), "inbound_routing": object{"acd_receiver": object{"device_type": "mobile"}}}
	wantOne(t, tf.Plan(resourceName, acctest.Instance{}, config).Errors(), "2 rows of FastCall__User_Settings__c", "inbound_routing")
}

// Choices may be written in any language, and a number must not have more
// decimals than its field, which would round it.
func TestExtraFieldsOfAllKinds(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t, withExtras, func(seed *acctest.Seed) {
		for i := range seed.Objects {
			for j := range seed.Objects[i].Fields {
				if field := &seed.Objects[i].Fields[j]; field.Name == "Theme__c" {
					field.Values = []string{"暗い", "明るい"}
				}
			}
		}
	})
	config := values{"user_id": org.UserID(t, marie), "extra_fields": object{"Theme__c": "明るい", "Ring_Volume__c": "7.50"}}
	instance := apply(t, tf, acctest.Instance{}, config)
	found, _ := org.Find(org.Mapping()["user_settings"].Object, "Id", org.Settings(t, marie)["id"])
	if found["Theme__c"] != "明るい" {
		t.Errorf("the choice is %v", found["Theme__c"])
	}
	settled(t, tf, instance, config)
	for field, text := range map[string]string{"Ring_Volume__c": "7.55", "Theme__c": "普通"} {
		config["extra_fields"] = object{field: text}
		wantOne(t, tf.Plan(resourceName, instance, config).Errors(), field)
	}
}
