package license

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// model is fastcall_license as Terraform holds it.
type model struct {
	ForUserIDs        types.Set    `tfsdk:"for_user_ids"`
	Needed            types.Int64  `tfsdk:"needed"`
	ShortBy           types.Int64  `tfsdk:"short_by"`
	ID                types.String `tfsdk:"id"`
	Allowed           types.Int64  `tfsdk:"allowed"`
	Used              types.Int64  `tfsdk:"used"`
	AssignedUsers     types.Int64  `tfsdk:"assigned_users"`
	SiteGuestReserved types.Int64  `tfsdk:"site_guest_reserved"`
	Available         types.Int64  `tfsdk:"available"`
	Status            types.String `tfsdk:"status"`
	Expiration        types.String `tfsdk:"expiration"`
	IsSiteLicense     types.Bool   `tfsdk:"is_site_license"`
	InactiveHolders   types.List   `tfsdk:"inactive_holders"`
	IncompleteHolders types.List   `tfsdk:"incomplete_holders"`
	Holders           []holder     `tfsdk:"holders"`
}

// holder is somebody who holds a seat.
type holder struct {
	UserID    types.String `tfsdk:"user_id"`
	Username  types.String `tfsdk:"username"`
	Name      types.String `tfsdk:"name"`
	IsActive  types.Bool   `tfsdk:"is_active"`
	Missing   types.List   `tfsdk:"missing"`
	LastLogin types.String `tfsdk:"last_login"`
}

// refresh writes the figures.
func (m *model) refresh(s *fastcall.SeatReport) {
	m.ID = types.StringValue(s.License.ID)
	m.Allowed = types.Int64Value(s.License.Allowed)
	m.Used = types.Int64Value(s.License.Used)
	m.AssignedUsers = types.Int64Value(s.Assigned())
	m.SiteGuestReserved = types.Int64Value(s.GuestReserved)
	m.Available = types.Int64Value(s.Available())
	m.Status = types.StringValue(s.License.Status)
	m.Expiration = moment(s.License.Expires)
	m.IsSiteLicense = types.BoolValue(s.License.SiteLicense())
	var inactive, incomplete []string
	for _, user := range s.Inactive() {
		inactive = append(inactive, user.Username)
	}
	for _, one := range s.Incomplete() {
		incomplete = append(incomplete, one.User.Username)
	}
	m.InactiveHolders, m.IncompleteHolders = framework.TextList(inactive), framework.TextList(incomplete)
	if s.PartsUnseen {
		m.IncompleteHolders = types.ListNull(types.StringType)
	}
	m.Holders = make([]holder, 0, len(s.People))
	for _, one := range s.People {
		m.Holders = append(m.Holders, holderOf(one, s.PartsUnseen))
	}
	m.Needed, m.ShortBy = types.Int64Null(), types.Int64Null()
	if ids := m.userIDs(); ids != nil {
		m.Needed = types.Int64Value(s.Needed(ids))
		m.ShortBy = types.Int64Value(s.ShortBy(ids))
	}
}

func holderOf(h fastcall.Holder, partsUnseen bool) holder {
	var missing []string
	for _, part := range h.Missing {
		missing = append(missing, string(part))
	}
	out := holder{UserID: types.StringValue(h.User.ID), Username: framework.Optional(h.User.Username), Name: framework.Optional(h.User.Name),
		IsActive: types.BoolValue(h.User.Active), Missing: framework.TextList(missing), LastLogin: moment(h.LastLogin)}
	if partsUnseen {
		out.Missing = types.ListNull(types.StringType)
	}
	if h.User.Username == "" {
		out.IsActive, out.Missing = types.BoolNull(), types.ListNull(types.StringType)
	}
	return out
}

// moment is null for never.
func moment(at time.Time) types.String {
	if at.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(at.UTC().Format(time.RFC3339))
}

// userIDs returns for_user_ids with 18 characters each; nil if it is not set.
// A data source is read only once its configuration is known.
func (m *model) userIDs() []string {
	if m.ForUserIDs.IsNull() {
		return nil
	}
	ids := []string{}
	for _, element := range m.ForUserIDs.Elements() {
		if value, ok := element.(framework.StringValue); ok {
			ids = append(ids, value.ID18())
		}
	}
	return ids
}
