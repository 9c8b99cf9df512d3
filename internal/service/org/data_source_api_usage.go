package org

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// APIUsageDataSource is fastcall_api_usage.
type APIUsageDataSource struct{ framework.DataSourceBase }

// NewAPIUsageDataSource returns the data source fastcall_api_usage.
func NewAPIUsageDataSource() datasource.DataSource { return &APIUsageDataSource{} }

var _ datasource.DataSourceWithConfigure = &APIUsageDataSource{}

// apiUsageModel is fastcall_api_usage as Terraform holds it.
type apiUsageModel struct {
	Used      types.Int64   `tfsdk:"used"`
	Max       types.Int64   `tfsdk:"max"`
	Remaining types.Int64   `tfsdk:"remaining"`
	Percent   types.Float64 `tfsdk:"percent"`
	Sent      types.Int64   `tfsdk:"used_by_this_run"`
}

const apiUsageDescription = `The org's API requests of the last 24 hours, which all software that works with the org shares.

Salesforce sends the figures with every answer, so reading them costs one request at most, and none if this run has asked the org anything before. ` +
	`To stop a run at a share of the allocation, set ` + "`api_budget_percent`" + ` in the provider block.`

// Metadata implements datasource.DataSource.
func (d *APIUsageDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_api_usage"
}

// Schema implements datasource.DataSource.
func (d *APIUsageDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	number := func(description string) schema.Int64Attribute {
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	}
	resp.Schema = schema.Schema{MarkdownDescription: apiUsageDescription, Attributes: map[string]schema.Attribute{
		"used":      number("Requests that were made in the last 24 hours, by whatever software."),
		"max":       number("Requests that the org may make in 24 hours: what its edition and its user licenses bring."),
		"remaining": number("Requests that are left."),
		"percent":   schema.Float64Attribute{Computed: true, MarkdownDescription: "Used share of the allocation, 0 to 100 or a little more."},
		"used_by_this_run": number("Requests that this run of the provider had sent when this was read. Log-ins are not counted: Salesforce " +
			"does not count them either."),
	}}
}

// Read reads the figures.
func (d *APIUsageDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	usage, err := org.APIUsage(ctx)
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("read", "the org's API usage", err)...)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &apiUsageModel{
		Used:      types.Int64Value(int64(usage.Used)),
		Max:       types.Int64Value(int64(usage.Max)),
		Remaining: types.Int64Value(int64(usage.Remaining())),
		Percent:   types.Float64Value(usage.Percent()),
		Sent:      types.Int64Value(int64(usage.Sent)),
	})...)
}
