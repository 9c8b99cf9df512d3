package fastcall

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// strangers are references to users from objects of the namespace that belong
// to no section and are no history.
type strangers struct{ references []stranger }

type stranger struct {
	object *salesforce.Object
	field  string
}

// loadStrangers finds them in what describe says of User. Owners and the like
// are the platform's own references and say nothing. What Salesforce refuses
// to describe is left out: nothing depends on it.
func (o *Org) loadStrangers(ctx context.Context) (*strangers, error) {
	schema, err := o.Schema(ctx)
	if err != nil {
		return nil, err
	}
	if schema.Along("User") == nil {
		return &strangers{}, nil
	}
	prefix := strings.ToLower(o.config.Namespace) + "__"
	known := schema.Objects()
	fields := map[string][]string{}
	var names []string
	for _, child := range schema.Along("User").Children {
		name := strings.ToLower(child.Object)
		if !strings.HasPrefix(name, prefix) || !strings.HasSuffix(child.Field, "__c") || known[name] {
			continue
		}
		fields[child.Object] = append(fields[child.Object], child.Field)
		names = append(names, child.Object)
	}
	if len(names) == 0 {
		return &strangers{}, nil
	}
	objects, err := o.client.Describe(ctx, names...)
	if err != nil {
		return &strangers{}, unlessRefused(err)
	}
	found := &strangers{}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		object := objects[name]
		if object == nil || !object.Queryable || schemamap.IsHistory(object.Label) {
			continue
		}
		for _, field := range fields[name] {
			found.references = append(found.references, stranger{object, field})
		}
	}
	return found, nil
}

// unlessRefused is the error, unless it is a refusal by Salesforce.
func unlessRefused(err error) error {
	if refusal := new(salesforce.APIError); errors.As(err, &refusal) {
		return nil
	}
	return err
}

// counted is how many references lead to one user.
type counted struct {
	userID string
	count  int
}

// strangerCounts are the references of all users, as of one look in this walk:
// they decide nothing.
type strangerCounts struct {
	byUser map[string][]Unrecognised
	// uncounted are references of which a look at everybody cannot tell all.
	uncounted []stranger
}

// loadStrangerCounts counts them for everybody. Salesforce gives an aggregate no
// further pages (S15).
func (o *Org) loadStrangerCounts(ctx context.Context) (*strangerCounts, error) {
	known, err := o.strangers.Get(ctx)
	if err != nil {
		return nil, err
	}
	all := &strangerCounts{byUser: map[string][]Unrecognised{}}
	return all, o.countStrangers(ctx, known.references, nil, func(s stranger, rows []counted, whole bool) {
		if !whole {
			all.uncounted = append(all.uncounted, s)
			return
		}
		s.add(all.byUser, rows)
	})
}

// add notes who is referred to how often.
func (s stranger) add(byUser map[string][]Unrecognised, rows []counted) {
	for _, row := range rows {
		byUser[row.userID] = append(byUser[row.userID],
			Unrecognised{Object: s.object.Name, Label: s.object.Label, Field: s.field, Count: row.count})
	}
}

// countStrangers counts references to some users, or to anybody if none is
// named, one query for each of them. One that Salesforce does not answer for is
// left out: nothing depends on it.
func (o *Org) countStrangers(
	ctx context.Context, references []stranger, userIDs []string, take func(s stranger, rows []counted, whole bool),
) error {
	if len(references) == 0 {
		return nil
	}
	rows, totals, refused := make([][]counted, len(references)), make([]int, len(references)), make([]error, len(references))
	var queries []salesforce.Query
	for i, s := range references {
		field := salesforce.Name(s.field)
		where := salesforce.SOQL("? != null", field)
		if userIDs != nil {
			where = salesforce.SOQL("? IN ?", field, userIDs)
		}
		soql := salesforce.SOQL("SELECT ?, COUNT(Id) n FROM ? WHERE ", field, salesforce.Name(s.object.Name)) + where +
			salesforce.SOQL(" GROUP BY ?", field)
		queries = append(queries, salesforce.MappedFirstPage(soql, &rows[i], &totals[i], func(values map[string]any) counted {
			id, _ := values[s.field].(string)
			n, _ := values["n"].(float64)
			return counted{salesforce.LongID(id), int(n)}
		}).Refused(&refused[i]))
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return err
	}
	for i, s := range references {
		take(s, rows[i], refused[i] == nil && totals[i] <= len(rows[i]))
	}
	return nil
}

// lookForStrangers tells which references to users nobody understands.
func (o *Org) lookForStrangers(ctx context.Context, userIDs []string) (map[string][]Unrecognised, error) {
	all, err := o.strangerCounts.Get(ctx)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]Unrecognised, len(userIDs))
	for _, id := range userIDs {
		found[id] = slices.Clone(all.byUser[id])
	}
	return found, o.countStrangers(ctx, all.uncounted, userIDs, func(s stranger, rows []counted, _ bool) { s.add(found, rows) })
}

// strangersOf is lookForStrangers where Fastcall's own objects are known.
func (o *Org) strangersOf(ctx context.Context, g *ground, userIDs []string) (map[string][]Unrecognised, error) {
	if g.schema == nil {
		return nil, nil
	}
	return o.lookForStrangers(ctx, userIDs)
}
