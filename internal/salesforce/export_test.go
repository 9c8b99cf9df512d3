package salesforce

import "time"

// SetSettle shortens the settle time of a client that has not been used yet.
func SetSettle(c *Client, settle time.Duration) {
	c.settle = settle
	c.graphs = c.newGraphGroup()
}

// RetryAfter shows how the header is read.
var RetryAfter = retryAfter
