package orgsim_test

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Section 2.1: pages and locators.
func TestPages(t *testing.T) {
	c := start(t, orgsim.DefaultSeed().WithUsers(20))
	knob("K-page-size", "7")(c)
	path, seen, pages := "/query?q="+url.QueryEscape("SELECT Id, Username FROM User"), map[any]bool{}, 0
	for path != "" {
		status, body := c.call("GET", path, nil)
		page := c.done(status, body)
		if page["totalSize"] != 32.0 {
			t.Fatalf("totalSize = %v", page["totalSize"])
		}
		for _, row := range records(page) {
			seen[row["Id"]] = true
		}
		next, more := page["nextRecordsUrl"].(string)
		if done := page["done"].(bool); done == more {
			t.Errorf("S38: done = %v beside nextRecordsUrl = %q", done, next)
		}
		path = next
		pages++
	}
	if len(seen) != 32 || pages != 5 {
		t.Errorf("%d rows on %d pages", len(seen), pages)
	}
	status, body := c.call("GET", "/query/01gO0000016PIAYA2-7", nil)
	c.refused(status, body, 400, "INVALID_QUERY_LOCATOR")
}

// S28: child subqueries nest their rows, and null stands where there are none; S15: date literals and FIELDS().
func TestSubqueries(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	c := start(t, phoneSeed(), orgsim.WithClock(func() time.Time { return now }))
	row := c.query("SELECT Username, (SELECT PermissionSet.Name FROM PermissionSetAssignments WHERE PermissionSet.IsOwnedByProfile = false), " +
		"(SELECT Name FROM FastCall__Phones__r ORDER BY Name DESC LIMIT 5) FROM User WHERE Username = 'marie@acme.example'")[0]
	sets := row["PermissionSetAssignments"].(map[string]any)
	if sets["totalSize"] != 1.0 || sets["done"] != true ||
		records(sets)[0]["PermissionSet"].(map[string]any)["Name"] != "FastCall_User" {
		t.Errorf("permission sets %v", sets)
	}
	if numbers := records(row["FastCall__Phones__r"]); len(numbers) != 2 || numbers[0]["Name"] != "+45 3" {
		t.Errorf("numbers %v", numbers)
	}
	row = c.query("SELECT (SELECT Id FROM FastCall__Phones__r) FROM User WHERE Username = 'ada@acme.example'")[0]
	if numbers, selected := row["FastCall__Phones__r"]; !selected || numbers != nil {
		t.Errorf("nobody's numbers are %v", numbers)
	}
	if n := len(c.query("SELECT Id FROM User WHERE CreatedDate = TODAY")); n != 12 {
		t.Errorf("%d users of today", n)
	}
	if n := len(c.query("SELECT Id FROM FastCall__Phone__c WHERE FastCall__Since__c = LAST_N_DAYS:20")); n != 1 {
		t.Errorf("%d numbers of the last 20 days", n)
	}
	if row := c.query("SELECT FIELDS(ALL) FROM FastCall__Phone__c LIMIT 1")[0]; len(row) != 15 || row["attributes"] == nil {
		t.Errorf("FIELDS(ALL) answered %d: %v", len(row), row)
	}
	c.org.HideObject("PermissionSetAssignment", true)
	status, body := c.call("GET", "/query?q="+url.QueryEscape("SELECT (SELECT Id FROM PermissionSetAssignments) FROM User"), nil)
	c.refused(status, body, 400, "INVALID_TYPE")
}

// Section 6: paths lead through a reference to several objects as far as those have something in common.
func TestOwners(t *testing.T) {
	c := start(t, phoneSeed())
	group := c.id("Group", "Name", "Fastcall Sales")
	owners := func() string {
		var said []string
		for _, row := range c.query("SELECT Owner.Name, Owner.Type, Owner.Username FROM FastCall__Phone__c ORDER BY Owner.Type, Owner.Name") {
			owner, _ := row["Owner"].(map[string]any)
			said = append(said, fmt.Sprint(owner["Name"], " ", owner["Type"], " ", owner["Username"]))
		}
		return strings.Join(said, ", ")
	}
	if err := c.org.Update("Group", group, map[string]any{"Type": "Queue"}); err != nil {
		t.Fatal(err)
	}
	if err := c.org.Update("FastCall__Phone__c", c.org.Rows("FastCall__Phone__c")[0]["Id"].(string), map[string]any{"OwnerId": group}); err != nil {
		t.Fatal(err)
	}
	if got := owners(); !strings.HasPrefix(got, "Fastcall Sales Queue <nil>, ") || !strings.Contains(got, " User terraform@acme.example") {
		t.Errorf("owners are %s", got)
	}
	if n := len(c.query("SELECT Id FROM FastCall__Phone__c WHERE Owner.Type = 'Queue' AND Owner.IsActive = false")); n != 1 {
		t.Errorf("%d rows of the queue", n)
	}
	if rows := c.query("SELECT Owner.Type, COUNT(Id) n FROM Group GROUP BY Owner.Type"); len(rows) != 1 || rows[0]["Type"] != "Organization" {
		t.Errorf("groups belong to %v", rows)
	}
	c.org.HideField("User", "Username", true)
	if got := owners(); strings.Contains(got, "terraform") {
		t.Errorf("with a hidden field owners are %s", got)
	}
	c.org.HideObject("User", true)
	c.org.HideObject("Group", true)
	status, body := c.call("GET", "/query?q="+url.QueryEscape("SELECT Owner.Name FROM FastCall__Phone__c"), nil)
	c.refused(status, body, 400, "INVALID_FIELD")
}

func TestQuery(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	_, body := c.call("GET", "/query/?q=SELECT+COUNT()+FROM+User", nil)
	if m := body.(map[string]any); m["totalSize"] != 12.0 || len(m["records"].([]any)) != 0 {
		t.Errorf("S27: COUNT() answered %v", m)
	}
	rows := c.query("SELECT Assignee.Username, PermissionSet.Label, PermissionSet.Profile.Name FROM PermissionSetAssignment " +
		"WHERE PermissionSet.NamespacePrefix = 'fastcall' AND PermissionSet.Name = 'FastCall_Admin'")
	if len(rows) != 1 || rows[0]["Assignee"].(map[string]any)["Username"] != "edsger@acme.example" {
		t.Fatalf("assignments %v", rows)
	}
	if set := rows[0]["PermissionSet"].(map[string]any); set["Profile"] != nil || set["Label"] != "Fastcall Admin" {
		t.Errorf("S28: parent %v", set)
	}
	for statement, want := range map[string]string{
		"SELECT CallCenter.Name FROM User":                                "INVALID_FIELD", // S20
		"SELECT User.Name FROM UserPackageLicense":                        "INVALID_FIELD", // S3
		"SELECT Id FROM Nothing":                                          "INVALID_TYPE",
		"SELECT Id FROM":                                                  "MALFORMED_QUERY",
		"SELECT Id FROM User WHERE Id = 'x' OR Name = 'a' AND Name = 'b'": "MALFORMED_QUERY",
		"": "MALFORMED_QUERY",
	} {
		status, body := c.call("GET", "/query?q="+url.QueryEscape(statement), nil)
		c.refused(status, body, 400, want)
	}
}

// S15: without ORDER BY rows come in any order, the same one for the same seed.
func TestShuffle(t *testing.T) {
	order := func(seed uint64) []any {
		c := start(t, orgsim.DefaultSeed(), orgsim.WithShuffleSeed(seed))
		var ids []any
		for _, row := range c.query("SELECT Id FROM User") {
			ids = append(ids, row["Id"])
		}
		return ids
	}
	if !reflect.DeepEqual(order(1), order(1)) || reflect.DeepEqual(order(1), order(2)) {
		t.Error("the order does not follow the seed")
	}
}

// A list of ids costs time in proportion to the rows, not to their square.
func TestLargeOrg(t *testing.T) {
	seed := orgsim.DefaultSeed().WithUsers(5000)
	seed.Package.Allowed = 6000
	for i := range seed.Users[12:] {
		seed.Users[12+i].Licensed = true
	}
	c := start(t, seed)
	var ids []string
	for _, row := range c.org.Rows("User") {
		ids = append(ids, row["Id"].(string))
	}
	statement := fmt.Sprintf("SELECT Id, UserId FROM UserPackageLicense WHERE UserId IN ('%s')", strings.Join(ids[:4500], "','"))
	began := time.Now()
	status, body := c.call("POST", "/composite", map[string]any{"compositeRequest": []any{
		map[string]any{"method": "GET", "url": root + "/query?q=" + url.QueryEscape(statement), "referenceId": "q"}}})
	m := c.done(status, body)["compositeResponse"].([]any)[0].(map[string]any)["body"].(map[string]any)
	if m["done"] != false || len(m["records"].([]any)) != 2000 {
		t.Errorf("got %v of %v rows", len(m["records"].([]any)), m["totalSize"])
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a query by %d ids took %v", len(ids), took)
	}
}
