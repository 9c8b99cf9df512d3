package framework_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// An action that cannot be run says so, and how to be let in.
func TestActionDiagnostics(t *testing.T) {
	t.Parallel()
	denied := &fastcall.ActionNotFoundError{Name: "FastCall__Do", Class: "Do",
		Err: api(http.StatusForbidden, "INSUFFICIENT_ACCESS", "You do not have access to the Apex class named 'Do'.")}
	said := framework.Diagnose("set the status of", "ada@acme.example", denied)[0]
	for _, want := range []string{"no action FastCall__Do", "Salesforce said: INSUFFICIENT_ACCESS", "What to do: Give the API user access to the Apex class Do"} {
		if !strings.Contains(said.Detail(), want) {
			t.Errorf("lacks %q:\n%s", want, said.Detail())
		}
	}
}
