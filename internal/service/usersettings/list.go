package usersettings

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

// NewListResource returns the list resource of fastcall_user_settings.
func NewListResource() list.ListResource { return &Resource{} }

var _ list.ListResourceWithConfigure = &Resource{}

// filters are the filters of the list resource.
type filters struct {
	Active           types.Bool   `tfsdk:"active"`
	Role             types.String `tfsdk:"role"`
	UsernameContains types.String `tfsdk:"username_contains"`
}

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	filled := []validator.String{framework.Filled()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "The settings of all Fastcall users, in order of their user names. Filters that are set must all fit. Generated " +
			"configuration manages every section that a user has; users may change their own settings, so take out what is theirs.",
		Attributes: map[string]schema.Attribute{
			"active": schema.BoolAttribute{MarkdownDescription: "Only settings of active users (`true`) or of deactivated ones (`false`).", Optional: true},
			"role": schema.StringAttribute{MarkdownDescription: "Only settings of users with this role: `user`, `admin`, or the API name of another " +
				"permission set of the namespace.", Optional: true, Validators: filled},
			"username_contains": schema.StringAttribute{MarkdownDescription: "Only settings of users whose user name contains this text; case does not matter.",
				Optional: true, Validators: filled},
		},
	}
}

// List implements list.ListResource.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	const what = "settings of Fastcall users"
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	var config filters
	l, ok := r.BeginList(ctx, req, stream, &config, what)
	if !ok {
		return
	}
	users, err := l.Org.Users(ctx, fastcall.UserFilter{Active: config.Active.ValueBoolPointer(), Role: config.Role.ValueString(),
		UsernameContains: config.UsernameContains.ValueString()})
	if err != nil {
		l.Fail(what, err)
		return
	}
	var found []framework.Found
	var ids []string
	for _, s := range framework.Limited(l, what, users) {
		ids = append(ids, s.User.ID)
		found = append(found, framework.Found{Name: "Settings of " + s.User.Title(), Identity: identityOf(l.OrganizationID, s.User.ID)})
	}
	if l.Full() {
		all, err := l.Org.AllSettings(ctx, ids)
		if err != nil {
			l.Fail(what, err)
			return
		}
		for i, have := range all {
			found[i].Fill = func(ctx context.Context, resource *tfsdk.Resource) diag.Diagnostics {
				return adopt(ctx, resource, have)
			}
		}
	}
	l.Give(ctx, found)
}

// adopt writes settings as an import does.
func adopt(ctx context.Context, resource *tfsdk.Resource, have *fastcall.Settings) diag.Diagnostics {
	var m model
	diags := begin(ctx, resource, have.UserID, sectionNames())
	diags.Append(resource.Get(ctx, &m)...)
	if diags.HasError() {
		return diags
	}
	m.present(have) // What it says of missing sections, an import says again.
	m.refresh(have, true)
	diags.Append(resource.Set(ctx, &m)...)
	return diags
}
