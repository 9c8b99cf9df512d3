package orgsim

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// upsertRow is one row of a collection to be upserted.
type upsertRow struct {
	item
	key     any
	created bool
	id      string
	err     *apiError
}

// collectionUpsert answers PATCH /composite/sobjects/X/Field: up to 200 rows of one object, found by an external id or
// by Id (S4). Answers say which rows are new (S27).
func (t *tx) collectionUpsert(r *request, object, field string) reply {
	if r.method != http.MethodPatch {
		return errMethod(r.method, "PATCH").reply()
	}
	o, found := t.object(object)
	if !found {
		return errNotFound().reply()
	}
	f, e := t.collectionKey(o, field)
	if e != nil {
		return e.reply()
	}
	items, allOrNone, e := bodyItems(r.body, false)
	if e != nil {
		return e.reply()
	}
	if len(items) > mostRows {
		return errTooManyRows().reply()
	}
	rows := upsertRows(items, o, f)
	broken := false
	for i := range rows {
		if rows[i].err == nil {
			t.upsertRow(r, o, f, &rows[i])
		}
		broken = broken || rows[i].err != nil
	}
	undone := broken && (allOrNone || t.whole)
	t.failed = t.failed || undone
	list := make([]any, len(rows))
	for i, row := range rows {
		if undone && row.err == nil {
			row.err = errRowRolledBack()
		}
		list[i] = upserted(row.id, row.created)
		if row.err != nil {
			// A new row still says that it was created when others take it back (S22).
			list[i] = ordered{{"success", false}, {"errors", []any{row.err.row()}}, {"created", row.created}}
		}
	}
	return ok(list)
}

// collectionKey is the field that rows are found by: an external id, or Id.
func (t *tx) collectionKey(o *schema.Object, field string) (*schema.Field, *apiError) {
	if f, known := o.Field(field); known && f.Type == schema.ID {
		return f, nil
	}
	return t.externalID(o, field)
}

// upsertRows takes the key out of each row. A row of another object, and every row whose key another one has, fails.
func upsertRows(items []item, o *schema.Object, f *schema.Field) []upsertRow {
	rows, seen := make([]upsertRow, len(items)), map[string]int{}
	for i, it := range items {
		row := upsertRow{item: it}
		for name, value := range it.fields {
			if strings.EqualFold(name, f.Name) {
				row.key = value
				delete(it.fields, name)
			}
		}
		text := strings.ToLower(fmt.Sprint(row.key))
		first, twice := seen[text]
		switch {
		case !strings.EqualFold(it.typeName, o.Name):
			row.err = rejectRow("INVALID_TYPE", nil, "sObject type '%s' does not match the type of the request, %s", it.typeName, o.Name)
		case (row.key == nil || row.key == "") && f.Type != schema.ID:
			row.err = rejectRow("MISSING_ARGUMENT", nil, "%s not specified", f.Name)
		case twice && row.key != nil:
			row.err = rejectRow("DUPLICATE_VALUE", []string{f.Name}, "Duplicate external id specified: %v", row.key)
			rows[first].err = row.err
		default:
			seen[text] = i
		}
		rows[i] = row
	}
	return rows
}

func (t *tx) upsertRow(r *request, o *schema.Object, f *schema.Field, row *upsertRow) {
	if f.Type == schema.ID {
		t.upsertByID(row)
		return
	}
	value, e := t.value(f, row.key)
	if e != nil {
		row.err = e
		return
	}
	var found []store.Row
	for _, holder := range t.holders(o, f, value) {
		if t.access.seesRow(ref(holder, "Id")) {
			found = append(found, holder)
		}
	}
	if len(found) > 1 {
		row.err = rejectRow("DUPLICATE_EXTERNAL_ID", []string{f.Name}, "%s: more than one record found for external id field: %v", f.Name, row.key)
		return
	}
	row.id, row.created, row.err = t.upsert(r, o, f, row.key, found, row.fields)
}

// upsertByID updates the row that has an id and creates the row that has none.
func (t *tx) upsertByID(row *upsertRow) {
	row.item.id, _ = row.key.(string)
	method := http.MethodPost
	if row.item.id != "" {
		method = http.MethodPatch
	}
	row.created = method == http.MethodPost
	if row.created {
		delete(row.fields, "Id")
	}
	row.id, row.err = t.item(method, row.item)
}
