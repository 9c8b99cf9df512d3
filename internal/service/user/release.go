package user

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// preview looks ahead at a release: at rights that the API user lacks for it,
// and at what stands in its way. Both are looked for before either is said.
func preview(ctx context.Context, org *fastcall.Org, state *model, n notes) diag.Diagnostics {
	var diags diag.Diagnostics
	needs := state.toRelease(n)
	if n.Ours == nil { // Else a failed onboarding is undone, and nothing else is touched.
		f, err := org.Forecast(ctx, state.ID.ValueString(), state.releasePolicy())
		if err != nil {
			diags.Append(diagnose("release", state.subject(), err)...)
		} else {
			diags.Append(forecast(f)...)
			needs = needs.And(f.Needs())
		}
	}
	if err := org.Preflight(ctx, needs); err != nil {
		diags.Append(diagnose("release", state.subject(), err)...)
	}
	return diags
}

// forecast says in one diagnostic what stands in the way of a release and what
// will happen to it. What will stop the release for certain makes it an error;
// what another resource may take away before that is no more than a warning.
func forecast(f *fastcall.Forecast) diag.Diagnostics {
	diags := unseen(f.Unseen)
	if blocked := f.Blocked(); blocked != nil {
		diags.Append(diagnose("release", f.User.Username, blocked)...)
	} else if text := forecastText(f); text != "" {
		diags.AddWarning(fmt.Sprintf("%s leaves Fastcall", f.User.Username), text)
	}
	if f.Target != nil {
		diags.Append(framework.Warn(fmt.Sprintf("%s leaves nobody to take over", f.User.Username), f.Target))
	}
	return diags
}

func forecastText(f *fastcall.Forecast) string {
	var parts []string
	var cleared, kept []fastcall.Blocker
	for _, b := range f.Blockers {
		if b.Action == fastcall.PolicyKeep {
			kept = append(kept, b)
		} else {
			cleared = append(cleared, b)
		}
	}
	if len(cleared) > 0 {
		parts = append(parts, "This stands in the way of the release, and this becomes of it:\n"+framework.BlockerLines(cleared))
	}
	if len(kept) > 0 {
		parts = append(parts, "This stays the user's:\n"+framework.BlockerLines(kept))
	}
	if len(f.Stops()) > 0 {
		parts = append(parts, "What stops the release and is not gone when it begins, makes the apply fail. Terraform destroys a user "+
			"before it updates what no longer names the user, unless the user has lifecycle { create_before_destroy = true }.")
	}
	return strings.Join(append(parts, unrecognised(f.Unrecognised)...), "\n\n")
}

// unrecognised is a part for what refers to the user besides, if anything does.
func unrecognised(found []fastcall.Unrecognised) []string {
	if len(found) == 0 {
		return nil
	}
	return []string{framework.NotRecognised(found)}
}

// unseen says where a release does not look.
func unseen(where fastcall.Unseen) diag.Diagnostics {
	var diags diag.Diagnostics
	if where.Any() {
		diags.AddWarning(framework.NotLookedAt(where))
	}
	return diags
}

// receiptOf says what a release cleared and what it could not take away; a
// release with nothing of either needs no words.
func receiptOf(receipt *fastcall.Receipt) diag.Diagnostics {
	if receipt.Superseded {
		return diag.Diagnostics{diag.NewWarningDiagnostic(
			fmt.Sprintf("%s was not released", receipt.User.Username),
			"This apply has onboarded the same user in another instance, which keeps the user. Only the old instance left the state.")}
	}
	diags := unseen(receipt.Unseen)
	parts := receiptParts(receipt)
	if len(parts) == 0 {
		return diags
	}
	parts = append(parts, "The seat is free for another user. The call history stays, and the Fastcall subscription is unchanged.")
	diags.AddWarning(fmt.Sprintf("Released %s from Fastcall", receipt.User.Username), strings.Join(parts, "\n\n"))
	return diags
}

func receiptParts(receipt *fastcall.Receipt) []string {
	var parts []string
	if len(receipt.Cleared) > 0 {
		parts = append(parts, "Cleared on the way:\n"+framework.BlockerLines(receipt.Cleared))
	}
	if len(receipt.Left) > 0 {
		parts = append(parts, "Still the user's:\n"+framework.BlockerLines(receipt.Left))
	}
	parts = append(parts, unrecognised(receipt.Unrecognised)...)
	if len(receipt.Kept) > 0 {
		parts = append(parts, "Still held, because a group cannot be taken apart:\n"+groupedLines(receipt.Kept)+
			"\nRemove the user from the permission set group.")
	}
	if receipt.CallCenter != nil {
		parts = append(parts, fmt.Sprintf("The user stays in call center %q, which this resource did not give.", receipt.CallCenter.Name))
	}
	return parts
}
