package phonenumber

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ImportState takes an assignment over by identity or by a text: the number in
// international form, or the id of its record. Arguments that live in the
// configuration only get their defaults, and what may be left unmanaged is
// left so, so that the first plan after an import writes nothing for them.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	text := req.ID
	org := r.Org(&resp.Diagnostics)
	if text == "" && req.Identity != nil && !req.Identity.Raw.IsNull() {
		var identity identityModel
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		text = identity.PhoneNumberID.ValueString()
		if !resp.Diagnostics.HasError() {
			if err := framework.SameOrg(ctx, org, identity.OrganizationID.ValueString()); err != nil {
				resp.Diagnostics.Append(diagnose("import", "phone number "+text, err)...)
			}
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}
	id := importID(ctx, org, text, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(begin(ctx, &resp.State, id)...)
}

// begin writes the id, and the defaults of what lives in the configuration only.
func begin(ctx context.Context, to framework.Attributes, id string) diag.Diagnostics {
	diags := to.SetAttribute(ctx, path.Root("id"), id)
	diags.Append(to.SetAttribute(ctx, path.Root("replace_existing_assignment"), false)...)
	return diags
}

// importID is the id of the one number that a text names.
func importID(ctx context.Context, org *fastcall.Org, text string, diags *diag.Diagnostics) string {
	if id := framework.SalesforceID(text).ID18(); id != "" {
		return id // The read that follows looks it up.
	}
	name := fmt.Sprintf("phone number %q", text)
	if !strings.HasPrefix(text, "+") {
		diags.Append(framework.Diagnose("import", name, &framework.NoNumberError{Text: text})...)
		return ""
	}
	if _, err := e164.Parse(text); err != nil {
		diags.AddError("Cannot import "+name, framework.MalformedNumber(err))
		return ""
	}
	number, err := org.PhoneNumber(ctx, fastcall.NumberKey{Number: text})
	if err != nil {
		diags.Append(framework.Diagnose("import", name, err)...)
		return ""
	}
	return number.ID
}
