package group

import (
	"context"
	"strings"

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

// NewListResource returns the list resource of fastcall_group.
func NewListResource() list.ListResource { return &Resource{} }

var _ list.ListResourceWithConfigure = &Resource{}

// filters are the filters of the list resource.
type filters struct {
	NameContains types.String `tfsdk:"name_contains"`
}

const nameFilter = "Only groups whose name has this in it; case does not matter."

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "All Fastcall groups, in order of their names: public Salesforce groups that Fastcall has a record of. " +
			"Generated configuration lists all members of each; do not use it together with that of `fastcall_group_member`.",
		Attributes: map[string]schema.Attribute{
			"name_contains": schema.StringAttribute{MarkdownDescription: nameFilter, Optional: true,
				Validators: []validator.String{framework.Filled()}},
		},
	}
}

// List implements list.ListResource.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	const what = "Fastcall groups"
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	var config filters
	l, ok := r.BeginList(ctx, req, stream, &config, what)
	if !ok {
		return
	}
	groups, err := groupsNamed(ctx, l.Org, config.NameContains.ValueString())
	if err != nil {
		l.Fail(what, err)
		return
	}
	groups = framework.Limited(l, what, groups)
	found := make([]framework.Found, 0, len(groups))
	for _, g := range groups {
		found = append(found, framework.Found{Name: g.Name, Identity: identityOf(l.OrganizationID, g.ID)})
	}
	if l.Full() {
		parts, err := l.Org.EverythingOfGroups(ctx)
		var whole []*fastcall.Group
		if err == nil {
			whole, err = l.Org.AllGroups(ctx, idsOf(groups), parts)
		}
		if err != nil {
			l.Fail(what, err)
			return
		}
		for i, g := range whole {
			found[i].Fill = func(ctx context.Context, resource *tfsdk.Resource) diag.Diagnostics {
				return adopt(ctx, resource, g, parts)
			}
		}
	}
	l.Give(ctx, found)
}

// adopt writes a group as an import does.
func adopt(ctx context.Context, resource *tfsdk.Resource, g *fastcall.Group, parts fastcall.GroupParts) diag.Diagnostics {
	if g == nil {
		return nil // Deleted a moment ago: its import will say so.
	}
	var m model
	diags := resource.SetAttribute(ctx, path.Root("id"), g.ID)
	diags.Append(resource.Get(ctx, &m)...)
	if diags.HasError() {
		return diags
	}
	m.takeIn(g, parts)
	diags.Append(resource.Set(ctx, &m)...)
	return diags
}

// groupsNamed are the groups whose name contains a text.
func groupsNamed(ctx context.Context, org *fastcall.Org, text string) ([]fastcall.GroupSummary, error) {
	all, err := org.Groups(ctx)
	var named []fastcall.GroupSummary
	for _, g := range all {
		if strings.Contains(strings.ToLower(g.Name), strings.ToLower(text)) {
			named = append(named, g)
		}
	}
	return named, err
}

func idsOf(groups []fastcall.GroupSummary) []string {
	ids := make([]string, 0, len(groups))
	for _, g := range groups {
		ids = append(ids, g.ID)
	}
	return ids
}
