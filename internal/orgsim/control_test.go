package orgsim_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func TestControl(t *testing.T) {
	seed := orgsim.DefaultSeed()
	c := start(t, seed)
	c.call("POST", "/composite", map[string]any{"compositeRequest": []any{query("q", "SELECT Id FROM User")}})
	_, body := c.call("GET", "/_sim/journal", nil)
	entries := body.([]any)
	if len(entries) != 2 || entries[0].(map[string]any)["token"] != true {
		t.Fatalf("the journal is %v", entries)
	}
	composite := entries[1].(map[string]any)
	if composite["rows"] != 12.0 || composite["calls"] != 1.0 || composite["write"] != false || len(composite["requests"].([]any)) != 1 {
		t.Errorf("the composite is %v", composite)
	}
	c.call("DELETE", "/_sim/journal", nil)
	if n := len(c.org.Journal()); n != 0 {
		t.Errorf("%d entries after a reset", n)
	}
	_, body = c.call("POST", "/_sim/admin", map[string]any{"act": "insert", "object": "UserPackageLicense", "fields": c.seat(c.user("ada"))})
	id := body.(map[string]any)["ids"].([]any)[0].(string)
	status, body := c.call("POST", "/_sim/admin", map[string]any{"act": "insert", "object": "UserPackageLicense", "fields": c.seat(c.user("ada"))})
	if status != 400 || !strings.Contains(body.(map[string]any)["error"].(string), "DUPLICATE_VALUE") {
		t.Errorf("platform rules do not bind the administrator: %d %v", status, body)
	}
	c.done(c.call("POST", "/_sim/admin", []any{map[string]any{"act": "delete", "object": "UserPackageLicense", "id": id}}))
	c.done(c.call("POST", "/_sim/knobs", map[string]any{"K-graph": "refuse"}))
	_, body = c.call("GET", "/_sim/state", nil)
	if body.(map[string]any)["knobs"].(map[string]any)["K-graph"] != "refuse" {
		t.Errorf("the state is %v", body)
	}
	c.done(c.call("POST", "/_sim/faults", []any{map[string]any{"effect": "500"}}))
	if status, _ := c.call("GET", "/limits", nil); status != 500 {
		t.Errorf("the fault is not armed: %d", status)
	}
	c.done(c.call("DELETE", "/_sim/faults", nil))
	c.done(c.call("GET", "/limits", nil))
	for _, bad := range []struct {
		path string
		body any
	}{
		{"/_sim/faults", map[string]any{"effect": "500", "colour": "red"}},
		{"/_sim/faults", map[string]any{"effect": "nope"}},
		{"/_sim/knobs", map[string]any{"K-graph": "perhaps"}},
		{"/_sim/admin", map[string]any{"act": "eat", "object": "User"}},
		{"/_sim/nothing", nil},
	} {
		if status, body := c.call("POST", bad.path, bad.body); status != 400 {
			t.Errorf("%s with %v answered %d %v", bad.path, bad.body, status, body)
		}
	}
}

// The journal holds no secret, wherever a caller puts it.
func TestJournalHoldsNoSecret(t *testing.T) {
	seed := orgsim.DefaultSeed()
	c := start(t, seed)
	c.call("GET", "/limits?access_token="+seed.AccessToken, nil)
	_, body := c.call("GET", "/_sim/journal", nil)
	for _, e := range body.([]any) {
		for _, value := range e.(map[string]any) {
			if text, isText := value.(string); isText && (strings.Contains(text, seed.Client.Secret) || strings.Contains(text, seed.AccessToken)) {
				t.Errorf("the journal tells %q", text)
			}
		}
	}
}

// Of several acts or knobs all are done or none.
func TestControlIsAllOrNothing(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	before, _ := json.Marshal(c.org.State().Users)
	seat := map[string]any{"act": "insert", "object": "UserPackageLicense", "fields": c.seat(c.user("ada"))}
	for name, last := range map[string]map[string]any{
		"refused by the platform": seat,
		"refused by Fastcall":     {"act": "release", "username": "marie@acme.example"},
		"unknown":                 {"act": "eat", "object": "User", "id": c.user("ada")},
		"of nobody":               {"act": "release", "username": "nobody@acme.example"},
	} {
		acts := []any{map[string]any{"act": "update", "object": "User", "id": c.user("grace"), "fields": map[string]any{"Phone": "1"}}, seat, last}
		status, body := c.call("POST", "/_sim/admin", acts)
		if status != 400 || !strings.Contains(body.(map[string]any)["error"].(string), "act 3 of 3, nothing is done") {
			t.Errorf("%s: %d %v", name, status, body)
		}
		if after, _ := json.Marshal(c.org.State().Users); string(before) != string(after) {
			t.Errorf("%s: the acts before left a trace", name)
		}
	}
	_, body := c.call("POST", "/_sim/admin", []any{seat, map[string]any{"act": "release", "username": "ada@acme.example"}})
	if ids := body.(map[string]any)["ids"].([]any); len(ids) != 2 || ids[1] != c.user("ada") || c.used() != 4 {
		t.Errorf("answered %v, %d seats are used", body, c.used())
	}
	if status, _ := c.call("POST", "/_sim/knobs", map[string]any{"K-graph": "refuse", "K-upl-site": "perhaps"}); status != 400 {
		t.Errorf("a wrong knob answered %d", status)
	}
	if c.org.State().Knobs["K-graph"] != "" {
		t.Error("one knob was turned although another could not be")
	}
}

// What is empty reads [], which is what scripts expect of a list.
func TestEmptyLists(t *testing.T) {
	seed := orgsim.Bare(orgsim.DefaultSeed())
	seed.CallCenters, seed.Groups, seed.PermissionSets = nil, nil, nil
	seed.Users = seed.Users[:1]
	c := serveOnly(t, seed)
	if _, body := c.call("GET", "/_sim/journal", nil); body == nil || len(body.([]any)) != 0 {
		t.Errorf("the journal is %v", body)
	}
	_, body := c.call("GET", "/_sim/state", nil)
	for _, list := range []string{"profiles", "permissionSets", "callCenters", "groups", "users"} {
		if body.(map[string]any)[list] == nil {
			t.Errorf("%s is null", list)
		}
	}
}
