package salesforce_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// ladderOrg accepts units on chosen rungs only and keeps what stands.
type ladderOrg struct {
	*org
	graph func(nodes []node) string // code that refuses the request, if any
	mixed bool                      // MIXED_DML_OPERATION in any transaction
	fail  string                    // ref or row that is always refused
	undo  bool                      // refuse to delete
	adopt string                    // ref of a row that is there already

	mu    sync.Mutex
	lives map[string]any
}

func newLadderOrg(t *testing.T, mutate func(l *ladderOrg)) *ladderOrg {
	l := &ladderOrg{lives: map[string]any{}}
	mutate(l)
	l.org = newOrg(t, l.serve)
	return l
}

func (l *ladderOrg) serve(w http.ResponseWriter, r *http.Request, body []byte, _ int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	judge := func(n node) string {
		switch {
		case l.mixed:
			return "MIXED_DML_OPERATION"
		case n.Ref == l.fail:
			return "DUPLICATE_VALUE"
		}
		return ""
	}
	switch r.URL.Path {
	case version + "/composite/graph":
		if code := l.graph(nil); code != "" {
			refuse(w, 400, code, "graphs refused")
			return
		}
		graphs(w, body, judge)
	case version + "/composite":
		var in struct {
			AllOrNone bool   `json:"allOrNone"`
			Requests  []node `json:"compositeRequest"`
		}
		_ = json.Unmarshal(body, &in)
		nodes, _ := transact(in.Requests, judge)
		if !in.AllOrNone || !strings.Contains(string(body), `"collateSubrequests":false`) { // Left out, it is true (S6).
			nodes = nil
		}
		reply(w, 200, map[string]any{"compositeResponse": nodes})
	default:
		l.record(w, r, body)
	}
}

func (l *ladderOrg) record(w http.ResponseWriter, r *http.Request, body []byte) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, version+"/sobjects/"), "/")
	var fields map[string]any
	_ = json.Unmarshal(body, &fields)
	switch {
	case fields["Ref__c"] == l.fail && l.fail != "":
		refuse(w, 400, "DUPLICATE_VALUE", "because")
	case r.Method == http.MethodPost:
		id := rowID(fmt.Sprint(fields["Ref__c"]))
		l.lives[id] = fields
		status := http.StatusCreated
		if fields["Ref__c"] == l.adopt {
			status = http.StatusOK
		}
		reply(w, status, map[string]any{"id": id, "success": true})
	case r.Method == http.MethodPatch:
		l.lives[parts[1]] = fields
		w.WriteHeader(http.StatusNoContent)
	case l.undo:
		refuse(w, 400, "DELETE_FAILED", "because")
	default:
		delete(l.lives, parts[1])
		w.WriteHeader(http.StatusNoContent)
	}
}

func onboarding() salesforce.Graph {
	return salesforce.Graph{
		{Ref: "lic", Verb: create, Object: "UserPackageLicense", Fields: map[string]any{"Ref__c": "lic"}},
		{Ref: "user", Verb: update, Object: "User", ID: userID, Fields: map[string]any{"CallCenterId": "new"}, Undo: map[string]any{"CallCenterId": "old"}},
		{Ref: "psa", Verb: create, Object: "PermissionSetAssignment", Fields: map[string]any{"Ref__c": "psa", "License__c": salesforce.IDOf("lic")}},
	}
}

func graphsWork([]node) string   { return "" }
func graphsRefuse([]node) string { return "INVALID_INPUT" }

func TestLadder(t *testing.T) {
	for _, c := range []struct {
		name          string
		graph         func([]node) string
		mixed         bool
		first, second []string // where the requests of two commits go
	}{
		{"graph", graphsWork, false, []string{"graph"}, []string{"graph"}},
		{"composite", graphsRefuse, false, []string{"graph", "composite"}, []string{"composite"}},
		{"steps", graphsWork, true, []string{"graph", "POST", "PATCH", "POST"}, []string{"POST", "PATCH", "POST"}},
		{"all the way", graphsRefuse, true, []string{"graph", "composite", "POST", "PATCH", "POST"}, []string{"POST", "PATCH", "POST"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLadderOrg(t, func(l *ladderOrg) { l.graph, l.mixed = c.graph, c.mixed })
			client := l.client(t)
			want := map[string]string{"lic": rowID("lic"), "psa": rowID("psa")}
			for _, route := range [][]string{c.first, c.second} {
				ids, err := client.Commit(t.Context(), onboarding())
				if err != nil || !maps.Equal(ids, want) {
					t.Fatalf("Commit = %v, %v", ids, err)
				}
				if got := l.routes(); fmt.Sprint(got) != fmt.Sprint(route) {
					t.Errorf("requests %v, not %v", got, route)
				}
			}
			if psa, ok := l.lives[rowID("psa")].(map[string]any); ok && psa["License__c"] != rowID("lic") {
				t.Errorf("reference became %v", psa)
			}
		})
	}
}

// routes names the requests since the last call by their end or verb.
func (l *ladderOrg) routes() (routes []string) {
	for _, request := range l.paths() {
		method, path, _ := strings.Cut(request, " ")
		if !strings.Contains(path, "/sobjects/") {
			method = path[strings.LastIndex(path, "/")+1:]
		}
		routes = append(routes, method)
	}
	l.requests = nil
	return routes
}

func TestFailureOnEveryRung(t *testing.T) {
	for name, mutate := range map[string]func(l *ladderOrg){
		"graph":     func(l *ladderOrg) { l.graph = graphsWork },
		"composite": func(l *ladderOrg) { l.graph = graphsRefuse },
		"steps":     func(l *ladderOrg) { l.graph, l.mixed = graphsWork, true },
	} {
		t.Run(name, func(t *testing.T) {
			l := newLadderOrg(t, func(l *ladderOrg) {
				mutate(l)
				l.fail = "psa"
			})
			_, err := l.client(t).Commit(t.Context(), onboarding())
			var failed *salesforce.StepError
			if !errors.As(err, &failed) || failed.Step.Ref != "psa" || failed.Cause.Code != "DUPLICATE_VALUE" || len(failed.Standing) != 0 {
				t.Fatalf("Commit = %v", err)
			}
			if user, ok := l.lives[userID].(map[string]any); ok && user["CallCenterId"] != "old" {
				t.Errorf("user is %v", user)
			}
			delete(l.lives, userID)
			if len(l.lives) != 0 {
				t.Errorf("rows left behind: %v", l.lives)
			}
		})
	}
}

func TestWhatCannotBeUndoneIsNamed(t *testing.T) {
	l := newLadderOrg(t, func(l *ladderOrg) { l.graph, l.mixed, l.undo, l.fail = graphsWork, true, true, "psa" })
	_, err := l.client(t).Commit(t.Context(), onboarding())
	var failed *salesforce.StepError
	if !errors.As(err, &failed) || len(failed.Standing) != 1 || failed.Standing[0].ID != rowID("lic") {
		t.Errorf("Commit = %v", err)
	}
}

// A create that Salesforce answers with a row that was there before is not undone.
func TestAdoptedRowIsLeftAlone(t *testing.T) {
	l := newLadderOrg(t, func(l *ladderOrg) { l.graph, l.mixed, l.adopt, l.fail = graphsWork, true, "lic", "psa" })
	_, err := l.client(t).Commit(t.Context(), onboarding())
	var failed *salesforce.StepError
	if !errors.As(err, &failed) || len(failed.Standing) != 0 || l.lives[rowID("lic")] == nil {
		t.Errorf("Commit = %v, left %v", err, l.lives)
	}
}

func TestCancelBetweenStepsUndoes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	l := newLadderOrg(t, func(l *ladderOrg) { l.graph, l.mixed = graphsWork, true })
	serve := l.data
	l.data = func(w http.ResponseWriter, r *http.Request, body []byte, n int) {
		if r.Method == http.MethodPatch {
			cancel()
		}
		serve(w, r, body, n)
	}
	_, err := l.client(t).Commit(ctx, onboarding())
	if !errors.Is(err, context.Canceled) || salesforce.IsUncertain(err) {
		t.Errorf("Commit = %v", err)
	}
	if user := l.lives[userID].(map[string]any); user["CallCenterId"] != "old" || len(l.lives) != 1 {
		t.Errorf("left behind: %v", l.lives)
	}
}

// A value that looks like a reference is data, and must not be resolved by Salesforce.
func TestLiteralThatLooksLikeAReference(t *testing.T) {
	l := newLadderOrg(t, func(l *ladderOrg) { l.graph = graphsWork })
	g := onboarding()
	g[2].Fields["Label__c"] = "@{lic.id}"
	if _, err := l.client(t).Commit(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	if psa := l.lives[rowID("psa")].(map[string]any); psa["Label__c"] != "@{lic.id}" || psa["License__c"] != rowID("lic") {
		t.Errorf("row is %v", psa)
	}
}
