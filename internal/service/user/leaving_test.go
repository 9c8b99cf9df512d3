package user_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A release finds what ties the user also where Salesforce takes no child
// subqueries on users, in every shape of org.
func TestAReleaseNeedsNoChildSubqueries(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := w.open(t, map[string]any{"recordings": "delete", "ivr_references": "remove"})
			tf := acctest.NewTerraform(t, org, block)
			user := onboard(t, tf, values{"username": ada})
			leaver := acctest.Leaver(t, org, ada)
			org.AddFault(acctest.Fault{Effect: acctest.Fail, Verb: "query", Object: "User", Text: "(SELECT", Status: 400,
				Code: "MALFORMED_QUERY", Message: "no"})
			org.ResetJournal()
			wantWarning(t, release(tf, user), "Released "+ada, "Greeting", "Out of office", leaver.Provisioned, leaver.Verified, "Fastcall Sales")
			wantParts(t, org, ada, nothing)
			tried := 0
			for _, e := range org.Journal() {
				for _, r := range e.Requests {
					if strings.Contains(r.Query, ", (SELECT") {
						tried++
					}
				}
			}
			if tried != 1 {
				t.Errorf("%d queries with child subqueries, want 1", tried)
			}
		})
	}
}
