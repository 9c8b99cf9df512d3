package fastcall

import (
	"fmt"
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// settingsPlan finds the steps from what a user has to what is wanted. Devices
// come before the routes that lead to them, and what takes away comes last, so
// that nothing is taken away while something still points at it.
type settingsPlan struct {
	wish   *SettingsWish
	have   *Settings
	schema *schemamap.Map
	// status is the id of the user status that a creation sets.
	status string
	graph  salesforce.Graph
	// gone are the steps that take away.
	gone salesforce.Graph
	// made are the things that the steps make.
	made Names
	// created are the devices that the steps make, by name.
	created map[string]salesforce.IDOf
	err     error
}

// steps returns the whole graph; empty if nothing is missing.
func (p *settingsPlan) steps() (salesforce.Graph, error) {
	p.created = map[string]salesforce.IDOf{}
	p.texts(schemamap.Message, "text", p.have.messages, p.wish.Messages, p.wish.Dropped.Messages, &p.made.Messages)
	p.texts(schemamap.SMSTemplate, "body", p.have.templates, present(p.wish.Templates), p.wish.Dropped.Templates, &p.made.Templates)
	p.devices()
	p.routes()
	p.sheets()
	p.threeWay()
	p.removeDevices()
	return append(p.graph, p.gone...), p.err
}

// present are texts that must be as they are.
func present(texts map[string]string) map[string]*string {
	all := make(map[string]*string, len(texts))
	for name, text := range texts {
		all[name] = &text
	}
	return all
}

// fail keeps the first error.
func (p *settingsPlan) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// set puts a value under the API name of a section's field.
func (p *settingsPlan) set(fields map[string]any, s *schemamap.Place, key string, value any) {
	raw, err := s.Encode(key, value)
	if err != nil {
		p.fail(err)
		return
	}
	fields[s.Fields[key].Name] = raw
}

// create makes a row and returns its reference.
func (p *settingsPlan) create(s *schemamap.Place, fields map[string]any) salesforce.IDOf {
	ref := fmt.Sprintf("create_%d", len(p.graph))
	p.graph = append(p.graph, salesforce.Step{Ref: ref, Verb: salesforce.Create, Object: s.Object.Name, Fields: fields})
	return salesforce.IDOf(ref)
}

// update writes the fields of a row that differ.
func (p *settingsPlan) update(r schemamap.Row, fields map[string]any) {
	changed, undo := map[string]any{}, map[string]any{}
	for name, value := range fields {
		if !schemamap.SameValue(r.Place.Object.Fields[name], r.Values[name], value) {
			changed[name], undo[name] = value, r.Values[name]
		}
	}
	if len(changed) > 0 {
		p.graph = append(p.graph, salesforce.Step{Ref: fmt.Sprintf("update_%d", len(p.graph)), Verb: salesforce.Update,
			Object: r.Place.Object.Name, ID: r.ID(), Fields: changed, Undo: undo})
	}
}

// remove deletes a row.
func (p *settingsPlan) remove(r schemamap.Row) {
	p.gone = append(p.gone, salesforce.Step{Ref: fmt.Sprintf("delete_%d", len(p.gone)), Verb: salesforce.Delete,
		Object: r.Place.Object.Name, ID: r.ID()})
}

// owned are the fields of a new row of the user.
func (p *settingsPlan) owned(s *schemamap.Place, name string) map[string]any {
	fields := map[string]any{s.Fields[schemamap.Link].Name: p.have.UserID}
	if name != "" {
		fields["Name"] = name
	}
	return fields
}

// texts brings messages or templates to their texts. A recording, a message
// without a text, is never written or deleted.
func (p *settingsPlan) texts(key schemamap.Section, field string, rows []schemamap.Row, wanted map[string]*string, dropped []string, made *[]string) {
	s := p.schema.At(key)
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		text := wanted[name]
		r, found := named(rows, name)
		switch {
		case found && (text == nil || p.wish.AddMissing):
		case found && key == schemamap.Message && r.Text(field) == "":
			p.fail(&RecordingError{Name: name, Recorded: true})
		case found:
			fields := map[string]any{}
			p.set(fields, s, field, *text)
			p.update(r, fields)
		case text == nil:
			p.fail(&RecordingError{Name: name})
		default:
			fields := p.owned(s, name)
			p.set(fields, s, field, *text)
			p.create(s, fields)
			*made = append(*made, name)
		}
	}
	for _, name := range dropped {
		if r, found := named(rows, name); found && (key != schemamap.Message || r.Text(field) != "") {
			p.remove(r)
		}
	}
}

// devices makes and changes devices.
func (p *settingsPlan) devices() {
	s := p.schema.At(schemamap.Device)
	for _, name := range slices.Sorted(maps.Keys(p.wish.Devices)) {
		wanted := p.wish.Devices[name]
		r, found := named(p.have.devices, name)
		if found && p.wish.AddMissing {
			continue
		}
		fields := map[string]any{}
		p.set(fields, s, "type", wanted.Type)
		if wanted.Number != nil {
			p.set(fields, s, "number", *wanted.Number)
		}
		if found {
			p.update(r, fields)
			continue
		}
		maps.Copy(fields, p.owned(s, name))
		p.created[name] = p.create(s, fields)
		p.made.Devices = append(p.made.Devices, name)
	}
}

// removeDevices deletes the devices that the configuration does not have.
func (p *settingsPlan) removeDevices() {
	for _, d := range p.wish.surplus(p.have) {
		if err := p.wish.inUse(p.have, d); err != nil {
			p.fail(err)
			continue
		}
		r, _ := named(p.have.devices, d.Name)
		p.remove(r)
	}
}

// surplus are the devices that are to go.
func (w *SettingsWish) surplus(have *Settings) []Device {
	return lists.Filter(have.Devices(), func(d Device) bool {
		_, wanted := w.Devices[d.Name]
		return w.Devices != nil && !w.AddMissing && !wanted || slices.Contains(w.Dropped.Devices, d.Name)
	})
}

// inUse refuses to take a device away from what is not managed and points at
// it.
func (w *SettingsWish) inUse(have *Settings, d Device) error {
	use := &DeviceInUseError{Device: d.Name}
	if w.Routes == nil || w.keepsRoutes(have) {
		use.Routes = slices.ContainsFunc(have.routes, func(r schemamap.Row) bool { return r.Ref("device") == d.ID })
	}
	receiver, found := have.Receiver()
	use.Receiver = (w.Receiver == nil || w.AddMissing) && found && receiver.ID == d.ID
	if use.Routes || use.Receiver {
		return use
	}
	return nil
}

// keepsRoutes tells whether the routes that are there stay as they are.
func (w *SettingsWish) keepsRoutes(have *Settings) bool { return w.AddMissing && len(have.routes) > 0 }

// threeWay gives or takes the row that allows three-way calls.
func (p *settingsPlan) threeWay() {
	wanted := p.wish.ThreeWayCalls
	switch {
	case wanted == nil:
	case *wanted && !p.have.ThreeWayCalls():
		fields := map[string]any{}
		s := p.schema.At(schemamap.ThreeWayCall)
		p.set(fields, s, "user", p.have.UserID)
		p.create(s, fields)
		p.made.Values = append(p.made.Values, string(schemamap.ThreeWayCall))
	case !*wanted && !p.wish.AddMissing:
		for _, r := range p.have.threeWay {
			p.remove(r)
		}
	}
}

// target is what a field that refers to a device is set to; present is the id
// of the device that it refers to.
func (p *settingsPlan) target(choice DeviceChoice, present string) (any, error) {
	d, err := p.have.chooseDevice(p.wish.devicesAfter(p.have), choice, present)
	if err != nil {
		return nil, err
	}
	if ref, isNew := p.created[d.Name]; isNew {
		return ref, nil
	}
	return d.ID, nil
}
