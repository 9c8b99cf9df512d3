package orgsim

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// uniqueFields keeps the unique fields of custom objects unique; standard objects have rules with words of their own
// (section 4, DUPLICATE_VALUE).
var uniqueFields = rule{
	verbs: []verb{create, update},
	check: func(t *tx, c *change) *apiError {
		if !c.object.Custom {
			return nil
		}
		for i := range c.object.Fields {
			f := &c.object.Fields[i]
			if !f.Unique || c.after[f.Name] == nil || !c.writes(f.Name) {
				continue
			}
			for _, other := range t.holders(c.object, f, c.after[f.Name]) {
				if id := ref(other, "Id"); id != c.id {
					return errDuplicate(f.Name, id)
				}
			}
		}
		return nil
	},
}

// holders lists the rows that hold a value in a field.
func (t *tx) holders(o *schema.Object, f *schema.Field, value any) []store.Row {
	var list []store.Row
	if text, isText := value.(string); isText && (f.IDLookup || f.Unique || f.Type == schema.Reference) && f.Type != schema.ID {
		for row := range t.rows.By(o.Name, f.Name, text) {
			if same(f, row[f.Name], value) {
				list = append(list, row)
			}
		}
		return list
	}
	for row := range t.rows.All(o.Name) {
		if same(f, row[f.Name], value) {
			list = append(list, row)
		}
	}
	return list
}

// lookupsOfDeleted is what becomes of custom rows that refer to a deleted one: a look-up that may be empty is emptied,
// and one that may not keeps the row from being deleted (section 4, DELETE_FAILED).
var lookupsOfDeleted = rule{
	verbs: []verb{remove},
	check: func(t *tx, c *change) *apiError {
		var refused *apiError
		t.referrers(c, func(o *schema.Object, f *schema.Field, row store.Row) {
			if !f.Nillable {
				refused = rejectRow("DELETE_FAILED", nil, "Your attempt to delete %s could not be completed because it is "+
					"associated with the following %s: %s", ref(c.before, "Name"), o.LabelPlural, ref(row, "Id"))
			}
		})
		return refused
	},
	effect: func(t *tx, c *change) {
		t.referrers(c, func(o *schema.Object, f *schema.Field, row store.Row) {
			t.rows.Change(o.Name, ref(row, "Id"), store.Row{f.Name: nil})
		})
	},
}

// referrers visits every custom row that refers to the row about to be deleted, by each field through which it does.
func (t *tx) referrers(c *change, visit func(*schema.Object, *schema.Field, store.Row)) {
	for _, o := range t.org.catalog.Objects() {
		for i := range o.Fields {
			f := &o.Fields[i]
			if !o.Custom || f.Type != schema.Reference || !strings.HasSuffix(f.Name, "__c") {
				continue
			}
			for _, row := range t.holders(o, f, c.id) {
				visit(o, f, row)
			}
		}
	}
}

// own gives a new custom row its owner and its number, unless it has them.
func (t *tx) own(c *change) {
	if !c.object.Custom {
		return
	}
	if f, has := c.object.Field("OwnerId"); has && c.after[f.Name] == nil && t.userID != "" {
		c.after[f.Name] = t.userID
	}
	if f, has := c.object.Numbered(); has && c.after[f.Name] == nil {
		c.after[f.Name] = numbered(f.AutoNumber, t.org.store.Sequences()[c.object.KeyPrefix])
	} else if f, has := c.object.Field("Name"); has && c.after[f.Name] == nil {
		c.after[f.Name] = c.id // The platform names a row without a name by its id.
	}
}

// numbered writes a number into a format such as "N-{0000}".
func numbered(format string, n uint64) string {
	before, rest, _ := strings.Cut(format, "{")
	zeros, after, _ := strings.Cut(rest, "}")
	return before + fmt.Sprintf("%0*d", len(zeros), n) + after
}
