package user

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// model is fastcall_user as Terraform holds it.
type model struct {
	ID           framework.StringValue `tfsdk:"id"`
	Username     framework.StringValue `tfsdk:"username"`
	UserID       framework.StringValue `tfsdk:"user_id"`
	FederationID framework.StringValue `tfsdk:"federation_id"`

	Roles                     types.Set      `tfsdk:"roles"`
	CallCenter                types.String   `tfsdk:"call_center"`
	ReplaceExistingCallCenter types.Bool     `tfsdk:"replace_existing_call_center"`
	SoftphoneAutoLogin        types.Bool     `tfsdk:"softphone_auto_login"`
	Release                   types.Object   `tfsdk:"release"`
	Timeouts                  timeouts.Value `tfsdk:"timeouts"`

	Licensed                   types.Bool   `tfsdk:"licensed"`
	LicenseAssignmentID        types.String `tfsdk:"license_assignment_id"`
	PermissionSetAssignmentIDs types.Map    `tfsdk:"permission_set_assignment_ids"`
	CallCenterID               types.String `tfsdk:"call_center_id"`
	IsActive                   types.Bool   `tfsdk:"is_active"`
	Name                       types.String `tfsdk:"name"`
	Email                      types.String `tfsdk:"email"`
	Phone                      types.String `tfsdk:"phone"`
	MobilePhone                types.String `tfsdk:"mobile_phone"`
	Holds                      types.Map    `tfsdk:"holds"`
}

// identityModel is what tells one Fastcall user from all others.
type identityModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	UserID         types.String `tfsdk:"user_id"`
}

// keys returns the configured keys; ok is false while one is unknown. It is
// asked of a configuration, where one is set, or several in a configuration
// that Terraform generated.
func (m *model) keys() (keys []fastcall.UserKey, ok bool) {
	if m.Username.IsUnknown() || m.UserID.IsUnknown() || m.FederationID.IsUnknown() {
		return nil, false
	}
	for _, key := range []fastcall.UserKey{
		{Username: m.Username.ValueString()}, {ID: m.UserID.ValueString()}, {FederationID: m.FederationID.ValueString()},
	} {
		if key != (fastcall.UserKey{}) {
			keys = append(keys, key)
		}
	}
	return keys, len(keys) > 0
}

// goesBy tells whether the state already goes by the configured keys.
func (m *model) goesBy(keys []fastcall.UserKey) bool {
	return fastcall.User{ID: m.ID.ValueString(), Username: m.Username.ValueString(),
		FederationID: m.FederationID.ValueString()}.BearsAll(keys)
}

// enrollment is what the plan says the user shall hold, given the call centers
// that were given before. Every part of it is known at apply.
func (m *model) enrollment(givenCallCenters []string) fastcall.Enrollment {
	return fastcall.Enrollment{
		GivenCallCenters:  givenCallCenters,
		Roles:             stringsOf(m.Roles),
		CallCenter:        m.CallCenter.ValueString(),
		ReplaceCallCenter: m.ReplaceExistingCallCenter.ValueBool(),
		AutoLogin:         m.SoftphoneAutoLogin.ValueBoolPointer(),
	}
}

// releasePolicy is the resource's own policy; members left out are filled by
// the domain.
func (m *model) releasePolicy() fastcall.ReleasePolicy { return framework.ReleasePolicy(m.Release) }

// leaver is the user to release.
func (m *model) leaver(n notes) fastcall.Leaver {
	return fastcall.Leaver{
		UserID:        m.ID.ValueString(),
		CallCenterIDs: n.CallCenters,
		Ours:          n.Ours,
		Seated:        !m.LicenseAssignmentID.IsNull(),
		Assigned:      len(m.PermissionSetAssignmentIDs.Elements()) > 0,
		Policy:        m.releasePolicy(),
	}
}

// refresh writes what a look at the org found. Spellings of keys that mean
// the same stay as the configuration has them, by the attributes' own
// equality; what is null is not managed and stays null.
func (m *model) refresh(s *fastcall.Status, holds types.Map) {
	m.ID = framework.SalesforceID(s.User.ID)
	m.Username = framework.Folded(s.User.Username)
	m.UserID = framework.SalesforceID(s.User.ID)
	m.FederationID = framework.Folded(s.User.FederationID)
	m.Licensed = types.BoolPointerValue(s.Licensed)
	m.LicenseAssignmentID = framework.Optional(s.LicenseID)
	m.CallCenterID = framework.Optional(s.User.CallCenterID)
	m.IsActive = types.BoolValue(s.User.Active)
	m.Name = framework.Optional(s.User.Name)
	m.Email = framework.Optional(s.User.Email)
	m.Phone = framework.Optional(s.User.Phone)
	m.MobilePhone = framework.Optional(s.User.MobilePhone)
	m.Roles, m.PermissionSetAssignmentIDs = rolesOf(s)
	m.Holds = holds
	if !m.SoftphoneAutoLogin.IsNull() {
		m.SoftphoneAutoLogin = types.BoolValue(s.User.AutoLogin)
	}
}

// complete fills what a plan left open with what came of it, and leaves what
// the plan promised: Terraform refuses an apply that breaks a promise, and
// the next read tells the truth anyway.
func (m *model) complete(s *fastcall.Status, holds types.Map) {
	var actual model
	actual.refresh(s, holds)
	framework.Settle(&m.ID, actual.ID)
	framework.Settle(&m.Username, actual.Username)
	framework.Settle(&m.UserID, actual.UserID)
	framework.Settle(&m.FederationID, actual.FederationID)
	framework.Settle(&m.Roles, actual.Roles)
	framework.Settle(&m.Licensed, actual.Licensed)
	framework.Settle(&m.LicenseAssignmentID, actual.LicenseAssignmentID)
	framework.Settle(&m.PermissionSetAssignmentIDs, actual.PermissionSetAssignmentIDs)
	framework.Settle(&m.CallCenterID, actual.CallCenterID)
	framework.Settle(&m.IsActive, actual.IsActive)
	framework.Settle(&m.Name, actual.Name)
	framework.Settle(&m.Email, actual.Email)
	framework.Settle(&m.Phone, actual.Phone)
	framework.Settle(&m.MobilePhone, actual.MobilePhone)
	framework.Settle(&m.Holds, actual.Holds)
}

// rolesOf lists the user's roles, and the records that give them by role.
func rolesOf(s *fastcall.Status) (types.Set, types.Map) {
	ids := make(map[string]attr.Value, len(s.Assignments))
	for _, assignment := range s.Assignments {
		ids[assignment.Role] = types.StringValue(assignment.ID)
	}
	return stringSet(slices.Sorted(maps.Keys(ids))...), types.MapValueMust(types.StringType, ids)
}

// holdsNow lists what a release would have to clear, as far as the walk has
// seen; it is null where some of it is out of sight.
func holdsNow(ctx context.Context, org *fastcall.Org, s *fastcall.Status) (types.Map, error) {
	blockers, all, err := org.Holds(ctx, s)
	if err != nil || !all {
		return unlooked(), err
	}
	return holdsOf(blockers), nil
}

// holdsAtFirst lists what the one who has just been onboarded holds. An
// onboarding must not need Fastcall's own objects, so nobody has looked there:
// whoever was no Fastcall user before has nothing in them.
func holdsAtFirst(before, s *fastcall.Status) types.Map {
	if before.IsFastcallUser() {
		return unlooked()
	}
	return holdsOf(s.Blockers())
}

// holdsType is what holds is a map of.
var holdsType = types.ListType{ElemType: types.StringType}

// unlooked is what holds is where nobody has looked.
func unlooked() types.Map { return types.MapNull(holdsType) }

// holdsOf lists what a release would have to clear, by kind and name, sorted.
func holdsOf(blockers []fastcall.Blocker) types.Map {
	byKind := map[fastcall.BlockerKind][]string{}
	for _, b := range blockers {
		name := b.Name
		if b.Section == schemamap.NumberAccess {
			name = "use of " + name
		}
		byKind[b.Kind] = append(byKind[b.Kind], name)
	}
	values := make(map[string]attr.Value, len(byKind))
	for kind, names := range byKind {
		slices.Sort(names)
		values[string(kind)] = framework.TextList(names)
	}
	return types.MapValueMust(holdsType, values)
}

func stringSet(values ...string) types.Set {
	return types.SetValueMust(types.StringType, framework.Texts(values))
}

// stringsOf returns the known elements of a set of strings, sorted.
func stringsOf(set types.Set) []string {
	var values []string
	for _, element := range set.Elements() {
		if text, ok := element.(types.String); ok && !text.IsUnknown() && !text.IsNull() {
			values = append(values, text.ValueString())
		}
	}
	slices.Sort(values)
	return values
}
