package framework

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// orgKey is where private state keeps the id of the org a resource lives in.
// A sandbox copied from production carries production's record ids, so a
// record id alone does not tell the two apart.
const orgKey = "organization"

// privateReader and privateWriter are the parts of the framework's private
// state that a binding needs.
type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// CheckOrg compares the org a resource was made in with the one behind the
// provider block, before anything the org says is believed. A resource that
// was imported a moment ago is bound to no org yet.
func CheckOrg(ctx context.Context, org *fastcall.Org, private privateReader, subject string) diag.Diagnostics {
	stored, diags := private.GetKey(ctx, orgKey)
	if diags.HasError() || len(stored) == 0 {
		return diags
	}
	var bound string
	if err := json.Unmarshal(stored, &bound); err != nil {
		return append(diags, Diagnose("read", subject, err)...)
	}
	if err := SameOrg(ctx, org, bound); err != nil {
		diags.Append(Diagnose("read", subject, err)...)
	}
	return diags
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

// IsBound tells whether a resource has been read or written before: only an
// import leaves one without an org.
func IsBound(ctx context.Context, private privateReader) bool {
	stored, diags := private.GetKey(ctx, orgKey)
	return !diags.HasError() && len(stored) > 0
}

// BindOrg writes the org a resource lives in to its private state.
func BindOrg(ctx context.Context, organizationID string, private privateWriter) diag.Diagnostics {
	value, err := json.Marshal(organizationID)
	if err != nil {
		return Diagnose("store", "the org's id", err)
	}
	return private.SetKey(ctx, orgKey, value)
}
