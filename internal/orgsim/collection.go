package orgsim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
)

// Limits of a collection (S4).
const (
	mostRows     = 200
	mostTypeRuns = 10
	mostRead     = 2000
)

// item is one row of a collection.
type item struct {
	typeName string
	id       string
	fields   map[string]any
}

// collections answers /composite/sobjects: up to 200 rows created, updated or deleted, or rows read (S4).
func (t *tx) collections(r *request) reply {
	if len(r.path) == 4 {
		return t.collectionUpsert(r, r.path[2], r.path[3])
	}
	if object := r.segment(2); object != "" {
		return t.retrieve(r, object)
	}
	items, allOrNone, e := t.items(r)
	if e != nil {
		return e.reply()
	}
	if len(items) > mostRows {
		return errTooManyRows().reply()
	}
	mixed, e := t.runs(items)
	if e != nil {
		return e.reply()
	}
	errs, ids, broken := make([]*apiError, len(items)), make([]string, len(items)), false
	for i, it := range items {
		if mixed != "" && t.apart(it.typeName, items[0].typeName) {
			errs[i] = errMixed(it.typeName, items[0].typeName)
		} else {
			ids[i], errs[i] = t.item(r.method, it)
		}
		broken = broken || errs[i] != nil
	}
	if broken && (allOrNone || t.whole) {
		t.failed = true
		for i := range errs {
			if errs[i] == nil {
				errs[i] = errRowRolledBack()
			}
		}
	}
	list := make([]any, len(items))
	for i, e := range errs {
		if e == nil {
			list[i] = saved(ids[i])
			continue
		}
		list[i] = ordered{{"success", false}, {"errors", []any{e.row()}}}
	}
	return ok(list)
}

func errTooManyRows() *apiError {
	return refuse(http.StatusBadRequest, "EXCEEDED_ID_LIMIT",
		"record limit reached. cannot submit more than %d records into this call", mostRows)
}

func errRowRolledBack() *apiError {
	return rejectRow("ALL_OR_NONE_OPERATION_ROLLED_BACK", nil, "Record rolled back because not all records were valid and the "+
		"request was using AllOrNone header")
}

// items reads the rows of a collection request.
func (t *tx) items(r *request) ([]item, bool, *apiError) {
	switch r.method {
	case http.MethodDelete:
		var items []item
		for _, id := range strings.Split(r.query.Get("ids"), ",") {
			if id = strings.TrimSpace(id); id == "" {
				continue
			}
			name := ""
			if o, known := t.org.catalog.OfID(id); known {
				name = o.Name
			}
			items = append(items, item{typeName: name, id: id})
		}
		if len(items) == 0 {
			return nil, false, refuse(http.StatusBadRequest, "MALFORMED_ID", "The ids parameter is required")
		}
		return items, strings.EqualFold(r.query.Get("allOrNone"), "true"), nil
	case http.MethodPost, http.MethodPatch:
		return bodyItems(r.body, r.method == http.MethodPatch)
	}
	return nil, false, errMethod(r.method, "DELETE", "PATCH", "POST")
}

func bodyItems(body []byte, withID bool) ([]item, bool, *apiError) {
	fields, e := decodeObject(body)
	if e != nil {
		return nil, false, e
	}
	records, isList := fields["records"].([]any)
	if !isList {
		return nil, false, errJSON("The records field is required and must be an array")
	}
	allOrNone, _ := fields["allOrNone"].(bool)
	items := make([]item, 0, len(records))
	for _, record := range records {
		row, _ := record.(map[string]any)
		attributes, _ := row["attributes"].(map[string]any)
		it := item{fields: row}
		it.typeName, _ = attributes["type"].(string)
		if it.typeName == "" {
			return nil, false, refuse(http.StatusBadRequest, "INVALID_FIELD", "Each record must have attributes with a type")
		}
		if withID {
			for key := range row {
				if strings.EqualFold(key, "id") {
					it.id, _ = row[key].(string)
					delete(row, key)
				}
			}
			if it.id == "" {
				return nil, false, refuse(http.StatusBadRequest, "MISSING_ARGUMENT", "Id not specified in an update call")
			}
		}
		items = append(items, it)
	}
	return items, allOrNone, nil
}

// runs checks how object types follow each other. It returns the setup object that may not share the call with another
// type, if there is one (S4, K-mixed-collections).
func (t *tx) runs(items []item) (mixed string, e *apiError) {
	types, runs := []string{}, 0
	for i, it := range items {
		if i == 0 || !strings.EqualFold(it.typeName, items[i-1].typeName) {
			runs++
		}
		if name := strings.ToLower(it.typeName); !slices.Contains(types, name) {
			types = append(types, name)
		}
		if t.ofSetup(it.typeName) {
			mixed = it.typeName
		}
	}
	if runs > mostTypeRuns {
		return "", refuse(http.StatusBadRequest, "LIMIT_EXCEEDED", "The limit of %d runs of object types has been exceeded", mostTypeRuns)
	}
	if len(types) < 2 {
		mixed = ""
	}
	if mixed != "" && t.knobs.is("K-mixed-collections", "whole") {
		return "", errMixed(mixed, items[0].typeName)
	}
	return mixed, nil
}

// apart is whether a row may not share a call with the first one: it is of another object, and one of the two is a setup
// object. What is not has nothing against its like (S1, S4).
func (t *tx) apart(name, first string) bool {
	return !strings.EqualFold(name, first) && (t.ofSetup(name) || t.ofSetup(first))
}

func (t *tx) ofSetup(name string) bool {
	o, known := t.object(name)
	return known && o.Setup
}

// item writes one row.
func (t *tx) item(method string, it item) (string, *apiError) {
	o, found := t.object(it.typeName)
	if !found {
		if it.fields == nil {
			return "", rejectRow("INVALID_CROSS_REFERENCE_KEY", nil, "invalid cross reference id")
		}
		return "", rejectRow("INVALID_TYPE", nil, "sObject type '%s' is not supported.", it.typeName)
	}
	id := ""
	if method != http.MethodPost {
		parsed, e := t.rowID(o, it.id)
		if e != nil {
			return "", e
		}
		id = parsed
	}
	done := map[string]string{http.MethodPost: "create", http.MethodPatch: "update", http.MethodDelete: "delete"}[method]
	if e := t.spoil(target{verb: done, method: method, object: o.Name, id: id, text: encode(it.fields)}); e != nil {
		return "", e
	}
	switch method {
	case http.MethodPost:
		id, _, e := t.insert(o, it.fields)
		return id, e
	case http.MethodPatch:
		return id, t.update(o, id, it.fields)
	}
	return id, t.delete(o, id)
}

func (t *tx) rowID(o *schema.Object, text string) (string, *apiError) {
	id, valid := sfid.Parse(text, t.knobs.is("K-id-checksum", "strict"))
	if !valid || !strings.HasPrefix(id, o.KeyPrefix) {
		return "", rejectRow("MALFORMED_ID", []string{"Id"}, "%s ID: id value of incorrect type: %s", o.Label, text)
	}
	return id, nil
}

// retrieve reads rows by id: null stands for each one that is not there or not visible.
func (t *tx) retrieve(r *request, object string) reply {
	o, found := t.object(object)
	if !found {
		return errNotFound().reply()
	}
	var sent struct {
		IDs    []string `json:"ids"`
		Fields []string `json:"fields"`
	}
	switch r.method {
	case http.MethodGet:
		sent.IDs, sent.Fields = strings.Split(r.query.Get("ids"), ","), strings.Split(r.query.Get("fields"), ",")
	case http.MethodPost:
		if err := json.Unmarshal(r.body, &sent); err != nil {
			return errJSON(err.Error()).reply()
		}
	default:
		return errMethod(r.method, "GET", "POST").reply()
	}
	most := mostRead
	if r.method == http.MethodGet {
		most = mostRows * 4 // The address holds about that many.
	}
	if len(sent.IDs) > most || len(sent.Fields) == 0 || sent.Fields[0] == "" {
		return refuse(http.StatusBadRequest, "MALFORMED_QUERY", "ids (at most %d) and fields are required", most).reply()
	}
	if e := t.spoil(target{verb: "read", method: r.method, object: o.Name}); e != nil {
		return e.reply()
	}
	answer := reply{status: http.StatusOK}
	list := make([]any, len(sent.IDs))
	for i, text := range sent.IDs {
		id, e := t.rowID(o, text)
		if e != nil {
			return e.reply()
		}
		row, found := t.rows.Get(o.Name, id)
		if !found || !t.access.seesRow(id) {
			continue
		}
		body, e := t.recordBody(o, row, sent.Fields)
		if e != nil {
			return e.reply()
		}
		list[i] = body
		answer.rows++
	}
	answer.body = list
	return answer
}
