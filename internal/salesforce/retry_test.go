package salesforce_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

var oneStep = salesforce.Graph{{Ref: "a", Verb: salesforce.Delete, Object: "Thing__c", ID: "a00000000000001"}}

func TestRetryPolicy(t *testing.T) {
	const html = "<html><body>busy</body></html>"
	for _, c := range []struct {
		name          string
		status        int
		code, message string
		body          string
		read, write   int // attempts, of 3 at most
		uncertain     bool
	}{
		{name: "too many requests", status: 429, code: "X", read: 3, write: 3},
		{name: "server busy", status: 503, code: "SERVER_UNAVAILABLE", read: 3, write: 3},
		{name: "server busy in HTML", status: 503, body: html, read: 3, write: 3},
		{name: "unknown exception", status: 500, code: "UNKNOWN_EXCEPTION", read: 3, write: 1, uncertain: true},
		{name: "bad gateway", status: 502, body: html, read: 3, write: 1, uncertain: true},
		{name: "gateway timeout", status: 504, body: "", read: 3, write: 1, uncertain: true},
		{name: "lock", status: 400, code: "UNABLE_TO_LOCK_ROW", read: 3, write: 3},
		{name: "query timeout", status: 400, code: "QUERY_TIMEOUT", read: 3, write: 1},
		{name: "concurrency", status: 403, code: "REQUEST_LIMIT_EXCEEDED", message: "ConcurrentRequests (Concurrent API Requests) Limit exceeded.", read: 3, write: 3},
		{name: "daily limit", status: 403, code: "REQUEST_LIMIT_EXCEEDED", message: "TotalRequests Limit exceeded.", read: 1, write: 1},
		{name: "not allowed", status: 403, code: "API_DISABLED_FOR_ORG", read: 1, write: 1},
		{name: "moved", status: 302, body: html, read: 1, write: 1},
		{name: "several", status: 300, body: `["/a","/b"]`, read: 1, write: 1},
		{name: "scratch org gone", status: 420, body: html, read: 1, write: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
				if c.code != "" {
					refuse(w, c.status, c.code, c.message)
					return
				}
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			})
			cfg := o.config()
			cfg.MaxRetries = 2
			check := func(what string, want int, uncertain bool, err error) {
				t.Helper()
				var api *salesforce.APIError
				if !errors.As(err, &api) || api.Status != c.status || api.Code != c.code || api.Message == "" && c.code == "" {
					t.Errorf("%s: %v", what, err)
				}
				if got := len(o.paths()); got != want {
					t.Errorf("%s: %d attempts, not %d", what, got, want)
				}
				if salesforce.IsUncertain(err) != uncertain {
					t.Errorf("%s: uncertain = %v", what, !uncertain)
				}
				o.requests = nil
			}
			_, err := client(t, cfg).Limits(t.Context())
			check("read", c.read, false, err)
			_, err = client(t, cfg).Commit(t.Context(), oneStep)
			check("write", c.write, c.uncertain, err)
		})
	}
}

// cut ends the connection without an answer, or in the middle of one.
func cut(w http.ResponseWriter, started bool) {
	if started {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte("{"))
		_ = http.NewResponseController(w).Flush()
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

func TestLostAnswers(t *testing.T) {
	for _, started := range []bool{false, true} {
		o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, body []byte, n int) {
			if n == 1 {
				cut(w, started)
				return
			}
			reply(w, 200, map[string]any{"A": map[string]int{"Max": 2, "Remaining": 1}})
		})
		if limits, err := o.client(t).Limits(t.Context()); err != nil || limits["A"].Remaining != 1 {
			t.Errorf("read: %v, %v", limits, err)
		}
		o.requests = nil
		_, err := o.client(t).Commit(t.Context(), oneStep)
		var lost *salesforce.TransportError
		if !salesforce.IsUncertain(err) || !errors.As(err, &lost) || lost.Kind != salesforce.Reset || len(o.paths()) != 1 {
			t.Errorf("write: %v after %v", err, o.paths())
		}
	}
}

func TestTimeouts(t *testing.T) {
	o := newOrg(t, func(_ http.ResponseWriter, r *http.Request, _ []byte, _ int) { <-r.Context().Done() })
	cfg := o.config()
	cfg.RequestTimeout, cfg.MaxRetries = 100*time.Millisecond, 1
	_, err := client(t, cfg).Limits(t.Context())
	var lost *salesforce.TransportError
	if !errors.As(err, &lost) || lost.Kind != salesforce.Timeout || len(o.paths()) != 2 {
		t.Errorf("read: %v after %v", err, o.paths())
	}
	if _, err = client(t, cfg).Commit(t.Context(), oneStep); !salesforce.IsUncertain(err) || len(o.paths()) != 3 {
		t.Errorf("write: %v after %v", err, o.paths())
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err = client(t, cfg).Limits(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.As(err, &lost) {
		t.Errorf("caller's deadline: %v", err)
	}
}

func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	c := client(t, salesforce.Config{
		InstanceURL: "http://" + l.Addr().String(), RetryWait: time.Millisecond,
		Credentials: salesforce.AccessToken{Token: orgID[:15] + "!t"},
	})
	_, err = c.Commit(t.Context(), oneStep)
	var lost *salesforce.TransportError
	if !errors.As(err, &lost) || lost.Kind != salesforce.Unreachable || salesforce.IsUncertain(err) {
		t.Errorf("Commit = %v", err)
	}
}

func TestUntrustedCertificate(t *testing.T) {
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	var tries atomic.Int32
	tls.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			tries.Add(1)
		}
	}
	tls.StartTLS()
	defer tls.Close()
	c := client(t, salesforce.Config{InstanceURL: tls.URL, Credentials: salesforce.AccessToken{Token: orgID[:15] + "!t"}})
	_, err := c.Limits(t.Context())
	var lost *salesforce.TransportError
	if !errors.As(err, &lost) || lost.Kind != salesforce.TLS || tries.Load() != 1 {
		t.Errorf("Limits = %v after %d tries", err, tries.Load())
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": -1, "soon": -1, "-3": -1, "0": 0, "7": 7 * time.Second,
		"Fri, 02 Jan 2026 03:04:15 GMT": 10 * time.Second,
		"Fri, 02 Jan 2026 03:04:00 GMT": 0,
	} {
		if got := salesforce.RetryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, n int) {
		if n == 1 {
			w.Header().Set("Retry-After", "3600")
		}
		refuse(w, 503, "SERVER_UNAVAILABLE", "")
	})
	if _, err := o.client(t).Limits(t.Context()); err == nil || len(o.paths()) != 1 {
		t.Errorf("an hour's pause was not declined: %v", err)
	}
}

func TestCancelDuringBackoff(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
		w.Header().Set("Retry-After", "60")
		refuse(w, 503, "SERVER_UNAVAILABLE", "")
	})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := o.client(t).Limits(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Limits = %v", err)
	}
}
