package acctest

import (
	"net/http"
	"testing"
)

// The variables reach every org, and a test's own switches go before.
func TestSwitchesOfTheEnvironment(t *testing.T) {
	t.Setenv(switchesVariable, "K-readonly-status=403, K-page-size=7")
	t.Setenv(faultsVariable, "503-json:path=/services/data,times=1; 502-html:path=/services/data,nth=2")
	org := NewOrg(t, func(seed *Seed) { seed.Knobs["K-page-size"] = "3" })
	if got := org.State().Knobs; got["K-readonly-status"] != "403" || got["K-page-size"] != "3" {
		t.Errorf("the org has %v", got)
	}
	for _, want := range []int{http.StatusServiceUnavailable, http.StatusBadGateway, http.StatusOK} {
		resp, err := http.Get(org.URL + "/services/data") //nolint:noctx // Nothing cancels it.
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("answered %d, want %d", resp.StatusCode, want)
		}
	}
	t.Setenv(switchesVariable, "")
	t.Setenv(faultsVariable, "")
	if got := NewOrg(t).Seed.Knobs; got != nil {
		t.Errorf("without the variables the org has %v", got)
	}
}
