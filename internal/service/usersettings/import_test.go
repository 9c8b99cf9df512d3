package usersettings_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// importOf imports and expects no error.
func importOf(t *testing.T, tf *acctest.Terraform, id string, identity values) acctest.Instance {
	t.Helper()
	instance, diags := tf.Import(resourceName, id, identity)
	noErrors(t, diags)
	return instance
}

var sectionNames = []string{"devices", "inbound_routing", "messages", "sms_templates", "user_settings"}

// configOf is the configuration that Terraform would generate for a state.
func configOf(instance acctest.Instance) values {
	config := values{"user_id": instance.Values["user_id"]}
	for _, name := range sectionNames {
		config[name] = instance.Values[name]
	}
	return config
}

// An import takes in all sections, after it a plan with what was found changes
// nothing, and one without sections forgets them without a write.
func TestImport(t *testing.T) {
	onGrounds(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		instance := importOf(t, tf, "username:"+marie, nil)
		settings := instance.Values["user_settings"].(object)
		routing := instance.Values["inbound_routing"].(object)
		if settings["country_code"] != "45" || settings["call_recording_mode"] != "all_calls" || settings["three_way_calls"] != false ||
			routing["after_last_route"] != "voicemail" || len(routing["routes"].([]any)) != 2 ||
			routing["acd_receiver"].(object)["device"] != "Marie's softphone" || len(instance.Values["devices"].(object)) != 2 {
			t.Errorf("imported %s", instance.Values.JSON())
		}
		wantChanges(t, tf.Plan(resourceName, instance, configOf(instance)), instance)
		settled(t, tf, instance, configOf(instance))

		org.ResetJournal()
		bare := values{"user_id": org.UserID(t, marie)}
		forgotten, plan := converge(t, tf, instance, bare)
		if got := plan.Changed(instance); !slices.Equal(got, sectionNames) {
			t.Errorf("plan changes %v", got)
		}
		if n := writes(org); n != 0 {
			t.Errorf("forgetting sections took %d writes", n)
		}
		settled(t, tf, forgotten, bare)
	})
}

// Members that are left out are forgotten without a write as well.
func TestImportThenLess(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	instance := importOf(t, tf, org.UserID(t, marie)[:15], nil)
	config := configOf(instance)
	config["user_settings"] = object{"voicemail": true}
	config["devices"] = object{"Marie's softphone": object{"type": "softphone"}, "Marie's mobile": object{"type": "mobile"}}
	config["inbound_routing"] = object{"routes": []any{object{"device_type": "softphone"}, object{"device": "Marie's mobile", "ring_time": 25}}}
	config["sms_templates"], config["messages"] = object{}, nil
	org.ResetJournal()
	instance = apply(t, tf, instance, config)
	if n := writes(org); n != 0 {
		t.Errorf("%d writes", n)
	}
	settled(t, tf, instance, config)
}

func TestImportOfSections(t *testing.T) {
	t.Parallel()
	org, tf := grounds[0].open(t)
	instance := importOf(t, tf, org.UserID(t, marie)+":devices,inbound_routing", nil)
	for _, name := range sectionNames {
		if managed := name == "devices" || name == "inbound_routing"; (instance.Values[name] != nil) != managed {
			t.Errorf("%s is %v", name, instance.Values[name])
		}
	}
	identity := values{"organization_id": instance.Identity["organization_id"], "user_id": org.UserID(t, marie)}
	if all := importOf(t, tf, "", identity); !maps.Equal(all.Identity, instance.Identity) || all.Values["user_settings"] == nil {
		t.Errorf("imported by identity %s", all.Values.JSON())
	}
	for id, words := range map[string][]string{
		org.UserID(t, marie) + ":gadgets": {"gadgets", "devices, inbound_routing"},
		"marie":                           {"is not a Salesforce record ID"},
		"username:nobody@acme.example":    {"no user with username"},
		"005gL000000ZZZZ":                 {"no user with user_id"},
	} {
		_, diags := tf.Import(resourceName, id, nil)
		wantOne(t, diags.Errors(), words...)
	}
	identity["organization_id"] = "00DgL0000000002"
	_, diags := tf.Import(resourceName, "", identity)
	wantOne(t, diags.Errors(), "00DgL0000000002")
}

// An org without Fastcall's objects has no settings to take in, and says so.
func TestImportFromBareOrg(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, acctest.Bare)
	tf := acctest.NewTerraform(t, org)
	instance, diags := tf.Import(resourceName, "username:"+marie, nil)
	noErrors(t, diags)
	wantOne(t, diags.Warnings(), "user_settings, devices, inbound_routing, messages, sms_templates", "schema_map")
	config := values{"user_id": instance.Values["user_id"], "devices": object{}}
	wantOne(t, tf.Plan(resourceName, instance, config).Errors(), "Device", "schema_map = {")
}
