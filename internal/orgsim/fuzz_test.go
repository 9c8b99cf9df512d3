package orgsim_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// fuzzed are requests from which the fuzzer sets out: method, path below the version root, body.
var fuzzed = [][3]string{
	{"GET", "/query?q=SELECT+Id,(SELECT+Id+FROM+PermissionSetAssignments)+FROM+User+WHERE+CreatedDate=LAST_N_DAYS:3+LIMIT+2", ""},
	{"GET", "/queryAll?q=SELECT+FIELDS(ALL)+FROM+FastCall__Phone__c+LIMIT+200", ""},
	{"GET", "/query/01gxx0000000001AAA-2000", ""},
	{"GET", "/tooling/query/?q=SELECT+SubscriberPackage.Name+FROM+InstalledSubscriberPackage", ""},
	{"GET", "/sobjects/User/005gL0000000001?fields=Id,Name", ""},
	{"GET", "/limits/recordCount?sObjects=User,Group", ""},
	{"POST", "/sobjects/Group", `{"Name":"x","Type":"Queue","DoesIncludeBosses":true}`},
	{"POST", "/sobjects/UserPackageLicense", `{"UserId":"005gL0000000001","PackageLicenseId":"050gL0000000001"}`},
	{"PATCH", "/sobjects/User/005gL0000000001AAA", `{"Phone":null,"IsActive":false,"CallCenterId":""}`},
	{"PATCH", "/sobjects/FastCall__Phone__c/FastCall__Key__c/one", `{"Name":"x","FastCall__Since__c":"2026-01-01","attributes":{}}`},
	{"PATCH", "/sobjects/FastCall__Phone__c/FastCall__Rank__c/1e309", `{}`},
	{"DELETE", "/sobjects/FastCall__Phone__c/a00gL0000000001", ""},
	{"POST", "/composite", `{"allOrNone":true,"compositeRequest":[{"method":"POST","url":"/services/data/v62.0/sobjects/Group",` +
		`"referenceId":"a","body":{"Name":"x"}},{"method":"GET","url":"/services/data/v62.0/sobjects/Group/@{a.id}","referenceId":"b"}]}`},
	{"POST", "/composite/graph", `{"graphs":[{"graphId":"1","compositeRequest":[{"method":"DELETE","url":` +
		`"/services/data/v62.0/sobjects/Group/00GgL0000000001","referenceId":"a"}]}]}`},
	{"POST", "/composite/tree/Group", `{"records":[{"attributes":{"type":"Group","referenceId":"a"},"Name":"x","GroupMembers":{"records":[{}]}}]}`},
	{"POST", "/composite/batch", `{"haltOnError":true,"batchRequests":[{"method":"PATCH","url":"v62.0/sobjects/User/x","richInput":{}}]}`},
	{"POST", "/composite/sobjects", `{"allOrNone":false,"records":[{"attributes":{"type":"GroupMember"},"GroupId":1,"UserOrGroupId":[]}]}`},
	{"PATCH", "/composite/sobjects/FastCall__Phone__c/FastCall__Key__c", `{"records":[{"attributes":{"type":"FastCall__Phone__c"},"FastCall__Key__c":{}}]}`},
	{"POST", "/composite/sobjects/User", `{"ids":["x",""],"fields":["Id","Name"]}`},
	{"DELETE", "/composite/sobjects?ids=00GgL0000000001,,x&allOrNone=true", ""},
	{"POST", "/../../oauth2/token", `grant_type=password&username=x`},
	{"GET", "/../../../_sim/state", ""},
}

// FuzzRequest sends anything to the org, which must answer: no panic, no hang, and no 500 that nobody asked for.
func FuzzRequest(f *testing.F) {
	for _, seed := range fuzzed {
		f.Add(seed[0], seed[1], []byte(seed[2]))
	}
	seed := phoneSeed()
	org, err := orgsim.New(seed)
	if err != nil {
		f.Fatal(err)
	}
	if err := org.SetKnob("K-daily-limit", "1000000000"); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, path string, body []byte) {
		address, err := url.Parse("http://org.example" + root + path)
		if err != nil || !strings.HasPrefix(address.Path, "/") || strings.HasPrefix(address.Path, "/_sim") {
			return
		}
		r, err := http.NewRequestWithContext(t.Context(), method, address.String(), strings.NewReader(string(body)))
		if err != nil {
			return
		}
		r.Header.Set("Authorization", "Bearer "+seed.AccessToken)
		r.Header.Set("Content-Type", "application/json")
		began := time.Now()
		answer := httptest.NewRecorder()
		org.ServeHTTP(answer, r)
		org.ResetJournal()
		if spent := time.Since(began); spent > 5*time.Second {
			t.Errorf("%s %s %s took %v", method, path, body, spent)
		}
		if answer.Code >= 500 || answer.Code < 200 {
			t.Errorf("%s %s %s answered %d %s", method, path, body, answer.Code, answer.Body)
		}
		if strings.HasPrefix(answer.Header().Get("Content-Type"), "application/json") && !json.Valid(answer.Body.Bytes()) {
			t.Errorf("%s %s %s answered what is not JSON: %s", method, path, body, answer.Body)
		}
	})
}

// Ids in every shape are answered as what they are: unknown, malformed, or of another object.
func TestStrangeIDs(t *testing.T) {
	c := start(t, phoneSeed())
	one := c.id("FastCall__Phone__c", "Name", "+45 1")
	for _, id := range []string{"x", "0", strings.Repeat("a", 15), strings.Repeat("z", 18), one[:17], one + "A", strings.ToLower(one),
		"005%00%00%00%00%00%00%00%00%00%00%00%00", "%F0%9F%98%80", "a00'--", "..", "%2e%2e", "a%2fb", "005gL000000000%31"} {
		for _, method := range []string{"GET", "PATCH", "DELETE"} {
			status, body := c.call(method, "/sobjects/User/"+id, map[string]any{})
			if status < 300 && id != "005gL000000000%31" && id != ".." && id != "%2e%2e" || status >= 500 {
				t.Errorf("%s %s: %d %v", method, id, status, body)
			}
		}
		status, body := c.call("DELETE", "/composite/sobjects?ids="+id, nil)
		if status >= 500 {
			t.Errorf("ids=%s: %d %v", id, status, body)
		}
	}
}
