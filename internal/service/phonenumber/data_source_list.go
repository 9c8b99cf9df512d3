package phonenumber

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ListDataSource is fastcall_phone_numbers.
type ListDataSource struct{ framework.DataSourceBase }

// NewListDataSource returns the data source fastcall_phone_numbers.
func NewListDataSource() datasource.DataSource { return &ListDataSource{} }

var _ datasource.DataSourceWithConfigure = &ListDataSource{}

// listModel is fastcall_phone_numbers as Terraform holds it.
type listModel struct {
	Type            types.String          `tfsdk:"type"`
	AssignedUserID  framework.StringValue `tfsdk:"assigned_user_id"`
	AssignedGroupID framework.StringValue `tfsdk:"assigned_group_id"`
	Unassigned      types.Bool            `tfsdk:"unassigned"`
	SMSCapable      types.Bool            `tfsdk:"sms_capable"`
	UsableByUserID  framework.StringValue `tfsdk:"usable_by_user_id"`
	PhoneNumbers    []element             `tfsdk:"phone_numbers"`
}

// filter is what the configuration asks for.
func (m *listModel) filter() fastcall.NumberFilter {
	return fastcall.NumberFilter{Type: m.Type.ValueString(), UserID: m.AssignedUserID.ID18(), GroupID: m.AssignedGroupID.ID18(),
		Unassigned: m.Unassigned.ValueBoolPointer(), Capable: m.SMSCapable.ValueBoolPointer(), UsableBy: m.UsableByUserID.ID18()}
}

const listDescription = `The phone numbers that Fastcall knows, sorted by number. All filters that are set must fit; without any, all numbers are listed.`

// Metadata implements datasource.DataSource.
func (d *ListDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_phone_numbers"
}

// Schema implements datasource.DataSource.
func (d *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	id := func(description string, of validator.String) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, CustomType: framework.SalesforceIDType, Optional: true,
			Validators: []validator.String{of}}
	}
	resp.Schema = schema.Schema{MarkdownDescription: listDescription, Attributes: map[string]schema.Attribute{
		"type": schema.StringAttribute{Optional: true,
			MarkdownDescription: typeFilter,
			Validators:          []validator.String{framework.OneOf("provisioned", "verified")}},
		"assigned_user_id":  id(userFilter, framework.UserID()),
		"assigned_group_id": id(groupFilter, framework.GroupID()),
		"unassigned": schema.BoolAttribute{Optional: true,
			MarkdownDescription: "`true`: only numbers that belong to nobody; `false`: only those that belong to a user, a group or the whole org."},
		"sms_capable": schema.BoolAttribute{Optional: true,
			MarkdownDescription: smsFilter},
		"usable_by_user_id": id("Only numbers that this user may use: the user's own, those of the whole org, and those that are made "+
			"available to the user, directly or through a group that the user is a member of.", framework.UserID()),
		"phone_numbers": schema.ListNestedAttribute{MarkdownDescription: "The numbers, sorted by number.", Computed: true,
			NestedObject: schema.NestedAttributeObject{Attributes: elementAttributes()}},
	}}
}

// Read lists the numbers.
func (d *ListDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var m listModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	numbers, err := org.PhoneNumbers(ctx, m.filter())
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("list", "the phone numbers", err)...)
		return
	}
	m.PhoneNumbers = make([]element, 0, len(numbers))
	for _, p := range numbers {
		m.PhoneNumbers = append(m.PhoneNumbers, elementOf(p))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
