package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	fastcall "github.com/fastcall/terraform-provider-fastcall/internal/provider"
)

// serveReference serves the reference as a new provider is served.
func serveReference() error {
	return providerserver.Serve(context.Background(), func() provider.Provider { return &reference{Provider: fastcall.New("reference")()} },
		providerserver.ServeOpts{Address: address})
}

// reference is a provider with our schemas that does nothing.
type reference struct{ provider.Provider }

// Configure implements provider.Provider.
func (*reference) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

// DataSources implements provider.Provider.
func (*reference) DataSources(context.Context) []func() datasource.DataSource { return nil }

// Resources implements provider.Provider.
func (r *reference) Resources(ctx context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, constructor := range r.Provider.Resources(ctx) {
		all = append(all, func() resource.Resource {
			ours := constructor()
			if identified, ok := ours.(resource.ResourceWithIdentity); ok {
				return &identifiedIdle{idle: idle{ours}, identified: identified}
			}
			return &idle{ours}
		})
	}
	return all
}

// idle is a resource with one of our schemas. It makes what it is asked for, and
// what it was asked for stays.
type idle struct{ ours resource.Resource }

// Metadata implements resource.Resource.
func (i *idle) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	i.ours.Metadata(ctx, req, resp)
}

// Schema implements resource.Resource.
func (i *idle) Schema(ctx context.Context, req resource.SchemaRequest, resp *resource.SchemaResponse) {
	i.ours.Schema(ctx, req, resp)
}

// Create implements resource.Resource.
func (i *idle) Create(_ context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	made, err := tftypes.Transform(req.Plan.Raw, known)
	if err != nil {
		resp.Diagnostics.AddError("Cannot create", err.Error())
		return
	}
	resp.State.Raw = made
}

// someID has the form of a record's id, which is what most values are.
const someID = "005gL000000001AQAQ"

// known fills what the provider is to find.
func known(_ *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
	if value.IsKnown() {
		return value, nil
	}
	switch typ := value.Type().(type) {
	case tftypes.Map:
		elements := map[string]tftypes.Value{}
		if typ.ElementType.Is(tftypes.String) {
			elements["user"] = tftypes.NewValue(tftypes.String, someID)
		}
		return tftypes.NewValue(typ, elements), nil
	default:
		switch {
		case typ.Is(tftypes.String):
			return tftypes.NewValue(typ, someID), nil
		case typ.Is(tftypes.Bool):
			return tftypes.NewValue(typ, true), nil
		}
		return tftypes.NewValue(typ, nil), nil
	}
}

// Read implements resource.Resource.
func (*idle) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update implements resource.Resource.
func (*idle) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

// Delete implements resource.Resource.
func (*idle) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// identifiedIdle is an idle resource with an identity, which the framework wants
// from every operation.
type identifiedIdle struct {
	idle
	identified resource.ResourceWithIdentity
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (i *identifiedIdle) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	i.identified.IdentitySchema(ctx, req, resp)
}

// Create implements resource.Resource.
func (i *identifiedIdle) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	i.idle.Create(ctx, req, resp)
	resp.Identity.Raw = identity(resp.Identity.Raw)
}

// Read implements resource.Resource.
func (i *identifiedIdle) Read(_ context.Context, _ resource.ReadRequest, resp *resource.ReadResponse) {
	resp.Identity.Raw = identity(resp.Identity.Raw)
}

// identity fills an identity that is not there yet.
func identity(value tftypes.Value) tftypes.Value {
	object, ok := value.Type().(tftypes.Object)
	if !ok || !value.IsNull() {
		return value
	}
	parts := map[string]tftypes.Value{}
	for name, typ := range object.AttributeTypes {
		parts[name] = tftypes.NewValue(typ, someID)
	}
	return tftypes.NewValue(object, parts)
}
