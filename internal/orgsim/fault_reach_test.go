package orgsim_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// aim arms a fault as the command line spells it, in place of those before.
func (c *client) aim(spec string) {
	c.t.Helper()
	f, err := orgsim.ParseFault(spec)
	if err != nil {
		c.t.Fatal(err)
	}
	c.org.ClearFaults()
	c.org.AddFault(f)
}

// logsIn asks for a token as the app of the default seed.
func (c *client) logsIn() (int, any) {
	c.t.Helper()
	app := orgsim.DefaultSeed().Client
	return c.form("/services/oauth2/token", url.Values{"grant_type": {"client_credentials"}, "client_id": {app.ID}, "client_secret": {app.Secret}})
}

// What limits the API limits nothing else (S12): log-in, log-out, the user's own data and the list of versions work on, and
// a count of strikes is not spent on them.
func TestLimitsStrikeOnlyTheAPI(t *testing.T) {
	for effect, want := range map[string]int{"daily-limit": 403, "concurrent-limit": 403, "wrong-session": 401} {
		c := start(t, orgsim.DefaultSeed())
		c.aim(effect + ":nth=2")
		for _, path := range []string{"/services/oauth2/userinfo", "/services/data", "/services/data/"} {
			c.done(c.send("GET", path, "", nil))
		}
		c.done(c.logsIn())
		if status, _ := c.form("/services/oauth2/revoke", url.Values{"token": {"none"}}); status != 400 {
			t.Errorf("%s: the log-out answered %d", effect, status)
		}
		c.done(c.call("GET", "/limits", nil))
		if status, body := c.call("GET", "/limits", nil); status != want {
			t.Errorf("%s: the second call of the API answered %d %v", effect, status, body)
		}
		c.aim(effect + ":verb=token")
		status, body := c.logsIn()
		if answer, one := body.(map[string]any); status != want || !one || answer["error"] == "" || answer["error_description"] == "" {
			t.Errorf("%s: the log-in it is aimed at answered %d %v", effect, status, body)
		}
		c.done(c.call("GET", "/limits", nil))
	}
	c := start(t, orgsim.DefaultSeed())
	c.aim("expire-session:nth=1")
	c.done(c.logsIn())
	status, body := c.call("GET", "/limits", nil)
	c.refused(status, body, 401, "INVALID_SESSION_ID")
}

// The token endpoint words every refusal in its own way: one object with error and error_description (S12).
func TestFaultsOfTheTokenEndpoint(t *testing.T) {
	for spec, want := range map[string]int{
		"refuse:verb=token,code=invalid_grant,message=ip restricted":            400,
		"refuse:code=invalid_grant,message=ip restricted":                       400,
		"refuse:verb=token,code=invalid_grant,message=ip restricted,status=401": 401,
		"fail:verb=token,code=invalid_grant,message=ip restricted":              400,
		"fail:path=oauth2,verb=token,code=invalid_grant,message=ip restricted":  400,
		"503-json:verb=token":         503,
		"500:verb=token":              500,
		"500-after-commit:verb=token": 500,
	} {
		c := start(t, orgsim.DefaultSeed())
		c.aim(spec)
		status, body := c.logsIn()
		answer, one := body.(map[string]any)
		if status != want || !one || len(answer) != 2 || answer["error"] == "" || answer["error_description"] == "" || c.last.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: answered %d %v", spec, status, body)
		}
		if strings.Contains(spec, "ip restricted") && (answer["error"] != "invalid_grant" || answer["error_description"] != "ip restricted") {
			t.Errorf("%s: answered %v", spec, body)
		}
	}
}

// A further page of a query is of the object of its query.
func TestFaultsStrikeFurtherPages(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.Knobs = map[string]string{"K-page-size": "4"}
	pages := func(c *client, statement string) (sizes []int, refusal string) {
		path := "/query?q=" + url.QueryEscape(statement)
		for path != "" {
			status, body := c.call("GET", path, nil)
			if status != http.StatusOK {
				return sizes, code(body)
			}
			sizes = append(sizes, len(records(body)))
			path, _ = body.(map[string]any)["nextRecordsUrl"].(string)
		}
		return sizes, ""
	}
	for _, tc := range []struct {
		spec    string
		users   []int
		refusal string
	}{
		{"expired-locator:object=user", []int{4}, "INVALID_QUERY_LOCATOR"},
		{"expired-locator:times=1", []int{4}, "INVALID_QUERY_LOCATOR"},
		{"expired-locator:verb=query,nth=2", []int{4, 4}, "INVALID_QUERY_LOCATOR"},
		{"expired-locator:object=Group", []int{4, 4, 4}, ""},
		{"short-page:object=User,nth=2,size=3", []int{4, 3, 4, 1}, ""},
		{"short-page:object=Group", []int{4, 4, 4}, ""},
		{"fail:object=User,verb=query,nth=3,code=QUERY_TIMEOUT", []int{4, 4}, "QUERY_TIMEOUT"},
		{"503-json:object=User,nth=2", []int{4}, "SERVER_UNAVAILABLE"},
	} {
		c := start(t, seed)
		c.aim(tc.spec)
		sizes, refusal := pages(c, "SELECT Id FROM User")
		if !slices.Equal(sizes, tc.users) || refusal != tc.refusal {
			t.Errorf("%s: pages of %v, %s", tc.spec, sizes, refusal)
		}
		if sizes, refusal := pages(c, "SELECT Id FROM Profile"); refusal != "" {
			t.Errorf("%s: struck the query of another object: %v, %s", tc.spec, sizes, refusal)
		}
	}
}

// A refusal for the number of calls says how many there are (S25), as every answer of the API does; a log-in has no such
// figures.
func TestLimitRefusalsTellTheLimit(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.Knobs = map[string]string{"K-daily-limit": "2"}
	c := start(t, seed)
	for range 2 {
		c.done(c.call("GET", "/limits", nil))
	}
	for spec, want := range map[string]string{"slow:delay=1ns": "api-usage=2/2", "daily-limit": "api-usage=2/2", "concurrent-limit": "api-usage=2/2"} {
		c.aim(spec)
		status, body := c.call("GET", "/limits", nil)
		c.refused(status, body, 403, "REQUEST_LIMIT_EXCEEDED")
		if got := c.last.Get("Sforce-Limit-Info"); got != want {
			t.Errorf("%s: the refusal says %q", spec, got)
		}
	}
	c = start(t, orgsim.DefaultSeed())
	for spec, want := range map[string]string{"daily-limit": "api-usage=15000/15000", "concurrent-limit": "api-usage=0/15000"} {
		c.aim(spec)
		c.call("GET", "/limits", nil)
		if got := c.last.Get("Sforce-Limit-Info"); got != want {
			t.Errorf("%s: the refusal says %q", spec, got)
		}
	}
	c.aim("daily-limit:verb=token")
	c.logsIn()
	if got := c.last.Get("Sforce-Limit-Info"); got != "" {
		t.Errorf("a log-in says %q", got)
	}
}

// A lock names the row that it is about, if there is one yet.
func TestLockNamesTheRow(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	c.aim("lock-row")
	ada := c.user("ada")
	for _, tc := range []struct {
		method, path string
		body         any
		want         string
	}{
		{"POST", "/sobjects/UserPackageLicense", c.seat(ada), "unable to obtain exclusive access to this record"},
		{"PATCH", "/sobjects/User/" + ada, map[string]any{"Phone": "1"}, "unable to obtain exclusive access to this record or 1 records: " + ada},
	} {
		status, body := c.call(tc.method, tc.path, tc.body)
		c.refused(status, body, 400, "UNABLE_TO_LOCK_ROW")
		if got := body.([]any)[0].(map[string]any)["message"]; got != tc.want {
			t.Errorf("%s says %q", tc.method, got)
		}
	}
}
