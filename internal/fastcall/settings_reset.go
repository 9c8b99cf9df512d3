package fastcall

import (
	"context"
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// ResetSettings takes back what a configuration managed: values go to the
// defaults of their fields, routes, devices and templates are deleted, and so
// are the messages that were made here. With AddMissing, what was there before
// stays; made tells what was not. A device that something else points at stays
// and is named in the outcome. Resetting again, or after the user has been
// released, is harmless.
func (o *Org) ResetSettings(ctx context.Context, w SettingsWish, made Names) (*SettingsOutcome, error) {
	w.InitialStatus = ""
	schema, err := o.require(ctx, w.needs()...)
	if err != nil {
		return nil, err
	}
	var kept []string
	outcome, err := o.changeSettings(ctx, &w, false, func(have *Settings) (salesforce.Graph, Names, error) {
		r := resetting{settingsPlan: settingsPlan{wish: &w, have: have, schema: schema}, before: made}
		graph, err := r.steps()
		kept = r.kept
		return graph, Names{}, err
	})
	if outcome != nil {
		outcome.Kept = kept
	}
	return outcome, err
}

// resetting finds the steps of a reset.
type resetting struct {
	settingsPlan
	before Names
	kept   []string
}

func (r *resetting) steps() (salesforce.Graph, error) {
	r.sheets()
	if r.wish.Routes != nil && r.ours(string(schemamap.InboundRoute)) {
		for _, route := range r.have.routes {
			r.remove(route)
		}
	}
	if r.wish.ThreeWayCalls != nil && *r.wish.ThreeWayCalls && r.ours(string(schemamap.ThreeWayCall)) {
		for _, row := range r.have.threeWay {
			r.remove(row)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.wish.Devices)) {
		if row, found := named(r.have.devices, name); found && r.mine(name, r.before.Devices) {
			r.device(row, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.wish.Messages)) {
		if row, found := named(r.have.messages, name); found && slices.Contains(r.before.Messages, name) && row.Text("text") != "" {
			r.remove(row)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.wish.Templates)) {
		if row, found := named(r.have.templates, name); found && r.mine(name, r.before.Templates) {
			r.remove(row)
		}
	}
	return append(r.graph, r.gone...), r.err
}

// ours tells whether a value is to be reset: with AddMissing only what was
// empty before.
func (r *resetting) ours(value string) bool { return r.mine(value, r.before.Values) }

func (r *resetting) mine(name string, before []string) bool {
	return !r.wish.AddMissing || slices.Contains(before, name)
}

// device deletes a device unless something that stays points at it.
func (r *resetting) device(row schemamap.Row, name string) {
	use := &SettingsWish{Routes: r.wish.Routes, Receiver: r.wish.Receiver}
	if r.wish.AddMissing {
		if !r.ours(string(schemamap.InboundRoute)) {
			use.Routes = nil
		}
		if !r.ours(string(schemamap.InboundRouting) + ".acd_receiver") {
			use.Receiver = nil
		}
	}
	if use.inUse(r.have, Device{Name: name, ID: row.ID()}) != nil {
		r.kept = append(r.kept, name)
		return
	}
	r.remove(row)
}

// sheets empties the managed fields of the rows that the user has.
func (r *resetting) sheets() {
	for _, key := range oneRowSections {
		s := r.schema.At(key)
		present, found := r.have.row(key)
		if !found {
			continue
		}
		fields := map[string]any{}
		for field := range r.wish.Values[key] {
			if r.ours(string(key) + "." + field) {
				fields[s.Fields[field].Name] = r.standard(s, s.Fields[field])
			}
		}
		if key == schemamap.InboundRouting && r.wish.Receiver != nil && r.ours(string(key)+".acd_receiver") {
			fields[s.Fields["acd_receiver"].Name] = nil
		}
		for name := range r.wish.Extra {
			field, err := s.Extra(name, oneRowSections...)
			if key == schemamap.UserSettings && err == nil && r.ours("extra_fields."+name) {
				fields[name] = r.standard(s, field)
			}
		}
		r.merge(present, fields)
	}
}

// merge writes fields of a row with those that another section writes there.
func (r *resetting) merge(present schemamap.Row, fields map[string]any) {
	for i, step := range r.graph {
		if step.ID != present.ID() {
			continue
		}
		for name, value := range fields {
			if !schemamap.SameValue(present.Place.Object.Fields[name], present.Values[name], value) {
				r.graph[i].Fields[name], r.graph[i].Undo[name] = value, present.Values[name]
			}
		}
		return
	}
	r.update(present, fields)
}

// standard is what a field holds while nobody has set it: the value of the org
// for a checkbox of a custom setting, else the field's default.
func (r *resetting) standard(s *schemamap.Place, field salesforce.Field) any {
	if field.Type == schemamap.TypeBoolean {
		if inherited, ok := r.have.inherited[s.Object.Name].Values[field.Name].(bool); ok {
			return inherited
		}
		on, _ := field.DefaultValue.(bool)
		return on
	}
	for _, choice := range field.Picklist {
		if choice.Default {
			return choice.Value
		}
	}
	return field.DefaultValue
}
