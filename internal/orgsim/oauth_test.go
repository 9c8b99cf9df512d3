package orgsim_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Section 1.1: what the token endpoint answers.
func TestToken(t *testing.T) {
	seed := orgsim.DefaultSeed()
	valid := url.Values{"grant_type": {"client_credentials"}, "client_id": {seed.Client.ID}, "client_secret": {seed.Client.Secret}}
	but := func(key, value string) url.Values {
		form := url.Values{}
		for k, v := range valid {
			form[k] = v
		}
		form.Set(key, value)
		return form
	}
	for _, tc := range []struct {
		name   string
		change func(*orgsim.Seed)
		knob   string
		to     string
		form   url.Values
		status int
		code   string
	}{
		{name: "success", form: valid, status: 200},
		{name: "S31 unknown client", form: but("client_id", "x"), status: 400, code: "invalid_client_id"},
		{name: "S31 wrong secret", form: but("client_secret", "x"), status: 400, code: "invalid_client"},
		{name: "K-oauth-badsecret-status", knob: "K-oauth-badsecret-status", to: "401", form: but("client_secret", "x"), status: 401, code: "invalid_client"},
		{name: "other grant", form: but("grant_type", "authorization_code"), status: 400, code: "unsupported_grant_type"},
		{name: "S30 no run-as user", change: func(s *orgsim.Seed) { s.APIUser.Username = "" }, form: valid, status: 400, code: "invalid_grant"},
		{name: "flow disabled", change: func(s *orgsim.Seed) { s.Client.FlowDisabled = true }, form: valid, status: 400, code: "invalid_grant"},
		{name: "K-oauth-flow-disabled", change: func(s *orgsim.Seed) { s.Client.FlowDisabled = true }, knob: "K-oauth-flow-disabled",
			to: "unsupported_grant_type", form: valid, status: 400, code: "unsupported_grant_type"},
		{name: "S34 inactive user", change: func(s *orgsim.Seed) { s.Users[0].Inactive = true }, form: valid, status: 400, code: "inactive_user"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			seed := orgsim.DefaultSeed()
			if tc.change != nil {
				tc.change(&seed)
			}
			c := serveOnly(t, seed)
			if tc.knob != "" {
				knob(tc.knob, tc.to)(c)
			}
			status, body := c.form("/services/oauth2/token", tc.form)
			c.refused(status, body, tc.status, tc.code)
			m := body.(map[string]any)
			if tc.code != "" {
				if c.last.Get("Cache-Control") != "no-store" {
					t.Error("S12: an error without Cache-Control: no-store")
				}
				return
			}
			if m["instance_url"] != c.base || !regexp.MustCompile(`^00D\w{12}!\S{20,}$`).MatchString(m["access_token"].(string)) {
				t.Errorf("answer %v", m)
			}
		})
	}
}

func TestBasicAuthenticationGetsAToken(t *testing.T) {
	c := serveOnly(t, orgsim.DefaultSeed())
	seed := orgsim.DefaultSeed()
	r, _ := http.NewRequest("POST", c.base+"/services/oauth2/token", strings.NewReader("grant_type=client_credentials"))
	r.SetBasicAuth(seed.Client.ID, seed.Client.Secret)
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != 200 {
		t.Fatalf("got %v, %v", answer, err)
	}
	answer.Body.Close()
}

func TestSessions(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	seed := orgsim.DefaultSeed()
	c := start(t, seed, orgsim.WithClock(func() time.Time { return now }))
	issued := c.token
	expired := func(wanted bool) {
		t.Helper()
		status, body := c.call("GET", "/limits", nil)
		if wanted {
			c.refused(status, body, 401, "INVALID_SESSION_ID")
			return
		}
		c.done(status, body)
	}
	expired(false)
	now = now.Add(3 * time.Hour)
	expired(true) // Section 1.3.
	c.token = seed.AccessToken
	expired(false)
	c.org.ExpireSessions()
	expired(true)
	c.token = issued
	expired(true)

	c.login(seed.Client.ID, seed.Client.Secret)
	_, body := c.call("GET", "/services/oauth2/userinfo", nil)
	if body.(map[string]any)["preferred_username"] != "terraform@acme.example" {
		t.Errorf("userinfo answered %v", body)
	}
	if status, _ := c.form("/services/oauth2/revoke", url.Values{"token": {c.token}}); status != 200 {
		t.Errorf("revoke answered %d", status)
	}
	if status, body := c.call("GET", "/services/oauth2/userinfo", nil); status != 403 || body != "Bad_OAuth_Token" {
		t.Errorf("userinfo after revoke answered %d %v", status, body)
	}
	if status, body := c.form("/services/oauth2/revoke", url.Values{"token": {c.token}}); status != 400 || !strings.Contains(body.(string), "error=") {
		t.Errorf("second revoke answered %d %v", status, body)
	}
}
