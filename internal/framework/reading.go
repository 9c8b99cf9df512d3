package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// Reading is how the read of a resource begins.
type Reading struct {
	// Org is nil while the provider block is not known: then nothing is known
	// of the resource, and nothing of it changes.
	Org *fastcall.Org
	// OrganizationID is the org that the resource lives in.
	OrganizationID string
	// Importing is set for the first read of a resource, which follows an import.
	Importing bool
}

// Verb is what a diagnostic says that cannot be done.
func (r Reading) Verb() string {
	if r.Importing {
		return "import"
	}
	return "read"
}

// BeginRead returns the org of a resource to read after holding it against the
// one that the resource was made in. It is false after an error.
func (b *Base) BeginRead(ctx context.Context, private PrivateReader, subject string, diags *diag.Diagnostics) (Reading, bool) {
	bound, more := BoundTo(ctx, private)
	diags.Append(more...)
	if diags.HasError() {
		return Reading{}, false
	}
	reading := Reading{OrganizationID: bound, Importing: bound == ""}
	if !b.HasOrg() && !reading.Importing {
		return reading, true // The provider block has said itself that it is not known yet.
	}
	if reading.Org = b.Org(diags); reading.Org == nil {
		return reading, false
	}
	reading.OrganizationID, more = Bind(ctx, reading.Org, private, reading.Verb(), subject)
	diags.Append(more...)
	return reading, !diags.HasError()
}
