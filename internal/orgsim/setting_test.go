package orgsim_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// settingSeed is a bare org with one hierarchical custom setting.
func settingSeed() orgsim.Seed {
	seed := orgsim.Bare(orgsim.DefaultSeed())
	seed.Objects = []orgsim.CustomObject{{Name: "Limits__c", Label: "Limits", Setting: "hierarchy",
		Fields: []orgsim.CustomField{
			{Name: "Seconds__c", Label: "Seconds", Type: "int", Precision: 3},
			{Name: "Rate__c", Label: "Rate", Type: "double", Precision: 5, Scale: 2},
			{Name: "Strict__c", Label: "Strict", Type: "boolean", Default: true},
		},
		Rows: []map[string]any{
			{"SetupOwnerId": "Acme", "Seconds__c": 30}, {"SetupOwnerId": "Standard User", "Seconds__c": 20},
			{"SetupOwnerId": "marie@acme.example", "Seconds__c": 10, "Strict__c": false},
		},
	}}
	return seed
}

// A row of a hierarchical custom setting is for the org, a profile or a user, of each only one, and stays there.
func TestHierarchicalSetting(t *testing.T) {
	const path = "/sobjects/Limits__c"
	c := start(t, settingSeed())
	_, body := c.call("GET", path+"/describe", nil)
	described := body.(map[string]any)
	owner := fieldOf(described, "SetupOwnerId")
	if described["customSetting"] != true || fieldOf(described, "OwnerId") != nil || owner["createable"] != true ||
		owner["updateable"] != false || owner["nillable"] != false || owner["unique"] != true || len(owner["referenceTo"].([]any)) != 3 {
		t.Errorf("SetupOwnerId is described as %v", owner)
	}
	for owner, want := range map[string]int64{"00DgL0000000001": 30, c.id("Profile", "Name", "Standard User"): 20, c.user("marie"): 10} {
		if row := c.query("SELECT Seconds__c FROM Limits__c WHERE SetupOwnerId = '" + owner + "'"); row[0]["Seconds__c"] != float64(want) {
			t.Errorf("%s has %v", owner, row)
		}
	}

	status, body := c.call("POST", path, map[string]any{"SetupOwnerId": c.user("ada"), "Seconds__c": 5})
	id := c.done(status, body)["id"].(string)
	if row, _ := c.org.Find("Limits__c", "Id", id); row["Strict__c"] != true || row["Name"] == nil {
		t.Errorf("the new row is %v", row)
	}
	c.refusedAll(t, [][]any{
		{"POST", path, map[string]any{"SetupOwnerId": c.user("ada")}, 400, "DUPLICATE_VALUE"},
		{"POST", path, map[string]any{"SetupOwnerId": "00DgL0000000001"}, 400, "DUPLICATE_VALUE"},
		{"POST", path, map[string]any{"Seconds__c": 1}, 400, "REQUIRED_FIELD_MISSING"},
		{"POST", path, map[string]any{"SetupOwnerId": c.id("Group", "DeveloperName", "Fastcall_Sales")}, 400, "FIELD_INTEGRITY_EXCEPTION"},
		{"PATCH", path + "/" + id, map[string]any{"SetupOwnerId": c.user("grace")}, 400, "INVALID_FIELD_FOR_INSERT_UPDATE"},
		{"PATCH", path + "/" + id, map[string]any{"Seconds__c": 1000}, 400, "NUMBER_OUTSIDE_VALID_RANGE"},
		{"PATCH", path + "/" + id, map[string]any{"Rate__c": -1000}, 400, "NUMBER_OUTSIDE_VALID_RANGE"},
	})
	if status, body = c.call("DELETE", path+"/"+id, nil); status != 204 {
		t.Errorf("delete answered %d %v", status, body)
	}
	status, body = c.call("POST", path, map[string]any{"SetupOwnerId": c.user("ada")})
	c.done(status, body)
	if rows := c.query("SELECT QualifiedApiName FROM EntityDefinition WHERE IsCustomSetting = true"); len(rows) != 1 {
		t.Errorf("custom settings are %v", rows)
	}
}

// S1: a custom setting is a custom object to the platform, so it does not mix with setup rows.
func TestSettingIsNotSetup(t *testing.T) {
	c := start(t, settingSeed())
	status, body := c.call("POST", "/composite/graph", graphs([]any{
		node("POST", "/sobjects/UserPackageLicense", "seat", c.seat(c.user("ada"))),
		node("POST", "/sobjects/Limits__c", "setting", map[string]any{"SetupOwnerId": c.user("ada")}),
	}))
	if got := outcomes(t, body); status != 200 || got[1] != "400 MIXED_DML_OPERATION" {
		t.Errorf("got %d %v", status, got)
	}
}

// S27: describe says how long numbers are.
func TestNumbersDescribed(t *testing.T) {
	c := start(t, settingSeed())
	_, body := c.call("GET", "/sobjects/Limits__c/describe", nil)
	seconds, rate := fieldOf(body.(map[string]any), "Seconds__c"), fieldOf(body.(map[string]any), "Rate__c")
	if seconds["digits"] != 3.0 || seconds["precision"] != 0.0 || rate["precision"] != 5.0 || rate["scale"] != 2.0 {
		t.Errorf("described as %v, %v", seconds, rate)
	}
	if strict := fieldOf(body.(map[string]any), "Strict__c"); strict["defaultValue"] != true {
		t.Errorf("described as %v", strict)
	}
}

func TestSettingsRefused(t *testing.T) {
	field := func(f orgsim.CustomField) orgsim.CustomObject {
		f.Name = "B__c"
		return orgsim.CustomObject{Name: "A__c", Fields: []orgsim.CustomField{f}}
	}
	refusedObjects(t, map[string]orgsim.CustomObject{
		"kind of custom setting": {Name: "A__c", Setting: "list"},
		"no User named":          {Name: "A__c", Setting: "hierarchy", Rows: []map[string]any{{"SetupOwnerId": "nobody"}}},
		"only a boolean":         field(orgsim.CustomField{Default: true}),
		"has a precision":        field(orgsim.CustomField{Precision: 3}),
		"at most 18":             field(orgsim.CustomField{Type: "double", Precision: 19}),
		"only a string":          field(orgsim.CustomField{Type: "phone", Holds: []string{"User"}}),
		"no object":              field(orgsim.CustomField{Holds: []string{"Team"}}),
	})
}
