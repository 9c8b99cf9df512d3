package provider_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

type values = acctest.Values

// configured starts a provider with just these arguments.
func configured(t *testing.T, config values) acctest.Diagnostics {
	t.Helper()
	return acctest.NewTerraform(t, nil, config).Configured
}

func TestContradictoryOrMissingCredentials(t *testing.T) {
	const url = "https://acme.my.salesforce.com"
	cases := map[string]struct {
		config values
		env    map[string]string
		words  []string
	}{
		"nothing":             {values{}, nil, []string{"Missing instance_url", "FASTCALL_INSTANCE_URL", "Missing client_id"}},
		"no way in":           {values{"instance_url": url}, nil, []string{"There are no credentials", "FASTCALL_CLIENT_ID"}},
		"client, no secret":   {values{"instance_url": url, "client_id": "a"}, nil, []string{"Missing client_secret"}},
		"secret, no client":   {values{"instance_url": url, "client_secret": "a"}, nil, []string{"Missing client_id"}},
		"two ways in":         {values{"instance_url": url, "client_id": "a", "access_token": "b"}, nil, []string{"Contradictory credentials"}},
		"two ways in outside": {values{"instance_url": url}, map[string]string{"FASTCALL_CLIENT_ID": "a", "FASTCALL_ACCESS_TOKEN": "b"}, []string{"Contradictory credentials"}},
		"plain http":          {values{"instance_url": "http://acme.my.salesforce.com", "access_token": "b"}, nil, []string{"instance_url", "https"}},
		"no address":          {values{"instance_url": "acme", "access_token": "b"}, nil, []string{"instance_url"}},
		"no duration":         {values{"instance_url": url, "access_token": "b", "request_timeout": "soon"}, nil, []string{"Not a duration"}},
		"no number":           {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_MAX_RETRIES": "many"}, []string{"Wrong FASTCALL_MAX_RETRIES"}},
		"no policy":           {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_RELEASE": `{"group_memberships":"keep"}`}, []string{"Wrong FASTCALL_RELEASE"}},
		"no such management":  {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_LICENSE_MANAGEMENT": "never"}, []string{"Wrong FASTCALL_LICENSE_MANAGEMENT", "managed"}},
		"too many at once":    {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_MAX_CONCURRENT_REQUESTS": "900"}, []string{"Wrong FASTCALL_MAX_CONCURRENT_REQUESTS", "25"}},
		"no truth":            {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_READ_ONLY": "perhaps"}, []string{"Wrong FASTCALL_READ_ONLY", "true or false"}},
		"no budget":           {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_API_BUDGET_PERCENT": "101"}, []string{"Wrong FASTCALL_API_BUDGET_PERCENT", "100"}},
		"no namespace":        {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_NAMESPACE": "no way'"}, []string{"Wrong FASTCALL_NAMESPACE"}},
		"no license id":       {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_PACKAGE_LICENSE_ID": "rubbish"}, []string{"Wrong FASTCALL_PACKAGE_LICENSE_ID"}},
		"no such role":        {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_PERMISSION_SETS": `{"usr":"X"}`}, []string{"Wrong FASTCALL_PERMISSION_SETS"}},
		"one set, two roles":  {values{"instance_url": url, "access_token": "b"}, map[string]string{"FASTCALL_PERMISSION_SETS": `{"user":"X","admin":"FastCall__x"}`}, []string{"Roles admin and user"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for variable, value := range c.env {
				t.Setenv(variable, value)
			}
			text := configured(t, c.config).Errors().String()
			for _, word := range c.words {
				if !strings.Contains(text, word) {
					t.Errorf("error lacks %q:\n%s", word, text)
				}
			}
		})
	}
}

// A way in that the block names is not mixed with another of the environment.
func TestBlockComesBeforeEnvironment(t *testing.T) {
	org := acctest.NewOrg(t)
	t.Setenv("FASTCALL_ACCESS_TOKEN", "00Dxx0000000000!wrong")
	t.Setenv("FASTCALL_INSTANCE_URL", "https://wrong.my.salesforce.com")
	if _, diags := acctest.NewTerraform(t, org).DataSource("fastcall_license", values{}); len(diags) > 0 {
		t.Errorf("says:\n%s", diags)
	}
}

func TestEverythingFromTheEnvironment(t *testing.T) {
	org := acctest.NewOrg(t)
	for variable, value := range map[string]string{
		"FASTCALL_INSTANCE_URL": org.URL, "FASTCALL_ACCESS_TOKEN": org.Seed.AccessToken,
		"FASTCALL_ORGANIZATION_ID": org.Seed.Org.ID, "FASTCALL_SITE_GUEST_LICENSES": "2",
		"FASTCALL_PERMISSION_SETS": `{"user":"FastCall_User"}`, "FASTCALL_GROUPS": `["All Accountants"]`,
		"FASTCALL_RELEASE": `{"group_memberships":"fail"}`, "FASTCALL_CALL_CENTER": "Old Switchboard",
	} {
		t.Setenv(variable, value)
	}
	tf := acctest.NewTerraform(t, nil)
	if len(tf.Configured) > 0 {
		t.Fatalf("configure says:\n%s", tf.Configured)
	}
	got, diags := tf.DataSource("fastcall_license", values{})
	if len(diags) > 0 || got["site_guest_reserved"] != int64(2) {
		t.Errorf("license is %s\n%s", got.JSON(), diags)
	}
	center, diags := tf.DataSource("fastcall_call_center", values{})
	if len(diags) > 0 || center["name"] != "Old Switchboard" {
		t.Errorf("call center is %s\n%s", center.JSON(), diags)
	}
}

// Configuring makes no request; the first need makes one for the token.
func TestConfigureMakesNoRequest(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	if got := len(org.Journal()); got != 0 {
		t.Errorf("%d requests, want none", got)
	}
	if _, diags := tf.DataSource("fastcall_license", values{}); len(diags) > 0 {
		t.Fatalf("says:\n%s", diags)
	}
	tokens := 0
	for _, entry := range org.Journal() {
		if entry.Token {
			tokens++
		}
	}
	if tokens != 1 {
		t.Errorf("%d token requests, want 1", tokens)
	}
}

// An unknown argument defers everything and says so, once.
func TestUnknownArgumentsDefer(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org, values{"client_secret": acctest.Unknown})
	if got := tf.Configured.Warnings().String(); !strings.Contains(got, "not fully known yet") || !strings.Contains(got, "client_secret") {
		t.Errorf("configure says:\n%s", tf.Configured)
	}
	plan := tf.Plan("fastcall_user", acctest.Instance{}, values{"username": "ada@acme.example", "call_center": "Nowhere"})
	if len(plan.Diagnostics) > 0 || len(org.Journal()) > 0 {
		t.Errorf("plan says:\n%s after %d requests", plan.Diagnostics, len(org.Journal()))
	}
	if _, diags := tf.DataSource("fastcall_license", values{}); !strings.Contains(diags.Errors().String(), "not configured") {
		t.Errorf("data source says:\n%s", diags)
	}
}

// The org that the block names is the only one that is believed.
func TestOrganizationID(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	_, diags := acctest.NewTerraform(t, org, values{"organization_id": "00DgL0000000009"}).DataSource("fastcall_license", values{})
	if text := diags.Errors().String(); !strings.Contains(text, "This belongs to org 00DgL0000000009") {
		t.Errorf("says:\n%s", diags)
	}
	for _, entry := range org.Journal() {
		if !entry.Token {
			t.Errorf("the org was asked: %s", entry.Path)
		}
	}
}

// Requests say which provider and Terraform send them, and what TF_APPEND_USER_AGENT adds.
func TestUserAgent(t *testing.T) {
	t.Setenv("TF_APPEND_USER_AGENT", "pipeline/7\n (acme)")
	org := acctest.NewOrg(t)
	var agents sync.Map
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agents.Store(r.UserAgent(), true)
		org.ServeHTTP(w, r)
	}))
	t.Cleanup(gate.Close)
	org.URL = gate.URL
	readLicense(t, acctest.NewTerraform(t, org))
	agents.Range(func(agent, _ any) bool {
		if want := "terraform-provider-fastcall/test Terraform/1.11.4 pipeline/7 (acme)"; agent != want {
			t.Errorf("the user agent is %q, not %q", agent, want)
		}
		return true
	})
}
