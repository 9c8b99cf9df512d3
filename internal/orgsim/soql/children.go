package soql

// maxChildren is the most child subqueries of one query.
const maxChildren = 20

// Child is a relationship from a parent to the rows that refer to it.
type Child struct {
	Object string // canonical name of the child object
	Field  string // canonical name of its reference to the parent
}

// Subquery is a child subquery: its FROM names the relationship instead of an
// object.
type Subquery struct {
	Query *Query
	Pos   Pos
}

func (*Subquery) selectItem() {}

// subquery reads a child subquery after its opening bracket.
func (p *parser) subquery() SelectItem {
	pos := p.peek().pos
	if p.subqueries++; p.subqueries > maxChildren {
		p.fail(pos, "a query may have at most %d child subqueries", maxChildren)
	}
	if p.nested {
		p.fail(pos, "child subqueries of child subqueries are not supported")
	}
	p.nested = true
	q := p.query(inInnerWhere)
	p.nested = false
	p.expect(")")
	if p.err == nil {
		p.err = checkShape(q)
	}
	if p.err == nil && (q.aggregated() || q.counts()) {
		p.fail(pos, "aggregates are not supported in a child subquery")
	}
	return &Subquery{Query: q, Pos: pos}
}

// counts tells whether the query asks for COUNT() alone.
func (q *Query) counts() bool {
	for _, item := range q.Select {
		if _, ok := item.(*CountAll); ok {
			return true
		}
	}
	return false
}

// children answers one child subquery for any number of parents.
type children struct {
	name     string // of the relationship
	query    *Query
	shape    *projection
	reveal   func(Row) *Record
	byParent map[string][]Row
}

// subqueries resolves and evaluates the child subqueries of the SELECT list.
func (r *run) subqueries(s *scope) ([]children, error) {
	var all []children
	for _, item := range r.query.Select {
		sub, ok := item.(*Subquery)
		if !ok {
			continue
		}
		c, err := r.children(s, sub)
		if err != nil {
			return nil, err
		}
		for _, other := range all {
			if other.name == c.name {
				return nil, s.fail(sub.Pos, CodeMalformedQuery, "duplicate child relationship: %s", c.name)
			}
		}
		all = append(all, c)
	}
	return all, nil
}

func (r *run) children(s *scope, sub *Subquery) (children, error) {
	inner, link, err := s.child(sub.Query.From)
	if err != nil {
		return children{}, err
	}
	c := children{name: link.name, query: sub.Query, byParent: map[string][]Row{}}
	nested := &run{query: sub.Query, rows: r.rows, now: r.now}
	if c.shape, err = nested.project(inner); err != nil {
		return c, err
	}
	matches, err := nested.matching(inner, sub.Query.Where)
	if err != nil {
		return c, err
	}
	keys, err := sortKeys(inner, sub.Query.OrderBy, nested.rowOperand(inner))
	if err != nil {
		return c, err
	}
	for _, row := range sorted(matches, keys) {
		if id, ok := row[link.Field].(string); ok {
			c.byParent[id] = append(c.byParent[id], row)
		}
	}
	c.reveal = func(row Row) *Record { return c.shape.record(r.rows, row) }
	if nested.broken != nil {
		return c, nested.broken
	}
	return c, nil
}

// of is the subquery's answer for one parent: nil if there are no rows.
func (c *children) of(parent Row) FieldValue {
	id, _ := parent["Id"].(string)
	rows := window(c.query, c.byParent[id])
	if len(rows) == 0 {
		return FieldValue{Name: c.name}
	}
	result := &Result{Count: len(rows), Object: c.shape.object.Name}
	for _, row := range rows {
		result.Records = append(result.Records, c.reveal(row))
	}
	return FieldValue{c.name, result}
}
