package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// NewListResource returns the list resource of fastcall_user.
func NewListResource() list.ListResource { return &Resource{} }

var _ list.ListResourceWithConfigure = &Resource{}

// filters are the filters of fastcall_users and of the list resource.
type filters struct {
	Active           types.Bool            `tfsdk:"active"`
	Licensed         types.Bool            `tfsdk:"licensed"`
	Role             types.String          `tfsdk:"role"`
	CallCenterID     framework.StringValue `tfsdk:"call_center_id"`
	UsernameContains types.String          `tfsdk:"username_contains"`
}

func (f filters) filter() fastcall.UserFilter {
	return fastcall.UserFilter{Active: f.Active.ValueBoolPointer(), Licensed: f.Licensed.ValueBoolPointer(),
		Role: f.Role.ValueString(), CallCenterID: f.CallCenterID.ValueString(), UsernameContains: f.UsernameContains.ValueString()}
}

// What the filters let pass.
const (
	activeFilter     = "Only active users (`true`) or only deactivated ones (`false`), who go on holding a seat."
	licensedFilter   = "Only users who hold a seat (`true`) or only those who do not (`false`)."
	roleFilter       = "Only users with this role: `user`, `admin`, or the API name of another permission set of the namespace."
	callCenterFilter = "Only users in this call center."
	usernameFilter   = "Only users whose user name contains this text; case does not matter."
)

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	filled := []validator.String{framework.Filled()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "All Fastcall users of the org, in order of their user names: whoever holds a seat or one of Fastcall's " +
			"permission sets, deactivated users included, site guest users not. Filters that are set must all fit.",
		Attributes: map[string]schema.Attribute{
			"active":            schema.BoolAttribute{MarkdownDescription: activeFilter, Optional: true},
			"licensed":          schema.BoolAttribute{MarkdownDescription: licensedFilter, Optional: true},
			"role":              schema.StringAttribute{MarkdownDescription: roleFilter, Optional: true, Validators: filled},
			"call_center_id":    schema.StringAttribute{MarkdownDescription: callCenterFilter, CustomType: framework.SalesforceIDType, Optional: true},
			"username_contains": schema.StringAttribute{MarkdownDescription: usernameFilter, Optional: true, Validators: filled},
		},
	}
}

// List implements list.ListResource.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	const what = "Fastcall users"
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	var config filters
	l, ok := r.BeginList(ctx, req, stream, &config, what)
	if !ok {
		return
	}
	users, err := l.Org.Users(ctx, config.filter())
	if err != nil {
		l.Fail(what, err)
		return
	}
	var found []framework.Found
	for _, s := range framework.Limited(l, what, users) {
		one := framework.Found{Name: s.User.Title(), Identity: identityOf(l.OrganizationID, s.User.ID)}
		if l.Full() {
			holds, err := holdsNow(ctx, l.Org, s)
			if err != nil {
				l.Fail(what, err)
				return
			}
			callCenter := l.Org.OtherCallCenter(ctx, s.User)
			one.Fill = func(ctx context.Context, resource *tfsdk.Resource) diag.Diagnostics {
				return adopt(ctx, resource, s, holds, callCenter)
			}
		}
		found = append(found, one)
	}
	l.Give(ctx, found)
}

// adopt writes a user as an import does, except for what no configuration can
// say: roles that are not this resource's to give are left out, and so is an
// empty set of roles. What is missing shows in the plan then.
func adopt(
	ctx context.Context, resource *tfsdk.Resource, s *fastcall.Status, holds types.Map, callCenter string,
) diag.Diagnostics {
	diags := begin(ctx, resource, s.User.ID)
	var m model
	diags.Append(resource.Get(ctx, &m)...)
	if diags.HasError() {
		return diags
	}
	m.refresh(s, holds)
	m.CallCenter = framework.Optional(callCenter)
	var roles []string
	for _, role := range stringsOf(m.Roles) {
		if role == string(fastcall.RoleUser) || role == string(fastcall.RoleAdmin) {
			roles = append(roles, role)
		}
	}
	if m.Roles = types.SetNull(types.StringType); len(roles) > 0 {
		m.Roles = stringSet(roles...)
	}
	diags.Append(resource.Set(ctx, &m)...)
	return diags
}
