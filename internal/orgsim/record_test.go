package orgsim_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Section 2: the life of one record.
func TestRecord(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	status, body := c.call("POST", "/sobjects/UserPackageLicense", c.seat(c.user("ada")))
	made := c.done(status, body)
	id := made["id"].(string)
	if status != 201 || made["success"] != true || c.last.Get("Location") != root+"/sobjects/UserPackageLicense/"+id {
		t.Errorf("S6: create answered %d %v, Location %q", status, made, c.last.Get("Location"))
	}
	path := "/sobjects/UserPackageLicense/" + id
	status, body = c.call("GET", path+"?fields=UserId", nil)
	if row := c.done(status, body); row["UserId"] != c.user("ada") || row["Id"] != id || len(row) != 3 {
		t.Errorf("read answered %v", row)
	}
	status, body = c.call("GET", "/sobjects/UserPackageLicense/"+id[:15], nil)
	if row := c.done(status, body); row["Id"] != id || !strings.HasSuffix(row["CreatedDate"].(string), "+0000") {
		t.Errorf("read by 15 characters answered %v", row)
	}
	status, body = c.call("PATCH", path, map[string]any{"UserId": c.user("grace")})
	c.refused(status, body, 400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY")
	if status, body = c.call("DELETE", path, nil); status != 204 || body != "" {
		t.Errorf("delete answered %d %v", status, body)
	}
	status, body = c.call("DELETE", path, nil)
	c.refused(status, body, 404, "ENTITY_IS_DELETED")
	knob("K-gone-code", "INVALID_CROSS_REFERENCE_KEY")(c)
	status, body = c.call("DELETE", path, nil)
	c.refused(status, body, 404, "INVALID_CROSS_REFERENCE_KEY")
	status, body = c.call("GET", path, nil)
	c.refused(status, body, 404, "NOT_FOUND")
}

// Section 4: what is wrong with one value.
func TestFieldChecks(t *testing.T) {
	users, seats := at("/sobjects/User"), at("/sobjects/UserPackageLicense")
	ada := func(c *client) string { return "/sobjects/User/" + c.user("ada") }
	body := func(key string, value any) func(*client) any {
		return func(*client) any { return map[string]any{key: value} }
	}
	seat := func(key string, value func(c *client) string) func(*client) any {
		return func(c *client) any { return with(c.seat(c.user("ada")), key, value(c)) }
	}
	badSum := func(c *client) string { return c.user("ada")[:15] + "ZZZ" }
	runRules(t, orgsim.DefaultSeed, []ruleCase{
		{name: "S24 unknown field", method: "PATCH", path: ada, body: body("Nope", 1), status: 400, code: "INVALID_FIELD"},
		{name: "S37b read-only field", method: "PATCH", path: ada, body: body("Name", "X"), status: 400, code: "INVALID_FIELD_FOR_INSERT_UPDATE"},
		{name: "S33 required field", path: users, body: body("LastName", "X"), status: 400, code: "REQUIRED_FIELD_MISSING"},
		{name: "required field emptied", method: "PATCH", path: ada, body: body("LastName", ""), status: 400, code: "REQUIRED_FIELD_MISSING"},
		{name: "too long", method: "PATCH", path: ada, body: body("Extension", strings.Repeat("1", 41)), status: 400, code: "STRING_TOO_LONG"},
		{name: "picklist", path: at("/sobjects/Group"), status: 400, code: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
			body: func(*client) any { return map[string]any{"Name": "X", "Type": "Y"} }},
		{name: "wrong JSON type", method: "PATCH", path: ada, body: body("IsActive", "yes"), status: 400, code: "JSON_PARSER_ERROR"},
		{name: "Id in the body", method: "PATCH", path: ada, body: body("Id", "x"), status: 400, code: "INVALID_FIELD"},
		{name: "S46 not an id", path: seats, body: seat("UserId", func(*client) string { return "ada" }), status: 400, code: "MALFORMED_ID"},
		{name: "S23 wrong checksum", path: seats, body: seat("UserId", badSum), status: 400, code: "MALFORMED_ID"},
		{name: "K-id-checksum lenient", path: seats, body: seat("UserId", badSum), status: 201, arrange: knob("K-id-checksum", "lenient")},
		{name: "id of another object", path: seats, status: 400, code: "FIELD_INTEGRITY_EXCEPTION",
			body: seat("UserId", func(c *client) string { return c.license() })},
		{name: "S37 no such record", path: seats, status: 400, code: "INVALID_CROSS_REFERENCE_KEY",
			body: seat("UserId", func(*client) string { return "005gL000009zzzz" })},
		{name: "S24 key that is no id", method: "GET", path: at("/sobjects/User/foo"), status: 404, code: "NOT_FOUND"},
		{name: "S46 id of another object in the path", method: "GET", status: 400, code: "MALFORMED_ID",
			path: func(c *client) string { return "/sobjects/Group/" + c.user("ada") }},
		{name: "S37 update of what never existed", method: "PATCH", path: at("/sobjects/User/005gL000009zzzz"), body: body("Phone", "1"),
			status: 404, code: "INVALID_CROSS_REFERENCE_KEY"},
		{name: "section 2: read of what never existed", method: "GET", path: at("/sobjects/User/005gL000009zzzz"), status: 404, code: "NOT_FOUND"},
	})
}

// S23: a row with a recycle bin says that it is in there.
func TestRecycleBin(t *testing.T) {
	c := start(t, orgsim.DefaultSeed(), phoneNumber())
	knob("K-gone-code", "INVALID_CROSS_REFERENCE_KEY")(c)
	status, body := c.call("POST", "/sobjects/FastCall__Phone__c", map[string]any{"Name": "+45"})
	path := "/sobjects/FastCall__Phone__c/" + c.done(status, body)["id"].(string)
	c.done(c.call("DELETE", path, nil))
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		status, body = c.call(method, path, nil)
		c.refused(status, body, 404, "ENTITY_IS_DELETED")
	}
}
