//go:build unix

package e2e_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// checks are the outcomes of a saved plan's checks by name, as the workflow of
// the guide reads them.
func (w *workspace) checks(file string) map[string]string {
	w.t.Helper()
	var plan struct {
		Checks []struct {
			Address struct {
				Name string `json:"to_display"`
			}
			Status string
		}
	}
	if err := json.Unmarshal(w.run(0, "show", "-json", file).stdout.Bytes(), &plan); err != nil {
		w.t.Fatal(err)
	}
	found := map[string]string{}
	for _, check := range plan.Checks {
		found[check.Address.Name] = check.Status
	}
	return found
}

// What the guide about pull requests tells: the plan of a credential that only
// reads answers its checks, a seat short fails one, nothing is written, and the
// same runs offline as a test.
func TestTerraformPlanReviews(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := copyOf(t, f, "plan-reviews")
	w.run(0, "get")
	w.run(0, "test")

	w.env["FASTCALL_READ_ONLY"] = "true"
	w.run(0, "plan", "-lock=false", "-out=plan.bin")
	if got := w.checks("plan.bin"); got["check.enough_seats"] != "pass" || got["check.no_drift"] != "pass" {
		t.Errorf("the checks say %v", got)
	}
	w.write("many.auto.tfvars", `team = ["ada@acme.example", "alan@acme.example", "emmy@acme.example", "grace@acme.example",
  "integration@acme.example", "linus@acme.example", "terraform@acme.example"]`)
	f.org.TakeSeat(t, "marie@acme.example")
	f.org.GiveSeat(t, "linus@acme.example") // by hand, and nothing else with it
	shown := w.run(0, "plan", "-lock=false", "-out=plan.bin").stdout.String()
	for _, said := range []string{"linus@acme.example has parts of Fastcall already", "takes over: package license",
		"linus@acme.example lacks: permission set, call center.", "emmy@acme.example is in another call center"} {
		if !strings.Contains(shown, said) {
			t.Errorf("the plan does not say %q:\n%s", said, shown)
		}
	}
	if got := w.checks("plan.bin"); got["check.enough_seats"] != "pass" || got["check.no_drift"] != "fail" {
		t.Errorf("with somebody half provisioned the checks say %v", got)
	}
	f.org.GiveSeat(t, "marie@acme.example")
	w.run(0, "plan", "-lock=false", "-out=plan.bin")
	if got := w.checks("plan.bin"); got["check.enough_seats"] != "fail" {
		t.Errorf("with a seat short the checks say %v", got)
	}
	w.run(1, "apply")
	for _, entry := range f.org.Journal() {
		if entry.Write {
			t.Errorf("it writes: %s %s", entry.Method, entry.Path)
		}
	}
}

// The leaver of the offboarding example goes and leaves nothing behind; a
// membership that somebody gives afterwards is told.
func TestTerraformOffboarding(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := copyOf(t, f, "offboarding")
	w.run(0, "apply")
	if got := w.run(0, "apply", "-var", "leaving=true"); strings.Contains(got.output(), "Check block assertion failed") {
		t.Errorf("something is left behind:\n%s", got.output())
	}
	f.org.Join(t, "edsger@acme.example", "Fastcall Support")
	shown := w.run(0, "plan", "-var", "leaving=true").stdout.String()
	if said := `edsger@acme.example is in group "Fastcall Support" and no Fastcall user.`; !strings.Contains(shown, said) {
		t.Errorf("the plan does not say %q:\n%s", said, shown)
	}
}
