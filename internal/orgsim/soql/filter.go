package soql

// predicate decides whether T, a row or a group, is kept.
type predicate[T any] func(T) bool

// bound is a resolved operand: the field that governs its comparisons, and how
// to read its normal value.
type bound[T any] struct {
	field Field
	pos   Pos
	read  func(T) any
}

// filter compiles the conditions of one clause.
type filter[T any] struct {
	scope   *scope
	operand func(Operand) (bound[T], error)
	join    func(*SemiJoin) (predicate[T], error)
}

func (f filter[T]) compile(e Expr) (predicate[T], error) {
	switch e := e.(type) {
	case *Logical:
		return f.logical(e)
	case *Not:
		term, err := f.compile(e.Term)
		return func(t T) bool { return !term(t) }, err
	case *Comparison:
		return f.comparison(e)
	case *Membership:
		return f.membership(e)
	case *SemiJoin:
		return f.join(e)
	}
	return func(T) bool { return true }, nil
}

func (f filter[T]) logical(e *Logical) (predicate[T], error) {
	terms := make([]predicate[T], len(e.Terms))
	for i, term := range e.Terms {
		var err error
		if terms[i], err = f.compile(term); err != nil {
			return nil, err
		}
	}
	decisive := e.Op == "OR"
	return func(t T) bool {
		for _, term := range terms {
			if term(t) == decisive {
				return decisive
			}
		}
		return !decisive
	}, nil
}

// filterable resolves an operand and refuses fields that cannot be filtered.
func (f filter[T]) filterable(o Operand) (bound[T], error) {
	left, err := f.operand(o)
	if err == nil && left.field.NotFilterable {
		err = f.scope.fail(left.pos, CodeInvalidField, "field '%s' can not be filtered in a query call", left.field.Name)
	}
	return left, err
}

func (f filter[T]) comparison(e *Comparison) (predicate[T], error) {
	left, err := f.filterable(e.Left)
	if err != nil {
		return nil, err
	}
	if e.Op == "LIKE" {
		return f.like(left, e)
	}
	if e.Right.Kind == LiteralDateRange {
		return f.dated(left, e)
	}
	if left.field.Type == Boolean && e.Op != "=" && e.Op != "!=" {
		return nil, f.scope.fail(e.Pos, CodeInvalidFilterOperator, "invalid operator on boolean field")
	}
	want, err := f.scope.constant(left.field, e.Right)
	if err != nil {
		return nil, err
	}
	read := left.read
	switch e.Op {
	case "=":
		return func(t T) bool { return read(t) == want }, nil
	case "!=":
		return func(t T) bool { return read(t) != want }, nil
	}
	if want == nil {
		return func(T) bool { return false }, nil
	}
	ordered := map[string]func(int) bool{
		"<":  func(c int) bool { return c < 0 },
		"<=": func(c int) bool { return c <= 0 },
		">":  func(c int) bool { return c > 0 },
		">=": func(c int) bool { return c >= 0 },
	}[e.Op]
	return func(t T) bool {
		v := read(t)
		return v != nil && ordered(compare(v, want))
	}, nil
}

func (f filter[T]) like(left bound[T], e *Comparison) (predicate[T], error) {
	if kind, name, _ := expected(left.field.Type); kind != LiteralString || left.field.Type.isID() {
		if left.field.Type.isID() {
			name = "id"
		}
		return nil, f.scope.fail(e.Pos, CodeInvalidFilterOperator, "invalid operator on %s field", name)
	}
	pattern := e.Right.Text
	if !left.field.CaseSensitive {
		pattern = fold(pattern)
	}
	match := like(pattern)
	return func(t T) bool {
		s, ok := left.read(t).(string)
		return ok && match(s)
	}, nil
}

// membership looks values up in a set, so that thousands of ids cost no more
// than one.
func (f filter[T]) membership(e *Membership) (predicate[T], error) {
	left, err := f.filterable(e.Left)
	if err != nil {
		return nil, err
	}
	set := make(map[any]bool, len(e.Values))
	for _, literal := range e.Values {
		v, err := f.scope.constant(left.field, literal)
		if err != nil {
			return nil, err
		}
		set[v] = true
	}
	return func(t T) bool { return set[left.read(t)] != e.Negated }, nil
}
