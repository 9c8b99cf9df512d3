package salesforce

import (
	"context"
	"encoding/json"
	"net/http"
)

// DescribeAll lists every object that the session's user may see, without fields.
func (c *Client) DescribeAll(ctx context.Context) ([]Object, error) {
	path := c.fullPath("/sobjects")
	a, err := c.call(ctx, request{kind: read, method: http.MethodGet, path: path}, nil)
	if err != nil {
		return nil, err
	}
	var all struct {
		Objects []Object `json:"sobjects"`
	}
	if err := json.Unmarshal(a.body, &all); err != nil {
		return nil, &AnswerError{Path: path, Reason: "not a list of objects", Err: err}
	}
	return all.Objects, nil
}
