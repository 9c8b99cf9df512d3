package soql

import (
	"fmt"
	"strings"
)

// group is one row of an aggregate result: the grouped values as stored, then
// the values of the aggregates.
type group []any

// grouping resolves the fields and aggregates that make up a group. Aggregates
// are added as SELECT, HAVING and ORDER BY mention them.
type grouping struct {
	run        *run
	scope      *scope
	columns    []column
	aggregates []aggregate
}

// output is a selected element of a group.
type output struct {
	name  string
	index int
}

// grouped answers a query with aggregates or GROUP BY.
func (r *run) grouped(s *scope) (*Result, error) {
	g := &grouping{run: r, scope: s}
	if err := g.resolveColumns(); err != nil {
		return nil, err
	}
	outputs, err := g.outputs()
	if err != nil {
		return nil, err
	}
	keep, err := filter[group]{scope: s, operand: g.operand}.compile(r.query.Having)
	if err != nil {
		return nil, err
	}
	keys, err := sortKeys(s, r.query.OrderBy, g.operand)
	if err != nil {
		return nil, err
	}
	matches, err := r.matching(s, r.query.Where)
	if err != nil {
		return nil, err
	}
	var groups []group
	for _, one := range g.collect(matches) {
		if keep(one) {
			groups = append(groups, one)
		}
	}
	result := &Result{Aggregate: true, Object: s.object.Name, Records: []*Record{}}
	for _, one := range window(r.query, sorted(groups, keys)) {
		record := &Record{Object: "AggregateResult"}
		for _, o := range outputs {
			record.Fields = append(record.Fields, FieldValue{o.name, one[o.index]})
		}
		result.Records = append(result.Records, record)
	}
	result.Count = len(result.Records)
	return result, nil
}

func (g *grouping) resolveColumns() error {
	for _, ref := range g.run.query.GroupBy {
		c, err := g.scope.column(ref)
		if err != nil {
			return err
		}
		switch c.field.Type {
		case DateTime, Double, Currency, Percent, LongTextArea:
			return g.scope.fail(c.pos, CodeMalformedQuery, "field '%s' can not be grouped in a query call", c.field.Name)
		}
		g.columns = append(g.columns, c)
	}
	return nil
}

// outputs resolves the SELECT list; aggregates without an alias are numbered.
func (g *grouping) outputs() ([]output, error) {
	var outputs []output
	names := map[string]bool{}
	numbered := 0
	for _, item := range g.run.query.Select {
		var o output
		var pos Pos
		switch item := item.(type) {
		case *FieldItem:
			i, err := g.column(item.Field)
			if err != nil {
				return nil, err
			}
			o, pos = output{g.columns[i].field.Name, i}, item.Field.Pos
			if item.Alias != "" {
				o.name = item.Alias
			}
		case *AggregateItem:
			i, err := g.aggregate(item.Aggregate)
			if err != nil {
				return nil, err
			}
			o, pos = output{item.Alias, len(g.columns) + i}, item.Aggregate.Pos
			if o.name == "" {
				o.name = fmt.Sprintf("expr%d", numbered)
				numbered++
			}
		}
		if names[strings.ToLower(o.name)] {
			return nil, g.scope.fail(pos, CodeMalformedQuery, "duplicate alias: %s", o.name)
		}
		names[strings.ToLower(o.name)] = true
		outputs = append(outputs, o)
	}
	return outputs, nil
}

// column finds a field among the grouped ones.
func (g *grouping) column(ref FieldRef) (int, error) {
	c, err := g.scope.column(ref)
	if err != nil {
		return 0, err
	}
	for i, grouped := range g.columns {
		if grouped.path == c.path {
			return i, nil
		}
	}
	return 0, g.scope.fail(ref.Pos, CodeMalformedQuery, "Field must be grouped or aggregated: %s", c.field.Name)
}

// aggregate finds an aggregate among the known ones, or adds it.
func (g *grouping) aggregate(ref Aggregate) (int, error) {
	a, err := g.scope.aggregate(ref)
	if err != nil {
		return 0, err
	}
	for i, known := range g.aggregates {
		if known.fn == a.fn && known.col.path == a.col.path {
			return i, nil
		}
	}
	g.aggregates = append(g.aggregates, a)
	return len(g.aggregates) - 1, nil
}

// operand resolves operands whose values come from a group.
func (g *grouping) operand(o Operand) (bound[group], error) {
	b := bound[group]{}
	var index int
	switch o := o.(type) {
	case FieldRef:
		i, err := g.column(o)
		if err != nil {
			return b, err
		}
		index, b.field, b.pos = i, g.columns[i].field, o.Pos
	case Aggregate:
		i, err := g.aggregate(o)
		if err != nil {
			return b, err
		}
		index, b.field, b.pos = len(g.columns)+i, g.aggregates[i].field(), o.Pos
	}
	field := b.field
	b.read = func(one group) any { return g.run.normal(field, one[index]) }
	return b, nil
}

// collect distributes rows over groups, in order of first appearance. Without
// GROUP BY there is exactly one group, even over no rows.
func (g *grouping) collect(rows []Row) []group {
	type pending struct {
		values  group
		tallies []tally
	}
	var all []*pending
	index := map[string]*pending{}
	if len(g.columns) == 0 {
		index[""] = &pending{tallies: make([]tally, len(g.aggregates))}
		all = append(all, index[""])
	}
	for _, row := range rows {
		key, values := g.key(row)
		p, ok := index[key]
		if !ok {
			p = &pending{values, make([]tally, len(g.aggregates))}
			index[key] = p
			all = append(all, p)
		}
		for i, a := range g.aggregates {
			v := a.col.read(g.run.rows, row)
			p.tallies[i].add(a.fn, v, g.run.normal(a.col.field, v))
		}
	}
	groups := make([]group, len(all))
	for i, p := range all {
		groups[i] = p.values
		for k, a := range g.aggregates {
			groups[i] = append(groups[i], p.tallies[k].result(a))
		}
	}
	return groups
}

// key gives the values a row is grouped by, and a string equal for rows of one
// group.
func (g *grouping) key(row Row) (string, group) {
	var b strings.Builder
	var values group
	for _, c := range g.columns {
		v := c.read(g.run.rows, row)
		values = append(values, v)
		fmt.Fprintf(&b, "%#v;", g.run.normal(c.field, v))
	}
	return b.String(), values
}
