package orgsim_test

import (
	"reflect"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
)

// phoneNumber stands for the objects of a package, which are not on the setup side.
func phoneNumber() orgsim.Option {
	return orgsim.WithObject(&schema.Object{
		Name: "FastCall__Phone__c", Label: "Phone", LabelPlural: "Phones", KeyPrefix: "a01", Custom: true,
		Createable: true, Updateable: true, Deletable: true, RecycleBin: true,
		Fields: []schema.Field{schema.NewField("Id", schema.ID, 18, "dl"), schema.NewField("Name", schema.String, 80, "cu")},
	})
}

func custom(ref string) map[string]any {
	return node("POST", "/sobjects/FastCall__Phone__c", ref, map[string]any{"Name": "+4512345678"})
}

// role makes a role.
func (c *client) role() string {
	id, err := c.org.Insert("UserRole", map[string]any{"Name": "Sales", "DeveloperName": "Sales"})
	if err != nil {
		c.t.Fatal(err)
	}
	return id
}

// newUser is a user to be made, in a role or in none.
func (c *client) newUser(role any) map[string]any {
	return map[string]any{"Username": "new@acme.example", "LastName": "New", "Alias": "new", "Email": "new@acme.example", "UserRoleId": role,
		"CommunityNickname": "new", "ProfileId": c.id("Profile", "Name", "Standard User"), "TimeZoneSidKey": "GMT", "LocaleSidKey": "en_GB",
		"LanguageLocaleKey": "en_US", "EmailEncodingKey": "UTF-8"}
}

type mixedCase struct {
	name       string
	knob, to   string
	allOrNone  bool
	graph      bool
	nodes      func(c *client) []any
	want       []string
	seatStands bool
}

func mixedCases() []mixedCase {
	const mixed, halted = "400 MIXED_DML_OPERATION", "400 PROCESSING_HALTED"
	seat := func(c *client) map[string]any {
		return node("POST", "/sobjects/UserPackageLicense", "seat", c.seat(c.user("ada")))
	}
	phone := func(c *client) map[string]any {
		return node("PATCH", "/sobjects/User/"+c.user("ada"), "phone", map[string]any{"Extension": "12"})
	}
	set := func(c *client) map[string]any {
		return node("POST", "/sobjects/PermissionSetAssignment", "set", c.assignment("ada", "FastCall_User"))
	}
	any3 := func(nodes ...any) []any { return nodes }
	return []mixedCase{
		{name: "graph", graph: true, nodes: func(c *client) []any { return any3(seat(c), custom("n")) }, want: []string{halted, mixed}},
		{name: "allOrNone", allOrNone: true, nodes: func(c *client) []any { return any3(custom("n"), seat(c)) }, want: []string{halted, mixed}},
		{name: "K-mixed-composite error", nodes: func(c *client) []any { return any3(seat(c), custom("n")) },
			want: []string{"201", mixed}, seatStands: true},
		{name: "K-mixed-composite allow", knob: "K-mixed-composite", to: "allow",
			nodes: func(c *client) []any { return any3(seat(c), custom("n")) }, want: []string{"201", "201"}, seatStands: true},
		{name: "user fields beside custom objects", allOrNone: true,
			nodes: func(c *client) []any { return any3(custom("n"), phone(c)) }, want: []string{"201", "204"}},
		{name: "restricted user fields beside custom objects", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("PATCH", "/sobjects/User/"+c.user("ada"), "u", map[string]any{"IsActive": false}))
		}, want: []string{halted, mixed}},
		{name: "role of a user beside custom objects", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("PATCH", "/sobjects/User/"+c.user("ada"), "u", map[string]any{"UserRoleId": c.role()}))
		}, want: []string{halted, mixed}},
		{name: "forecasts of a user beside custom objects", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("PATCH", "/sobjects/User/"+c.user("ada"), "u", map[string]any{"ForecastEnabled": true}))
		}, want: []string{halted, mixed}},
		{name: "new user beside custom objects", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("POST", "/sobjects/User", "u", c.newUser(nil)))
		}, want: []string{"201", "201"}},
		{name: "new user with a role beside custom objects", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("POST", "/sobjects/User", "u", c.newUser(c.role())))
		}, want: []string{halted, mixed}},
		{name: "group insert beside custom objects", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("POST", "/sobjects/Group", "g", map[string]any{"Name": "New"}))
		}, want: []string{"201", "201"}},
		{name: "group delete beside custom objects", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("DELETE", "/sobjects/Group/"+c.id("Group", "Name", "Fastcall Sales"), "g", nil))
		}, want: []string{halted, mixed}},
		{name: "K-setup-setup allow", graph: true, nodes: func(c *client) []any { return any3(seat(c), set(c)) },
			want: []string{"201", "201"}, seatStands: true},
		{name: "K-setup-setup reject", knob: "K-setup-setup", to: "reject", graph: true,
			nodes: func(c *client) []any { return any3(seat(c), set(c)) }, want: []string{halted, mixed}},
		{name: "K-user-patch reject", knob: "K-user-patch", to: "reject", graph: true,
			nodes: func(c *client) []any { return any3(seat(c), phone(c)) }, want: []string{halted, mixed}},
		{name: "K-user-patch reject, user first", knob: "K-user-patch", to: "reject", graph: true,
			nodes: func(c *client) []any { return any3(phone(c), set(c)) }, want: []string{halted, mixed}},
		{name: "K-callcenter-setup", knob: "K-callcenter-setup", to: "setup", allOrNone: true, nodes: func(c *client) []any {
			return any3(custom("n"), node("POST", "/sobjects/CallCenter", "cc", map[string]any{"Name": "N", "InternalName": "N"}))
		}, want: []string{halted, mixed}},
	}
}

// S1, S44: setup and non-setup writes do not share a transaction.
func TestMixedWrites(t *testing.T) {
	for _, tc := range mixedCases() {
		t.Run(tc.name, func(t *testing.T) {
			c := start(t, orgsim.DefaultSeed(), phoneNumber())
			if tc.knob != "" {
				knob(tc.knob, tc.to)(c)
			}
			path, body := "/composite", map[string]any{"allOrNone": tc.allOrNone, "collateSubrequests": false, "compositeRequest": tc.nodes(c)}
			if tc.graph {
				path, body = "/composite/graph", graphs(tc.nodes(c))
			}
			status, answer := c.call("POST", path, body)
			if got := outcomes(t, answer); status != 200 || !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %d %v, want %v", status, got, tc.want)
			}
			if _, stands := c.org.Find("UserPackageLicense", "UserId", c.user("ada")); stands != tc.seatStands {
				t.Errorf("the seat stands: %v, want %v", stands, tc.seatStands)
			}
		})
	}
}

// S1, S4: where a setup object has got into a collection of others, its rows fail and no others.
func TestRowsOfOtherSide(t *testing.T) {
	c := start(t, phoneSeed())
	typed := func(object string, row map[string]any) map[string]any {
		return with(row, "attributes", map[string]any{"type": object})
	}
	line := c.id("FastCall__Phone__c", "Name", "+45 1")
	phone := func() any { return typed("FastCall__Phone__c", map[string]any{"Name": "+45 7"}) }
	call := func() any { return typed("FastCall__Call__c", map[string]any{"FastCall__Line__c": line}) }
	seat := func() any { return typed("UserPackageLicense", c.seat(c.user("ada"))) }
	const mixed = "MIXED_DML_OPERATION"
	for _, tc := range []struct {
		rows []any
		want []string
	}{
		{[]any{phone(), seat(), call(), phone()}, []string{"", mixed, "", ""}},
		{[]any{seat(), phone(), call()}, []string{"", mixed, mixed}},
	} {
		status, body := c.call("POST", "/composite/sobjects", map[string]any{"records": tc.rows})
		var got []string
		for _, one := range body.([]any) {
			got = append(got, code(one))
		}
		if status != 200 || !reflect.DeepEqual(got, tc.want) {
			t.Errorf("got %d %q, want %q", status, got, tc.want)
		}
	}
}

// S4: a collection that holds a setup object holds nothing else.
func TestMixedCollection(t *testing.T) {
	for _, mode := range []string{"row", "whole"} {
		c := start(t, orgsim.DefaultSeed())
		knob("K-mixed-collections", mode)(c)
		status, body := c.call("POST", "/composite/sobjects", map[string]any{"records": []any{
			with(c.seat(c.user("ada")), "attributes", map[string]any{"type": "UserPackageLicense"}),
			with(c.assignment("ada", "FastCall_User"), "attributes", map[string]any{"type": "PermissionSetAssignment"}),
		}})
		if mode == "whole" {
			c.refused(status, body, 400, "MIXED_DML_OPERATION")
			continue
		}
		if list := body.([]any); status != 200 || code(list[0]) != "" || code(list[1]) != "MIXED_DML_OPERATION" {
			t.Errorf("got %d %v", status, body)
		}
	}
}
