package salesforce

import (
	"context"
	"net/http"
	"strconv"
	"strings"
)

// usageHeader comes with every answer (S25).
const usageHeader = "Sforce-Limit-Info"

// Limit is one of the org's limits, in that limit's own unit.
type Limit struct {
	Max, Remaining int
}

// Limits returns the org's limits by name, DailyApiRequests among them. The user needs
// the permission View Setup.
func (c *Client) Limits(ctx context.Context) (map[string]Limit, error) {
	var limits map[string]Limit
	_, err := c.call(ctx, request{kind: read, method: http.MethodGet, path: "/limits"}, &limits)
	return limits, err
}

// Usage is the org's API requests of the last 24 hours (S10).
type Usage struct {
	Used, Max int
}

// Usage returns the figures of the last answer, if one carried any. It sends nothing.
func (c *Client) Usage() (Usage, bool) {
	if u := c.usage.Load(); u != nil {
		return *u, true
	}
	return Usage{}, false
}

// Sent is how many API requests this client has sent. Log-ins are not counted, nor are they
// by Salesforce.
func (c *Client) Sent() int { return int(c.sent.Load()) }

func (c *Client) noteUsage(h http.Header) {
	if u, ok := parseUsage(h.Get(usageHeader)); ok {
		c.usage.Store(&u)
	}
}

// parseUsage reads "api-usage=18/5000; per-app-api-usage=17/250(appName=x)".
func parseUsage(value string) (Usage, bool) {
	for part := range strings.SplitSeq(value, ";") {
		figures, ok := strings.CutPrefix(strings.TrimSpace(part), "api-usage=")
		if !ok {
			continue
		}
		used, limit, _ := strings.Cut(figures, "/")
		u, errUsed := strconv.Atoi(used)
		m, errMax := strconv.Atoi(limit)
		return Usage{Used: u, Max: m}, errUsed == nil && errMax == nil
	}
	return Usage{}, false
}
