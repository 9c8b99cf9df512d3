package org_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

type values = acctest.Values

// schema reads fastcall_schema and returns its sections and the requests that
// it cost, the log-in not counted.
func schema(t *testing.T, org *acctest.Org, block ...values) (values, map[string]any, int) {
	t.Helper()
	tf := acctest.NewTerraform(t, org, block...)
	found, diags := tf.DataSource("fastcall_schema", values{})
	if len(diags) > 0 {
		t.Fatalf("reading said: %s", diags)
	}
	calls := 0
	for _, entry := range org.Journal() {
		if strings.HasPrefix(entry.Path, "/services/data/") {
			calls++
		}
	}
	sections, _ := found["sections"].(map[string]any)
	return found, sections, calls
}

// Wherever the package keeps its records, every name is found: by one request
// where the names are derived or given, by three where labels tell.
func TestSchema(t *testing.T) {
	t.Parallel()
	explicit := func(org *acctest.Org) values { return values{"schema_map": acctest.SchemaMap(org.Mapping())} }
	none := func(*acctest.Org) values { return values{} }
	for name, c := range map[string]struct {
		edit   func(*acctest.Seed)
		block  func(*acctest.Org) values
		source string
		calls  int
	}{
		"default":            {func(*acctest.Seed) {}, none, "derived", 1},
		"renamed, by labels": {acctest.Renamed, none, "label", 3},
		"renamed, by map":    {acctest.Renamed, explicit, "schema_map", 1},
		"reshaped, by map":   {acctest.Reshaped, explicit, "schema_map", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, c.edit)
			found, sections, calls := schema(t, org, c.block(org))
			if found["complete"] != true || calls != c.calls {
				t.Errorf("complete is %v after %d requests: %s", found["complete"], calls, found.JSON())
			}
			for _, key := range schemamap.Sections() {
				section, _ := sections[string(key)].(map[string]any)
				mapped := org.Mapping()[string(key)]
				if section["object"] != mapped.Object || section["source"] != c.source {
					t.Errorf("section %s is in %v (%v), not in %s", key, section["object"], section["source"], mapped.Object)
				}
				fields, _ := section["fields"].(map[string]any)
				for field, want := range mapped.Fields {
					if fields[field] != want {
						t.Errorf("field %s.%s is %v, not %s", key, field, fields[field], want)
					}
				}
			}
		})
	}
}

// What is missing is said, with what comes near and the map that would do.
func TestSchemaIncomplete(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(s *acctest.Seed) {
		s.APIUser.HiddenObjects = append(s.APIUser.HiddenObjects, "FastCall__SMS_Template__c")
		s.APIUser.HiddenFields = append(s.APIUser.HiddenFields, "FastCall__FastCall_Group__c.FastCall__Extension__c")
	})
	found, sections, _ := schema(t, org)
	if found["complete"] != false {
		t.Errorf("complete is %v", found["complete"])
	}
	if template, _ := sections["sms_template"].(map[string]any); template["object"] != nil {
		t.Errorf("a hidden object was found: %v", template)
	}
	group, _ := sections["group"].(map[string]any)
	if missing, _ := group["missing"].([]any); len(missing) != 1 || missing[0] != "extension" {
		t.Errorf("missing of the group are %v", group["missing"])
	}
}

// A section that is called unreachable is not looked for.
func TestSchemaUnreachable(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(s *acctest.Seed) { s.APIUser.HiddenObjects = []string{"FastCall__SMS_Template__c"} })
	found, sections, calls := schema(t, org, values{"schema_map": map[string]any{"sms_template": map[string]any{"unreachable": true}}})
	template, _ := sections["sms_template"].(map[string]any)
	if found["complete"] != true || template["unreachable"] != true || calls != 1 {
		t.Errorf("complete is %v after %d requests, the section %v", found["complete"], calls, template)
	}
}
