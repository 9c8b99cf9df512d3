package soql

// Result is the answer to a query.
type Result struct {
	Count     int  // for SELECT COUNT(): the count, without records; else len(Records)
	IsCount   bool // SELECT COUNT()
	Aggregate bool // the records are AggregateResult rows
	Object    string
	Records   []*Record
}

// Record is one answered row, or a parent nested in one.
type Record struct {
	Object string       // "User", "Name" for the parent of a reference to several objects, or "AggregateResult"
	Of     string       // the object whose row it is; empty for aggregates
	ID     string       // for the record's address; empty for aggregates
	Fields []FieldValue // in SELECT order; Id only if selected
}

// FieldValue is one field of a Record. Value is a string, a bool, a number, nil,
// a *Record for a parent or a *Result for the rows of a child subquery, which is
// nil when there are none.
type FieldValue struct {
	Name  string
	Value any
}
