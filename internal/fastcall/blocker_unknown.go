package fastcall

import (
	"context"
	"errors"
	"slices"
	"strings"

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
	ctx, cancel := context.WithTimeout(ctx, catalogTimeout)
	defer cancel()
	schema, err := o.Schema(ctx)
	if err != nil {
		return nil, err
	}
	described, err := o.client.Describe(ctx, "User")
	if err != nil || described["User"] == nil {
		return &strangers{}, unlessRefused(err)
	}
	prefix := strings.ToLower(o.config.Namespace) + "__"
	known := schema.objects()
	fields := map[string][]string{}
	var names []string
	for _, child := range described["User"].Children {
		name := strings.ToLower(child.Object)
		if !strings.HasPrefix(name, prefix) || !strings.HasSuffix(child.Field, "__c") || known[name] {
			continue
		}
		fields[child.Object] = append(fields[child.Object], child.Field)
		names = append(names, child.Object)
	}
	objects, err := o.client.Describe(ctx, names...)
	if err != nil {
		return &strangers{}, unlessRefused(err)
	}
	found := &strangers{}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		object := objects[name]
		if object == nil || !object.Queryable || slices.Contains(historyLabels, object.Label) {
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

// objects are the names of all objects that carry a section, in lower case.
func (s *Schema) objects() map[string]bool {
	names := map[string]bool{}
	for _, found := range s.sections {
		if found.object != nil {
			names[strings.ToLower(found.object.Name)] = true
		}
	}
	return names
}

// lookForStrangers counts the references to users that nobody understands.
// One that Salesforce does not answer for is left out: nothing depends on it.
func (o *Org) lookForStrangers(ctx context.Context, userIDs []string) (map[string][]Unrecognised, error) {
	known, err := o.strangers.get(ctx)
	if err != nil {
		return nil, err
	}
	type counted struct {
		userID string
		count  int
	}
	rows := make([][]counted, len(known.references))
	refused := make([]error, len(known.references))
	var queries []salesforce.Query
	for i, s := range known.references {
		soql := salesforce.SOQL("SELECT ?, COUNT(Id) n FROM ? WHERE ? IN ? GROUP BY ?",
			salesforce.Name(s.field), salesforce.Name(s.object.Name), salesforce.Name(s.field), userIDs, salesforce.Name(s.field))
		queries = append(queries, salesforce.Mapped(soql, &rows[i], func(values map[string]any) counted {
			id, _ := values[s.field].(string)
			n, _ := values["n"].(float64)
			return counted{whole(id), int(n)}
		}).Refused(&refused[i]))
	}
	if len(queries) == 0 {
		return nil, nil
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, err
	}
	found := map[string][]Unrecognised{}
	for i, s := range known.references {
		for _, row := range rows[i] {
			found[row.userID] = append(found[row.userID],
				Unrecognised{Object: s.object.Name, Label: s.object.Label, Field: s.field, Count: row.count})
		}
	}
	return found, nil
}
