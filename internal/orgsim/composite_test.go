package orgsim_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func query(ref, statement string) map[string]any {
	return node("GET", "/query?q="+strings.ReplaceAll(statement, " ", "+"), ref, nil)
}

// S6, S7: subrequests, references, and what one error does to the others.
func TestComposite(t *testing.T) {
	group := func(ref, name string) map[string]any {
		return node("POST", "/sobjects/Group", ref, map[string]any{"Name": name})
	}
	const halted = "400 PROCESSING_HALTED"
	for _, tc := range []struct {
		name      string
		allOrNone bool
		nodes     func(c *client) []any
		want      []string
		groups    int // of three before
	}{
		{name: "reference in a body", nodes: func(c *client) []any {
			return []any{group("g", "A"), node("POST", "/sobjects/GroupMember", "m",
				map[string]any{"GroupId": "@{g.id}", "UserOrGroupId": c.user("ada")})}
		}, want: []string{"201", "201"}, groups: 4},
		{name: "reference in an address", nodes: func(*client) []any {
			return []any{query("q", "SELECT Id FROM Group WHERE Name = 'Fastcall Sales'"), node("DELETE", "/sobjects/Group/@{q.records[0].Id}", "d", nil)}
		}, want: []string{"200", "204"}, groups: 2},
		{name: "references are case-sensitive", nodes: func(*client) []any {
			return []any{group("g", "A"), node("DELETE", "/sobjects/Group/@{g.Id}", "d", nil)}
		}, want: []string{"201", halted}, groups: 4},
		{name: "dependants of a failure halt, others go on", nodes: func(*client) []any {
			return []any{group("g", ""), node("DELETE", "/sobjects/Group/@{g.id}", "d", nil), group("h", "B")}
		}, want: []string{"400 REQUIRED_FIELD_MISSING", halted, "201"}, groups: 4},
		{name: "allOrNone undoes all", allOrNone: true, nodes: func(*client) []any {
			return []any{group("a", "A"), group("b", ""), group("c", "C")}
		}, want: []string{halted, "400 REQUIRED_FIELD_MISSING", halted}, groups: 3},
		{name: "a collection inside", nodes: func(c *client) []any {
			return []any{node("POST", "/composite/sobjects", "c", map[string]any{"records": []any{
				map[string]any{"attributes": map[string]any{"type": "Group"}, "Name": "A"}}})}
		}, want: []string{"200"}, groups: 4},
		{name: "a composite inside is not allowed", nodes: func(*client) []any {
			return []any{node("POST", "/composite", "c", map[string]any{})}
		}, want: []string{"404 NOT_FOUND"}, groups: 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := start(t, orgsim.DefaultSeed())
			status, body := c.call("POST", "/composite", map[string]any{"allOrNone": tc.allOrNone,
				"collateSubrequests": false, "compositeRequest": tc.nodes(c)})
			if got := outcomes(t, body); status != 200 || !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %d %v, want %v", status, got, tc.want)
			}
			if n := len(c.org.Rows("Group")); n != tc.groups {
				t.Errorf("%d groups, want %d", n, tc.groups)
			}
		})
	}
}

// S6: subrequests that may be collated come in any order, but no others. Of two groups that want one name, the one that comes
// first gets it.
func TestCollatedSubrequests(t *testing.T) {
	group := func(ref string, more map[string]any) map[string]any {
		body := map[string]any{"Name": ref, "DeveloperName": "One"}
		for name, value := range more {
			body[name] = value
		}
		return node("POST", "/sobjects/Group", ref, body)
	}
	plain := []any{group("a", nil), group("b", nil)}
	put := func(into any, key string, value any) map[string]any { return with(into.(map[string]any), key, value) }
	for name, tc := range map[string]struct {
		version string
		body    map[string]any
		first   string
	}{
		"false":                {"62.0", map[string]any{"collateSubrequests": false, "compositeRequest": plain}, "a"},
		"true":                 {"62.0", map[string]any{"collateSubrequests": true, "compositeRequest": plain}, "b"},
		"not said":             {"49.0", map[string]any{"compositeRequest": plain}, "b"},
		"before 49.0":          {"48.0", map[string]any{"compositeRequest": plain}, "a"},
		"references":           {"62.0", map[string]any{"compositeRequest": []any{group("a", nil), group("b", map[string]any{"Email": "@{a.id}@x.example"})}}, "a"},
		"headers":              {"62.0", map[string]any{"compositeRequest": []any{group("a", nil), put(group("b", nil), "httpHeaders", map[string]any{"If-Match": "x"})}}, "a"},
		"another verb between": {"62.0", map[string]any{"compositeRequest": []any{group("a", nil), node("GET", "/sobjects/Group", "g", nil), group("b", nil)}}, "a"},
	} {
		t.Run(name, func(t *testing.T) {
			c := start(t, orgsim.DefaultSeed())
			status, body := c.call("POST", "/services/data/v"+tc.version+"/composite", tc.body)
			answers, _ := c.done(status, body)["compositeResponse"].([]any)
			sent := tc.body["compositeRequest"].([]any)
			for i, answer := range answers {
				if ref := answer.(map[string]any)["referenceId"]; ref != sent[i].(map[string]any)["referenceId"] {
					t.Errorf("answer %d is that of %s", i, ref)
				}
			}
			if row, _ := c.org.Find("Group", "DeveloperName", "One"); row["Name"] != tc.first {
				t.Errorf("%v came first: %v", row["Name"], body)
			}
		})
	}
}

// S6: what is carried out together is collated too; the one that comes second is refused.
func TestCollatedTransaction(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	group := func(ref string) map[string]any {
		return node("POST", "/sobjects/Group", ref, map[string]any{"Name": ref, "DeveloperName": "One"})
	}
	_, body := c.call("POST", "/composite", map[string]any{"allOrNone": true, "compositeRequest": []any{group("a"), group("b")}})
	want := []string{"400 DUPLICATE_DEVELOPER_NAME", "400 PROCESSING_HALTED"}
	if got := outcomes(t, body); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// S6: a composite whose form is wrong fails as a whole.
func TestCompositeForm(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	many := func(n int, one func(i int) any) []any {
		list := []any{}
		for i := range n {
			list = append(list, one(i))
		}
		return list
	}
	limits := func(i int) any { return node("GET", "/sobjects/User", fmt.Sprint("r", i), nil) }
	for name, tc := range map[string]struct {
		nodes []any
		code  string
	}{
		"26 subrequests":       {many(26, limits), "LIMIT_EXCEEDED"},
		"6 queries":            {many(6, func(i int) any { return query(fmt.Sprint("q", i), "SELECT Id FROM User") }), "LIMIT_EXCEEDED"},
		"none":                 {[]any{}, "JSON_PARSER_ERROR"},
		"same reference twice": {[]any{limits(1), limits(1)}, "JSON_PARSER_ERROR"},
		"illegal reference":    {[]any{node("GET", "/sobjects/User", "a-b", nil)}, "JSON_PARSER_ERROR"},
		"forbidden header":     {[]any{with(node("GET", "/sobjects/User", "a", nil), "httpHeaders", map[string]any{"Accept": "x"})}, "JSON_PARSER_ERROR"},
	} {
		t.Run(name, func(t *testing.T) {
			c.t = t
			status, body := c.call("POST", "/composite", map[string]any{"compositeRequest": tc.nodes})
			c.refused(status, body, 400, tc.code)
		})
	}
}

// S4: collections.
func TestCollections(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	group := func(name string) any {
		return map[string]any{"attributes": map[string]any{"type": "Group"}, "Name": name}
	}
	status, body := c.call("POST", "/composite/sobjects", map[string]any{"allOrNone": true, "records": []any{group("A"), group("")}})
	list := body.([]any)
	if status != 200 || code(list[0]) != "ALL_OR_NONE_OPERATION_ROLLED_BACK" || code(list[1]) != "REQUIRED_FIELD_MISSING" {
		t.Errorf("S42: got %d %v", status, list)
	}
	if _, found := c.org.Find("Group", "Name", "A"); found {
		t.Error("S42: a row of a failed collection stands")
	}
	_, body = c.call("POST", "/composite/sobjects/", map[string]any{"records": []any{group("A"), group("")}})
	list = body.([]any)
	made, _ := list[0].(map[string]any)["id"].(string)
	if made == "" || code(list[1]) != "REQUIRED_FIELD_MISSING" {
		t.Fatalf("got %v", list)
	}
	_, body = c.call("PATCH", "/composite/sobjects", map[string]any{"records": []any{
		map[string]any{"attributes": map[string]any{"type": "Group"}, "id": made, "Name": "B"}}})
	if code(body) != "" {
		t.Errorf("update answered %v", body)
	}
	_, body = c.call("POST", "/composite/sobjects/Group", map[string]any{"ids": []any{made, "00GgL000009zzzz"}, "fields": []any{"Name"}})
	if list := body.([]any); list[0].(map[string]any)["Name"] != "B" || list[1] != nil {
		t.Errorf("retrieve answered %v", list)
	}
	_, body = c.call("DELETE", "/composite/sobjects?ids="+made+","+made, nil)
	if list := body.([]any); code(list[0]) != "" || code(list[1]) != "ENTITY_IS_DELETED" {
		t.Errorf("delete answered %v", list)
	}
	var rows []any
	for range 201 {
		rows = append(rows, group("X"))
	}
	status, body = c.call("POST", "/composite/sobjects", map[string]any{"records": rows})
	c.refused(status, body, 400, "EXCEEDED_ID_LIMIT")
	if n := len(c.org.Journal()); n != 7 {
		t.Errorf("%d requests in the journal", n)
	}
}
