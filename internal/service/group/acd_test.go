package group_test

import (
	"maps"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Every setting of the product is there, and fits the strategies that know it.
func TestACDSettingsFitTheStrategy(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	record := org.UserID(t, marie)
	settings := []struct {
		name  string
		value any
		fits  map[string]bool
		needs string
	}{
		{name: "introductory_message_id", value: record, fits: map[string]bool{"simulring": true, "round_robin": true, "round_robin_queue": true}},
		{name: "no_answer_ivr_id", value: record, fits: map[string]bool{"simulring": true, "round_robin": true, "round_robin_queue": true}},
		{name: "missed_call_owner_id", value: record, fits: map[string]bool{"simulring": true, "round_robin": true, "round_robin_queue": true}},
		{name: "ring_timeout", value: 20, fits: map[string]bool{"round_robin": true, "round_robin_queue": true}},
		{name: "repeat_times", value: 2, fits: map[string]bool{"round_robin": true, "round_robin_queue": true}},
		{name: "use_waiting_audio", value: true, fits: map[string]bool{"round_robin_queue": true}},
		{name: "waiting_message_id", value: record, fits: map[string]bool{"round_robin_queue": true}, needs: "use_waiting_audio"},
		{name: "say_position", value: true, fits: map[string]bool{"round_robin_queue": true}},
		{name: "position_message", value: "You are number", fits: map[string]bool{"round_robin_queue": true}, needs: "say_position"},
		{name: "waiting_menu_ivr_id", value: record, fits: map[string]bool{"round_robin_queue": true}},
	}
	for _, s := range settings {
		for _, strategy := range []string{"simulring", "round_robin", "round_robin_queue"} {
			t.Run(s.name+"/"+strategy, func(t *testing.T) {
				t.Parallel()
				acd := values{"strategy": strategy, "queue_no_answer_timeout": 60}
				if strategy != "simulring" {
					acd["ring_timeout"] = 15
				}
				if s.needs != "" && s.fits[strategy] {
					without := maps.Clone(acd)
					without[s.name] = s.value
					wantError(t, tf.Validate(resourceName, values{"name": "A", "acd": without}), s.name+" needs "+s.needs, `AttributeName("acd").AttributeName("`+s.name+`")`)
					acd[s.needs] = true
				}
				acd[s.name] = s.value
				diags := tf.Validate(resourceName, values{"name": "A", "acd": acd})
				if s.fits[strategy] {
					noErrors(t, diags)
					return
				}
				wantError(t, diags, s.name+" does not fit the strategy", "Strategy "+strategy)
			})
		}
	}
}

func TestACDSettingsThatCallsNeedAreRequired(t *testing.T) {
	t.Parallel()
	tf := acctest.NewTerraform(t, acctest.NewOrg(t))
	for strategy, missing := range map[string][]string{
		"simulring": {"queue_no_answer_timeout"}, "round_robin": {"ring_timeout", "queue_no_answer_timeout"},
		"round_robin_queue": {"ring_timeout", "queue_no_answer_timeout"},
	} {
		diags := tf.Validate(resourceName, values{"name": "A", "acd": values{"strategy": strategy}}).Errors()
		if len(diags) != len(missing) {
			t.Fatalf("%s: %d errors, want %d:\n%s", strategy, len(diags), len(missing), diags)
		}
		for i, name := range missing {
			wantError(t, diags[i:i+1], name+" is missing", "calls can fail without it")
		}
	}
	wantError(t, tf.Validate(resourceName, values{"name": "A", "acd": values{"strategy": "ring_all", "queue_no_answer_timeout": 1}}), "strategy")
}

// What a field of this org cannot hold is an error of the plan.
func TestValuesAreHeldAgainstTheFields(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	for name, c := range map[string]struct {
		config values
		words  []string
	}{
		"extension": {values{"name": "A", "extension": "12345678901"}, []string{"extension", "10 characters"}},
		"number": {values{"name": "A", "acd": values{"strategy": "simulring", "queue_no_answer_timeout": 3_000_000_000}},
			[]string{`AttributeName("acd").AttributeName("queue_no_answer_timeout")`, "too large"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantError(t, tf.Plan(resourceName, acctest.Instance{}, c.config).Diagnostics, append(c.words, "Cannot plan group A")...)
		})
	}
}

// A setting that is left out is not managed, also when the strategy changes.
func TestACDSettingsLeftOutStay(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		imported, diags := tf.Import(resourceName, nativeID(org, support), nil)
		noErrors(t, diags)
		acd, _ := imported.Values["acd"].(map[string]any)
		if acd["strategy"] != "round_robin" || acd["ring_timeout"] != int64(15) || acd["use_waiting_audio"] != nil {
			t.Errorf("ACD came in as %v", acd)
		}
		config := values{"name": "Fastcall Support", "acd": values{"strategy": "simulring", "queue_no_answer_timeout": 90}}
		group := change(t, tf, resourceName, imported, config)
		now := org.ACD(t, support)
		if now["strategy"] != "Simulring" || now["no_answer_ivr"] != id(t, org, "ivr", "After Hours") || now["ring_timeout"] != int64(15) {
			t.Errorf("ACD is %v", now)
		}
		settled(t, tf, group, config)
	})
}

// Where every transfer to a group carries its settings, all of them get the
// same ones, and one that deviates shows.
func TestEveryTransferGetsTheSettings(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, acctest.Reshaped)
	tf := acctest.NewTerraform(t, org, values{"schema_map": acctest.SchemaMap(org.Mapping())})
	second := org.InsertPackage(t, "ivr_action", values{"link": "After Hours", "type": "Call Transfer", "target_group": support})
	imported, diags := tf.Import(resourceName, support, nil)
	noErrors(t, diags)
	config := values{"name": "Fastcall Support", "acd": values{"strategy": "simulring", "queue_no_answer_timeout": 90}}
	group := change(t, tf, resourceName, imported, config)
	for _, row := range org.PackageRows(t, "acd") {
		if row["link"] == nativeID(org, support) && row["strategy"] != "Simulring" {
			t.Errorf("a transfer has %v", row["strategy"])
		}
	}
	settled(t, tf, group, config)
	org.UpdatePackage(t, "acd", second, values{"queue_no_answer_timeout": 10})
	drifted := refresh(t, tf, resourceName, group)
	wantChanges(t, tf.NextWalk().Plan(resourceName, drifted, config), drifted, "acd")
}

// An id of another kind of record is told by how it begins.
func TestRecordsOfAnotherKindAreRefused(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		message, ivr := id(t, org, "message", "Welcome"), id(t, org, "ivr", "Main Menu")
		plan := func(config values) acctest.Diagnostics {
			config["name"] = "Night Shift"
			return tf.NextWalk().Plan(resourceName, acctest.Instance{}, config).Diagnostics
		}
		acd := values{"strategy": "simulring", "queue_no_answer_timeout": 60, "no_answer_ivr_id": message}
		wantError(t, plan(values{"acd": acd}), message, "not the ID of a record of IVR", `AttributeName("no_answer_ivr_id")`)
		acd = values{"strategy": "simulring", "queue_no_answer_timeout": 60, "introductory_message_id": ivr}
		wantError(t, plan(values{"acd": acd}), ivr, "not the ID of a record of Message", `AttributeName("introductory_message_id")`)
		wantError(t, plan(values{"shared_recording_ids": []string{ivr}}), "of Message", `AttributeName("shared_recording_ids")`)
	})
}

// Settings that no configuration could hold are not taken in by an import.
func TestAnImportLeavesOutSettingsThatMakeNoWhole(t *testing.T) {
	inBothShapes(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		org.UpdatePackage(t, "acd", text(org.ACD(t, support)["id"]), values{"queue_no_answer_timeout": 0})
		group, diags := tf.Import(resourceName, support, nil)
		noErrors(t, diags)
		if group.Values["acd"] != nil {
			t.Errorf("acd is %v", group.Values["acd"])
		}
	})
}
