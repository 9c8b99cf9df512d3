package orgsim_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func TestVersions(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	token := c.token
	c.token = ""
	_, body := c.call("GET", "/services/data", nil)
	list := body.([]any)
	first, last := list[0].(map[string]any), list[len(list)-1].(map[string]any)
	if first["version"] != "31.0" || first["label"] != "Summer '14" || last["version"] != "67.0" || last["label"] != "Summer '26" {
		t.Errorf("S1b: versions from %v to %v", first, last)
	}
	if v60 := list[60-31].(map[string]any); v60["label"] != "Spring '24" {
		t.Errorf("60.0 is called %v", v60["label"])
	}
	c.token = token
	for path, want := range map[string]int{"/services/data/v62.0": 200, "/services/data/v62.0/": 200, "/services/data/v68.0": 404,
		"/services/data/v62.5": 404, "/services/data/v30.0": 404, "/services/data/v62.0/nowhere": 404,
		"/services/data/v49.0/composite/graph": 404} {
		if status, body := c.call("GET", path, nil); status != want {
			t.Errorf("%s answered %d %v, want %d", path, status, body, want)
		}
	}
}

// Section 2: refusals that have nothing to do with rows.
func TestRequestForm(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	status, body := c.call("PUT", "/sobjects/User", map[string]any{})
	c.refused(status, body, 405, "METHOD_NOT_ALLOWED")
	status, body = c.send("POST", root+"/sobjects/Group", "application/json", strings.NewReader("{"))
	c.refused(status, body, 400, "JSON_PARSER_ERROR")
	status, body = c.send("POST", root+"/sobjects/Group", "text/csv", strings.NewReader("a,b"))
	c.refused(status, body, 415, "UNSUPPORTED_MEDIA_TYPE")
	if status, body = c.call("GET", "/query?q="+strings.Repeat("x", 17000), nil); status != 414 {
		t.Errorf("S11: a long address answered %d", status)
	}
	if _, isText := body.(string); !isText {
		t.Error("S11: 414 answered JSON")
	}
	if status, _ = c.call("GET", "/query?q="+strings.Repeat("x", 16250), nil); status != 431 {
		t.Errorf("S11: a long head answered %d", status)
	}
}

// Section 2: a method that an address does not have is refused with those that it has.
func TestAllow(t *testing.T) {
	c := start(t, phoneSeed())
	for call, want := range map[string]string{
		"PUT /sobjects": "GET,HEAD", "PUT /sobjects/User": "GET,HEAD,POST", "POST /sobjects/User/005000000000001": "DELETE,GET,HEAD,PATCH",
		"POST /sobjects/User/describe": "GET,HEAD", "POST /query": "GET,HEAD", "GET /composite": "POST", "PUT /composite/sobjects": "DELETE,PATCH,POST",
		"PUT /composite/sobjects/User": "GET,POST", "GET /composite/sobjects/FastCall__Phone__c/FastCall__Key__c": "PATCH",
		"GET /composite/tree/User": "POST", "GET /composite/batch": "POST", "GET /composite/graph": "POST", "POST /tooling/query": "GET,HEAD",
		"POST " + phones + "FastCall__Key__c/x": "DELETE,GET,HEAD,PATCH", "DELETE /services/data": "GET,HEAD", "DELETE /actions/custom/apex": "GET,HEAD",
	} {
		method, path, _ := strings.Cut(call, " ")
		status, body := c.call(method, path, nil)
		if got := c.last.Get("Allow"); status != 405 || code(body) != "METHOD_NOT_ALLOWED" || got != want {
			t.Errorf("%s answered %d %v and allows %q, want %q", call, status, body, got, want)
		}
	}
	if status, body := c.call("HEAD", "/services/data", nil); status != 200 || body != "" {
		t.Errorf("HEAD answered %d %v", status, body)
	}
	put := node("PUT", "/sobjects/User", "a", nil)
	for path, sent := range map[string]any{"/composite": map[string]any{"compositeRequest": []any{put}}, "/composite/graph": graphs([]any{put})} {
		_, body := c.call("POST", path, sent)
		if text := fmt.Sprint(body); !strings.Contains(text, "METHOD_NOT_ALLOWED") || !strings.Contains(text, "httpHeaders:map[Allow:") {
			t.Errorf("%s answered %v", path, text)
		}
	}
}

// Section 7: calls are counted, and run out.
func TestLimits(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	c := start(t, orgsim.DefaultSeed(), orgsim.WithClock(func() time.Time { return now }))
	knob("K-daily-limit", "3")(c)
	c.call("GET", "/query?q=SELECT+Id+FROM+User", nil)
	c.call("POST", "/composite/graph", graphs(c.onboard(c.user("ada"))))
	if got := c.last.Get("Sforce-Limit-Info"); got != "api-usage=2/3" {
		t.Errorf("S25: Sforce-Limit-Info is %q", got)
	}
	_, body := c.call("GET", "/limits", nil)
	if daily := body.(map[string]any)["DailyApiRequests"].(map[string]any); daily["Max"] != 3.0 || daily["Remaining"] != 0.0 {
		t.Errorf("limits answered %v", daily)
	}
	status, body := c.call("GET", "/limits", nil)
	c.refused(status, body, 403, "REQUEST_LIMIT_EXCEEDED")
	now = now.Add(25 * time.Hour)
	seed := orgsim.DefaultSeed()
	c.login(seed.Client.ID, seed.Client.Secret)
	c.done(c.call("GET", "/limits", nil))
}

// S19: only so many long calls may run at once.
func TestConcurrentLimit(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	knob("K-long-call-ms", "0")(c)
	arrived := make(chan bool)
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectAdmin, Path: "/limits", Do: func(*orgsim.Org) { close(arrived) }})
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectSlow, Path: "/limits", Delay: orgsim.Duration(time.Minute), Nth: 1})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	slow, err := http.NewRequestWithContext(ctx, "GET", c.base+root+"/limits", nil)
	if err != nil {
		t.Fatal(err)
	}
	slow.Header.Set("Authorization", "Bearer "+c.token)
	go func() {
		if answer, err := http.DefaultClient.Do(slow); err == nil {
			answer.Body.Close()
		}
	}()
	<-arrived
	knob("K-concurrent-limit", "1")(c) // The slow call has read the knob's default by then, or takes the one place.
	for range 1000 {
		if status, body := c.call("GET", "/sobjects/User", nil); status != 200 {
			c.refused(status, body, 403, "REQUEST_LIMIT_EXCEEDED")
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error("a second call was admitted beside a long one")
}

func TestObjects(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	_, body := c.call("GET", "/sobjects", nil)
	if n := len(body.(map[string]any)["sobjects"].([]any)); n < 11 {
		t.Errorf("%d objects", n)
	}
	_, body = c.call("GET", "/limits/recordCount?sObjects=User,Group", nil)
	if counts := body.(map[string]any)["sObjects"].([]any); counts[0].(map[string]any)["count"] != 12.0 {
		t.Errorf("S27: counts %v", counts)
	}
	for path, want := range map[string]int{"/sobjects/user": 200, "/sobjects/User/describe": 200, "/sobjects/Nothing": 404,
		"/sobjects/Nothing/describe": 404} {
		if status, body := c.call("GET", path, nil); status != want {
			t.Errorf("%s answered %d %v", path, status, body)
		}
	}
}

// Section 5: describe says what the objects do.
func TestDescribe(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	for _, tc := range []struct {
		object, field, key string
		want               any
	}{
		{"User", "", "deletable", false},
		{"User", "CallCenterId", "relationshipName", nil},
		{"User", "Username", "length", 80.0},
		{"User", "Name", "createable", false},
		{"User", "CallCenterId", "updateable", true},
		{"UserPackageLicense", "", "updateable", false},
		{"UserPackageLicense", "", "createable", true},
		{"UserPackageLicense", "UserId", "relationshipName", nil},
		{"UserPackageLicense", "UserId", "updateable", false},
		{"UserPackageLicense", "PackageLicenseId", "relationshipName", "PackageLicense"},
		{"PackageLicense", "", "createable", false},
		{"CallCenter", "", "updateable", false},
		{"CallCenter", "", "deletable", false},
		{"GroupMember", "", "updateable", false},
		{"PermissionSetAssignment", "ExpirationDate", "updateable", true},
		{"PermissionSetAssignment", "AssigneeId", "nillable", false},
	} {
		status, body := c.call("GET", "/sobjects/"+tc.object+"/describe", nil)
		at := c.done(status, body)
		if tc.field != "" {
			at = fieldOf(at, tc.field)
		}
		if at == nil || at[tc.key] != tc.want {
			t.Errorf("%s.%s: %s = %v, want %v", tc.object, tc.field, tc.key, at[tc.key], tc.want)
		}
	}
	_, body := c.call("GET", "/services/data/v51.0/sobjects/PermissionSetAssignment/describe", nil)
	if fieldOf(body.(map[string]any), "ExpirationDate") != nil {
		t.Error("S21: ExpirationDate exists before 52.0")
	}
}

func fieldOf(describe map[string]any, name string) map[string]any {
	for _, f := range describe["fields"].([]any) {
		if m := f.(map[string]any); m["name"] == name {
			return m
		}
	}
	return nil
}

// S23: what the API user may not see is not there.
func TestVisibility(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	c.org.HideObject("UserPackageLicense", true)
	c.org.HideField("User", "CallCenterId", true)
	hidden := c.user("linus")
	c.org.HideRow(hidden, true)
	get := func(path string) (int, any) { return c.call(http.MethodGet, path, nil) }

	status, body := get("/query?q=SELECT+Id+FROM+UserPackageLicense")
	c.refused(status, body, 400, "INVALID_TYPE")
	status, body = get("/sobjects/UserPackageLicense/describe")
	c.refused(status, body, 404, "NOT_FOUND")
	status, body = c.call("POST", "/sobjects/UserPackageLicense", map[string]any{})
	c.refused(status, body, 404, "NOT_FOUND")

	status, body = get("/query?q=SELECT+CallCenterId+FROM+User")
	c.refused(status, body, 400, "INVALID_FIELD")
	status, body = c.call("PATCH", "/sobjects/User/"+c.user("ada"), map[string]any{"CallCenterId": nil})
	c.refused(status, body, 400, "INVALID_FIELD")
	status, body = get("/sobjects/User/" + c.user("ada") + "?fields=CallCenterId")
	c.refused(status, body, 400, "INVALID_FIELD")
	status, body = get("/sobjects/User/describe")
	if fieldOf(c.done(status, body), "CallCenterId") != nil {
		t.Error("describe shows a hidden field")
	}

	if rows := c.query("SELECT Id FROM User WHERE Username = 'linus@acme.example'"); len(rows) != 0 {
		t.Errorf("a hidden row was found: %v", rows)
	}
	status, body = get("/sobjects/User/" + hidden)
	c.refused(status, body, 404, "NOT_FOUND")
	status, body = c.call("PATCH", "/sobjects/User/"+hidden, map[string]any{"Phone": "1"})
	c.refused(status, body, 404, "INVALID_CROSS_REFERENCE_KEY")
	status, body = c.call("POST", "/sobjects/PermissionSetAssignment", c.assignment("linus", "FastCall_User"))
	c.refused(status, body, 400, "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY")

	c.org.HideObject("UserPackageLicense", false)
	if rows := c.query("SELECT Id FROM UserPackageLicense"); len(rows) != 3 {
		t.Errorf("%d seats", len(rows))
	}
}
