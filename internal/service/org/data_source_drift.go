package org

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// DriftDataSource is fastcall_drift.
type DriftDataSource struct{ framework.DataSourceBase }

// NewDriftDataSource returns the data source fastcall_drift.
func NewDriftDataSource() datasource.DataSource { return &DriftDataSource{} }

var _ datasource.DataSourceWithConfigure = &DriftDataSource{}

// driftModel is fastcall_drift as Terraform holds it.
type driftModel struct {
	CallCenters   types.Set `tfsdk:"call_centers"`
	UserIDs       types.Set `tfsdk:"user_ids"`
	IgnoreUserIDs types.Set `tfsdk:"ignore_user_ids"`

	Clean             types.Bool         `tfsdk:"clean"`
	Findings          types.List         `tfsdk:"findings"`
	IncompleteUsers   []incompleteUser   `tfsdk:"incomplete_users"`
	OrphanAssignments []orphanAssignment `tfsdk:"orphan_assignments"`
	WrongCallCenter   []misplacedUser    `tfsdk:"wrong_call_center"`
	InactiveHolders   []person           `tfsdk:"inactive_holders"`
	StrayMemberships  []strayMembership  `tfsdk:"stray_memberships"`
	// StrayNumbers is null where nobody could look.
	StrayNumbers *[]strayNumber `tfsdk:"stray_numbers"`
}

type person struct {
	UserID   types.String `tfsdk:"user_id"`
	Username types.String `tfsdk:"username"`
	Name     types.String `tfsdk:"name"`
}

type incompleteUser struct {
	UserID   types.String `tfsdk:"user_id"`
	Username types.String `tfsdk:"username"`
	Name     types.String `tfsdk:"name"`
	Held     types.List   `tfsdk:"held"`
	Missing  types.List   `tfsdk:"missing"`
}

type orphanAssignment struct {
	ID       types.String `tfsdk:"id"`
	Role     types.String `tfsdk:"role"`
	UserID   types.String `tfsdk:"user_id"`
	Username types.String `tfsdk:"username"`
	IsActive types.Bool   `tfsdk:"is_active"`
}

type misplacedUser struct {
	UserID       types.String `tfsdk:"user_id"`
	Username     types.String `tfsdk:"username"`
	CallCenterID types.String `tfsdk:"call_center_id"`
	CallCenter   types.String `tfsdk:"call_center"`
}

type strayMembership struct {
	ID        types.String `tfsdk:"id"`
	GroupID   types.String `tfsdk:"group_id"`
	GroupName types.String `tfsdk:"group_name"`
	UserID    types.String `tfsdk:"user_id"`
	Username  types.String `tfsdk:"username"`
}

type strayNumber struct {
	ID       types.String `tfsdk:"id"`
	Number   types.String `tfsdk:"number"`
	Assigned types.Bool   `tfsdk:"assigned"`
	UserID   types.String `tfsdk:"user_id"`
	Username types.String `tfsdk:"username"`
}

// Metadata implements datasource.DataSource.
func (d *DriftDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_drift"
}

// Read looks for what is out of order.
func (d *DriftDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var m driftModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	found, err := org.Drift(ctx, fastcall.DriftFilter{CallCenters: textsOf(m.CallCenters), UserIDs: textsOf(m.UserIDs),
		Ignored: textsOf(m.IgnoreUserIDs)})
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("look for", "drift", err, "call_centers")...)
		return
	}
	m.refresh(found)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// textsOf are the elements of a set, ids with 18 characters each; nil if it is
// not set. A data source is read only once its configuration is known.
func textsOf(set types.Set) []string {
	if set.IsNull() {
		return nil
	}
	texts := []string{}
	for _, element := range set.Elements() {
		switch value := element.(type) {
		case framework.StringValue:
			texts = append(texts, value.ID18())
		case types.String:
			texts = append(texts, value.ValueString())
		}
	}
	return texts
}

// refresh writes what was found.
func (m *driftModel) refresh(d *fastcall.Drift) {
	m.Clean, m.Findings = types.BoolValue(d.Clean()), texts(findings(d))
	m.IncompleteUsers = each(d.Incomplete, func(u fastcall.IncompleteUser) incompleteUser {
		return incompleteUser{UserID: framework.Optional(u.User.ID), Username: framework.Optional(u.User.Username), Name: framework.Optional(u.User.Name),
			Held: partNames(u.Held), Missing: partNames(u.Missing)}
	})
	m.OrphanAssignments = each(d.Orphans, func(o fastcall.OrphanAssignment) orphanAssignment {
		return orphanAssignment{ID: framework.Optional(o.Assignment.ID), Role: framework.Optional(o.Assignment.Role), UserID: framework.Optional(o.User.ID),
			Username: framework.Optional(o.User.Username), IsActive: types.BoolValue(o.User.Active)}
	})
	m.WrongCallCenter = each(d.Misplaced, func(u fastcall.MisplacedUser) misplacedUser {
		return misplacedUser{UserID: framework.Optional(u.User.ID), Username: framework.Optional(u.User.Username),
			CallCenterID: framework.Optional(u.In.ID), CallCenter: framework.Optional(u.In.Name)}
	})
	m.InactiveHolders = each(d.Inactive, func(u fastcall.User) person {
		return person{UserID: framework.Optional(u.ID), Username: framework.Optional(u.Username), Name: framework.Optional(u.Name)}
	})
	m.StrayMemberships = each(d.Memberships, func(s fastcall.StrayMembership) strayMembership {
		return strayMembership{ID: framework.Optional(s.Membership.ID), GroupID: framework.Optional(s.Membership.GroupID),
			GroupName: framework.Optional(s.Membership.GroupName), UserID: framework.Optional(s.User.ID), Username: framework.Optional(s.User.Username)}
	})
	if d.NumbersUnseen {
		return
	}
	numbers := each(d.Numbers, func(s fastcall.StrayNumber) strayNumber {
		return strayNumber{ID: framework.Optional(s.Number.ID), Number: framework.Optional(s.Number.Name), Assigned: types.BoolValue(assigned(s)),
			UserID: framework.Optional(s.User.ID), Username: framework.Optional(s.User.Username)}
	})
	m.StrayNumbers = &numbers
}

// assigned tells a number that is somebody's from one that somebody may use.
func assigned(s fastcall.StrayNumber) bool { return s.Number.Section != schemamap.NumberAccess }

// each turns all of a list, which is empty but never null.
func each[From, To any](all []From, turn func(From) To) []To {
	turned := make([]To, 0, len(all))
	for _, one := range all {
		turned = append(turned, turn(one))
	}
	return turned
}
