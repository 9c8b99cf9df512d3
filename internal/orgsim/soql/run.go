package soql

import "time"

// maxOffsetRows is the most rows a query with OFFSET answers: it has no cursor.
const maxOffsetRows = 2000

// Run evaluates q and returns records shaped for JSON: fields in SELECT order,
// parents nested, nil for null. An error is an *Error unless rows broke its
// contract.
//
// Date literals such as TODAY are reckoned from now, in UTC.
func (q *Query) Run(schema Schema, rows Rows, now time.Time) (*Result, error) {
	s, err := newScope(schema, q.From, q.source, now)
	if err != nil {
		return nil, err
	}
	r := &run{query: q, rows: rows, now: now}
	result, err := r.result(s)
	if err == nil {
		err = r.broken
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

// run is one evaluation.
type run struct {
	query  *Query
	rows   Rows
	now    time.Time
	broken error // the first value that did not fit its field
}

func (r *run) result(s *scope) (*Result, error) {
	if r.query.aggregated() {
		return r.grouped(s)
	}
	result := &Result{Object: s.object.Name, Records: []*Record{}, IsCount: r.query.counts()}
	p, err := r.project(s)
	if err != nil {
		return nil, err
	}
	subs, err := r.subqueries(s)
	if err != nil {
		return nil, err
	}
	matches, err := r.matching(s, r.query.Where)
	if err != nil {
		return nil, err
	}
	keys, err := sortKeys(s, r.query.OrderBy, r.rowOperand(s))
	if err != nil {
		return nil, err
	}
	matches = window(r.query, sorted(matches, keys))
	result.Count = len(matches)
	if result.IsCount {
		return result, nil
	}
	for _, row := range matches {
		record := p.record(r.rows, row)
		for i := range subs {
			record.Fields = append(record.Fields, subs[i].of(row))
		}
		result.Records = append(result.Records, record)
	}
	return result, nil
}

// project resolves the fields of the SELECT list.
func (r *run) project(s *scope) (*projection, error) {
	p := &projection{object: s.object}
	for _, item := range r.query.Select {
		var columns []column
		switch item := item.(type) {
		case *FieldItem:
			c, err := s.column(item.Field)
			if err != nil {
				return nil, err
			}
			columns = []column{c}
		case *FieldsItem:
			columns = item.columns(s)
		}
		for _, c := range columns {
			if !p.add(c) {
				return nil, s.fail(c.pos, CodeInvalidField, "duplicate field selected: %s", c.field.Name)
			}
		}
	}
	return p, nil
}

// matching collects the rows of the scope's object that satisfy a condition.
func (r *run) matching(s *scope, where Expr) ([]Row, error) {
	keep, err := filter[Row]{s, r.rowOperand(s), func(e *SemiJoin) (predicate[Row], error) {
		return r.semiJoin(s, e)
	}}.compile(where)
	if err != nil {
		return nil, err
	}
	var matches []Row
	for row := range r.rows.All(s.object.Name) {
		if keep(row) {
			matches = append(matches, row)
		}
	}
	return matches, nil
}

// rowOperand resolves operands whose values come from a row.
func (r *run) rowOperand(s *scope) func(Operand) (bound[Row], error) {
	return func(o Operand) (bound[Row], error) {
		ref, ok := o.(FieldRef)
		if !ok {
			return bound[Row]{}, s.fail(s.from.Pos, CodeMalformedQuery, "%s needs GROUP BY", o.text())
		}
		c, err := s.column(ref)
		read := func(row Row) any { return r.normal(c.field, c.read(r.rows, row)) }
		return bound[Row]{c.field, c.pos, read}, err
	}
}

func (r *run) normal(f Field, v any) any {
	n, err := normal(f, v)
	if err != nil && r.broken == nil {
		r.broken = err
	}
	return n
}

// semiJoin evaluates the inner query at once and compiles a look-up.
func (r *run) semiJoin(s *scope, e *SemiJoin) (predicate[Row], error) {
	inner, err := newScope(s.schema, e.From, s.source, s.now)
	if err != nil {
		return nil, err
	}
	left, err := joinColumn(s, e.Left)
	if err != nil {
		return nil, err
	}
	right, err := joinColumn(inner, e.Field)
	if err != nil {
		return nil, err
	}
	matches, err := r.matching(inner, e.Where)
	if err != nil {
		return nil, err
	}
	set := make(map[any]bool, len(matches))
	for _, row := range matches {
		if id := r.normal(right.field, right.read(r.rows, row)); id != nil {
			set[id] = true
		}
	}
	return func(row Row) bool {
		return set[r.normal(left.field, left.read(r.rows, row))] != e.Negated
	}, nil
}

// joinColumn resolves either side of a semi-join: an id of the object itself.
func joinColumn(s *scope, ref FieldRef) (column, error) {
	c, err := s.column(ref)
	switch {
	case err != nil:
		return c, err
	case len(c.steps) > 0:
		return c, s.fail(ref.Pos, CodeMalformedQuery, "The operand '%s' of a semi join cannot follow relationships", ref.Path)
	case !c.field.Type.isID():
		return c, s.fail(ref.Pos, CodeMalformedQuery, "The operand '%s' of a semi join must be an id or reference field", ref.Path)
	case c.field.NotFilterable:
		return c, s.fail(ref.Pos, CodeInvalidField, "field '%s' can not be filtered in a query call", c.field.Name)
	}
	return c, nil
}

// window applies OFFSET and LIMIT.
func window[T any](q *Query, items []T) []T {
	if q.Offset != nil {
		items = items[min(*q.Offset, len(items)):]
		items = items[:min(maxOffsetRows, len(items))]
	}
	if q.Limit != nil {
		items = items[:min(*q.Limit, len(items))]
	}
	return items
}
