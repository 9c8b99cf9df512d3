package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A page in place of an answer of the API is told as what it is, wherever it is met, and one that says that the org is gone
// (420) is not asked for again.
func TestPagesInPlaceOfAnswers(t *testing.T) {
	t.Parallel()
	for _, where := range []acctest.Fault{{Verb: "token"}, {Path: "/services/data"}} {
		for status, want := range map[int][]string{
			420: {"deleted or has expired", "a living org"},
			403: {"HTTP 403 (Forbidden)", "My Domain"},
			200: {"My Domain"},
			520: {"HTTP 520 and not", "status.salesforce.com"},
		} {
			t.Run(fmt.Sprint(status, " ", where.Verb, where.Path), func(t *testing.T) {
				t.Parallel()
				org := acctest.NewOrg(t)
				fault := where
				fault.Effect, fault.HTML, fault.Status, fault.Message = acctest.Refuse, true, status, "<script>Not here</script>"
				org.AddFault(fault)
				_, diags := acctest.NewTerraform(t, org).DataSource("fastcall_license", values{})
				text := diags.Errors().String()
				for _, words := range want {
					if !strings.Contains(text, words) {
						t.Errorf("%q is not in:\n%s", words, text)
					}
				}
				if strings.Contains(text, "<") {
					t.Errorf("markup is on the screen:\n%s", text)
				}
				asked, most := map[string]int{}, 0
				for _, e := range org.Journal() {
					if e.Status == status && e.Token == (where.Verb == "token") {
						asked[e.Path+e.Query]++
						most = max(most, asked[e.Path+e.Query])
					}
				}
				if again := status == 520 && where.Verb == "token"; most == 0 || most > 1 && !again {
					t.Errorf("asked up to %d times: %v", most, asked)
				}
			})
		}
	}
}
