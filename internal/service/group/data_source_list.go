package group

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ListDataSource is the data source fastcall_groups.
type ListDataSource struct{ framework.DataSourceBase }

// NewListDataSource returns the data source fastcall_groups.
func NewListDataSource() datasource.DataSource { return &ListDataSource{} }

var _ datasource.DataSourceWithConfigure = &ListDataSource{}

// listModel is the data source fastcall_groups as Terraform holds it.
type listModel struct {
	NameContains types.String `tfsdk:"name_contains"`
	Groups       types.List   `tfsdk:"groups"`
}

// listedTypes are the attributes of a group in the list.
var listedTypes = map[string]attr.Type{
	"id": types.StringType, "name": types.StringType, "developer_name": types.StringType, "extension": types.StringType,
	"record_id": types.StringType, "member_count": types.Int64Type, "phone_number_ids": types.ListType{ElemType: types.StringType},
}

// Metadata implements datasource.DataSource.
func (d *ListDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_groups"
}

// Schema implements datasource.DataSource.
func (d *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "All Fastcall groups: public Salesforce groups that Fastcall has a record of. However many there are, it costs two " +
			"requests and those for further pages.",
		Attributes: map[string]schema.Attribute{
			"name_contains": schema.StringAttribute{
				MarkdownDescription: nameFilter, Optional: true,
				Validators: []validator.String{framework.Filled()}},
			"groups": schema.ListNestedAttribute{
				MarkdownDescription: "The groups, in order of their names.", Computed: true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":             text("ID of the Salesforce group, 18 characters."),
					"name":           text("Name of the group."),
					"developer_name": text("Developer name of the Salesforce group."),
					"extension":      text("Extension of the group; null if it has none."),
					"record_id":      text("ID of Fastcall's own record of the group."),
					"member_count":   schema.Int64Attribute{MarkdownDescription: "Number of direct members.", Computed: true},
					"phone_number_ids": schema.ListAttribute{
						MarkdownDescription: "IDs of the phone numbers assigned to the group, sorted. Null: not visible in this org.",
						ElementType:         types.StringType, Computed: true},
				}},
			},
		},
	}
}

// Read implements datasource.DataSource.
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
	groups, err := org.Groups(ctx)
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("read", "Fastcall's groups", err)...)
		return
	}
	elements := []attr.Value{}
	wanted := strings.ToLower(m.NameContains.ValueString())
	for _, g := range groups {
		if strings.Contains(strings.ToLower(g.Name), wanted) {
			elements = append(elements, listed(g))
		}
	}
	m.Groups = types.ListValueMust(types.ObjectType{AttrTypes: listedTypes}, elements)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

func listed(g fastcall.GroupSummary) types.Object {
	return types.ObjectValueMust(listedTypes, map[string]attr.Value{
		"id": types.StringValue(g.ID), "name": types.StringValue(g.Name), "developer_name": types.StringValue(g.DeveloperName),
		"extension": framework.Optional(g.Extension), "record_id": framework.Optional(g.RecordID), "member_count": types.Int64Value(g.MemberCount),
		"phone_number_ids": stringList(g.PhoneNumberIDs),
	})
}
