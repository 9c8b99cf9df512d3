package orgsim_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"maps"
	"math/big"
	"net/url"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

var key = sync.OnceValue(func() *rsa.PrivateKey {
	made, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return made
})

func certificate(t *testing.T) string {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1)},
		&x509.Certificate{SerialNumber: big.NewInt(1)}, &key().PublicKey, key())
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func publicKey() string {
	der, _ := x509.MarshalPKIXPublicKey(&key().PublicKey)
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// signed makes a token of type RS256.
func signed(t *testing.T, algorithm string, claims map[string]any) string {
	t.Helper()
	header, _ := json.Marshal(map[string]string{"alg": algorithm, "typ": "JWT"})
	body, _ := json.Marshal(claims)
	text := base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(body)
	digest := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key(), crypto.SHA256, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func everyFlow(s *orgsim.Seed) {
	s.Client.PublicKey = publicKey()
	s.Client.Passwords = map[string]orgsim.Password{"Edsger@acme.example": {Password: "goto", SecurityToken: "Harmful"}}
	s.Knobs = map[string]string{"K-oauth-password": "allowed"}
}

type tokenCase struct {
	name   string
	change func(*orgsim.Seed)
	form   func(c *client) url.Values
	code   string
	said   string
}

func (tc tokenCase) run(t *testing.T) {
	seed := orgsim.DefaultSeed()
	everyFlow(&seed)
	if tc.change != nil {
		tc.change(&seed)
	}
	c := serveOnly(t, seed)
	status, body := c.form("/services/oauth2/token", tc.form(c))
	if tc.code != "" {
		c.refused(status, body, 400, tc.code)
		if m, _ := body.(map[string]any); m["error_description"] != tc.said || c.last.Get("Cache-Control") != "no-store" {
			t.Errorf("answer %v", m)
		}
		return
	}
	c.token, _ = c.done(status, body)["access_token"].(string)
	_, body = c.call("GET", "/services/oauth2/userinfo", nil)
	if name := body.(map[string]any)["preferred_username"]; name != "edsger@acme.example" {
		t.Errorf("logged in as %v", name)
	}
	answer := c.done(c.call("POST", "/sobjects/Group", map[string]any{"Name": "New", "DeveloperName": "New", "Type": "Regular"}))
	if row, _ := c.org.Find("Group", "Id", answer["id"]); row["CreatedById"] != c.user("edsger") {
		t.Errorf("the row is of %v", row["CreatedById"])
	}
}

// Section 1.1: the JWT bearer flow.
func TestJWTBearer(t *testing.T) {
	seed := orgsim.DefaultSeed()
	assert := func(algorithm string, change map[string]any) func(*client) url.Values {
		return func(c *client) url.Values {
			claims := map[string]any{"iss": seed.Client.ID, "sub": "edsger@acme.example", "aud": "https://login.salesforce.com",
				"exp": time.Now().Add(time.Minute).Unix()}
			maps.Copy(claims, change)
			if claims["aud"] == "own" {
				claims["aud"] = c.base
			}
			return url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {signed(t, algorithm, claims)}}
		}
	}
	with := func(change map[string]any) func(*client) url.Values { return assert("RS256", change) }
	text := func(assertion string) func(*client) url.Values {
		return func(*client) url.Values {
			return url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {assertion}}
		}
	}
	soon, past := time.Now().Add(time.Minute).Unix(), time.Now().Add(-time.Second).Unix()
	const invalid = "invalid assertion"
	sandbox := func(s *orgsim.Seed) { s.Org.IsSandbox = true }
	for _, tc := range []tokenCase{
		{"success", nil, with(nil), "", ""},
		{"certificate", func(s *orgsim.Seed) { s.Client.PublicKey = certificate(t) }, with(nil), "", ""},
		{"user in another case", nil, with(map[string]any{"sub": "EDSGER@acme.example"}), "", ""},
		{"S40 exp as a string", nil, with(map[string]any{"exp": strconv.FormatInt(soon, 10)}), "", ""},
		{"aud of its own", nil, with(map[string]any{"aud": "own"}), "", ""},
		{"aud of a sandbox", sandbox, with(map[string]any{"aud": "https://test.salesforce.com"}), "", ""},
		{"S31 aud of production in a sandbox", sandbox, with(nil), "invalid_grant", "audience is invalid"},
		{"S31 aud of a sandbox", nil, with(map[string]any{"aud": "https://test.salesforce.com"}), "invalid_grant", "audience is invalid"},
		{"S31 unknown client", nil, with(map[string]any{"iss": "x"}), "invalid_client_id", "client identifier invalid"},
		{"S31 malformed", nil, text("a.b"), "invalid_grant", invalid},
		{"S31 not base64", nil, text("?.?.?"), "invalid_grant", invalid},
		{"S31 missing", nil, text(""), "invalid_grant", invalid},
		{"S31 expired", nil, with(map[string]any{"exp": past}), "invalid_grant", invalid},
		{"S31 exp that is none", nil, with(map[string]any{"exp": "soon"}), "invalid_grant", invalid},
		{"S31 other algorithm", nil, assert("none", nil), "invalid_grant", invalid},
		{"S31 no certificate", func(s *orgsim.Seed) { s.Client.PublicKey = "" }, with(nil), "invalid_grant", invalid},
		{"S31 bad signature", func(s *orgsim.Seed) {
			other, _ := rsa.GenerateKey(rand.Reader, 1024)
			der, _ := x509.MarshalPKIXPublicKey(&other.PublicKey)
			s.Client.PublicKey = string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
		}, with(nil), "invalid_grant", invalid},
		{"S32 unknown user", nil, with(map[string]any{"sub": "x"}), "invalid_grant", "user hasn't approved this consumer"},
		{"S32 not approved", func(s *orgsim.Seed) { s.Client.Unapproved = []string{"edsger@acme.example"} }, with(nil),
			"invalid_grant", "user hasn't approved this consumer"},
		{"S32 not admitted", func(s *orgsim.Seed) { s.Client.Barred = []string{"edsger@acme.example"} }, with(nil),
			"invalid_app_access", "user is not admin approved to access this app"},
		{"S34 inactive", nil, with(map[string]any{"sub": "hedy@acme.example"}), "inactive_user", "user is inactive"},
	} {
		t.Run(tc.name, tc.run)
	}
}

// Section 1.1: the password flow.
func TestPasswordFlow(t *testing.T) {
	seed := orgsim.DefaultSeed()
	with := func(change map[string]string) func(*client) url.Values {
		return func(*client) url.Values {
			form := url.Values{"grant_type": {"password"}, "client_id": {seed.Client.ID}, "client_secret": {seed.Client.Secret},
				"username": {"edsger@acme.example"}, "password": {"gotoHarmful"}}
			for name, value := range change {
				form.Set(name, value)
			}
			return form
		}
	}
	const failure = "authentication failure"
	for _, tc := range []tokenCase{
		{"success", nil, with(nil), "", ""},
		{"S24 wrong password", nil, with(map[string]string{"password": "go toHarmful"}), "invalid_grant", failure},
		{"S24 no token", nil, with(map[string]string{"password": "goto"}), "invalid_grant", failure},
		{"S24 unknown user", nil, with(map[string]string{"username": "x"}), "invalid_grant", failure},
		{"S24 user without a password", nil, with(map[string]string{"username": "ada@acme.example"}), "invalid_grant", failure},
		{"S13 blocked", func(s *orgsim.Seed) { s.Knobs = nil }, with(nil), "invalid_grant", failure},
		{"S31 unknown client", nil, with(map[string]string{"client_id": "x"}), "invalid_client_id", "client identifier invalid"},
		{"S31 wrong secret", nil, with(map[string]string{"client_secret": "x"}), "invalid_client", "invalid client credentials"},
		{"S34 inactive", func(s *orgsim.Seed) { s.Users[5].Inactive = true }, with(nil), "inactive_user", "user is inactive"},
		{"S32 not admitted", func(s *orgsim.Seed) { s.Client.Barred = []string{"edsger@acme.example"} }, with(nil),
			"invalid_app_access", "user is not admin approved to access this app"},
	} {
		t.Run(tc.name, tc.run)
	}
}

// S23, S33, S34: errors that no seed brings about come from a fault on the verb token, and only that.
func TestTokenFaults(t *testing.T) {
	seed := orgsim.DefaultSeed()
	c := serveOnly(t, seed)
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {seed.Client.ID}, "client_secret": {seed.Client.Secret}}
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectFail, Nth: 1, Code: "X"})
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectLockRow, Verb: "token"})
	for _, code := range []string{"rate_limit_exceeded", "inactive_org", "unknown_error"} {
		fault, err := orgsim.ParseFault("fail:verb=token,nth=1,code=" + code + ",message=m")
		if err != nil {
			t.Fatal(err)
		}
		c.org.AddFault(fault)
		status, body := c.form("/services/oauth2/token", form)
		c.refused(status, body, 400, code)
		status, body = c.form("/services/oauth2/token", form)
		c.done(status, body)
	}
}

// How users log in is part of what an org saves.
func TestStateKeepsLogins(t *testing.T) {
	seed := orgsim.DefaultSeed()
	everyFlow(&seed)
	seed.Client.Unapproved, seed.Client.Barred = []string{"a"}, []string{"b"}
	if saved := serveOnly(t, seed).org.State(); !reflect.DeepEqual(saved.Client, seed.Client) {
		t.Errorf("saved %+v", saved.Client)
	}
}
