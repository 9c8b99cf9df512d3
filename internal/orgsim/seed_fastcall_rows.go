package orgsim

import "strings"

// keyed are values by the keys of a section. A key with a point, such as acd.strategy, is one of another section that is
// kept on the same object.
type keyed map[string]any

// field is where the mapping keeps what a row calls by key.
func (m Mapping) field(section, key string) (string, bool) {
	if other, rest, dotted := strings.Cut(key, "."); dotted {
		section, key = other, rest
	}
	return m[section].field(key)
}

// withPackage puts the objects of the package into a seed, with rows for the users and groups that DefaultSeed has.
func withPackage(seed Seed) Seed {
	objects, mapping := packageObjects()
	rows := map[string][]map[string]any{}
	for section, list := range packageRows() {
		for _, values := range list {
			row := map[string]any{}
			for key, value := range values {
				name, found := mapping.field(section, key)
				if !found {
					panic("orgsim: the package keeps no " + section + "." + key)
				}
				row[name] = value
			}
			rows[mapping[section].Object] = append(rows[mapping[section].Object], row)
		}
	}
	for i := range objects {
		objects[i].Rows = rows[objects[i].Name]
	}
	seed.Objects, seed.Mapping = objects, mapping
	return seed
}

const (
	marie  = "marie@acme.example"
	edsger = "edsger@acme.example"
)

// packageRows are the rows by section.
func packageRows() map[string][]keyed {
	rows := map[string][]keyed{
		"group": {
			{"name": "Fastcall Support", "link": "Fastcall_Support", "extension": "601", "acd.strategy": "Round Robin",
				"acd.queue_no_answer_timeout": 60, "acd.ring_timeout": 15, "acd.introductory_message": "Welcome",
				"acd.no_answer_ivr": "After Hours"},
			{"name": "Fastcall Sales", "link": "Fastcall_Sales", "extension": "602"},
		},
		"phone_number": {
			{"name": "Marie direct", "number": "+4570100001", "type": "Provisioned", "assigned_user": marie, "sms_capable": true,
				"outbound_sms_enabled": true},
			{"name": "Support line", "number": "+4570100002", "type": "Provisioned", "assigned_group": "Fastcall Support",
				"sms_capable": true, "ivr": "Main Menu"},
			{"name": "Spare", "number": "+4570100003", "type": "Provisioned", "sms_capable": true},
			{"name": "Head office", "number": "+4533120000", "type": "Verified", "org_wide": true},
			{"name": "Warehouse", "number": "+4533120090", "type": "Verified"},
		},
		"number_access": {{"link": "Support line", "group": "Fastcall Sales"}},
		"message": {
			{"name": "Edsger away", "link": edsger},
			{"name": "Welcome", "text": "Welcome to Acme. Please hold the line."},
			{"name": "Waiting music"},
		},
		"message_share": {{"link": "Welcome", "group": "Fastcall Sales"}},
		"sms_template": {
			{"name": "Call back", "body": "We tried to reach you. Please call us back on {!from}."},
			{"name": "Opening hours", "body": "We are open from 9 to 17 on weekdays."},
			{"name": "Running late", "link": edsger, "body": "I am running ten minutes late."},
		},
		"user_status": {
			{"name": "Available", "type": "Available"}, {"name": "Lunch", "type": "Offline"}, {"name": "Offline", "type": "Offline"},
		},
		"ivr": {{"name": "Main Menu"}, {"name": "After Hours"}},
		"ivr_action": {
			{"link": "Main Menu", "type": "Call Transfer", "target_group": "Fastcall Support"},
			{"link": "After Hours", "type": "Call Transfer", "target_user": edsger},
		},
		"three_way_call": {{"user": edsger}},
		HistorySection:   {{"user": marie}, {"user": marie}, {"user": edsger}},
	}
	for section, list := range settingsRows() {
		rows[section] = list
	}
	return rows
}

// settingsRows are what the two Fastcall users have set for themselves.
func settingsRows() map[string][]keyed {
	return map[string][]keyed{
		"device": {
			{"name": "Marie's softphone", "link": marie, "type": "Softphone"},
			{"name": "Marie's mobile", "link": marie, "type": "Mobile", "number": "+4520100001"},
			{"name": "Edsger's softphone", "link": edsger, "type": "Softphone"},
			{"name": "Edsger's desk", "link": edsger, "type": "Office Phone", "number": "+4533120011"},
		},
		"inbound_route": {
			{"link": marie, "device": "Marie's softphone", "ring_time": 20, "position": 1},
			{"link": marie, "device": "Marie's mobile", "ring_time": 25, "position": 2},
		},
		"user_settings": {
			{"link": marie, "country_code": "45", "call_recording": true, "call_recording_mode": "All Calls", "voicemail": true,
				"widget": true, "user_status": "Available", "inbound_routing.after_last_route": "Voicemail",
				"inbound_routing.acd_receiver": "Marie's softphone", "inbound_routing.notify_missed_calls": true,
				"inbound_routing.notify_voicemails": true},
			{"link": edsger, "country_code": "45", "user_status": "Offline", "inbound_routing.after_last_route": "Hang Up",
				"inbound_routing.acd_receiver": "Edsger's softphone"},
		},
	}
}
