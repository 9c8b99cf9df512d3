package salesforce

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

const (
	maxRetryWait = 8 * time.Second
	// maxPause is the longest Retry-After that is worth the wait.
	maxPause = 2 * time.Minute
	// crowdFactor lengthens the wait when too many long calls run at once in the org (S19).
	crowdFactor = 4
)

func (c *Client) newRetrier() *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport: attempt{client: c},
			// A redirect would carry the token to a place nobody configured.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		RetryMax: c.cfg.MaxRetries,
		CheckRetry: func(ctx context.Context, _ *http.Response, err error) (bool, error) {
			return exchangeOf(ctx).worthRetry(bare(err)), nil
		},
		Backoff: func(_, _ time.Duration, tries int, resp *http.Response) time.Duration {
			if resp == nil {
				return c.backoff(tries, nil)
			}
			x := exchangeOf(resp.Request.Context())
			if x.pause >= 0 {
				return x.pause
			}
			return c.backoff(tries, x.refusal)
		},
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

// worthRetry says whether the attempt that ended with err, or with x.refusal, is made again.
func (x *exchange) worthRetry(err error) bool {
	if err == nil {
		return x.refusal != nil && x.pause <= maxPause && retryable(x.kind, x.refusal)
	}
	var lost *TransportError
	var name *net.DNSError
	switch {
	case !errors.As(err, &lost), lost.Kind == TLS:
		return false
	case errors.As(err, &name) && name.IsNotFound:
		return false
	}
	return x.kind != write || !lost.sent
}

// retryable says whether a refusal passes with time and a request of that kind may be
// sent again after it.
func retryable(k kind, e *APIError) bool {
	switch {
	case e.Code == codeRequestLimit:
		// The daily limit is a 24-hour window (S49): waiting is of no use.
		return isCrowded(e)
	case e.Code == codeLockRow, e.Status == http.StatusTooManyRequests, e.Status == http.StatusServiceUnavailable:
		return true
	case k == write:
		return false
	case e.Status == http.StatusInternalServerError, e.Status == http.StatusBadGateway, e.Status == http.StatusGatewayTimeout:
		return true
	case k == token:
		return e.Code == codeOAuthTransient || e.Status >= 500
	}
	return e.Code == codeQueryTimeout
}

// isCrowded tells the limit on concurrent calls from the daily one; they share a code (S19, S33).
func isCrowded(e *APIError) bool {
	return e != nil && e.Code == codeRequestLimit && strings.HasPrefix(e.Message, "Concurrent")
}

// backoff is exponential with full jitter, so that callers refused together do not
// return together.
func (c *Client) backoff(tries int, e *APIError) time.Duration {
	longest := c.cfg.RetryWait << min(tries, 16)
	if isCrowded(e) {
		longest *= crowdFactor
	}
	if longest <= 0 || longest > maxRetryWait {
		longest = maxRetryWait
	}
	return rand.N(longest) + 1
}

// wait sleeps before the next try, or returns the context's error.
func (c *Client) wait(ctx context.Context, tries int, e *APIError) error {
	timer := time.NewTimer(c.backoff(tries, e))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retryAfter reads the header's two forms; -1 means there is none.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return -1
}
