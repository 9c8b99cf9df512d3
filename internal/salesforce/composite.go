package salesforce

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
)

const (
	// maxSubrequests and maxSubqueries bound one /composite (S6).
	maxSubrequests = 25
	maxSubqueries  = 5
)

type subrequest struct {
	Method      string         `json:"method"`
	URL         string         `json:"url"`
	ReferenceID string         `json:"referenceId"`
	Body        map[string]any `json:"body,omitempty"`
}

// compositeBody always says that the order given is the order of execution: collating,
// the default, would rearrange subrequests (S6).
type compositeBody struct {
	AllOrNone bool         `json:"allOrNone"`
	Collate   bool         `json:"collateSubrequests"`
	Requests  []subrequest `json:"compositeRequest"`
}

type subresponse struct {
	Body        json.RawMessage `json:"body"`
	Status      int             `json:"httpStatusCode"`
	ReferenceID string          `json:"referenceId"`
}

func (s subresponse) ok() bool { return s.Status >= 200 && s.Status <= 299 }

// refusal makes an APIError of a failed subresponse.
func (s subresponse) refusal(sub subrequest, requestID string) *APIError {
	e := parseRefusal(s.Status, s.Body)
	e.Method, e.Path, e.RequestID = sub.Method, pathOf(sub.URL), requestID
	e.Body = truncate(e.Body)
	return e
}

// reads sends GET subrequests, each on its own: one that fails leaves the others alone.
// The answers come in the order of subs, and those that pass with time are asked again.
func (c *Client) reads(ctx context.Context, subs []subrequest) ([]subresponse, string, error) {
	answers := make([]subresponse, len(subs))
	pending := make([]int, len(subs))
	for i := range subs {
		pending[i] = i
	}
	for tries := 0; ; tries++ {
		batch := make([]subrequest, len(pending))
		for i, at := range pending {
			batch[i] = subs[at]
			batch[i].ReferenceID = "r" + strconv.Itoa(at)
		}
		got, requestID, err := c.composite(ctx, read, compositeBody{Requests: batch})
		if err != nil {
			return nil, "", err
		}
		var again []int
		var last *APIError
		for i, at := range pending {
			answers[at] = got[i]
			if got[i].ok() {
				continue
			}
			if e := got[i].refusal(batch[i], requestID); retryable(read, e) {
				again, last = append(again, at), e
			}
		}
		if len(again) == 0 || tries >= c.cfg.MaxRetries {
			return answers, requestID, nil
		}
		if err := c.wait(ctx, tries, last); err != nil {
			return nil, "", err
		}
		pending = again
	}
}

// composite sends one /composite and returns its answers in the order of the requests.
func (c *Client) composite(ctx context.Context, k kind, body compositeBody) ([]subresponse, string, error) {
	var out struct {
		Answers []subresponse `json:"compositeResponse"`
	}
	q := request{kind: k, method: http.MethodPost, path: "/composite", body: body}
	a, err := c.call(ctx, q, &out)
	if err != nil {
		return nil, "", err
	}
	ordered, ok := inOrder(body.Requests, out.Answers)
	if !ok {
		return nil, "", q.doubt(&AnswerError{Path: q.path, Reason: "a subrequest is without an answer"})
	}
	return ordered, a.requestID, nil
}

// inOrder sorts answers by the requests they belong to.
func inOrder(subs []subrequest, answers []subresponse) ([]subresponse, bool) {
	byRef := make(map[string]subresponse, len(answers))
	for _, answer := range answers {
		byRef[answer.ReferenceID] = answer
	}
	ordered := make([]subresponse, len(subs))
	for i, sub := range subs {
		answer, ok := byRef[sub.ReferenceID]
		if !ok {
			return nil, false
		}
		ordered[i] = answer
	}
	return ordered, true
}
