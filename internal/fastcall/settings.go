package fastcall

import (
	"cmp"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// Settings are what Fastcall keeps for one user: its six sections as Fastcall's
// own screen shows them.
type Settings struct {
	UserID string
	// PhoneNumbers are the numbers that the user may call from, sorted. Nil: they
	// cannot be seen.
	PhoneNumbers []string

	schema *schemamap.Map
	// rows are those of the objects that have one row for each user, by the
	// object's name; inherited are the rows of the org, from which a user without
	// a row of the own inherits.
	rows      map[string][]schemamap.Row
	inherited map[string]schemamap.Row
	devices   []schemamap.Row
	routes    []schemamap.Row
	messages  []schemamap.Row
	templates []schemamap.Row
	// threeWay are the rows that allow the user to make three-way calls.
	threeWay []schemamap.Row
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
func (s *Settings) Has(section schemamap.Section, keys ...string) bool {
	return !s.schema.At(section).Unreachable && s.schema.Has(section, keys...)
}

// Value is a single value of a section: a string, a bool, or nil if there is
// none. A checkbox has a value wherever the user has a row.
func (s *Settings) Value(section schemamap.Section, key string) any {
	r, found := s.row(section)
	if !found || !r.Place.Has(key) {
		return nil
	}
	switch r.Place.Fields[key].Type {
	case "boolean":
		return r.Flag(key)
	case schemamap.TypeReference:
		return emptyIsNil(r.Ref(key))
	}
	return emptyIsNil(r.Text(key))
}

// Same tells whether a section's field holds a value, whatever the spelling.
func (s *Settings) Same(section schemamap.Section, key string, value any) bool {
	r, found := s.row(section)
	if !found || !r.Place.Has(key) {
		return false
	}
	wanted, err := r.Place.Encode(key, value)
	return err == nil && schemamap.SameValue(r.Place.Fields[key], r.Values[r.Place.Fields[key].Name], wanted)
}

// SameType tells whether a text means a type of device, by its value or by its
// label.
func (s *Settings) SameType(text, kind string) bool {
	return s.typeKey(text) == schemamap.ChoiceKey(kind)
}

// typeKey is the key of the type of device that a text means.
func (s *Settings) typeKey(text string) string {
	if value, err := s.schema.At(schemamap.Device).Encode("type", text); err == nil {
		raw, _ := value.(string)
		return schemamap.ChoiceKey(raw)
	}
	return schemamap.ChoiceKey(text)
}

// Extra is what a field that no section names holds, as text.
func (s *Settings) Extra(field string) (string, bool) {
	r, found := s.row(schemamap.UserSettings)
	if !found {
		return "", false
	}
	value, there := r.Values[field]
	return schemamap.PlainText(value), there
}

// row is the user's row of a section that has one row for each user.
func (s *Settings) row(section schemamap.Section) (schemamap.Row, bool) {
	at := s.schema.At(section)
	if at == nil || at.Object == nil || len(s.rows[at.Object.Name]) == 0 {
		return schemamap.Row{}, false
	}
	return at.Row(s.rows[at.Object.Name][0].Values), true
}

// single refuses a section of which the user has several rows: nobody knows
// which of them Fastcall goes by.
func (s *Settings) single(section schemamap.Section) error {
	object := s.schema.At(section).Object
	if object == nil || len(s.rows[object.Name]) < 2 {
		return nil
	}
	ids := lists.Map(s.rows[object.Name], schemamap.Row.ID)
	return &SeveralRowsError{Object: object.Name, UserID: s.UserID, IDs: ids}
}

// ThreeWayCalls tells whether the user may make three-way calls by a row of the
// own.
func (s *Settings) ThreeWayCalls() bool { return len(s.threeWay) > 0 }

// Devices are the user's devices, the oldest first.
func (s *Settings) Devices() []Device {
	names := uniqueNames(s.devices)
	return lists.Map(s.devices, func(r schemamap.Row) Device {
		return Device{Name: names[r.ID()], Type: r.Text("type"), Number: r.Text("number"), ID: r.ID()}
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
	return lists.Map(s.routes, func(r schemamap.Row) Route {
		route := Route{Device: r.Ref("device"), RingTime: r.Number("ring_time")}
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
	return s.routes[place].Ref("device")
}

// Receiver is the device that takes calls of ACD; false if there is none.
func (s *Settings) Receiver() (Device, bool) {
	r, found := s.row(schemamap.InboundRouting)
	if !found || r.Ref("acd_receiver") == "" {
		return Device{}, false
	}
	id := r.Ref("acd_receiver")
	if d, known := s.device(id); known {
		return d, true
	}
	return Device{Name: id, ID: id}, true
}

// Messages are the texts of the user's messages by name; a recording has none.
func (s *Settings) Messages() map[string]string { return textsByName(s.messages, "text") }

// Templates are the bodies of the user's own SMS templates by name.
func (s *Settings) Templates() map[string]string { return textsByName(s.templates, "body") }

func textsByName(rows []schemamap.Row, key string) map[string]string {
	names := uniqueNames(rows)
	texts := make(map[string]string, len(rows))
	for _, r := range rows {
		texts[names[r.ID()]] = r.Text(key)
	}
	return texts
}

// uniqueNames gives each row a name of its own, by id: Salesforce allows two
// rows of one name. The oldest keeps it.
func uniqueNames(rows []schemamap.Row) map[string]string {
	names, taken := make(map[string]string, len(rows)), map[string]bool{}
	for _, r := range rows {
		name := r.Title()
		if taken[name] {
			name += " (" + r.ID() + ")"
		}
		taken[name] = true
		names[r.ID()] = name
	}
	return names
}

// named finds the row of a unique name.
func named(rows []schemamap.Row, name string) (schemamap.Row, bool) {
	names := uniqueNames(rows)
	for _, r := range rows {
		if names[r.ID()] == name {
			return r, true
		}
	}
	return schemamap.Row{}, false
}

// byAge orders rows by id, which counts up.
func byAge(a, b schemamap.Row) int { return cmp.Compare(a.ID(), b.ID()) }

// byPosition orders routes as they are tried. One without a position comes
// last.
func byPosition(a, b schemamap.Row) int {
	first, second := a.Number("position"), b.Number("position")
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

func emptyIsNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// order sorts what a look brought in.
func (s *Settings) order() {
	for _, rows := range [][]schemamap.Row{s.devices, s.messages, s.templates, s.threeWay} {
		slices.SortFunc(rows, byAge)
	}
	for _, rows := range s.rows {
		slices.SortFunc(rows, byAge)
	}
	slices.SortFunc(s.routes, byPosition)
	slices.Sort(s.PhoneNumbers)
	s.PhoneNumbers = slices.Compact(s.PhoneNumbers)
}

// SameExtra tells whether a field that no section names holds what a text
// says, whatever the spelling.
func (s *Settings) SameExtra(field, text string) bool {
	r, found := s.row(schemamap.UserSettings)
	if !found {
		return text == ""
	}
	wanted, err := r.Place.EncodeExtra(field, text, oneRowSections...)
	if err != nil {
		return false
	}
	return schemamap.SameValue(r.Place.Object.Fields[field], r.Values[field], wanted)
}
