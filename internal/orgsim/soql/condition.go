package soql

import "strings"

// place is the clause a condition stands in, which decides what it may hold.
type place int

const (
	inWhere place = iota
	inInnerWhere
	inHaving
)

// condition reads terms joined by one operator, or one NOT. Salesforce gives
// neither AND nor OR precedence, so mixing them is an error.
func (p *parser) condition(where place) Expr {
	if p.depth++; p.depth > maxDepth {
		p.fail(p.peek().pos, "the conditions are nested too deeply")
	}
	defer func() { p.depth-- }()
	if p.accept("NOT") {
		return &Not{Term: p.unit(where)}
	}
	first := p.unit(where)
	op := strings.ToUpper(p.peek().text)
	if !p.peek().is("AND") && !p.peek().is("OR") {
		return first
	}
	terms := []Expr{first}
	for p.accept(op) {
		terms = append(terms, p.unit(where))
	}
	return &Logical{Op: op, Terms: terms}
}

// unit reads a condition in parentheses or a single comparison.
func (p *parser) unit(where place) Expr {
	if p.accept("(") {
		inner := p.condition(where)
		p.expect(")")
		return inner
	}
	var left Operand
	if where == inHaving {
		left = p.operand()
	} else {
		left = p.field()
	}
	pos := p.peek().pos
	if p.accept("IN") {
		return p.membership(where, left, false, pos)
	}
	if p.accept("NOT", "IN") {
		return p.membership(where, left, true, pos)
	}
	return p.comparison(left)
}

// comparisons maps operators as written to operators in the tree.
var comparisons = map[string]string{
	"=": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "LIKE": "LIKE",
}

func (p *parser) comparison(left Operand) Expr {
	t := p.peek()
	op, known := comparisons[strings.ToUpper(t.text)]
	if !known || t.kind == tokenString {
		p.unexpected()
		return nil
	}
	p.advance()
	c := &Comparison{Left: left, Op: op, Pos: t.pos}
	right := p.peek()
	if text, ok := dateLiteral(right.text); ok && (right.kind == tokenName || right.kind == tokenDateRange) && op != "LIKE" {
		p.advance()
		c.Right = Literal{LiteralDateRange, text, right.pos}
		return c
	}
	c.Right = p.literal(op == "LIKE")
	if c.Right.Kind == LiteralNull && op != "=" && op != "!=" || op == "LIKE" && c.Right.Kind != LiteralPattern {
		p.fail(right.pos, "unexpected token: '%s'", right.shown())
	}
	return c
}

func (p *parser) membership(where place, left Operand, negated bool, pos Pos) Expr {
	p.expect("(")
	if p.peek().is("SELECT") {
		join := p.semiJoin(where, left, negated)
		p.expect(")")
		return join
	}
	values := []Literal{p.literal(false)}
	for p.accept(",") {
		values = append(values, p.literal(false))
	}
	p.expect(")")
	return &Membership{Left: left, Negated: negated, Values: values, Pos: pos}
}

func (p *parser) semiJoin(where place, left Operand, negated bool) Expr {
	pos := p.peek().pos
	ref, isField := left.(FieldRef)
	switch {
	case where == inInnerWhere:
		p.fail(pos, "Nesting of semi join sub-selects is not supported")
	case where == inHaving || !isField:
		p.fail(pos, "unexpected token: 'SELECT'")
	}
	p.expect("SELECT")
	join := &SemiJoin{Left: ref, Negated: negated, Field: p.field()}
	join.From = p.from()
	if p.accept("WHERE") {
		join.Where = p.condition(inInnerWhere)
	}
	return join
}

// literal reads a constant; pattern asks for the escapes of LIKE.
func (p *parser) literal(pattern bool) Literal {
	t := p.peek()
	kinds := map[tokenKind]LiteralKind{
		tokenNumber: LiteralNumber, tokenDate: LiteralDate, tokenDateTime: LiteralDateTime,
	}
	kind, simple := kinds[t.kind]
	switch {
	case simple:
		p.advance()
		return Literal{kind, t.text, t.pos}
	case t.kind == tokenString:
		return p.text(pattern)
	case p.accept("NULL"):
		return Literal{LiteralNull, "null", t.pos}
	case p.accept("TRUE"), p.accept("FALSE"):
		return Literal{LiteralBool, strings.ToLower(t.text), t.pos}
	}
	p.unexpected()
	return Literal{}
}

func (p *parser) text(pattern bool) Literal {
	t := p.advance()
	text, ok := unescape(t.text, pattern)
	if !ok {
		p.fail(t.pos, "invalid escape sequence in string literal: '%s'", t.text)
	}
	if len(text) > maxString && len([]rune(text)) > maxString {
		p.fail(t.pos, "a string literal is longer than 4,000 characters")
	}
	kind := LiteralString
	if pattern {
		kind = LiteralPattern
	}
	return Literal{kind, text, t.pos}
}
