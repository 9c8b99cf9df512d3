package salesforce_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

const (
	username      = "terraform@acme.example"
	password      = "pässw0rd +&"
	securityToken = "T0kenOfTheUser"
)

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func pemText(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func pkcs1() string { return pemText("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(rsaKey())) }

func pkcs8(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pemText("PRIVATE KEY", der)
}

// flows are the ways in by the token endpoint that take a secret of a user.
func flows() map[string]salesforce.Credentials {
	return map[string]salesforce.Credentials{
		"client": salesforce.ClientCredentials{ClientID: "id", ClientSecret: secret},
		"jwt":    salesforce.JWTBearer{ClientID: "id", Username: username, PrivateKey: pkcs1()},
		"password": salesforce.Password{ClientID: "id", ClientSecret: secret, Username: username,
			Password: password, SecurityToken: securityToken},
		"password without token": salesforce.Password{ClientID: "id", ClientSecret: secret, Username: username, Password: password},
	}
}

// privates are texts of which none may ever be shown.
func privates(o *org) []string {
	lines := strings.Split(pkcs1(), "\n")
	return []string{secret, url.QueryEscape(secret), password, url.QueryEscape(password), securityToken, o.token(),
		lines[1], lines[5], lines[len(lines)-3], "PRIVATE KEY", "eyJ"}
}

func wantNone(t *testing.T, text string, privates []string) {
	t.Helper()
	for _, private := range privates {
		if strings.Contains(text, private) {
			t.Errorf("%q in: %s", private, text)
		}
	}
}

// What each flow sends (section 1.1), renewal included.
func TestFlows(t *testing.T) {
	want := map[string]url.Values{
		"client": {"grant_type": {"client_credentials"}, "client_id": {"id"}, "client_secret": {secret}},
		"password": {"grant_type": {"password"}, "client_id": {"id"}, "client_secret": {secret}, "username": {username},
			"password": {password + securityToken}},
		"password without token": {"grant_type": {"password"}, "client_id": {"id"}, "client_secret": {secret},
			"username": {username}, "password": {password}},
	}
	for name, credentials := range flows() {
		t.Run(name, func(t *testing.T) {
			o := newOrg(t, limits)
			cfg := o.config()
			cfg.Credentials, cfg.OrganizationID = credentials, orgID
			c := client(t, cfg)
			for range 2 {
				if _, err := c.Limits(t.Context()); err != nil {
					t.Fatal(err)
				}
				o.expire()
			}
			if len(o.forms) != 2 {
				t.Fatalf("%d token requests", len(o.forms))
			}
			for _, form := range o.forms {
				if name == "jwt" {
					checkAssertion(t, form, "https://login.salesforce.com")
				} else if form.Encode() != want[name].Encode() {
					t.Errorf("sent %v", form)
				}
			}
		})
	}
}

func checkAssertion(t *testing.T, form url.Values, audience string) {
	t.Helper()
	if form.Get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" || len(form) != 2 {
		t.Errorf("sent %v", form)
	}
	parts := strings.Split(form.Get("assertion"), ".")
	if len(parts) != 3 {
		t.Fatalf("assertion of %d parts", len(parts))
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || rsa.VerifyPKCS1v15(&rsaKey().PublicKey, crypto.SHA256, digest[:], signature) != nil {
		t.Error("bad signature")
	}
	body, _ := base64.RawURLEncoding.DecodeString(parts[1])
	var claims struct{ Iss, Sub, Aud, Exp string }
	if err := json.Unmarshal(body, &claims); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	exp, _ := strconv.ParseInt(claims.Exp, 10, 64)
	if left := time.Until(time.Unix(exp, 0)); claims.Iss != "id" || claims.Sub != username || claims.Aud != audience ||
		left < time.Minute || left > 6*time.Minute {
		t.Errorf("claims %+v", claims)
	}
}

func TestAudience(t *testing.T) {
	for address, want := range map[string]string{
		"https://acme.my.salesforce.com":              "login.salesforce",
		"https://acme.develop.my.salesforce.com":      "login.salesforce",
		"https://sandbox-toys.my.salesforce.com":      "login.salesforce",
		"https://acme--dev.sandbox.my.salesforce.com": "test.salesforce",
		"https://Fun-1.Scratch.my.salesforce.com":     "test.salesforce",
		"http://127.0.0.1:8080":                       "login.salesforce",
	} {
		u, _ := url.Parse(address)
		if got := salesforce.AudienceFor(u); got != want {
			t.Errorf("%s wants %s, not %s", address, want, got)
		}
	}
	if salesforce.AudienceFor(nil) != "login.salesforce" {
		t.Error("no address")
	}
}

// An address does not always tell a sandbox, so the other audience is tried, once.
func TestOtherAudience(t *testing.T) {
	for _, text := range []string{"audience is invalid", "Audience validation failed"} { // S31, S12.
		o := newOrg(t, limits)
		refused := 1
		o.login = func(w http.ResponseWriter, n int) bool {
			if n > refused {
				return false
			}
			reply(w, 400, map[string]string{"error": "invalid_grant", "error_description": text})
			return true
		}
		cfg := o.config()
		cfg.Credentials = flows()["jwt"]
		if _, err := client(t, cfg).Limits(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkAssertion(t, o.forms[0], "https://login.salesforce.com")
		checkAssertion(t, o.forms[1], "https://test.salesforce.com")
		refused = 99
		c := client(t, cfg)
		for range 2 {
			if _, err := c.Limits(t.Context()); !salesforce.HasCode(err, "invalid_grant") {
				t.Errorf("Limits = %v", err)
			}
		}
		if o.logins != 4 {
			t.Errorf("%d token calls", o.logins)
		}
	}
}

func TestCredentialsAreChecked(t *testing.T) {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sealed := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: []byte("x"),
		Headers: map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-256-CBC,00"}})
	public, _ := x509.MarshalPKIXPublicKey(&rsaKey().PublicKey)
	jwt := func(key string) salesforce.Credentials {
		return salesforce.JWTBearer{ClientID: "id", Username: username, PrivateKey: key}
	}
	whole := pkcs1()
	for name, c := range map[string]struct {
		credentials salesforce.Credentials
		field, word string // none: good
	}{
		"PKCS #1":       {jwt(whole), "", ""},
		"PKCS #8":       {jwt(pkcs8(t, rsaKey())), "", ""},
		"after another": {jwt(pemText("CERTIFICATE", []byte("x")) + whole), "", ""},
		"no key":        {jwt(""), "PrivateKey", "given"},
		"no PEM":        {jwt("MIIEsecretkeymaterial"), "PrivateKey", "begins with -----BEGIN"},
		"no lines":      {jwt(strings.ReplaceAll(whole, "\n", " ")), "PrivateKey", "line breaks"},
		"cut off":       {jwt(whole[:len(whole)/2]), "PrivateKey", "line breaks"},
		"nonsense":      {jwt(pemText("RSA PRIVATE KEY", []byte("MIIEsecretkeymaterial"))), "PrivateKey", "whole and valid"},
		"passphrase":    {jwt(string(sealed)), "PrivateKey", "passphrase"},
		"passphrase 8":  {jwt(pemText("ENCRYPTED PRIVATE KEY", []byte("x"))), "PrivateKey", "passphrase"},
		"elliptic":      {jwt(pkcs8(t, ec)), "PrivateKey", "RS256"},
		"elliptic 1":    {jwt(pemText("EC PRIVATE KEY", []byte("x"))), "PrivateKey", "not EC PRIVATE KEY"},
		"openssh":       {jwt(pemText("OPENSSH PRIVATE KEY", []byte("x"))), "PrivateKey", "not OPENSSH"},
		"certificate":   {jwt(pemText("CERTIFICATE", []byte("x"))), "PrivateKey", "not the certificate"},
		"public":        {jwt(pemText("PUBLIC KEY", public)), "PrivateKey", "not the certificate or public key"},
		"no user":       {salesforce.JWTBearer{ClientID: "id", PrivateKey: whole}, "Username", "given"},
		"no client":     {salesforce.Password{ClientSecret: secret, Username: username, Password: password}, "ClientID", "given"},
		"no secret":     {salesforce.Password{ClientID: "id", Username: username, Password: password}, "ClientSecret", "given"},
		"no password":   {salesforce.Password{ClientID: "id", ClientSecret: secret, Username: username, SecurityToken: "t"}, "Password", "given"},
		"one character": {salesforce.Password{ClientID: "id", ClientSecret: secret, Username: username, Password: "p"}, "Password", "longer"},
		"no org":        {salesforce.CLI{}, "Org", "given"},
		"an option":     {salesforce.CLI{Org: "--help"}, "Org", "alias"},
		"a command":     {salesforce.CLI{Org: "a&calc"}, "Org", "alias"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := salesforce.New(salesforce.Config{InstanceURL: "https://acme.my.salesforce.com", Credentials: c.credentials})
			var bad *salesforce.ConfigError
			errors.As(err, &bad)
			switch {
			case c.field == "" && err != nil, c.field != "" && (bad == nil || bad.Field != c.field || !strings.Contains(bad.Reason, c.word)):
				t.Errorf("New = %v", err)
			case bad != nil && strings.Contains(bad.Error(), "MII"):
				t.Errorf("key material in %v", bad)
			}
		})
	}
}

// A weak key is refused before Salesforce or the library does it.
func TestShortKey(t *testing.T) {
	der, _ := base64.StdEncoding.DecodeString("MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu" +
		"KUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQJAIJLixBy2qpFoS4DSmoEmo3qGy0t6z09AIJtH+5OeRV1be+N4cDYJKffGzDa88vQE" +
		"NZiRm0GRq6a+HPGQMd2kTQIhAKMSvzIBnni7ot/OSie2TmJLY4SwTQAevXysE2RbFDYdAiEBCUEaRQnMnbp79mxDXDf6AU0cN/RPBjb9qSHD" +
		"cWZHGzUCIG2Es59z8ugGrDY+pxLQnwfotadxd+Uyv/Ow5T0q5gIJAiEAyS4RaI9YG8EWx/2w0T67ZUVAw8eOMB6BIUg0Xcu+3okCIBOs/5Oi" +
		"PgoTdSy7bcF9IGpSE8ZgGKzgYQVZeN97YE00")
	credentials := salesforce.JWTBearer{ClientID: "id", Username: username, PrivateKey: pemText("RSA PRIVATE KEY", der)}
	_, err := salesforce.New(salesforce.Config{InstanceURL: "https://acme.my.salesforce.com", Credentials: credentials})
	var bad *salesforce.ConfigError
	if !errors.As(err, &bad) || !strings.Contains(bad.Reason, "1024 bits") && !strings.Contains(bad.Reason, "valid RSA key") {
		t.Errorf("New = %v", err)
	}
}

// An endpoint that repeats all it was told gives nothing away, be it in an error or in the log.
func TestNothingOfCredentialsIsShown(t *testing.T) {
	t.Setenv("TF_LOG_PROVIDER_FASTCALL_SALESFORCE", "TRACE")
	for name, credentials := range flows() {
		t.Run(name, func(t *testing.T) {
			var logged bytes.Buffer
			ctx := tflogtest.RootLogger(t.Context(), &logged)
			o := newOrg(t, func(w http.ResponseWriter, r *http.Request, _ []byte, _ int) {
				refuse(w, 403, "X", "you sent "+r.Header.Get("Authorization"))
			})
			cfg := o.config()
			cfg.Credentials = credentials
			shown := fmt.Sprintf("%v %+v %#v %s", credentials, cfg, cfg, credentials)
			_, err := client(t, cfg).Limits(ctx)
			if !salesforce.HasCode(err, "X") || !strings.Contains(err.Error(), "***") {
				t.Errorf("Limits = %v", err)
			}
			shown += err.Error()
			o.login = func(w http.ResponseWriter, _ int) bool {
				form := o.forms[len(o.forms)-1]
				all := fmt.Sprint(form) + form.Encode() + pkcs1()
				reply(w, 400, map[string]string{"error": "invalid_grant", "error_description": all})
				return true
			}
			_, err = client(t, cfg).Limits(ctx)
			var api *salesforce.APIError
			if !errors.As(err, &api) || !api.OAuth || api.Code != "invalid_grant" {
				t.Fatalf("Limits = %v", err)
			}
			all := shown + err.Error() + logged.String()
			switch credentials.(type) {
			case salesforce.JWTBearer:
				wantNone(t, all, privates(o)[5:8])
				wantNone(t, all, []string{o.forms[0].Get("assertion"), "eyJ"})
			case salesforce.Password:
				wantNone(t, all, []string{secret, url.QueryEscape(secret), password, url.QueryEscape(password), o.token()})
				if name == "password" {
					wantNone(t, all, []string{securityToken})
				}
			default:
				wantNone(t, all, []string{secret, url.QueryEscape(secret), o.token()})
			}
		})
	}
}

// Each documented refusal of the token endpoint (section 1.1) arrives as it is and is not
// asked for again, unless it passes.
func TestTokenErrors(t *testing.T) {
	for _, c := range []struct {
		code, text string
		again      bool
	}{
		{"invalid_client_id", "client identifier invalid", false},
		{"invalid_client", "invalid client credentials", false},
		{"invalid_grant", "authentication failure", false},
		{"invalid_grant", "no client credentials user enabled", false},
		{"unsupported_grant_type", "grant type not supported", false},
		{"invalid_grant", "user hasn't approved this consumer", false},
		{"invalid_app_access", "user is not admin approved to access this app", false},
		{"invalid_grant", "invalid assertion", false},
		{"invalid_grant", "ip restricted", false},
		{"inactive_user", "user is inactive", false},
		{"inactive_org", "organization is inactive", false},
		{"rate_limit_exceeded", "", true},
	} {
		for name, credentials := range flows() {
			o := newOrg(t, limits)
			o.login = func(w http.ResponseWriter, _ int) bool {
				reply(w, 400, map[string]string{"error": c.code, "error_description": c.text})
				return true
			}
			cfg := o.config()
			cfg.Credentials = credentials
			k := client(t, cfg)
			for range 2 {
				_, err := k.Limits(t.Context())
				var api *salesforce.APIError
				if !errors.As(err, &api) || !api.OAuth || api.Code != c.code || api.Message != c.text {
					t.Errorf("%s: %s: Limits = %v", name, c.code, err)
				}
			}
			if want := map[bool]int{false: 1, true: 2}[c.again]; o.logins != want {
				t.Errorf("%s: %s: %d token calls", name, c.code, o.logins)
			}
		}
	}
}
