package server

import (
	"context"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// full is every interface of a provider server. Embedding the plain one would
// hide the optional ones, and their calls would be answered as unimplemented.
type full interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// New returns the server of a provider.
func New(p provider.Provider) (tfprotov6.ProviderServer, error) {
	inner := providerserver.NewProtocol6(p)()
	every, ok := inner.(full)
	if !ok {
		return nil, fmt.Errorf("the framework's server lacks an optional interface: %T", inner)
	}
	return &server{full: every, calls: map[*context.CancelFunc]struct{}{}}, nil
}

// server makes a stop final, and lets go of a call when the call has ended.
//
// Terraform sends the word of Ctrl-C beside the calls that it made just before,
// and the two may be taken up in either order. The framework cancels only the
// calls that are under way when the word comes; one that follows it would run
// to its end, however long that takes.
//
// The framework also keeps the context of every call until the process ends,
// and with it loggers and the buffers of a stream; see call.
type server struct {
	full

	mu      sync.Mutex
	stopped bool
	calls   map[*context.CancelFunc]struct{}
}

// StopProvider cancels the calls under way, and those still to come.
func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.mu.Lock()
	s.stopped = true
	for cancel := range s.calls {
		(*cancel)()
	}
	s.mu.Unlock()
	return s.full.StopProvider(ctx, req)
}

// begin returns the context of a call that a stop ends, also one that came
// before it, and how to end the call.
func (s *server) begin(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		cancel()
	} else {
		s.calls[&cancel] = struct{}{}
	}
	c := newCall(ctx)
	return c, func() {
		s.mu.Lock()
		delete(s.calls, &cancel)
		s.mu.Unlock()
		cancel()
		c.end()
	}
}

// pass returns the context of a call that a stop ends only if it is under way:
// one that asks the org nothing, or that must clean up after a stop.
func (s *server) pass(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	c := newCall(ctx)
	return c, func() {
		cancel()
		c.end()
	}
}

// during makes a call of the framework's server in a context of its own.
func during[Q, R any](
	ctx context.Context, begin func(context.Context) (context.Context, func()), handle func(context.Context, Q) (R, error), req Q,
) (R, error) {
	ctx, end := begin(ctx)
	defer end()
	return handle(ctx, req)
}
