package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
)

// A state of any earlier version of a schema or identity can be upgraded.
func TestEveryVersionUpgrades(t *testing.T) {
	t.Parallel()
	p := provider.New("test")()
	for _, create := range p.Resources(t.Context()) {
		r := create()
		var named resource.MetadataResponse
		r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "fastcall"}, &named)
		var schema resource.SchemaResponse
		r.Schema(t.Context(), resource.SchemaRequest{}, &schema)
		if upgrades := upgrades(t.Context(), r); int64(len(upgrades)) != schema.Schema.Version {
			t.Errorf("%s has version %d and upgrades from %v", named.TypeName, schema.Schema.Version, upgrades)
		}
		identified, ok := r.(resource.ResourceWithIdentity)
		if !ok {
			t.Errorf("%s has no identity", named.TypeName)
			continue
		}
		var identity resource.IdentitySchemaResponse
		identified.IdentitySchema(t.Context(), resource.IdentitySchemaRequest{}, &identity)
		if upgrades := identityUpgrades(t.Context(), r); int64(len(upgrades)) != identity.IdentitySchema.Version {
			t.Errorf("the identity of %s has version %d and upgrades from %v", named.TypeName, identity.IdentitySchema.Version, upgrades)
		}
	}
}

func upgrades(ctx context.Context, r resource.Resource) []int64 {
	if upgrader, ok := r.(resource.ResourceWithUpgradeState); ok {
		return slices.Sorted(maps.Keys(upgrader.UpgradeState(ctx)))
	}
	return nil
}

func identityUpgrades(ctx context.Context, r resource.Resource) []int64 {
	if upgrader, ok := r.(resource.ResourceWithUpgradeIdentity); ok {
		return slices.Sorted(maps.Keys(upgrader.UpgradeIdentity(ctx)))
	}
	return nil
}

// A state that any version of a schema wrote is read, by the present one
// without loss, and nothing is to do then. The files stay as they were written:
// they stand for what lies in somebody's backend.
func TestStatesOfEveryVersion(t *testing.T) {
	org := acctest.NewOrg(t)
	for name := range resources {
		tf := acctest.NewTerraform(t, org)
		found, diags := tf.List(name, nil, true, 1)
		if len(found) != 1 {
			t.Fatalf("%s lists nothing:\n%s", name, diags)
		}
		for version := range tf.Version(name) + 1 {
			file := fmt.Sprintf("testdata/states/%s_v%d.json", name, version)
			state, err := os.ReadFile(file)
			if err != nil {
				t.Errorf("%v; the present version writes\n%s", err, found[0].Resource.JSON())
				continue
			}
			upgraded, diags := tf.Upgrade(name, version, state)
			if len(diags) > 0 {
				t.Errorf("%s:\n%s", file, diags)
				continue
			}
			if version == tf.Version(name) {
				wantAll(t, file, state, upgraded)
			}
			config, _ := tf.Generate(name, upgraded)
			held := acctest.Instance{Values: upgraded, Identity: found[0].Identity}
			if plan := tf.Plan(name, held, config); len(plan.Changed(held)) > 0 || len(plan.Errors()) > 0 || len(plan.Replace) > 0 {
				t.Errorf("%s: the plan changes %v and says\n%s", file, plan.Changed(held), plan.Diagnostics)
			}
		}
	}
}

// wantAll fails the test if something of a state is gone, or another than before.
func wantAll(t *testing.T, file string, state []byte, got acctest.Values) {
	t.Helper()
	var want, is acctest.Values
	if err := json.Unmarshal(state, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(got.JSON()), &is); err != nil {
		t.Fatal(err)
	}
	for name, value := range want {
		if !reflect.DeepEqual(is[name], value) {
			t.Errorf("%s: %s is %v, was %v", file, name, is[name], value)
		}
	}
}
