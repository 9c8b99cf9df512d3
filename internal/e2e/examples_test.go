//go:build unix

package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// peopled adds to the org what the examples speak of.
func peopled(seed *acctest.Seed) {
	seed.Users = append(seed.Users, acctest.User{Username: "margaret@acme.example", LastName: "Hamilton"})
	berlin := seed.CallCenters[1]
	berlin.ID, berlin.Name, berlin.InternalName = "", "Berlin", "Berlin"
	seed.CallCenters = append(seed.CallCenters, berlin)
}

// Every example can be applied as it stands and then changes nothing but what
// a changed figure shows. The quickstart has its own run, make demo; imports
// need what is in somebody's org; actions have a test of their own.
func TestTerraformExamples(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../examples/*/fastcall_*/*.tf")
	if err != nil || len(files) < 3 {
		t.Fatalf("only %d examples: %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), "import") || strings.Contains(file, "/actions/") {
			continue
		}
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			f := newFront(t, peopled)
			w := newWorkspace(t, f, string(text))
			w.run(0, "apply")
			w.run(0, "apply", "-refresh-only")
			f.org.ResetJournal()
			w.run(0, "apply")
			for _, entry := range f.org.Journal() {
				if entry.Write {
					t.Errorf("a second apply writes: %s %s", entry.Method, entry.Path)
				}
			}
			w.run(0, "destroy")
		})
	}
}

// copyOf is a workspace with a copy of a whole example.
func copyOf(t *testing.T, f *front, example string) *workspace {
	t.Helper()
	w := newWorkspace(t, f, "")
	if err := os.Remove(w.path("main.tf")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(w.dir, os.DirFS(filepath.Join("../../examples", example))); err != nil {
		t.Fatal(err)
	}
	return w
}

// The whole team of the onboarding example comes and changes nothing any more;
// mistakes in the roster and a person in another call center stop it; and it
// goes.
func TestTerraformOnboarding(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	before := f.org.Seats()
	w := copyOf(t, f, "onboarding")
	w.run(0, "apply")
	w.run(0, "plan", "-detailed-exitcode")
	roster := w.read("roster.json")
	for wrong, said := range map[string]string{
		strings.Replace(roster, `["welcome"]`, `["welcom"]`, 1):                               "does not describe",
		strings.Replace(roster, `"number": null`, `"number": "+4533120090"`, 1):               "to more than one",
		strings.Replace(roster, `"number": "+45 70 10 00 03"`, `"number": "+45 70 10 00"`, 1): "Fastcall has no number",
	} {
		w.write("roster.json", wrong)
		if got := w.run(1, "plan"); !strings.Contains(strings.ReplaceAll(got.stderr.String(), "\n", " "), said) {
			t.Errorf("the plan does not say %q:\n%s", said, got.stderr.String())
		}
	}
	w.write("roster.json", strings.Replace(roster, `"ada@acme.example"`, `"emmy@acme.example"`, 1))
	if got := w.run(1, "apply"); !strings.Contains(got.stderr.String(), "replace_existing_call_center") {
		t.Errorf("somebody in another call center is taken without asking:\n%s", got.output())
	}
	w.write("roster.json", strings.Replace(roster, `["welcome", "nights"]`, `["welcome"]`, 1))
	if _, outputs, _ := strings.Cut(w.run(0, "plan").stdout.String(), "Changes to Outputs:"); !strings.Contains(outputs, `- "linus@acme.example"`) {
		t.Errorf("the plan does not say by name who leaves a group:\n%s", outputs)
	}
	w.write("roster.json", roster)
	w.run(0, "apply")
	w.run(0, "plan", "-detailed-exitcode")
	w.run(0, "destroy")
	if f.org.Seats() != before {
		t.Errorf("%d seats are taken, %d were before", f.org.Seats(), before)
	}
}

// The module's own tests pass, and undo what they did.
func TestTerraformModuleTests(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	before := f.org.Seats()
	w := copyOf(t, f, "module-tests")
	w.run(0, "get")
	if got := w.run(0, "test"); !strings.Contains(got.stdout.String(), "0 failed") {
		t.Errorf("the tests of the module say\n%s", got.output())
	}
	if f.org.Seats() != before {
		t.Errorf("%d seats are taken, %d were before", f.org.Seats(), before)
	}
}
