package orgsim_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func groupedSeed() orgsim.Seed {
	s := orgsim.DefaultSeed()
	s.PermissionSetGroups = []orgsim.PermissionSetGroup{{Name: "Telephony", Label: "Telephony",
		PermissionSets: []string{"FastCall__FastCall_User"}}}
	s.Users[4].PermissionSetGroups = []string{"Telephony"} // Marie.
	return s
}

func TestAssignment(t *testing.T) {
	assignments := at("/sobjects/PermissionSetAssignment")
	of := func(user, set string) func(*client) any {
		return func(c *client) any { return c.assignment(user, set) }
	}
	runRules(t, groupedSeed, []ruleCase{
		{name: "S45 duplicate", path: assignments, body: of("marie", "FastCall_User"), status: 400, code: "DUPLICATE_VALUE"},
		{name: "S47 the user license forbids", path: assignments, body: of("integration", "FastCall_User"), status: 400,
			code: "FIELD_INTEGRITY_EXCEPTION"},
		{name: "S47 guest user", path: assignments, status: 400, code: "FIELD_INTEGRITY_EXCEPTION",
			body: func(c *client) any {
				return map[string]any{"AssigneeId": c.id("User", "UserType", "Guest"), "PermissionSetId": c.set("FastCall_User")}
			}},
		{name: "K-psa-needs-seat off", path: assignments, body: of("ada", "FastCall_User"), status: 201},
		{name: "K-psa-needs-seat on", path: assignments, body: of("ada", "FastCall_User"), status: 400,
			code: "PACKAGE_LICENSE_REQUIRED", arrange: knob("K-psa-needs-seat", "on")},
		{name: "section 5: neither set nor group", path: assignments, status: 400, code: "REQUIRED_FIELD_MISSING",
			body: func(c *client) any { return map[string]any{"AssigneeId": c.user("ada")} }},
		{name: "section 5: a group fills in its generated set", path: assignments, status: 201,
			body: func(c *client) any {
				return map[string]any{"AssigneeId": c.user("ada"), "PermissionSetGroupId": c.id("PermissionSetGroup", "DeveloperName", "Telephony")}
			},
			check: func(t *testing.T, c *client) {
				rows := c.query("SELECT PermissionSet.Type FROM PermissionSetAssignment WHERE PermissionSetGroupId != null")
				for _, row := range rows {
					if row["PermissionSet"].(map[string]any)["Type"] != "Group" {
						t.Errorf("a group row names %v", row["PermissionSet"])
					}
				}
				if len(rows) != 2 {
					t.Errorf("%d group rows, want 2", len(rows))
				}
			}},
		{name: "section 5: the generated set of a group is not assigned by itself", path: assignments, status: 400,
			code: "INVALID_CROSS_REFERENCE_KEY", body: func(c *client) any {
				return map[string]any{"AssigneeId": c.user("ada"), "PermissionSetId": c.id("PermissionSet", "Type", "Group")}
			}},
		{name: "section 5: the generated set of a group is not deleted by itself", method: "DELETE", status: 400,
			code: "INVALID_CROSS_REFERENCE_KEY", path: func(c *client) string {
				return "/sobjects/PermissionSet/" + c.id("PermissionSet", "Type", "Group")
			}},
		{name: "S5 the assignee cannot be changed", method: "PATCH", status: 400, code: "INVALID_FIELD_FOR_INSERT_UPDATE",
			path: func(c *client) string {
				return "/sobjects/PermissionSetAssignment/" + c.id("PermissionSetAssignment", "AssigneeId", c.user("marie"))
			},
			body: func(c *client) any { return map[string]any{"AssigneeId": c.user("ada")} }},
	})
}

func TestProfileOwnedSet(t *testing.T) {
	owned := func(c *client) string {
		return c.id("PermissionSet", "ProfileId", c.id("Profile", "Name", "Standard User"))
	}
	runRules(t, orgsim.DefaultSeed, []ruleCase{
		{name: "S52 cannot be given", path: at("/sobjects/PermissionSetAssignment"), status: 400, code: "INVALID_CROSS_REFERENCE_KEY",
			body: func(c *client) any {
				return map[string]any{"AssigneeId": c.user("terraform"), "PermissionSetId": owned(c)}
			}},
		{name: "S52 cannot be taken", method: "DELETE", status: 400, code: "INVALID_CROSS_REFERENCE_KEY",
			path: func(c *client) string {
				return "/sobjects/PermissionSetAssignment/" + c.id("PermissionSetAssignment", "PermissionSetId", owned(c))
			}},
		{name: "S21 every user has one", method: "GET", path: at("/query?q=SELECT+COUNT()+FROM+User"), status: 200,
			check: func(t *testing.T, c *client) {
				rows := c.query("SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = true")
				if users := len(c.org.Rows("User")); len(rows) != users {
					t.Errorf("%d profile rows for %d users", len(rows), users)
				}
			}},
	})
}

func TestPermissionSet(t *testing.T) {
	grouped := func() orgsim.Seed {
		seed := orgsim.DefaultSeed()
		seed.PermissionSets = append(seed.PermissionSets, orgsim.PermissionSet{Name: "Part", Label: "Part"})
		seed.PermissionSetGroups = []orgsim.PermissionSetGroup{{Name: "Desk", Label: "Desk", PermissionSets: []string{"Part"}}}
		return seed
	}
	runRules(t, grouped, []ruleCase{
		{name: "section 4: a part of a group is not deleted", method: "DELETE", status: 400, code: "DELETE_FAILED",
			path: func(c *client) string { return "/sobjects/PermissionSet/" + c.set("Part") }},
		{name: "section 4: a set in use is not deleted", method: "DELETE", status: 400, code: "DELETE_FAILED",
			path: func(c *client) string { return "/sobjects/PermissionSet/" + c.set("Report_Builder") }},
		{name: "S21 name and namespace are unique", path: at("/sobjects/PermissionSet"), status: 400, code: "DUPLICATE_DEVELOPER_NAME",
			body: func(*client) any { return map[string]any{"Name": "Report_Builder", "Label": "Again"} }},
		{name: "S21 another namespace is another set", path: at("/sobjects/PermissionSet"), status: 201,
			body: func(*client) any { return map[string]any{"Name": "FastCall_User", "Label": "Own"} }},
	})
}
