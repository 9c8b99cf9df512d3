package group

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// planDestroy lists what points at the group and what becomes of it.
func (r *Resource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.HasOrg() {
		return
	}
	org, _ := r.bound(ctx, "plan", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	org.HoldGroup(state.ID.ValueString())
	policy := state.policy()
	g, err := org.Group(ctx, state.ID.ValueString(), fastcall.GroupParts{Ties: true})
	if err == nil && g != nil {
		err = org.MayReassign(ctx, g, policy)
	}
	if stranger := new(fastcall.NotFastcallUserError); errors.As(err, &stranger) {
		// Another resource may onboard the user before the apply gets here.
		resp.Diagnostics.Append(framework.Warn("Destroying "+state.subject()+" gives its numbers to somebody who is no Fastcall user", err))
		err = nil
	}
	if err != nil {
		resp.Diagnostics.Append(diagnose("plan the destruction of", state.subject(), err)...)
		return
	}
	if g == nil {
		return
	}
	ties := g.Ties(policy)
	// Numbers may be taken away by other resources in the same apply; nothing else here manages the rest.
	kept := slices.DeleteFunc(fastcall.Kept(ties), func(t fastcall.Tie) bool {
		return t.Kind == fastcall.TieNumber || t.Kind == fastcall.TieAccess
	})
	if len(kept) > 0 {
		err = &fastcall.GroupBlockedError{Ties: kept}
	} else {
		err = mayDelete(ctx, org, g, policy)
	}
	if err != nil {
		resp.Diagnostics.Append(diagnose("destroy", state.subject(), err)...)
	}
	resp.Diagnostics.Append(framework.GroupTies("Destroying %s", state.subject(), ties, g.Unseen())...)
}

// mayDelete returns an error if the API user lacks a right that deleting the
// group takes.
func mayDelete(ctx context.Context, org *fastcall.Org, g *fastcall.Group, policy fastcall.GroupPolicy) error {
	needs, err := org.ToDelete(ctx, g, policy)
	if err != nil {
		return err
	}
	return org.Preflight(ctx, needs)
}
