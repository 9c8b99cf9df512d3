package salesforce

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"
)

// SetSettle shortens the settle time of a client that has not been used yet.
func SetSettle(c *Client, settle time.Duration) {
	c.settle = settle
	c.graphs = c.newGraphGroup()
}

// Call sends one request as if it were a read.
func Call(ctx context.Context, c *Client, method, path string, query url.Values, body any) error {
	_, err := c.call(ctx, request{kind: read, method: method, path: path, query: query, body: body}, nil)
	return err
}

// Attempt hands r to the lowest transport, as if it were a read.
func Attempt(c *Client, r *http.Request) error {
	resp, err := attempt{client: c}.RoundTrip(r.WithContext(withExchange(r.Context(), &exchange{client: c, kind: read})))
	if resp != nil {
		resp.Body.Close()
	}
	return err
}

// Undo takes steps back and returns those that stand.
func Undo(ctx context.Context, c *Client, done ...Step) []Step { return c.undo(ctx, done) }

// StartAt makes a client begin at a rung of the ladder: 0 graph, 1 composite, 2 steps.
func StartAt(c *Client, at int) { c.ladder.floor = rung(at) }

// RetryAfter shows how the header is read.
var RetryAfter = retryAfter

// SetCLITime shortens the time that the Salesforce CLI has, for one test.
func SetCLITime(t *testing.T, d time.Duration) {
	before := cliTime
	cliTime = d
	t.Cleanup(func() { cliTime = before })
}

// AudienceFor shows which audience an address is taken to want.
func AudienceFor(instance *url.URL) string { return audienceFor(instance) }
