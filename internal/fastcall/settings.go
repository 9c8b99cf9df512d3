package fastcall

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// Settings are what Fastcall keeps for one user: its six sections as Fastcall's
// own screen shows them.
type Settings struct {
	UserID string
	// PhoneNumbers are the numbers that the user may call from, sorted. Nil: they
	// cannot be seen.
	PhoneNumbers []string

	schema *Schema
	// rows are those of the objects that have one row for each user, by the
	// object's name; inherited are the rows of the org, from which a user without
	// a row of the own inherits.
	rows      map[string][]row
	inherited map[string]row
	devices   []row
	routes    []row
	messages  []row
	templates []row
	// threeWay are the rows that allow the user to make three-way calls.
	threeWay []row
}

// Device is what a user is called on.
type Device struct {
	// Name is unique among the user's devices: a second one of the same name has
	// its id added.
	Name string
	// Type is the key of a picklist's value, such as office_phone.
	Type   string
	Number string
	ID     string
}

// Route is one step of inbound routing.
type Route struct {
	// Device is the name of a device of the user, DeviceType its type.
	Device, DeviceType string
	RingTime           *int64
}

// Has tells whether the org has a section, with those of its fields.
func (s *Settings) Has(section Section, keys ...string) bool {
	return !s.schema.sections[section].unreachable && s.schema.has(section, keys...)
}

// Value is a single value of a section: a string, a bool, or nil if there is
// none. A checkbox has a value wherever the user has a row.
func (s *Settings) Value(section Section, key string) any {
	r, found := s.row(section)
	if !found || !r.section.has(key) {
		return nil
	}
	switch r.section.fields[key].Type {
	case "boolean":
		return r.flag(key)
	case typeReference:
		return emptyIsNil(r.ref(key))
	}
	return emptyIsNil(r.text(key))
}

// Same tells whether a section's field holds a value, whatever the spelling.
func (s *Settings) Same(section Section, key string, value any) bool {
	r, found := s.row(section)
	if !found || !r.section.has(key) {
		return false
	}
	wanted, err := r.section.encode(key, value)
	return err == nil && sameValue(r.section.fields[key], r.values[r.section.fields[key].Name], wanted)
}

// SameType tells whether a text means a type of device, by its value or by its
// label.
func (s *Settings) SameType(text, kind string) bool { return s.typeKey(text) == choiceKey(kind) }

// typeKey is the key of the type of device that a text means.
func (s *Settings) typeKey(text string) string {
	if value, err := s.schema.sections[SectionDevice].encode("type", text); err == nil {
		raw, _ := value.(string)
		return choiceKey(raw)
	}
	return choiceKey(text)
}

// Extra is what a field that no section names holds, as text.
func (s *Settings) Extra(field string) (string, bool) {
	r, found := s.row(SectionUserSettings)
	if !found {
		return "", false
	}
	value, there := r.values[field]
	return plainText(value), there
}

// row is the user's row of a section that has one row for each user.
func (s *Settings) row(section Section) (row, bool) {
	at := s.schema.sections[section]
	if at == nil || at.object == nil || len(s.rows[at.object.Name]) == 0 {
		return row{}, false
	}
	return row{section: at, values: s.rows[at.object.Name][0].values}, true
}

// single refuses a section of which the user has several rows: nobody knows
// which of them Fastcall goes by.
func (s *Settings) single(section Section) error {
	object := s.schema.sections[section].object
	if object == nil || len(s.rows[object.Name]) < 2 {
		return nil
	}
	ids := lists.Map(s.rows[object.Name], row.id)
	return &SeveralRowsError{Object: object.Name, UserID: s.UserID, IDs: ids}
}

// ThreeWayCalls tells whether the user may make three-way calls by a row of the
// own.
func (s *Settings) ThreeWayCalls() bool { return len(s.threeWay) > 0 }

// Devices are the user's devices, the oldest first.
func (s *Settings) Devices() []Device {
	names := uniqueNames(s.devices)
	return lists.Map(s.devices, func(r row) Device {
		return Device{Name: names[r.id()], Type: r.text("type"), Number: r.text("number"), ID: r.id()}
	})
}

// device finds a device by id.
func (s *Settings) device(id string) (Device, bool) {
	for _, d := range s.Devices() {
		if d.ID == id {
			return d, true
		}
	}
	return Device{}, false
}

// Routes are the user's routes in the order in which they are tried.
func (s *Settings) Routes() []Route {
	return lists.Map(s.routes, func(r row) Route {
		route := Route{Device: r.ref("device"), RingTime: r.number("ring_time")}
		if d, found := s.device(route.Device); found {
			route.Device, route.DeviceType = d.Name, d.Type
		}
		return route
	})
}

// routed is the id of the device of the route at a place, or "".
func (s *Settings) routed(place int) string {
	if place >= len(s.routes) {
		return ""
	}
	return s.routes[place].ref("device")
}

// Receiver is the device that takes calls of ACD; false if there is none.
func (s *Settings) Receiver() (Device, bool) {
	r, found := s.row(SectionInboundRouting)
	if !found || r.ref("acd_receiver") == "" {
		return Device{}, false
	}
	id := r.ref("acd_receiver")
	if d, known := s.device(id); known {
		return d, true
	}
	return Device{Name: id, ID: id}, true
}

// Messages are the texts of the user's messages by name; a recording has none.
func (s *Settings) Messages() map[string]string { return textsByName(s.messages, "text") }

// Templates are the bodies of the user's own SMS templates by name.
func (s *Settings) Templates() map[string]string { return textsByName(s.templates, "body") }

func textsByName(rows []row, key string) map[string]string {
	names := uniqueNames(rows)
	texts := make(map[string]string, len(rows))
	for _, r := range rows {
		texts[names[r.id()]] = r.text(key)
	}
	return texts
}

// uniqueNames gives each row a name of its own, by id: Salesforce allows two
// rows of one name. The oldest keeps it.
func uniqueNames(rows []row) map[string]string {
	names, taken := make(map[string]string, len(rows)), map[string]bool{}
	for _, r := range rows {
		name := r.title()
		if taken[name] {
			name += " (" + r.id() + ")"
		}
		taken[name] = true
		names[r.id()] = name
	}
	return names
}

// named finds the row of a unique name.
func named(rows []row, name string) (row, bool) {
	names := uniqueNames(rows)
	for _, r := range rows {
		if names[r.id()] == name {
			return r, true
		}
	}
	return row{}, false
}

// byAge orders rows by id, which counts up.
func byAge(a, b row) int { return cmp.Compare(a.id(), b.id()) }

// byPosition orders routes as they are tried. One without a position comes
// last.
func byPosition(a, b row) int {
	first, second := a.number("position"), b.number("position")
	switch {
	case first != nil && second != nil && *first != *second:
		return cmp.Compare(*first, *second)
	case first != nil && second == nil:
		return -1
	case first == nil && second != nil:
		return 1
	}
	return byAge(a, b)
}

// SameText tells whether Salesforce would store two texts as the same: it trims
// them, and a heredoc ends with a line break.
func SameText(a, b string) bool { return plainLines(a) == plainLines(b) }

func plainLines(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

func emptyIsNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// order sorts what a look brought in.
func (s *Settings) order() {
	for _, rows := range [][]row{s.devices, s.messages, s.templates, s.threeWay} {
		slices.SortFunc(rows, byAge)
	}
	for _, rows := range s.rows {
		slices.SortFunc(rows, byAge)
	}
	slices.SortFunc(s.routes, byPosition)
	slices.Sort(s.PhoneNumbers)
	s.PhoneNumbers = slices.Compact(s.PhoneNumbers)
}
