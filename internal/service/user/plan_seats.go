package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// want holds a user who becomes or stays a Fastcall user against the seats
// there are. A plan that changes nothing asks for none.
func (p *planner) want(ctx context.Context, userID string, changes bool) {
	p.resp.Diagnostics.Append(framework.SeatShortage(p.org.WantSeat(ctx, userID, changes))...)
}

// changes tells whether the plan, as it is now, carries anything out.
func (p *planner) changes() bool { return !p.resp.Plan.Raw.Equal(p.raw) }

// applies notes that this walk carries out changes, before anything else is
// done for one of them: others may be planned at the same time.
func (r *Resource) applies() {
	if r.HasOrg() {
		r.Org(&diag.Diagnostics{}).Applies()
	}
}
