package user

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ModifyPlan checks what a plan can know and marks what an apply will touch.
// Terraform calls it for creates, updates and destroys, in no fixed order, and
// again during the apply, where it must come to the same result.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	ctx = walk.LookingOn(ctx)
	if req.Plan.Raw.IsNull() {
		r.planRelease(ctx, req, resp)
		return
	}
	p := planner{resp: resp, raw: req.State.Raw}
	resp.Diagnostics.Append(framework.Fill(ctx, req.Config, &p.config)...)
	resp.Diagnostics.Append(framework.Fill(ctx, req.Plan, &p.plan)...)
	if !req.State.Raw.IsNull() {
		p.state = &model{}
		resp.Diagnostics.Append(framework.Fill(ctx, req.State, p.state)...)
		p.notes = readNotes(ctx, req.Private, &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if r.HasOrg() {
		p.org = r.Org(&resp.Diagnostics)
		defer p.org.Planning()()
	}
	if p.state == nil {
		p.create(ctx)
		return
	}
	if p.org != nil {
		_, diags := framework.Bind(ctx, p.org, req.Private, "plan", p.state.subject())
		resp.Diagnostics.Append(diags...)
		if diags.HasError() {
			return
		}
	}
	p.update(ctx)
}

// planRelease says what stands in the way of a release and what will happen
// to it, and looks whether another resource keeps the user who leaves.
func (r *Resource) planRelease(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state model
	resp.Diagnostics.Append(framework.Fill(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() || !r.HasOrg() {
		return
	}
	b := r.bound(ctx, "release", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	defer b.org.Planning()()
	if err := b.org.ClaimUser(state.ID.ValueString(), b.notes.Instance, true); err != nil {
		warnShared(err, &state, &resp.Diagnostics)
	} else {
		warnReturning(b.org, state.ID.ValueString(), state.subject(), &resp.Diagnostics)
	}
	resp.Diagnostics.Append(preview(ctx, b.org, &state, b.notes)...)
}

// warnReturning warns of a user whom one resource releases and another one
// onboards. Whichever of the two is planned second says so.
func warnReturning(org *fastcall.Org, userID, who string, diags *diag.Diagnostics) {
	if org.Returns(userID) {
		diags.Append(framework.Warn(who+" leaves and comes back", &fastcall.ReturningUserError{}))
	}
}

// warnShared warns of two instances for one user.
func warnShared(err error, state *model, diags *diag.Diagnostics) {
	if err != nil {
		diags.Append(framework.Warn(state.subject()+" is in the state twice", err))
	}
}

// planner is one look at the future of one user. Without an org, because the
// provider block is not known yet, it marks what a change may touch and checks
// nothing.
type planner struct {
	org          *fastcall.Org
	config, plan model
	state        *model // nil for a create
	notes        notes
	resp         *resource.ModifyPlanResponse
	raw          tftypes.Value // the state as it came
}

// create says who will be onboarded, and what will stop it.
func (p *planner) create(ctx context.Context) {
	if p.org == nil {
		return
	}
	target := p.target(ctx)
	if p.resp.Diagnostics.HasError() {
		return
	}
	p.promiseCallCenter(ctx, target)
	p.promiseLicense(ctx)
	p.preflight(ctx, p.toOnboard())
	keys, known := p.config.keys()
	if !known || p.resp.Diagnostics.HasError() {
		return
	}
	user, err := p.org.FindUser(ctx, keys)
	if notYet := new(fastcall.UserNotFoundError); errors.As(err, &notYet) {
		p.obstacle(topicNobody, fmt.Sprintf("No user with %s yet", keys[0]), err)
		return
	}
	if err != nil {
		p.fail(err)
		return
	}
	p.checkPolicy(user)
	p.obstacles(ctx, user, target)
	p.org.Expect(user.ID)
	p.foreseeCreate(ctx, user, target)
	warnReturning(p.org, user.ID, user.Username, &p.resp.Diagnostics)
	// Of the user, the id is all that does not change between plan and apply.
	p.set(ctx, "id", framework.SalesforceID(user.ID))
	if p.config.UserID.IsNull() {
		p.set(ctx, "user_id", framework.SalesforceID(user.ID))
	}
	if !user.IsGuest() {
		p.want(ctx, user.ID, true)
	}
}

// update finds out whether the resource still means the same user, and which
// parts an apply will mend.
func (p *planner) update(ctx context.Context) {
	p.markRoles(ctx)
	if p.org == nil {
		p.markBlindly(ctx)
		return
	}
	warnShared(p.org.ClaimUser(p.state.ID.ValueString(), p.notes.Instance, false), p.state, &p.resp.Diagnostics)
	keys, known := p.config.keys()
	if !known {
		p.resp.Diagnostics.AddWarning(fmt.Sprintf("It is not known yet whom %s will be", p.state.subject()),
			"The key of this resource depends on something that is not applied yet. If it turns out to name another user, the "+
				"apply stops there and a second one replaces the user.")
	} else if !p.state.goesBy(keys) {
		another, err := p.namesAnother(ctx, keys)
		if err != nil {
			p.fail(err)
			return
		}
		if another {
			p.resp.RequiresReplace = append(p.resp.RequiresReplace, path.Root(framework.KeyAttribute(keys[0])))
			// A replacement gets no plan of its destroy: the old user is looked at here.
			p.resp.Diagnostics.Append(preview(ctx, p.org, p.state, p.notes)...)
			return
		}
	}
	p.org.Expect(p.state.ID.ValueString())
	p.checkPolicy(p.presentUser())
	target := p.target(ctx)
	if p.resp.Diagnostics.HasError() {
		return
	}
	p.markLicense(ctx)
	if target == nil || target.ID != p.state.CallCenterID.ValueString() {
		p.promiseCallCenter(ctx, target)
	}
	p.preflight(ctx, p.toChange(target))
	p.obstacles(ctx, p.presentUser(), target)
	p.foreseeUpdate(ctx, target)
	p.want(ctx, p.state.ID.ValueString(), p.changes())
}

// checkPolicy refuses a release policy that can never work, once all of it is
// known.
func (p *planner) checkPolicy(user fastcall.User) {
	for _, value := range p.plan.Release.Attributes() {
		if value.IsUnknown() {
			return
		}
	}
	if p.plan.Release.IsUnknown() {
		return
	}
	p.refusePolicy(p.org.CheckPolicy(user, p.plan.releasePolicy()))
}

// markRoles marks what follows from another set of roles.
func (p *planner) markRoles(ctx context.Context) {
	if !p.plan.Roles.Equal(p.state.Roles) {
		p.set(ctx, "permission_set_assignment_ids", types.MapUnknown(types.StringType))
	}
}

// markBlindly marks what an apply may touch when there is no org to ask: with
// any change, the call center and the license may turn out to need mending.
func (p *planner) markBlindly(ctx context.Context) {
	if !p.changes() {
		return
	}
	p.set(ctx, "call_center_id", types.StringUnknown())
	p.set(ctx, "licensed", types.BoolUnknown())
	p.set(ctx, "license_assignment_id", types.StringUnknown())
}

// markLicense plans a seat for a user who lost it.
func (p *planner) markLicense(ctx context.Context) {
	if !p.unlicensed() {
		return
	}
	licensing, err := p.org.Licensing(ctx)
	if err != nil {
		p.fail(err)
		return
	}
	switch licensing {
	case fastcall.BySeat:
		p.set(ctx, "licensed", types.BoolValue(true))
		p.set(ctx, "license_assignment_id", types.StringUnknown())
	case fastcall.BySite:
		p.set(ctx, "licensed", types.BoolValue(true))
	case fastcall.Elsewhere: // Nobody looks, so nothing is promised.
	}
}

func (p *planner) unlicensed() bool {
	return p.state != nil && !p.state.Licensed.IsNull() && !p.state.Licensed.ValueBool()
}

// presentUser is the user as the state knows it.
func (p *planner) presentUser() fastcall.User {
	return fastcall.User{
		ID: p.state.ID.ValueString(), Username: p.state.subject(), CallCenterID: p.state.CallCenterID.ValueString(),
		// A deactivated user stands in the way of nothing but a new seat.
		Active: p.state.IsActive.ValueBool() || !p.unlicensed(),
	}
}

// promiseCallCenter plans the call center by id, so that a reviewer sees which
// one it will be.
func (p *planner) promiseCallCenter(ctx context.Context, target *fastcall.CallCenter) {
	id := types.StringUnknown()
	if target != nil {
		id = types.StringValue(target.ID)
	}
	p.set(ctx, "call_center_id", id)
}

// promiseLicense plans what an onboarding gives: it succeeds only with a
// license.
func (p *planner) promiseLicense(ctx context.Context) {
	licensing, err := p.org.Licensing(ctx)
	if err != nil {
		p.fail(err)
		return
	}
	licensed := types.BoolValue(true)
	if licensing == fastcall.Elsewhere {
		licensed = types.BoolNull()
	}
	p.set(ctx, "licensed", licensed)
	if licensing != fastcall.BySeat {
		p.set(ctx, "license_assignment_id", types.StringNull())
	}
	p.resp.Diagnostics.Append(siteLicenseNote(p.org, licensing)...)
}

// namesAnother tells whether a key that the state does not go by means
// another user. A key that means nobody while the user lives on is an error.
func (p *planner) namesAnother(ctx context.Context, keys []fastcall.UserKey) (bool, error) {
	user, err := p.org.FindUser(ctx, keys)
	if err == nil {
		return !p.state.ID.Same(framework.SalesforceID(user.ID)), nil
	}
	if gone := new(fastcall.UserNotFoundError); !errors.As(err, &gone) {
		return false, err
	}
	now, nowErr := p.org.FindUser(ctx, []fastcall.UserKey{{ID: p.state.ID.ValueString()}})
	if nowErr != nil {
		return false, err
	}
	return false, &framework.RenamedError{Key: keys[0], Now: now}
}

// target resolves roles and call center, so that a wrong name is an error of
// the plan. It is nil while the call center is unknown.
func (p *planner) target(ctx context.Context) *fastcall.CallCenter {
	for _, role := range stringsOf(p.plan.Roles) {
		if _, err := p.org.RoleSet(ctx, fastcall.Role(role)); err != nil {
			p.fail(err)
			return nil
		}
	}
	if p.plan.CallCenter.IsUnknown() {
		return nil
	}
	target, err := p.org.UserCallCenter(ctx, p.plan.CallCenter.ValueString())
	if err != nil {
		p.fail(err)
		return nil
	}
	return &target
}

// obstacles warns of what will stop the apply unless it is gone by then.
func (p *planner) obstacles(ctx context.Context, user fastcall.User, target *fastcall.CallCenter) {
	switch {
	case user.IsGuest():
		p.obstacle(topicInactive, "Cannot onboard site guest "+user.Username, &fastcall.GuestUserError{User: user})
	case !user.Active:
		p.obstacle(topicInactive, "Cannot onboard inactive user "+user.Username, &fastcall.InactiveUserError{User: user})
	}
	if target == nil {
		return
	}
	enrollment := fastcall.Enrollment{GivenCallCenters: p.notes.CallCenters, ReplaceCallCenter: p.plan.ReplaceExistingCallCenter.IsUnknown() ||
		p.plan.ReplaceExistingCallCenter.ValueBool()}
	if err := p.org.MayMove(ctx, user, *target, enrollment); err != nil {
		p.obstacle(topicElsewhere, user.Username+" is in another call center", err)
	}
}

// fail adds an error about the user that the configuration means.
func (p *planner) fail(err error) {
	who := "the user"
	if keys, known := p.config.keys(); known {
		who = subject(keys)
	}
	p.resp.Diagnostics.Append(diagnose("plan", who, err)...)
}

func (p *planner) set(ctx context.Context, name string, value any) {
	p.resp.Diagnostics.Append(p.resp.Plan.SetAttribute(ctx, path.Root(name), value)...)
}
