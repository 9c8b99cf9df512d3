package orgsim_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func TestUser(t *testing.T) {
	users := at("/sobjects/User")
	one := func(name string) func(*client) string {
		return func(c *client) string { return "/sobjects/User/" + c.user(name) }
	}
	runRules(t, orgsim.DefaultSeed, []ruleCase{
		{name: "S27 users cannot be deleted", method: "DELETE", path: one("ada"), status: 400, code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"},
		{name: "S22 user names are unique in any case", path: users, status: 400, code: "DUPLICATE_USERNAME",
			body: func(c *client) any { return with(newUser(c), "Username", "ADA@acme.example") }},
		{name: "S21 user names look like addresses", path: users, status: 400, code: "INVALID_EMAIL_ADDRESS",
			body: func(c *client) any { return with(newUser(c), "Username", "ada") }},
		{name: "S21 a new user has the row of the profile", path: users, status: 201, body: func(c *client) any { return newUser(c) },
			check: func(t *testing.T, c *client) {
				row, found := c.org.Find("PermissionSetAssignment", "AssigneeId", c.user("new"))
				if !found || row["PermissionSetId"] != c.id("PermissionSet", "ProfileId", c.id("Profile", "Name", "Standard User")) {
					t.Errorf("the new user has %v", row)
				}
			}},
		{name: "S21 Name is composed", method: "PATCH", path: one("ada"), status: 204,
			body: func(*client) any { return map[string]any{"LastName": "Lovelace"} },
			check: func(t *testing.T, c *client) {
				if row, _ := c.org.Find("User", "Username", "ada@acme.example"); row["Name"] != "Ada Lovelace" {
					t.Errorf("Name = %v", row["Name"])
				}
			}},
		{name: "section 5: the call center is cleared with null", method: "PATCH", path: one("marie"), status: 204,
			body: func(*client) any { return map[string]any{"CallCenterId": nil} },
			check: func(t *testing.T, c *client) {
				if row, _ := c.org.Find("User", "Username", "marie@acme.example"); row["CallCenterId"] != nil {
					t.Errorf("CallCenterId = %v", row["CallCenterId"])
				}
			}},
	})
}

func TestCallCenter(t *testing.T) {
	one := func(c *client) string {
		return "/sobjects/CallCenter/" + c.id("CallCenter", "Name", "Fastcall Call Center")
	}
	runRules(t, orgsim.DefaultSeed, []ruleCase{
		{name: "S9 no update", method: "PATCH", path: one, status: 400, code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
			body: func(*client) any { return map[string]any{"Name": "X"} }},
		{name: "S9 no delete", method: "DELETE", path: one, status: 400, code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"},
		{name: "S9 create", path: at("/sobjects/CallCenter"), status: 201,
			body: func(*client) any { return map[string]any{"Name": "New", "InternalName": "New", "Version": 4} }},
	})
	c := start(t, orgsim.DefaultSeed())
	if err := c.org.Delete("CallCenter", c.id("CallCenter", "Name", "Fastcall Call Center")); err != nil {
		t.Fatal(err)
	}
	if rows := c.query("SELECT Id FROM User WHERE CallCenterId != null"); len(rows) != 1 {
		t.Errorf("S56: %d users keep a call center, want the one of the other", len(rows))
	}
}

func TestGroup(t *testing.T) {
	members := at("/sobjects/GroupMember")
	member := func(group, user string) func(*client) any {
		return func(c *client) any {
			return map[string]any{"GroupId": c.id("Group", "DeveloperName", group), "UserOrGroupId": c.user(user)}
		}
	}
	count := func(want int) func(*testing.T, *client) {
		return func(t *testing.T, c *client) {
			if n := len(c.org.Rows("GroupMember")); n != want {
				t.Errorf("%d memberships, want %d", n, want)
			}
		}
	}
	runRules(t, orgsim.DefaultSeed, []ruleCase{
		{name: "S8 an existing pair answers with its row", path: members, body: member("Fastcall_Support", "marie"), status: 201, check: count(4)},
		{name: "S8 K-groupmember-dup-status", path: members, body: member("Fastcall_Support", "marie"), status: 200, check: count(4),
			arrange: knob("K-groupmember-dup-status", "200")},
		{name: "S8 a new pair", path: members, body: member("Fastcall_Sales", "ada"), status: 201, check: count(5)},
		{name: "S8 deleting a group ends its memberships", method: "DELETE", status: 204, check: count(2),
			path: func(c *client) string { return "/sobjects/Group/" + c.id("Group", "DeveloperName", "Fastcall_Support") }},
		{name: "S22 developer names are unique", path: at("/sobjects/Group"), status: 400, code: "DUPLICATE_DEVELOPER_NAME",
			body: func(*client) any { return map[string]any{"Name": "Fastcall Sales"} }},
		{name: "S21 only plain groups and queues", path: at("/sobjects/Group"), status: 400, code: "FIELD_INTEGRITY_EXCEPTION",
			body: func(*client) any { return map[string]any{"Name": "Role", "Type": "Role"} }},
	})
}
