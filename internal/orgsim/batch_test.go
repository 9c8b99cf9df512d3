package orgsim_test

import (
	"fmt"
	"net/url"
	"reflect"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// part is one subrequest of a batch; its address begins with the API version.
func part(method, path string, body any) map[string]any {
	p := map[string]any{"method": method, "url": "v62.0" + path}
	if body != nil {
		p["richInput"] = body
	}
	return p
}

// batched sends a batch and lists the status and code of each part.
func (c *client) batched(halt bool, parts ...any) (hasErrors any, got []string) {
	c.t.Helper()
	status, body := c.call("POST", "/composite/batch", map[string]any{"batchRequests": parts, "haltOnError": halt})
	answer := c.done(status, body)
	for _, r := range answer["results"].([]any) {
		result := r.(map[string]any)
		got = append(got, fmt.Sprint(result["statusCode"], " ", code(result["result"])))
	}
	return answer["hasErrors"], got
}

// S37: parts of a batch know nothing of each other; haltOnError leaves out what follows a failure.
func TestBatch(t *testing.T) {
	group := func(name string) any { return part("POST", "/sobjects/Group", map[string]any{"Name": name}) }
	for _, halt := range []bool{false, true} {
		t.Run(fmt.Sprint("haltOnError ", halt), func(t *testing.T) {
			c := start(t, orgsim.DefaultSeed())
			failed, got := c.batched(halt, group("A"), group(""), group("B"),
				part("GET", "/query?q="+url.QueryEscape("SELECT Id FROM Group"), nil), part("GET", "/limits", nil))
			want := []string{"201 ", "400 REQUIRED_FIELD_MISSING", "201 ", "200 ", "200 "}
			if halt {
				for i := 2; i < len(want); i++ {
					want[i] = "412 BATCH_PROCESSING_HALTED"
				}
			}
			if failed != true || !reflect.DeepEqual(got, want) {
				t.Errorf("got %v %v, want %v", failed, got, want)
			}
			if _, found := c.org.Find("Group", "Name", "A"); !found {
				t.Error("a part that succeeded does not stand")
			}
		})
	}
}

// Section 3: a batch is the one call in which setup and non-setup writes both stand.
func TestBatchNeverMixes(t *testing.T) {
	c := start(t, orgsim.DefaultSeed(), phoneNumber())
	failed, got := c.batched(false, part("POST", "/sobjects/UserPackageLicense", c.seat(c.user("ada"))),
		part("POST", "/sobjects/FastCall__Phone__c", map[string]any{"Name": "+45"}),
		part("PATCH", "/sobjects/User/"+c.user("ada"), map[string]any{"IsActive": false}))
	if want := []string{"201 ", "201 ", "204 "}; failed != false || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v %v", failed, got)
	}
	entry := c.org.Journal()[1]
	if !entry.Write || len(entry.Requests) != 3 || entry.Requests[0].Path != root+"/sobjects/UserPackageLicense" {
		t.Errorf("the journal has %+v", entry)
	}
}

// Section 7: a batch counts itself and each part; what goes beyond the allowance is refused by itself.
func TestBatchCounts(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	knob("K-daily-limit", "5")(c)
	limits := part("GET", "/limits", nil)
	c.batched(false, limits, limits)
	if got := c.last.Get("Sforce-Limit-Info"); got != "api-usage=3/5" {
		t.Errorf("Sforce-Limit-Info is %q", got)
	}
	if n := c.org.Journal()[1].Calls; n != 3 {
		t.Errorf("the journal has %d calls", n)
	}
	_, got := c.batched(false, limits, limits)
	if want := []string{"200 ", "403 REQUEST_LIMIT_EXCEEDED"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

// S37: the form of a batch, and what may not be a part of one.
func TestBatchForm(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	many := make([]any, 26)
	for i := range many {
		many[i] = part("GET", "/limits", nil)
	}
	status, body := c.call("POST", "/composite/batch", map[string]any{"batchRequests": many})
	c.refused(status, body, 400, "LIMIT_EXCEEDED")
	status, body = c.call("POST", "/composite/batch", map[string]any{})
	c.refused(status, body, 400, "JSON_PARSER_ERROR")
	status, body = c.call("GET", "/composite/batch", nil)
	c.refused(status, body, 405, "METHOD_NOT_ALLOWED")
	status, body = c.call("POST", "/services/data/v33.0/composite/batch", map[string]any{})
	c.refused(status, body, 404, "NOT_FOUND")
	_, got := c.batched(false, part("POST", "/composite", map[string]any{}), part("GET", "/nowhere", nil),
		map[string]any{"method": "get", "url": "v62.0/limits"}, map[string]any{"method": "GET", "url": root + "/limits"},
		map[string]any{"method": "GET", "url": "v99.0/limits"})
	if want := []string{"404 NOT_FOUND", "404 NOT_FOUND", "405 METHOD_NOT_ALLOWED", "200 ", "404 NOT_FOUND"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

// A fault strikes a part of a batch as it strikes a node of a composite.
func TestBatchFault(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectLockRow, Object: "Group"})
	_, got := c.batched(false, part("POST", "/sobjects/Group", map[string]any{"Name": "A"}))
	if want := []string{"400 UNABLE_TO_LOCK_ROW"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectUnavailable, Object: "Group"})
	status, body := c.call("POST", "/composite/batch", map[string]any{"batchRequests": []any{part("GET", "/sobjects/Group", nil)}})
	c.refused(status, body, 503, "SERVER_UNAVAILABLE")
}
