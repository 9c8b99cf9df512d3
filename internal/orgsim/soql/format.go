package soql

import (
	"strconv"
	"strings"
)

// String writes the query in a canonical layout that parses to the same tree.
func (q *Query) String() string {
	var b strings.Builder
	b.WriteString("SELECT ")
	writeList(&b, q.Select, func(item SelectItem) string {
		switch item := item.(type) {
		case *FieldItem:
			return withAlias(item.Field.Path, item.Alias)
		case *AggregateItem:
			return withAlias(item.Aggregate.text(), item.Alias)
		case *FieldsItem:
			return "FIELDS(" + item.Kind + ")"
		case *Subquery:
			return "(" + item.Query.String() + ")"
		}
		return "COUNT()"
	})
	b.WriteString(" FROM " + withAlias(q.From.Object, q.From.Alias))
	writeCondition(&b, " WHERE ", q.Where)
	if len(q.GroupBy) > 0 {
		b.WriteString(" GROUP BY ")
		writeList(&b, q.GroupBy, func(ref FieldRef) string { return ref.Path })
	}
	writeCondition(&b, " HAVING ", q.Having)
	if len(q.OrderBy) > 0 {
		b.WriteString(" ORDER BY ")
		writeList(&b, q.OrderBy, orderText)
	}
	if q.Limit != nil {
		b.WriteString(" LIMIT " + strconv.Itoa(*q.Limit))
	}
	if q.Offset != nil {
		b.WriteString(" OFFSET " + strconv.Itoa(*q.Offset))
	}
	return b.String()
}

func writeList[T any](b *strings.Builder, items []T, text func(T) string) {
	for i, item := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(text(item))
	}
}

func withAlias(name, alias string) string {
	if alias == "" {
		return name
	}
	return name + " " + alias
}

func orderText(o Order) string {
	text := o.By.text()
	if o.Descending {
		text += " DESC"
	}
	if o.NullsLast {
		text += " NULLS LAST"
	}
	return text
}

func writeCondition(b *strings.Builder, keyword string, e Expr) {
	if e != nil {
		b.WriteString(keyword)
		writeExpr(b, e)
	}
}

func writeExpr(b *strings.Builder, e Expr) {
	switch e := e.(type) {
	case *Logical:
		for i, term := range e.Terms {
			if i > 0 {
				b.WriteString(" " + e.Op + " ")
			}
			writeUnit(b, term)
		}
	case *Not:
		b.WriteString("NOT ")
		writeUnit(b, e.Term)
	case *Comparison:
		b.WriteString(e.Left.text() + " " + e.Op + " " + literalText(e.Right))
	case *Membership:
		writeIn(b, e.Left, e.Negated)
		writeList(b, e.Values, literalText)
		b.WriteString(")")
	case *SemiJoin:
		writeIn(b, e.Left, e.Negated)
		b.WriteString("SELECT " + e.Field.Path + " FROM " + withAlias(e.From.Object, e.From.Alias))
		writeCondition(b, " WHERE ", e.Where)
		b.WriteString(")")
	}
}

// writeUnit puts parentheses around whatever may not stand bare in a list of
// terms.
func writeUnit(b *strings.Builder, e Expr) {
	switch e.(type) {
	case *Logical, *Not:
		b.WriteString("(")
		writeExpr(b, e)
		b.WriteString(")")
	default:
		writeExpr(b, e)
	}
}

func writeIn(b *strings.Builder, left Operand, negated bool) {
	b.WriteString(left.text())
	if negated {
		b.WriteString(" NOT")
	}
	b.WriteString(" IN (")
}

func literalText(l Literal) string {
	switch l.Kind {
	case LiteralString, LiteralPattern:
		return quote(l.Text, l.Kind == LiteralPattern)
	}
	return l.Text
}
