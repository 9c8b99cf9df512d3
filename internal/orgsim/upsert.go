package orgsim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// external answers /sobjects/X/Field/VALUE, which names a row by an external id (section 2).
func (t *tx) external(r *request, o *schema.Object, field, text string) reply {
	f, e := t.externalID(o, field)
	if e != nil {
		return e.reply()
	}
	if r.method == http.MethodPatch {
		return t.upsertRecord(r, o, f, text)
	}
	if r.method != http.MethodGet && r.method != http.MethodDelete {
		return errMethod(r.method, "DELETE", "GET", "HEAD", "PATCH").reply()
	}
	found, e := t.keyed(o, f, text)
	switch {
	case e != nil:
		return e.reply()
	case len(found) == 0:
		return errNotFound().reply()
	case len(found) > 1:
		return t.several(o, found)
	}
	return t.record(r, o, ref(found[0], "Id"))
}

// externalID finds a field that rows may be named by; any other is unknown (S24).
func (t *tx) externalID(o *schema.Object, name string) (*schema.Field, *apiError) {
	f, known := o.Field(name)
	if !known || !f.ExternalID || !t.sees(o, f) {
		return nil, errNotAnID(name)
	}
	return f, nil
}

// keyed lists the rows with an external id that the caller may see. The value is text, as it stands in an address.
func (t *tx) keyed(o *schema.Object, f *schema.Field, text string) ([]store.Row, *apiError) {
	value, e := t.value(f, keyOf(f, text))
	if e != nil || value == nil {
		return nil, e
	}
	return slices.DeleteFunc(t.holders(o, f, value), func(row store.Row) bool { return !t.access.seesRow(ref(row, "Id")) }), nil
}

// keyOf is the text of an external id as JSON would have it.
func keyOf(f *schema.Field, text string) any {
	if f.Type == schema.Int || f.Type == schema.Double {
		return json.Number(text)
	}
	return text
}

// several answers 300 with the addresses of the rows that share an external id.
func (t *tx) several(o *schema.Object, rows []store.Row) reply {
	list := make([]any, len(rows))
	for i, row := range rows {
		list[i] = t.address(o.Name, ref(row, "Id"))
	}
	return reply{status: http.StatusMultipleChoices, body: list}
}

// upsertRecord creates or updates the row with an external id. Before 46.0 an update had no body.
func (t *tx) upsertRecord(r *request, o *schema.Object, f *schema.Field, text string) reply {
	body, e := decodeObject(r.body)
	if e != nil {
		return e.reply()
	}
	for name := range body {
		if strings.EqualFold(name, f.Name) {
			return refuse(http.StatusBadRequest, "INVALID_FIELD",
				"The %s field should not be specified in the sobject data.", f.Name).reply()
		}
	}
	found, e := t.keyed(o, f, text)
	if e != nil {
		return e.reply()
	}
	if len(found) > 1 {
		return t.several(o, found)
	}
	id, created, e := t.upsert(r, o, f, keyOf(f, text), found, body)
	if e != nil {
		return e.reply()
	}
	answer := reply{status: http.StatusOK, body: upserted(id, created)}
	switch {
	case created:
		answer.status, answer.header = http.StatusCreated, map[string]string{"Location": t.address(o.Name, id)}
		if t.version < 46 {
			answer.body = saved(id)
		}
	case t.version < 46:
		return reply{status: http.StatusNoContent}
	}
	return answer
}

func upserted(id string, created bool) ordered { return append(saved(id), member{"created", created}) }

// upsert writes one row: a new one if none was found.
func (t *tx) upsert(r *request, o *schema.Object, f *schema.Field, key any, found []store.Row, body map[string]any) (
	id string, created bool, e *apiError,
) {
	at := target{verb: "create", method: r.method, object: o.Name, text: encode(body)}
	if len(found) > 0 {
		at.verb, at.id = "update", ref(found[0], "Id")
		if e := t.spoil(at); e != nil {
			return "", false, e
		}
		return at.id, false, t.update(o, at.id, body)
	}
	if e := t.spoil(at); e != nil {
		return "", true, e
	}
	body = maps.Clone(body)
	body[f.Name] = key
	id, _, e = t.insert(o, body)
	return id, true, e
}
