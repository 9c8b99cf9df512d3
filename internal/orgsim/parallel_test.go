package orgsim_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Hundreds of callers at once: no seat is given twice, none is lost, and every request is in the journal.
func TestParallelCallers(t *testing.T) {
	const callers = 200
	seed := orgsim.DefaultSeed().WithUsers(callers)
	seed.Package.Allowed = 4 + callers/2
	org, err := orgsim.New(seed)
	if err != nil {
		t.Fatal(err)
	}
	license, _ := org.Find("PackageLicense", "NamespacePrefix", "FastCall")
	var group sync.WaitGroup
	for i := range callers {
		group.Go(func() {
			user, _ := org.Find("User", "Username", fmt.Sprintf("user%04d@acme.example", i+1))
			body := fmt.Sprintf(`{"PackageLicenseId":%q,"UserId":%q}`, license["Id"], user["Id"])
			for _, r := range []*http.Request{
				httptest.NewRequest("POST", root+"/sobjects/UserPackageLicense", strings.NewReader(body)),
				httptest.NewRequest("GET", root+"/query?q=SELECT+Id,UserId+FROM+UserPackageLicense", nil),
			} {
				r.Header.Set("Authorization", "Bearer "+seed.AccessToken)
				r.Header.Set("Content-Type", "application/json")
				org.ServeHTTP(httptest.NewRecorder(), r)
			}
			if i%50 == 0 {
				org.HideRow(user["Id"].(string), true)
				_ = org.SetKnob("K-page-size", "100")
				_ = org.State()
			}
		})
	}
	group.Wait()
	if n := len(org.Rows("UserPackageLicense")); n != 3+callers/2 {
		t.Errorf("%d seats, want %d", n, 3+callers/2)
	}
	if n := len(org.Journal()); n != 2*callers {
		t.Errorf("%d requests in the journal, want %d", n, 2*callers)
	}
}
