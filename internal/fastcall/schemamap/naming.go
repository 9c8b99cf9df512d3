package schemamap

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Naming are the fields by which people know a record, the best first: a
// number by its digits, the right to use one by those of the number, a step of
// an IVR by the name of the IVR.
func (p *Place) Naming() []salesforce.Name {
	var names []salesforce.Name
	switch p.Section {
	case PhoneNumber:
		if p.Has("number") {
			names = append(names, p.Field("number"))
		}
	case NumberAccess:
		numbers := p.Map.At(PhoneNumber)
		if path := p.Owner(); path != "" && numbers.Object != nil && numbers.Has("number") {
			names = append(names, path+"."+numbers.Field("number"))
		}
		names = append(names, p.Field(Link))
	case ACD:
		if p.OnActions() {
			return p.Map.At(IVRAction).Naming()
		}
	case IVRAction:
		if path := p.Owner(); path != "" {
			names = append(names, path+".Name")
		}
	}
	if _, named := p.Object.Fields["Name"]; named {
		names = append(names, "Name")
	}
	return names
}

// OnActions tells whether a section lies on the object of the IVR actions.
func (p *Place) OnActions() bool {
	actions := p.Map.At(IVRAction).Object
	return actions != nil && actions.Name == p.Object.Name
}

// Owner is the path to the record that the section's records belong to; empty
// if their link is no reference.
func (p *Place) Owner() salesforce.Name { return salesforce.Name(p.Fields[Link].RelationshipName) }

// Named is how people know a record.
func (r Row) Named() string {
	for _, path := range r.Place.Naming() {
		if r.Place.Section == NumberAccess && path == r.Place.Field(Link) {
			continue // An id is no name.
		}
		if name := r.Plain(string(path)); name != "" {
			return name
		}
	}
	return r.ID()
}

// NameAlong is the path to the name of the record that a field leads to; empty
// if it leads to none.
func (p *Place) NameAlong(key string) salesforce.Name {
	field, found := p.Fields[key]
	if !found || field.Type != TypeReference || field.RelationshipName == "" {
		return ""
	}
	return salesforce.Name(field.RelationshipName + ".Name")
}

// Behind is the path to a field of the record that a reference leads to.
func (p *Place) Behind(key string, field salesforce.Name) salesforce.Name {
	return salesforce.Name(p.Fields[key].RelationshipName) + "." + field
}

// Relationships are the names of the references to users, by object and field
// in lower case.
func (m *Map) Relationships() map[string]string {
	names := map[string]string{}
	if user := m.along["User"]; user != nil {
		for _, child := range user.Children {
			names[strings.ToLower(child.Object+"."+child.Field)] = child.Relationship
		}
	}
	return names
}
