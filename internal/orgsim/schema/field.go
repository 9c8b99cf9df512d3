package schema

import (
	"strings"
	"unicode"
)

// Type is a field type as describe names it.
type Type string

// The field types that the simulated objects use.
const (
	ID        Type = "id"
	String    Type = "string"
	TextArea  Type = "textarea"
	Email     Type = "email"
	Phone     Type = "phone"
	URL       Type = "url"
	Boolean   Type = "boolean"
	Int       Type = "int"
	Double    Type = "double"
	Date      Type = "date"
	DateTime  Type = "datetime"
	Picklist  Type = "picklist"
	Reference Type = "reference"
)

// Field is one field of an object.
type Field struct {
	Name, Label            string
	Type                   Type
	Length                 int
	Createable, Updateable bool
	Nillable               bool
	// Defaulted is whether Salesforce fills the field when a create leaves it out.
	Defaulted          bool
	Default            any
	Unique             bool
	CaseSensitive      bool
	IDLookup           bool
	ExternalID         bool
	NotFilterable      bool
	RestrictedPicklist bool
	Values             []string
	ReferenceTo        []string
	Relationship       string
	// ChildRelationship is the name under which a child subquery of the parent finds the rows that refer to it.
	ChildRelationship string
	// Precision is the most digits of a number, and Scale how many of them stand after the point. Without a precision, a
	// number is as long as its type allows.
	Precision, Scale int
	// Holds are the objects one of whose ids a text holds. The platform knows nothing of it: custom objects cannot refer to
	// groups, so packages keep such ids in texts.
	Holds []string
	// AutoNumber, such as "N-{0000}", is how the platform numbers the rows, if it does; nobody else writes the field.
	AutoNumber string
	// Since is the first API version that has the field; 0 means all.
	Since float64
}

// Required is whether a create without a value for this field fails.
func (f *Field) Required() bool { return f.Createable && !f.Nillable && !f.Defaulted }

// Text is whether the field holds a string that a caller may set freely.
func (f *Field) Text() bool {
	switch f.Type {
	case String, TextArea, Email, Phone, URL, Picklist:
		return true
	}
	return false
}

// NewField returns a field. Its flags are letters: c createable, u updateable, n nillable, d filled when left out,
// l id lookup, e external id, q unique, s case-sensitive, x not filterable.
func NewField(name string, kind Type, length int, flags string) Field {
	f := Field{Name: name, Label: label(name), Type: kind, Length: length}
	for _, flag := range flags {
		switch flag {
		case 'c':
			f.Createable = true
		case 'u':
			f.Updateable = true
		case 'n':
			f.Nillable = true
		case 'd':
			f.Defaulted = true
		case 'l':
			f.IDLookup = true
		case 'e':
			f.ExternalID, f.IDLookup = true, true
		case 'q':
			f.Unique = true
		case 's':
			f.CaseSensitive = true
		case 'x':
			f.NotFilterable = true
		default:
			panic("schema: unknown field flag " + string(flag))
		}
	}
	return f
}

// Flag returns a boolean field, which is never null and false unless said otherwise.
func Flag(name, flags string) Field {
	f := NewField(name, Boolean, 0, flags+"d")
	f.Default = false
	return f
}

// Lookup returns a reference field. An empty relationship means that no path leads through it, as with User.CallCenterId
// (S20, S21).
func Lookup(name, relationship, flags string, to ...string) Field {
	f := NewField(name, Reference, 18, flags)
	f.Label = strings.TrimSuffix(f.Label, " Id") + " ID"
	f.ReferenceTo, f.Relationship = to, relationship
	return f
}

// Children names the relationship from the parent to the rows that refer to it.
func (f Field) Children(name string) Field {
	f.ChildRelationship = name
	return f
}

// Choice returns a picklist. With restricted, other values are refused; the first value is the default if it is
// filled when left out.
func Choice(name, flags string, restricted bool, values ...string) Field {
	f := NewField(name, Picklist, 40, flags)
	f.RestrictedPicklist, f.Values = restricted, values
	if f.Defaulted && len(values) > 0 {
		f.Default = values[0]
	}
	return f
}

// From returns the field as existing only since an API version.
func (f Field) From(version float64) Field {
	f.Since = version
	return f
}

// With returns the field with a value that Salesforce fills in when a create leaves it out.
func (f Field) With(value any) Field {
	f.Defaulted, f.Default = true, value
	return f
}

// label splits an API name into the words that Salesforce shows.
func label(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
