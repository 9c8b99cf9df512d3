package walk

import (
	"errors"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Question asks for the records of an object that meet any of some conditions, or
// for all of them if there are none. It is either sent to Salesforce as a query
// or answered from a read of the whole object.
type Question struct {
	Object  string
	Columns []salesforce.Name
	Where   []Condition
	// And is another condition that all of them must meet.
	And  *Condition
	Take func(rows []map[string]any)
	// refused is the place for a refusal that does not end the call, see
	// salesforce.Query.Refused.
	refused *error
	// raw is a query that only Salesforce can answer.
	raw *salesforce.Query
}

// Condition is that a path holds one of some texts, or is true or filled.
type Condition struct {
	Path       salesforce.Name
	In         []string
	On, Filled bool
}

func (c Condition) soql() string {
	switch {
	case c.On:
		return salesforce.SOQL("? = true", c.Path)
	case c.Filled:
		return salesforce.SOQL("? != null", c.Path)
	}
	return salesforce.SOQL("? IN ?", c.Path, c.In)
}

// Ask asks for rows of a standard object.
func Ask[T any](object string, rows *[]T, value func(map[string]any) T, columns []salesforce.Name, where ...Condition) Question {
	return Question{Object: object, Columns: columns, Where: where, Take: func(found []map[string]any) {
		*rows = lists.Map(found, value)
	}}
}

// OrRefused gives the question a place for a refusal.
func (q Question) OrRefused(err *error) Question {
	q.refused = err
	return q
}

// Along adds a path to what is read.
func (q Question) Along(path salesforce.Name) Question {
	q.Columns = WithColumns(q.Columns, path)
	return q
}

// AsIs wraps a query that only Salesforce can answer.
func AsIs(object string, q salesforce.Query) Question { return Question{Object: object, raw: &q} }

// Query is the question in Salesforce's words.
func (q Question) Query() salesforce.Query {
	if q.raw != nil {
		return *q.raw
	}
	soql := salesforce.SOQL("SELECT ? FROM ?", q.Columns, salesforce.Name(q.Object))
	if len(q.Where) > 0 {
		soql += " WHERE " + strings.Join(lists.Map(q.Where, Condition.soql), " OR ")
	}
	if q.And != nil {
		soql += " AND " + q.And.soql() // There is one condition before it.
	}
	query := salesforce.Taken(soql, q.Take)
	if q.refused != nil {
		query = query.Refused(q.refused)
	}
	return query
}

// IDsPerQuery keeps a query with ids well below the 100,000 characters that a
// statement may have (S15).
const IDsPerQuery = 1000

// inPortions are the queries for questions, which may take several of them
// each. join hands over what they have found; it gets and returns what came of
// them.
func inPortions(questions []Question) (queries []salesforce.Query, join func(error) error) {
	var of []int // The question that each query is for.
	joins := make([]func(), len(questions))
	for i, q := range questions {
		parts, whole := q.portions()
		joins[i] = whole
		for _, part := range parts {
			queries, of = append(queries, part.Query()), append(of, i)
		}
	}
	return queries, func(err error) error {
		if refused := new(salesforce.QueryError); errors.As(err, &refused) {
			refused.Index = of[refused.Index]
		}
		if err == nil {
			for _, whole := range joins {
				whole()
			}
		}
		return err
	}
}

// portions are the question in as many as it takes: none of them names more
// texts than a query holds. join hands over what all of them have found.
func (q Question) portions() (parts []Question, join func()) {
	texts := 0
	for _, c := range q.Where {
		texts += len(c.In)
	}
	if q.raw != nil || texts <= IDsPerQuery && (q.And == nil || len(q.And.In) <= IDsPerQuery) {
		return []Question{q}, func() {}
	}
	and := []*Condition{nil}
	if q.And != nil {
		and = lists.Map(q.And.portions(), func(c Condition) *Condition { return &c })
	}
	var rows []map[string]any
	for _, c := range q.Where {
		for _, where := range c.portions() {
			for _, also := range and {
				part := q
				part.Where, part.And = []Condition{where}, also
				part.Take = func(found []map[string]any) { rows = append(rows, found...) }
				parts = append(parts, part)
			}
		}
	}
	refused := make([]error, len(parts))
	for i := range parts {
		if q.refused != nil {
			parts[i].refused = &refused[i]
		}
	}
	return parts, func() {
		if err := errors.Join(refused...); err != nil {
			*q.refused = err
			return
		}
		q.Take(eachOnce(rows))
	}
}

// portions are conditions that together let the same pass, each with no more
// texts than a query holds.
func (c Condition) portions() []Condition {
	if len(c.In) <= IDsPerQuery {
		return []Condition{c}
	}
	var parts []Condition
	for texts := range slices.Chunk(c.In, IDsPerQuery) {
		parts = append(parts, Condition{Path: c.Path, In: texts})
	}
	return parts
}

// eachOnce leaves out rows that were found twice.
func eachOnce(rows []map[string]any) []map[string]any {
	seen := make(map[string]bool, len(rows))
	return lists.Filter(rows, func(values map[string]any) bool {
		id := Text(values, "Id")
		twice := id != "" && seen[id]
		seen[id] = true
		return !twice
	})
}

// errUnread says that what was read of whole objects holds no answer.
var errUnread = errors.New("not read")

// WithColumns adds names to columns, each once.
func WithColumns(columns []salesforce.Name, names ...salesforce.Name) []salesforce.Name {
	columns = slices.Clone(columns)
	for _, name := range names {
		same := func(other salesforce.Name) bool { return strings.EqualFold(string(other), string(name)) }
		if !slices.ContainsFunc(columns, same) {
			columns = append(columns, name)
		}
	}
	return columns
}

// Text follows a path of API names to a text.
func Text(values map[string]any, path string) string {
	var value any = values
	for _, name := range strings.Split(path, ".") {
		object, ok := value.(map[string]any)
		if !ok {
			return ""
		}
		value = object[name]
	}
	text, _ := value.(string)
	return text
}
