package provider_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Whatever a configuration gets wrong on its face, it is told what is wrong and
// what to do, in words of this provider.
func TestGoldenConfigurations(t *testing.T) {
	const user, group = "005xx000001SwiUAAS", "00Gxx0000000001EAA"
	type object = map[string]any
	tf := acctest.NewTerraform(t, nil)
	var b strings.Builder
	tell := func(name string, diags acctest.Diagnostics) {
		if len(diags.Errors()) == 0 {
			t.Errorf("%s: no error", name)
		}
		for _, d := range diags {
			if !strings.Contains(d.Detail, "What to do: ") {
				t.Errorf("%s: nothing says what to do: %s", name, d.Detail)
			}
		}
		fmt.Fprintf(&b, "=== %s ===\n%s\n", name, diags)
	}
	for _, c := range []struct {
		name, resource string
		config         values
	}{
		{"nobody", "fastcall_user", values{}},
		{"blank user name", "fastcall_user", values{"username": ""}},
		{"no user name", "fastcall_user", values{"username": "ada"}},
		{"long user name", "fastcall_user", values{"username": strings.Repeat("ä", 79) + "@acme.example"}},
		{"ID of something else", "fastcall_user", values{"user_id": group}},
		{"no ID", "fastcall_user", values{"user_id": "ada"}},
		{"unknown role", "fastcall_user", values{"username": "ada@acme.example", "roles": []string{"Admin", "boss"}}},
		{"no role", "fastcall_user", values{"username": "ada@acme.example", "roles": []string{}}},
		{"null among roles", "fastcall_user", values{"username": "ada@acme.example", "roles": []any{nil}}},
		{"blank call center", "fastcall_user", values{"username": "ada@acme.example", "call_center": " "}},
		{"unknown policy", "fastcall_user", values{"username": "ada@acme.example", "release": object{"phone_numbers": "delete"}}},
		{"blank name", "fastcall_group", values{"name": ""}},
		{"developer name", "fastcall_group", values{"name": "A", "developer_name": "A__b"}},
		{"extension", "fastcall_group", values{"name": "A", "extension": "12a"}},
		{"group as member", "fastcall_group", values{"name": "A", "members": []string{user, group}}},
		{"member twice", "fastcall_group", values{"name": "A", "members": []string{user, user[:15]}}},
		{"no time", "fastcall_group", values{"name": "A", "acd": object{"strategy": "simulring", "queue_no_answer_timeout": 0}}},
		{"user as group", "fastcall_group_member", values{"group_id": user, "user_id": user}},
		{"national number", "fastcall_phone_number_assignment", values{"phone_number": "33120090", "org_wide": true}},
		{"groups among users", "fastcall_phone_number_assignment", values{"phone_number": "+4570100003", "org_wide": true,
			"available_for": object{"user_ids": []string{group}, "group_ids": []string{}}}},
		{"no IVR", "fastcall_phone_number_assignment", values{"phone_number": "+4570100003", "org_wide": true, "ivr_id": "x"}},
		{"device without type", "fastcall_user_settings", values{"user_id": user, "devices": object{"Mobile": object{}}}},
		{"unknown mode", "fastcall_user_settings", values{"user_id": user, "apply_mode": "merge"}},
	} {
		tell(c.name, tf.Validate(c.resource, c.config))
	}
	for _, c := range []struct {
		name  string
		block values
	}{
		{"API version", values{"api_version": "62"}},
		{"retries", values{"max_retries": 99}},
		{"guests", values{"site_guest_licenses": -1}},
		{"namespace", values{"namespace": "FastCall-2"}},
		{"org", values{"organization_id": user}},
		{"role without permission set", values{"permission_sets": object{"boss": "x"}}},
		{"blank permission set", values{"permission_sets": object{"user": ""}}},
		{"unknown section", values{"schema_map": object{"grup": object{"object": "x"}}}},
	} {
		block := values{"instance_url": "https://acme.my.salesforce.com", "client_id": "id", "client_secret": "secret"}
		maps.Copy(block, c.block)
		tell("provider: "+c.name, acctest.ValidateBlock(t, block))
	}
	tell("action: two users", tf.PlanAction("fastcall_release_user", values{"username": "ada@acme.example", "user_id": user}))
	acctest.Golden(t, "testdata/configurations.txt", b.String())
}
