package framework

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// mostOfAKind is how many warnings of one topic a walk prints by name. A plan
// over hundreds of users is to be read.
const mostOfAKind = 5

// Topic is a kind of warning that many users may give cause for.
type Topic struct {
	// Key tells topics apart.
	Key string
	// Rest is the summary of the one warning that speaks for those beyond the
	// first, Where says where to find them all.
	Rest, Where string
}

// Tell says a warning while there are few of its topic, and then once that
// there are more.
func (t Topic) Tell(org *fastcall.Org, warning diag.Diagnostic) diag.Diagnostics {
	switch org.Mention(t.Key, mostOfAKind) {
	case fastcall.Speak:
		return diag.Diagnostics{warning}
	case fastcall.Last:
		return diag.Diagnostics{diag.NewWarningDiagnostic(t.Rest,
			fmt.Sprintf("Warnings of this kind name %d users; for the others there is this one.\n\nWhat to do: %s", mostOfAKind, t.Where))}
	}
	return nil
}

// Ahead words an error as the warning of a plan: it will stop the apply unless
// something else puts it right before.
func Ahead(summary string, err error, attributes ...string) diag.Diagnostic {
	return warn(summary, "As things are, the apply will stop at this.", err, attributes...)
}
