package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// orgKey is where private state keeps the id of the org a resource lives in.
// A sandbox copied from production carries production's record ids, so a
// record id alone does not tell the two apart.
const orgKey = "organization"

// Bind returns the org behind the provider block after holding it against the
// one that the resource was made in, before anything the org says is
// believed. A resource that was imported a moment ago is bound to none yet.
func Bind(ctx context.Context, org *fastcall.Org, private PrivateReader, verb, subject string) (string, diag.Diagnostics) {
	bound, diags := BoundTo(ctx, private)
	actual, err := org.ID(ctx)
	if err == nil && bound != "" {
		err = SameOrg(ctx, org, bound)
	}
	if err != nil {
		diags.Append(Diagnose(verb, subject, err)...)
	}
	return actual, diags
}

// BoundTo returns the org that a resource was made in; empty right after an
// import.
func BoundTo(ctx context.Context, private PrivateReader) (string, diag.Diagnostics) {
	var diags diag.Diagnostics
	id := ReadNote[string](ctx, private, orgKey, &diags)
	return id, diags
}

// BindTo notes the org that a resource lives in.
func BindTo(ctx context.Context, organizationID string, private PrivateWriter) diag.Diagnostics {
	return WriteNote(ctx, private, orgKey, organizationID)
}

// SameOrg returns an error unless organizationID, of 15 or 18 characters, is
// the org behind the provider block.
func SameOrg(ctx context.Context, org *fastcall.Org, organizationID string) error {
	actual, err := org.ID(ctx)
	if err == nil && !salesforce.SameID(organizationID, actual) {
		err = &salesforce.WrongOrgError{Want: organizationID, Got: actual}
	}
	return err
}
