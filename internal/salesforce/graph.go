package salesforce

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
)

const (
	// maxGraphs is how many graphs one request may carry, maxObjects of how many kinds
	// their nodes may be; after more than maxFailures failed ones the rest is not run (S16).
	maxGraphs   = 75
	maxObjects  = 15
	maxFailures = 14
)

// errNotRun says that a graph was not begun because others in its request failed.
var errNotRun = errors.New("graph not run")

// shapeError says that the org takes no graph like this one.
type shapeError struct{ Err error }

func (e *shapeError) Error() string { return "graph refused: " + e.Err.Error() }
func (e *shapeError) Unwrap() error { return e.Err }

type graphRequest struct {
	ID    string       `json:"graphId"`
	Nodes []subrequest `json:"compositeRequest"`
}

type graphAnswer struct {
	ID       string `json:"graphId"`
	OK       bool   `json:"isSuccessful"`
	Response struct {
		Nodes []subresponse `json:"compositeResponse"`
	} `json:"graphResponse"`
}

func (c *Client) newGraphGroup() *coalesce.Group[unit, map[string]string] {
	return coalesce.New(coalesce.Config[unit]{
		Blend:   SpendLike,
		Window:  gatherTime,
		Stretch: stretchTime,
		Hold:    holdTime,
		Settle:  c.settle,
		Fits:    fits,
	}, c.runGraphs)
}

// fits keeps a request within Salesforce's bounds.
func fits(batch []unit, next unit) bool {
	nodes, objects := len(next.steps), slices.Clone(next.objects)
	for _, u := range batch {
		nodes += len(u.steps)
		for _, object := range u.objects {
			if !slices.Contains(objects, object) {
				objects = append(objects, object)
			}
		}
	}
	return len(batch) < maxGraphs && nodes <= maxNodes && len(objects) <= maxObjects
}

// byGraph commits u as a graph, in one request with the graphs of other callers.
func (c *Client) byGraph(ctx context.Context, u unit) (map[string]string, error) {
	ids, err := c.graphs.Do(ctx, u)
	var left *coalesce.LeftError
	if errors.As(err, &left) {
		return nil, &UncertainError{Err: left.Err}
	}
	return ids, err
}

func (c *Client) runGraphs(ctx context.Context, batch []unit) []coalesce.Outcome[map[string]string] {
	requests := make([]graphRequest, len(batch))
	for i, u := range batch {
		requests[i].ID = "g" + strconv.Itoa(i)
		for _, s := range u.steps {
			requests[i].Nodes = append(requests[i].Nodes, c.subrequest(s))
		}
	}
	var out struct {
		Graphs []graphAnswer `json:"graphs"`
	}
	a, err := c.call(ctx, request{
		kind: write, method: http.MethodPost, path: "/composite/graph",
		body: map[string]any{"graphs": requests},
	}, &out)
	answers := make(map[string]graphAnswer, len(out.Graphs))
	failures := 0
	for _, g := range out.Graphs {
		answers[g.ID] = g
		if !g.OK && cause(g.Response.Nodes) >= 0 {
			failures++
		}
	}
	outcomes := make([]coalesce.Outcome[map[string]string], len(batch))
	for i, u := range batch {
		if err != nil {
			outcomes[i].Err = err
			continue
		}
		g, answered := answers[requests[i].ID]
		outcomes[i].Value, outcomes[i].Err = judge(u, requests[i].Nodes, g, answered, failures, a.requestID)
	}
	return outcomes
}

// judge reads the answer to one graph.
func judge(u unit, subs []subrequest, g graphAnswer, answered bool, failures int, requestID string) (map[string]string, error) {
	nodes := g.Response.Nodes
	at := cause(nodes)
	switch {
	case answered && g.OK:
		return created(u, subs, nodes)
	case at < 0 && failures > maxFailures:
		return nil, errNotRun
	case !answered:
		return nil, &UncertainError{Err: &AnswerError{Path: "/composite/graph", Reason: "a graph is without an answer"}}
	case at < 0:
		return nil, &shapeError{Err: &AnswerError{Path: "/composite/graph", Reason: "a graph failed without a cause"}}
	}
	err := stepError(u, subs, nodes[at], requestID)
	if refusesShape(err) {
		return nil, &shapeError{Err: err}
	}
	return nil, err
}

// cause finds the node that failed by itself; the others fail because it did (S23). It is
// -1 if there is none.
func cause(nodes []subresponse) int {
	for i, node := range nodes {
		if node.ok() || node.Status == 0 {
			continue
		}
		switch parseRefusal(node.Status, node.Body).Code {
		case codeHalted, codeRolledBack:
		default:
			return i
		}
	}
	return -1
}

func stepError(u unit, subs []subrequest, node subresponse, requestID string) error {
	for i, s := range u.steps {
		if s.Ref == node.ReferenceID {
			api := node.refusal(subs[i], requestID)
			return &StepError{Step: s, Cause: api, Err: api}
		}
	}
	return &AnswerError{Path: "/composite", Reason: "an answer belongs to no step"}
}

// created reads the ids of new rows. Without one the write stands, but nobody knows where.
func created(u unit, subs []subrequest, nodes []subresponse) (map[string]string, error) {
	lost := &UncertainError{Err: &AnswerError{Path: "/composite", Reason: "a created row is without an id"}}
	ordered, ok := inOrder(subs, nodes)
	if !ok {
		return nil, lost
	}
	ids := map[string]string{}
	for i, s := range u.steps {
		if s.Verb != Create {
			continue
		}
		id, err := newID(ordered[i].Body)
		if err != nil {
			return nil, lost
		}
		ids[s.Ref] = id
	}
	return ids, nil
}

func newID(body []byte) (string, error) {
	var row struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(body, &row); err != nil {
		return "", err
	}
	return ID18(row.ID)
}
