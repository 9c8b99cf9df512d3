package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
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
