//go:build unix

package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
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

// The examples of the actions do what they say: somebody new gets a status with
// the seat, and an action that is invoked by hand does its work.
func TestTerraformActions(t *testing.T) {
	t.Parallel()
	needsTerraform(t, "1.14.0")
	f := newFront(t)
	w := newWorkspace(t, f, "")
	files, err := filepath.Glob("../../examples/actions/*/action.tf")
	if err != nil || len(files) != 2 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		w.write(filepath.Base(filepath.Dir(file))+".tf", string(text))
	}
	w.run(0, "apply")
	status := func(name string) any { return f.org.PackageRow(t, "user_status", "name", name)["id"] }
	if is := f.org.Settings(t, grace)["user_status"]; is != status("Available") {
		t.Errorf("the status of a new user is %v", is)
	}
	w.run(0, "apply", "-invoke=action.fastcall_set_user_status.home")
	if is := f.org.Settings(t, "marie@acme.example")["user_status"]; is != status("Offline") {
		t.Errorf("the status of the night shift is %v", is)
	}
	before := f.org.Seats()
	w.run(0, "apply", "-invoke=action.fastcall_release_user.hedy")
	if f.org.Seats() != before-1 {
		t.Errorf("%d seats are taken after the release, %d were before", f.org.Seats(), before)
	}
}
