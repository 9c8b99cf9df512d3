package provider_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
)

// Everything that configurations and states rely on, without the words. A line
// that goes, or that says other than before, breaks somebody's configuration
// unless it only becomes optional; one that comes does not.
func TestGoldenSchemas(t *testing.T) {
	server := providerserver.NewProtocol6(provider.New("test")())()
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	identities, err := server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var d dump
	d.schema("provider", schemas.Provider)
	each(schemas.ResourceSchemas, func(name string, s *tfprotov6.Schema) { d.schema("resource "+name, s) })
	each(identities.IdentitySchemas, func(name string, s *tfprotov6.ResourceIdentitySchema) {
		d.line("identity %s, version %d", name, s.Version)
		for _, a := range s.IdentityAttributes {
			d.line("  %s: %s%s%s", a.Name, a.Type, flag(a.RequiredForImport, "required"), flag(a.OptionalForImport, "optional"))
		}
	})
	each(schemas.DataSourceSchemas, func(name string, s *tfprotov6.Schema) { d.schema("data source "+name, s) })
	each(schemas.ListResourceSchemas, func(name string, s *tfprotov6.Schema) { d.schema("list resource "+name, s) })
	each(schemas.ActionSchemas, func(name string, s *tfprotov6.ActionSchema) { d.schema("action "+name, s.Schema) })
	each(schemas.Functions, func(name string, f *tfprotov6.Function) {
		var parameters []string
		for _, p := range f.Parameters {
			parameters = append(parameters, p.Name+" "+p.Type.String())
		}
		if p := f.VariadicParameter; p != nil {
			parameters = append(parameters, p.Name+" "+p.Type.String()+"...")
		}
		d.line("function %s(%s) %s", name, strings.Join(parameters, ", "), f.Return.Type)
	})
	acctest.Golden(t, "testdata/schemas.txt", strings.ReplaceAll(d.String(), "tftypes.", ""))
}

func each[V any](values map[string]V, do func(string, V)) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		do(name, values[name])
	}
}

type dump struct{ strings.Builder }

func (d *dump) line(format string, values ...any) { fmt.Fprintf(d, format+"\n", values...) }

func (d *dump) schema(name string, s *tfprotov6.Schema) {
	d.line("%s, version %d", name, s.Version)
	d.attributes("  ", s.Block.Attributes)
	for _, b := range s.Block.BlockTypes {
		d.line("  block %s, %s", b.TypeName, b.Nesting)
		d.attributes("    ", b.Block.Attributes)
	}
}

func (d *dump) attributes(indent string, attributes []*tfprotov6.SchemaAttribute) {
	for _, a := range attributes {
		kind := fmt.Sprint(a.Type)
		if a.NestedType != nil {
			kind = "nested " + strings.ToLower(a.NestedType.Nesting.String())
		}
		d.line("%s%s: %s%s%s%s%s%s", indent, a.Name, kind, flag(a.Required, "required"), flag(a.Optional, "optional"), flag(a.Computed, "computed"),
			flag(a.Sensitive, "sensitive"), flag(a.WriteOnly, "write-only"))
		if a.NestedType != nil {
			d.attributes(indent+"  ", a.NestedType.Attributes)
		}
	}
}

func flag(set bool, name string) string {
	if set {
		return ", " + name
	}
	return ""
}

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
