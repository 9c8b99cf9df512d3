package orgsim_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// The identity address has keys of its own (S22): jsforce asks it for id, and later takes that for the address.
func TestIdentityAddress(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	_, root := c.call("GET", "", nil)
	address := root.(map[string]any)["identity"].(string)
	status, body := c.send("GET", strings.TrimPrefix(address, c.base)+"?format=json", "", nil)
	me := c.done(status, body)
	if me["id"] != address || me["username"] != "terraform@acme.example" || me["display_name"] != "Terraform Automation" {
		t.Errorf("identity answered %v", me)
	}
	for _, key := range []string{"rest", "sobjects", "query", "search", "partner", "metadata", "enterprise", "profile"} {
		if url, _ := me["urls"].(map[string]any)[key].(string); !strings.HasPrefix(url, c.base+"/") {
			t.Errorf("urls has %s %q", key, url)
		}
	}
}
