package orgsim_test

import (
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
