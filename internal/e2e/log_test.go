//go:build unix

package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	// logged begins the lines that tell of requests.
	logged = "provider.terraform-provider-fastcall: request: "
	// requestHeader carries Salesforce's own number of a request.
	requestHeader = "X-SFDC-Request-Id"
)

// At DEBUG the log has one line for each request, and in it what support asks
// for; the org learns who asks.
func TestLog(t *testing.T) {
	f := newFront(t)
	w := newWorkspace(t, f, team(ada, grace))
	w.env["TF_LOG"], w.env["TF_LOG_PATH"] = "DEBUG", w.path("debug.log")
	numbers := make(chan string, 1000)
	f.intercept(func(a *arrival, serve http.HandlerFunc) {
		number := fmt.Sprintf("number-%d", len(numbers))
		numbers <- number
		a.w.Header().Set(requestHeader, number)
		serve(a.w, a.r)
	})
	w.run(0, "apply")
	w.run(0, "destroy")
	close(numbers)

	lines := requestLines(w.read("debug.log"))
	var got, want []string
	for _, line := range lines {
		got = append(got, fmt.Sprintf("%s %s %s", line["method"], line["path"], line["status"]))
	}
	for _, entry := range f.org.Journal() {
		want = append(want, fmt.Sprintf("%s %s %d", entry.Method, entry.Path, entry.Status))
	}
	slices.Sort(got)
	slices.Sort(want)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("the log has\n%s\nthe org's journal has\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	wantDetails(t, lines, numbers)
	wantAgent(t, f, w)
}

// wantDetails expects in each line a duration, the subsystem and, where there
// is one, the usage; and in all of them together each request's number once.
func wantDetails(t *testing.T, lines []map[string]string, numbers <-chan string) {
	t.Helper()
	var got, want []string
	for _, line := range lines {
		got = append(got, line["request_id"])
		if !regexp.MustCompile(`^\d+$`).MatchString(line["duration_ms"]) || line["@module"] != "fastcall.salesforce" {
			t.Errorf("a line lacks duration or subsystem: %v", line)
		}
		counted := strings.HasPrefix(line["path"], "/services/data/")
		if counted != regexp.MustCompile(`^api-usage=\d+/15000$`).MatchString(line["api_usage"]) {
			t.Errorf("usage %q of %s", line["api_usage"], line["path"])
		}
	}
	for number := range numbers {
		want = append(want, number)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the log has the requests %q, the org answered %q", got, want)
	}
}

// wantAgent expects one User-Agent, made of both versions.
func wantAgent(t *testing.T, f *front, w *workspace) {
	t.Helper()
	var versions struct {
		Terraform string `json:"terraform_version"`
	}
	out := w.run(0, "version", "-json").stdout.String()
	if err := json.Unmarshal([]byte(out), &versions); err != nil || versions.Terraform == "" {
		t.Fatalf("version: %v\n%s", err, out)
	}
	version := regexp.QuoteMeta(versions.Terraform)
	if strings.HasPrefix(w.run(0, "version").stdout.String(), "OpenTofu") {
		version = `\d+\.\d+\.\d+` // Providers are told the Terraform that it stands in for.
	}
	want := regexp.MustCompile("^terraform-provider-fastcall/" + regexp.QuoteMeta(builtVersion) + " Terraform/" + version + "$")
	for agent := range f.agents {
		if !want.MatchString(agent) {
			t.Errorf("User-Agent %q, want %s", agent, want)
		}
	}
	if len(f.agents) != 1 {
		t.Errorf("User-Agents %v, want one", f.agents)
	}
}

var field = regexp.MustCompile(`(\S+?)=("[^"]*"|\S*)`)

// requestLines reads the fields of every line that tells of a request.
func requestLines(log string) []map[string]string {
	var lines []map[string]string
	for line := range strings.Lines(log) {
		_, fields, found := strings.Cut(line, logged)
		if !found || !strings.Contains(line, "[DEBUG]") {
			continue
		}
		values := map[string]string{}
		for _, match := range field.FindAllStringSubmatch(fields, -1) {
			values[match[1]] = strings.Trim(match[2], `"`)
		}
		lines = append(lines, values)
	}
	return lines
}
