package salesforce_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

const (
	orgID   = "00D000000000001EAA"
	secret  = "s3cr3t+/="
	version = "/services/data/v62.0"
)

// org is an HTTP server that hands out sessions and leaves the data to a handler.
type org struct {
	*httptest.Server
	id string
	// data answers everything below /services/data; n counts its calls from 1.
	data func(w http.ResponseWriter, r *http.Request, body []byte, n int)
	// login answers token requests instead of the org, if it returns true.
	login func(w http.ResponseWriter, n int) bool

	mu       sync.Mutex
	session  int
	logins   int
	requests []string
	forms    []url.Values // of the token requests
}

func newOrg(t *testing.T, data func(w http.ResponseWriter, r *http.Request, body []byte, n int)) *org {
	t.Helper()
	o := &org{id: orgID[:15], data: data}
	o.Server = httptest.NewServer(o)
	t.Cleanup(o.Close)
	return o
}

func (o *org) token() string { return fmt.Sprintf("%s!token%d", o.id, o.session) }

func (o *org) expire() {
	o.mu.Lock()
	o.session++
	o.mu.Unlock()
}

func (o *org) paths() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]string(nil), o.requests...)
}

func (o *org) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	o.mu.Lock()
	if r.URL.Path == "/services/oauth2/token" {
		o.logins++
		n := o.logins
		form, _ := url.ParseQuery(string(body))
		o.forms = append(o.forms, form)
		token := o.token()
		o.mu.Unlock()
		if o.login == nil || !o.login(w, n) {
			reply(w, 200, map[string]string{"access_token": token, "instance_url": o.URL, "token_type": "Bearer"})
		}
		return
	}
	o.requests = append(o.requests, r.Method+" "+r.URL.Path)
	n := len(o.requests)
	valid := r.Header.Get("Authorization") == "Bearer "+o.token()
	o.mu.Unlock()
	if !valid {
		refuse(w, 401, "INVALID_SESSION_ID", "Session expired or invalid")
		return
	}
	o.data(w, r, body, n)
}

func (o *org) config() salesforce.Config {
	return salesforce.Config{
		InstanceURL: o.URL,
		Credentials: salesforce.ClientCredentials{ClientID: "id", ClientSecret: secret},
		RetryWait:   time.Millisecond,
	}
}

func (o *org) client(t *testing.T) *salesforce.Client {
	t.Helper()
	return client(t, o.config())
}

func client(t *testing.T, cfg salesforce.Config) *salesforce.Client {
	t.Helper()
	c, err := salesforce.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Sforce-Limit-Info", "api-usage=18/5000; per-app-api-usage=17/250(appName=x)")
	w.WriteHeader(status)
	if body != nil {
		_ = json.NewEncoder(w).Encode(body)
	}
}

func refusal(code, message string) []map[string]any {
	return []map[string]any{{"errorCode": code, "message": message}}
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	reply(w, status, refusal(code, message))
}

// node is a request or an answer within a composite.
type node struct {
	Method string `json:"method,omitempty"`
	URL    string `json:"url,omitempty"`
	Ref    string `json:"referenceId"`
	Body   any    `json:"body"`
	Status int    `json:"httpStatusCode,omitempty"`
}

// composite answers each subrequest on its own.
func composite(w http.ResponseWriter, body []byte, answer func(n node) (int, any)) {
	var in struct {
		Requests []node `json:"compositeRequest"`
	}
	_ = json.Unmarshal(body, &in)
	out := make([]node, len(in.Requests))
	for i, n := range in.Requests {
		out[i].Ref = n.Ref
		out[i].Status, out[i].Body = answer(n)
	}
	reply(w, 200, map[string]any{"compositeResponse": out})
}

// transact answers nodes all or none: judge gives the code that refuses a node, or none.
func transact(nodes []node, judge func(n node) string) (out []node, ok bool) {
	at, code := -1, ""
	for i, n := range nodes {
		if code = judge(n); code != "" {
			at = i
			break
		}
	}
	for i, n := range nodes {
		answer := node{Ref: n.Ref, Status: 400, Body: refusal("PROCESSING_HALTED", "rolled back")}
		switch {
		case i == at:
			answer.Body = refusal(code, "because")
		case at < 0 && n.Method == http.MethodPost:
			answer.Status, answer.Body = 201, map[string]any{"id": rowID(n.Ref), "success": true}
		case at < 0:
			answer.Status, answer.Body = 204, nil
		}
		out = append(out, answer)
	}
	return out, at < 0
}

// rowID makes a row id of a number or of the letters of a ref.
func rowID(ref string) string {
	digits := "000000000000" + strings.ToLower(strings.ReplaceAll(ref, "_", ""))
	id, _ := salesforce.ID18("051" + digits[len(digits)-12:])
	return id
}

// graphs answers a graph request, each graph on its own.
func graphs(w http.ResponseWriter, body []byte, judge func(n node) string) (count int) {
	var in struct {
		Graphs []struct {
			ID    string `json:"graphId"`
			Nodes []node `json:"compositeRequest"`
		} `json:"graphs"`
	}
	_ = json.Unmarshal(body, &in)
	out := make([]any, len(in.Graphs))
	for i, g := range in.Graphs {
		nodes, ok := transact(g.Nodes, judge)
		out[i] = map[string]any{
			"graphId": g.ID, "isSuccessful": ok,
			"graphResponse": map[string]any{"compositeResponse": nodes},
		}
	}
	reply(w, 200, map[string]any{"graphs": out})
	return len(in.Graphs)
}
