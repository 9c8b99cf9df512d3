package orgsim_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func TestMissingPermission(t *testing.T) {
	revoke := func(list ...string) func(*client) {
		return func(c *client) {
			for _, p := range list {
				c.org.Revoke(p)
			}
		}
	}
	const readOnly = "INSUFFICIENT_ACCESS_OR_READONLY"
	call := func(c *client) any {
		return map[string]any{"CallCenterId": c.id("CallCenter", "Name", "Fastcall Call Center")}
	}
	ada := func(c *client) string { return "/sobjects/User/" + c.user("ada") }
	set := func(c *client) any { return c.assignment("ada", "FastCall_User") }
	runRules(t, orgsim.DefaultSeed, []ruleCase{
		{name: "S50 Manage Package Licenses", arrange: revoke(orgsim.ManagePackageLicenses), path: at("/sobjects/UserPackageLicense"),
			body: seatOf("ada"), status: 400, code: readOnly,
			check: func(t *testing.T, c *client) {
				_, body := c.call("GET", "/sobjects/UserPackageLicense/describe", nil)
				if body.(map[string]any)["createable"] != false {
					t.Error("describe says createable")
				}
			}},
		{name: "K-readonly-status 403", path: at("/sobjects/UserPackageLicense"), body: seatOf("ada"), status: 403, code: readOnly,
			arrange: func(c *client) {
				knob("K-readonly-status", "403")(c)
				c.org.Revoke(orgsim.ManagePackageLicenses)
			}},
		{name: "S56 Manage Call Centers", arrange: revoke(orgsim.ManageCallCenters), method: "PATCH", path: ada, body: call,
			status: 400, code: readOnly},
		{name: "S56 Manage Call Centers is enough", arrange: revoke(orgsim.ManageUsers), method: "PATCH", path: ada, body: call, status: 204},
		{name: "S5 Assign Permission Sets", arrange: revoke(orgsim.AssignPermissionSets, orgsim.ManageUsers),
			path: at("/sobjects/PermissionSetAssignment"), body: set, status: 400, code: readOnly},
		{name: "S5 Manage Users is enough", arrange: revoke(orgsim.AssignPermissionSets), path: at("/sobjects/PermissionSetAssignment"),
			body: set, status: 201},
		{name: "S33 an object that may only be read", arrange: func(c *client) { c.org.Freeze("GroupMember", "", true) },
			path: at("/sobjects/GroupMember"), status: 400, code: readOnly,
			body: func(c *client) any {
				return map[string]any{"GroupId": c.id("Group", "DeveloperName", "Fastcall_Sales"), "UserOrGroupId": c.user("ada")}
			}},
		{name: "S37b a field that may only be read", arrange: func(c *client) { c.org.Freeze("User", "CallCenterId", true) },
			method: "PATCH", path: ada, body: call, status: 400, code: "INVALID_FIELD_FOR_INSERT_UPDATE"},
		{name: "S33 API access", arrange: revoke(orgsim.APIEnabled), method: "GET", path: at("/sobjects"), status: 403, code: "API_CURRENTLY_DISABLED"},
		{name: "section 2: /limits takes View Setup", arrange: revoke(orgsim.ViewSetup), method: "GET", path: at("/limits"), status: 403,
			code: "INSUFFICIENT_ACCESS"},
	})
}
