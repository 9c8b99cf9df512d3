package orgsim_test

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Every fault once, on the creation of a seat inside a graph; the request after it succeeds.
func TestFaults(t *testing.T) {
	for _, tc := range []struct {
		spec   string
		status int // of the request, 0 for a cut connection
		node   string
		code   string
		stands bool // whether the seat stands after the first request
	}{
		{spec: "expire-session:nth=1", status: 401, code: "INVALID_SESSION_ID"},
		{spec: "wrong-session:nth=1", status: 401, code: "INVALID_SESSION_ID"},
		{spec: "refuse:nth=1,code=API_DISABLED_FOR_ORG,message=no", status: 403, code: "API_DISABLED_FOR_ORG"},
		{spec: "refuse:nth=1,code=TXN_SECURITY_NO_ACCESS,status=400", status: 400, code: "TXN_SECURITY_NO_ACCESS"},
		{spec: "refuse:nth=1,html=true,status=420,message=Gone", status: 420},
		{spec: "daily-limit:nth=1", status: 403, code: "REQUEST_LIMIT_EXCEEDED"},
		{spec: "concurrent-limit:nth=1", status: 403, code: "REQUEST_LIMIT_EXCEEDED"},
		{spec: "503-json:times=1", status: 503, code: "SERVER_UNAVAILABLE"},
		{spec: "503-html:times=1", status: 503},
		{spec: "502-html:times=1", status: 502},
		{spec: "500:times=1", status: 500, code: "UNKNOWN_EXCEPTION"},
		{spec: "500-after-commit:times=1", status: 500, code: "UNKNOWN_EXCEPTION", stands: true},
		{spec: "reset:times=1", status: 0},
		{spec: "reset-after-commit:times=1", status: 0, stands: true},
		{spec: "lock-row:object=UserPackageLicense,verb=create,nth=1", status: 200, node: "400 UNABLE_TO_LOCK_ROW"},
		{spec: "fail:object=UserPackageLicense,code=PACKAGE_DISABLED,message=no,times=1", status: 200, node: "400 PACKAGE_DISABLED"},
		{spec: "hide-object:hide=UserPackageLicense,nth=1", status: 200, node: "404 NOT_FOUND"},
		{spec: "slow:delay=1ms", status: 200, node: "201", stands: true},
		{spec: "lock-row:object=GroupMember", status: 200, node: "201", stands: true},
		{spec: "500:path=/query", status: 200, node: "201", stands: true},
	} {
		t.Run(tc.spec, func(t *testing.T) {
			seed := orgsim.DefaultSeed()
			c := start(t, seed)
			fault, err := orgsim.ParseFault(tc.spec)
			if err != nil {
				t.Fatal(err)
			}
			c.org.AddFault(fault)
			ada := c.user("ada")
			body := graphs([]any{node("POST", "/sobjects/UserPackageLicense", "seat", c.seat(ada))})
			status, answer, err := c.attempt("POST", "/composite/graph", body)
			if (err != nil) != (tc.status == 0) || status != tc.status {
				t.Fatalf("got %d %v %v", status, answer, err)
			}
			if tc.node != "" && outcomes(t, answer)[0] != tc.node || tc.node == "" && code(answer) != tc.code {
				t.Errorf("got %d %v", status, answer)
			}
			if _, stands := c.org.Find("UserPackageLicense", "UserId", ada); stands != tc.stands {
				t.Errorf("the seat stands: %v", stands)
			}
			entries := c.org.Journal()
			if last := entries[len(entries)-1]; last.Status != tc.status {
				t.Errorf("the journal says %+v", last)
			}
			if tc.stands {
				return
			}
			c.login(seed.Client.ID, seed.Client.Secret)
			if status, answer := c.call("POST", "/composite/graph", body); outcomes(t, answer)[0] != "201" {
				t.Errorf("the second request answered %d %v", status, answer)
			}
		})
	}
}

// The node that a fault strikes fails alone in its graph; the others are told that all was undone.
func TestFaultStrikesOneNode(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectFail, Object: "permissionsetassignment", Verb: "create", Text: c.user("grace"),
		Code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", Message: "trigger"})
	_, body := c.call("POST", "/composite/graph", graphs(c.onboard(c.user("ada")), c.onboard(c.user("grace"))))
	got := outcomes(t, body)
	if got[1] != "201" || got[3] != "400 PROCESSING_HALTED" || got[4] != "400 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" {
		t.Errorf("got %v", got)
	}
	if c.used() != 5 {
		t.Errorf("UsedLicenses = %d, want that of ada more than the four before", c.used())
	}
}

func TestFaultsOnQueries(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	path := "/query?q=" + url.QueryEscape("SELECT Id FROM User")
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectShortPage, Object: "User", Verb: "query", Size: 5})
	_, body := c.call("GET", path, nil)
	if m := body.(map[string]any); len(m["records"].([]any)) != 5 || m["done"] != false {
		t.Errorf("short page: %v", m)
	}
	next := body.(map[string]any)["nextRecordsUrl"].(string)
	c.org.ClearFaults()
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectExpiredLocator, Times: 1})
	status, body := c.call("GET", next, nil)
	c.refused(status, body, 400, "INVALID_QUERY_LOCATOR")
	c.done(c.call("GET", next, nil))
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectHideField, Hide: "User.Name", Nth: 2})
	c.done(c.call("GET", "/query?q=SELECT+Name+FROM+User", nil))
	status, body = c.call("GET", "/query?q=SELECT+Name+FROM+User", nil)
	c.refused(status, body, 400, "INVALID_FIELD")
}

// Another administrator takes the last seat while the request is on its way.
func TestAnotherAdministratorTakesTheSeat(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.Package.Allowed = 5
	for _, how := range []string{"function", "control"} {
		c := start(t, seed)
		if how == "function" {
			c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectAdmin, Object: "UserPackageLicense", Verb: "create", Nth: 1,
				Do: func(o *orgsim.Org) {
					if _, err := o.Insert("UserPackageLicense", c.seat(c.user("alan"))); err != nil {
						t.Error(err)
					}
				}})
		} else {
			c.done(c.call("POST", "/_sim/faults", map[string]any{"effect": "admin", "object": "UserPackageLicense", "nth": 1,
				"admin": []any{map[string]any{"act": "insert", "object": "UserPackageLicense", "fields": c.seat(c.user("alan"))}}}))
		}
		status, body := c.call("POST", "/sobjects/UserPackageLicense", c.seat(c.user("ada")))
		c.refused(status, body, 400, "LICENSE_LIMIT_EXCEEDED")
	}
}

func TestProbabilityFollowsTheSeed(t *testing.T) {
	strikes := func(seed uint64) (out string) {
		c := start(t, orgsim.DefaultSeed())
		c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectUnavailable, Path: "/limits", Probability: 0.5, Seed: seed})
		for range 30 {
			if status, _ := c.call("GET", "/limits", nil); status == 503 {
				out += "x"
			} else {
				out += "."
			}
		}
		return out
	}
	if a := strikes(1); a != strikes(1) || a == strikes(2) {
		t.Errorf("the strikes %s do not follow the seed", a)
	}
}

func TestParseFaultSaysWhatIsWrong(t *testing.T) {
	for _, spec := range []string{"", "nope", "slow", "fail", "refuse", "lock-row:verb=eat", "lock-row:nth", "lock-row:nth=x", "lock-row:color=red",
		"hide-field:hide=User", "admin", "500:probability=NaN", "500:times=-1",
		"refuse:html=true", "refuse:html=true,status=420,code=X", "503-json:html=true,status=420", "refuse:html=maybe",
		`{"effect":"500"} {}`, `{"effect":"500","colour":"red"}`, `{"effect":"nope"}`, `{"effect":"admin"}`, `{`} {
		if _, err := orgsim.ParseFault(spec); err == nil {
			t.Errorf("%q was accepted", spec)
		}
	}
	f, err := orgsim.ParseFault("slow:delay=2s,probability=0.5,seed=3,message=a%2Cb")
	if err != nil || time.Duration(f.Delay) != 2*time.Second || f.Message != "a,b" || f.Seed != 3 {
		t.Errorf("got %+v, %v", f, err)
	}
}

// What only JSON can say works from the command line too, and the error about the short form shows how.
func TestParseFaultAsJSON(t *testing.T) {
	f, err := orgsim.ParseFault(` {"effect":"slow","path":"/query","delay":"2s"} `)
	if short, _ := orgsim.ParseFault("slow:path=/query,delay=2s"); err != nil || !reflect.DeepEqual(f, short) {
		t.Errorf("got %+v, %v", f, err)
	}
	_, err = orgsim.ParseFault("admin:object=User")
	if err == nil {
		t.Fatal("acts are accepted in the short form")
	}
	_, example, _ := strings.Cut(err.Error(), "JSON: ")
	f, parseErr := orgsim.ParseFault(example)
	if parseErr != nil {
		t.Fatalf("the example in %q is not a fault: %v", err, parseErr)
	}
	c := start(t, orgsim.DefaultSeed())
	c.org.AddFault(f)
	status, body := c.call("POST", "/sobjects/UserPackageLicense", c.seat(c.user("ada")))
	c.done(status, body)
	if _, licensed := c.org.Find("UserPackageLicense", "UserId", c.user("hedy")); licensed {
		t.Error("the other administrator did nothing")
	}
}
