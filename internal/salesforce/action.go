package salesforce

import (
	"context"
	"net/http"
)

const actionsPath = "/actions/custom/apex"

// Actions lists the names of the invocable actions of Apex classes that the session's
// user may run.
func (c *Client) Actions(ctx context.Context) ([]string, error) {
	var all struct {
		Actions []struct {
			Name string `json:"name"`
		} `json:"actions"`
	}
	if _, err := c.call(ctx, request{kind: read, method: http.MethodGet, path: actionsPath}, &all); err != nil {
		return nil, err
	}
	names := make([]string, 0, len(all.Actions))
	for _, a := range all.Actions {
		names = append(names, a.Name)
	}
	return names, nil
}

// Invoke runs an invocable action of an Apex class once. A refusal, of the request or by
// the class, is an *APIError; an *UncertainError says that the answer was lost.
func (c *Client) Invoke(ctx context.Context, name string, inputs map[string]string) error {
	body := map[string]any{"inputs": []map[string]string{inputs}}
	q := request{kind: write, method: http.MethodPost, path: actionsPath + "/" + name, body: body}
	var results []struct {
		Success bool `json:"isSuccess"`
	}
	a, err := c.call(ctx, q, &results)
	if err != nil {
		return err
	}
	if len(results) != 1 {
		return q.doubt(&AnswerError{Path: q.path, Reason: "not one result for one set of inputs"})
	}
	if !results[0].Success {
		// A class may fail behind a status of 200.
		e := parseRefusal(a.status, a.body)
		e.Method, e.Path, e.RequestID = q.method, c.fullPath(q.path), a.requestID
		return e
	}
	return nil
}
