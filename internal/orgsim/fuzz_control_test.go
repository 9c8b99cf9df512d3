package orgsim_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// ask sends a request to an org within this process and checks what is true of every answer.
func ask(t *testing.T, org *orgsim.Org, method, path, token, body string) *httptest.ResponseRecorder {
	t.Helper()
	address, err := url.Parse("http://org.example" + path)
	if err != nil || !strings.HasPrefix(address.Path, "/") {
		return nil
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address.String(), strings.NewReader(body))
	if err != nil {
		return nil
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	began, answer := time.Now(), httptest.NewRecorder()
	org.ServeHTTP(answer, r)
	if spent := time.Since(began); spent > 5*time.Second {
		t.Errorf("%s %s %q took %v", method, path, body, spent)
	}
	if answer.Code >= 500 || answer.Code < 200 {
		t.Errorf("%s %s %q answered %d %s", method, path, body, answer.Code, answer.Body)
	}
	if strings.HasPrefix(answer.Header().Get("Content-Type"), "application/json") && !json.Valid(answer.Body.Bytes()) {
		t.Errorf("%s %s %q answered what is not JSON: %s", method, path, body, answer.Body)
	}
	return answer
}

// FuzzAction sends anything to the package's actions. A refused call leaves no trace.
func FuzzAction(f *testing.F) {
	org, err := orgsim.New(orgsim.DefaultSeed())
	if err != nil {
		f.Fatal(err)
	}
	if err := org.SetKnob("K-daily-limit", "1000000000"); err != nil {
		f.Fatal(err)
	}
	marie, _ := org.Find("User", "Username", marie)
	id := marie["Id"].(string)
	for _, body := range []string{
		`{"inputs":[{"userId":"` + id + `","statusType":"Offline"}]}`, `{"inputs":[{"userId":"` + id + `","userStatusId":"x"}]}`,
		`{"inputs":[{"userId":"` + id + `","bodyText":"a","toPhone":"+4520000001"}]}`,
		`{"inputs":[{"userId":"` + id + `","bodyText":"a","recordId":"` + id + `","phoneNumberFieldName":"Phone"}]}`,
		`{"inputs":[{"userId":"` + id + `","templateId":"` + id[:15] + `","mediaURL":"http://","fromPhone":"+"}]}`,
		`{"inputs":[{},null,{"userId":1}]}`, `{"inputs":{}}`, `[]`, `{"inputs":[{"userId":["x"]}]}`, `null`, ``,
	} {
		for _, class := range []string{"SubscriberUserStatusInvocable", "SubscriberSMSInvocable"} {
			f.Add("POST", "FastCall__"+class, body)
		}
	}
	f.Add("GET", "FastCall__SubscriberSMSInvocable/", "")
	f.Add("DELETE", "%2f..%2f", "")
	f.Fuzz(func(t *testing.T, method, name, body string) {
		before := org.Rows(org.Mapping()["user_settings"].Object)
		answer := ask(t, org, method, root+apex+"/"+name, orgsim.DefaultSeed().AccessToken, body)
		org.ResetJournal()
		if answer == nil || answer.Code < 300 {
			return
		}
		after := org.Rows(org.Mapping()["user_settings"].Object)
		if !slices.EqualFunc(before, after, func(a, b map[string]any) bool { return a["SystemModstamp"] == b["SystemModstamp"] }) {
			t.Errorf("%s %s %q was refused and left a trace", method, name, body)
		}
	})
}

// FuzzControl sends anything to the control endpoints. What they leave of the org can be saved and loaded.
func FuzzControl(f *testing.F) {
	for _, seed := range [][3]string{
		{"GET", "journal", ""}, {"DELETE", "journal", ""}, {"GET", "state", ""}, {"DELETE", "faults", ""}, {"GET", "", ""}, {"PUT", "x/y", ""},
		{"POST", "admin", `{"act":"release","username":"marie@acme.example"}`}, {"POST", "admin", `[]`}, {"POST", "admin", `null`},
		{"POST", "admin", `[{"act":"insert","object":"Group","fields":{"Name":"<x>"}},{"act":"delete","object":"Group","id":"00GgL0000000001"}]`},
		{"POST", "admin", `{"act":"update","object":"PackageLicense","id":"050gL0000000001","fields":{"AllowedLicenses":-1,"UsedLicenses":1e300}}`},
		{"POST", "admin", `{"act":"insert","object":"FastCall__Phone_Number__c","fields":{"Name":null,"FastCall__Number__c":["+1"]}}`},
		{"POST", "admin", `{"act":"update","object":"User","id":"005gL0000000001","fields":{"Username":"","CallCenterId":{}}}`},
		{"POST", "admin", `{"act":"delete","object":"User","id":"005gL0000000001"}`},
		{"POST", "admin", `{"act":"delete","object":"Organization","id":"00DgL0000000001"}`},
		{"POST", "admin", `{"act":"insert","object":"PackageLicense","fields":{"NamespacePrefix":"FastCall"}}`},
		{"POST", "faults", `{"effect":"slow","delay":"1ms","nth":-1}`}, {"POST", "faults", `[{"effect":"fail","status":7}]`},
		{"POST", "faults", `{"effect":"refuse","code":"X","probability":1e-300,"seed":18446744073709551615,"times":9}`}, {"GET", "faults", ""},
		{"POST", "knobs", `{"K-page-size":"0"}`}, {"POST", "knobs", `{"K-page-size":"99999999999999999999"}`},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, method, what, body string) {
		org, err := orgsim.New(orgsim.DefaultSeed())
		if err != nil {
			t.Fatal(err)
		}
		answer := ask(t, org, method, "/_sim/"+what, "", body)
		if answer == nil {
			return
		}
		if len(org.Journal()) != 0 && strings.HasPrefix(what, "journal") {
			t.Errorf("%s %s entered the journal", method, what)
		}
		if page := ask(t, org, "GET", "/", "", ""); strings.Count(page.Body.String(), "<script") != 1 {
			t.Errorf("after %s %s %q the page is %s", method, what, body, page.Body)
		}
		if _, err := orgsim.New(org.State()); err != nil {
			t.Errorf("after %s %s %q what is saved cannot be loaded: %v", method, what, body, err)
		}
	})
}

// FuzzPage puts anything into names and into what is looked for. None of it becomes markup.
func FuzzPage(f *testing.F) {
	f.Add(`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`)
	f.Add("'\"`{{.}}", "%00%ff&lt;")
	f.Add("</textarea><!--", "x\u2028\u0000")
	f.Fuzz(func(t *testing.T, name, find string) {
		seed := orgsim.DefaultSeed()
		seed.Org.Name, seed.Groups[0].Name, seed.CallCenters[0].Name = name, name, name
		seed.Users[4].LastName = name + "x"
		org, err := orgsim.New(seed)
		if err != nil {
			return
		}
		ask(t, org, "GET", root+"/"+url.PathEscape(name)+"?q="+url.QueryEscape(name), seed.AccessToken, "")
		page := ask(t, org, "GET", "/?find="+url.QueryEscape(find), "", "").Body.String()
		for markup, want := range map[string]int{"<script": 1, "</script>": 1, "<style": 1, "<img": 0, "<!--": 0, "<main": 1, "<form": 1} {
			if n := strings.Count(page, markup); n != want {
				t.Errorf("%d of %s in %s", n, markup, page)
			}
		}
	})
}
