package orgsim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

const root = "/services/data/v62.0"

// client talks to an org as any software would: over HTTP.
type client struct {
	t     testing.TB
	org   *orgsim.Org
	base  string
	token string
	last  http.Header
}

// start serves an org and logs in.
func start(t testing.TB, seed orgsim.Seed, opts ...orgsim.Option) *client {
	t.Helper()
	c := serveOnly(t, seed, opts...)
	c.login(seed.Client.ID, seed.Client.Secret)
	return c
}

// serveOnly serves an org without logging in.
func serveOnly(t testing.TB, seed orgsim.Seed, opts ...orgsim.Option) *client {
	t.Helper()
	org, err := orgsim.New(seed, opts...)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(org)
	t.Cleanup(server.Close)
	return &client{t: t, org: org, base: server.URL}
}

func (c *client) login(id, secret string) {
	c.t.Helper()
	status, body := c.form("/services/oauth2/token", url.Values{"grant_type": {"client_credentials"},
		"client_id": {id}, "client_secret": {secret}})
	if status != http.StatusOK {
		c.t.Fatalf("login: %d %v", status, body)
	}
	c.token = body.(map[string]any)["access_token"].(string)
}

func (c *client) form(path string, form url.Values) (int, any) {
	c.t.Helper()
	return c.send(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// call sends a request below the version root, or to an absolute path, and decodes the answer.
func (c *client) call(method, path string, body any) (int, any) {
	c.t.Helper()
	status, answer, err := c.attempt(method, path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	return status, answer
}

// attempt is call for requests that may get no answer.
func (c *client) attempt(method, path string, body any) (int, any, error) {
	c.t.Helper()
	var reader io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			c.t.Fatal(err)
		}
		reader = bytes.NewReader(data)
	}
	if !strings.HasPrefix(path, "/services") && !strings.HasPrefix(path, "/_sim") {
		path = root + path
	}
	return c.try(method, path, "application/json", reader)
}

func (c *client) send(method, path, kind string, body io.Reader) (int, any) {
	c.t.Helper()
	status, answer, err := c.try(method, path, kind, body)
	if err != nil {
		c.t.Fatal(err)
	}
	return status, answer
}

func (c *client) try(method, path, kind string, body io.Reader) (int, any, error) {
	r, err := http.NewRequest(method, c.base+path, body)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", kind)
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	// The default transport would send a lost request again.
	answer, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil, err
	}
	c.last = answer.Header
	var decoded any
	if json.Unmarshal(data, &decoded) != nil {
		decoded = string(data)
	}
	return answer.StatusCode, decoded, nil
}

func (c *client) query(statement string) []map[string]any {
	c.t.Helper()
	status, body := c.call(http.MethodGet, "/query?q="+url.QueryEscape(statement), nil)
	if status != http.StatusOK {
		c.t.Fatalf("%s: %d %v", statement, status, body)
	}
	return records(body)
}

func records(body any) []map[string]any {
	var rows []map[string]any
	for _, row := range body.(map[string]any)["records"].([]any) {
		rows = append(rows, row.(map[string]any))
	}
	return rows
}

// id finds a row as somebody who sees everything.
func (c *client) id(object, field string, value any) string {
	c.t.Helper()
	row, found := c.org.Find(object, field, value)
	if !found {
		c.t.Fatalf("no %s with %s = %v", object, field, value)
	}
	return row["Id"].(string)
}

func (c *client) user(name string) string { return c.id("User", "Username", name+"@acme.example") }
func (c *client) license() string         { return c.id("PackageLicense", "NamespacePrefix", "FastCall") }
func (c *client) set(name string) string  { return c.id("PermissionSet", "Name", name) }

// seat is the body of a new seat.
func (c *client) seat(user string) map[string]any {
	return map[string]any{"PackageLicenseId": c.license(), "UserId": user}
}

func (c *client) used() int64 {
	row, _ := c.org.Find("PackageLicense", "NamespacePrefix", "FastCall")
	return row["UsedLicenses"].(int64)
}

// code is the error code in an answer, whatever its shape; it is empty for a success.
func code(body any) string {
	switch v := body.(type) {
	case []any:
		if len(v) > 0 {
			return code(v[0])
		}
	case map[string]any:
		for _, key := range []string{"errorCode", "statusCode", "error"} {
			if text, found := v[key].(string); found {
				return text
			}
		}
		if errs, found := v["errors"].([]any); found && len(errs) > 0 {
			return code(errs)
		}
	}
	return ""
}

// refused fails the test unless the answer is this error.
func (c *client) refused(status int, body any, wantStatus int, wantCode string) {
	c.t.Helper()
	if status != wantStatus || code(body) != wantCode {
		c.t.Errorf("got %d %v; want %d %s", status, body, wantStatus, wantCode)
	}
}

// done fails the test unless the call succeeded.
func (c *client) done(status int, body any) map[string]any {
	c.t.Helper()
	if status >= 300 {
		c.t.Fatalf("got %d %v", status, body)
	}
	m, _ := body.(map[string]any)
	return m
}

func node(method, path, ref string, body any) map[string]any {
	n := map[string]any{"method": method, "url": root + path, "referenceId": ref}
	if body != nil {
		n["body"] = body
	}
	return n
}

func graphs(list ...[]any) map[string]any {
	out := []any{}
	for i, nodes := range list {
		out = append(out, map[string]any{"graphId": "g" + string(rune('0'+i%10)) + string(rune('a'+i/10)), "compositeRequest": nodes})
	}
	return map[string]any{"graphs": out}
}

// outcomes lists the status and code of each node.
func outcomes(t testing.TB, body any) []string {
	t.Helper()
	m := body.(map[string]any)
	list, _ := m["compositeResponse"].([]any)
	if graphs, found := m["graphs"].([]any); found {
		for _, g := range graphs {
			list = append(list, g.(map[string]any)["graphResponse"].(map[string]any)["compositeResponse"].([]any)...)
		}
	}
	var out []string
	for _, n := range list {
		o := n.(map[string]any)
		text, _ := json.Marshal(o["httpStatusCode"])
		out = append(out, strings.TrimSpace(string(text)+" "+code(o["body"])))
	}
	return out
}

// refusedAll sends requests, each {method, path, body, status, code}, that are to be refused.
func (c *client) refusedAll(t *testing.T, requests [][]any) {
	t.Helper()
	for _, r := range requests {
		status, body := c.call(r[0].(string), r[1].(string), r[2])
		t.Log(r[:3]...)
		c.refused(status, body, r[3].(int), r[4].(string))
	}
}
