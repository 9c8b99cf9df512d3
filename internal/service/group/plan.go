package group

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ModifyPlan checks what a plan can know and marks what an apply will touch.
// Terraform calls it for creates, updates and destroys, in no fixed order, and
// again during the apply, where it must come to the same result.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	ctx = walk.LookingOn(ctx)
	if req.Plan.Raw.IsNull() {
		r.planDestroy(ctx, req, resp)
		return
	}
	p := planner{resp: resp}
	resp.Diagnostics.Append(req.Config.Get(ctx, &p.config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &p.plan)...)
	if !req.State.Raw.IsNull() {
		p.state = &model{}
		resp.Diagnostics.Append(req.State.Get(ctx, p.state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if r.HasOrg() {
		p.org = r.Org(&resp.Diagnostics)
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
	p.keepSpelling(ctx)
	if p.state.RecordID.IsNull() {
		p.set(ctx, "record_id", types.StringUnknown())
	}
	if p.org != nil {
		p.update(ctx, !resp.Plan.Raw.Equal(req.State.Raw))
	}
}

// planner is one look at the future of one group.
type planner struct {
	org          *fastcall.Org
	config, plan model
	state        *model // nil for a create
	resp         *resource.ModifyPlanResponse
}

// create derives what is left out and says what stands in the way.
func (p *planner) create(ctx context.Context) {
	if p.config.DeveloperName.IsNull() && !p.plan.Name.IsUnknown() {
		derived := derivedName(p.plan.Name.ValueString())
		if derived == "" {
			p.resp.Diagnostics.AddAttributeError(path.Root("developer_name"), "Cannot plan "+p.plan.subject(),
				"No developer name can be made from the name, which has neither letters nor digits of the Latin alphabet.\n\n"+
					"What to do: Set developer_name.")
			return
		}
		p.plan.DeveloperName = types.StringValue(derived)
		p.set(ctx, "developer_name", derived)
	}
	if p.org == nil || !p.fits(ctx) {
		return
	}
	var before *fastcall.Group
	if !p.plan.DeveloperName.IsUnknown() {
		if before = p.predecessor(ctx); p.resp.Diagnostics.HasError() {
			return
		}
	}
	have := &fastcall.Group{}
	if before != nil {
		have = before
		p.claimMembers(before.ID)
	}
	p.extension(ctx, have)
	p.strangers(ctx, have.Members)
	p.preflight(ctx, p.toCreate())
}

// predecessor looks for a group of the same developer name. One that the state
// has is about to be replaced by this one.
func (p *planner) predecessor(ctx context.Context) *fastcall.Group {
	before, err := p.org.Predecessor(ctx, p.plan.DeveloperName.ValueString(), fastcall.GroupParts{Members: true})
	switch {
	case err != nil:
		p.fail(err)
	case before == nil || p.org.HoldsGroup(before.ID):
	case before.Known():
		p.fail(&fastcall.GroupExistsError{Group: before})
	default:
		p.resp.Diagnostics.Append(willAdopt(&p.plan, before))
	}
	return before
}

// update checks what changes. changed tells whether anything does: a plan
// without changes asks nothing.
func (p *planner) update(ctx context.Context, changed bool) {
	id := p.state.ID.ValueString()
	p.org.HoldGroup(id)
	p.claimMembers(id)
	have := &fastcall.Group{ID: id, Extension: p.state.Extension.ValueString()}
	p.extension(ctx, have)
	if !changed || p.resp.Diagnostics.HasError() || !p.fits(ctx) {
		return
	}
	p.developerName(ctx)
	present := p.state.Members.ID18s()
	if p.state.Members.IsNull() && !p.plan.Members.IsNull() {
		g, err := p.org.Group(ctx, id, fastcall.GroupParts{Members: true})
		if err != nil {
			p.fail(err)
			return
		}
		if g != nil {
			present = g.Members
		}
	}
	p.strangers(ctx, present)
	p.preflight(ctx, p.toChange())
}

// claimMembers refuses a list of members for a group in which this walk manages
// single memberships.
func (p *planner) claimMembers(groupID string) {
	if p.config.Members.IsNull() {
		return
	}
	if err := p.org.ClaimMembers(groupID, true); err != nil {
		p.fail(err)
	}
}

// developerName refuses a new developer name that something else bears.
func (p *planner) developerName(ctx context.Context) {
	wanted := p.plan.DeveloperName
	if wanted.IsUnknown() || wanted.Equal(p.state.DeveloperName) {
		return
	}
	bearer, err := p.org.DeveloperNameBearer(ctx, wanted.ValueString())
	switch {
	case err != nil:
		p.fail(err)
	case bearer != nil && bearer.ID != p.state.ID.ValueString():
		p.fail(&fastcall.DeveloperNameError{Group: bearer})
	}
}

// keepSpelling plans lists that name the same records as they are in the
// state, so that another order is no change.
func (p *planner) keepSpelling(ctx context.Context) {
	for name, lists := range map[string][2]framework.IDList{
		"members":              {p.plan.Members, p.state.Members},
		"shared_recording_ids": {p.plan.SharedRecordingIDs, p.state.SharedRecordingIDs},
	} {
		if !lists[0].IsNull() && !lists[0].Equal(lists[1]) && lists[0].Same(lists[1]) {
			p.set(ctx, name, lists[1])
		}
	}
}

// fits tells whether the org can hold what is known of the plan.
func (p *planner) fits(ctx context.Context) bool {
	settings := p.plan.settings()
	p.resp.Diagnostics.Append(misfits(p.plan.ACD)...) // Validation has not seen what was unknown then.
	if err := p.org.RequireGroup(ctx, settings); err != nil {
		p.fail(err)
		return false
	}
	check := func(at path.Path, section schemamap.Section, key string, value any) {
		err := p.org.CheckValue(ctx, section, key, value)
		for _, d := range diagnoseMaybe("plan", p.plan.subject(), err) {
			p.resp.Diagnostics.Append(diag.WithPath(at, d))
		}
	}
	if settings.Extension != nil {
		check(path.Root("extension"), schemamap.Group, "extension", *settings.Extension)
	}
	for _, option := range fastcall.ACDOptions {
		if value, set := settings.ACD[option.Key]; set {
			check(path.Root("acd").AtName(acdName(option.Key)), schemamap.ACD, option.Key, value)
		}
	}
	p.kinds(ctx, settings)
	return !p.resp.Diagnostics.HasError()
}

// kindOf is the section that the records of an option belong to.
var kindOf = map[string]schemamap.Section{
	"introductory_message": schemamap.Message, "waiting_message": schemamap.Message,
	"waiting_menu_ivr": schemamap.IVR, "no_answer_ivr": schemamap.IVR,
}

// kinds refuses ids of records of another kind.
func (p *planner) kinds(ctx context.Context, settings fastcall.GroupSettings) {
	check := func(at path.Path, kind schemamap.Section, id string) {
		for _, d := range diagnoseMaybe("plan", p.plan.subject(), p.org.CheckKind(ctx, kind, id)) {
			p.resp.Diagnostics.Append(diag.WithPath(at, d))
		}
	}
	for _, option := range fastcall.ACDOptions {
		if id, set := settings.ACD[option.Key].(string); set && kindOf[option.Key] != "" {
			check(path.Root("acd").AtName(acdName(option.Key)), kindOf[option.Key], id)
		}
	}
	for _, id := range settings.SharedRecordings {
		check(path.Root("shared_recording_ids"), schemamap.Message, id)
	}
}

func diagnoseMaybe(verb, who string, err error) diag.Diagnostics {
	if err == nil {
		return nil
	}
	return framework.Diagnose(verb, who, err)
}

// extension refuses one that another group of this walk shall have, too, and
// warns of one that another group has: the same plan may take it away there, and
// nobody knows before everything is planned.
func (p *planner) extension(ctx context.Context, have *fastcall.Group) {
	if p.plan.Extension.IsNull() || p.plan.Extension.IsUnknown() {
		return
	}
	wanted, instance := p.plan.Extension.ValueString(), have.ID
	if instance == "" {
		instance = p.plan.DeveloperName.ValueString()
	}
	err := p.org.ClaimExtension(wanted, instance)
	if err == nil && wanted != have.Extension {
		var holder *fastcall.Group
		holder, err = p.org.ExtensionHolder(ctx, wanted, have.ID)
		switch {
		case holder == nil:
		case holder.Name == "": // Gone or hidden, so no plan takes it away there.
			err = &fastcall.ExtensionTakenError{Extension: wanted, Holder: holder}
		default:
			p.resp.Diagnostics.Append(takesExtension(&p.plan, holder))
		}
	}
	if err != nil {
		p.fail(err)
	}
}

// strangers warns of new members who are no Fastcall users: another resource
// may onboard them before the apply gets here.
func (p *planner) strangers(ctx context.Context, present []string) {
	is := make(map[string]bool, len(present))
	for _, id := range present {
		is[id] = true
	}
	joiners := slices.DeleteFunc(p.plan.Members.ID18s(), func(id string) bool { return is[id] || p.org.Expected(id) })
	warning, err := warnOfStrangers(ctx, p.org, p.plan.subject(), joiners)
	if err != nil {
		p.fail(err)
	}
	p.resp.Diagnostics.Append(warning...)
}

func warnOfStrangers(ctx context.Context, org *fastcall.Org, group string, userIDs []string) (diag.Diagnostics, error) {
	strangers, err := org.Strangers(ctx, userIDs)
	if err != nil || len(strangers) == 0 {
		return nil, err
	}
	return diag.Diagnostics{framework.Warn(group+" gets members who are no Fastcall users yet",
		&fastcall.StrangersError{Strangers: strangers}, blamable...)}, nil
}

// fail adds an error about the group of the plan.
func (p *planner) fail(err error) {
	p.resp.Diagnostics.Append(diagnose("plan", p.plan.subject(), err)...)
}

func (p *planner) set(ctx context.Context, name string, value any) {
	p.resp.Diagnostics.Append(p.resp.Plan.SetAttribute(ctx, path.Root(name), value)...)
}
