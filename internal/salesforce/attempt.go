package salesforce

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"
)

// maxAnswer bounds what is kept of one answer, in bytes.
const maxAnswer = 64 << 20

// network is shared by all clients, so that connections are too. Connections are given
// up before a server is likely to close them: a write on a closed one is uncertain.
var network = sync.OnceValue(func() http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	own := standard.Clone()
	own.MaxIdleConnsPerHost = 32
	own.IdleConnTimeout = 30 * time.Second
	return own
})

// attempt is the lowest transport: it sends a request once.
type attempt struct{ client *Client }

// RoundTrip implements http.RoundTripper. It returns with the whole body in memory, so
// that a connection lost in mid-body is an error here, where it can be retried.
func (t attempt) RoundTrip(r *http.Request) (*http.Response, error) {
	caller, x := r.Context(), exchangeOf(r.Context())
	x.refusal, x.pause = nil, -1
	if err := t.client.slots.Acquire(caller, 1); err != nil {
		return nil, caller.Err()
	}
	defer t.client.slots.Release(1)
	r, err := x.holdBack(r)
	if err != nil {
		return nil, err
	}
	if err := x.afford(); err != nil {
		return nil, err
	}

	ctx, cancel := context.WithTimeout(caller, t.client.cfg.RequestTimeout)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { sent.Store(true) },
	})
	begun := time.Now()
	resp, body, err := fetch(r.WithContext(ctx))
	logRequest(caller, r, resp, time.Since(begun), err)
	if x.kind != token && sent.Load() {
		t.client.sent.Add(1)
	}
	if err != nil {
		return nil, x.lost(caller, r, err, sent.Load())
	}
	t.client.noteUsage(resp.Header)
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		x.refusal = refusal(r, resp, body)
		x.refusal.OAuth = x.kind == token
		x.pause = retryAfter(resp.Header, time.Now())
		if x.pause < 0 || x.pause > maxPause {
			x.client.noteSpent(x.refusal)
		}
	} else if x.beyondBudget && x.kind != token {
		x.client.spent.Store(nil) // The limit has passed.
	}
	return resp, nil
}

func fetch(r *http.Request) (*http.Response, []byte, error) {
	resp, err := network().RoundTrip(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return resp, nil, err
	}
	if len(body) > maxAnswer {
		return resp, nil, &AnswerError{Path: r.URL.Path, Reason: "larger than 64 MiB"}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, body, nil
}

// lost says what it means that r has no answer.
func (x *exchange) lost(caller context.Context, r *http.Request, err error, sent bool) error {
	if caller.Err() != nil {
		if sent && x.kind == write {
			return &UncertainError{Err: caller.Err()}
		}
		return caller.Err()
	}
	var answer *AnswerError
	if errors.As(err, &answer) {
		return answer
	}
	return &TransportError{
		Op: r.Method + " " + r.URL.Path, Host: r.URL.Host,
		Kind: transportKind(err, sent), Err: err, sent: sent,
	}
}

func transportKind(err error, sent bool) TransportKind {
	var (
		timeout     net.Error
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		hostname    x509.HostnameError
		record      tls.RecordHeaderError
		alert       tls.AlertError
	)
	switch {
	case errors.As(err, &certificate), errors.As(err, &authority), errors.As(err, &hostname),
		errors.As(err, &record), errors.As(err, &alert):
		return TLS
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return Timeout
	case !sent:
		return Unreachable
	}
	return Reset
}
