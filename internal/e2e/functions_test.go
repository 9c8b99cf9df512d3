//go:build unix

package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The examples of all functions say what they promise, and a mistake is an
// error of the plan that points at the call.
func TestTerraformFunctions(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../examples/functions/*/*.tf")
	if err != nil || len(files) < 3 {
		t.Fatalf("only %d examples: %v", len(files), err)
	}
	w := newWorkspace(t, newFront(t), "")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		w.write(filepath.Base(filepath.Dir(file))+".tf", string(text))
	}
	said := strings.Join(strings.Fields(w.run(0, "apply").stdout.String()), " ")
	for _, want := range []string{`licenses_to_buy = 3`, `owner = "005xx000001SwiUAAS"`, `"workshop" = "+4533120010"`, `"berlin" = "+49305550100"`} {
		if !strings.Contains(said, want) {
			t.Errorf("the outputs lack %s:\n%s", want, said)
		}
	}
	w.write("mistake.tf", `output "mistake" { value = provider::fastcall::e164("33 12 00 10") }`)
	if got := w.run(1, "plan").stderr.String(); !strings.Contains(got, "does not begin with +") || !strings.Contains(got, "on mistake.tf line 1") {
		t.Errorf("the plan says\n%s", got)
	}
}
