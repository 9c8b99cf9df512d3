package soql

import (
	"slices"
	"strings"
)

// maxFieldsLimit is the largest LIMIT of a query with FIELDS().
const maxFieldsLimit = 200

// FieldsItem is FIELDS(ALL), FIELDS(STANDARD) or FIELDS(CUSTOM).
type FieldsItem struct {
	Kind string // in upper case
	Pos  Pos
}

func (*FieldsItem) selectItem() {}

// fields reads FIELDS() after its opening bracket.
func (p *parser) fields(pos Pos) SelectItem {
	for _, kind := range []string{"ALL", "STANDARD", "CUSTOM"} {
		if p.accept(kind, ")") {
			return &FieldsItem{kind, pos}
		}
	}
	p.unexpected()
	return nil
}

// checkFields refuses FIELDS() without a small enough LIMIT, and in grouped queries.
func checkFields(q *Query) error {
	for _, item := range q.Select {
		f, ok := item.(*FieldsItem)
		if !ok {
			continue
		}
		if q.aggregated() || q.counts() {
			return errorAt(q.source, f.Pos, CodeMalformedQuery, "The SOQL FIELDS function is not supported with aggregates")
		}
		if q.Limit == nil || *q.Limit > maxFieldsLimit {
			return errorAt(q.source, f.Pos, CodeMalformedQuery,
				"The SOQL FIELDS function must have a LIMIT of at most %d", maxFieldsLimit)
		}
	}
	return nil
}

// columns are the fields of the object that FIELDS() stands for, in the order of its description.
func (f *FieldsItem) columns(s *scope) []column {
	names := s.object.Order
	if names == nil {
		for name := range s.object.Fields {
			names = append(names, name)
		}
		slices.Sort(names)
	}
	var list []column
	for _, name := range names {
		field := s.object.Fields[strings.ToLower(name)]
		custom := strings.HasSuffix(field.Name, "__c")
		if f.Kind == "ALL" || custom == (f.Kind == "CUSTOM") {
			list = append(list, column{field: field, path: field.Name, pos: f.Pos})
		}
	}
	return list
}
