package user

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ModifyPlan checks what a plan can know and marks what an apply will touch.
// Terraform calls it for creates, updates and destroys, in no fixed order, and
// again during the apply.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || !r.HasOrg() {
		return
	}
	var config, plan model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	p := planner{org: r.Org(&resp.Diagnostics), config: &config, plan: &plan}
	if req.State.Raw.IsNull() {
		p.create(ctx, resp)
		return
	}
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	p.update(ctx, &state, resp)
}

// planner is one look at the future of one user.
type planner struct {
	org          *fastcall.Org
	config, plan *model
}

// create says who will be onboarded, and what will stop it.
func (p *planner) create(ctx context.Context, resp *resource.ModifyPlanResponse) {
	target := p.target(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	p.promiseCallCenter(ctx, target, resp)
	p.promiseLicense(ctx, resp)
	key, known := p.config.key()
	if !known || resp.Diagnostics.HasError() {
		return
	}
	user, err := p.org.FindUser(ctx, key)
	if notYet := new(fastcall.UserNotFoundError); errors.As(err, &notYet) {
		resp.Diagnostics.Append(framework.Warn(fmt.Sprintf("No user %s yet", subjectName(key)), err, blamable...))
		return
	}
	if err != nil {
		resp.Diagnostics.Append(diagnose("plan", subject(key), err)...)
		return
	}
	resp.Diagnostics.Append(p.obstacles(ctx, user, target)...)
	// Of the user, the id is all that cannot change between plan and apply.
	setAttribute(ctx, resp, "id", framework.SalesforceID(user.ID))
	if p.config.UserID.IsNull() {
		setAttribute(ctx, resp, "user_id", framework.SalesforceID(user.ID))
	}
}

// update finds out whether the resource still means the same user, and which
// parts an apply will mend.
func (p *planner) update(ctx context.Context, state *model, resp *resource.ModifyPlanResponse) {
	if key, known := p.config.key(); known && !state.goesBy(key) {
		replaced, err := p.namesAnother(ctx, key, state)
		if err != nil {
			resp.Diagnostics.Append(diagnose("plan", state.subject(), err)...)
			return
		}
		if replaced {
			resp.RequiresReplace = append(resp.RequiresReplace, path.Root(framework.KeyAttribute(key)))
			return
		}
	}
	target := p.target(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if !p.plan.Roles.Equal(state.Roles) {
		setAttribute(ctx, resp, "permission_set_assignment_ids", types.MapUnknown(types.StringType))
	}
	if !state.Licensed.IsNull() && !state.Licensed.ValueBool() {
		setAttribute(ctx, resp, "licensed", types.BoolValue(true))
		setAttribute(ctx, resp, "license_assignment_id", types.StringUnknown())
	}
	if target == nil || target.ID != state.CallCenterID.ValueString() {
		p.promiseCallCenter(ctx, target, resp)
		user := fastcall.User{Username: state.subject(), ID: state.ID.ValueString(),
			CallCenterID: state.CallCenterID.ValueString(), Active: true}
		resp.Diagnostics.Append(p.obstacles(ctx, user, target)...)
	}
}

// promiseCallCenter plans the call center by id, so that a reviewer sees which
// one it will be.
func (p *planner) promiseCallCenter(ctx context.Context, target *fastcall.CallCenter, resp *resource.ModifyPlanResponse) {
	id := types.StringUnknown()
	if target != nil {
		id = types.StringValue(target.ID)
	}
	setAttribute(ctx, resp, "call_center_id", id)
}

// promiseLicense plans what an onboarding gives: it succeeds only with a
// license.
func (p *planner) promiseLicense(ctx context.Context, resp *resource.ModifyPlanResponse) {
	licensing, err := p.org.Licensing(ctx)
	if err != nil {
		resp.Diagnostics.Append(diagnose("plan", p.who(), err)...)
		return
	}
	switch licensing {
	case fastcall.BySeat:
		setAttribute(ctx, resp, "licensed", types.BoolValue(true))
	case fastcall.BySite:
		setAttribute(ctx, resp, "licensed", types.BoolValue(true))
		setAttribute(ctx, resp, "license_assignment_id", types.StringNull())
	case fastcall.Elsewhere:
		setAttribute(ctx, resp, "licensed", types.BoolNull())
		setAttribute(ctx, resp, "license_assignment_id", types.StringNull())
	}
}

// who names the user that the configuration means.
func (p *planner) who() string {
	if key, known := p.config.key(); known {
		return subject(key)
	}
	return "the user"
}

// namesAnother tells whether a key that the state does not go by means
// another user. A key that means nobody while the user lives on is an error:
// the user was renamed.
func (p *planner) namesAnother(ctx context.Context, key fastcall.UserKey, state *model) (bool, error) {
	user, err := p.org.FindUser(ctx, key)
	if err == nil {
		return !state.ID.Same(framework.SalesforceID(user.ID)), nil
	}
	if gone := new(fastcall.UserNotFoundError); !errors.As(err, &gone) {
		return false, err
	}
	now, nowErr := p.org.FindUser(ctx, fastcall.UserKey{ID: state.ID.ValueString()})
	if nowErr != nil {
		return false, err
	}
	return false, &framework.RenamedError{Key: key, Now: now}
}

// target resolves roles and call center, so that a wrong name is an error of
// the plan. It is nil while the call center is unknown.
func (p *planner) target(ctx context.Context, diags *diag.Diagnostics) *fastcall.CallCenter {
	for _, role := range stringsOf(p.plan.Roles) {
		if _, err := p.org.RoleSet(ctx, fastcall.Role(role)); err != nil {
			diags.Append(diagnose("plan", p.who(), err)...)
			return nil
		}
	}
	if p.plan.CallCenter.IsUnknown() {
		return nil
	}
	target, err := p.org.UserCallCenter(ctx, p.plan.CallCenter.ValueString())
	if err != nil {
		diags.Append(diagnose("plan", p.who(), err)...)
		return nil
	}
	return &target
}

// obstacles warns of what will stop the apply unless it is gone by then.
func (p *planner) obstacles(ctx context.Context, user fastcall.User, target *fastcall.CallCenter) diag.Diagnostics {
	var diags diag.Diagnostics
	switch {
	case user.IsGuest():
		diags.Append(framework.Warn("Cannot onboard site guest "+user.Username, &fastcall.GuestUserError{User: user}, blamable...))
	case !user.Active:
		diags.Append(framework.Warn("Cannot onboard inactive user "+user.Username, &fastcall.InactiveUserError{User: user}, blamable...))
	}
	if target == nil {
		return diags
	}
	asked := p.plan.ReplaceExistingCallCenter.IsUnknown() || p.plan.ReplaceExistingCallCenter.ValueBool()
	if err := p.org.MayMove(ctx, user, *target, asked); err != nil {
		diags.Append(framework.Warn(user.Username+" is in another call center", err, blamable...))
	}
	return diags
}

func subjectName(key fastcall.UserKey) string { return "with " + key.String() }

func setAttribute(ctx context.Context, resp *resource.ModifyPlanResponse, name string, value any) {
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(name), value)...)
}
