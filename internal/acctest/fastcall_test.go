package acctest_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

const (
	marie = "marie@acme.example"
	ada   = "ada@acme.example"
)

// everyShape are the orgs that keep the package's data in different ways.
var everyShape = map[string][]func(*acctest.Seed){
	"default": nil, "renamed": {acctest.Renamed}, "reshaped": {acctest.Reshaped},
	"renamed reshaped": {acctest.Renamed, acctest.Reshaped},
}

func inEveryShape(t *testing.T, test func(*testing.T, *acctest.Org)) {
	t.Helper()
	for name, edits := range everyShape {
		t.Run(name, func(t *testing.T) { test(t, acctest.NewOrg(t, edits...)) })
	}
}

// What a test reads is the same in every shape.
func TestAlikeInEveryShape(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org) {
		settings := org.Settings(t, marie)
		device := org.PackageRow(t, "device", "name", "Marie's softphone")["id"]
		if settings["call_recording_mode"] != "All Calls" || settings["acd_receiver"] != device || settings["voicemail"] != true ||
			settings["link"] != org.UserID(t, marie) {
			t.Errorf("settings are %v", settings)
		}
		if n := len(org.PackageRows(t, "user_settings")); n != 2 {
			t.Errorf("%d users have settings", n)
		}
		routes := org.Routes(t, marie)
		if len(routes) != 2 || routes[0]["device"] != device || routes[1]["ring_time"] != int64(25) {
			t.Errorf("routes are %v", routes)
		}
		support := org.FastcallGroup(t, "Fastcall Support")
		if support["extension"] != "601" || org.Number(t, "+4570100002")["assigned_group"] != support["link"] {
			t.Errorf("the group is %v", support)
		}
		if acd := org.ACD(t, "Fastcall Support"); acd["strategy"] != "Round Robin" || acd["queue_no_answer_timeout"] != int64(60) ||
			acd["no_answer_ivr"] != org.PackageRow(t, "ivr", "name", "After Hours")["id"] {
			t.Errorf("ACD is %v", acd)
		}
		if org.Settings(t, ada) != nil || len(org.Devices(t, marie)) != 2 {
			t.Error("the settings or the devices are somebody else's")
		}
	})
}

// What a test writes is too.
func TestWriteInEveryShape(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org) {
		id := org.InsertPackage(t, "user_settings", acctest.Values{"link": ada, "country_code": "46", "user_status": "Lunch"})
		org.UpdatePackage(t, "inbound_routing", id, acctest.Values{"notify_voicemails": true})
		if row := org.Settings(t, ada); row["country_code"] != "46" || row["notify_voicemails"] != true ||
			row["user_status"] != org.PackageRow(t, "user_status", "name", "Lunch")["id"] {
			t.Errorf("settings are %v", row)
		}
		org.DeletePackage(t, "user_settings", id)
		if row := org.Settings(t, ada); row != nil {
			t.Errorf("settings are %v", row)
		}
		org.AssignNumber(t, "+4570100003", "Fastcall Sales")
		sales := org.FastcallGroup(t, "Fastcall Sales")["link"]
		if got := org.Number(t, "+4570100003")["assigned_group"]; got != sales {
			t.Errorf("the number is assigned to %v, want %v", got, sales)
		}
		org.AssignNumber(t, "+4570100003", ada)
		org.AssignNumber(t, "+4570100003", "")
		if row := org.Number(t, "+4570100003"); row["assigned_user"] != nil || row["assigned_group"] != nil {
			t.Errorf("the number is %v", row)
		}
		owner := org.InsertPackage(t, "ivr_action", acctest.Values{"type": "Voicemail", "missed_call_owner": ada})
		if row := org.PackageRow(t, "ivr_action", "missed_call_owner", ada); row["id"] != owner {
			t.Errorf("the action is %v", row)
		}
	})
}

// A leaver has exactly what is said, whatever he had before.
func TestLeaver(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org) {
		for _, username := range []string{marie, ada, "edsger@acme.example"} {
			made := acctest.Leaver(t, org, username)
			err := org.ReleaseThroughFastcall(username)
			var refused *orgsim.ReleaseError
			if !errors.As(err, &refused) {
				t.Fatalf("the error is %v", err)
			}
			count := map[string]int{}
			for _, b := range refused.Blockers {
				count[b.Section]++
			}
			if got := fmt.Sprint(count); got != "map[ivr_action:1 membership:2 message:2 number_access:1 phone_number:2]" {
				t.Errorf("%s is held back by %s", username, got)
			}
			if parts := org.Parts(t, username); !parts.Licensed || !reflect.DeepEqual(parts.Groups, made.Groups) {
				t.Errorf("%s holds %+v", username, parts)
			}
		}
	})
}

// A schema map says everything but the history, as a value and as HCL.
func TestSchemaMap(t *testing.T) {
	org := acctest.NewOrg(t, acctest.Renamed, acctest.Reshaped)
	values := acctest.SchemaMap(org.Seed.Mapping)
	if _, there := values[orgsim.HistorySection]; there || len(values) != len(org.Seed.Mapping)-1 {
		t.Errorf("the map is %v", values)
	}
	group := values["group"].(map[string]any)
	if group["link"] != org.Seed.Mapping["group"].Link || group["fields"].(map[string]any)["extension"] == nil {
		t.Errorf("the group is %v", group)
	}
	text := acctest.SchemaMapHCL(org.Seed.Mapping)
	for _, want := range []string{"acd = {", `link   = "SetupOwnerId"`, `object = "FastCall__Settings__c"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if org := acctest.NewOrg(t, acctest.Bare); len(org.Seed.Mapping) != 0 || acctest.SchemaMapHCL(org.Seed.Mapping) != "schema_map = {\n  }" {
		t.Error("a bare org has a schema map")
	}
}
