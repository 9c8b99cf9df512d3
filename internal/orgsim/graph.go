package orgsim

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// Limits of a graph request (S16).
const (
	mostGraphs       = 75
	mostNodes        = 500
	mostDepth        = 15
	mostKinds        = 15
	mostFailedGraphs = 14
)

type graph struct {
	GraphID          string `json:"graphId"`
	CompositeRequest []node `json:"compositeRequest"`
}

type graphOutcome struct {
	GraphID  string `json:"graphId"`
	Response struct {
		CompositeResponse []outcome `json:"compositeResponse"`
	} `json:"graphResponse"`
	Successful bool `json:"isSuccessful"`
}

// graphs runs graphs, each all-or-none and independent of the others (S16). It counts as one call.
func (c *call) graphs(r *request) reply {
	if r.method != http.MethodPost {
		return r.only(http.MethodPost, nil)
	}
	var sent struct {
		Graphs []graph `json:"graphs"`
	}
	if err := json.Unmarshal(r.body, &sent); err != nil {
		return errJSON(err.Error()).reply()
	}
	if e := c.drawable(sent.Graphs); e != nil {
		return e.reply()
	}
	outcomes, rows, failures := make([]graphOutcome, len(sent.Graphs)), 0, 0
	for i, g := range sent.Graphs {
		out := &outcomes[i]
		out.GraphID = g.GraphID
		if failures > mostFailedGraphs {
			out.Response.CompositeResponse = haltedGraph(g)
		} else {
			nodes, read := c.together(g.CompositeRequest, inSequence(len(g.CompositeRequest)), routeNode)
			rows += read
			out.Response.CompositeResponse = nodes
			out.Successful = allWell(nodes)
		}
		if !out.Successful {
			failures++
		}
		c.noteNodes(g.GraphID, g.CompositeRequest, out.Response.CompositeResponse)
	}
	answer := ok(map[string]any{"graphs": outcomes})
	answer.rows = rows
	return answer
}

// routeNode lets a node do what nodes may: write and read single records.
func routeNode(t *tx, r *request) reply {
	switch {
	case r.segment(0) != "sobjects" || len(r.path) < 2 || len(r.path) > 4:
		return refuse(http.StatusBadRequest, "INVALID_REQUEST", "A graph node must be a record: /sobjects/X or /sobjects/X/id").reply()
	case len(r.path) == 2 && r.method != http.MethodPost:
		return errMethod(r.method, "POST").reply()
	case len(r.path) == 3 && r.path[2] == "describe":
		return refuse(http.StatusBadRequest, "INVALID_REQUEST", "A graph node must be a record: /sobjects/X or /sobjects/X/id").reply()
	}
	return t.sobjects(r)
}

// drawable refuses a request whose form is wrong: the whole call fails.
func (c *call) drawable(graphs []graph) *apiError {
	if len(graphs) == 0 {
		return errJSON("The graphs field is required and must hold at least one graph")
	}
	if len(graphs) > mostGraphs {
		return errGraphLimit("graphs in one payload", mostGraphs)
	}
	nodes, kinds, ids := 0, map[string]bool{}, map[string]bool{}
	for _, g := range graphs {
		if !legalReference.MatchString(g.GraphID) || ids[g.GraphID] || len(g.CompositeRequest) == 0 {
			return refuse(http.StatusBadRequest, "JSON_PARSER_ERROR",
				"The graph ID %q is missing, duplicate or not allowed, or the graph has no nodes", g.GraphID)
		}
		ids[g.GraphID] = true
		nodes += len(g.CompositeRequest)
		if e := c.wellFormed(g.CompositeRequest); e != nil {
			return e
		}
		for _, n := range g.CompositeRequest {
			kinds[kindOf(n)] = true
		}
		if depth(g.CompositeRequest) > mostDepth {
			return errGraphLimit("levels of depth in a graph", mostDepth)
		}
		if c.knobs.is("K-graph", "refuse") && !connected(g.CompositeRequest) {
			return refuse(http.StatusBadRequest, "INVALID_GRAPH", "The nodes of graph %s are not connected", g.GraphID)
		}
	}
	if nodes > mostNodes {
		return errGraphLimit("nodes in one payload", mostNodes)
	}
	if len(kinds) > mostKinds {
		return errGraphLimit("different nodes in one payload", mostKinds)
	}
	return nil
}

func errGraphLimit(of string, limit int) *apiError {
	return refuse(http.StatusBadRequest, "LIMIT_EXCEEDED", "The limit of "+strconv.Itoa(limit)+" %s has been exceeded", of)
}

// kindOf is what makes nodes different: the API version and the object.
func kindOf(n node) string {
	version, r, valid := parseURL(n.URL)
	if !valid {
		return n.URL
	}
	return strconv.FormatFloat(version, 'f', 1, 64) + strings.ToLower(r.segment(1))
}

// depth is the longest chain of references.
func depth(nodes []node) int {
	levels, deepest := map[string]int{}, 0
	for _, n := range nodes {
		level := 1
		for _, id := range n.references() {
			level = max(level, levels[id]+1)
		}
		levels[n.ReferenceID] = level
		deepest = max(deepest, level)
	}
	return deepest
}

// connected is whether references join all nodes into one piece.
func connected(nodes []node) bool {
	piece := map[string]string{}
	for _, n := range nodes {
		piece[n.ReferenceID] = n.ReferenceID
	}
	pieces := len(nodes)
	for _, n := range nodes {
		for _, id := range n.references() {
			a, b := piece[n.ReferenceID], piece[id]
			if b == "" || a == b {
				continue
			}
			pieces--
			for key, p := range piece {
				if p == b {
					piece[key] = a
				}
			}
		}
	}
	return pieces == 1
}

func haltedGraph(g graph) []outcome {
	nodes := make([]outcome, len(g.CompositeRequest))
	for i, n := range g.CompositeRequest {
		nodes[i] = errHalted("Processing was halted because too many graphs of the request failed.").reply().outcome(n)
	}
	return nodes
}

func allWell(nodes []outcome) bool {
	for _, n := range nodes {
		if n.Status >= http.StatusBadRequest {
			return false
		}
	}
	return true
}
