package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
)

const everything = "client_id client_secret username private_key password security_token access_token sf_org"

// Which way in is taken, by the arguments that the block and the environment name; a
// value tells where it came from.
func TestChoice(t *testing.T) {
	const (
		client, jwt, password = "client credentials", "JWT bearer", "user name and password"
		cli, token            = "Salesforce CLI", "access token"
	)
	for _, c := range []struct {
		block, environment string
		way                string
		borrowed           string   // what came from the environment
		words              []string // of the error, if way is empty
	}{
		{"client_id client_secret", "", client, "", nil},
		{"client_id username private_key", "", jwt, "", nil},
		{"client_id client_secret username password", "", password, "", nil},
		{"client_id client_secret username password security_token", "", password, "", nil},
		{"access_token", "", token, "", nil},
		{"sf_org", "", cli, "", nil},

		// The environment alone is judged as the block alone.
		{"", "client_id client_secret", client, "client_id client_secret", nil},
		{"", "client_id username private_key", jwt, "client_id private_key username", nil},
		{"", "client_id client_secret username password", password, "client_id client_secret password username", nil},
		{"", "sf_org", cli, "sf_org", nil},
		{"", "client_id client_secret username", "", "", []string{"Missing password", "Given: client_id, client_secret, username"}},
		{"", "client_id access_token", "", "", []string{"Contradictory credentials", "set in the environment"}},
		{"", everything, "", "", []string{"Contradictory credentials"}},
		{"", "", "", "", []string{"Missing client_id, client_secret", "There are no credentials", "sf_org"}},

		// The environment completes what the block began.
		{"client_id", "client_secret", client, "client_secret", nil},
		{"client_id", "client_secret access_token sf_org", client, "client_secret", nil},
		{"client_id", "client_secret username", client, "client_secret", nil},
		{"client_id", "client_secret username password", password, "client_secret password username", nil},
		{"client_id username", "private_key client_secret", jwt, "private_key", nil},
		{"client_id username", "client_secret password security_token", password, "client_secret password security_token", nil},
		{"username", "client_id private_key", jwt, "client_id private_key", nil},
		{"client_id client_secret username password", "security_token", password, "security_token", nil},
		{"password", everything, password, "client_id client_secret security_token username", nil},
		{"private_key", everything, jwt, "client_id username", nil},

		// A way that is whole in the block takes nothing of another.
		{"client_id client_secret", "username password", client, "", nil},
		{"access_token", everything, token, "", nil},
		{"sf_org", everything, cli, "", nil},
		{"client_id client_secret", everything, client, "", nil},

		// Neither what the block began nor the environment is enough.
		{"client_id", "username", "", "", []string{"Missing client_secret\n", "client credentials: client_secret", "JWT bearer: private_key", "FASTCALL_CLIENT_SECRET"}},
		{"client_id", "sf_org", "", "", []string{"Missing client_secret"}},
		{"username", "", "", "", []string{"Missing client_id, private_key"}},
		{"security_token", "client_id client_secret username", "", "", []string{"Missing password"}},
		{"client_id username", "client_secret password private_key", "", "", []string{"Ambiguous credentials", "JWT bearer, user name and password"}},
		{"client_id", everything, "", "", []string{"Ambiguous credentials"}},

		// No way takes it all.
		{"client_id access_token", "", "", "", []string{"Contradictory credentials", "client_id, access_token", "set in the provider block"}},
		{"sf_org username", "", "", "", []string{"Contradictory credentials"}},
		{"client_id client_secret username private_key", "", "", "", []string{"Contradictory credentials"}},
		{"private_key password", "", "", "", []string{"Contradictory credentials"}},
		{everything, "", "", "", []string{"Contradictory credentials"}},
	} {
		block, environment := map[string]string{}, map[string]string{}
		for name := range strings.FieldsSeq(c.block) {
			block[name] = "block"
		}
		for name := range strings.FieldsSeq(c.environment) {
			if block[name] == "" {
				environment[name] = "environment"
			}
		}
		way, values, problem := provider.Choose(block, environment)
		var borrowed []string
		for name, from := range values {
			if from == "environment" {
				borrowed = append(borrowed, name)
			}
		}
		slices.Sort(borrowed)
		if way != c.way || strings.Join(borrowed, " ") != c.borrowed {
			t.Errorf("%q and %q: %q with %v from outside, not %q with %q\n%s", c.block, c.environment, way, borrowed, c.way, c.borrowed, problem)
		}
		for _, word := range c.words {
			if !strings.Contains(problem, word) {
				t.Errorf("%q and %q: error lacks %q:\n%s", c.block, c.environment, word, problem)
			}
		}
		for name := range maps.Keys(block) {
			if way != "" && values[name] != "block" {
				t.Errorf("%q and %q: %s does not come from the block", c.block, c.environment, name)
			}
		}
	}
}
