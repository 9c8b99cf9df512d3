package usersettings

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// wish is what a plan or a state wants of the org. What is null is not managed
// and left out, and so is what is not known yet.
func (m *model) wish() fastcall.SettingsWish {
	w := fastcall.SettingsWish{
		UserID: m.UserID.ID18(), AddMissing: m.addsMissing(),
		Values: map[schemamap.Section]map[string]any{},
	}
	for section, all := range members {
		if values := valuesOf(m.section(section), all); len(values) > 0 {
			w.Values[section] = values
		}
	}
	if on, known := flagOf(m.UserSettings.Attributes()["three_way_calls"]); known {
		w.ThreeWayCalls = &on
	}
	w.InitialStatus, _ = textOf(m.UserSettings.Attributes()["initial_user_status"])
	m.wishDevices(&w)
	m.wishRouting(&w)
	for name, value := range m.Messages.Elements() {
		if w.Messages == nil {
			w.Messages = map[string]*string{}
		}
		element := membersOf(value)["text"]
		if text, known := textOf(element); known {
			w.Messages[name] = &text
		} else if element != nil && element.IsNull() {
			w.Messages[name] = nil
		}
	}
	w.Templates = textsOf(m.SMSTemplates, func(value attr.Value) attr.Value { return membersOf(value)["body"] })
	w.Extra = textsOf(m.ExtraFields, func(value attr.Value) attr.Value { return value })
	return w
}

// valuesOf are the known members of a section by key.
func valuesOf(section types.Object, all []member) map[string]any {
	values := map[string]any{}
	for _, member := range all {
		value := section.Attributes()[member.attribute]
		if on, known := flagOf(value); member.flag && known {
			values[member.key] = on
		} else if text, known := textOf(value); !member.flag && known {
			values[member.key] = text
		}
	}
	return values
}

// textsOf are the known texts of a map.
func textsOf(all types.Map, text func(attr.Value) attr.Value) map[string]string {
	var texts map[string]string
	for name, value := range all.Elements() {
		if known, ok := textOf(text(value)); ok {
			if texts == nil {
				texts = map[string]string{}
			}
			texts[name] = known
		}
	}
	return texts
}

func (m *model) wishDevices(w *fastcall.SettingsWish) {
	w.Open = m.Devices.IsUnknown()
	if m.Devices.IsNull() || m.Devices.IsUnknown() {
		return
	}
	w.Devices = map[string]fastcall.DeviceWish{}
	for name, value := range m.Devices.Elements() {
		kind, known := textOf(membersOf(value)["type"])
		device := fastcall.DeviceWish{Type: kind}
		if !known {
			w.Open = true
		}
		if number, known := textOf(membersOf(value)["number"]); known {
			if plain, err := e164.Parse(number); err == nil {
				number = plain
			}
			device.Number = &number
		}
		w.Devices[name] = device
	}
}

func (m *model) wishRouting(w *fastcall.SettingsWish) {
	attributes := m.InboundRouting.Attributes()
	if routes, ok := attributes["routes"].(types.List); ok && !routes.IsNull() && !routes.IsUnknown() {
		w.Routes = []fastcall.RouteWish{}
		for _, value := range routes.Elements() {
			route := fastcall.RouteWish{Device: choiceOf(value)}
			if ring, ok := membersOf(value)["ring_time"].(types.Int64); ok && !ring.IsUnknown() {
				route.RingTime = ring.ValueInt64Pointer()
			}
			w.Routes = append(w.Routes, route)
		}
	}
	if receiver, ok := attributes["acd_receiver"].(types.Object); ok && !receiver.IsNull() && !receiver.IsUnknown() {
		choice := choiceOf(receiver)
		w.Receiver = &choice
	}
}

func choiceOf(value attr.Value) fastcall.DeviceChoice {
	name, _ := textOf(membersOf(value)["device"])
	kind, _ := textOf(membersOf(value)["device_type"])
	return fastcall.DeviceChoice{Name: name, Type: kind}
}

// dropped are the names that a state has and a plan no longer has: what
// leaves a map goes, what leaves with its whole section stays. made are the
// things that this resource made: of messages, and of all if what exists is to
// stay, only those may go.
func (m *model) dropped(state *model, made fastcall.Names) fastcall.Names {
	names := fastcall.Names{
		Messages:  both(left(state.Messages, m.Messages), made.Messages),
		Templates: left(state.SMSTemplates, m.SMSTemplates),
	}
	if m.addsMissing() {
		names.Templates = both(names.Templates, made.Templates)
		names.Devices = both(left(state.Devices, m.Devices), made.Devices)
	}
	return names
}

// left are the keys that one map has and another, if it is managed and known,
// has not.
func left(before, now types.Map) []string {
	var names []string
	if now.IsNull() || now.IsUnknown() {
		return nil
	}
	for name := range before.Elements() {
		if _, stays := now.Elements()[name]; !stays {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func both(a, b []string) []string {
	return slices.DeleteFunc(a, func(name string) bool { return !slices.Contains(b, name) })
}
