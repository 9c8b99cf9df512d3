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
	n.Write(true, schemamap.Group, fastcall.Create, fastcall.Change)
	n.Write(!p.plan.ACD.IsNull(), schemamap.ACD, fastcall.Create, fastcall.Change)
	n.Write(!p.plan.SharedRecordingIDs.IsNull(), schemamap.MessageShare, fastcall.Create)
	n.Write(p.plan.ThreeWayCalls.ValueBool(), schemamap.ThreeWayCall, fastcall.Create)
	return n
}

// toChange is what bringing the group from the state to the plan writes.
func (p *planner) toChange() fastcall.Needs {
	differs := func(planned, present attr.Value) bool { return !planned.IsNull() && !planned.Equal(present) }
	renamed := differs(p.plan.Name, p.state.Name)
	n := fastcall.Needs{Groups: renamed || differs(p.plan.DeveloperName, p.state.DeveloperName),
		Members: differs(p.plan.Members, p.state.Members)}
	n.Write(p.state.RecordID.IsNull(), schemamap.Group, fastcall.Create)
	n.Write(renamed || differs(p.plan.Extension, p.state.Extension), schemamap.Group, fastcall.Change)
	n.Write(differs(p.plan.ACD, p.state.ACD), schemamap.ACD, fastcall.Change)
	n.Write(differs(p.plan.SharedRecordingIDs, p.state.SharedRecordingIDs), schemamap.MessageShare, fastcall.Create, fastcall.Delete)
	if differs(p.plan.ThreeWayCalls, p.state.ThreeWayCalls) && !p.plan.ThreeWayCalls.IsUnknown() {
		verb := fastcall.Delete
		if p.plan.ThreeWayCalls.ValueBool() {
			verb = fastcall.Create
		}
		n.Write(true, schemamap.ThreeWayCall, verb)
	}
	return n
}
