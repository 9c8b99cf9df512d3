package soql

import "strings"

// maxSemiJoins is the number of semi-joins and anti-joins one WHERE may hold.
const maxSemiJoins = 2

// checkShape refuses what the grammar lets through but no schema could make
// legal.
func checkShape(q *Query) error {
	fail := func(pos Pos, message string) error {
		return errorAt(q.source, pos, CodeMalformedQuery, "%s", message)
	}
	aggregated := q.aggregated()
	for _, item := range q.Select {
		switch item := item.(type) {
		case *CountAll:
			if len(q.Select) > 1 || len(q.GroupBy) > 0 || len(q.OrderBy) > 0 {
				return fail(item.Pos, "COUNT() must stand alone, without GROUP BY and ORDER BY")
			}
		case *FieldItem:
			if item.Alias != "" && !aggregated {
				return fail(item.Field.Pos, "only aggregate expressions use field aliasing")
			}
		}
	}
	if q.Having != nil && len(q.GroupBy) == 0 {
		return fail(q.From.Pos, "HAVING requires GROUP BY")
	}
	for _, order := range q.OrderBy {
		if a, ok := order.By.(Aggregate); ok && len(q.GroupBy) == 0 {
			return fail(a.Pos, "Ordering by an aggregate requires GROUP BY")
		}
	}
	if aggregated && len(q.GroupBy) == 0 && (len(q.OrderBy) > 0 || q.Limit != nil || q.Offset != nil) {
		return fail(q.From.Pos, "Non-grouped query that uses overall aggregate functions cannot also use ORDER BY, LIMIT or OFFSET")
	}
	if err := checkChildren(q); err != nil {
		return err
	}
	if err := checkFields(q); err != nil {
		return err
	}
	joins := 0
	return checkJoins(q, q.Where, true, &joins)
}

// checkChildren refuses child subqueries where there are no parent rows to answer.
func checkChildren(q *Query) error {
	for _, item := range q.Select {
		if sub, ok := item.(*Subquery); ok && (q.aggregated() || q.counts()) {
			return errorAt(q.source, sub.Pos, CodeMalformedQuery, "a child subquery is not supported beside aggregates")
		}
	}
	return nil
}

// aggregated tells whether the answer consists of AggregateResult rows.
func (q *Query) aggregated() bool {
	for _, item := range q.Select {
		if _, ok := item.(*AggregateItem); ok {
			return true
		}
	}
	return len(q.GroupBy) > 0
}

// checkJoins applies the limits of semi-joins; free is false below OR and NOT.
func checkJoins(q *Query, e Expr, free bool, joins *int) error {
	switch e := e.(type) {
	case *Not:
		return checkJoins(q, e.Term, false, joins)
	case *Logical:
		for _, term := range e.Terms {
			if err := checkJoins(q, term, free && e.Op == "AND", joins); err != nil {
				return err
			}
		}
	case *SemiJoin:
		fail := func(pos Pos, message string) error {
			return errorAt(q.source, pos, CodeMalformedQuery, "%s", message)
		}
		*joins++
		switch {
		case !free:
			return fail(e.Left.Pos, "Semi join sub-selects are not allowed with the OR or NOT operator")
		case *joins > maxSemiJoins:
			return fail(e.Left.Pos, "Maximum 2 semi join sub-selects are allowed")
		case strings.EqualFold(e.From.Object, q.From.Object):
			return fail(e.From.Pos, "The inner and outer selects should not be on the same object type")
		}
	}
	return nil
}
