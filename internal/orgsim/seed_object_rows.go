package orgsim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// customRows writes the rows of custom objects: first as they are, and then, when every row can be named, their
// references.
func (l *loader) customRows() {
	type pending struct {
		object *schema.Object
		id     string
		values map[string]any
	}
	var later []pending
	for _, c := range l.seed.Objects {
		o, _ := l.org.catalog.Object(c.Name)
		for _, values := range c.Rows {
			id, _ := values["Id"].(string)
			l.org.store.Reserve(id)
			if whole, valid := sfid.Parse(id, true); valid {
				l.org.store.Reserve(whole)
			}
		}
		for i, values := range c.Rows {
			row := l.customRow(o, values, fmt.Sprintf("%s, row %d", c.Name, i))
			id, _ := values["Id"].(string)
			name := ref(row, "Name")
			if _, twice := l.named[o.Name][strings.ToLower(name)]; twice {
				name = "" // Custom rows may share a name; references then mean the first.
			}
			id = l.put(o.Name, id, name, row)
			l.customReferences(o, id, nil) // Gives the row its number while its id is the last one made.
			later = append(later, pending{o, id, values})
		}
	}
	for _, p := range later {
		if l.err == nil {
			l.customReferences(p.object, p.id, p.values)
		}
	}
}

// customRow is a row without its references.
func (l *loader) customRow(o *schema.Object, values map[string]any, where string) store.Row {
	row := store.Row{}
	for _, name := range sortedKeys(values) {
		f, known := o.Field(name)
		switch {
		case !known:
			l.fail("%s: there is no field %q", where, name)
			return row
		case f.Type == schema.ID || f.Type == schema.Reference:
			continue
		}
		value, e := l.value(f, l.held(f, seedValue(f, values[name])))
		if e != nil {
			l.fail("%s: %s: %w", where, f.Name, e)
		}
		row[f.Name] = value
	}
	return row
}

// seedValue is a value of a seed file, where every number is a float, as callers of the API send it.
func seedValue(f *schema.Field, value any) any {
	if n, isNumber := value.(float64); isNumber && f.Type == schema.Int && n == float64(int64(n)) {
		return json.Number(fmt.Sprint(int64(n)))
	}
	return value
}

// held is what a text that holds an id is to hold: the id of the row that the seed names.
func (l *loader) held(f *schema.Field, value any) any {
	name, isText := value.(string)
	if len(f.Holds) == 0 || !isText || name == "" {
		return value
	}
	return l.idOf(f.Holds, name)
}

// idOf finds a row of one of several objects by its id or by what the seed calls it. Of two rows with one name, that of the
// last object is meant.
func (l *loader) idOf(objects []string, name string) string {
	if whole, valid := sfid.Parse(name, true); valid {
		return whole
	}
	for _, object := range slices.Backward(objects) {
		if id, found := l.named[object][strings.ToLower(name)]; found {
			return id
		}
	}
	return l.ref(objects[len(objects)-1], name)
}

func (l *loader) customReferences(o *schema.Object, id string, values map[string]any) {
	row, _ := l.rows.Get(o.Name, id)
	c := &change{verb: create, object: o, id: id, after: store.Row{}}
	for name, value := range row {
		c.after[name] = value
	}
	for _, name := range sortedKeys(values) {
		f, _ := o.Field(name)
		text, isText := values[name].(string)
		if f.Type != schema.Reference || !isText || text == "" {
			continue
		}
		c.after[f.Name] = l.idOf(f.ReferenceTo, text)
	}
	l.own(c)
	l.rows.Put(o.Name, c.after)
	if c.after["IsDeleted"] == true && values != nil {
		l.rows.Recycle(o.Name, id, c.after)
	}
}

// customObjects saves the custom objects that the seed described, as they were described, and their rows.
func (s *saver) customObjects() {
	for _, c := range s.org.shared.objects {
		o, _ := s.org.catalog.Object(c.Name)
		c.KeyPrefix, c.Rows = o.KeyPrefix, nil
		for row := range s.rows.All(o.Name) {
			c.Rows = append(c.Rows, customValues(o, row))
		}
		for row := range s.rows.Recycled(o.KeyPrefix) {
			c.Rows = append(c.Rows, customValues(o, row))
		}
		s.seed.Objects = append(s.seed.Objects, c)
	}
}

// customValues are the values of a row that loading it again would not give it.
func customValues(o *schema.Object, row store.Row) map[string]any {
	values := map[string]any{"Id": row["Id"]}
	for i := range o.Fields {
		f := &o.Fields[i]
		written := f.Createable || f.AutoNumber != "" || f.Name == "IsDeleted"
		if written && row[f.Name] != nil && row[f.Name] != f.Default {
			values[f.Name] = row[f.Name]
		}
	}
	return values
}
