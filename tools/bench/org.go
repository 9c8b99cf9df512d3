package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// org is a simulated org that notes when it was asked.
type org struct {
	url, client, secret string
	server              *http.Server

	mu   sync.Mutex
	asks []span
}

// span is the time that one request took.
type span struct{ from, to time.Time }

// startOrg starts an org with users who are no Fastcall users yet, and seats for
// all of them.
func startOrg(users int, latency time.Duration) (*org, error) {
	seed := orgsim.DefaultSeed().WithUsers(users)
	seed.Package.Allowed = users + 100
	sim, err := orgsim.New(seed, orgsim.WithLatency(latency))
	if err != nil {
		return nil, err
	}
	o := &org{client: seed.Client.ID, secret: seed.Client.Secret}
	o.url, o.server, err = listen(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from := time.Now()
		sim.ServeHTTP(w, r)
		o.mu.Lock()
		defer o.mu.Unlock()
		o.asks = append(o.asks, span{from, time.Now()})
	}))
	return o, err
}

func (o *org) stop() { _ = o.server.Close() }

func (o *org) reset() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.asks = nil
}

// asked tells how many requests there were, and for how many seconds at least
// one of them was under way.
func (o *org) asked() (int, float64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	slices.SortFunc(o.asks, func(a, b span) int { return cmp.Compare(a.from.UnixNano(), b.from.UnixNano()) })
	var waited time.Duration
	var until time.Time
	for _, ask := range o.asks {
		if ask.from.After(until) {
			until = ask.from
		}
		if ask.to.After(until) {
			waited += ask.to.Sub(until)
			until = ask.to
		}
	}
	return len(o.asks), waited.Seconds()
}

// username is what the org calls its n-th user.
func username(n int) string { return fmt.Sprintf("user%04d@acme.example", n) }

// listen serves on a free port of this machine.
func listen(handler http.Handler) (string, *http.Server, error) {
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }()
	return "http://" + listener.Addr().String(), server, nil
}
