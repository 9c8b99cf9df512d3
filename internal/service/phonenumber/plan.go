package phonenumber

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(m.contradictions()...)
	}
}

// contradictions are what no org can make right: no key, or not just one
// owner. What is unknown may still turn out to be what is missing.
func (m *model) contradictions() diag.Diagnostics {
	var diags diag.Diagnostics
	if m.PhoneNumber.IsNull() && m.PhoneNumberID.IsNull() {
		diags.AddError("No phone number is named", "The assignment does not say which number it is about.\n\n"+
			"What to do: Set phone_number = \"+…\" or phone_number_id.")
	}
	var owners []string
	for name, set := range map[string]bool{"user_id": !m.UserID.IsNull() && !m.UserID.IsUnknown(),
		"group_id": !m.GroupID.IsNull() && !m.GroupID.IsUnknown(), "org_wide": m.OrgWide.ValueBool()} {
		if set {
			owners = append(owners, name)
		}
	}
	_, whole := m.owner()
	const next = "\n\nWhat to do: Set exactly one of user_id, group_id and org_wide = true."
	switch {
	case len(owners) > 1:
		diags.AddError("A phone number has one owner", fmt.Sprintf("The assignment names %d of them.", len(owners))+next)
	case len(owners) == 0 && whole:
		diags.AddError("No owner of the phone number is named", "The assignment does not say who is given the number."+next)
	}
	return diags
}

// ModifyPlan checks what a plan can know. Terraform calls it for creates,
// updates and destroys, in no fixed order, and again during the apply, where
// it must come to the same result.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	ctx = walk.LookingOn(ctx)
	if req.Plan.Raw.IsNull() {
		r.planLeaving(ctx, req, resp)
		return
	}
	p := planner{resp: resp, raw: req.State.Raw}
	resp.Diagnostics.Append(req.Config.Get(ctx, &p.config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &p.plan)...)
	if !req.State.Raw.IsNull() {
		p.state = &model{}
		resp.Diagnostics.Append(req.State.Get(ctx, p.state)...)
	}
	p.notes = readNotes(ctx, req.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(p.config.contradictions()...)
	if resp.Diagnostics.HasError() || !r.HasOrg() {
		return
	}
	p.org = r.Org(&resp.Diagnostics)
	if p.state == nil {
		p.create(ctx)
		return
	}
	_, diags := framework.Bind(ctx, p.org, req.Private, "plan", p.state.subject())
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		p.update(ctx)
	}
}

// planLeaving looks whether another resource keeps the number, and whether the
// API user may take it away.
func (r *Resource) planLeaving(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.HasOrg() {
		return
	}
	b := r.bound(ctx, "unassign", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if err := b.org.LeaveNumber(state.ID.ValueString(), b.notes.Instance); err != nil {
		resp.Diagnostics.Append(framework.Warn(state.subject()+" is in the state twice", err))
	}
	if err := b.org.Preflight(ctx, state.needs(fastcall.Delete)); err != nil {
		resp.Diagnostics.Append(diagnose("unassign", state.subject(), err)...)
	}
}

// needs is what an assignment writes; verbs are what is done with access.
func (m *model) needs(verbs ...fastcall.Verb) fastcall.Needs {
	var n fastcall.Needs
	n.Write(true, schemamap.PhoneNumber, fastcall.Change)
	n.Write(!m.AvailableFor.IsNull(), schemamap.NumberAccess, verbs...)
	return n
}

// planner is one look at the future of one number.
type planner struct {
	org          *fastcall.Org
	config, plan model
	state        *model // nil for a create
	notes        notes
	resp         *resource.ModifyPlanResponse
	raw          tftypes.Value // the state as it came
}

// create says which number it will be, and what will stop it.
func (p *planner) create(ctx context.Context) {
	keys, known := p.config.keys()
	if !known {
		p.check(ctx, nil)
		return
	}
	number, err := p.org.PhoneNumber(ctx, keys...)
	if err != nil {
		p.fail(subject(keys), err)
		return
	}
	if p.preflight(ctx, subject(keys)) && p.check(ctx, number) {
		p.claim(ctx, number)
		// Of the number, the id is all that cannot change before the apply.
		p.set(ctx, "id", framework.SalesforceID(number.ID))
		if p.config.PhoneNumberID.IsNull() {
			p.set(ctx, "phone_number_id", framework.SalesforceID(number.ID))
		}
	}
}

// update finds out whether the resource still means the same number, and what
// stands in the way of the change.
func (p *planner) update(ctx context.Context) {
	keys, known := p.config.keys()
	if !known {
		p.resp.Diagnostics.AddWarning(fmt.Sprintf("It is not known yet which number %s will be", p.state.subject()),
			"The key of this resource depends on something that is not applied yet. If it turns out to name another number, the "+
				"apply stops there and a second one replaces the assignment.")
	} else if !p.state.goesBy(keys) {
		number, err := p.org.PhoneNumber(ctx, keys...)
		if err != nil {
			p.fail(subject(keys), err)
			return
		}
		if !p.state.ID.Same(framework.SalesforceID(number.ID)) {
			p.resp.RequiresReplace = append(p.resp.RequiresReplace, path.Root(framework.NumberAttribute(keys[0])))
			return
		}
	}
	number, err := p.org.PhoneNumber(ctx, fastcall.NumberKey{ID: p.state.ID.ValueString()})
	if err != nil {
		p.fail(p.state.subject(), err)
		return
	}
	if p.preflight(ctx, p.state.subject()) && p.check(ctx, number) {
		p.claim(ctx, number)
	}
}

// preflight makes rights that the API user lacks an error of the plan.
func (p *planner) preflight(ctx context.Context, name string) bool {
	if p.state != nil && p.resp.Plan.Raw.Equal(p.raw) {
		return true
	}
	if err := p.org.Preflight(ctx, p.plan.needs(fastcall.Create, fastcall.Delete)); err != nil {
		p.fail(name, err)
		return false
	}
	return true
}

// check holds what is wanted against the number; it is nil while that is not
// known. What may be gone by then is a warning.
func (p *planner) check(ctx context.Context, number *fastcall.PhoneNumber) bool {
	name := p.plan.subjectOf(number)
	wish := p.plan.wish()
	if err := p.org.CheckNumber(ctx, number, wish); err != nil {
		p.fail(name, err)
		return false
	}
	take := p.state != nil || p.plan.ReplaceExistingAssignment.IsUnknown() || p.plan.ReplaceExistingAssignment.ValueBool()
	if _, whole := p.plan.owner(); !whole {
		take = true // Whether it is the wanted one cannot be told yet.
	}
	obstacles, err := p.org.NumberObstacles(ctx, number, wish, take)
	if err != nil {
		p.fail(name, err)
		return false
	}
	for _, obstacle := range obstacles {
		p.resp.Diagnostics.Append(framework.Warn(summaryOf(name, obstacle), obstacle, blamable...))
	}
	return true
}

// summaryOf names an obstacle; Terraform folds warnings with equal summaries.
func summaryOf(name string, obstacle error) string {
	if taken := new(fastcall.NumberTakenError); errors.As(obstacle, &taken) {
		return name + " belongs to somebody else"
	}
	if stranger := new(fastcall.NotFastcallUserError); errors.As(obstacle, &stranger) {
		return fmt.Sprintf("%s is to be given %s and is no Fastcall user", stranger.User.Username, name)
	}
	return "A group that is to use " + name + " is no Fastcall group"
}

// claim warns or stops when another resource of this plan is about the number.
// An assignment that is replaced for reasons of its own is planned as a
// creation, too, and gets what the plan before noted: it is told from its like
// by that.
func (p *planner) claim(ctx context.Context, number *fastcall.PhoneNumber) {
	owner, whole := p.plan.owner()
	if !whole {
		return
	}
	n := p.notes.named()
	p.resp.Diagnostics.Append(n.write(ctx, p.resp.Private)...)
	err := p.org.ClaimNumber(number.ID, fastcall.Claim[fastcall.NumberOwner]{Instance: n.Instance, Planned: p.state == nil, Wish: owner})
	if shared := new(fastcall.SharedNumberError); errors.As(err, &shared) && shared.Leaves {
		p.resp.Diagnostics.Append(framework.Warn(framework.NumberName(*number)+" is in the state twice", err))
	} else if err != nil {
		p.fail(framework.NumberName(*number), err)
	}
}

// subjectOf names a number, or what is known of one that is not found yet.
func (m *model) subjectOf(number *fastcall.PhoneNumber) string {
	if number != nil {
		return framework.NumberName(*number)
	}
	return "the phone number"
}

func (p *planner) fail(name string, err error) {
	p.resp.Diagnostics.Append(diagnose("plan", name, err)...)
}

func (p *planner) set(ctx context.Context, name string, value any) {
	p.resp.Diagnostics.Append(p.resp.Plan.SetAttribute(ctx, path.Root(name), value)...)
}
