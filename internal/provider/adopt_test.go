package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// resources are all resources, and something that the list of the default org
// must have.
var resources = map[string]string{
	"fastcall_user":                    "Marie Dubois (marie@acme.example)",
	"fastcall_group":                   "Fastcall Support",
	"fastcall_group_member":            "marie@acme.example in Fastcall Support",
	"fastcall_phone_number_assignment": "+4570100001 (Marie direct)",
	"fastcall_user_settings":           "Settings of Marie Dubois (marie@acme.example)",
}

// Whatever an org has, what a query lists, generates and imports plans empty,
// and a list says the same as an import. Emmy is in another call center than
// the others, and Linus is new and has no settings.
func TestAdoptAWholeOrg(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*acctest.Seed){
		"default": func(*acctest.Seed) {}, "renamed": acctest.Renamed, "reshaped": acctest.Reshaped,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, edit)
			for _, username := range []string{"emmy@acme.example", "linus@acme.example"} {
				org.GiveSeat(t, username)
				org.GivePermissionSet(t, username, "FastCall_User")
			}
			org.SetCallCenter(t, "linus@acme.example", "Fastcall Call Center")
			for resource, known := range resources {
				tf := acctest.NewTerraform(t, org, acctest.Values{"schema_map": acctest.SchemaMap(org.Mapping())})
				found, diags := tf.List(resource, nil, true, 100)
				if len(diags) > 0 {
					t.Errorf("list %s:\n%s", resource, diags)
				}
				names := namesOf(found)
				if !slices.Contains(names, known) {
					t.Errorf("%s lists %q, not %q", resource, names, known)
				}
				for _, one := range found {
					adopt(t, tf, resource, one)
				}
			}
		})
	}
}

func namesOf(found []acctest.Listed) []string {
	names := make([]string, 0, len(found))
	for _, one := range found {
		names = append(names, one.Name)
	}
	return names
}

// adopt takes in something listed as Terraform does with what a query
// generates: an import by identity beside the configuration.
func adopt(t *testing.T, tf *acctest.Terraform, resource string, one acctest.Listed) {
	t.Helper()
	config, diags := tf.Generate(resource, one.Resource)
	diags = append(diags, tf.Validate(resource, config)...)
	imported, more := tf.Import(resource, "", one.Identity)
	if diags = append(diags, more...).Errors(); len(diags) > 0 {
		t.Errorf("adopt %s:\n%s\n%s", one.Name, config.JSON(), diags)
		return
	}
	if imported.Values.JSON() != one.Resource.JSON() || imported.Identity.JSON() != one.Identity.JSON() {
		t.Errorf("%s: listed %s\n%s\nimported %s\n%s", one.Name, one.Identity.JSON(), one.Resource.JSON(),
			imported.Identity.JSON(), imported.Values.JSON())
	}
	plan := tf.Plan(resource, imported, config)
	if changed := plan.Changed(imported); len(changed) > 0 || len(plan.Errors()) > 0 || len(plan.Replace) > 0 {
		t.Errorf("%s: the plan changes %v, replaces because of %v and says\n%s", one.Name, changed, plan.Replace, plan.Diagnostics)
	}
}

// A role that is not the provider's to give, or none at all, makes no
// configuration that the provider would refuse: the plan shows what it would
// change instead.
func TestAdoptWhatNoConfigurationSays(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.GiveSeat(t, "linus@acme.example")
	tf := acctest.NewTerraform(t, org)
	found, _ := tf.List("fastcall_user", acctest.Values{"username_contains": "LINUS"}, true, 100)
	if len(found) != 1 {
		t.Fatalf("listed %q", namesOf(found))
	}
	config, _ := tf.Generate("fastcall_user", found[0].Resource)
	if diags := tf.Validate("fastcall_user", config); len(diags) > 0 {
		t.Errorf("%s\n%s", config.JSON(), diags)
	}
	imported, _ := tf.Import("fastcall_user", "", found[0].Identity)
	if changed := tf.Plan("fastcall_user", imported, config).Changed(imported); !slices.Contains(changed, "roles") {
		t.Errorf("the plan changes %v", changed)
	}
}

// Filters narrow what is listed, a limit cuts it with a word, and identities
// alone cost no look at what is behind them.
func TestListNarrows(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	marie, support := org.UserID(t, "marie@acme.example"), "Fastcall Support"
	cases := []struct {
		resource string
		filter   acctest.Values
		want     []string
	}{
		{"fastcall_user", acctest.Values{"active": false}, []string{"Hedy Keller (hedy@acme.example)"}},
		{"fastcall_user", acctest.Values{"role": "admin"}, []string{"Edsger Bakker (edsger@acme.example)"}},
		{"fastcall_group", acctest.Values{"name_contains": "supp"}, []string{support}},
		{"fastcall_group_member", acctest.Values{"user_id": marie[:15]}, []string{"marie@acme.example in " + support}},
		{"fastcall_group_member", acctest.Values{"group_name_contains": "sales"}, []string{"edsger@acme.example in Fastcall Sales"}},
		{"fastcall_phone_number_assignment", acctest.Values{"assigned_user_id": marie, "type": "provisioned"}, []string{"+4570100001 (Marie direct)"}},
		{"fastcall_user_settings", acctest.Values{"username_contains": "marie", "active": true}, []string{"Settings of Marie Dubois (marie@acme.example)"}},
	}
	tf := acctest.NewTerraform(t, org)
	for _, c := range cases {
		found, diags := tf.List(c.resource, c.filter, false, 0)
		if names := namesOf(found); len(diags) > 0 || !slices.Equal(names, c.want) {
			t.Errorf("%s with %v lists %q, want %q\n%s", c.resource, c.filter, names, c.want, diags)
		}
		if len(found) > 0 && found[0].Resource != nil {
			t.Errorf("%s has attributes that nobody asked for", c.resource)
		}
	}
	found, diags := tf.List("fastcall_user", nil, true, 2)
	if len(found) != 2 || len(diags) != 1 || !strings.Contains(diags.String(), "Listed 2 of 3 Fastcall users") {
		t.Errorf("listed %q and said\n%s", namesOf(found), diags)
	}
	refused := map[string]acctest.Values{
		"fastcall_user": {"call_center_id": "Berlin"}, "fastcall_group_member": {"group_id": marie},
		"fastcall_phone_number_assignment": {"type": "rented"},
	}
	for resource, filter := range refused {
		if _, diags := tf.List(resource, filter, false, 0); len(diags.Errors()) != 1 {
			t.Errorf("%s takes %v:\n%s", resource, filter, diags)
		}
	}
}

// A list that cannot be made says why: it is not an empty one.
func TestListFails(t *testing.T) {
	t.Parallel()
	bare := acctest.NewTerraform(t, acctest.NewOrg(t, acctest.Bare))
	for resource := range resources {
		found, diags := bare.List(resource, nil, true, 100)
		needsObjects := resource != "fastcall_user" && resource != "fastcall_user_settings"
		if needsObjects != (len(diags.Errors()) == 1) || needsObjects && len(found) > 0 {
			t.Errorf("%s lists %q and says\n%s", resource, namesOf(found), diags)
		}
	}
	unknown := acctest.NewTerraform(t, acctest.NewOrg(t), acctest.Values{"client_id": acctest.Unknown})
	if _, diags := unknown.List("fastcall_user", nil, true, 100); !strings.Contains(diags.Errors().String(), "not configured") {
		t.Errorf("says\n%s", diags)
	}
}
