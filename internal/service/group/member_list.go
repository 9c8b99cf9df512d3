package group

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// NewMemberListResource returns the list resource of fastcall_group_member.
func NewMemberListResource() list.ListResource { return &MemberResource{} }

var _ list.ListResourceWithConfigure = &MemberResource{}

// memberFilters are the filters of the list resource.
type memberFilters struct {
	GroupID           framework.StringValue `tfsdk:"group_id"`
	GroupNameContains types.String          `tfsdk:"group_name_contains"`
	UserID            framework.StringValue `tfsdk:"user_id"`
}

// ListResourceConfigSchema implements list.ListResource.
func (r *MemberResource) ListResourceConfigSchema(
	_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse,
) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "All direct memberships of users in Fastcall groups, in order of the groups' names and the users' IDs. Filters " +
			"that are set must all fit. Do not use the generated configuration together with that of `fastcall_group`, which lists all " +
			"members itself.",
		Attributes: map[string]schema.Attribute{
			"group_id": schema.StringAttribute{MarkdownDescription: "Only members of the group with this ID.", Optional: true,
				CustomType: framework.SalesforceIDType, Validators: []validator.String{framework.GroupID()}},
			"group_name_contains": schema.StringAttribute{MarkdownDescription: "Only members of groups whose name has this in it; case does not matter.",
				Optional: true, Validators: []validator.String{framework.Filled()}},
			"user_id": schema.StringAttribute{MarkdownDescription: "Only memberships of the user with this ID.", Optional: true,
				CustomType: framework.SalesforceIDType, Validators: []validator.String{framework.UserID()}},
		},
	}
}

// membership is a user in a group.
type membership struct {
	group  *fastcall.Group
	userID string
}

// List implements list.ListResource.
func (r *MemberResource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	const what = "members of Fastcall groups"
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	var config memberFilters
	l, ok := r.BeginList(ctx, req, stream, &config, what)
	if !ok {
		return
	}
	memberships, err := membershipsIn(ctx, l.Org, config)
	if err != nil {
		l.Fail(what, err)
		return
	}
	users, err := l.Org.Users(ctx, fastcall.UserFilter{})
	if err != nil {
		l.Fail(what, err)
		return
	}
	names := make(map[string]string, len(users))
	for _, s := range users {
		names[s.User.ID] = s.User.Username
	}
	var found []framework.Found
	for _, one := range framework.Limited(l, what, memberships) {
		m := memberModel{GroupID: framework.SalesforceID(one.group.ID), UserID: framework.SalesforceID(one.userID)}
		m.named()
		name := names[one.userID]
		if name == "" {
			name = "user " + one.userID // No Fastcall user, but a member all the same.
		}
		found = append(found, framework.Found{Name: name + " in " + one.group.Name, Identity: m.identity(l.OrganizationID), Fill: m.adopt})
	}
	l.Give(ctx, found)
}

// adopt writes a membership as an import does.
func (m *memberModel) adopt(ctx context.Context, resource *tfsdk.Resource) diag.Diagnostics {
	var diags diag.Diagnostics
	for name, value := range map[string]any{"id": m.ID, "group_id": m.GroupID, "user_id": m.UserID} {
		diags.Append(resource.SetAttribute(ctx, path.Root(name), value)...)
	}
	return diags
}

// membershipsIn are the memberships that the filters let pass.
func membershipsIn(ctx context.Context, org *fastcall.Org, config memberFilters) ([]membership, error) {
	groups, err := groupsNamed(ctx, org, config.GroupNameContains.ValueString())
	if err != nil {
		return nil, err
	}
	if id := config.GroupID.ID18(); id != "" {
		groups = slices.DeleteFunc(groups, func(g fastcall.GroupSummary) bool { return g.ID != id })
	}
	whole, err := org.AllGroups(ctx, idsOf(groups), fastcall.GroupParts{Members: true})
	var found []membership
	for _, g := range whole {
		if g == nil {
			continue // Deleted a moment ago.
		}
		for _, userID := range g.Members {
			if wanted := config.UserID.ID18(); wanted == "" || wanted == userID {
				found = append(found, membership{group: g, userID: userID})
			}
		}
	}
	return found, err
}
