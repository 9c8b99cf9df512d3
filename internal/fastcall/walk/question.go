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
func (f Question) OrRefused(err *error) Question {
	f.refused = err
	return f
}

// Along adds a path to what is read.
func (f Question) Along(path salesforce.Name) Question {
	f.Columns = WithColumns(f.Columns, path)
	return f
}

// AsIs wraps a query that only Salesforce can answer.
func AsIs(object string, q salesforce.Query) Question { return Question{Object: object, raw: &q} }

// Query is the question in Salesforce's words.
func (f Question) Query() salesforce.Query {
	if f.raw != nil {
		return *f.raw
	}
	soql := salesforce.SOQL("SELECT ? FROM ?", f.Columns, salesforce.Name(f.Object))
	if len(f.Where) > 0 {
		soql += " WHERE " + strings.Join(lists.Map(f.Where, Condition.soql), " OR ")
	}
	if f.And != nil {
		soql += " AND " + f.And.soql() // There is one condition before it.
	}
	q := salesforce.Taken(soql, f.Take)
	if f.refused != nil {
		q = q.Refused(f.refused)
	}
	return q
}

// ErrUnread says that what was read of whole objects holds no answer.
var ErrUnread = errors.New("not read")

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
