package salesforce

import (
	"net/url"
	"testing"
	"time"
)

// SetSettle shortens the settle time of a client that has not been used yet.
func SetSettle(c *Client, settle time.Duration) {
	c.settle = settle
	c.graphs = c.newGraphGroup()
}

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
