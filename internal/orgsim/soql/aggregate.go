package soql

import "math"

// aggregate is a resolved aggregate function.
type aggregate struct {
	fn  string
	col column
}

// aggregate resolves a function and its field, and refuses types it does not
// work on.
func (s *scope) aggregate(a Aggregate) (aggregate, error) {
	c, err := s.column(a.Field)
	if err != nil {
		return aggregate{}, err
	}
	t := c.field.Type
	numeric := a.Func == "SUM" || a.Func == "AVG"
	if t == Boolean || t == LongTextArea || numeric && !t.isNumber() {
		return aggregate{}, s.fail(a.Pos, CodeMalformedQuery,
			"field %s does not support aggregate operator %s", c.field.Name, a.Func)
	}
	return aggregate{a.Func, c}, nil
}

// field describes the aggregate's result, for HAVING and ORDER BY.
func (a aggregate) field() Field {
	switch a.fn {
	case "COUNT":
		return Field{Name: "COUNT", Type: Int}
	case "SUM", "AVG":
		return Field{Name: a.fn, Type: Double}
	}
	return a.col.field
}

// tally accumulates one aggregate over one group.
type tally struct {
	count int64
	sum   float64
	best  any // as stored
	rank  any // best in normal form
}

// add takes in a value, as stored and in normal form.
func (t *tally) add(fn string, value, normal any) {
	if normal == nil {
		return
	}
	t.count++
	switch fn {
	case "SUM", "AVG":
		if n, ok := normal.(float64); ok {
			t.sum += n
		}
	case "MIN", "MAX":
		c := 0
		if t.rank != nil {
			c = compare(normal, t.rank)
		}
		if t.rank == nil || fn == "MIN" && c < 0 || fn == "MAX" && c > 0 {
			t.best, t.rank = value, normal
		}
	}
}

// result is the aggregate's value; nil over no values, except for COUNT.
func (t *tally) result(a aggregate) any {
	switch {
	case a.fn == "COUNT":
		return t.count
	case t.count == 0:
		return nil
	case a.fn == "AVG":
		return t.sum / float64(t.count)
	case a.fn == "SUM" && a.col.field.Type == Int && math.Abs(t.sum) < 1<<53:
		return int64(t.sum)
	case a.fn == "SUM":
		return t.sum
	}
	return t.best
}
