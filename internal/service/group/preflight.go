package group

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// preflight makes rights that the API user lacks an error of the plan.
func (p *planner) preflight(ctx context.Context, needs fastcall.Needs) {
	if needs.None() || p.resp.Diagnostics.HasError() {
		return
	}
	if err := p.org.Preflight(ctx, needs); err != nil {
		p.fail(err)
	}
}

// toCreate is what making the group, or taking it over, writes.
func (p *planner) toCreate() fastcall.Needs {
	n := fastcall.Needs{Groups: true, Members: !p.plan.Members.IsNull()}
	add := need(&n)
	add(true, schemamap.Group, fastcall.Create, fastcall.Change)
	add(!p.plan.ACD.IsNull(), schemamap.ACD, fastcall.Create, fastcall.Change)
	add(!p.plan.SharedRecordingIDs.IsNull(), schemamap.MessageShare, fastcall.Create)
	add(p.plan.ThreeWayCalls.ValueBool(), schemamap.ThreeWayCall, fastcall.Create)
	return n
}

// toChange is what bringing the group from the state to the plan writes.
func (p *planner) toChange() fastcall.Needs {
	differs := func(planned, present attr.Value) bool { return !planned.IsNull() && !planned.Equal(present) }
	renamed := differs(p.plan.Name, p.state.Name)
	n := fastcall.Needs{Groups: renamed || differs(p.plan.DeveloperName, p.state.DeveloperName),
		Members: differs(p.plan.Members, p.state.Members)}
	add := need(&n)
	add(p.state.RecordID.IsNull(), schemamap.Group, fastcall.Create)
	add(renamed || differs(p.plan.Extension, p.state.Extension), schemamap.Group, fastcall.Change)
	add(differs(p.plan.ACD, p.state.ACD), schemamap.ACD, fastcall.Change)
	add(differs(p.plan.SharedRecordingIDs, p.state.SharedRecordingIDs), schemamap.MessageShare, fastcall.Create, fastcall.Delete)
	if differs(p.plan.ThreeWayCalls, p.state.ThreeWayCalls) && !p.plan.ThreeWayCalls.IsUnknown() {
		verb := fastcall.Delete
		if p.plan.ThreeWayCalls.ValueBool() {
			verb = fastcall.Create
		}
		add(true, schemamap.ThreeWayCall, verb)
	}
	return n
}

// need returns what adds to needs.
func need(n *fastcall.Needs) func(wanted bool, section schemamap.Section, verbs ...fastcall.Verb) {
	return func(wanted bool, section schemamap.Section, verbs ...fastcall.Verb) {
		if wanted {
			n.Records = append(n.Records, fastcall.RecordNeed{Section: section, Verbs: verbs})
		}
	}
}
