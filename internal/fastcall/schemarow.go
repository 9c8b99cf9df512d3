package fastcall

import (
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// row is a record of a section, its values under the API names of its fields.
type row struct {
	section *section
	values  map[string]any
}

// selecting begins a query for a section's records: id, name, link and the
// fields of those keys that were found. Fields in groups refer to a group and
// are read by the native group's id.
func (s *section) selecting(groups []string, keys ...string) string {
	return salesforce.SOQL("SELECT ? FROM ? ", s.columns(groups, keys...), s.name())
}

// columns are the fields that selecting selects.
func (s *section) columns(groups []string, keys ...string) []salesforce.Name {
	names := []salesforce.Name{"Id"}
	if _, named := s.object.Fields["Name"]; named {
		names = append(names, "Name")
	}
	if _, linked := s.fields[keyLink]; linked && !s.viaGroup(keyLink) {
		names = walk.WithColumns(names, s.field(keyLink))
	} else if linked {
		names = walk.WithColumns(names, s.group(keyLink))
	}
	for _, key := range keys {
		if s.has(key) {
			names = walk.WithColumns(names, s.field(key))
		}
	}
	for _, key := range groups {
		if s.has(key) {
			names = walk.WithColumns(names, s.group(key))
		}
	}
	return names
}

// read returns a query for records of the section. soql begins with selecting.
func (s *section) read(soql string, rows *[]row) salesforce.Query {
	return salesforce.Mapped(soql, rows, func(values map[string]any) row { return row{section: s, values: values} })
}

// id is the record's id, title its name.
func (r row) id() string    { return r.plain("Id") }
func (r row) title() string { return r.plain("Name") }

// text is a text, a reference, or the key of a picklist's value.
func (r row) text(key string) string {
	field, found := r.section.fields[key]
	if !found {
		return ""
	}
	text := r.plain(field.Name)
	if field.Type == typePicklist {
		return choiceKey(text)
	}
	return text
}

// flag is false for what is not there.
func (r row) flag(key string) bool {
	on, _ := r.values[r.section.fields[key].Name].(bool)
	return on
}

// number is nil for what is empty. Salesforce sends all numbers as floats.
func (r row) number(key string) *int64 {
	value, ok := r.values[r.section.fields[key].Name].(float64)
	if !ok {
		return nil
	}
	whole := int64(value)
	return &whole
}

// ref is the 18-character id that a field holds, as a reference or as text.
func (r row) ref(key string) string { return salesforce.LongID(r.text(key)) }

// group is the id of the native group that a field refers to.
func (r row) group(key string) string {
	if !r.section.has(key) {
		return ""
	}
	return salesforce.LongID(r.plain(string(r.section.group(key))))
}

// plain follows a path of API names to a text.
func (r row) plain(path string) string {
	return walk.Text(r.values, path)
}

// oneOf is the ids as a query compares them with a field.
func (s *section) oneOf(key string, ids []string) []string {
	if s.viaGroup(key) {
		return salesforce.BothForms(ids) // The group's own field is a text.
	}
	if s.fields[key].Type == typeReference {
		return ids
	}
	return salesforce.BothForms(ids)
}
