//go:build unix

package e2e_test

import (
	"strings"
	"testing"
)

// The example takes a whole org in without a write, in the three commands that
// it names, and then finds nothing to do; a joiner is not imported but created.
func TestTerraformAdopt(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := copyOf(t, f, "adopt")
	w.run(0, "apply")
	roster := w.run(0, "output", "-json", "present").stdout.String()
	w.write("roster.json", roster)
	f.org.ResetJournal()
	if got := w.run(0, "apply").stdout.String(); !strings.Contains(got, "3 imported, 0 added, 0 changed, 0 destroyed") {
		t.Errorf("the apply says\n%s", got)
	}
	w.run(0, "plan", "-detailed-exitcode")
	for _, entry := range f.org.Journal() {
		if entry.Write {
			t.Errorf("adopting writes: %s %s", entry.Method, entry.Path)
		}
	}
	w.write("roster.json", strings.Replace(roster, "{", `{"`+ada+`": ["user"], `, 1))
	if got := w.run(0, "plan").stdout.String(); !strings.Contains(got, "1 to add, 0 to change, 0 to destroy") {
		t.Errorf("the plan says\n%s", got)
	}
}
