package provider_test

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// without takes what the harness puts into every block out of it.
func without(more values) values {
	config := values{"client_id": nil, "client_secret": nil}
	maps.Copy(config, more)
	return config
}

// waysIn are the arguments of each way in by the token endpoint.
func waysIn(org *acctest.Org) map[string]values {
	id, secret := org.Seed.Client.ID, org.Seed.Client.Secret
	return map[string]values{
		"client": {},
		"jwt":    without(values{"client_id": id, "username": acctest.Username, "private_key": acctest.PrivateKey()}),
		"password": {"client_id": id, "client_secret": secret, "username": acctest.Username,
			"password": acctest.Password, "security_token": acctest.SecurityToken},
		"password and token as one": {"client_id": id, "client_secret": secret, "username": acctest.Username,
			"password": acctest.Password + acctest.SecurityToken},
	}
}

// secrets are texts of which none may be on the screen.
func secrets(org *acctest.Org) []string {
	lines := strings.Split(acctest.PrivateKey(), "\n")
	return []string{org.Seed.Client.Secret, acctest.Password, url.QueryEscape(acctest.Password), acctest.SecurityToken,
		lines[1], lines[3], "!AR8AQ", "eyJ", "BEGIN"}
}

func wantNoSecret(t *testing.T, org *acctest.Org, text string) {
	t.Helper()
	for _, secret := range secrets(org) {
		if strings.Contains(text, secret) {
			t.Errorf("%q is on the screen:\n%s", secret, text)
		}
	}
}

func readLicense(t *testing.T, tf *acctest.Terraform) {
	t.Helper()
	got, diags := tf.DataSource("fastcall_license", values{})
	if len(tf.Configured) > 0 || len(diags) > 0 || got["allowed"] != int64(10) {
		t.Errorf("license is %s\n%s%s", got.JSON(), tf.Configured, diags)
	}
}

// Every way in reads the license, also when the session has expired in between, and is
// held to the configured org.
func TestEveryWayIn(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, acctest.EveryWayIn)
	for name, config := range waysIn(org) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, acctest.EveryWayIn)
			tf := acctest.NewTerraform(t, org, config, values{"organization_id": org.Seed.Org.ID})
			readLicense(t, tf)
			org.ExpireSessions()
			readLicense(t, tf)
			tf = acctest.NewTerraform(t, org, config, values{"organization_id": "00DgL0000000009"})
			if _, diags := tf.DataSource("fastcall_license", values{}); !strings.Contains(diags.Errors().String(), "00DgL0000000009") {
				t.Errorf("another org says:\n%s", diags)
			}
		})
	}
}

// A key may be a file, a text in one line, or either of them in the environment.
func TestPrivateKeyForms(t *testing.T) {
	org := acctest.NewOrg(t, acctest.EveryWayIn)
	home := t.TempDir()
	t.Setenv("HOME", home)
	if err := os.WriteFile(filepath.Join(home, "key.pem"), []byte(acctest.PrivateKey()), 0o600); err != nil {
		t.Fatal(err)
	}
	block := without(values{"client_id": org.Seed.Client.ID, "username": acctest.Username})
	for name, key := range map[string]string{
		"path": filepath.Join(home, "key.pem"), "home": "~/key.pem",
		"one line": strings.ReplaceAll(acctest.PrivateKey(), "\n", `\n`),
	} {
		t.Run(name, func(t *testing.T) {
			readLicense(t, acctest.NewTerraform(t, org, block, values{"private_key": key}))
			t.Setenv("FASTCALL_PRIVATE_KEY", key)
			readLicense(t, acctest.NewTerraform(t, org, block))
		})
	}
	for name, c := range map[string]struct{ key, word string }{
		"no file":        {"~/other.pem", "no such file"},
		"no file either": {strings.Split(acctest.PrivateKey(), "\n")[1], "Cannot read private_key"},
		"folder":         {home, "is a directory"},
		"lines":          {strings.ReplaceAll(acctest.PrivateKey(), "-----", ""), "a path is one line"},
	} {
		t.Run(name, func(t *testing.T) {
			text := acctest.NewTerraform(t, org, block, values{"private_key": c.key}).Configured.Errors().String()
			if !strings.Contains(text, "Cannot read private_key") || !strings.Contains(text, c.word) {
				t.Errorf("says:\n%s", text)
			}
			for _, line := range strings.Fields(acctest.PrivateKey()) {
				if len(line) > 20 && strings.Contains(text, line) {
					t.Errorf("key on the screen:\n%s", text)
				}
			}
		})
	}
}

// What the token endpoint refuses reaches the screen with Salesforce's words and none of
// the secrets (section 1.1).
func TestRefusedLogins(t *testing.T) {
	t.Parallel()
	jwt, password := "jwt", "password"
	for name, c := range map[string]struct {
		way    string
		edit   func(*acctest.Seed)
		config values
		code   string
		text   string
	}{
		"unknown client":         {"client", nil, values{"client_id": "x"}, "invalid_client_id", "client identifier invalid"},
		"wrong secret":           {"client", nil, values{"client_secret": "x"}, "invalid_client", "invalid client credentials"},
		"no run-as user":         {"client", func(s *acctest.Seed) { s.APIUser.Username = "" }, nil, "invalid_grant", "no client credentials user enabled"},
		"flow off":               {"client", func(s *acctest.Seed) { s.Client.FlowDisabled = true }, nil, "invalid_grant", "client credentials flow not enabled"},
		"jwt, unknown client":    {jwt, nil, values{"client_id": "x"}, "invalid_client_id", "client identifier invalid"},
		"jwt, other key":         {jwt, func(s *acctest.Seed) { s.Client.PublicKey = "" }, nil, "invalid_grant", "invalid assertion"},
		"jwt, unknown user":      {jwt, nil, values{"username": "x@acme.example"}, "invalid_grant", "user hasn't approved this consumer"},
		"jwt, not approved":      {jwt, func(s *acctest.Seed) { s.Client.Unapproved = []string{acctest.Username} }, nil, "invalid_grant", "user hasn't approved this consumer"},
		"jwt, not admitted":      {jwt, func(s *acctest.Seed) { s.Client.Barred = []string{acctest.Username} }, nil, "invalid_app_access", "user is not admin approved to access this app"},
		"jwt, sandbox":           {jwt, func(s *acctest.Seed) { s.Org.IsSandbox = true }, nil, "", ""},
		"jwt, inactive":          {jwt, func(s *acctest.Seed) { s.Users[0].Inactive = true }, nil, "inactive_user", ""},
		"password, unknown":      {password, nil, values{"client_id": "x"}, "invalid_client_id", "client identifier invalid"},
		"password, wrong secret": {password, nil, values{"client_secret": "x"}, "invalid_client", "invalid client credentials"},
		"password, wrong":        {password, nil, values{"password": "xy"}, "invalid_grant", "authentication failure"},
		"password, no token":     {password, nil, values{"security_token": nil}, "invalid_grant", "authentication failure"},
		"password, blocked":      {password, func(s *acctest.Seed) { s.Knobs = nil }, nil, "invalid_grant", "authentication failure"},
		"password, inactive":     {password, func(s *acctest.Seed) { s.Users[0].Inactive = true }, nil, "inactive_user", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			edits := []func(*acctest.Seed){acctest.EveryWayIn}
			if c.edit != nil {
				edits = append(edits, c.edit)
			}
			org := acctest.NewOrg(t, edits...)
			_, diags := acctest.NewTerraform(t, org, waysIn(org)[c.way], c.config).DataSource("fastcall_license", values{})
			text := diags.String()
			if (len(diags) > 0) != (c.code != "") || !strings.Contains(text, c.code) || !strings.Contains(text, c.text) {
				t.Errorf("says:\n%s", text)
			}
			wantNoSecret(t, org, text)
		})
	}
}

// Errors that no setting of an org brings about, by every way in.
func TestTroubleAtTheTokenEndpoint(t *testing.T) {
	t.Parallel()
	for code, message := range map[string]string{
		"invalid_grant": "ip restricted", "inactive_org": "organization is inactive", "rate_limit_exceeded": "login rate exceeded",
		"unknown_error": "retry your request",
	} {
		org := acctest.NewOrg(t, acctest.EveryWayIn)
		org.AddFault(acctest.Fault{Effect: acctest.Fail, Verb: "token", Code: code, Message: message})
		for name, config := range waysIn(org) {
			_, diags := acctest.NewTerraform(t, org, config, values{"max_retries": 0}).DataSource("fastcall_license", values{})
			if text := diags.Errors().String(); !strings.Contains(text, code) || !strings.Contains(text, message) {
				t.Errorf("%s, %s: says:\n%s", name, code, text)
			}
			wantNoSecret(t, org, diags.String())
		}
	}
	org := acctest.NewOrg(t, acctest.EveryWayIn)
	for _, config := range waysIn(org) {
		org.ClearFaults()
		org.AddFault(acctest.Fault{Effect: acctest.Fail, Verb: "token", Times: 1, Code: "unknown_error", Message: "retry your request"})
		readLicense(t, acctest.NewTerraform(t, org, config))
	}
}

// Both generations of the Salesforce CLI lead to the org, without an address in the block.
func TestSalesforceCLI(t *testing.T) {
	for name, old := range map[string]bool{"since 2026": false, "before": true} {
		t.Run(name, func(t *testing.T) {
			org := acctest.NewOrg(t)
			tokenFile := filepath.Join(t.TempDir(), "token")
			logIn := func() {
				if err := os.WriteFile(tokenFile, []byte(org.NewToken(t)), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			answer := func(token string) string {
				return fmt.Sprintf(`printf '{"status":0,"result":{"instanceUrl":"%s","accessToken":"%%s"}}' "%s"`, org.URL, token)
			}
			if old {
				acctest.FakeCLI(t, answer("$(cat "+tokenFile+")"), "exit 127")
			} else {
				acctest.FakeCLI(t, answer("[REDACTED] Use that"), answer("$(cat "+tokenFile+")"))
			}
			logIn()
			tf := acctest.NewTerraform(t, nil, values{"sf_org": "acme", "organization_id": org.Seed.Org.ID})
			readLicense(t, tf)
			org.ExpireSessions()
			logIn()
			readLicense(t, tf)
			t.Setenv("FASTCALL_SF_ORG", "acme")
			readLicense(t, acctest.NewTerraform(t, nil))
			other := acctest.NewTerraform(t, nil, values{"sf_org": "acme", "instance_url": "https://acme.my.salesforce.com"})
			if _, diags := other.DataSource("fastcall_license", values{}); len(diags.Errors()) != 1 {
				t.Errorf("another address says:\n%s", diags)
			} else {
				wantNoSecret(t, org, diags.String())
			}
		})
	}
}

// What goes wrong with the Salesforce CLI is an error of the first read, not of Configure.
func TestSalesforceCLIFails(t *testing.T) {
	org := acctest.NewOrg(t)
	for name, c := range map[string]struct{ display, word string }{
		"not logged in": {`echo '{"status":1,"name":"NamedOrgNotFoundError","message":"No authorization information found for acme."}'; exit 1`,
			"No authorization information found for acme."},
		"garbage": {"echo garbage", "sf"},
		"token":   {"echo 'lost " + org.NewToken(t) + "' >&2; exit 1", "sf"},
	} {
		t.Run(name, func(t *testing.T) {
			acctest.FakeCLI(t, c.display, "exit 127")
			wantCLIError(t, org, c.word)
		})
	}
	t.Run("not installed", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		wantCLIError(t, org, "sf")
	})
}

func wantCLIError(t *testing.T, org *acctest.Org, word string) {
	t.Helper()
	tf := acctest.NewTerraform(t, nil, values{"sf_org": "acme"})
	_, diags := tf.DataSource("fastcall_license", values{})
	if len(tf.Configured) > 0 || len(diags.Errors()) != 1 || !strings.Contains(diags.String(), word) {
		t.Errorf("says:\n%s%s", tf.Configured, diags)
	}
	wantNoSecret(t, org, diags.String())
}

// Credentials that come from something not applied yet defer everything.
func TestUnknownCredentialsDefer(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"username", "private_key", "password", "security_token", "access_token", "sf_org"} {
		tf := acctest.NewTerraform(t, nil, values{name: acctest.Unknown})
		if text := tf.Configured.Warnings().String(); len(tf.Configured.Errors()) > 0 || !strings.Contains(text, name) {
			t.Errorf("%s: says:\n%s", name, tf.Configured)
		}
	}
}

// An empty text in the block is no credential, and the environment does not fill it.
func TestEmptyCredential(t *testing.T) {
	t.Setenv("FASTCALL_CLIENT_SECRET", "outside")
	config := values{"instance_url": "https://acme.my.salesforce.com", "client_id": "a", "client_secret": ""}
	if text := configured(t, config).Errors().String(); !strings.Contains(text, "Missing client_secret") {
		t.Errorf("says:\n%s", text)
	}
}

// Validate reports what can never be right, and leaves to Configure what may still come
// from the environment or from an apply.
func TestValidate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		block values
		wrong bool
	}{
		"nothing":       {values{}, false},
		"begun":         {values{"client_id": "a", "username": "b"}, false},
		"two ways":      {values{"access_token": "a", "sf_org": "b"}, true},
		"no way":        {values{"client_secret": "a", "private_key": "b"}, true},
		"maybe two":     {values{"access_token": "a", "sf_org": acctest.Unknown}, false},
		"none of a way": {values{"access_token": "a", "sf_org": ""}, false},
	} {
		text := acctest.ValidateBlock(t, c.block).Errors().String()
		if strings.Contains(text, "Contradictory credentials") != c.wrong || (text != "") != c.wrong {
			t.Errorf("%s: says:\n%s", name, text)
		}
	}
}

// No retry means none.
func TestNoRetries(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.AddFault(acctest.Fault{Effect: acctest.Unavailable})
	if _, diags := acctest.NewTerraform(t, org, values{"max_retries": 0}).DataSource("fastcall_license", values{}); len(diags.Errors()) != 1 {
		t.Errorf("says:\n%s", diags)
	}
	if got := len(org.Journal()); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
}
