package user

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

func identityOf(organizationID, userID string) identityModel {
	return identityModel{OrganizationID: types.StringValue(organizationID), UserID: types.StringValue(userID)}
}

// ImportState takes a user in by id of 15 or 18 characters, or by identity.
// Arguments that live in the configuration only get their defaults, so that
// the first plan after an import has nothing to write for them.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	given := req.ID
	if given == "" && req.Identity != nil {
		var identity identityModel
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		if resp.Diagnostics.HasError() || !r.inThisOrg(ctx, identity, resp) {
			return
		}
		given = identity.UserID.ValueString()
	}
	id, why := framework.NotAUser(given)
	if why != "" {
		resp.Diagnostics.AddError(fmt.Sprintf("Cannot import user %q", given), why)
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("replace_existing_call_center"), false)...)
}

// inThisOrg refuses an identity of another org.
func (r *Resource) inThisOrg(ctx context.Context, identity identityModel, resp *resource.ImportStateResponse) bool {
	org := r.Org(&resp.Diagnostics)
	if org == nil {
		return false
	}
	err := framework.SameOrg(ctx, org, identity.OrganizationID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(diagnose("import", "user "+identity.UserID.ValueString(), err)...)
	}
	return err == nil
}
