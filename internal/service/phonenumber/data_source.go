package phonenumber

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// DataSource is fastcall_phone_number.
type DataSource struct{ framework.DataSourceBase }

// NewDataSource returns the data source fastcall_phone_number.
func NewDataSource() datasource.DataSource { return &DataSource{} }

var (
	_ datasource.DataSourceWithConfigure        = &DataSource{}
	_ datasource.DataSourceWithConfigValidators = &DataSource{}
)

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_phone_number"
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := elementAttributes()
	attributes["number"] = schema.StringAttribute{CustomType: framework.E164Type, Optional: true, Computed: true,
		MarkdownDescription: "The number in international form (E.164); spaces, dashes, dots and parentheses may stand between the digits. " +
			"One of `number` and `id` is set."}
	attributes["id"] = schema.StringAttribute{CustomType: framework.SalesforceIDType, Optional: true, Computed: true,
		MarkdownDescription: "ID of the number's record, 15 or 18 characters."}
	resp.Schema = schema.Schema{MarkdownDescription: "One phone number that Fastcall knows, and whom it belongs to.", Attributes: attributes}
}

// ConfigValidators implements datasource.DataSourceWithConfigValidators.
func (d *DataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{framework.OneKey("number", "number", "id")}
}

// Read finds the number.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var number framework.E164Value
	var id framework.StringValue
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("number"), &number)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("id"), &id)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	key := fastcall.NumberKey{Number: number.ValueString()}
	if !id.IsNull() {
		key = fastcall.NumberKey{ID: id.ID18()}
	}
	found, err := org.PhoneNumber(ctx, key)
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("find", subject([]fastcall.NumberKey{key}), err)...)
		return
	}
	e := elementOf(found)
	if !number.IsNull() {
		e.Number = types.StringValue(number.ValueString()) // A configured value stays as it is spelled.
	}
	if !id.IsNull() {
		e.ID = types.StringValue(id.ValueString())
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &e)...)
}
