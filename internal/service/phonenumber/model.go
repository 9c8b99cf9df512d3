package phonenumber

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// noIVR stands in ivr_id for a number without an IVR, because null means that
// it is not managed.
const noIVR = "none"

// model is fastcall_phone_number_assignment as Terraform holds it.
type model struct {
	ID            framework.StringValue `tfsdk:"id"`
	PhoneNumber   framework.E164Value   `tfsdk:"phone_number"`
	PhoneNumberID framework.StringValue `tfsdk:"phone_number_id"`

	UserID                    framework.StringValue `tfsdk:"user_id"`
	GroupID                   framework.StringValue `tfsdk:"group_id"`
	OrgWide                   types.Bool            `tfsdk:"org_wide"`
	ReplaceExistingAssignment types.Bool            `tfsdk:"replace_existing_assignment"`

	AvailableFor       types.Object   `tfsdk:"available_for"`
	OutboundSMSEnabled types.Bool     `tfsdk:"outbound_sms_enabled"`
	IVRID              types.String   `tfsdk:"ivr_id"`
	Timeouts           timeouts.Value `tfsdk:"timeouts"`

	Name       types.String `tfsdk:"name"`
	Type       types.String `tfsdk:"type"`
	SMSCapable types.Bool   `tfsdk:"sms_capable"`
}

// identityModel is what tells one number from all others.
type identityModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	PhoneNumberID  types.String `tfsdk:"phone_number_id"`
}

func identityOf(organizationID, numberID string) identityModel {
	return identityModel{OrganizationID: types.StringValue(organizationID), PhoneNumberID: types.StringValue(numberID)}
}

// keys returns the configured keys; ok is false while one is unknown.
func (m *model) keys() (keys []fastcall.NumberKey, ok bool) {
	if m.PhoneNumber.IsUnknown() || m.PhoneNumberID.IsUnknown() {
		return nil, false
	}
	if number := m.PhoneNumber.ValueString(); number != "" {
		keys = append(keys, fastcall.NumberKey{Number: number})
	}
	if id := m.PhoneNumberID.ValueString(); id != "" {
		keys = append(keys, fastcall.NumberKey{ID: id})
	}
	return keys, len(keys) > 0
}

// goesBy tells whether the state already goes by the configured keys.
func (m *model) goesBy(keys []fastcall.NumberKey) bool {
	present := &fastcall.PhoneNumber{ID: m.ID.ValueString(), Number: m.PhoneNumber.ValueString()}
	return present.BearsAll(keys)
}

// owner is who is given the number; whole is false while that is not known.
func (m *model) owner() (owner fastcall.NumberOwner, whole bool) {
	owner = fastcall.NumberOwner{UserID: m.UserID.ID18(), GroupID: m.GroupID.ID18(), OrgWide: m.OrgWide.ValueBool()}
	return owner, !m.UserID.IsUnknown() && !m.GroupID.IsUnknown() && !m.OrgWide.IsUnknown()
}

// wish is what the number shall be, as far as it is known.
func (m *model) wish() fastcall.NumberWish {
	owner, _ := m.owner()
	w := fastcall.NumberWish{Owner: owner, Users: m.available("user_ids"), Groups: m.available("group_ids")}
	if !m.OutboundSMSEnabled.IsUnknown() {
		w.OutboundSMS = m.OutboundSMSEnabled.ValueBoolPointer()
	}
	if !m.IVRID.IsUnknown() && !m.IVRID.IsNull() {
		id := m.IVRID.ValueString()
		if id == noIVR {
			id = ""
		}
		w.IVR = &id
	}
	return w
}

// member is a list of available_for; null if that is left out.
func (m *model) member(name string) types.Set {
	if set, ok := m.AvailableFor.Attributes()[name].(types.Set); ok {
		return set
	}
	return types.SetNull(framework.SalesforceIDType)
}

// available are the known ids of a list of available_for; nil if it is not
// managed or not known, empty if it is empty.
func (m *model) available(name string) []string {
	set := m.member(name)
	if set.IsNull() || set.IsUnknown() {
		return nil
	}
	ids := []string{}
	for _, element := range set.Elements() {
		if id, ok := element.(framework.StringValue); ok && id.ID18() != "" {
			ids = append(ids, id.ID18())
		}
	}
	slices.Sort(ids)
	return ids
}

// refresh writes what a look at the org found. What is null is not managed and
// stays null; other spellings of the same ids stay as the configuration has
// them.
func (m *model) refresh(p *fastcall.PhoneNumber) {
	m.ID = framework.SalesforceID(p.ID)
	m.PhoneNumber = framework.E164(p.Number)
	m.PhoneNumberID = framework.SalesforceID(p.ID)
	m.Name, m.Type = framework.Optional(p.Name), framework.Optional(p.Type)
	m.SMSCapable = types.BoolPointerValue(p.SMSCapable)
	m.UserID = framework.SalesforceID(p.Owner.UserID)
	m.GroupID = framework.SalesforceID(p.Owner.GroupID)
	if p.Owner.OrgWide || !m.OrgWide.IsNull() && !p.OrgWideUnseen {
		m.OrgWide = types.BoolValue(p.Owner.OrgWide)
	}
	if !m.OutboundSMSEnabled.IsNull() {
		m.OutboundSMSEnabled = types.BoolPointerValue(p.OutboundSMS)
	}
	m.refreshIVR(p)
	if !m.AvailableFor.IsNull() {
		m.AvailableFor = availableFor(respelled(m.member("user_ids"), p.Users()), respelled(m.member("group_ids"), p.Groups()))
	}
}

func (m *model) refreshIVR(p *fastcall.PhoneNumber) {
	switch {
	case m.IVRID.IsNull() || framework.SalesforceID(m.IVRID.ValueString()).Same(framework.SalesforceID(p.IVRID)):
	case p.IVRID == "":
		m.IVRID = types.StringValue(noIVR)
	default:
		m.IVRID = types.StringValue(p.IVRID)
	}
}

// complete fills what a plan left open.
func (m *model) complete(p *fastcall.PhoneNumber) {
	framework.Settle(&m.ID, framework.SalesforceID(p.ID))
	framework.Settle(&m.PhoneNumber, framework.E164(p.Number))
	framework.Settle(&m.PhoneNumberID, framework.SalesforceID(p.ID))
	framework.Settle(&m.Name, framework.Optional(p.Name))
	framework.Settle(&m.Type, framework.Optional(p.Type))
	framework.Settle(&m.SMSCapable, types.BoolPointerValue(p.SMSCapable))
}

// respelled is a set of the ids as it spelled them before; null stays null.
func respelled(before types.Set, ids []string) types.Set {
	if before.IsNull() {
		return before
	}
	spelled := map[string]attr.Value{}
	for _, element := range before.Elements() {
		if id, ok := element.(framework.StringValue); ok {
			spelled[id.ID18()] = id
		}
	}
	elements := make([]attr.Value, 0, len(ids))
	for _, id := range ids {
		element, known := spelled[id]
		if !known {
			element = framework.SalesforceID(id)
		}
		elements = append(elements, element)
	}
	return types.SetValueMust(framework.SalesforceIDType, elements)
}

var idSet = types.SetType{ElemType: framework.SalesforceIDType}

func availableFor(users, groups types.Set) types.Object {
	return types.ObjectValueMust(map[string]attr.Type{"user_ids": idSet, "group_ids": idSet},
		map[string]attr.Value{"user_ids": users, "group_ids": groups})
}
