package orgsim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
)

// Act is what another administrator does.
type Act struct {
	// Act is insert, update or delete, or release: what Fastcall's own page does with a user.
	Act    string         `json:"act"`
	Object string         `json:"object,omitempty"`
	ID     string         `json:"id,omitempty"`
	Fields map[string]any `json:"fields,omitempty"`
	// Username is who is released.
	Username string `json:"username,omitempty"`
}

// Insert creates a row as another administrator: platform rules apply (seats run out, duplicates are refused), the API
// user's permissions do not. Fields that only Setup or the vendor can write may be written. Nothing enters the journal.
func (o *Org) Insert(object string, fields map[string]any) (id string, err error) {
	return o.act(Act{Act: "insert", Object: object, Fields: fields})
}

// Update changes a row as another administrator; see Insert.
func (o *Org) Update(object, id string, fields map[string]any) error {
	_, err := o.act(Act{Act: "update", Object: object, ID: id, Fields: fields})
	return err
}

// Delete removes a row as another administrator; see Insert.
func (o *Org) Delete(object, id string) error {
	_, err := o.act(Act{Act: "delete", Object: object, ID: id})
	return err
}

func (o *Org) act(a Act) (string, error) {
	ids, err := o.acts([]Act{a})
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// acts does everything in one transaction: if one act is refused, none is done. It returns the id of each act's row.
func (o *Org) acts(list []Act) ([]string, error) {
	t := o.newCall("").begin(true, &mixture{}).asPackage()
	defer t.rows.Abort()
	ids := []string{}
	for i, a := range list {
		id, err := t.act(a)
		if err != nil && len(list) > 1 {
			return nil, fmt.Errorf("act %d of %d, nothing is done: %w", i+1, len(list), err)
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	t.end()
	return ids, nil
}

func (t *tx) act(a Act) (string, error) {
	if a.Act == "release" {
		return t.releaseNamed(a.Username)
	}
	object, known := t.org.catalog.Object(a.Object)
	if !known {
		return "", fmt.Errorf("the org has no object %q", a.Object)
	}
	id, e := a.ID, (*apiError)(nil)
	if a.Act != "insert" {
		whole, valid := sfid.Parse(a.ID, true)
		if !valid {
			return "", fmt.Errorf("%q is not an id", a.ID)
		}
		id = whole
	}
	switch a.Act {
	case "insert":
		id, _, e = t.insert(object, plain(a.Fields))
	case "update":
		e = t.update(object, id, plain(a.Fields))
	case "delete":
		e = t.delete(object, id)
	default:
		return "", fmt.Errorf("there is no act %q; acts are insert, update, delete and release", a.Act)
	}
	if e != nil {
		return "", fmt.Errorf("%s %s: %w", a.Act, object.Name, e)
	}
	return id, nil
}

// plain turns Go times into the text that callers of the API send.
func plain(fields map[string]any) map[string]any {
	out := maps.Clone(fields)
	for name, value := range out {
		if at, isTime := value.(time.Time); isTime {
			out[name] = at.UTC().Format(stamp)
		}
	}
	return out
}

// Rows returns every row of an object, in the order of ids, whatever the API user may see. Values are string, bool,
// int64, float64 or nil.
func (o *Org) Rows(object string) []map[string]any {
	found, known := o.catalog.Object(object)
	if !known {
		panic("orgsim: the org has no object " + object)
	}
	rows := []map[string]any{}
	for row := range o.store.Begin(false).All(found.Name) {
		rows = append(rows, copyRow(found, row))
	}
	return rows
}

// Find returns the first row of an object with a value in a field; texts are compared without regard to case, ids exactly.
// Like Rows, it panics on a name that the org does not know, which is a mistake in a test.
func (o *Org) Find(object string, field string, value any) (map[string]any, bool) {
	found, known := o.catalog.Object(object)
	if !known {
		panic("orgsim: the org has no object " + object)
	}
	f, known := found.Field(field)
	if !known {
		panic("orgsim: " + object + " has no field " + field)
	}
	if n, isInt := value.(int); isInt {
		value = int64(n)
	}
	for row := range o.store.Begin(false).All(found.Name) {
		if same(f, row[f.Name], value) {
			return copyRow(found, row), true
		}
	}
	return nil, false
}

func same(f *schema.Field, a, b any) bool {
	left, isText := a.(string)
	right, areTexts := b.(string)
	if isText && areTexts && f.Text() && !f.CaseSensitive {
		return strings.EqualFold(left, right)
	}
	return a == b
}

func copyRow(o *schema.Object, row map[string]any) map[string]any {
	out := make(map[string]any, len(o.Fields))
	for i := range o.Fields {
		out[o.Fields[i].Name] = row[o.Fields[i].Name]
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
