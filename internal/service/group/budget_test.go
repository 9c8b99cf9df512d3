package group_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// metered puts a meter before an org: beyond tells, before each answer, whether
// the budget of the tests below is used up.
func metered(t *testing.T, org *acctest.Org, beyond func(*http.Request) bool) {
	t.Helper()
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		used := "89/100"
		if beyond(r) {
			used = "90/100"
		}
		org.ServeHTTP(meter{w, used}, r)
	}))
	t.Cleanup(gate.Close)
	org.URL = gate.URL
}

type meter struct {
	http.ResponseWriter
	used string
}

func (m meter) WriteHeader(status int) {
	m.Header().Set("Sforce-Limit-Info", "api-usage="+m.used)
	m.ResponseWriter.WriteHeader(status)
}

// A budget stops beginnings, not ends: what has made its first write is
// finished, also when the answer to that is lost, and nothing else is begun.
func TestABudgetStopsNoSecondHalf(t *testing.T) {
	t.Parallel()
	for _, d := range deeds() {
		for name, c := range map[string]struct{ stopped, lost bool }{
			"used up before": {stopped: true}, "used up by the first write": {}, "the answer to which is lost": {lost: true},
		} {
			t.Run(d.name+" "+name, func(t *testing.T) {
				t.Parallel()
				org := acctest.NewOrg(t)
				prior := d.prepare(t, org, acctest.NewTerraform(t, org))
				plan := acctest.NewTerraform(t, org).Plan(d.resource, prior, d.values(t, org))
				noErrors(t, plan.Diagnostics)
				before := portrait(t, org)
				var beyond atomic.Bool
				beyond.Store(c.stopped)
				metered(t, org, func(r *http.Request) bool {
					if strings.HasSuffix(r.URL.Path, "/graph") {
						beyond.Store(true)
					}
					return beyond.Load()
				})
				if c.lost {
					org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/graph", Times: 1})
				}
				walk := acctest.NewTerraform(t, org, values{"api_budget_percent": 90, "max_retries": 0})
				_, diags := walk.Apply(d.resource, plan)
				if c.stopped {
					wantError(t, diags, "used 90 of the 100 API requests")
					if now := portrait(t, org); now != before {
						t.Errorf("the org is\n%s\nbefore it was\n%s", now, before)
					}
					return
				}
				noErrors(t, diags)
				calm := acctest.NewOrg(t)
				prior = d.prepare(t, calm, acctest.NewTerraform(t, calm))
				_, diags = d.run(t, calm, prior, func() {})
				noErrors(t, diags)
				if now, want := portrait(t, org), portrait(t, calm); now != want {
					t.Errorf("the org is\n%s\nwithout a budget it is\n%s", now, want)
				}
			})
		}
	}
}
