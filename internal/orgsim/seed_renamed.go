package orgsim

import (
	"fmt"
	"slices"
	"strings"
)

// Renamed returns the seed with other API names for the objects of the package and their fields, which nothing tells but
// the mapping and the labels, as in an org where everything is called differently from what somebody guessed.
func Renamed(seed Seed) Seed {
	r := &renamer{mapping: seed.Mapping.clone(), objects: map[string]string{}, fields: map[string]map[string]string{}}
	out := seed
	out.Objects = slices.Clone(seed.Objects)
	r.choose(out.Objects)
	for i, c := range out.Objects {
		out.Objects[i] = r.object(c)
	}
	out.Mapping = Mapping{}
	for key, s := range r.mapping {
		out.Mapping[key] = r.section(s)
	}
	out.APIUser.HiddenObjects = slices.Clone(seed.APIUser.HiddenObjects)
	for i, name := range out.APIUser.HiddenObjects {
		out.APIUser.HiddenObjects[i] = r.named(name)
	}
	out.APIUser.HiddenFields = slices.Clone(seed.APIUser.HiddenFields)
	for i, name := range out.APIUser.HiddenFields {
		object, field, _ := strings.Cut(name, ".")
		out.APIUser.HiddenFields[i] = r.named(object) + "." + r.fieldOf(object, field)
	}
	return out
}

// renamer holds the new names by the old ones.
type renamer struct {
	mapping Mapping
	objects map[string]string
	fields  map[string]map[string]string
}

// choose numbers the objects of the package and their fields. Standard names, such as Name, stay.
func (r *renamer) choose(objects []CustomObject) {
	ours, count := r.mapping.objects(), 0
	for i, c := range objects {
		if !slices.Contains(ours, c.Name) {
			continue
		}
		r.objects[c.Name], r.fields[c.Name] = fmt.Sprintf("FastCall__Obj%02d__c", i+1), map[string]string{}
		for _, f := range c.Fields {
			count++
			r.fields[c.Name][f.Name] = fmt.Sprintf("FastCall__f%d__c", count)
		}
	}
}

func (r *renamer) named(object string) string {
	if now, ours := r.objects[object]; ours {
		return now
	}
	return object
}

func (r *renamer) fieldOf(object, field string) string {
	if now, ours := r.fields[object][field]; ours {
		return now
	}
	return field
}

func (r *renamer) section(s Section) Section {
	fields := map[string]string{}
	for key, name := range s.Fields {
		fields[key] = r.fieldOf(s.Object, name)
	}
	return Section{Object: r.named(s.Object), Link: r.fieldOf(s.Object, s.Link), Fields: fields}
}

// object renames an object with its fields, and in every object the references to one of the package.
func (r *renamer) object(c CustomObject) CustomObject {
	fields, rows := slices.Clone(c.Fields), make([]map[string]any, len(c.Rows))
	for i := range fields {
		f := &fields[i]
		if f.Label == "" {
			f.Label = f.Name
		}
		f.Name, f.ReferenceTo = r.fieldOf(c.Name, f.Name), r.named(f.ReferenceTo)
		if _, ours := r.objects[c.Name]; ours && f.ReferenceTo != "" {
			f.Relationship = "" // It follows the name of the field.
			f.ChildRelationship = strings.TrimSuffix(f.Name, "c") + "r"
		}
	}
	for i, values := range c.Rows {
		rows[i] = map[string]any{}
		for name, value := range values {
			rows[i][r.fieldOf(c.Name, name)] = value
		}
	}
	if c.Label == "" {
		c.Label = c.Name
	}
	c.Name, c.Fields, c.Rows = r.named(c.Name), fields, rows
	return c
}
