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
	return &stoppable{full: every, calls: map[*context.CancelFunc]struct{}{}}, nil
}

// stoppable makes a stop final. Terraform sends the word of Ctrl-C beside the
// calls that it made just before, and the two may be taken up in either order.
// The framework cancels only the calls that are under way when the word comes;
// one that follows it would run to its end, however long that takes.
type stoppable struct {
	full

	mu      sync.Mutex
	stopped bool
	calls   map[*context.CancelFunc]struct{}
}

// StopProvider cancels the calls under way, and those still to come.
func (s *stoppable) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.mu.Lock()
	s.stopped = true
	for cancel := range s.calls {
		(*cancel)()
	}
	s.mu.Unlock()
	return s.full.StopProvider(ctx, req)
}

// begin returns the context of a call and how to end it.
func (s *stoppable) begin(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		cancel()
		return ctx, cancel
	}
	s.calls[&cancel] = struct{}{}
	return ctx, func() {
		s.mu.Lock()
		delete(s.calls, &cancel)
		s.mu.Unlock()
		cancel()
	}
}

// ReadResource implements tfprotov6.ResourceServer.
func (s *stoppable) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	ctx, end := s.begin(ctx)
	defer end()
	return s.full.ReadResource(ctx, req)
}

// PlanResourceChange implements tfprotov6.ResourceServer.
func (s *stoppable) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	ctx, end := s.begin(ctx)
	defer end()
	return s.full.PlanResourceChange(ctx, req)
}

// ApplyResourceChange implements tfprotov6.ResourceServer.
func (s *stoppable) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	ctx, end := s.begin(ctx)
	defer end()
	return s.full.ApplyResourceChange(ctx, req)
}

// ImportResourceState implements tfprotov6.ResourceServer.
func (s *stoppable) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	ctx, end := s.begin(ctx)
	defer end()
	return s.full.ImportResourceState(ctx, req)
}

// ReadDataSource implements tfprotov6.DataSourceServer.
func (s *stoppable) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	ctx, end := s.begin(ctx)
	defer end()
	return s.full.ReadDataSource(ctx, req)
}
