package soql

// Query is a parsed statement.
type Query struct {
	Select  []SelectItem
	From    From
	Where   Expr // nil without WHERE
	GroupBy []FieldRef
	Having  Expr // nil without HAVING
	OrderBy []Order
	Limit   *int
	Offset  *int

	source string // for error messages
}

// From names the queried object and, if given, its alias.
type From struct {
	Object string
	Alias  string
	Pos    Pos
}

// SelectItem is an element of the SELECT list: *FieldItem, *AggregateItem,
// *CountAll, *FieldsItem or *Subquery.
type SelectItem interface{ selectItem() }

// FieldItem selects a field; an alias is legal in grouped queries only.
type FieldItem struct {
	Field FieldRef
	Alias string
}

// AggregateItem selects an aggregate.
type AggregateItem struct {
	Aggregate Aggregate
	Alias     string
}

// CountAll is COUNT() without a field.
type CountAll struct{ Pos Pos }

func (*FieldItem) selectItem()     {}
func (*AggregateItem) selectItem() {}
func (*CountAll) selectItem()      {}

// Operand is the left side of a condition or the subject of ORDER BY: a
// FieldRef or an Aggregate.
type Operand interface{ text() string }

// FieldRef is a field or a parent path as written.
type FieldRef struct {
	Path string
	Pos  Pos
}

// Aggregate applies a function, named in upper case, to a field.
type Aggregate struct {
	Func  string
	Field FieldRef
	Pos   Pos
}

func (r FieldRef) text() string  { return r.Path }
func (a Aggregate) text() string { return a.Func + "(" + a.Field.Path + ")" }

// Expr is a condition: *Logical, *Not, *Comparison, *Membership or *SemiJoin.
type Expr interface{ expr() }

// Logical joins two or more conditions with one operator, AND or OR.
type Logical struct {
	Op    string
	Terms []Expr
}

// Not negates a condition.
type Not struct{ Term Expr }

// Comparison compares with one of = != < <= > >= LIKE.
type Comparison struct {
	Left  Operand
	Op    string
	Right Literal
	Pos   Pos // of the operator
}

// Membership is IN or NOT IN over literals.
type Membership struct {
	Left    Operand
	Negated bool
	Values  []Literal
	Pos     Pos // of the operator
}

// SemiJoin is IN or, negated, NOT IN over the ids that an inner query selects.
type SemiJoin struct {
	Left    FieldRef
	Negated bool
	Field   FieldRef
	From    From
	Where   Expr // nil without WHERE
}

func (*Logical) expr()    {}
func (*Not) expr()        {}
func (*Comparison) expr() {}
func (*Membership) expr() {}
func (*SemiJoin) expr()   {}

// LiteralKind tells the literals apart.
type LiteralKind int

// The kinds of literal.
const (
	LiteralNull LiteralKind = iota
	LiteralBool
	LiteralNumber
	LiteralString
	LiteralPattern // the string of LIKE
	LiteralDate
	LiteralDateTime
	LiteralDateRange // such as TODAY or LAST_N_DAYS:7, in upper case
)

// Literal is a constant. Text is the decoded string, the pattern with a
// backslash before each %, _ and \ that stands for itself, or the constant as
// written.
type Literal struct {
	Kind LiteralKind
	Text string
	Pos  Pos
}

// Order is one element of ORDER BY. Nulls come first unless asked otherwise.
type Order struct {
	By         Operand
	Descending bool
	NullsLast  bool
}
