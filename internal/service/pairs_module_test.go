package service_test

import (
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// The module that lives through every row of the matrix, and its people: who
// joins, and two Fastcall users whom nothing here may touch.
const (
	ada, grace, linus = "ada@acme.example", "grace@acme.example", "linus@acme.example"

	spare, warehouse = "+4570100003", "+4533120090"
)

// stage is how far the module has come.
type stage int

const (
	made stage = iota
	changed
	gone
)

// piece is one resource of the module.
type piece struct {
	name, resource string
	rank           int
	// needs are pieces that come before this one and go after it.
	needs []string
	// names are what an error may call it.
	names []string
	// config is nil once the piece has left the configuration.
	config func(l *life, at stage) values

	state   acctest.Instance
	tainted bool
	plan    *acctest.Plan
	unknown bool // something was not known in the plan
	failed  bool
}

// module is one of every resource, with everything that it can have.
func module() []*piece {
	return []*piece{
		{name: "ada", resource: "fastcall_user", names: []string{ada}, config: staged(
			values{"username": ada, "roles": []string{"user"}},
			values{"username": ada, "roles": []string{"admin", "user"}, "softphone_auto_login": true})},
		{name: "grace", resource: "fastcall_user", names: []string{grace}, config: staged(
			values{"username": grace, "roles": []string{"admin", "user"}},
			values{"username": grace, "roles": []string{"admin"}, "call_center": "Old Switchboard", "replace_existing_call_center": true})},
		{name: "linus", resource: "fastcall_user", names: []string{linus, "linus"}, config: staged(values{"federation_id": "linus"}, nil)},
		{name: "group", resource: "fastcall_group", rank: 1, needs: []string{"ada", "grace", "linus"}, names: []string{"Night Shift", "Day Shift"},
			config: groupConfig},
		{name: "member", resource: "fastcall_group_member", rank: 1, needs: []string{"grace"}, names: []string{grace, "Fastcall Sales"},
			config: memberConfig(made, grace)},
		{name: "next member", resource: "fastcall_group_member", rank: 1, needs: []string{"ada"}, names: []string{ada, "Fastcall Sales"},
			config: memberConfig(changed, ada)},
		{name: "settings", resource: "fastcall_user_settings", rank: 1, needs: []string{"ada"}, names: []string{ada}, config: settingsConfig},
		{name: "few settings", resource: "fastcall_user_settings", rank: 1, needs: []string{"grace"}, names: []string{grace},
			config: func(l *life, at stage) values {
				if at == gone {
					return nil
				}
				return values{"user_id": l.idOf("grace"), "on_destroy": "reset", "user_settings": map[string]any{"country_code": []string{"45", "46"}[at]}}
			}},
		{name: "spare", resource: "fastcall_phone_number_assignment", rank: 2, needs: []string{"ada", "grace", "group"}, names: []string{spare},
			config: spareConfig},
		{name: "warehouse", resource: "fastcall_phone_number_assignment", rank: 2, needs: []string{"grace", "group"}, names: []string{warehouse},
			config: warehouseConfig},
	}
}

func staged(configs ...values) func(*life, stage) values {
	return func(_ *life, at stage) values {
		if int(at) >= len(configs) {
			return nil
		}
		return configs[at]
	}
}

func memberConfig(during stage, username string) func(*life, stage) values {
	return func(l *life, at stage) values {
		if at != during {
			return nil
		}
		sales, _ := l.org.Find("Group", "DeveloperName", "Fastcall_Sales")
		return values{"group_id": sales["Id"], "user_id": l.idOf(username[:len(username)-len("@acme.example")])}
	}
}

func groupConfig(l *life, at stage) values {
	switch at {
	case made:
		return values{"name": "Night Shift", "extension": "710", "members": []string{l.idOf("ada"), l.idOf("linus")},
			"acd": values{"strategy": "round_robin_queue", "ring_timeout": 20, "queue_no_answer_timeout": 120, "repeat_times": 3,
				"introductory_message_id": l.rowID("message", "Welcome"), "no_answer_ivr_id": l.rowID("ivr", "After Hours"),
				"missed_call_owner_id": l.org.UserID(l.t, "marie@acme.example")},
			"shared_recording_ids": []string{l.rowID("message", "Welcome")}, "three_way_calls": true}
	case changed:
		return values{"name": "Day Shift", "extension": "711", "members": []string{l.idOf("ada"), l.idOf("grace")},
			"acd":                  values{"strategy": "simulring", "queue_no_answer_timeout": 30},
			"shared_recording_ids": []string{l.rowID("message", "Waiting music")}, "three_way_calls": false}
	}
	return nil
}

func settingsConfig(l *life, at stage) values {
	type object = map[string]any
	switch at {
	case made:
		return values{"user_id": l.idOf("ada"), "on_destroy": "reset",
			"user_settings": object{"country_code": "46", "call_recording": true, "voicemail": true, "widget": true, "three_way_calls": true,
				"initial_user_status": "available"},
			"devices": object{"Soft": object{"type": "softphone"}, "Desk": object{"type": "office_phone", "number": "+45 33 12 00 11"}},
			"inbound_routing": object{"routes": []any{object{"device": "Desk", "ring_time": 15}, object{"device": "Soft", "ring_time": 20}},
				"after_last_route": "voicemail", "acd_receiver": object{"device": "Soft"}, "notify_missed_calls": true},
			"messages": object{"Hello": object{"text": "Hello, this is Ada.\n"}}, "sms_templates": object{"Late": object{"body": "I am late."}}}
	case changed:
		return values{"user_id": l.idOf("ada"), "on_destroy": "reset",
			"user_settings": object{"country_code": "45", "call_recording": false, "voicemail": true, "three_way_calls": false},
			"devices":       object{"Soft": object{"type": "softphone"}, "Car": object{"type": "mobile", "number": "+4520100009"}},
			"inbound_routing": object{"routes": []any{object{"device": "Soft", "ring_time": 10}, object{"device": "Car", "ring_time": 20}},
				"after_last_route": "hang_up", "acd_receiver": object{"device": "Car"}, "notify_missed_calls": false},
			"messages": object{"Hello": object{"text": "Hi."}}, "sms_templates": object{"Soon": object{"body": "Soon."}}}
	}
	return nil
}

func spareConfig(l *life, at stage) values {
	sales, _ := l.org.Find("Group", "DeveloperName", "Fastcall_Sales")
	switch at {
	case made:
		return values{"phone_number": spare, "user_id": l.idOf("ada"), "outbound_sms_enabled": true,
			"available_for": values{"user_ids": []string{l.idOf("grace")}, "group_ids": []string{fmt.Sprint(sales["Id"])}}}
	case changed:
		return values{"phone_number": spare, "group_id": l.idOf("group"), "outbound_sms_enabled": false,
			"available_for": values{"user_ids": []string{l.idOf("ada")}, "group_ids": []string{}}}
	}
	return nil
}

func warehouseConfig(l *life, at stage) values {
	switch at {
	case made:
		return values{"phone_number": warehouse, "group_id": l.idOf("group"), "ivr_id": l.rowID("ivr", "Main Menu")}
	case changed:
		return values{"phone_number": warehouse, "user_id": l.idOf("grace"), "ivr_id": "none"}
	}
	return nil
}

// idOf is what a configuration says when it refers to a piece: its id, or that
// it is not known yet.
func (l *life) idOf(name string) string {
	p := l.piece(name)
	if id, known := p.state.Values["id"].(string); known && !p.tainted {
		return id
	}
	if p.plan != nil {
		if id, known := p.plan.Values["id"].(string); known {
			return id
		}
	}
	return acctest.Unknown
}

func (l *life) piece(name string) *piece {
	return l.pieces[slices.IndexFunc(l.pieces, func(p *piece) bool { return p.name == name })]
}

// rowID is the id of a row of the package by its name.
func (l *life) rowID(section, name string) string {
	return fmt.Sprint(l.org.PackageRow(l.t, section, "name", name)["id"])
}
