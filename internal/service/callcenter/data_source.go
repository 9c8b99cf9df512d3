package callcenter

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// DataSource is fastcall_call_center.
type DataSource struct{ framework.DataSourceBase }

// NewDataSource returns the data source fastcall_call_center.
func NewDataSource() datasource.DataSource { return &DataSource{} }

var _ datasource.DataSourceWithConfigure = &DataSource{}

// model is fastcall_call_center as Terraform holds it.
type model struct {
	CallCenter   types.String `tfsdk:"call_center"`
	ID           types.String `tfsdk:"id"`
	Name         types.String `tfsdk:"name"`
	InternalName types.String `tfsdk:"internal_name"`
	AdapterURL   types.String `tfsdk:"adapter_url"`
}

const description = `A call center of the org, to which Fastcall's users belong: the one given by name, or Fastcall's own.

Call centers are made by installing a package or in Salesforce Setup; they can be neither changed nor deleted through the API.`

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_call_center"
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	resp.Schema = schema.Schema{MarkdownDescription: description, Attributes: map[string]schema.Attribute{
		"call_center": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Name, internal name or ID of the call center. Default: `call_center` of the provider, or else " +
				"the only one whose name, internal name or adapter URL bears Fastcall's namespace.",
			Validators: []validator.String{framework.Filled()}},
		"id":            text("ID of the call center, as `fastcall_user` takes it in `call_center`."),
		"name":          text("Name of the call center."),
		"internal_name": text("Internal name of the call center, which is unique in the org."),
		"adapter_url":   text("Address of the softphone that the call center shows. Null if it has none."),
	}}
}

// Read finds the call center.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	found, err := org.CallCenter(ctx, m.CallCenter.ValueString())
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("find", "the call center", err, "call_center")...)
		return
	}
	m.ID = types.StringValue(found.ID)
	m.Name = types.StringValue(found.Name)
	m.InternalName = types.StringValue(found.InternalName)
	m.AdapterURL = types.StringNull()
	if found.AdapterURL != "" {
		m.AdapterURL = types.StringValue(found.AdapterURL)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
