package e2e_test

import (
	"encoding/json"
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
	w.run(0, "plan", "-lock=false", "-out=plan.bin")
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
