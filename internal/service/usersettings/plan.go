package usersettings

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ModifyPlan checks what a plan can know of what an apply will write. Terraform
// calls it in no fixed order and again during the apply, where it must come to
// the same result. What is not known yet is checked by the apply.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	ctx = walk.LookingOn(ctx)
	if req.Plan.Raw.IsNull() {
		r.planReset(ctx, req, resp)
		return
	}
	var plan model
	var state *model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	n := readNotes(ctx, req.Private, &resp.Diagnostics)
	if !req.State.Raw.IsNull() {
		state = &model{}
		resp.Diagnostics.Append(req.State.Get(ctx, state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	id := plan.UserID.ID18()
	if state == nil && id != "" {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("id"), framework.SalesforceID(id))...)
	}
	if !r.HasOrg() || state != nil && id != state.UserID.ID18() {
		return // A replacement is planned again as a creation.
	}
	org := r.Org(&resp.Diagnostics)
	if id != "" {
		// Also of what is not to change: another resource may be against it. One that
		// is replaced for reasons of its own is planned as a creation, too, and gets
		// what the plan before noted; a resource is told from its like by that.
		n = n.named()
		resp.Diagnostics.Append(n.write(ctx, resp.Private)...)
		if err := org.ClaimSettings(id, n.Instance); err != nil {
			resp.Diagnostics.Append(diagnose("plan", plan.subject(), err)...)
			return
		}
	}
	if req.Plan.Raw.Equal(req.State.Raw) {
		return
	}
	wish := plan.wish()
	var before *fastcall.SettingsWish
	if state != nil {
		_, diags := framework.Bind(ctx, org, req.Private, "plan", state.subject())
		resp.Diagnostics.Append(diags...)
		if diags.HasError() {
			return
		}
		wish.InitialStatus = ""
		wish.Dropped = plan.dropped(state, n.Names)
		was := state.wish()
		before = &was
	}
	if plan.ApplyMode.IsUnknown() {
		wish.UserID, wish.Open = "", true // Whether what exists matters is not known.
	}
	resp.Diagnostics.Append(check(ctx, org, plan.subject(), wish, before)...)
}

// check holds what is wanted against the rights of the API user and what the
// org can hold; before is nil for settings that are not managed yet.
func check(ctx context.Context, org *fastcall.Org, who string, wish fastcall.SettingsWish, before *fastcall.SettingsWish) diag.Diagnostics {
	if err := org.Preflight(ctx, wish.Rights(before)); err != nil {
		return diagnose("plan", who, err)
	}
	problems, err := org.CheckSettings(ctx, wish)
	if err != nil {
		return diagnose("plan", who, err)
	}
	var diags diag.Diagnostics
	for _, problem := range problems {
		diags.Append(framework.SettingsProblem(who, problem))
	}
	return diags
}

// planReset looks whether the API user may reset what a destroy resets.
func (r *Resource) planReset(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.HasOrg() || state.OnDestroy.ValueString() != destroyReset {
		return
	}
	b := r.bound(ctx, "reset", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	wish := state.wish()
	if err := b.org.Preflight(ctx, wish.ResetRights(b.notes.Names)); err != nil {
		resp.Diagnostics.Append(diagnose("reset", state.subject(), err)...)
	}
}
