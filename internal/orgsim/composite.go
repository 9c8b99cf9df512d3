package orgsim

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Limits of a composite (S6).
const (
	mostSubrequests = 25
	mostQueries     = 5 // of these, queries and collections
)

// node is one subrequest as it is sent.
type node struct {
	Method      string            `json:"method"`
	URL         string            `json:"url"`
	ReferenceID string            `json:"referenceId"`
	Body        json.RawMessage   `json:"body"`
	HTTPHeaders map[string]string `json:"httpHeaders"`
}

// outcome is one subrequest as it is answered.
type outcome struct {
	Body        any               `json:"body"`
	HTTPHeaders map[string]string `json:"httpHeaders"`
	Status      int               `json:"httpStatusCode"`
	ReferenceID string            `json:"referenceId"`
}

var legalReference = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_]*$`)

// composite runs up to 25 subrequests (S6, S7). It counts as one call.
func (c *call) composite(r *request) reply {
	if r.method != http.MethodPost {
		return r.only(http.MethodPost, nil)
	}
	var sent struct {
		AllOrNone          bool   `json:"allOrNone"`
		CollateSubrequests *bool  `json:"collateSubrequests"`
		CompositeRequest   []node `json:"compositeRequest"`
	}
	if err := json.Unmarshal(r.body, &sent); err != nil {
		return errJSON(err.Error()).reply()
	}
	if e := c.composable(sent.CompositeRequest); e != nil {
		return e.reply()
	}
	order := inSequence(len(sent.CompositeRequest))
	if c.version >= 49 && (sent.CollateSubrequests == nil || *sent.CollateSubrequests) {
		order = collated(sent.CompositeRequest)
	}
	var outcomes []outcome
	rows := 0
	if sent.AllOrNone {
		outcomes, rows = c.together(sent.CompositeRequest, order, (*tx).route)
	} else {
		outcomes, rows = c.oneByOne(sent.CompositeRequest, order)
	}
	c.noteNodes("", sent.CompositeRequest, outcomes)
	answer := ok(map[string]any{"compositeResponse": outcomes})
	answer.rows = rows
	return answer
}

// composable refuses a composite whose form is wrong: the whole call fails.
func (c *call) composable(nodes []node) *apiError {
	if len(nodes) == 0 {
		return errJSON("The compositeRequest field is required and must hold at least one subrequest")
	}
	if len(nodes) > mostSubrequests {
		return refuse(http.StatusBadRequest, "LIMIT_EXCEEDED",
			"The limit of %d subrequests per composite request has been exceeded", mostSubrequests)
	}
	if e := c.wellFormed(nodes); e != nil {
		return e
	}
	queries := 0
	for _, n := range nodes {
		if _, r, valid := parseURL(n.URL); valid && (strings.HasPrefix(r.segment(0), "query") || r.segment(0) == "composite") {
			queries++
		}
	}
	if queries > mostQueries {
		return refuse(http.StatusBadRequest, "LIMIT_EXCEEDED",
			"The limit of %d query and sObject Collections subrequests per composite request has been exceeded", mostQueries)
	}
	return nil
}

// wellFormed checks methods, reference ids and headers.
func (c *call) wellFormed(nodes []node) *apiError {
	seen := map[string]bool{}
	for _, n := range nodes {
		switch {
		case !slices.Contains([]string{"GET", "POST", "PATCH", "DELETE", "PUT", "HEAD"}, n.Method):
			return errJSON("Cannot deserialize value of type HttpMethod from String \"" + n.Method + "\"")
		case n.ReferenceID == "" || c.version >= 52 && !legalReference.MatchString(n.ReferenceID):
			return refuse(http.StatusBadRequest, "JSON_PARSER_ERROR",
				"The reference ID %q is missing or has characters that are not allowed", n.ReferenceID)
		case seen[n.ReferenceID]:
			return refuse(http.StatusBadRequest, "JSON_PARSER_ERROR", "Duplicate reference ID: %s", n.ReferenceID)
		}
		seen[n.ReferenceID] = true
		for name := range n.HTTPHeaders {
			if slices.Contains([]string{"accept", "authorization", "content-type"}, strings.ToLower(name)) {
				return refuse(http.StatusBadRequest, "JSON_PARSER_ERROR", "The header %s is not allowed in a subrequest", name)
			}
		}
	}
	return nil
}

// together runs nodes in one transaction: any error undoes all, and the others are told so (S7).
func (c *call) together(nodes []node, order []int, route func(*tx, *request) reply) ([]outcome, int) {
	outcomes, rows, bad := make([]outcome, len(nodes)), 0, -1
	c.transact(slices.ContainsFunc(nodes, node.writes), &mixture{}, func(t *tx) reply {
		known := results{}
		t.whole = true
		for _, i := range order {
			n := nodes[i]
			answer := t.node(n, known, route)
			outcomes[i] = answer.outcome(n)
			if answer.failed() || t.failed {
				bad = i
				t.failed = true
				return answer
			}
			rows += answer.rows
			known.add(n.ReferenceID, answer.body)
		}
		return reply{status: http.StatusOK}
	})
	if bad >= 0 {
		rows = 0
		for i, n := range nodes {
			if i != bad {
				outcomes[i] = errRolledBack().reply().outcome(n)
			}
		}
	}
	return outcomes, rows
}

// oneByOne runs nodes each in a transaction of its own. Whether the platform lets setup and non-setup writes meet in
// such a composite is not public: K-mixed-composite.
func (c *call) oneByOne(nodes []node, order []int) ([]outcome, int) {
	outcomes, rows := make([]outcome, len(nodes)), 0
	known, shared := results{}, &mixture{}
	for _, i := range order {
		n := nodes[i]
		mix := shared
		if c.knobs.is("K-mixed-composite", "allow") {
			mix = &mixture{}
		}
		answer := c.transact(n.writes(), mix, func(t *tx) reply {
			return t.node(n, known, (*tx).route)
		})
		outcomes[i] = answer.outcome(n)
		rows += answer.rows
		if !answer.failed() {
			known.add(n.ReferenceID, answer.body)
		}
	}
	return outcomes, rows
}

// node runs one subrequest.
func (t *tx) node(n node, known results, route func(*tx, *request) reply) reply {
	if t.version < 52 && !legalReference.MatchString(n.ReferenceID) && n.refers() {
		return errHalted("Invalid reference ID in a dependent subrequest").reply()
	}
	address, e := known.inURL(n.URL, t.version)
	if e != nil {
		return e.reply()
	}
	body, e := known.inBody(n.Body, t.version)
	if e != nil {
		return e.reply()
	}
	version, r, valid := parseURL(address)
	if !valid {
		return errNotFound().reply()
	}
	r.method, r.body, r.header = n.Method, body, http.Header{}
	for name, value := range n.HTTPHeaders {
		r.header.Set(name, value)
	}
	inner := *t
	copied := *t.call
	copied.version = version
	inner.call = &copied
	answer := route(&inner, r)
	t.failed = t.failed || inner.failed
	return answer
}

func (n node) writes() bool {
	_, r, valid := parseURL(n.URL)
	if !valid {
		return n.Method != http.MethodGet
	}
	r.method = n.Method
	return r.writes()
}

func (r reply) outcome(n node) outcome {
	headers := map[string]string{}
	for _, name := range []string{"Location", "Allow"} {
		if value := r.header[name]; value != "" {
			headers[name] = value
		}
	}
	return outcome{Body: r.body, HTTPHeaders: headers, Status: r.status, ReferenceID: n.ReferenceID}
}

// noteNodes enters subrequests into the journal.
func (c *call) noteNodes(graph string, nodes []node, outcomes []outcome) {
	for i, n := range nodes {
		c.nodes = append(c.nodes, n.entry(graph, outcomes[i]))
	}
}

// entry is the node as the journal has it.
func (n node) entry(graph string, o outcome) Subrequest {
	path, rawQuery, _ := strings.Cut(n.URL, "?")
	query, _ := url.ParseQuery(rawQuery)
	return Subrequest{Graph: graph, Method: n.Method, Path: path, Query: query.Get("q"), Status: o.Status, Code: codeOf(o.Body)}
}

// codeOf is the error code of an answer, or "".
func codeOf(body any) string {
	if list, isList := body.([]any); isList && len(list) > 0 {
		if e, isError := list[0].(map[string]any); isError {
			code, _ := e["errorCode"].(string)
			return code
		}
	}
	return ""
}

func errHalted(message string) *apiError {
	return refuse(http.StatusBadRequest, "PROCESSING_HALTED", "%s", message)
}

func errRolledBack() *apiError {
	return errHalted("The transaction was rolled back since another operation in the same transaction failed.")
}
