package salesforce

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/go-retryablehttp"
)

const (
	// loginPrefix begins the path of a login. go-salesforce logs in without a context, so
	// the number after the prefix leads back to the one who asked.
	loginPrefix = "/-/login/"
	// nowhere ends the host of a login until it is sent. go-salesforce reads the audience
	// of an assertion from the host; the real one would mislead it, see audienceFor.
	nowhere = ".invalid"
)

var (
	install  sync.Once
	logins   sync.Map // number → context
	loginSeq atomic.Uint64
)

// carrier is the transport of http.DefaultClient: ours for our requests, the previous
// one for all others.
type carrier struct{ previous http.RoundTripper }

func installCarrier() {
	install.Do(func() {
		http.DefaultClient.Transport = &carrier{previous: http.DefaultClient.Transport}
	})
}

// announceLogin returns the domain under which go-salesforce shall log in.
func (c *Client) announceLogin(ctx context.Context, audience string) (domain string, done func()) {
	number := strconv.FormatUint(loginSeq.Add(1), 10)
	logins.Store(number, withExchange(ctx, &exchange{client: c, kind: token}))
	return "https://" + audience + nowhere + loginPrefix + number, func() { logins.Delete(number) }
}

// RoundTrip implements http.RoundTripper.
func (t *carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	if x := exchangeOf(r.Context()); x != nil {
		return x.perform(r)
	}
	if rest, ok := strings.CutPrefix(r.URL.Path, loginPrefix); ok {
		number, path, _ := strings.Cut(rest, "/")
		entry, _ := logins.Load(number)
		if ctx, ok := entry.(context.Context); ok {
			return carryLogin(ctx, r, "/"+path)
		}
	}
	return t.next().RoundTrip(r)
}

// CloseIdleConnections passes the wish of http.Client.CloseIdleConnections on.
func (t *carrier) CloseIdleConnections() {
	if closer, ok := t.next().(interface{ CloseIdleConnections() }); ok {
		closer.CloseIdleConnections()
	}
}

func (t *carrier) next() http.RoundTripper {
	if t.previous == nil {
		return http.DefaultTransport
	}
	return t.previous
}

func carryLogin(ctx context.Context, r *http.Request, path string) (*http.Response, error) {
	x := exchangeOf(ctx)
	if r.Method == http.MethodGet {
		// go-salesforce tries an access token on /limits, which costs a request and asks
		// for a permission the user may lack. The first real call shows as much.
		return &http.Response{
			Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: http.Header{}, Body: io.NopCloser(bytes.NewReader([]byte("{}"))), Request: r,
		}, nil
	}
	if r.GetBody != nil {
		if body, err := r.GetBody(); err == nil {
			sent, _ := io.ReadAll(body)
			form, _ := url.ParseQuery(string(sent))
			x.made = append(x.made, form.Get("assertion"))
		}
	}
	instance := x.client.instance
	r = r.Clone(ctx)
	r.URL, r.Host = &url.URL{Scheme: instance.Scheme, Host: instance.Host, Path: path}, ""
	r.Header.Set("User-Agent", x.client.cfg.UserAgent)
	r.Header.Set("Accept", "application/json")
	return x.perform(r)
}

// perform sends r, again if need be. An answer outside 2xx becomes an error, so that
// go-salesforce neither parses it nor renews the session by itself.
func (x *exchange) perform(r *http.Request) (*http.Response, error) {
	again, err := retryablehttp.FromRequest(r)
	if err != nil {
		return nil, err
	}
	resp, err := x.client.retry.Do(again)
	if err == nil && x.refusal != nil {
		err = x.refusal
	}
	if err != nil {
		return nil, x.doubt(bare(err))
	}
	return resp, nil
}
