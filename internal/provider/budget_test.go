package provider_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// spent is an org that has used some of its 1,000 requests of the day.
func spent(used int) func(*acctest.Seed) {
	return func(seed *acctest.Seed) {
		seed.APICalls = used
		seed.Knobs = map[string]string{"K-daily-limit": "1000"}
	}
}

// The figures come with one request at most, for an API user who may not see the limits,
// too, and tell what this run has sent.
func TestAPIUsage(t *testing.T) {
	t.Parallel()
	for name, missing := range map[string][]string{"all permissions": nil, "no View Setup": {"ViewSetup"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, spent(499), func(seed *acctest.Seed) { seed.APIUser.MissingPermissions = missing })
			tf := acctest.NewTerraform(t, org)
			want := func(want values) {
				t.Helper()
				if got, diags := tf.DataSource("fastcall_api_usage", values{}); len(diags) > 0 || got.JSON() != want.JSON() {
					t.Errorf("usage is %s\n%s", got.JSON(), diags)
				}
			}
			want(values{"used": int64(500), "max": int64(1000), "remaining": int64(500), "percent": int64(50), "used_by_this_run": int64(1)})
			readLicense(t, tf)
			sent := calls(org)
			want(values{"used": int64(499 + sent), "max": int64(1000), "remaining": int64(501 - sent),
				"percent": int64(50), "used_by_this_run": int64(sent)})
			if calls(org) != sent {
				t.Error("figures that were there already cost a request")
			}
		})
	}
}

// calls counts the requests of which an org allows only so many.
func calls(org *acctest.Org) int {
	n := 0
	for _, entry := range org.Journal() {
		n += entry.Calls
	}
	return n
}

// metered puts a meter before an org: what it says of the org's use, before each answer, is
// what the answer says.
func metered(t *testing.T, org *acctest.Org, use func(r *http.Request) string) {
	t.Helper()
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		org.ServeHTTP(meter{w, use(r)}, r)
	}))
	t.Cleanup(gate.Close)
	org.URL = gate.URL
}

type meter struct {
	http.ResponseWriter
	use string
}

func (m meter) WriteHeader(status int) {
	m.Header().Set("Sforce-Limit-Info", "api-usage="+m.use)
	m.ResponseWriter.WriteHeader(status)
}

// The budget stops a run at its first answer, and a release between its looks, before
// anything is written. Once its first half is done it is finished, however far beyond the
// budget.
func TestAPIBudget(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from     string // the request from which on the budget is used up
		planned  bool
		finished bool
	}{
		"at once":               {"", false, false},
		"before the first half": {"plan", true, false},
		"after the first half":  {"graph", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			leaver, diags := tf.Apply("fastcall_user", tf.Plan("fastcall_user", acctest.Instance{}, values{"username": ada}))
			if len(diags.Errors()) > 0 {
				t.Fatal(diags)
			}
			org.AssignNumber(t, spare, ada)
			var beyond atomic.Bool
			metered(t, org, func(r *http.Request) string {
				if c.from == "" || c.from == "graph" && strings.HasSuffix(r.URL.Path, "/graph") {
					beyond.Store(true)
				}
				if beyond.Load() {
					return "90/100"
				}
				return "89/100"
			})
			tf = acctest.NewTerraform(t, org, values{"api_budget_percent": 90})
			plan := tf.Plan("fastcall_user", leaver, nil)
			if planned := len(plan.Errors()) == 0; planned != c.planned {
				t.Fatalf("the plan said: %s", plan.Diagnostics)
			}
			diags = plan.Diagnostics
			if c.planned {
				beyond.Store(c.from == "plan")
				_, diags = tf.Apply("fastcall_user", plan)
			}
			stopped := strings.Contains(diags.Errors().String(), "used 90 of the 100 API requests")
			if stopped == c.finished || org.Parts(t, ada).Licensed == c.finished {
				t.Errorf("finished is not %v: %+v\n%s", c.finished, org.Parts(t, ada), diags)
			}
			if kept := org.Number(t, spare)["assigned_user"] != nil; kept == c.finished {
				t.Errorf("the number is kept: %v", kept)
			}
		})
	}
}

// No more requests are under way at once than max_concurrent_requests: the org refuses the
// third. On the second rung each of a crowd sends its own.
func TestMaxConcurrentRequests(t *testing.T) {
	t.Parallel()
	const people, most = 30, 2
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		*seed = seed.WithUsers(people)
		seed.Package.Allowed = people + 10
		seed.Knobs = map[string]string{"K-graph": "refuse", "K-long-call-ms": "0", "K-concurrent-limit": strconv.Itoa(most)}
	})
	org.AddFault(acctest.Fault{Effect: acctest.Slow, Probability: 1, Delay: acctest.Seconds(0.005)})
	tf := acctest.NewTerraform(t, org, values{"max_concurrent_requests": most, "max_retries": 0})
	var wg sync.WaitGroup
	for i := range people {
		wg.Go(func() {
			config := values{"username": fmt.Sprintf("user%04d@acme.example", i+1)}
			user, diags := tf.Apply("fastcall_user", tf.Plan("fastcall_user", acctest.Instance{}, config))
			if len(diags.Errors()) > 0 {
				t.Errorf("%s", diags)
				return
			}
			if _, diags = tf.Read("fastcall_user", user); len(diags.Errors()) > 0 {
				t.Errorf("%s", diags)
			}
		})
	}
	wg.Wait()
	if sent := len(org.Journal()); sent < people {
		t.Errorf("%d requests, too few for a crowd", sent)
	}
}
