//go:build unix

package e2e_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// wantSaid expects words in what a command says, wherever its lines break.
func (c *command) wantSaid(words ...string) {
	c.w.t.Helper()
	said := strings.Join(strings.Fields(strings.NewReplacer("│", "", "╷", "", "╵", "").Replace(c.output())), " ")
	for _, word := range words {
		if !strings.Contains(said, word) {
			c.w.t.Errorf("%s lacks %q\n%s", c, word, c.output())
		}
	}
}

// In a full org, three leave and three join in one apply, whose plan says that
// it needs those who leave. Of whom there are more than seats, the plan is
// refused, and what it refuses can be destroyed.
func TestTerraformThreeChangePlacesInAFullOrg(t *testing.T) {
	t.Parallel()
	f := newFront(t, func(seed *acctest.Seed) {
		*seed = seed.WithUsers(7)
		seed.Package.Allowed = 7 // Three are held, and one is the guest's.
	})
	w := newWorkspace(t, f, "")
	w.write("team.tf", team(ada, grace, linus))
	w.run(0, "apply")

	joiners := []string{"user0001@acme.example", "user0002@acme.example", "user0003@acme.example"}
	w.write("team.tf", team(joiners...))
	w.run(0, "plan").wantSaid("3 to add, 0 to change, 3 to destroy", "Warning: Not enough free Fastcall seats", "bought: 7",
		"held by people: 6", "kept for the site guest user: 1", "free now: 0",
		"wanted by those who join: 1 or more, plus users not known yet", "holding a seat: hedy@acme.example")
	w.run(0, "apply", "-parallelism=10")
	for i, leaver := range []string{ada, grace, linus} {
		if got := f.org.Parts(t, leaver); !got.Equal(nothing) {
			t.Errorf("%s still holds %+v", leaver, got)
		}
		if got := f.org.Parts(t, joiners[i]); !got.Licensed {
			t.Errorf("%s holds %+v", joiners[i], got)
		}
	}

	w.write("team.tf", team(append(joiners, "user0004@acme.example", "user0005@acme.example", "user0006@acme.example", "user0007@acme.example")...))
	w.run(1, "plan").wantSaid("Error: Not enough Fastcall seats", "whoever else leaves", "wanted in all: 7 or more, plus users not known yet")
	w.env["FASTCALL_CAPACITY_CHECK"] = "warn"
	w.run(0, "destroy")
	if got := w.known(); len(got) > 0 {
		t.Errorf("the state still has %v", got)
	}
}
