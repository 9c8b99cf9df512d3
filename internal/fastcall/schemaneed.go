package fastcall

import (
	"context"
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// need is a section and the fields of it that an operation cannot do without.
type need struct {
	section Section
	fields  []string
}

// needs names sections without fields.
func needs(sections ...Section) []need {
	return lists.Map(sections, func(s Section) need { return need{section: s} })
}

// require returns the schema if it has everything that is needed, and else a
// SchemaError with all that is missing.
func (o *Org) require(ctx context.Context, needed ...need) (*Schema, error) {
	schema, err := o.Schema(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range needed {
		if schema.sections[n.section].unreachable {
			return nil, &UnreachableError{Section: n.section}
		}
		if !schema.has(n.section, n.fields...) {
			return nil, &SchemaError{Namespace: o.config.Namespace, Missing: schema.missing}
		}
	}
	return schema, nil
}

// has tells whether a section was found, with its link and some of its fields.
func (s *Schema) has(key Section, fields ...string) bool {
	found := s.sections[key]
	if found.object == nil {
		return false
	}
	if len(conceptOf(key).links) > 0 {
		fields = append(slices.Clone(fields), keyLink)
	}
	return !slices.ContainsFunc(fields, func(field string) bool { return !found.has(field) })
}

// has tells whether a field of the section was found.
func (s *section) has(key string) bool {
	_, known := conceptOf(s.key).fields[key]
	if !known && key != keyLink {
		panic(fmt.Sprintf("fastcall: no field %s.%s", s.key, key)) // A mistake of the program.
	}
	_, found := s.fields[key]
	return found
}

// name is the API name of the section's object.
func (s *section) name() salesforce.Name { return salesforce.Name(s.object.Name) }

// field is the API name of a field that was found.
func (s *section) field(key string) salesforce.Name {
	if !s.has(key) {
		panic(fmt.Sprintf("fastcall: %s.%s is used without being required", s.key, key)) // A mistake of the program.
	}
	return salesforce.Name(s.fields[key].Name)
}

// group is the path to the id of the native group that a field refers to:
// the field itself if it holds that id, or a field of Fastcall's own group.
func (s *section) group(key string) salesforce.Name {
	field := s.fields[key]
	if !s.viaGroup(key) {
		return s.field(key)
	}
	return salesforce.Name(field.RelationshipName) + "." + s.schema.sections[SectionGroup].field(keyLink)
}

// viaGroup tells whether a field refers to Fastcall's own group and not to the
// native one.
func (s *section) viaGroup(key string) bool {
	groups := s.schema.sections[SectionGroup].object
	return groups != nil && slices.Contains(s.fields[key].ReferenceTo, groups.Name)
}

// SchemaError says which of Fastcall's own objects and fields were not found.
type SchemaError struct {
	Namespace string
	Missing   []Missing
}

func (e *SchemaError) Error() string {
	return fmt.Sprintf("%d names not found in namespace %s", len(e.Missing), e.Namespace)
}

// UnreachableError says that something is asked of a section which the
// configuration calls unreachable.
type UnreachableError struct{ Section Section }

func (e *UnreachableError) Error() string { return string(e.Section) + " is unreachable" }
