package fastcall

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// find asks for the records of an object that meet any of some conditions, or
// for all of them if there are none. It is either sent to Salesforce as a query
// or answered from a read of the whole object.
type find struct {
	object  string
	columns []salesforce.Name
	where   []condition
	// and is another condition that all of them must meet.
	and  *condition
	take func(rows []map[string]any)
	// refused is the place for a refusal that does not end the call, see
	// salesforce.Query.Refused.
	refused *error
	// raw is a query that only Salesforce can answer.
	raw *salesforce.Query
}

// condition is that a path holds one of some texts, or is true or filled.
type condition struct {
	path       salesforce.Name
	in         []string
	on, filled bool
}

func (c condition) soql() string {
	switch {
	case c.on:
		return salesforce.SOQL("? = true", c.path)
	case c.filled:
		return salesforce.SOQL("? != null", c.path)
	}
	return salesforce.SOQL("? IN ?", c.path, c.in)
}

// among is the condition that a field of the section holds one of some ids.
func (s *section) among(key string, ids []string) condition {
	return condition{path: s.field(key), in: s.oneOf(key, ids)}
}

// amongGroups is among for a field that refers to a group.
func (s *section) amongGroups(key string, ids []string) condition {
	return condition{path: s.group(key), in: s.oneOf(key, ids)}
}

// find asks for records of the section.
func (s *section) find(rows *[]row, columns []salesforce.Name, where ...condition) find {
	return find{object: s.object.Name, columns: columns, where: where, take: func(found []map[string]any) {
		*rows = convert(found, func(values map[string]any) row { return row{section: s, values: values} })
	}}
}

// findNative asks for rows of a standard object.
func findNative[T any](object string, rows *[]T, value func(row) T, columns []salesforce.Name, where ...condition) find {
	return find{object: object, columns: columns, where: where, take: func(found []map[string]any) {
		*rows = convert(found, func(values map[string]any) T { return value(row{values: values}) })
	}}
}

// orRefused gives the question a place for a refusal.
func (f find) orRefused(err *error) find {
	f.refused = err
	return f
}

// along adds a path to what is read.
func (f find) along(path salesforce.Name) find {
	f.columns = columnsWith(f.columns, path)
	return f
}

// asIs wraps a query that only Salesforce can answer.
func asIs(object string, q salesforce.Query) find { return find{object: object, raw: &q} }

// query is the question in Salesforce's words.
func (f find) query() salesforce.Query {
	if f.raw != nil {
		return *f.raw
	}
	soql := salesforce.SOQL("SELECT ? FROM ?", f.columns, salesforce.Name(f.object))
	if len(f.where) > 0 {
		soql += " WHERE " + strings.Join(convert(f.where, condition.soql), " OR ")
	}
	if f.and != nil {
		soql += " AND " + f.and.soql() // There is one condition before it.
	}
	q := salesforce.Taken(soql, f.take)
	if f.refused != nil {
		q = q.Refused(f.refused)
	}
	return q
}

// find answers questions: from what this walk has read, where the context says
// so, and else by a request.
func (o *Org) find(ctx context.Context, questions ...find) error {
	if len(questions) == 0 {
		return nil
	}
	if ctx.Value(fromTables{}) != nil {
		return o.tables.answer(ctx, questions)
	}
	if err := o.client.Query(ctx, convert(questions, find.query)...); err != nil {
		return hidden(err, convert(questions, func(f find) string { return f.object })...)
	}
	return nil
}

type (
	// lookingOn marks a context in which nothing is written, fromTables one in
	// which questions are answered from what was read of whole objects.
	lookingOn  struct{}
	fromTables struct{}
)

// LookingOn returns a context for reads and plans: what is found in it decides
// no write, and may come from a read of many that this walk has made since it
// last wrote what is asked for.
func LookingOn(ctx context.Context) context.Context {
	return context.WithValue(ctx, lookingOn{}, true)
}

// afresh returns a context in which nothing is answered from memory. What several
// callers share carries the context of the first, and another may be about to
// write.
func afresh(ctx context.Context) context.Context {
	return context.WithValue(context.WithValue(ctx, lookingOn{}, nil), fromTables{}, nil)
}

// errUnread says that what was read of whole objects holds no answer.
var errUnread = errors.New("not read")

// lookUp answers for one key: from what this walk has read, if the caller only
// looks on, or else by a look that others share. What is not among what was read
// is looked up: it may be new.
func lookUp[Key comparable, Found any](
	ctx context.Context, shared *coalesce.Group[Key, Found], look func(context.Context, []Key) (map[Key]Found, error), key Key,
	there func(Found) bool,
) (Found, error) {
	if ctx.Value(lookingOn{}) != nil {
		found, err := look(context.WithValue(ctx, fromTables{}, true), []Key{key})
		if err == nil && there(found[key]) {
			return found[key], nil
		}
		if err != nil && !errors.Is(err, errUnread) {
			return found[key], err
		}
	}
	return shared.Do(ctx, key)
}

// filled tells of a list whether anything is in it.
func filled[T any](list []T) bool { return len(list) > 0 }

// columnsWith adds names to columns, each once.
func columnsWith(columns []salesforce.Name, names ...salesforce.Name) []salesforce.Name {
	columns = slices.Clone(columns)
	for _, name := range names {
		if !containsFold(columns, name) {
			columns = append(columns, name)
		}
	}
	return columns
}

// anyhow takes what was read for the answer even if it is that there is nothing,
// as it is of most who are yet to get something.
func anyhow[T any](T) bool { return true }
