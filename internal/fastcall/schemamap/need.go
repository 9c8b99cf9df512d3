package schemamap

import (
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Need is a section and the fields of it that an operation cannot do without.
type Need struct {
	Section Section
	Fields  []string
}

// NeedFields is the need of a section with some fields.
func NeedFields(section Section, fields ...string) Need {
	return Need{Section: section, Fields: fields}
}

// Needs names sections without fields.
func Needs(sections ...Section) []Need {
	return lists.Map(sections, func(s Section) Need { return Need{Section: s} })
}

// Require is an error unless everything that is needed was found: an Error with
// all that is missing, or an UnreachableError.
func (m *Map) Require(needed ...Need) error {
	for _, n := range needed {
		if m.At(n.Section).Unreachable {
			return &UnreachableError{Section: n.Section}
		}
		if !m.Has(n.Section, n.Fields...) {
			return &Error{Namespace: m.namespace, Missing: m.missing}
		}
	}
	return nil
}

// Has tells whether a section was found, with its link and some of its fields.
func (m *Map) Has(key Section, fields ...string) bool {
	found := m.At(key)
	if found.Object == nil {
		return false
	}
	if len(conceptOf(key).links) > 0 {
		fields = append(slices.Clone(fields), Link)
	}
	return !slices.ContainsFunc(fields, func(field string) bool { return !found.Has(field) })
}

// Has tells whether a field of the section was found, and with one that refers
// to Fastcall's own group the way from there to the native one.
func (p *Place) Has(key string) bool {
	_, known := conceptOf(p.Section).fields[key]
	if !known && key != Link {
		panic(fmt.Sprintf("schemamap: no field %s.%s", p.Section, key)) // A mistake of the program.
	}
	_, found := p.Fields[key]
	if found && p.ViaGroup(key) {
		_, found = p.Map.At(Group).Fields[Link]
	}
	return found
}

// Name is the API name of the section's object.
func (p *Place) Name() salesforce.Name { return salesforce.Name(p.Object.Name) }

// Field is the API name of a field that was found.
func (p *Place) Field(key string) salesforce.Name {
	if _, found := p.Fields[key]; !found {
		panic(fmt.Sprintf("schemamap: %s.%s is used without being required", p.Section, key)) // A mistake of the program.
	}
	return salesforce.Name(p.Fields[key].Name)
}

// Group is the path to the id of the native group that a field refers to:
// the field itself if it holds that id, or a field of Fastcall's own group.
func (p *Place) Group(key string) salesforce.Name {
	field := p.Fields[key]
	if !p.ViaGroup(key) {
		return p.Field(key)
	}
	return salesforce.Name(field.RelationshipName) + "." + p.Map.At(Group).Field(Link)
}

// ViaGroup tells whether a field refers to Fastcall's own group and not to the
// native one.
func (p *Place) ViaGroup(key string) bool {
	groups := p.Map.At(Group).Object
	return groups != nil && slices.Contains(p.Fields[key].ReferenceTo, groups.Name)
}

// Error says which of Fastcall's own objects and fields were not found.
type Error struct {
	Namespace string
	Missing   []Missing
}

func (e *Error) Error() string {
	return fmt.Sprintf("%d names not found in namespace %s", len(e.Missing), e.Namespace)
}

// UnreachableError says that something is asked of a section which the
// configuration calls unreachable.
type UnreachableError struct{ Section Section }

func (e *UnreachableError) Error() string { return string(e.Section) + " is unreachable" }
