package framework

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	tflist "github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// Listing is one run of a list resource.
type Listing struct {
	Org            *fastcall.Org
	OrganizationID string
	request        tflist.ListRequest
	stream         *tflist.ListResultsStream
	diags          diag.Diagnostics
}

// Found is one thing that a list resource found.
type Found struct {
	// Name is what people know it by.
	Name string
	// Identity is what an import block says of it.
	Identity any
	// Fill writes the attributes as a configuration is to have them; nil if
	// nobody asked for them.
	Fill func(context.Context, *tfsdk.Resource) diag.Diagnostics
}

// Attributes is where single attributes are written: the state of an import, or
// what a list shows.
type Attributes interface {
	SetAttribute(ctx context.Context, at path.Path, value any) diag.Diagnostics
}

// BeginList reads the filters into config and finds the org. It is false after
// an error, which the stream tells then.
func (b *Base) BeginList(
	ctx context.Context, req tflist.ListRequest, stream *tflist.ListResultsStream, config any, what string,
) (*Listing, bool) {
	l := &Listing{request: req, stream: stream}
	if !req.Config.Raw.IsNull() { // A list block needs no filters.
		l.diags.Append(req.Config.Get(ctx, config)...)
	}
	l.Org = b.Org(&l.diags)
	if !l.diags.HasError() {
		id, err := l.Org.ID(ctx)
		if err != nil {
			l.diags.Append(Diagnose("list", what, err)...)
		}
		l.OrganizationID = id
	}
	if l.diags.HasError() {
		stream.Results = tflist.ListResultsStreamDiagnostics(l.diags)
		return l, false
	}
	return l, true
}

// Full tells whether attributes are asked for, and not identities and names
// alone.
func (l *Listing) Full() bool { return l.request.IncludeResource }

// Fail ends the listing with an error.
func (l *Listing) Fail(what string, err error) {
	l.stream.Results = tflist.ListResultsStreamDiagnostics(Diagnose("list", what, err))
}

// Limited cuts what was found to as many as Terraform wants, and says so: a
// list that is not whole looks like one that is.
func Limited[T any](l *Listing, what string, found []T) []T {
	limit := l.request.Limit
	if limit <= 0 || int64(len(found)) <= limit {
		return found
	}
	l.diags.AddWarning(fmt.Sprintf("Listed %d of %d %s", limit, len(found), what),
		fmt.Sprintf("What to do: Raise limit in the list block to %d or more, or narrow the list by its filters.", len(found)))
	return found[:limit]
}

// Give hands over what was found.
func (l *Listing) Give(ctx context.Context, found []Found) {
	var results []tflist.ListResult
	if len(l.diags) > 0 {
		results = append(results, tflist.ListResult{Diagnostics: l.diags})
	}
	for _, one := range found {
		results = append(results, l.result(ctx, one))
	}
	l.stream.Results = slices.Values(results)
}

func (l *Listing) result(ctx context.Context, one Found) tflist.ListResult {
	result := l.request.NewListResult(ctx)
	result.DisplayName = one.Name
	result.Diagnostics.Append(result.Identity.Set(ctx, one.Identity)...)
	if l.request.IncludeResource && one.Fill != nil {
		result.Diagnostics.Append(one.Fill(ctx, result.Resource)...)
	}
	return result
}
