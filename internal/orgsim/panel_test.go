package orgsim_test

import (
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// page fetches the page and checks what keeps it harmless.
func (c *client) page(query string) string {
	c.t.Helper()
	answer, err := http.Get(c.base + "/" + query)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	policy := answer.Header.Get("Content-Security-Policy")
	nonce := regexp.MustCompile(`script-src 'nonce-(\w{20,})'`).FindStringSubmatch(policy)
	if answer.StatusCode != 200 || nonce == nil || !strings.Contains(string(body), `<script nonce="`+nonce[1]+`">`) {
		c.t.Fatalf("%d with policy %q", answer.StatusCode, policy)
	}
	return string(body)
}

// cells returns the texts of the cells of the first row of a table of the page that has a text in it.
func cells(t *testing.T, page, table, text string) []string {
	t.Helper()
	_, rest, _ := strings.Cut(page, `<table id="`+table+`">`)
	rest, _, _ = strings.Cut(rest, "</table>")
	for _, row := range strings.Split(rest, "<tr>") {
		if !strings.Contains(html.UnescapeString(row), text) {
			continue
		}
		var out []string
		for _, cell := range regexp.MustCompile(`(?s)<td[^>]*>(.*?)</td>`).FindAllStringSubmatch(row, -1) {
			plain := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(cell[1], " ")
			out = append(out, strings.Join(strings.Fields(html.UnescapeString(plain)), " "))
		}
		return out
	}
	t.Errorf("table %s has no row with %q", table, text)
	return nil
}

func class(page, name string) string {
	_, rest, _ := strings.Cut(page, `class="`+name+`">`)
	text, _, _ := strings.Cut(rest, "<")
	return text
}

const (
	marie  = "marie@acme.example"
	edsger = "edsger@acme.example"
)

// The page shows what Fastcall's users panel shows, under any names of the package's objects.
func TestPanel(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		page := c.page("")
		for table, rows := range map[string]map[string][]string{
			"users": {
				marie: {"Marie Dubois marie@acme.example · Standard User", "yes", "Fastcall User", "Fastcall Call Center",
					"Fastcall Support", "+4570100001"},
				edsger: {"Edsger Bakker edsger@acme.example · System Administrator", "yes", "Fastcall Admin, Fastcall User",
					"Fastcall Call Center", "Fastcall Sales, Fastcall Support", ""},
				"hedy@": {"Hedy Keller inactive hedy@acme.example · Standard User", "yes", "Fastcall User", "Fastcall Call Center", "", ""},
				"alan@": {"Alan Marsh alan@acme.example · Standard User", "", "Report Builder", "", "", ""},
			},
			"groups": {
				"Fastcall Support": {"Fastcall Support", "yes", "601", "Edsger Bakker, Marie Dubois", "+4570100002"},
				"All Accountants":  {"All Accountants", "", "", "Emmy Brandt", ""},
			},
			"numbers": {
				"+4570100001": {"+4570100001", "Marie direct", "Provisioned", "Marie Dubois", ""},
				"+4570100002": {"+4570100002", "Support line", "Provisioned", "group Fastcall Support", "Fastcall Sales"},
				"+4570100003": {"+4570100003", "Spare", "Provisioned", "", ""},
				"+4533120000": {"+4533120000", "Head office", "Verified", "everybody", ""},
			},
			"journal": {"/services/oauth2/token": {"1", "", "200", "POST", "/services/oauth2/token", "0"}},
		} {
			for name, want := range rows {
				got := cells(t, page, table, name)
				if table == "journal" && len(got) > 1 {
					got[1] = "" // The time.
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: got %q, want %q", name, got, want)
				}
			}
		}
		seats := []string{class(page, "bought"), class(page, "used"), class(page, "guest"), class(page, "free")}
		if !slices.Equal(seats, []string{"10 seats bought", "3 used by users", "1 by the guest", "6 free"}) {
			t.Errorf("the seats are %q", seats)
		}
	})
}

// The journal grows with the requests, of which the page is none; what was refused is told apart.
func TestPanelJournal(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	c.query("SELECT Id FROM User WHERE Name = '<b>'")
	c.call("POST", "/composite", map[string]any{"compositeRequest": []any{node("DELETE", "/sobjects/Group/x", "a", nil)}})
	c.call("GET", "/sobjects/Nope", nil)
	for range 2 {
		page := c.page("")
		if got := cells(t, page, "journal", "/query"); len(got) == 6 && !strings.Contains(got[4], "WHERE Name = '<b>'") {
			t.Errorf("the query is shown as %q", got)
		}
		if got := cells(t, page, "journal", "/composite"); len(got) == 6 && !strings.Contains(got[4], "404 DELETE") {
			t.Errorf("the composite is shown as %q", got)
		}
		if !strings.Contains(page, `class="bad">404`) || !strings.Contains(page, "4 so far") {
			t.Errorf("the page is %s", page)
		}
	}
	if n := len(c.org.Journal()); n != 4 {
		t.Errorf("%d requests, want 4: the page counts", n)
	}
}

// Nothing that is in the org becomes markup of the page, and no secret is on it.
func TestPanelEscapes(t *testing.T) {
	const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	seed := orgsim.DefaultSeed()
	seed.Org.Name = hostile
	seed.Package.Name = hostile
	seed.Users[1].FirstName = hostile
	seed.Groups[0].Name = hostile
	seed.CallCenters[0].Name = hostile
	seed.PermissionSets[0].Label = hostile
	c := start(t, seed)
	if err := c.org.Update("FastCall__Phone_Number__c", c.id("FastCall__Phone_Number__c", "Name", "Spare"), map[string]any{
		"Name": hostile}); err != nil {
		t.Fatal(err)
	}
	c.call("GET", "/sobjects/%3Cscript%3Ealert(3)", nil)
	c.call("GET", "/query?q=%3C/script%3E%3Cscript%3Ealert(4)%3C/script%3E", nil)
	page := c.page("?find=%22%3E%3Cscript%3E")
	if n := strings.Count(page, "<script"); n != 1 || strings.Contains(page, "<img") || strings.Contains(page, "onerror=alert(2)>") {
		t.Errorf("%d scripts in %s", n, page)
	}
	if !strings.Contains(page, html.EscapeString(`><script>alert(1)`)) {
		t.Error("hostile names are not shown")
	}
	for _, secret := range []string{seed.Client.Secret, seed.AccessToken, c.token} {
		if strings.Contains(page, secret) {
			t.Errorf("the page tells %q", secret)
		}
	}
}

// A large org is shown in part, and a user in it is found; an org without the package's objects is shown without them.
func TestPanelOfOtherOrgs(t *testing.T) {
	large := serveOnly(t, orgsim.DefaultSeed().WithUsers(2000))
	page := large.page("")
	if !strings.Contains(page, "500 of 2012 users") || strings.Contains(page, "user1999@") || !strings.Contains(page, marie) {
		t.Error("a large org is not shown in part")
	}
	if page = large.page("?find=USER1999"); !strings.Contains(page, "user1999@acme.example") || strings.Contains(page, marie) {
		t.Error("a user is not found")
	}
	seed := orgsim.Bare(orgsim.DefaultSeed())
	seed.Package.SiteLicense = true
	if page = serveOnly(t, seed).page(""); !strings.Contains(page, "site license") || strings.Contains(page, `id="numbers"`) ||
		!strings.Contains(page, marie) {
		t.Errorf("a bare org is shown as %s", page)
	}
	for method, want := range map[string]int{"HEAD": 200, "POST": 404, "DELETE": 404} {
		if status, _ := large.send(method, "/", "application/json", nil); status != want {
			t.Errorf("%s answered %d, want %d", method, status, want)
		}
	}
}

// A browser shows what is on the page after its script has run.
func TestPanelInBrowser(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless_shell"} {
		if path, err := exec.LookPath(name); err == nil && browser == "" {
			browser = path
		}
	}
	if browser == "" {
		t.Skip("no Chromium or Chrome on PATH")
	}
	seed := orgsim.DefaultSeed()
	seed.Users[1].FirstName = `<img src=x onerror="document.title='run'">`
	org, err := orgsim.New(seed)
	if err != nil {
		t.Fatal(err)
	}
	// What happens after the page is first served gets onto it by its script.
	var once sync.Once
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		org.ServeHTTP(w, r)
		once.Do(func() { org.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", root+"/sobjects/Later", nil)) })
	}))
	t.Cleanup(server.Close)
	out, err := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(),
		"--virtual-time-budget=6000", "--dump-dom", server.URL+"/").Output()
	if err != nil {
		t.Fatal(err)
	}
	dom := string(out)
	for _, want := range []string{"Marie Dubois", "6 free", "+4570100001", "/sobjects/Later", "<title>Acme"} {
		if !strings.Contains(dom, want) {
			t.Errorf("%q is not in %s", want, dom)
		}
	}
}
