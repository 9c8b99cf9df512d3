package soql

import "iter"

// Schema answers what the calling user may see. Names are matched without
// regard to case.
type Schema interface {
	// Object describes one object; false leads to INVALID_TYPE.
	Object(name string) (Object, bool)
}

// Object describes one sObject.
type Object struct {
	Name   string           // canonical, "UserPackageLicense"
	Fields map[string]Field // by lower-case field name; only what the caller may see
	// Order lists the fields as FIELDS() answers them; nil means by name.
	Order []string
	// Children are the child relationships by lower-case name, and ChildNames
	// spells them as answers do.
	Children   map[string]Child
	ChildNames map[string]string
}

// Field describes one field of an Object.
type Field struct {
	Name          string // canonical, "CallCenterId"
	Type          Type
	ReferenceTo   string   // object name, for Reference
	OneOf         []string // object names, for a Reference to several objects
	Relationship  string   // "PackageLicense"; empty when SOQL has no path through the field
	CaseSensitive bool     // strings compare exactly
	NotFilterable bool     // refused in WHERE
	LenientID     bool     // accept 18-character id literals with a wrong checksum
}

// Type is the data type of a field, spelt as describe spells it.
type Type string

// The data types that queries treat differently; an unlisted one counts as a
// string.
const (
	ID           Type = "id"
	Reference    Type = "reference"
	String       Type = "string"
	Boolean      Type = "boolean"
	Int          Type = "int"
	Double       Type = "double"
	Currency     Type = "currency"
	Percent      Type = "percent"
	Date         Type = "date"
	DateTime     Type = "datetime"
	Picklist     Type = "picklist"
	Phone        Type = "phone"
	Email        Type = "email"
	URL          Type = "url"
	TextArea     Type = "textarea"
	LongTextArea Type = "longtextarea"
)

func (t Type) isID() bool { return t == ID || t == Reference }

func (t Type) isNumber() bool {
	return t == Int || t == Double || t == Currency || t == Percent
}

// Rows gives the rows of an object, named canonically, that the caller may see.
type Rows interface {
	// All yields every row, in the order a query without ORDER BY answers.
	All(object string) iter.Seq[Row]
	// ByID finds one row by its 18-character id.
	ByID(object, id string) (Row, bool)
}

// Row holds values by canonical field name: string, bool, int64, float64 or
// nil. Dates are "2006-01-02" and date-times "2006-01-02T15:04:05.000-0700".
type Row map[string]any
