//go:build unix

package e2e_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// pictured is the plan that the README shows: see tools/picture.
const pictured = "../../tools/picture/plan.txt"

var (
	escape = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	// said is what a plan says of changes and people, in the words of this
	// provider or in those that all versions of Terraform and OpenTofu share.
	said = regexp.MustCompile(`(?m)^(?:│ .*|  # .*|Plan: .*)$`)
	// shown is the part of a plan that the picture is of.
	shown = regexp.MustCompile(`(?s) will perform the following actions:\n\n(.*╵[^\n]*\n)`)
)

// The README shows a plan in a full org: one joins, one leaves. A plan still
// says all of it, in whatever order Terraform tells.
func TestTerraformPicture(t *testing.T) {
	t.Parallel()
	f := newFront(t, func(seed *acctest.Seed) { seed.Package.Allowed = 4 })
	w := newWorkspace(t, f, "", `release = {
    recordings     = "reassign"
    reassign_to    = "marie@acme.example"
    ivr_references = "remove"
  }`)
	staff := func(people string) string {
		return fmt.Sprintf("resource \"fastcall_user\" \"team\" {\n  for_each = toset([%q])\n  username = each.key\n}\n", people)
	}
	w.write("staff.tf", staff("edsger@acme.example"))
	w.run(0, "apply")
	w.write("staff.tf", staff(ada))
	w.color = true
	output := w.run(0, "plan").stdout.String()
	plan := shown.FindStringSubmatch(output)
	if plan == nil {
		t.Fatalf("this is no plan:\n%s", output)
	}
	acctest.GoldenBy(t, pictured, plan[1], func(text string) string {
		lines := said.FindAllString(escape.ReplaceAllString(text, ""), -1)
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	})
}
