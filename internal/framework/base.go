package framework

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// Base gives a resource, data source or action the org of its provider block.
// Embed ResourceBase, DataSourceBase or ActionBase, which add the framework's Configure.
type Base struct{ org *fastcall.Org }

// HasOrg tells whether the provider block is known. While one of its
// arguments is unknown there is no org to ask, so plan-time checks are left
// out; the provider says so in a warning.
func (b *Base) HasOrg() bool { return b.org != nil }

// Org returns the configured org, or nil with an error in diags.
func (b *Base) Org(diags *diag.Diagnostics) *fastcall.Org {
	if b.org == nil {
		diags.AddError("Fastcall provider is not configured",
			"The provider block depends on values that are not known yet, so no org can be asked. "+
				"Apply what those values come from first, for example with -target.")
	}
	return b.org
}

// configure takes the org from what the provider handed over; nil before the
// provider is configured.
func (b *Base) configure(data any, diags *diag.Diagnostics) {
	if data == nil {
		return
	}
	org, ok := data.(*fastcall.Org)
	if !ok {
		diags.AddError("Unexpected provider data", fmt.Sprintf("Got %T. This is a bug in the provider.", data))
		return
	}
	b.org = org
}

// ResourceBase is Base for resources.
type ResourceBase struct{ Base }

// Configure implements resource.ResourceWithConfigure.
func (b *ResourceBase) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	b.configure(req.ProviderData, &resp.Diagnostics)
}

// DataSourceBase is Base for data sources.
type DataSourceBase struct{ Base }

// Configure implements datasource.DataSourceWithConfigure.
func (b *DataSourceBase) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	b.configure(req.ProviderData, &resp.Diagnostics)
}

// ActionBase is Base for actions.
type ActionBase struct{ Base }

// Configure implements action.ActionWithConfigure.
func (b *ActionBase) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	b.configure(req.ProviderData, &resp.Diagnostics)
}

// ReadTimeout bounds the read of a data source.
const ReadTimeout = 5 * time.Minute
