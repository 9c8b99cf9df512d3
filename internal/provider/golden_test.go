package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const golden = "testdata/credentials.txt"

// Every way to leave the provider block incomplete or to contradict oneself
// has words that name what is missing.
func TestGoldenCredentials(t *testing.T) {
	const url = "https://acme.my.salesforce.com"
	cases := []struct {
		name  string
		block values
	}{
		{"nothing at all", values{}},
		{"no way in", values{"instance_url": url}},
		{"no address", values{"client_id": "id", "client_secret": "secret"}},
		{"client without secret", values{"instance_url": url, "client_id": "id"}},
		{"secret without client", values{"instance_url": url, "client_secret": "secret"}},
		{"key without user", values{"instance_url": url, "client_id": "id", "private_key": "key"}},
		{"user without password or key", values{"instance_url": url, "client_id": "id", "client_secret": "secret", "username": "api@acme.example"}},
		{"password without user", values{"instance_url": url, "client_id": "id", "client_secret": "secret", "password": "pass"}},
		{"security token alone", values{"instance_url": url, "security_token": "token"}},
		{"token and client", values{"instance_url": url, "access_token": "token", "client_id": "id"}},
		{"CLI and token", values{"sf_org": "acme", "access_token": "token"}},
		{"key and password", values{"instance_url": url, "client_id": "id", "client_secret": "secret", "username": "api@acme.example",
			"password": "pass", "private_key": "key"}},
		{"no private key", values{"instance_url": url, "client_id": "id", "username": "api@acme.example", "private_key": "-----BEGIN NONSENSE-----"}},
		{"plain http", values{"instance_url": "http://acme.my.salesforce.com", "access_token": "token"}},
		{"login page for an address", values{"instance_url": "https://login.salesforce.com", "access_token": "token"}},
	}
	var b strings.Builder
	for _, c := range cases {
		errors := acctest.NewTerraform(t, nil, c.block).Configured.Errors()
		if len(errors) == 0 {
			t.Errorf("%s: no error", c.name)
		}
		fmt.Fprintf(&b, "=== %s ===\n%s\n", c.name, errors)
	}
	acctest.Golden(t, golden, b.String())
}
