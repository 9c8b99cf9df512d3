package user

import (
	"context"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// preflight makes rights that the API user lacks for an onboarding or a change
// an error of the plan.
func (p *planner) preflight(ctx context.Context, needs fastcall.Needs) {
	if needs.None() || p.resp.Diagnostics.HasError() {
		return
	}
	if err := p.org.Preflight(ctx, needs); err != nil {
		p.fail(err)
	}
}

// toOnboard is what an onboarding writes: it asks for every part at once.
func (p *planner) toOnboard() fastcall.Needs {
	return fastcall.Needs{Seat: true, PermissionSets: true, CallCenter: true, AutoLogin: !p.plan.SoftphoneAutoLogin.IsNull()}
}

// toChange is what a change writes: the parts that the plan shows as missing.
func (p *planner) toChange(target *fastcall.CallCenter) fastcall.Needs {
	return fastcall.Needs{
		Seat:           p.unlicensed(),
		PermissionSets: !p.plan.Roles.Equal(p.state.Roles),
		CallCenter:     target == nil || target.ID != p.state.CallCenterID.ValueString(),
		AutoLogin:      !p.plan.SoftphoneAutoLogin.IsNull() && !p.plan.SoftphoneAutoLogin.Equal(p.state.SoftphoneAutoLogin),
	}
}

// toRelease is what a release writes of the user's own parts, as far as the
// state tells.
func (m *model) toRelease(n notes) fastcall.Needs {
	leaver := m.leaver(n)
	return fastcall.Needs{
		Seat:           leaver.Seated,
		PermissionSets: leaver.Assigned,
		CallCenter:     slices.Contains(leaver.CallCenterIDs, m.CallCenterID.ValueString()),
	}
}
