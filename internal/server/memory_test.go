package server_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/server"
)

// burden is what hangs on the context of a call that comes over the wire.
const burden = 30_000

type burdenKey struct{}

// calls makes many calls of each kind, each with its burden, and returns by how
// many bytes a call the heap has grown.
func calls(t testing.TB, s tfprotov6.ProviderServer, rounds int) int64 {
	t.Helper()
	typ := tftypes.Object{}
	empty, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, map[string]tftypes.Value{}))
	if err != nil {
		t.Fatal(err)
	}
	kinds := []func(context.Context) error{
		func(ctx context.Context) error {
			_, err := s.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: "patient_none", Config: &empty})
			return err
		},
		func(ctx context.Context) error {
			_, err := s.ReadResource(ctx, &tfprotov6.ReadResourceRequest{TypeName: "patient_none"})
			return err
		},
		func(ctx context.Context) error {
			_, err := s.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{TypeName: "patient_none"})
			return err
		},
		func(ctx context.Context) error {
			_, err := s.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: "patient_none"})
			return err
		},
		func(ctx context.Context) error {
			stream, err := listing(s).ListResource(ctx, &tfprotov6.ListResourceRequest{TypeName: "patient_none"})
			if err != nil {
				return err
			}
			for range stream.Results {
				continue
			}
			return nil
		},
	}
	before := heap()
	for range rounds {
		for _, call := range kinds {
			// Over the wire a call's own context ends with it.
			ctx, cancel := context.WithCancel(context.WithValue(t.Context(), burdenKey{}, new([burden]byte)))
			if err := call(ctx); err != nil {
				t.Fatal(err)
			}
			cancel()
		}
	}
	grown := heap() - before
	runtime.KeepAlive(s)
	return grown / int64(rounds*len(kinds))
}

func listing(s tfprotov6.ProviderServer) tfprotov6.ListResourceServer {
	return s.(tfprotov6.ListResourceServer)
}

func heap() int64 {
	runtime.GC()
	runtime.GC() // What has a finalizer goes in the second round.
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// A process that lives through many walks, as under a debugger or with thousands
// of users, keeps next to nothing of a call that has ended.
func TestMemoryOfEndedCalls(t *testing.T) {
	s, err := server.New(&patient{})
	if err != nil {
		t.Fatal(err)
	}
	if grown := calls(t, s, 500); grown > 2000 {
		t.Errorf("each call leaves %d bytes behind", grown)
	}
}

// The same, of the framework's server and of ours, as a figure.
func BenchmarkMemoryOfEndedCalls(b *testing.B) {
	const rounds = 200
	for name, s := range map[string]tfprotov6.ProviderServer{
		"framework": providerserver.NewProtocol6(&patient{})(), "ours": must(server.New(&patient{})),
	} {
		b.Run(name, func(b *testing.B) {
			var grown int64
			for range b.N {
				grown = calls(b, s, rounds)
			}
			b.ReportMetric(float64(grown), "bytes-left/call")
		})
	}
}

func must(s tfprotov6.ProviderServer, err error) tfprotov6.ProviderServer {
	if err != nil {
		panic(err)
	}
	return s
}
