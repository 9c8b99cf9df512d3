package orgsim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func groupNode(ref string, name any) map[string]any {
	return node("POST", "/sobjects/Group", ref, map[string]any{"Name": name})
}

// S16: graphs are all-or-none and independent of each other.
func TestGraphsAreIndependent(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	status, body := c.call("POST", "/composite/graph", graphs(
		[]any{groupNode("a", "A"), groupNode("b", "")},
		[]any{groupNode("a", "C"), groupNode("b", "D")},
	))
	want := []string{"400 PROCESSING_HALTED", "400 REQUIRED_FIELD_MISSING", "201", "201"}
	if got := outcomes(t, body); status != 200 || !slices.Equal(got, want) {
		t.Errorf("got %d %v, want %v", status, got, want)
	}
	list := c.done(status, body)["graphs"].([]any)
	if list[0].(map[string]any)["isSuccessful"] != false || list[1].(map[string]any)["isSuccessful"] != true {
		t.Errorf("isSuccessful is wrong in %v", list)
	}
	if n := len(c.org.Rows("Group")); n != 5 {
		t.Errorf("%d groups, want the three and the two of the second graph", n)
	}
}

// S16: after 14 failed graphs, the one that fails next is the last to run.
func TestFailedGraphsHaltTheRest(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	var list [][]any
	for range 16 {
		list = append(list, []any{groupNode("a", "")})
	}
	list = append(list, []any{groupNode("a", "Never")})
	_, body := c.call("POST", "/composite/graph", graphs(list...))
	got := outcomes(t, body)
	if got[14] != "400 REQUIRED_FIELD_MISSING" || got[15] != "400 PROCESSING_HALTED" || got[16] != "400 PROCESSING_HALTED" {
		t.Errorf("got %v", got)
	}
	if _, found := c.org.Find("Group", "Name", "Never"); found {
		t.Error("a halted graph ran")
	}
}

// S16: the form of a request.
func TestGraphForm(t *testing.T) {
	chain := func(n int) []any {
		nodes := []any{groupNode("n0", "A")}
		for i := 1; i < n; i++ {
			nodes = append(nodes, groupNode(fmt.Sprint("n", i), fmt.Sprintf("@{n%d.id}", i-1)))
		}
		return nodes
	}
	many := func(n int) []any {
		nodes := []any{}
		for i := range n {
			nodes = append(nodes, groupNode(fmt.Sprint("n", i), ""))
		}
		return nodes
	}
	kinds := []any{}
	for v := 50; v < 66; v++ {
		kinds = append(kinds, map[string]any{"method": "POST", "url": fmt.Sprintf("/services/data/v%d.0/sobjects/Group", v),
			"referenceId": fmt.Sprint("n", v), "body": map[string]any{}})
	}
	seventySix := make([][]any, 76)
	for i := range seventySix {
		seventySix[i] = []any{groupNode("a", "")}
	}
	loose := []any{groupNode("a", "A"), groupNode("b", "B")}
	for _, tc := range []struct {
		name, knob string
		body       map[string]any
		status     int
		code       string
	}{
		{name: "76 graphs", body: graphs(seventySix...), status: 400, code: "LIMIT_EXCEEDED"},
		{name: "501 nodes", body: graphs(many(501)), status: 400, code: "LIMIT_EXCEEDED"},
		{name: "depth 16", body: graphs(chain(16)), status: 400, code: "LIMIT_EXCEEDED"},
		{name: "16 kinds", body: graphs(kinds), status: 400, code: "LIMIT_EXCEEDED"},
		{name: "K-graph allow", body: graphs(loose), status: 200},
		{name: "K-graph refuse", knob: "refuse", body: graphs(loose), status: 400, code: "INVALID_GRAPH"},
		{name: "K-graph refuse, one node", knob: "refuse", body: graphs([]any{groupNode("a", "A")}), status: 200},
		{name: "K-graph refuse, connected", knob: "refuse", body: graphs(chain(3)), status: 200},
		{name: "a query is no node", body: graphs([]any{query("q", "SELECT Id FROM User")}), status: 200},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := start(t, orgsim.DefaultSeed())
			if tc.knob != "" {
				knob("K-graph", tc.knob)(c)
			}
			status, body := c.call("POST", "/composite/graph", tc.body)
			c.refused(status, body, tc.status, tc.code)
		})
	}
}
