//go:build unix

package e2e_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// front stands between the provider and the org: it sees what is sent, and can
// hold a request before the org has it, or its answer before the provider has it.
type front struct {
	org *acctest.Org
	url string

	mu      sync.Mutex
	handle  handler
	writes  int
	secrets map[string]bool // session tokens and assertions that were sent
	agents  map[string]bool // User-Agent headers that were sent
}

// arrival is a request at the front.
type arrival struct {
	w http.ResponseWriter
	r *http.Request
	// write is the number of a request that may change the org, from 1; 0 is
	// one that cannot.
	write int
	// text is the path and the body.
	text string
}

// handler decides what becomes of a request; serve lets the org answer it.
type handler func(a *arrival, serve http.HandlerFunc)

func newFront(t *testing.T, edits ...func(*acctest.Seed)) *front {
	t.Helper()
	f := &front{org: acctest.NewOrg(t, edits...), secrets: map[string]bool{}, agents: map[string]bool{}}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

// intercept sets what becomes of requests from now on, and counts writes anew.
func (f *front) intercept(h handler) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.handle, f.writes = h, 0
}

// ServeHTTP implements http.Handler.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // The caller went away.
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	a, handle := f.note(w, r, body)
	if handle == nil {
		f.org.ServeHTTP(w, r)
		return
	}
	handle(a, f.org.ServeHTTP)
}

func (f *front) note(w http.ResponseWriter, r *http.Request, body []byte) (*arrival, handler) {
	f.mu.Lock()
	defer f.mu.Unlock()
	a := &arrival{w: w, r: r, text: r.URL.Path + "\n" + string(body)}
	if mayWrite(r, body) {
		f.writes++
		a.write = f.writes
	}
	if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		f.secrets[token] = true
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("assertion") != "" {
		f.secrets[form.Get("assertion")] = true
	}
	f.agents[r.Header.Get("User-Agent")] = true
	return a, f.handle
}

// counted is how many writes there were since the last intercept.
func (f *front) counted() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.writes
}

var writingNode = regexp.MustCompile(`"method"\s*:\s*"(POST|PATCH|PUT|DELETE)"`)

// mayWrite tells a write before the org has carried it out. That it agrees
// with the org's journal is tested where writes are enumerated.
func mayWrite(r *http.Request, body []byte) bool {
	if strings.Contains(r.URL.Path, "/composite") {
		return writingNode.Match(body)
	}
	return r.Method != http.MethodGet && strings.Contains(r.URL.Path, "/sobjects/")
}

// journalWrites are the write requests in the org's own journal, as method and path.
func (f *front) journalWrites() []string {
	var list []string
	for _, entry := range f.org.Journal() {
		if entry.Write {
			list = append(list, entry.Method+" "+entry.Path)
		}
	}
	return list
}

// knobs returns an edit of the seed.
func knobs(settings map[string]string) func(*acctest.Seed) {
	return func(seed *acctest.Seed) {
		if len(settings) > 0 {
			seed.Knobs = settings
		}
	}
}

// steps makes the org take neither graphs nor composites of several objects:
// every part is a write of its own.
var steps = map[string]string{"K-setup-setup": "reject"}
