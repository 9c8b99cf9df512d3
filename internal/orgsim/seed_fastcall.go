package orgsim

import (
	"strings"
	"unicode"
)

// packageSection is one thing that Fastcall keeps, and how. API names of Fastcall's objects are not public; here they are
// made from the labels that its pages show.
type packageSection struct {
	key string
	// label is that of the object. A section with home is kept on the object of that section, beside its fields.
	label, plural, home string
	// number, such as "R-{0000}", makes the platform name the rows.
	number string
	link   *CustomField
	fields []packageField
}

// packageField is a field by the key that the mapping has for it. What its type needs beyond that follows from the labels:
// ReferenceTo holds a label.
type packageField struct {
	key string
	CustomField
}

// Labels of the objects that fields of others lead to.
const (
	groupLabel   = "FastCall Group"
	numberLabel  = "Phone Number"
	deviceLabel  = "Device"
	messageLabel = "Message"
	statusLabel  = "User Status"
	ivrLabel     = "IVR"
)

func ofType(kind, key, label string) packageField {
	return packageField{key, CustomField{Label: label, Type: kind}}
}

func text(key, label string, length int) packageField {
	return packageField{key, CustomField{Label: label, Length: length}}
}

// long is a text area that no query can filter by.
func long(key, label string) packageField {
	return packageField{key, CustomField{Label: label, Type: "textarea", Length: 4000}}
}

func checkbox(key, label string) packageField { return ofType("boolean", key, label) }

func whole(key, label string) packageField {
	return packageField{key, CustomField{Label: label, Type: "int", Precision: 5}}
}

func pick(key, label string, values ...string) packageField {
	return packageField{key, CustomField{Label: label, Type: "picklist", Values: values, Restricted: true}}
}

func lookup(key, label, to string) packageField {
	return packageField{key, CustomField{Label: label, Type: "reference", ReferenceTo: to}}
}

// person is a text with the id of a user or of a queue.
func person(key, label string) packageField {
	return packageField{key, CustomField{Label: label, Length: 18, Holds: []string{"Group", "User"}}}
}

func (f packageField) required() packageField {
	f.Required = true
	return f
}

func (f packageField) unique() packageField {
	f.Unique = true
	return f
}

// of is a link: the field that says what a row belongs to.
func of(label, to string, required bool) *CustomField {
	return &CustomField{Label: label, Type: "reference", ReferenceTo: to, Required: required}
}

// packageSections are all sections, each after the one it shares an object with.
func packageSections() []packageSection {
	return append(groupSections(), append(userSections(), ivrSections()...)...)
}

func groupSections() []packageSection {
	return []packageSection{
		{key: "group", label: groupLabel,
			link:   &CustomField{Label: "Group Id", Length: 18, Unique: true, Holds: []string{"Group"}},
			fields: []packageField{text("extension", "Extension", 10).unique()}},
		{key: "acd", home: "group", fields: []packageField{
			pick("strategy", "ACD Strategy", "Simulring", "Round Robin", "Round Robin Queue"),
			whole("ring_timeout", "ACD Ring Timeout"), whole("queue_no_answer_timeout", "Queue No Answer Timeout"),
			whole("repeat_times", "Round Repeat Times"), lookup("introductory_message", "Introductory Message", messageLabel),
			checkbox("use_waiting_audio", "Use Waiting Audio"), lookup("waiting_message", "Queue Waiting Audio", messageLabel),
			checkbox("say_position", "Say Position in Queue"), text("position_message", "Position Message", 255),
			lookup("waiting_menu_ivr", "Waiting Menu IVR", ivrLabel), lookup("no_answer_ivr", "No Answer IVR", ivrLabel),
			person("missed_call_owner", "Missed Call Owner")}},
		{key: "phone_number", label: numberLabel, fields: []packageField{
			ofType("phone", "number", "Number").unique(), pick("type", "Type", "Provisioned", "Verified"),
			lookup("assigned_user", "Assigned User", "User"), lookup("assigned_group", "Assigned Group", groupLabel),
			checkbox("org_wide", "Org Wide"), checkbox("sms_capable", "SMS Capable"), checkbox("outbound_sms_enabled", "Outbound SMS Enabled"),
			lookup("ivr", "IVR", ivrLabel)}},
		{key: "number_access", label: "Phone Number Access", plural: "Phone Number Access", number: "A-{00000}",
			link:   of("Phone Number", numberLabel, true),
			fields: []packageField{lookup("user", "User", "User"), lookup("group", "Group", groupLabel)}},
	}
}

func userSections() []packageSection {
	return []packageSection{
		{key: "user_settings", label: "User Settings", plural: "User Settings", number: "S-{00000}", link: of("User", "User", false),
			fields: []packageField{
				text("country_code", "Country Code", 5), checkbox("call_recording", "Call Recording"),
				pick("call_recording_mode", "Call Recording Mode", "All Calls", "Inbound", "Outbound", "On Demand"),
				checkbox("voicemail", "Voicemail"), lookup("voicemail_greeting", "Voicemail Greeting", messageLabel),
				checkbox("widget", "Widget User Status"), lookup("user_status", "User Status", statusLabel)}},
		{key: "inbound_routing", home: "user_settings", fields: []packageField{
			pick("after_last_route", "After Last Route", "Hang Up", "Voicemail"), lookup("acd_receiver", "ACD Receiver", deviceLabel),
			checkbox("notify_missed_calls", "Notify Missed Calls"), checkbox("notify_voicemails", "Notify Voicemails")}},
		{key: "device", label: deviceLabel, link: of("User", "User", true), fields: []packageField{
			pick("type", "Type", "Softphone", "Office Phone", "Mobile"), ofType("phone", "number", "Number")}},
		{key: "inbound_route", label: "Inbound Route", number: "R-{00000}", link: of("User", "User", true), fields: []packageField{
			lookup("device", "Device", deviceLabel).required(), whole("ring_time", "Ring Time"), whole("position", "Position")}},
		{key: "message", label: messageLabel, link: of("User", "User", false), fields: []packageField{long("text", "Text")}},
		{key: "message_share", label: "Shared Message", number: "M-{00000}", link: of("Message", messageLabel, true),
			fields: []packageField{lookup("group", "Group", groupLabel).required()}},
		{key: "sms_template", label: "SMS Template", link: of("User", "User", false), fields: []packageField{long("body", "Body")}},
		{key: "user_status", label: statusLabel, plural: "User Statuses", fields: []packageField{
			pick("type", "Type", "Available", "Offline")}},
	}
}

func ivrSections() []packageSection {
	return []packageSection{
		{key: "ivr", label: ivrLabel},
		{key: "ivr_action", label: "IVR Action", number: "I-{00000}", link: of("IVR", ivrLabel, false), fields: []packageField{
			pick("type", "Type", "Call Transfer", "Time Based Routing", "Menu", "Voicemail", "Play Directory"),
			lookup("target_user", "Target User", "User"), lookup("target_group", "Target Group", groupLabel),
			person("missed_call_owner", "Missed Call Owner")}},
		{key: "three_way_call", label: "Three-Way Call", number: "T-{00000}", fields: []packageField{
			lookup("user", "User", "User"), lookup("group", "Group", groupLabel)}},
		{key: HistorySection, label: "Call", number: "C-{00000}", fields: []packageField{lookup("user", "User", "User")}},
	}
}

// packageName is the API name that a package's object or field has by its label.
func packageName(label string) string {
	words := strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return "FastCall__" + strings.Join(words, "_") + "__c"
}

// packageObjects are the objects of the package without rows, and where they keep which section.
func packageObjects() ([]CustomObject, Mapping) {
	var objects []CustomObject
	mapping, at := Mapping{}, map[string]int{}
	for _, s := range packageSections() {
		kept := Section{Object: packageName(s.label), Fields: map[string]string{}}
		if s.home != "" {
			kept.Object, kept.Link = mapping[s.home].Object, mapping[s.home].Link
			at[s.key] = at[s.home]
		} else {
			at[s.key] = len(objects)
			objects = append(objects, CustomObject{Name: kept.Object, Label: s.label, LabelPlural: s.plural, AutoNumber: s.number})
		}
		o := &objects[at[s.key]]
		if s.link != nil {
			kept.Link = o.add(*s.link)
		}
		for _, f := range s.fields {
			kept.Fields[f.key] = o.add(f.CustomField)
		}
		mapping[s.key] = kept
	}
	return objects, mapping
}

// add gives an object a field of the package and returns its API name. The rows that refer through it have a name of their
// own at the other end.
func (c *CustomObject) add(f CustomField) string {
	f.Name = packageName(f.Label)
	if f.ReferenceTo != "" {
		if f.ReferenceTo != "User" {
			f.ReferenceTo = packageName(f.ReferenceTo)
		}
		f.ChildRelationship = strings.TrimSuffix(packageName(c.Label+" "+f.Label), "c") + "r"
	}
	c.Fields = append(c.Fields, f)
	return f.Name
}
