package server_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/server"
)

// patient is a provider whose data source waits until its call is cancelled.
type patient struct{ waiting chan struct{} }

func (*patient) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "patient"
}
func (*patient) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}
func (*patient) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}
func (*patient) Resources(context.Context) []func() resource.Resource { return nil }
func (p *patient) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return &waiter{p.waiting} }}
}

type waiter struct{ waiting chan struct{} }

func (*waiter) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "patient_waiter"
}
func (*waiter) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{}
}
func (w *waiter) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	w.waiting <- struct{}{}
	<-ctx.Done()
	resp.Diagnostics.AddError("cancelled", "")
}

// A stop ends the calls under way and those that come after it.
func TestStopIsFinal(t *testing.T) {
	p := &patient{waiting: make(chan struct{}, 2)}
	s, err := server.New(p)
	if err != nil {
		t.Fatal(err)
	}
	typ := tftypes.Object{}
	empty, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, map[string]tftypes.Value{}))
	if err != nil {
		t.Fatal(err)
	}
	read := func() {
		resp, err := s.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: "patient_waiter", Config: &empty})
		if err != nil || len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Summary != "cancelled" {
			t.Errorf("read: %v, %v", resp, err)
		}
	}
	done := make(chan struct{})
	go func() {
		read()
		close(done)
	}()
	<-p.waiting
	if _, err := s.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
		t.Fatal(err)
	}
	<-done
	read() // Would wait for ever if only calls under way were cancelled.
}

// Optional interfaces stay visible.
func TestOptionalInterfaces(t *testing.T) {
	s, err := server.New(&patient{})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.(tfprotov6.ListResourceServer); !ok {
		t.Error("no list resources")
	}
	if _, ok := s.(tfprotov6.ActionServer); !ok {
		t.Error("no actions")
	}
}
