package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ListDataSource is the data source fastcall_users.
type ListDataSource struct{ framework.DataSourceBase }

// NewListDataSource returns the data source fastcall_users.
func NewListDataSource() datasource.DataSource { return &ListDataSource{} }

var _ datasource.DataSourceWithConfigure = &ListDataSource{}

// listModel is fastcall_users as Terraform holds it.
type listModel struct {
	filters
	Users types.List `tfsdk:"users"`
}

// Metadata implements datasource.DataSource.
func (d *ListDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_users"
}

// Schema implements datasource.DataSource.
func (d *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
	}
	filled := []validator.String{framework.Filled()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "All Fastcall users of the org, sorted by user name: whoever holds a seat or one of Fastcall's permission " +
			"sets, deactivated users included, site guest users not. Filters that are set must all fit. It costs one request, and one " +
			"more for each 2,000 users.",
		Attributes: map[string]schema.Attribute{
			"active":            schema.BoolAttribute{MarkdownDescription: activeFilter, Optional: true},
			"licensed":          schema.BoolAttribute{MarkdownDescription: licensedFilter, Optional: true},
			"role":              schema.StringAttribute{MarkdownDescription: roleFilter, Optional: true, Validators: filled},
			"call_center_id":    schema.StringAttribute{MarkdownDescription: callCenterFilter, CustomType: framework.SalesforceIDType, Optional: true},
			"username_contains": schema.StringAttribute{MarkdownDescription: usernameFilter, Optional: true, Validators: filled},
			"users": schema.ListNestedAttribute{MarkdownDescription: "The users.", Computed: true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":             text("ID of the Salesforce user, 18 characters."),
					"username":       text("User name."),
					"name":           text("Full name."),
					"email":          text("E-mail address."),
					"federation_id":  text("Federation ID. Null if there is none."),
					"is_active":      flag("Whether the Salesforce user is active."),
					"licensed":       flag("Whether the user may use Fastcall: by a seat, or because a site license covers everyone. Null if `license_management` is `skip`."),
					"roles":          schema.ListAttribute{MarkdownDescription: "Roles, sorted; those of a permission set group included.", ElementType: types.StringType, Computed: true},
					"call_center_id": text("ID of the call center the user is in. Null outside of any."),
				}}},
		},
	}
}

// listed are the types of one user in the list.
var listed = map[string]attr.Type{
	"id": types.StringType, "username": types.StringType, "name": types.StringType, "email": types.StringType,
	"federation_id": types.StringType, "is_active": types.BoolType, "licensed": types.BoolType,
	"roles": types.ListType{ElemType: types.StringType}, "call_center_id": types.StringType,
}

// Read lists the users.
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
	users, err := org.Users(ctx, m.filter())
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("list", "Fastcall users", err)...)
		return
	}
	var objects []map[string]attr.Value
	for _, s := range users {
		objects = append(objects, map[string]attr.Value{
			"id": types.StringValue(s.User.ID), "username": types.StringValue(s.User.Username), "name": framework.Optional(s.User.Name),
			"email": framework.Optional(s.User.Email), "federation_id": framework.Optional(s.User.FederationID), "is_active": types.BoolValue(s.User.Active),
			"licensed": types.BoolPointerValue(s.Licensed), "roles": framework.TextList(s.Roles()), "call_center_id": framework.Optional(s.User.CallCenterID),
		})
	}
	m.Users = objectsOf(listed, objects)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
