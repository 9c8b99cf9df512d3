package user

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

func identityOf(organizationID, userID string) identityModel {
	return identityModel{OrganizationID: types.StringValue(organizationID), UserID: types.StringValue(userID)}
}

// ImportState takes a user in by identity or by a text: an id of 15 or 18
// characters, username:…, federation_id:…, or a bare text that names one user
// in any of these ways. Arguments that live in the configuration only get
// their defaults, so that the first plan after an import writes nothing for
// them.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	var id string
	if req.ID == "" && req.Identity != nil && !req.Identity.Raw.IsNull() {
		id = r.importByIdentity(ctx, req, &resp.Diagnostics)
	} else {
		id = r.importByText(ctx, req.ID, &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(begin(ctx, &resp.State, id)...)
}

// begin writes the id, and the defaults of what lives in the configuration only.
func begin(ctx context.Context, to framework.Attributes, id string) diag.Diagnostics {
	diags := to.SetAttribute(ctx, path.Root("id"), id)
	diags.Append(to.SetAttribute(ctx, path.Root("replace_existing_call_center"), false)...)
	return diags
}

// importByIdentity returns the user id of an identity, which must be of the
// org behind the provider block.
func (r *Resource) importByIdentity(ctx context.Context, req resource.ImportStateRequest, diags *diag.Diagnostics) string {
	var identity identityModel
	diags.Append(req.Identity.Get(ctx, &identity)...)
	org := r.Org(diags)
	if diags.HasError() {
		return ""
	}
	given := identity.UserID.ValueString()
	id, why := framework.NotAUser(given)
	if why != "" {
		diags.AddError(fmt.Sprintf("Cannot import user %q", given), why)
		return ""
	}
	if err := framework.SameOrg(ctx, org, identity.OrganizationID.ValueString()); err != nil {
		diags.Append(diagnose("import", "user "+given, err)...)
	}
	return id
}

// importByText returns the id of the one user that a text names.
func (r *Resource) importByText(ctx context.Context, text string, diags *diag.Diagnostics) string {
	keys := importKeys(text)
	if len(keys) == 0 {
		_, why := framework.NotAUser(strings.TrimPrefix(text, "user_id:"))
		diags.AddError(fmt.Sprintf("Cannot import user %q", text), why)
		return ""
	}
	if len(keys) == 1 && keys[0].ID != "" {
		return keys[0].ID // The read that follows looks it up.
	}
	org := r.Org(diags)
	if org == nil {
		return ""
	}
	user, err := org.FindUserByAny(ctx, keys...)
	if missing := new(fastcall.UserNotFoundError); errors.As(err, &missing) && len(keys) > 1 {
		err = &framework.NobodyError{Text: text}
	}
	if err != nil {
		diags.Append(framework.Diagnose("import", fmt.Sprintf("user %q", text), err)...)
	}
	return user.ID
}

// importKeys lists what a text may mean. A bare id of a user could be
// somebody's federation id as well, so that is looked up, too.
func importKeys(text string) []fastcall.UserKey {
	if name, ok := strings.CutPrefix(text, "username:"); ok && name != "" {
		return []fastcall.UserKey{{Username: name}}
	}
	if name, ok := strings.CutPrefix(text, "federation_id:"); ok && name != "" {
		return []fastcall.UserKey{{FederationID: name}}
	}
	bare, explicit := strings.CutPrefix(text, "user_id:")
	id, why := framework.NotAUser(bare)
	switch {
	case why == "" && explicit:
		return []fastcall.UserKey{{ID: id}}
	case explicit || text == "":
		return nil
	case why == "":
		return []fastcall.UserKey{{ID: id}, {FederationID: text}}
	}
	return []fastcall.UserKey{{Username: text}, {FederationID: text}}
}
