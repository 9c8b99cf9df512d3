package soql

import (
	"strconv"
	"strings"
)

// maxOffset is the largest OFFSET.
const maxOffset = 2000

// maxDepth bounds nested parentheses, which cost stack.
const maxDepth = 500

// Parse reads one statement.
func Parse(statement string) (*Query, error) {
	tokens, err := lex(statement)
	if err != nil {
		return nil, err
	}
	p := &parser{source: statement, tokens: tokens}
	q := p.query(inWhere)
	if p.err == nil && p.peek().kind != tokenEnd {
		p.unexpected()
	}
	if p.err == nil {
		p.err = checkShape(q)
	}
	if p.err != nil {
		return nil, p.err
	}
	return q, nil
}

// parser keeps its first error and, from then on, sees only the end of the
// statement, so that callers need not check after every step.
type parser struct {
	source string
	tokens []token
	at     int
	depth  int
	err    error
	// subqueries counts the child subqueries; nested is whether one is being read.
	subqueries int
	nested     bool
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) advance() token {
	t := p.peek()
	if t.kind != tokenEnd {
		p.at++
	}
	return t
}

// accept consumes the words if they come next, all of them.
func (p *parser) accept(words ...string) bool {
	for i, word := range words {
		if p.at+i >= len(p.tokens) || !p.tokens[p.at+i].is(word) {
			return false
		}
	}
	p.at += len(words)
	return true
}

func (p *parser) expect(word string) {
	if !p.accept(word) {
		p.unexpected()
	}
}

func (p *parser) unexpected() {
	p.fail(p.peek().pos, "unexpected token: '%s'", p.peek().shown())
}

func (p *parser) fail(pos Pos, format string, args ...any) {
	if p.err == nil {
		p.err = errorAt(p.source, pos, CodeMalformedQuery, format, args...)
	}
	p.at = len(p.tokens) - 1
}

// query reads a statement, or a child subquery, whose conditions stand inside.
func (p *parser) query(where place) *Query {
	q := &Query{source: p.source}
	p.expect("SELECT")
	q.Select = p.selectList()
	q.From = p.from()
	if p.accept("WHERE") {
		q.Where = p.condition(where)
	}
	if p.accept("GROUP", "BY") {
		q.GroupBy = append(q.GroupBy, p.field())
		for p.accept(",") {
			q.GroupBy = append(q.GroupBy, p.field())
		}
	}
	if p.accept("HAVING") {
		q.Having = p.condition(inHaving)
	}
	if p.accept("ORDER", "BY") {
		q.OrderBy = append(q.OrderBy, p.order())
		for p.accept(",") {
			q.OrderBy = append(q.OrderBy, p.order())
		}
	}
	if p.accept("LIMIT") {
		q.Limit = p.whole()
	}
	if p.accept("OFFSET") {
		q.Offset = p.whole()
		if p.err == nil && *q.Offset > maxOffset {
			p.err = &Error{CodeNumberOutsideRange, "Maximum SOQL offset allowed is " + strconv.Itoa(maxOffset)}
		}
	}
	return q
}

func (p *parser) selectList() []SelectItem {
	items := []SelectItem{p.selectItem()}
	for p.accept(",") {
		items = append(items, p.selectItem())
	}
	return items
}

func (p *parser) selectItem() SelectItem {
	pos := p.peek().pos
	if p.accept("COUNT", "(", ")") {
		return &CountAll{Pos: pos}
	}
	if p.peek().is("(") && p.at+1 < len(p.tokens) && p.tokens[p.at+1].is("SELECT") {
		p.advance()
		return p.subquery()
	}
	if p.accept("FIELDS", "(") {
		return p.fields(pos)
	}
	switch operand := p.operand().(type) {
	case Aggregate:
		return &AggregateItem{operand, p.alias()}
	case FieldRef:
		return &FieldItem{operand, p.alias()}
	}
	return nil
}

// operand reads a field or an aggregate.
func (p *parser) operand() Operand {
	t := p.peek()
	for _, name := range []string{"COUNT", "MIN", "MAX", "SUM", "AVG"} {
		if p.accept(name, "(") {
			a := Aggregate{Func: name, Field: p.field(), Pos: t.pos}
			p.expect(")")
			return a
		}
	}
	return p.field()
}

func (p *parser) field() FieldRef {
	t := p.peek()
	if t.kind != tokenName || notNames[strings.ToUpper(t.text)] {
		p.unexpected()
		return FieldRef{}
	}
	p.advance()
	return FieldRef{Path: t.text, Pos: t.pos}
}

// alias reads an alias if one comes next.
func (p *parser) alias() string {
	t := p.peek()
	if t.kind != tokenName || notAliases[strings.ToUpper(t.text)] || strings.Contains(t.text, ".") {
		return ""
	}
	return p.advance().text
}

func (p *parser) from() From {
	p.expect("FROM")
	t := p.peek()
	if t.kind != tokenName || notNames[strings.ToUpper(t.text)] || strings.Contains(t.text, ".") {
		p.unexpected()
		return From{}
	}
	p.advance()
	return From{Object: t.text, Alias: p.alias(), Pos: t.pos}
}

func (p *parser) order() Order {
	o := Order{By: p.operand()}
	if p.accept("DESC") {
		o.Descending = true
	} else {
		p.accept("ASC")
	}
	if p.accept("NULLS", "LAST") {
		o.NullsLast = true
	} else {
		p.accept("NULLS", "FIRST")
	}
	return o
}

// whole reads a number without sign or fraction.
func (p *parser) whole() *int {
	t := p.peek()
	n, err := strconv.Atoi(t.text)
	if t.kind != tokenNumber || !allDigits(t.text) || err != nil {
		p.unexpected()
		return nil
	}
	p.advance()
	return &n
}
