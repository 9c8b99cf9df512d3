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
// need what is in somebody's org.
func TestTerraformExamples(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../examples/*/fastcall_*/*.tf")
	if err != nil || len(files) < 3 {
		t.Fatalf("only %d examples: %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), "import") {
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
