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

// phoneSeed is the default org with two custom objects: numbers, found by an external id, and calls, which refer to them.
func phoneSeed() orgsim.Seed {
	seed := orgsim.Bare(orgsim.DefaultSeed())
	seed.Objects = []orgsim.CustomObject{
		{Name: "FastCall__Phone__c", Label: "Phone Number", Fields: []orgsim.CustomField{
			{Name: "FastCall__Key__c", Label: "Key", ExternalID: true, Unique: true},
			{Name: "FastCall__Rank__c", Type: "double", ExternalID: true},
			{Name: "FastCall__Kind__c", Type: "picklist", Values: []string{"Mobile", "Landline"}, Restricted: true},
			{Name: "FastCall__Agent__c", Label: "Agent", Type: "reference", ReferenceTo: "User", ChildRelationship: "FastCall__Phones__r"},
			{Name: "FastCall__Since__c", Type: "date"},
		}, Rows: []map[string]any{
			{"Name": "+45 1", "FastCall__Key__c": "one", "FastCall__Rank__c": 1.0, "FastCall__Agent__c": "marie@acme.example"},
			{"Name": "+45 2", "FastCall__Key__c": "two", "FastCall__Rank__c": 2.0, "FastCall__Since__c": "2026-11-01"},
			{"Name": "+45 3", "FastCall__Key__c": "three", "FastCall__Rank__c": 2.0, "FastCall__Agent__c": "marie@acme.example"},
			{"Name": "+45 0", "IsDeleted": true},
		}},
		{Name: "FastCall__Call__c", AutoNumber: "C-{0000}", Fields: []orgsim.CustomField{
			{Name: "FastCall__Phone__c", Type: "reference", ReferenceTo: "FastCall__Phone__c", ChildRelationship: "FastCall__Calls__r"},
			{Name: "FastCall__Line__c", Type: "reference", ReferenceTo: "FastCall__Phone__c", Required: true},
		}, Rows: []map[string]any{{"FastCall__Phone__c": "+45 1", "FastCall__Line__c": "+45 2"}, {"FastCall__Line__c": "+45 2"}}},
	}
	return seed
}

const phones = "/sobjects/FastCall__Phone__c/"

// Section 2: a row is created or updated by its external id.
func TestUpsert(t *testing.T) {
	c := start(t, phoneSeed())
	status, body := c.call("PATCH", phones+"FastCall__Key__c/a%2Fb", map[string]any{"Name": "+45 9"})
	made := c.done(status, body)
	if status != 201 || made["created"] != true || !strings.HasSuffix(c.last.Get("Location"), made["id"].(string)) {
		t.Errorf("create answered %d %v", status, made)
	}
	status, body = c.call("PATCH", phones+"fastcall__key__c/A%2FB/", map[string]any{"Name": "+45 8"})
	if again := c.done(status, body); status != 200 || again["created"] != false || again["id"] != made["id"] {
		t.Errorf("update answered %d %v", status, again)
	}
	if row, _ := c.org.Find("FastCall__Phone__c", "FastCall__Key__c", "a/b"); row["Name"] != "+45 8" {
		t.Errorf("the row is %v", row)
	}
	if status, _ = c.call("PATCH", strings.Replace(root, "62", "45", 1)+phones+"FastCall__Key__c/one", map[string]any{"Name": "x"}); status != 204 {
		t.Errorf("before 46.0 an update answered %d", status)
	}
	status, body = c.call("GET", phones+"FastCall__Key__c/two?fields=Name", nil)
	if row := c.done(status, body); row["Name"] != "+45 2" {
		t.Errorf("read answered %v", row)
	}
	if status, _ = c.call("DELETE", phones+"FastCall__Key__c/three", nil); status != 204 {
		t.Errorf("delete answered %d", status)
	}
	if status, body = c.call("PATCH", phones+"FastCall__Rank__c/7.5", map[string]any{}); status != 201 {
		t.Errorf("a number as external id answered %d %v", status, body)
	}
}

// Section 2: what is refused by external id.
func TestUpsertRefused(t *testing.T) {
	c := start(t, phoneSeed())
	status, body := c.call("POST", "/sobjects/FastCall__Phone__c", map[string]any{"FastCall__Rank__c": 1})
	c.done(status, body)
	status, body = c.call("PATCH", phones+"FastCall__Rank__c/1", map[string]any{})
	if list := body.([]any); status != 300 || len(list) != 2 || !strings.HasPrefix(list[0].(string), root+phones) {
		t.Errorf("several rows answered %d %v", status, body)
	}
	for _, tc := range []struct {
		method, path string
		body         map[string]any
		status       int
		code         string
	}{
		{"PATCH", phones + "Nope__c/1", map[string]any{}, 404, "NOT_FOUND"}, // S24
		{"PATCH", phones + "Name/1", map[string]any{}, 404, "NOT_FOUND"},
		{"PATCH", "/sobjects/Nope__c/Key__c/1", map[string]any{}, 404, "NOT_FOUND"},
		{"GET", phones + "FastCall__Key__c/nobody", nil, 404, "NOT_FOUND"},
		{"PATCH", phones + "FastCall__Key__c/one", map[string]any{"fastcall__key__C": "x"}, 400, "INVALID_FIELD"},
		{"PATCH", phones + "FastCall__Key__c/one", map[string]any{"Id": "x"}, 400, "INVALID_FIELD"},
		{"PATCH", phones + "FastCall__Key__c/new", map[string]any{"Id": "x"}, 400, "INVALID_FIELD"},
		{"PATCH", phones + "FastCall__Rank__c/x", map[string]any{}, 400, "JSON_PARSER_ERROR"},
		{"PUT", phones + "FastCall__Key__c/one", map[string]any{}, 405, "METHOD_NOT_ALLOWED"},
		{"POST", "/sobjects/FastCall__Phone__c", map[string]any{"FastCall__Key__c": "ONE"}, 400, "DUPLICATE_VALUE"},
		{"PATCH", phones + "FastCall__Key__c/two", map[string]any{"FastCall__Kind__c": "Fax"}, 400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"},
		{"PATCH", phones + "FastCall__Key__c/two", map[string]any{"FastCall__Since__c": "1/11/26"}, 400, "JSON_PARSER_ERROR"},
	} {
		var sent any
		if tc.body != nil {
			sent = tc.body
		}
		status, body := c.call(tc.method, tc.path, sent)
		t.Log(tc.method, tc.path, tc.body)
		c.refused(status, body, tc.status, tc.code)
	}
}

// S16, S6: an upsert stands in a graph, and others may refer to it.
func TestUpsertInGraph(t *testing.T) {
	c := start(t, phoneSeed())
	status, body := c.call("POST", "/composite/graph", graphs([]any{
		node("PATCH", phones+"FastCall__Key__c/new", "p", map[string]any{"Name": "+45 4"}),
		node("POST", "/sobjects/FastCall__Call__c", "c", map[string]any{"FastCall__Line__c": "@{p.id}"}),
	}))
	if got := outcomes(t, body); status != 200 || !reflect.DeepEqual(got, []string{"201", "201"}) {
		t.Errorf("got %d %v", status, body)
	}
	if row, found := c.org.Find("FastCall__Call__c", "Name", "C-0003"); !found {
		t.Errorf("the new row is not numbered: %v", row)
	}
}

// S4, S27: rows of a collection are upserted and say which of them are new.
func TestCollectionUpsert(t *testing.T) {
	c := start(t, phoneSeed())
	send := func(key string, allOrNone bool, rows ...map[string]any) string {
		records := []any{}
		for _, row := range rows {
			records = append(records, with(row, "attributes", map[string]any{"type": "FastCall__Phone__c"}))
		}
		status, body := c.call("PATCH", "/composite/sobjects/FastCall__Phone__c/"+key, map[string]any{"allOrNone": allOrNone, "records": records})
		if status != 200 {
			return fmt.Sprint(status, " ", code(body))
		}
		var got []string
		for _, r := range body.([]any) {
			got = append(got, strings.TrimSpace(fmt.Sprint(r.(map[string]any)["created"], " ", code(r))))
		}
		return strings.Join(got, ", ")
	}
	row := func(key any, name string) map[string]any {
		return map[string]any{"FastCall__Key__c": key, "Name": name}
	}
	one := c.id("FastCall__Phone__c", "FastCall__Key__c", "one")
	const back = "ALL_OR_NONE_OPERATION_ROLLED_BACK"
	for _, tc := range []struct{ got, want string }{
		{send("FastCall__Key__c", false, row("one", "+1"), row("nine", "+9")), "false, true"},
		{send("FastCall__Key__c", true, row("ten", "+10"), row("one", strings.Repeat("x", 81))), "true " + back + ", false STRING_TOO_LONG"}, // S22
		{send("FastCall__Key__c", false, row("a", ""), row("A", ""), row("", "")), "false DUPLICATE_VALUE, false DUPLICATE_VALUE, false MISSING_ARGUMENT"},
		{send("FastCall__Rank__c", false, map[string]any{"FastCall__Rank__c": 2}), "false DUPLICATE_EXTERNAL_ID"},
		{send("Id", false, map[string]any{"Id": one, "Name": "+11"}, map[string]any{"Name": "+12"}), "false, true"},
		{send("Id", false, map[string]any{"Id": "no"}), "false MALFORMED_ID"},
		{send("Name", false, row("x", "")), "404 NOT_FOUND"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %s, want %s", tc.got, tc.want)
		}
	}
	if _, found := c.org.Find("FastCall__Phone__c", "FastCall__Key__c", "ten"); found {
		t.Error("S42: a row of a failed collection stands")
	}
	if entry := c.org.Journal()[1]; !entry.Write {
		t.Error("the journal takes an upsert for a read")
	}
}

// Section 5: a deleted custom row goes to the recycle bin, where queryAll sees it, and look-ups to it are emptied.
func TestRecycleBinOfSeed(t *testing.T) {
	c := start(t, phoneSeed())
	names := func(path string) string {
		status, body := c.call("GET", path+"?q="+url.QueryEscape("SELECT Name, IsDeleted FROM FastCall__Phone__c ORDER BY Name"), nil)
		c.done(status, body)
		var list []string
		for _, row := range records(body) {
			list = append(list, fmt.Sprint(row["Name"], " ", row["IsDeleted"]))
		}
		return strings.Join(list, ", ")
	}
	one := c.id("FastCall__Phone__c", "Name", "+45 1")
	c.done(c.call("DELETE", phones+one, nil))
	if got, want := names("/query"), "+45 2 false, +45 3 false"; got != want {
		t.Errorf("query answered %s", got)
	}
	if got, want := names("/queryAll"), "+45 0 true, +45 1 true, +45 2 false, +45 3 false"; got != want {
		t.Errorf("queryAll answered %s", got)
	}
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		status, body := c.call(method, phones+one, map[string]any{})
		c.refused(status, body, 404, "ENTITY_IS_DELETED")
	}
	if call := c.org.Rows("FastCall__Call__c")[0]; call["FastCall__Phone__c"] != nil {
		t.Errorf("the look-up to a deleted row holds %v", call)
	}
	status, body := c.call("DELETE", phones+c.id("FastCall__Phone__c", "Name", "+45 2"), nil)
	c.refused(status, body, 400, "DELETE_FAILED")
	if made, _ := c.call("PATCH", phones+"FastCall__Key__c/one", map[string]any{}); made != 201 {
		t.Errorf("the key of a deleted row is not free: %d", made)
	}
}

// A saved org keeps its custom objects, their rows and the recycle bin.
func TestCustomObjectsContinue(t *testing.T) {
	clock := orgsim.WithClock(func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) })
	c := start(t, phoneSeed(), clock)
	c.done(c.call("DELETE", phones+c.id("FastCall__Phone__c", "Name", "+45 3"), nil))
	saved := c.org.State()
	again, err := orgsim.New(saved, clock)
	if err != nil {
		t.Fatal(err)
	}
	for _, object := range []string{"FastCall__Phone__c", "FastCall__Call__c"} {
		if got, want := again.Rows(object), c.org.Rows(object); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", object, got, want)
		}
	}
	if next := again.State(); !reflect.DeepEqual(saved, next) {
		t.Errorf("what is saved differs the second time:\n%v\n%v", saved.Objects, next.Objects)
	}
	_, body := c.call("GET", "/sobjects/FastCall__Call__c/describe", nil)
	if name := fieldOf(body.(map[string]any), "Name"); name["autoNumber"] != true || name["createable"] != false {
		t.Errorf("Name is described as %v", name)
	}
	if line := fieldOf(body.(map[string]any), "FastCall__Phone__c"); line["relationshipName"] != "FastCall__Phone__r" {
		t.Errorf("the look-up is described as %v", line)
	}
}

func TestSeedObjectsRefused(t *testing.T) {
	refusedObjects(t, map[string]orgsim.CustomObject{
		"ends with __c":     {Name: "Phone"},
		"no type":           {Name: "A__c", Fields: []orgsim.CustomField{{Name: "B__c", Type: "blob"}}},
		"no object":         {Name: "A__c", Fields: []orgsim.CustomField{{Name: "B__c", Type: "reference", ReferenceTo: "C__c"}}},
		"needs referenceTo": {Name: "A__c", Fields: []orgsim.CustomField{{Name: "B__c", Type: "reference"}}},
		"two fields":        {Name: "A__c", Fields: []orgsim.CustomField{{Name: "B__c"}, {Name: "b__c"}}},
		"external id is":    {Name: "A__c", Fields: []orgsim.CustomField{{Name: "B__c", Type: "date", ExternalID: true}}},
		"no field":          {Name: "A__c", Rows: []map[string]any{{"B__c": 1}}},
		"no User named":     {Name: "A__c", Rows: []map[string]any{{"OwnerId": "nobody"}}},
		"key prefix":        {Name: "A__c", KeyPrefix: "005"},
		"keyPrefix":         {Name: "A__c", KeyPrefix: "a-1"},
		"not an id":         {Name: "A__c", Rows: []map[string]any{{"Id": "x"}}},
	})
}

// refusedObjects expects no org to begin with any of these objects, and a reason in each error.
func refusedObjects(t *testing.T, objects map[string]orgsim.CustomObject) {
	t.Helper()
	for want, object := range objects {
		seed := orgsim.Bare(orgsim.DefaultSeed())
		seed.Objects = []orgsim.CustomObject{object}
		if _, err := orgsim.New(seed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: the error is %v, want %q in it", object, err, want)
		}
	}
}
