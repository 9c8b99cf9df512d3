package group

import (
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// model is fastcall_group as Terraform holds it.
type model struct {
	ID                 framework.StringValue `tfsdk:"id"`
	RecordID           framework.StringValue `tfsdk:"record_id"`
	Name               types.String          `tfsdk:"name"`
	DeveloperName      types.String          `tfsdk:"developer_name"`
	Extension          types.String          `tfsdk:"extension"`
	Members            framework.IDList      `tfsdk:"members"`
	ACD                types.Object          `tfsdk:"acd"`
	SharedRecordingIDs framework.IDList      `tfsdk:"shared_recording_ids"`
	ThreeWayCalls      types.Bool            `tfsdk:"three_way_calls"`
	OnDestroy          types.Object          `tfsdk:"on_destroy"`
	PhoneNumberIDs     types.List            `tfsdk:"phone_number_ids"`
	Timeouts           timeouts.Value        `tfsdk:"timeouts"`
}

// identityModel is what tells one group from all others.
type identityModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	GroupID        types.String `tfsdk:"group_id"`
}

// settings is what is known of what the group shall be.
func (m *model) settings() fastcall.GroupSettings {
	return fastcall.GroupSettings{
		Name:             m.Name.ValueString(),
		DeveloperName:    m.DeveloperName.ValueString(),
		Extension:        known(m.Extension),
		Members:          m.Members.ID18s(),
		ACD:              options(m.ACD),
		SharedRecordings: m.SharedRecordingIDs.ID18s(),
		ThreeWayCalls:    knownFlag(m.ThreeWayCalls),
	}
}

// knownFlag is nil for null and for unknown.
func knownFlag(flag types.Bool) *bool {
	if flag.IsUnknown() {
		return nil
	}
	return flag.ValueBoolPointer()
}

// known is nil for null and for unknown.
func known(text types.String) *string {
	if text.IsNull() || text.IsUnknown() {
		return nil
	}
	return text.ValueStringPointer()
}

// policy is what destroying does with what points at the group.
func (m *model) policy() fastcall.GroupPolicy {
	member := func(name string) fastcall.Policy {
		text, _ := m.OnDestroy.Attributes()[name].(types.String)
		return fastcall.Policy(text.ValueString())
	}
	to, _ := m.OnDestroy.Attributes()["reassign_numbers_to"].(framework.StringValue)
	return fastcall.GroupPolicy{
		PhoneNumbers: member("phone_numbers"), IVRReferences: member("ivr_references"),
		SharedRecordings: member("shared_recordings"), ThreeWayCalls: member("three_way_calls"), ReassignTo: to.ID18(),
	}
}

// refresh writes what a look at the org found. What is null is not managed and
// stays null.
func (m *model) refresh(g *fastcall.Group) {
	m.ID = framework.SalesforceID(g.ID)
	m.RecordID = framework.SalesforceID(g.RecordID)
	m.Name = types.StringValue(g.Name)
	m.DeveloperName = types.StringValue(g.DeveloperName)
	m.PhoneNumberIDs = stringList(g.PhoneNumberIDs)
	if !m.Extension.IsNull() {
		m.Extension = framework.Optional(g.Extension)
	}
	if !m.Members.IsNull() {
		m.Members = framework.UserIDListType.List(some(g.Members))
	}
	if !m.SharedRecordingIDs.IsNull() {
		m.SharedRecordingIDs = framework.RecordIDListType.List(some(g.SharedRecordings))
	}
	if !m.ThreeWayCalls.IsNull() {
		m.ThreeWayCalls = types.BoolValue(g.ThreeWayCalls)
	}
	if !m.ACD.IsNull() {
		before := m.ACD.Attributes()
		m.ACD = acdObject(g.ACDFor(options(m.ACD)), func(name string) bool { return !before[name].IsNull() })
	}
}

// takeIn writes everything that a look at the org found, as an import does:
// what there is becomes managed.
func (m *model) takeIn(g *fastcall.Group, parts fastcall.GroupParts) {
	m.refresh(g)
	m.Extension = framework.Optional(g.Extension)
	m.Members = framework.UserIDListType.List(some(g.Members))
	if parts.SharedRecordings {
		m.SharedRecordingIDs = framework.RecordIDListType.List(some(g.SharedRecordings))
	}
	if parts.ThreeWayCalls {
		m.ThreeWayCalls = types.BoolValue(g.ThreeWayCalls)
	}
	if acd := g.ACDFor(nil).Fitting(); acd != nil {
		m.ACD = acdObject(acd, func(string) bool { return true })
	}
}

// complete fills what a plan left open with what came of it.
func (m *model) complete(g *fastcall.Group) {
	framework.Settle(&m.ID, framework.SalesforceID(g.ID))
	framework.Settle(&m.RecordID, framework.SalesforceID(g.RecordID))
	framework.Settle(&m.DeveloperName, types.StringValue(g.DeveloperName))
	framework.Settle(&m.PhoneNumberIDs, stringList(g.PhoneNumberIDs))
}

// some is not nil.
func some(ids []string) []string {
	if ids == nil {
		return []string{}
	}
	return ids
}

func stringList(values []string) types.List {
	if values == nil {
		return types.ListNull(types.StringType)
	}
	return framework.TextList(values)
}

var unfit = regexp.MustCompile(`[^A-Za-z0-9]+`)

// derivedName is the developer name that a name stands for: its letters and
// digits, everything else an underscore. It is empty if nothing is left.
func derivedName(name string) string {
	derived := strings.Trim(unfit.ReplaceAllString(name, "_"), "_")
	if derived != "" && derived[0] >= '0' && derived[0] <= '9' {
		derived = "X" + derived // As Salesforce does in its own forms.
	}
	return derived
}

// subject names the group that a model is about.
func (m *model) subject() string {
	if name := m.Name.ValueString(); name != "" {
		return "group " + name
	}
	return "group " + m.ID.ValueString()
}
