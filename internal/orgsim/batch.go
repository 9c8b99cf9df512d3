package orgsim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// batchNode is one subrequest of a batch as it is sent.
type batchNode struct {
	Method    string          `json:"method"`
	URL       string          `json:"url"`
	RichInput json.RawMessage `json:"richInput"`
}

// batchOutcome is one subrequest of a batch as it is answered.
type batchOutcome struct {
	Status int `json:"statusCode"`
	Result any `json:"result"`
}

// batch runs up to 25 subrequests that know nothing of each other, each in a transaction of its own, so that setup and
// non-setup writes never meet. Each counts as a call beside the batch itself (section 2.4, S37).
func (c *call) batch(r *request) reply {
	if r.method != http.MethodPost {
		return r.only(http.MethodPost, nil)
	}
	var sent struct {
		BatchRequests []batchNode `json:"batchRequests"`
		HaltOnError   bool        `json:"haltOnError"`
	}
	if err := json.Unmarshal(r.body, &sent); err != nil {
		return errJSON(err.Error()).reply()
	}
	if len(sent.BatchRequests) == 0 {
		return errJSON("The batchRequests field is required and must hold at least one subrequest").reply()
	}
	if len(sent.BatchRequests) > mostSubrequests {
		return refuse(http.StatusBadRequest, "LIMIT_EXCEEDED",
			"The limit of %d subrequests per batch has been exceeded", mostSubrequests).reply()
	}
	results, failed, rows := make([]batchOutcome, len(sent.BatchRequests)), false, 0
	for i, n := range sent.BatchRequests {
		answer := errBatchHalted().reply()
		if !failed || !sent.HaltOnError {
			answer = c.batched(n)
		}
		failed = failed || answer.failed()
		rows += answer.rows
		results[i] = batchOutcome{answer.status, answer.body}
		c.nodes = append(c.nodes, n.entry(answer))
	}
	answer := ok(ordered{{"hasErrors", failed}, {"results", results}})
	answer.rows = rows
	return answer
}

// batched runs one subrequest: a record, a query or the limits, as if it had been sent by itself.
func (c *call) batched(n batchNode) reply {
	if e := c.org.limits.spend(c); e != nil {
		return e.reply()
	}
	c.extraCalls++
	version, r, valid := parseURL(n.address())
	if !valid || !slices.Contains([]string{"sobjects", "query", "queryAll", "limits"}, r.segment(0)) {
		return errNotFound().reply()
	}
	if !slices.Contains([]string{"GET", "POST", "PATCH", "DELETE", "PUT", "HEAD"}, n.Method) {
		return errMethod(n.Method, "DELETE", "GET", "HEAD", "PATCH", "POST").reply()
	}
	r.method, r.body, r.header, r.inner = strings.Replace(n.Method, http.MethodHead, http.MethodGet, 1), n.RichInput, http.Header{}, false
	inner := *c
	inner.version = version
	return inner.transact(r.writes(), &mixture{}, func(t *tx) reply { return t.route(r) })
}

// address is the URL from the host on: subrequests of a batch begin with the API version.
func (n batchNode) address() string {
	if strings.HasPrefix(strings.TrimPrefix(n.URL, "/"), "services/data/") {
		return n.URL
	}
	return "/services/data/" + strings.TrimPrefix(n.URL, "/")
}

// node is the subrequest in the form that the parts of a composite have.
func (n batchNode) node() node { return node{Method: n.Method, URL: n.address(), Body: n.RichInput} }

func (n batchNode) entry(answer reply) Subrequest {
	return n.node().entry("", outcome{Status: answer.status, Body: answer.body})
}

func errBatchHalted() *apiError {
	return refuse(http.StatusPreconditionFailed, "BATCH_PROCESSING_HALTED", "Batch processing halted per request")
}
