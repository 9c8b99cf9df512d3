package fastcall

import (
	"reflect"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// Rights is what bringing a user from one wish to another writes, as far as the
// wishes tell; before is nil for settings that nobody managed. What is there
// already and has to be changed or taken away shows at the apply.
func (w *SettingsWish) Rights(before *SettingsWish) Needs {
	if before == nil {
		before = &SettingsWish{}
	}
	var n Needs
	for _, key := range oneRowSections {
		n.Write(w.onRow(key) && !before.onRow(key), key, Create, Change)
		n.Write(before.onRow(key) && w.differs(key, before), key, Change)
	}
	w.writesRoutes(&n, before)
	things(&n, schemamap.Device, w.Devices, before.Devices, w.AddMissing, len(w.Dropped.Devices) > 0 || w.dropsDevices(before))
	things(&n, schemamap.Message, texted(w.Messages), texted(before.Messages), w.AddMissing, len(w.Dropped.Messages) > 0)
	things(&n, schemamap.SMSTemplate, w.Templates, before.Templates, w.AddMissing, len(w.Dropped.Templates) > 0)
	w.writesThreeWay(&n, before)
	return n
}

// differs tells whether a section's row is to hold something else.
func (w *SettingsWish) differs(key schemamap.Section, before *SettingsWish) bool {
	switch {
	case len(w.Values[key]) > 0 && !reflect.DeepEqual(w.Values[key], before.Values[key]):
		return true
	case key == schemamap.UserSettings:
		return len(w.Extra) > 0 && !reflect.DeepEqual(w.Extra, before.Extra)
	}
	return w.Receiver != nil && !reflect.DeepEqual(w.Receiver, before.Receiver)
}

// dropsDevices tells whether a device leaves the configuration, which then has
// all that the user shall have.
func (w *SettingsWish) dropsDevices(before *SettingsWish) bool {
	if w.Devices == nil || w.AddMissing {
		return false
	}
	for name := range before.Devices {
		if _, stays := w.Devices[name]; !stays {
			return true
		}
	}
	return false
}

func (w *SettingsWish) writesRoutes(n *Needs, before *SettingsWish) {
	now, then := len(w.Routes), len(before.Routes)
	n.Write(now > then, schemamap.InboundRoute, Create)
	if w.AddMissing || w.Routes == nil {
		return
	}
	n.Write(min(now, then) > 0 && !reflect.DeepEqual(w.Routes[:min(now, then)], before.Routes[:min(now, then)]), schemamap.InboundRoute, Change)
	n.Write(now < then, schemamap.InboundRoute, Delete)
}

func (w *SettingsWish) writesThreeWay(n *Needs, before *SettingsWish) {
	if w.ThreeWayCalls == nil {
		return
	}
	had := before.ThreeWayCalls != nil && *before.ThreeWayCalls
	n.Write(*w.ThreeWayCalls && !had, schemamap.ThreeWayCall, Create)
	n.Write(!*w.ThreeWayCalls && had && !w.AddMissing, schemamap.ThreeWayCall, Delete)
}

// texted are the messages that have a text here.
func texted(messages map[string]*string) map[string]string {
	texts := map[string]string{}
	for name, text := range messages {
		if text != nil {
			texts[name] = *text
		}
	}
	return texts
}

// things adds what becomes of rows that go by names.
func things[T any](n *Needs, section schemamap.Section, now, before map[string]T, addMissing, drops bool) {
	var creates, changes bool
	for name, thing := range now {
		was, known := before[name]
		creates = creates || !known
		changes = changes || known && !reflect.DeepEqual(thing, was)
	}
	n.Write(creates, section, Create)
	n.Write(changes && !addMissing, section, Change)
	n.Write(drops, section, Delete)
}

// ResetRights is what a reset writes: of messages, and of everything if what
// was there stays, only what was made goes.
func (w *SettingsWish) ResetRights(made Names) Needs {
	var n Needs
	ours := func(key schemamap.Section) bool {
		return !w.AddMissing || slices.ContainsFunc(made.Values, func(name string) bool {
			section, _, _ := strings.Cut(name, ".")
			return section == string(key) || section == "extra_fields" && key == schemamap.UserSettings
		})
	}
	for _, key := range oneRowSections {
		n.Write(w.onRow(key) && ours(key), key, Change)
	}
	n.Write(len(w.Routes) > 0 && ours(schemamap.InboundRoute), schemamap.InboundRoute, Delete)
	n.Write(w.ThreeWayCalls != nil && *w.ThreeWayCalls && ours(schemamap.ThreeWayCall), schemamap.ThreeWayCall, Delete)
	goes := func(all int, made []string) bool { return len(made) > 0 || all > 0 && !w.AddMissing }
	n.Write(goes(len(w.Devices), made.Devices), schemamap.Device, Delete)
	n.Write(len(made.Messages) > 0, schemamap.Message, Delete)
	n.Write(goes(len(w.Templates), made.Templates), schemamap.SMSTemplate, Delete)
	return n
}
