package usersettings

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// Values of apply_mode and on_destroy.
const (
	modeReplace    = "replace"
	modeAddMissing = "add_missing"
	destroyKeep    = "keep"
	destroyReset   = "reset"
)

// model is fastcall_user_settings as Terraform holds it.
type model struct {
	ID        framework.StringValue `tfsdk:"id"`
	UserID    framework.StringValue `tfsdk:"user_id"`
	ApplyMode types.String          `tfsdk:"apply_mode"`
	OnDestroy types.String          `tfsdk:"on_destroy"`

	UserSettings   types.Object   `tfsdk:"user_settings"`
	Devices        types.Map      `tfsdk:"devices"`
	InboundRouting types.Object   `tfsdk:"inbound_routing"`
	PhoneNumbers   types.List     `tfsdk:"phone_numbers"`
	Messages       types.Map      `tfsdk:"messages"`
	SMSTemplates   types.Map      `tfsdk:"sms_templates"`
	ExtraFields    types.Map      `tfsdk:"extra_fields"`
	Timeouts       timeouts.Value `tfsdk:"timeouts"`
}

// identityModel is what tells the settings of one user from all others.
type identityModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	UserID         types.String `tfsdk:"user_id"`
}

func (m *model) addsMissing() bool { return m.ApplyMode.ValueString() == modeAddMissing }

// subject names the settings of a user; the user's name is not in the state.
func (m *model) subject() string {
	if id := m.UserID.ID18(); id != "" {
		return "settings of user " + id
	}
	return "settings of a user"
}

// member is a member of a section that is one field of the org.
type member struct {
	attribute string
	key       string
	flag      bool
}

// members are the single fields of the sections that have such.
var members = map[schemamap.Section][]member{
	schemamap.UserSettings: {
		{attribute: "country_code", key: "country_code"},
		{attribute: "call_recording", key: "call_recording", flag: true},
		{attribute: "call_recording_mode", key: "call_recording_mode"},
		{attribute: "voicemail", key: "voicemail", flag: true},
		{attribute: "voicemail_greeting_id", key: "voicemail_greeting"},
		{attribute: "widget", key: "widget", flag: true},
	},
	schemamap.InboundRouting: {
		{attribute: "after_last_route", key: "after_last_route"},
		{attribute: "notify_missed_calls", key: "notify_missed_calls", flag: true},
		{attribute: "notify_voicemails", key: "notify_voicemails", flag: true},
	},
}

// section is the object that holds the members of a section.
func (m *model) section(key schemamap.Section) types.Object {
	if key == schemamap.UserSettings {
		return m.UserSettings
	}
	return m.InboundRouting
}

// Types of the nested attributes.
var (
	userSettingsTypes = map[string]attr.Type{
		"country_code": types.StringType, "call_recording": types.BoolType, "call_recording_mode": types.StringType,
		"voicemail": types.BoolType, "voicemail_greeting_id": framework.SalesforceIDType, "widget": types.BoolType,
		"three_way_calls": types.BoolType, "initial_user_status": types.StringType,
	}
	deviceTypes   = map[string]attr.Type{"type": types.StringType, "number": framework.E164Type}
	choiceTypes   = map[string]attr.Type{"device": types.StringType, "device_type": types.StringType}
	routeTypes    = map[string]attr.Type{"device": types.StringType, "device_type": types.StringType, "ring_time": types.Int64Type}
	routesType    = types.ObjectType{AttrTypes: routeTypes}
	routingTypes  = routingTypesOf()
	messageTypes  = map[string]attr.Type{"text": types.StringType}
	templateTypes = map[string]attr.Type{"body": types.StringType}
)

func routingTypesOf() map[string]attr.Type {
	return map[string]attr.Type{
		"routes": types.ListType{ElemType: routesType}, "after_last_route": types.StringType,
		"acd_receiver":        types.ObjectType{AttrTypes: choiceTypes},
		"notify_missed_calls": types.BoolType, "notify_voicemails": types.BoolType,
	}
}

// textOf is a known text; false if it is null or unknown.
func textOf(value attr.Value) (string, bool) {
	if value == nil || value.IsNull() || value.IsUnknown() {
		return "", false
	}
	switch v := value.(type) {
	case framework.StringValue:
		return v.ValueString(), true
	case framework.E164Value:
		return v.ValueString(), true
	case basetypes.StringValue:
		return v.ValueString(), true
	}
	return "", false
}

// flagOf is a known bool; false if it is null or unknown.
func flagOf(value attr.Value) (on, known bool) {
	flag, ok := value.(types.Bool)
	return flag.ValueBool(), ok && !flag.IsNull() && !flag.IsUnknown()
}

// membersOf are the members of a nested value; none if it is null or unknown.
func membersOf(value attr.Value) map[string]attr.Value {
	if object, ok := value.(types.Object); ok {
		return object.Attributes()
	}
	return nil
}
