package e2e_test

import (
	"os/exec"
	"strings"
	"testing"

	goversion "github.com/hashicorp/go-version"
)

// needsTerraform skips a test for which the binary is too old, or is OpenTofu,
// which has neither queries nor actions.
func needsTerraform(t *testing.T, version string) {
	t.Helper()
	in, err := installed()
	if err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), in.terraform, "version").Output()
	if err != nil {
		t.Fatal(err)
	}
	name, rest, _ := strings.Cut(string(text), " v")
	number, _, _ := strings.Cut(rest, "\n")
	have, err := goversion.NewVersion(strings.TrimSpace(number))
	if err != nil {
		t.Fatal(err)
	}
	if name != "Terraform" || have.LessThan(goversion.Must(goversion.NewVersion(version))) {
		t.Skipf("%s %s: needs Terraform %s", name, have, version)
	}
}

// A query for everything, as the examples have it, generates configuration that
// imports the whole org without a change.
func TestTerraformQuery(t *testing.T) {
	t.Parallel()
	needsTerraform(t, "1.14.0")
	f := newFront(t)
	w := newWorkspace(t, f, "")
	query := ""
	for _, resource := range []string{"fastcall_user", "fastcall_group", "fastcall_phone_number_assignment", "fastcall_user_settings"} {
		query += "list \"" + resource + "\" \"all\" {\n  provider = fastcall\n}\n"
	}
	w.write("all.tfquery.hcl", query)
	if got := w.run(0, "query", "-generate-config-out=generated.tf").stdout.String(); !strings.Contains(got, "Marie Dubois (marie@acme.example)") {
		t.Errorf("the query says\n%s", got)
	}
	f.org.ResetJournal()
	if got := w.run(0, "apply").stdout.String(); !strings.Contains(got, "11 imported, 0 added, 0 changed, 0 destroyed") {
		t.Errorf("the apply says\n%s\nof\n%s", got, w.read("generated.tf"))
	}
	w.run(0, "plan", "-detailed-exitcode")
	for _, entry := range f.org.Journal() {
		if entry.Write {
			t.Errorf("adopting writes: %s %s", entry.Method, entry.Path)
		}
	}
}
