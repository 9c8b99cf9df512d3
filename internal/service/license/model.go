package license

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
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
}

// refresh writes the figures.
func (m *model) refresh(s *fastcall.Seats) {
	m.ID = types.StringValue(s.License.ID)
	m.Allowed = types.Int64Value(s.License.Allowed)
	m.Used = types.Int64Value(s.License.Used)
	m.AssignedUsers = types.Int64Value(s.Assigned())
	m.SiteGuestReserved = types.Int64Value(s.GuestReserved)
	m.Available = types.Int64Value(s.Available())
	m.Status = types.StringValue(s.License.Status)
	m.Expiration = types.StringNull()
	if !s.License.Expires.IsZero() {
		m.Expiration = types.StringValue(s.License.Expires.UTC().Format(time.RFC3339))
	}
	m.IsSiteLicense = types.BoolValue(s.License.SiteLicense())
	holders := []attr.Value{}
	for _, user := range s.Inactive() {
		holders = append(holders, types.StringValue(user.Username))
	}
	m.InactiveHolders = types.ListValueMust(types.StringType, holders)
	m.Needed, m.ShortBy = types.Int64Null(), types.Int64Null()
	if ids := m.userIDs(); ids != nil {
		m.Needed = types.Int64Value(s.Needed(ids))
		m.ShortBy = types.Int64Value(s.ShortBy(ids))
	}
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
