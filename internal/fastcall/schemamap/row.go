package schemamap

import (
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Row is a record of a section, its values under the API names of its fields.
type Row struct {
	Place  *Place
	Values map[string]any
}

// Row is a record with these values as a row of the section.
func (p *Place) Row(values map[string]any) Row { return Row{Place: p, Values: values} }

// Selecting begins a query for a section's records: id, name, link and the
// fields of those keys that were found. Fields in groups refer to a group and
// are read by the native group's id.
func (p *Place) Selecting(groups []string, keys ...string) string {
	return salesforce.SOQL("SELECT ? FROM ? ", p.Columns(groups, keys...), p.Name())
}

// Columns are the fields that Selecting selects.
func (p *Place) Columns(groups []string, keys ...string) []salesforce.Name {
	names := []salesforce.Name{"Id"}
	if _, named := p.Object.Fields["Name"]; named {
		names = append(names, "Name")
	}
	if _, linked := p.Fields[Link]; linked && !p.ViaGroup(Link) {
		names = walk.WithColumns(names, p.Field(Link))
	} else if p.Has(Link) {
		names = walk.WithColumns(names, p.Group(Link))
	}
	for _, key := range keys {
		if p.Has(key) {
			names = walk.WithColumns(names, p.Field(key))
		}
	}
	for _, key := range groups {
		if p.Has(key) {
			names = walk.WithColumns(names, p.Group(key))
		}
	}
	return names
}

// Read returns a query for records of the section. soql begins with Selecting.
func (p *Place) Read(soql string, rows *[]Row) salesforce.Query {
	return salesforce.Mapped(soql, rows, p.Row)
}

// ID is the record's id.
func (r Row) ID() string { return r.Plain("Id") }

// Title is the record's name.
func (r Row) Title() string { return r.Plain("Name") }

// Text is a text, a reference, or the key of a picklist's value.
func (r Row) Text(key string) string {
	field, found := r.Place.Fields[key]
	if !found {
		return ""
	}
	text := r.Plain(field.Name)
	if field.Type == TypePicklist {
		return ChoiceKey(text)
	}
	return text
}

// Flag is false for what is not there.
func (r Row) Flag(key string) bool {
	on, _ := r.Values[r.Place.Fields[key].Name].(bool)
	return on
}

// Number is nil for what is empty. Salesforce sends all numbers as floats.
func (r Row) Number(key string) *int64 {
	value, ok := r.Values[r.Place.Fields[key].Name].(float64)
	if !ok {
		return nil
	}
	whole := int64(value)
	return &whole
}

// Ref is the 18-character id that a field holds, as a reference or as text.
func (r Row) Ref(key string) string { return salesforce.LongID(r.Text(key)) }

// Group is the id of the native group that a field refers to.
func (r Row) Group(key string) string {
	if !r.Place.Has(key) {
		return ""
	}
	return salesforce.LongID(r.Plain(string(r.Place.Group(key))))
}

// Plain follows a path of API names to a text.
func (r Row) Plain(path string) string {
	return walk.Text(r.Values, path)
}

// OneOf is the ids as a query compares them with a field.
func (p *Place) OneOf(key string, ids []string) []string {
	if p.ViaGroup(key) {
		return salesforce.BothForms(ids) // The group's own field is a text.
	}
	if p.Fields[key].Type == TypeReference {
		return ids
	}
	return salesforce.BothForms(ids)
}

// FlagIfAny is nil where the org has no such field.
func (r Row) FlagIfAny(key string) *bool {
	if !r.Place.Has(key) {
		return nil
	}
	on := r.Flag(key)
	return &on
}

// Holds tells whether a record has a value in a field.
func (r Row) Holds(key string, value any) bool {
	switch v := value.(type) {
	case bool:
		return r.Flag(key) == v
	case int64:
		n := r.Number(key)
		return n != nil && *n == v
	case string:
		if r.Place.Fields[key].Type == TypePicklist {
			v = ChoiceKey(v)
		}
		return salesforce.LongID(r.Text(key)) == salesforce.LongID(v)
	}
	return false
}
