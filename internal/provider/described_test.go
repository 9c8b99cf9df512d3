package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
)

// Everything that is offered has words and an example, and so has every
// attribute of it, in sentences.
func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()
	server := providerserver.NewProtocol6(provider.New("test")())()
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	check := func(folder, name, description string, attributes []*tfprotov6.SchemaAttribute) {
		if page := folder + "/" + strings.TrimPrefix(name, "fastcall_") + ".md"; folder != "list-resources" && !strings.Contains(string(readme), "docs/"+page) {
			t.Errorf("the README does not lead to %s", page)
		}
		found, err := filepath.Glob(filepath.Join("../../examples", folder, name, "*.*"))
		if err != nil || len(found) == 0 {
			t.Errorf("examples/%s/%s is missing", folder, name)
		}
		if !sentence(description) {
			t.Errorf("%s is described as %q", name, description)
		}
		described(t, name, attributes)
	}
	each(schemas.ResourceSchemas, func(name string, s *tfprotov6.Schema) {
		check("resources", name, s.Block.Description, s.Block.Attributes)
		for _, way := range []string{"import.sh", "import-by-string-id.tf", "import-by-identity.tf"} {
			if _, err := os.Stat(filepath.Join("../../examples/resources", name, way)); err != nil {
				t.Error(err)
			}
		}
	})
	each(schemas.DataSourceSchemas, func(name string, s *tfprotov6.Schema) {
		check("data-sources", name, s.Block.Description, s.Block.Attributes)
	})
	each(schemas.ListResourceSchemas, func(name string, s *tfprotov6.Schema) {
		check("list-resources", name, s.Block.Description, s.Block.Attributes)
	})
	each(schemas.ActionSchemas, func(name string, s *tfprotov6.ActionSchema) {
		check("actions", name, s.Schema.Block.Description, s.Schema.Block.Attributes)
	})
	each(schemas.Functions, func(name string, f *tfprotov6.Function) {
		check("functions", name, f.Description, nil)
		for _, p := range append(f.Parameters, f.VariadicParameter) {
			if p != nil && !sentence(p.Description) {
				t.Errorf("parameter %s of %s is described as %q", p.Name, name, p.Description)
			}
		}
	})
	described(t, "provider", schemas.Provider.Block.Attributes)
}

func described(t *testing.T, of string, attributes []*tfprotov6.SchemaAttribute) {
	t.Helper()
	for _, a := range attributes {
		// The library of timeouts has no words of its own and takes none; its members have.
		if !sentence(a.Description) && a.Name != "timeouts" {
			t.Errorf("%s.%s is described as %q", of, a.Name, a.Description)
		}
		if a.NestedType != nil {
			described(t, of+"."+a.Name, a.NestedType.Attributes)
		}
	}
}

func sentence(text string) bool { return strings.HasSuffix(text, ".") || strings.HasSuffix(text, ":") }
