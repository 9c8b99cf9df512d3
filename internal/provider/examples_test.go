package provider_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What only newer Terraform can plan (imports by identity, lists, actions) is
// read here as Terraform reads it, and given to the provider.

// exampleOrg has what the examples and guides name.
func exampleOrg(t *testing.T) *acctest.Org {
	t.Helper()
	ids := map[string]string{"ada@acme.example": "005xx000001SwiU", "grace@acme.example": "005xx000001SwiV"}
	return acctest.NewOrg(t, func(seed *acctest.Seed) {
		seed.Org.ID = "00Dxx0000001gPL"
		reception := seed.Groups[0]
		reception.ID, reception.Name, reception.DeveloperName = "00Gxx0000000001", "Fastcall Reception", "Fastcall_Reception"
		seed.Groups = append(seed.Groups, reception)
		for i := range seed.Users {
			user := &seed.Users[i]
			if id := ids[user.Username]; id != "" {
				user.ID, user.Licensed, user.Groups = id, true, append(user.Groups, reception.DeveloperName)
			}
		}
		groups, numbers := seed.Mapping["group"], seed.Mapping["phone_number"]
		for i := range seed.Objects {
			object := &seed.Objects[i]
			if object.Name == groups.Object {
				object.Rows = append(object.Rows, map[string]any{"Name": reception.Name, groups.Link: reception.DeveloperName})
			}
			for _, row := range object.Rows {
				if object.Name == numbers.Object && row[numbers.Fields["number"]] == "+4570100003" {
					row["Id"], row[numbers.Fields["assigned_user"]] = "a01xx0000000001", "ada@acme.example"
				}
			}
		}
	})
}

// blocks are the blocks of a configuration file.
func blocks(t *testing.T, file string) hclsyntax.Blocks {
	t.Helper()
	parsed, diags := hclparse.NewParser().ParseHCLFile(file)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return parsed.Body.(*hclsyntax.Body).Blocks
}

// known is what the examples refer to.
var known = &hcl.EvalContext{Variables: map[string]cty.Value{
	"each": cty.ObjectVal(map[string]cty.Value{"key": cty.StringVal("marie@acme.example")}),
	"fastcall_user": cty.ObjectVal(map[string]cty.Value{
		"grace": cty.ObjectVal(map[string]cty.Value{"id": cty.StringVal("005xx000001SwiVAAS")})}),
}}

// valueOf is what an expression comes to.
func valueOf(t *testing.T, expression hcl.Expression) any {
	t.Helper()
	value, diags := expression.Value(known)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	text, err := ctyjson.Marshal(value, value.Type())
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		t.Fatal(err)
	}
	return plain
}

// configOf is what the block "config" in another sets, if it has one.
func configOf(t *testing.T, block *hclsyntax.Block) acctest.Values {
	t.Helper()
	config := acctest.Values{}
	for _, inner := range block.Body.Blocks {
		for name, attribute := range inner.Body.Attributes {
			config[name] = valueOf(t, attribute.Expr)
		}
	}
	return config
}

var importCommand = regexp.MustCompile(`(?m)^terraform import (fastcall_\w+)\.\w+ (?:"([^"]+)"|(\S+))`)

// Every way to import that an example of a resource shows takes in the same
// thing.
func TestExamplesImport(t *testing.T) {
	t.Parallel()
	org := exampleOrg(t)
	for resource := range resources {
		folder := filepath.Join("../../examples/resources", resource)
		text, err := os.ReadFile(filepath.Join(folder, "import.sh"))
		if err != nil {
			t.Fatal(err)
		}
		byID := valueOf(t, blocks(t, filepath.Join(folder, "import-by-string-id.tf"))[0].Body.Attributes["id"].Expr).(string)
		ids := []string{byID}
		for _, command := range importCommand.FindAllStringSubmatch(string(text), -1) {
			ids = append(ids, command[2]+command[3])
		}
		if len(ids) < 2 {
			t.Errorf("import.sh of %s has no command", resource)
		}
		identity := acctest.Values(valueOf(t, blocks(t, filepath.Join(folder, "import-by-identity.tf"))[0].Body.Attributes["identity"].Expr).(map[string]any))
		tf := acctest.NewTerraform(t, org)
		if _, diags := tf.Import(resource, "", identity); len(diags.Errors()) > 0 {
			t.Errorf("import %s by identity:\n%s", resource, diags)
		}
		for _, id := range ids {
			found, diags := tf.Import(resource, id, nil)
			if len(diags.Errors()) > 0 || found.Identity.JSON() != identity.JSON() {
				t.Errorf("import %s %s: it is %s\n%s", resource, id, found.Identity.JSON(), diags)
			}
		}
	}
}

// The commands of the guide to orgs that are there already find what they name.
func TestGuideImports(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/guides/adopt.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := importCommand.FindAllStringSubmatch(string(text), -1)
	if len(commands) < 4 {
		t.Errorf("only %d commands", len(commands))
	}
	tf := acctest.NewTerraform(t, exampleOrg(t))
	for _, command := range commands {
		if _, diags := tf.Import(command[1], command[2]+command[3], nil); len(diags.Errors()) > 0 {
			t.Errorf("%s\n%s", command[0], diags)
		}
	}
}

// Every query and every action of the examples is one that the provider takes.
func TestExamplesOfNewTerraform(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("../../examples/list-resources/*/*.hcl")
	actions, _ := filepath.Glob("../../examples/actions/*/*.tf")
	files = append(append(files, actions...), "../../examples/adopt/org.tfquery.hcl")
	tf := acctest.NewTerraform(t, exampleOrg(t))
	seen := map[string]int{}
	for _, file := range files {
		for _, block := range blocks(t, file) {
			seen[block.Type]++
			var diags acctest.Diagnostics
			switch block.Type {
			case "list":
				_, diags = tf.List(block.Labels[0], configOf(t, block), true, 100)
			case "action":
				diags = tf.PlanAction(block.Labels[0], configOf(t, block))
			}
			if len(diags.Errors()) > 0 {
				t.Errorf("%s: %v\n%s", file, block.Labels, diags)
			}
		}
	}
	if seen["list"] < 9 || seen["action"] < 3 {
		t.Errorf("only %v", seen)
	}
}
