package orgsim_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// The journal keeps the last requests only. Its numbers go on, and whoever reads it is told what is missing.
func TestJournalIsBounded(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	c.org.KeepEntries(5)
	for made := 1; made <= 13; made++ {
		c.done(c.call("GET", "/limits", nil))
		_, body := c.call("GET", "/_sim/journal", nil)
		entries, dropped := body.([]any), max(0, made-5)
		for i, e := range entries {
			if n := e.(map[string]any)["n"]; n != float64(dropped+i+1) {
				t.Errorf("after %d requests, entry %d is number %v", made, i, n)
			}
		}
		if len(entries) != min(made, 5) || c.last.Get("Sim-Journal-Dropped") != fmt.Sprint(dropped) {
			t.Errorf("after %d requests, %d are kept and %s are dropped", made, len(entries), c.last.Get("Sim-Journal-Dropped"))
		}
		answer, err := http.Get(c.base + "/")
		if err != nil {
			t.Fatal(err)
		}
		page, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		told := strings.Contains(string(page), fmt.Sprintf("The first %d are no longer kept.", dropped))
		if !strings.Contains(string(page), fmt.Sprintf("%d so far", made)) || told != (dropped > 0) {
			t.Errorf("after %d requests the page says\n%s", made, page)
		}
	}
	c.call("DELETE", "/_sim/journal", nil)
	if _, body := c.call("GET", "/_sim/journal", nil); len(body.([]any)) != 0 || c.last.Get("Sim-Journal-Dropped") != "0" {
		t.Errorf("after a reset %s are dropped of %v", c.last.Get("Sim-Journal-Dropped"), body)
	}
	if text := guide(t, "simulator.md"); !strings.Contains(text, "the last 100,000") || orgsim.KeptEntries != 100_000 || !strings.Contains(text, "Sim-Journal-Dropped") {
		t.Error("the guide does not say how many requests are kept")
	}
}
