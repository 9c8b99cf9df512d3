package acctest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// What lets the API user of EveryWayIn in.
const (
	Username      = "terraform@acme.example"
	Password      = "correct horse+battery"
	SecurityToken = "kAZ8t3xQ9secToken"
)

var key = sync.OnceValue(func() *rsa.PrivateKey {
	made, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return made
})

// PrivateKey is the PEM text of the key that EveryWayIn has the public half of.
func PrivateKey() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key())}))
}

// EveryWayIn opens each way in for the API user: client credentials, key and password.
func EveryWayIn(seed *Seed) {
	public, err := x509.MarshalPKIXPublicKey(&key().PublicKey)
	if err != nil {
		panic(err)
	}
	seed.Client.PublicKey = string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
	seed.Client.Passwords = map[string]orgsim.Password{Username: {Password: Password, SecurityToken: SecurityToken}}
	seed.Knobs = map[string]string{"K-oauth-password": "allowed"}
}

// NewToken logs in behind the provider's back.
func (o *Org) NewToken(t testing.TB) string {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {o.Seed.Client.ID}, "client_secret": {o.Seed.Client.Secret}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.URL+"/services/oauth2/token", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || answer.Token == "" {
		t.Fatalf("log in: %s, %v", resp.Status, err)
	}
	return answer.Token
}

// ValidateBlock checks a provider block as terraform validate does.
func ValidateBlock(t testing.TB, block Values) Diagnostics {
	t.Helper()
	tf := NewTerraform(t, nil)
	resp, err := tf.server.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{
		Config: tf.encode(tf.schema.Provider.ValueType(), block)})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Diagnostics
}

// FakeCLI puts a program sf first on the path of the test, which runs a shell script for
// "org display" and another one for everything else.
func FakeCLI(t *testing.T, display, other string) {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\ncase \"$1 $2\" in\n'org display') %s ;;\n*) %s ;;\nesac\n", display, other)
	if err := os.WriteFile(filepath.Join(dir, "sf"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}
