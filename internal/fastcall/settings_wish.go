package fastcall

import (
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// SettingsWish is what a configuration wants of one user's settings. What is
// nil, empty or left out is not managed and stays as it is.
type SettingsWish struct {
	UserID string
	// Instance tells the resource that wants this from any other.
	Instance string
	// AddMissing leaves what exists as it is and adds what does not.
	AddMissing bool
	// Values are single values by section and key: strings and bools.
	Values        map[schemamap.Section]map[string]any
	ThreeWayCalls *bool
	// InitialStatus is the id, name or type of a user status. Only a creation
	// has one: a status changes all day.
	InitialStatus string
	// Devices are all devices of the user by name, or, with AddMissing, those
	// that must exist.
	Devices map[string]DeviceWish
	// Routes are all routes in order; nil: not managed.
	Routes   []RouteWish
	Receiver *DeviceChoice
	// Messages are texts by name. A nil text asks for a message of that name,
	// whatever is in it.
	Messages  map[string]*string
	Templates map[string]string
	// Extra are values of fields that no section names, by API name.
	Extra map[string]string
	// Dropped are names that a configuration no longer has: they are deleted.
	Dropped Names
	// Numbers asks for the user's phone numbers in the outcome.
	Numbers bool
	// Open says that the devices are not known yet, so that nothing can be said
	// of what refers to them. Only a plan has it.
	Open bool
}

// Names are names of a user's things.
type Names struct {
	Devices   []string `json:"devices,omitempty"`
	Messages  []string `json:"messages,omitempty"`
	Templates []string `json:"sms_templates,omitempty"`
	// Values are fields that were empty, as section.key.
	Values []string `json:"values,omitempty"`
}

// And joins two lists of names.
func (n Names) And(other Names) Names {
	join := func(a, b []string) []string {
		all := slices.Sorted(slices.Values(slices.Concat(a, b)))
		return slices.Compact(all)
	}
	return Names{join(n.Devices, other.Devices), join(n.Messages, other.Messages), join(n.Templates, other.Templates),
		join(n.Values, other.Values)}
}

// DeviceWish is a device of a configuration. Without a number, the number is
// not managed.
type DeviceWish struct {
	Type   string
	Number *string
}

// DeviceChoice picks a device of the user by name, or the only one of a type.
// Both are empty while it is not known.
type DeviceChoice struct{ Name, Type string }

func (c DeviceChoice) known() bool { return c != DeviceChoice{} }

// RouteWish is a route of a configuration.
type RouteWish struct {
	Device DeviceChoice
	// RingTime is in seconds; nil: not managed.
	RingTime *int64
}

// onRow tells whether the wish is about the row that a user has in a section.
func (w *SettingsWish) onRow(key schemamap.Section) bool {
	if key == schemamap.UserSettings && (len(w.Extra) > 0 || w.InitialStatus != "") {
		return true
	}
	return len(w.Values[key]) > 0 || key == schemamap.InboundRouting && w.Receiver != nil
}

// needs are the sections and fields that a wish cannot do without.
func (w *SettingsWish) needs() []schemamap.Need {
	var all []schemamap.Need
	for _, key := range oneRowSections {
		if fields := slices.Sorted(maps.Keys(w.Values[key])); len(fields) > 0 {
			all = append(all, schemamap.NeedFields(key, fields...))
		}
	}
	add := func(wanted bool, section schemamap.Section, fields ...string) {
		if wanted {
			all = append(all, schemamap.NeedFields(section, fields...))
		}
	}
	add(w.ThreeWayCalls != nil, schemamap.ThreeWayCall, "user")
	add(w.InitialStatus != "", schemamap.UserSettings, "user_status")
	add(w.InitialStatus != "", schemamap.UserStatus)
	add(len(w.Extra) > 0, schemamap.UserSettings)
	add(w.Devices != nil || len(w.Dropped.Devices) > 0 || w.chooses(), schemamap.Device, "type")
	add(w.hasNumbers(), schemamap.Device, "number")
	add(w.Routes != nil, schemamap.InboundRoute, "device", "position")
	add(w.ringTimes(), schemamap.InboundRoute, "ring_time")
	add(w.Receiver != nil, schemamap.InboundRouting, "acd_receiver")
	add(len(w.Messages)+len(w.Dropped.Messages) > 0, schemamap.Message, "text")
	add(len(w.Templates)+len(w.Dropped.Templates) > 0, schemamap.SMSTemplate, "body")
	return all
}

// chooses tells whether the wish refers to devices.
func (w *SettingsWish) chooses() bool { return w.Receiver != nil || len(w.Routes) > 0 }

func (w *SettingsWish) hasNumbers() bool {
	for _, d := range w.Devices {
		if d.Number != nil {
			return true
		}
	}
	return false
}

func (w *SettingsWish) ringTimes() bool {
	return slices.ContainsFunc(w.Routes, func(r RouteWish) bool { return r.RingTime != nil })
}

// extras are the names of the extra fields.
func (w *SettingsWish) extras() []string { return slices.Sorted(maps.Keys(w.Extra)) }

// chooseDevice finds the one device that a choice means. Of several of a type,
// it is the one that is in place already: a user who gets a second mobile goes
// on with the first.
func (s *Settings) chooseDevice(devices []Device, choice DeviceChoice, present string) (Device, error) {
	fits := lists.Filter(devices, func(d Device) bool {
		if choice.Name != "" {
			return d.Name == choice.Name
		}
		return d.Type == s.typeKey(choice.Type)
	})
	for _, d := range fits {
		if len(fits) == 1 || present != "" && d.ID == present {
			return d, nil
		}
	}
	return Device{}, &DeviceChoiceError{Choice: choice, Matches: fits, Devices: devices}
}

// devicesAfter are the devices that the user has once the wish is fulfilled.
// Those that are yet to be made have no id.
func (w *SettingsWish) devicesAfter(have *Settings) []Device {
	var after []Device
	for _, d := range have.Devices() {
		wanted, managed := w.Devices[d.Name]
		if w.Devices != nil && !w.AddMissing && !managed || slices.Contains(w.Dropped.Devices, d.Name) {
			continue
		}
		if managed && !w.AddMissing {
			d.Type = have.typeKey(wanted.Type)
		}
		after = append(after, d)
	}
	for _, name := range slices.Sorted(maps.Keys(w.Devices)) {
		if !slices.ContainsFunc(after, func(d Device) bool { return d.Name == name }) {
			after = append(after, Device{Name: name, Type: have.typeKey(w.Devices[name].Type)})
		}
	}
	return after
}
