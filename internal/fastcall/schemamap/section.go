package schemamap

import (
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// Section is a kind of record that Fastcall keeps in the org. Which object
// carries it is for the schema map to find out: the API names of Fastcall's
// objects are not public.
type Section string

// The sections.
const (
	Group          Section = "group"
	ACD            Section = "acd"
	PhoneNumber    Section = "phone_number"
	NumberAccess   Section = "number_access"
	UserSettings   Section = "user_settings"
	InboundRouting Section = "inbound_routing"
	Device         Section = "device"
	InboundRoute   Section = "inbound_route"
	Message        Section = "message"
	MessageShare   Section = "message_share"
	SMSTemplate    Section = "sms_template"
	UserStatus     Section = "user_status"
	IVR            Section = "ivr"
	IVRAction      Section = "ivr_action"
	ThreeWayCall   Section = "three_way_call"
)

// Link is the key of the field that ties a section's records to the user,
// group or record that they belong to.
const Link = "link"

// concept is what is known of a section without asking the org: the labels
// under which people know its object and its fields.
type concept struct {
	key   Section
	label string
	// shares is the section on whose object this one lies unless the
	// configuration says otherwise.
	shares Section
	// links are labels of the field that ties the records to what they belong
	// to; none for records that stand by themselves.
	links []string
	// fields are labels by key.
	fields map[string]string
}

// concepts are all sections, in the order in which they are shown. Labels are
// those of Fastcall's screens and documents.
var concepts = []concept{
	{key: Group, label: "FastCall Group", links: []string{"Group Id", "Group"}, fields: map[string]string{
		"extension": "Extension",
	}},
	{key: ACD, label: "ACD", shares: Group, links: []string{"Group Id", "Target Group", "Group"}, fields: map[string]string{
		"strategy": "ACD Strategy", "ring_timeout": "ACD Ring Timeout", "queue_no_answer_timeout": "Queue No Answer Timeout",
		"repeat_times": "Round Repeat Times", "introductory_message": "Introductory Message",
		"use_waiting_audio": "Use Waiting Audio", "waiting_message": "Queue Waiting Audio",
		"say_position": "Say Position in Queue", "position_message": "Position Message",
		"waiting_menu_ivr": "Waiting Menu IVR", "no_answer_ivr": "No Answer IVR", "missed_call_owner": "Missed Call Owner",
	}},
	{key: PhoneNumber, label: "Phone Number", fields: map[string]string{
		"number": "Number", "type": "Type", "assigned_user": "Assigned User", "assigned_group": "Assigned Group",
		"org_wide": "Org Wide", "sms_capable": "SMS Capable", "outbound_sms_enabled": "Outbound SMS Enabled", "ivr": "IVR",
	}},
	{key: NumberAccess, label: "Phone Number Access", links: []string{"Phone Number"}, fields: map[string]string{
		"user": "User", "group": "Group",
	}},
	{key: UserSettings, label: "User Settings", links: []string{"User"}, fields: map[string]string{
		"country_code": "Country Code", "call_recording": "Call Recording", "call_recording_mode": "Call Recording Mode",
		"voicemail": "Voicemail", "voicemail_greeting": "Voicemail Greeting", "widget": "Widget User Status",
		"user_status": "User Status",
	}},
	{key: InboundRouting, label: "Inbound Routing", shares: UserSettings, links: []string{"User"}, fields: map[string]string{
		"after_last_route": "After Last Route", "acd_receiver": "ACD Receiver",
		"notify_missed_calls": "Notify Missed Calls", "notify_voicemails": "Notify Voicemails",
	}},
	{key: Device, label: "Device", links: []string{"User"}, fields: map[string]string{
		"type": "Type", "number": "Number",
	}},
	{key: InboundRoute, label: "Inbound Route", links: []string{"User"}, fields: map[string]string{
		"device": "Device", "ring_time": "Ring Time", "position": "Position",
	}},
	{key: Message, label: "Message", links: []string{"User"}, fields: map[string]string{"text": "Text"}},
	{key: MessageShare, label: "Shared Message", links: []string{"Message"}, fields: map[string]string{"group": "Group"}},
	{key: SMSTemplate, label: "SMS Template", links: []string{"User"}, fields: map[string]string{"body": "Body"}},
	{key: UserStatus, label: "User Status", fields: map[string]string{"type": "Type"}},
	{key: IVR, label: "IVR"},
	{key: IVRAction, label: "IVR Action", links: []string{"IVR"}, fields: map[string]string{
		"type": "Type", "target_user": "Target User", "target_group": "Target Group", "missed_call_owner": "Missed Call Owner",
	}},
	{key: ThreeWayCall, label: "Three-Way Call", fields: map[string]string{"user": "User", "group": "Group"}},
}

// historyLabels are objects that record what happened. They stay when a user
// leaves, so that what they say of the past stays true.
var historyLabels = []string{
	"Call", "Connection Attempt", "Connection", "Interaction", "Reply Call", "Voicemail", "SMS", "Conversation", "Conversation Event",
}

// IsHistory tells whether a label is that of an object that records what
// happened.
func IsHistory(label string) bool { return slices.Contains(historyLabels, label) }

// conceptOf returns the concept of a section.
func conceptOf(key Section) concept {
	for _, c := range concepts {
		if c.key == key {
			return c
		}
	}
	panic("schemamap: no section " + string(key)) // A mistake of the program.
}

// Sections lists all sections in the order in which they are shown.
func Sections() []Section { return lists.Map(concepts, func(c concept) Section { return c.key }) }

// FieldKeys lists the keys of a section's fields, sorted.
func FieldKeys(section Section) []string { return slices.Sorted(maps.Keys(conceptOf(section).fields)) }
