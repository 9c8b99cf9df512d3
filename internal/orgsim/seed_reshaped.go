package orgsim

import (
	"maps"
	"slices"
	"strings"
)

// Reshaped returns the seed with the package's data kept in another way, as another version of it may: the settings of a
// user and the inbound routing in one hierarchical custom setting, ACD settings at the IVR action that transfers to the
// group, the id of the native group wherever a field led to the package's own object for it, and whole numbers in fields
// that describe calls double, as it does every number field that somebody made. A seed in that shape is returned as it is.
func Reshaped(seed Seed) Seed {
	out := seed
	out.Objects, out.Mapping = cloneObjects(seed.Objects), seed.Mapping.clone()
	if r := (&reshaper{&out}); r.can() {
		r.groupReferences()
		r.acd()
		r.settings()
		r.numbers()
		r.hidden(seed.Mapping)
	}
	return out
}

func cloneObjects(objects []CustomObject) []CustomObject {
	objects = slices.Clone(objects)
	for i := range objects {
		c := &objects[i]
		c.Fields, c.Rows = slices.Clone(c.Fields), slices.Clone(c.Rows)
		for j := range c.Rows {
			c.Rows[j] = maps.Clone(c.Rows[j])
		}
	}
	return objects
}

// reshaper changes a seed that is all its own.
type reshaper struct{ *Seed }

// can is whether the seed has the package, in its usual shape.
func (r *reshaper) can() bool {
	settings := r.object("user_settings")
	return settings != nil && settings.Setting == "" && r.object("group") != nil && r.object("ivr_action") != nil
}

// object is that of a section, or nil.
func (r *reshaper) object(section string) *CustomObject {
	for i := range r.Objects {
		if r.Objects[i].Name == r.Mapping[section].Object {
			return &r.Objects[i]
		}
	}
	return nil
}

// groupReferences makes texts of the look-ups to the package's object for groups.
func (r *reshaper) groupReferences() {
	group := r.Mapping["group"]
	native := map[any]any{} // by name and by id of the row
	for _, row := range r.object("group").Rows {
		for _, key := range []string{"Name", "Id"} {
			if row[key] != nil {
				native[row[key]] = row[group.Link]
			}
		}
	}
	for i := range r.Objects {
		c := &r.Objects[i]
		for j := range c.Fields {
			f := &c.Fields[j]
			if f.ReferenceTo != group.Object {
				continue
			}
			for _, row := range c.Rows {
				if id, known := native[row[f.Name]]; known {
					row[f.Name] = id
				}
			}
			*f = CustomField{Name: f.Name, Label: f.Label, Length: 18, Required: f.Required, Holds: []string{"Group"}}
		}
	}
}

// acd moves the ACD settings of a group to the IVR actions that transfer to it. Those of other groups are lost.
func (r *reshaper) acd() {
	from, to := r.object("group"), r.object("ivr_action")
	acd, action := r.Mapping["acd"], r.Mapping["ivr_action"]
	acd.Object, acd.Link = action.Object, action.Fields["target_group"]
	for _, key := range sortedKeys(acd.Fields) {
		name := acd.Fields[key]
		at := slices.IndexFunc(from.Fields, func(f CustomField) bool { return f.Name == name })
		f := from.Fields[at]
		from.Fields = slices.Delete(from.Fields, at, at+1)
		if own, there := action.Fields[key]; there { // Missed calls have an owner at either place.
			acd.Fields[key] = own
		} else {
			if f.ChildRelationship != "" {
				f.ChildRelationship = strings.TrimSuffix(f.Name, "c") + "r"
			}
			to.Fields = append(to.Fields, f)
		}
		for _, row := range from.Rows {
			value, set := row[name]
			delete(row, name)
			for _, receiver := range to.Rows {
				if set && receiver[acd.Link] == row[r.Mapping["group"].Link] {
					receiver[acd.Fields[key]] = value
				}
			}
		}
	}
	r.Mapping["acd"] = acd
}

// settings turns the object for the settings of users into a hierarchical custom setting, whose rows say whose they are
// in SetupOwnerId, and gives it a row for the org.
func (r *reshaper) settings() {
	c := r.object("user_settings")
	link := r.Mapping["user_settings"].Link
	c.Name, c.Label, c.LabelPlural, c.Setting, c.AutoNumber = "FastCall__Settings__c", "Settings", "Settings", hierarchy, ""
	c.Fields = slices.DeleteFunc(c.Fields, func(f CustomField) bool { return f.Name == link })
	c.Rows = slices.DeleteFunc(c.Rows, func(row map[string]any) bool { return row[link] == nil })
	for _, row := range c.Rows {
		row["SetupOwnerId"] = row[link]
		delete(row, link)
	}
	for _, key := range []string{"user_settings", "inbound_routing"} {
		s := r.Mapping[key]
		s.Object, s.Link = c.Name, "SetupOwnerId"
		r.Mapping[key] = s
	}
	user, routing := r.Mapping["user_settings"].Fields, r.Mapping["inbound_routing"].Fields
	c.Rows = append(c.Rows, map[string]any{"Name": r.Org.Name, "SetupOwnerId": r.Org.ID, user["country_code"]: "45",
		user["voicemail"]: true, routing["after_last_route"]: "Voicemail", routing["notify_missed_calls"]: true})
}

// numbers gives whole numbers the type that describe has for them.
func (r *reshaper) numbers() {
	ours := r.Mapping.objects()
	for i := range r.Objects {
		if !slices.Contains(ours, r.Objects[i].Name) {
			continue
		}
		for j := range r.Objects[i].Fields {
			if f := &r.Objects[i].Fields[j]; f.Type == "int" {
				f.Type = "double"
			}
		}
	}
}

// hidden keeps from the API user what was kept from him before.
func (r *reshaper) hidden(before Mapping) {
	objects, fields := map[string]string{}, map[string]string{}
	for _, key := range sortedKeys(before) {
		was, is := before[key], r.Mapping[key]
		if key == "user_settings" {
			objects[was.Object] = is.Object
		}
		fields[was.Object+"."+was.Link] = is.Object + "." + is.Link
		for name, field := range was.Fields {
			fields[was.Object+"."+field] = is.Object + "." + is.Fields[name]
		}
	}
	follow := func(names []string, now map[string]string) []string {
		names = slices.Clone(names)
		for i, name := range names {
			if moved, did := now[name]; did {
				names[i] = moved
			}
		}
		return names
	}
	r.APIUser.HiddenObjects, r.APIUser.HiddenFields = follow(r.APIUser.HiddenObjects, objects), follow(r.APIUser.HiddenFields, fields)
}
