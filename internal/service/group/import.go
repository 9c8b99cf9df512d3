package group

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ImportState takes a Fastcall group in by identity, by the id of the
// Salesforce group, by name or by developer name. The read that follows takes
// in everything that the group has, so that generated configuration plans
// empty.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	org := r.Org(&resp.Diagnostics)
	if org == nil {
		return
	}
	text := req.ID
	if text == "" && req.Identity != nil && !req.Identity.Raw.IsNull() {
		var identity identityModel
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		text = identity.GroupID.ValueString()
		if err := framework.SameOrg(ctx, org, identity.OrganizationID.ValueString()); err != nil {
			resp.Diagnostics.Append(diagnose("import", "group "+text, err)...)
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}
	id := named(ctx, org, text, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
}

// named is the id of the one Fastcall group that a text names.
func named(ctx context.Context, org *fastcall.Org, text string, diags *diag.Diagnostics) string {
	if id := framework.SalesforceID(text).ID18(); strings.HasPrefix(id, "00G") {
		return id // The read that follows looks it up.
	}
	g, err := org.FindGroup(ctx, fastcall.GroupParts{}, fastcall.GroupKey{Name: text}, fastcall.GroupKey{DeveloperName: text})
	if err != nil {
		diags.Append(diagnose("import", fmt.Sprintf("group %q", text), err)...)
		return ""
	}
	return g.ID
}
