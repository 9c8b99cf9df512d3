package salesforce_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// sealed is a client that only reads, and an address that counts who connects to it.
func sealed(t *testing.T) (c *salesforce.Client, address string, connections *atomic.Int32) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	connections = new(atomic.Int32)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			conn.Close()
		}
	}()
	address = "http://" + listener.Addr().String()
	return client(t, salesforce.Config{
		InstanceURL: address, Credentials: salesforce.AccessToken{Token: orgID[:15] + "!token"}, ReadOnly: true,
	}), address, connections
}

// nodes is a composite of subrequests with the given methods.
func nodes(methods ...string) map[string]any {
	var subs []map[string]any
	for _, method := range methods {
		subs = append(subs, map[string]any{"method": method, "url": version + "/sobjects/User/" + userID, "referenceId": "r"})
	}
	return map[string]any{"compositeRequest": subs}
}

// carriers are all ways in which a write can travel, those included that this package
// does not use. What carries only by POST is refused with other methods all the same.
var carriers = map[string]any{
	"/sobjects/User":                             map[string]any{"LastName": "Byron"},
	"/sobjects/User/" + userID:                   map[string]any{"LastName": "Byron"},
	"/sobjects/User/EmployeeNumber/7":            nil,
	"/sobjects/User/describe":                    nil,
	"/composite":                                 nodes("GET", "PATCH"),
	"/composite/":                                nodes("GET", "DELETE"),
	"/composite/graph":                           map[string]any{"graphs": []any{nodes("GET")}},
	"/composite/batch":                           map[string]any{"batchRequests": []any{}},
	"/composite/sobjects":                        map[string]any{"records": []any{}},
	"/composite/sobjects/User":                   map[string]any{"ids": []string{userID}, "fields": []string{"Id"}},
	"/composite/sobjects/User/EmployeeNumber":    map[string]any{"records": []any{}},
	"/composite/tree/User":                       map[string]any{"records": []any{}},
	"/actions/custom/apex/FastCall__SetStatus":   map[string]any{"inputs": []any{}},
	"/actions/standard/emailSimple":              map[string]any{"inputs": []any{}},
	"/jobs/ingest":                               map[string]any{"object": "User"},
	"/tooling/sobjects/ApexClass":                map[string]any{},
	"/tooling/composite":                         nodes("GET"),
	"/query":                                     nil,
	"/services/data/v62.0/composite/../sobjects": nil,
	"/a/path/of/tomorrow":                        nil,
}

// Every method that can write is refused on every carrier, although the request calls
// itself a read, and nothing reaches the socket: not even a log-in.
func TestReadOnlyRefusesEveryCarrier(t *testing.T) {
	c, address, connections := sealed(t)
	for path, body := range carriers {
		for _, method := range []string{http.MethodPost, http.MethodPatch, http.MethodPut, http.MethodDelete, "get", "LIST"} {
			var refused *salesforce.ReadOnlyError
			if err := salesforce.Call(t.Context(), c, method, path, nil, body); !errors.As(err, &refused) || refused.Method != method {
				t.Errorf("%s %s: %v", method, path, err)
			}
			encoded, _ := json.Marshal(body)
			r, err := http.NewRequestWithContext(t.Context(), method, address+version+path, bytes.NewReader(encoded))
			if err != nil {
				t.Fatal(err)
			}
			if err := salesforce.Attempt(c, r); !errors.As(err, &refused) {
				t.Errorf("%s %s at the transport: %v", method, path, err)
			}
		}
	}
	for name, body := range map[string]any{
		"a write among reads":   nodes("GET", "GET", "POST"),
		"lower case":            nodes("get"),
		"no subrequest":         nodes(),
		"another key":           map[string]any{"batchRequests": []any{}},
		"no object":             []string{"GET"},
		"a body":                map[string]any{"compositeRequest": []any{map[string]any{"method": "GET", "url": version + "/x", "body": map[string]any{"a": 1}}}},
		"a method in the query": map[string]any{"compositeRequest": []any{map[string]any{"method": "GET", "url": version + "/sobjects/User?_HttpMethod=PATCH"}}},
	} {
		var refused *salesforce.ReadOnlyError
		if err := salesforce.Call(t.Context(), c, http.MethodPost, "/composite", nil, body); !errors.As(err, &refused) {
			t.Errorf("composite with %s: %v", name, err)
		}
	}
	var refused *salesforce.ReadOnlyError
	if err := salesforce.Call(t.Context(), c, http.MethodGet, "/sobjects/User", url.Values{"_HttpMethod": {"PATCH"}}, nil); !errors.As(err, &refused) {
		t.Errorf("another method in the query: %v", err)
	}
	if err := c.Invoke(t.Context(), "FastCall__SetStatus", nil); !errors.As(err, &refused) {
		t.Errorf("an invocable action: %v", err)
	}
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections, want none", n)
	}
}

// A unit of work is refused on every rung of the ladder, and so is its undoing.
func TestReadOnlyRefusesEveryRung(t *testing.T) {
	for at := range 3 {
		c, _, connections := sealed(t)
		salesforce.StartAt(c, at)
		for i, step := range onboarding() {
			if step.Verb == create {
				step.Fields = map[string]any{"Ref__c": "x"}
			}
			var refused *salesforce.ReadOnlyError
			_, err := c.Commit(t.Context(), salesforce.Graph{step})
			if !errors.As(err, &refused) || salesforce.IsUncertain(err) {
				t.Errorf("rung %d, step %d: %v", at, i, err)
			}
		}
		done := salesforce.Step{Ref: "a", Verb: create, Object: "GroupMember", ID: rowID("a")}
		if standing := salesforce.Undo(t.Context(), c, done); len(standing) != 1 {
			t.Errorf("undone: %v", standing)
		}
		if n := connections.Load(); n != 0 {
			t.Errorf("rung %d: %d connections, want none", at, n)
		}
	}
}

// Log-ins and reads go on.
func TestReadOnlyReads(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, r *http.Request, body []byte, _ int) {
		if r.Method == http.MethodGet {
			limits(w, r, body, 0)
			return
		}
		composite(w, body, func(node) (int, any) { return 200, map[string]any{} })
	})
	cfg := o.config()
	cfg.ReadOnly = true
	c := client(t, cfg)
	if _, err := c.Describe(t.Context(), "User", "Group"); err != nil {
		t.Error(err)
	}
	if _, err := c.Limits(t.Context()); err != nil {
		t.Error(err)
	}
	if o.logins != 1 || len(o.paths()) != 2 {
		t.Errorf("%d log-ins, requests %v", o.logins, o.paths())
	}
}

// The package has these ways to write and no others. Whoever adds one adds it here and to
// the carriers above.
func TestCarriersAreKnown(t *testing.T) {
	known := map[string]string{
		"runGraphs": "/composite/graph", "composite": "/composite",
		"step": "/sobjects/X and /sobjects/X/id", "undo": "/sobjects/X/id", "Invoke": "/actions/custom/apex/X",
	}
	found := map[string]bool{}
	sources, err := filepath.Glob("*.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(function, func(n ast.Node) bool {
				if literal, ok := n.(*ast.CompositeLit); ok && writes(literal) {
					found[function.Name.Name] = true
				}
				return true
			})
		}
	}
	if got, want := slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(known)); !slices.Equal(got, want) {
		t.Errorf("requests that are no GET are made by %v, known are %v", got, want)
	}
}

// writes is whether a literal is a request whose method is not certainly GET.
func writes(literal *ast.CompositeLit) bool {
	if name, ok := literal.Type.(*ast.Ident); !ok || name.Name != "request" {
		return false
	}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "method" {
			method, ok := pair.Value.(*ast.SelectorExpr)
			return !ok || method.Sel.Name != "MethodGet"
		}
	}
	return false
}
