package soql

// projection is the SELECT list as a tree: parents nest, and all fields of one
// parent share one record.
type projection struct {
	object Object
	slots  []slot
}

// slot is a field or, with a parent, the record that a reference leads to.
type slot struct {
	field  Field
	parent *projection
	step   step // to the parent
}

// add puts a column in; false if it is there already.
func (p *projection) add(c column) bool {
	for _, s := range c.steps {
		p = p.nested(s)
	}
	for _, existing := range p.slots {
		if existing.parent == nil && existing.field.Name == c.field.Name {
			return false
		}
	}
	p.slots = append(p.slots, slot{field: c.field})
	return true
}

func (p *projection) nested(s step) *projection {
	for _, existing := range p.slots {
		if existing.parent != nil && existing.field.Name == s.reference.Name {
			return existing.parent
		}
	}
	parent := &projection{object: s.parent}
	p.slots = append(p.slots, slot{s.reference, parent, s})
	return parent
}

// record shapes one row.
func (p *projection) record(rows Rows, row Row) *Record {
	record := &Record{Object: p.object.Name, Of: p.object.Name, Fields: make([]FieldValue, 0, len(p.slots))}
	record.ID, _ = row["Id"].(string)
	for _, s := range p.slots {
		value := FieldValue{Name: s.field.Name}
		if s.parent == nil {
			value.Value = stored(row, s.field)
		} else {
			value.Name = s.field.Relationship
			if parent, of, ok := s.step.parentOf(rows, row); ok {
				nested := s.parent.record(rows, parent)
				nested.Of = of
				value.Value = nested
			}
		}
		record.Fields = append(record.Fields, value)
	}
	return record
}
