package server

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// These calls ask the org, so a stop ends them in whatever order they come.

// ReadResource implements tfprotov6.ResourceServer.
func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return during(ctx, s.begin, s.full.ReadResource, req)
}

// PlanResourceChange implements tfprotov6.ResourceServer.
func (s *server) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return during(ctx, s.begin, s.full.PlanResourceChange, req)
}

// ApplyResourceChange implements tfprotov6.ResourceServer.
func (s *server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return during(ctx, s.begin, s.full.ApplyResourceChange, req)
}

// ImportResourceState implements tfprotov6.ResourceServer.
func (s *server) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return during(ctx, s.begin, s.full.ImportResourceState, req)
}

// ReadDataSource implements tfprotov6.DataSourceServer.
func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return during(ctx, s.begin, s.full.ReadDataSource, req)
}

// OpenEphemeralResource implements tfprotov6.EphemeralResourceServer.
func (s *server) OpenEphemeralResource(ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return during(ctx, s.begin, s.full.OpenEphemeralResource, req)
}

// RenewEphemeralResource implements tfprotov6.EphemeralResourceServer.
func (s *server) RenewEphemeralResource(ctx context.Context, req *tfprotov6.RenewEphemeralResourceRequest) (*tfprotov6.RenewEphemeralResourceResponse, error) {
	return during(ctx, s.begin, s.full.RenewEphemeralResource, req)
}

// PlanAction implements tfprotov6.ActionServer.
func (s *server) PlanAction(ctx context.Context, req *tfprotov6.PlanActionRequest) (*tfprotov6.PlanActionResponse, error) {
	return during(ctx, s.begin, s.full.PlanAction, req)
}

// ListResource implements tfprotov6.ListResourceServer. The call ends with its
// results, which come after it has returned.
func (s *server) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	ctx, end := s.begin(ctx)
	stream, err := s.full.ListResource(ctx, req)
	if err != nil || stream == nil {
		end()
		return stream, err
	}
	stream.Results = until(end, stream.Results)
	return stream, nil
}

// InvokeAction implements tfprotov6.ActionServer. The call ends with its
// events, which come after it has returned.
func (s *server) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	ctx, end := s.begin(ctx)
	stream, err := s.full.InvokeAction(ctx, req)
	if err != nil || stream == nil {
		end()
		return stream, err
	}
	stream.Events = until(end, stream.Events)
	return stream, nil
}

// until ends a call after the last of its answers.
func until[V any](end func(), answers iter.Seq[V]) iter.Seq[V] {
	return func(yield func(V) bool) {
		defer end()
		answers(yield)
	}
}
