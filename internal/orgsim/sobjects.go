package orgsim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// sobjects answers /sobjects, /sobjects/X, /sobjects/X/describe, /sobjects/X/ID and /sobjects/X/Field/VALUE (section 2).
func (t *tx) sobjects(r *request) reply {
	if len(r.path) == 1 {
		return r.only(http.MethodGet, func() reply { return t.unlessKnown(r, t.allObjects) })
	}
	object, found := t.object(r.path[1])
	if entity, is := t.virtual(r.path[1]); is && !found && (len(r.path) == 2 || r.segment(2) == "describe") {
		object, found = entity, true
	}
	if !found {
		return errNotFound().reply()
	}
	switch {
	case len(r.path) == 2:
		return t.objectRoot(r, object)
	case len(r.path) == 3 && r.path[2] == "describe":
		return r.only(http.MethodGet, func() reply {
			return t.unlessKnown(r, func() reply { return t.describe(object) })
		})
	case len(r.path) == 3:
		return t.record(r, object, r.path[2])
	case len(r.path) == 4:
		return t.external(r, object, r.path[2], r.path[3])
	}
	return errNotFound().reply()
}

// object finds an object that the caller may see.
func (t *tx) object(name string) (*schema.Object, bool) {
	o, found := t.org.catalog.Object(name)
	if !found || !t.admin && !t.access.seesObject(o) {
		return nil, false
	}
	return o, true
}

func (t *tx) allObjects() reply {
	list := []map[string]any{}
	objects := t.org.catalog.Objects()
	if entity, seen := t.virtual(entityObject); seen {
		objects = append(slices.Clone(objects), entity)
	}
	for _, o := range objects {
		if t.access.seesObject(o) {
			list = append(list, o.Summary(t.root(), t.access.rights(o, t.version)))
		}
	}
	return ok(map[string]any{"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": list})
}

// unlessKnown answers what changes with the org's objects and with what the caller may see of them.
func (t *tx) unlessKnown(r *request, answer func() reply) reply {
	if held := r.withheld(t.access.since); held != nil {
		return *held
	}
	return answer()
}

func (t *tx) describe(o *schema.Object) reply {
	if e := t.spoil(target{verb: "describe", method: http.MethodGet, object: o.Name}); e != nil {
		return e.reply()
	}
	key := t.root() + "/" + o.Name
	described, known := t.access.described.Load(key)
	if !known {
		children := t.org.catalog.Children(o, func(from *schema.Object, f *schema.Field) bool {
			return t.access.seesObject(from) && t.sees(from, f)
		})
		described = json.RawMessage(encode(o.Describe(t.root(), t.access.rights(o, t.version), children)))
		if t.access != everything { // Which every org has.
			t.access.described.Store(key, described)
		}
	}
	return ok(described)
}

func (t *tx) objectRoot(r *request, o *schema.Object) reply {
	switch r.method {
	case http.MethodGet:
		return ok(map[string]any{"objectDescribe": o.Summary(t.root(), t.access.rights(o, t.version)), "recentItems": []any{}})
	case http.MethodPost:
		return t.createRecord(r, o)
	}
	return errMethod(r.method, "GET", "HEAD", "POST").reply()
}

func (t *tx) createRecord(r *request, o *schema.Object) reply {
	body, e := decodeObject(r.body)
	if e != nil {
		return e.reply()
	}
	if e := t.spoil(target{verb: "create", method: r.method, object: o.Name, text: r.body}); e != nil {
		return e.reply()
	}
	id, existing, e := t.insert(o, body)
	if e != nil {
		return e.reply()
	}
	status := http.StatusCreated
	if existing {
		status, _ = strconv.Atoi(t.knobs.value("K-groupmember-dup-status"))
	}
	return reply{status: status, body: saved(id), header: map[string]string{"Location": t.address(o.Name, id)}}
}

// saved is the answer for a row that was written.
func saved(id string) ordered {
	return ordered{{"id", id}, {"success", true}, {"errors", []any{}}}
}

// record answers for one row. A key that is not an id is taken for the name of an external id field (S24).
func (t *tx) record(r *request, o *schema.Object, key string) reply {
	id, valid := sfid.Parse(key, false)
	if !valid {
		return errNotAnID(key).reply()
	}
	if len(key) == 18 && key != id && t.knobs.is("K-id-checksum", "strict") || !strings.HasPrefix(id, o.KeyPrefix) {
		return rejectRow("MALFORMED_ID", []string{"Id"}, "%s ID: id value of incorrect type: %s", o.Label, key).reply()
	}
	switch r.method {
	case http.MethodGet:
		return t.readRecord(r, o, id)
	case http.MethodPatch:
		return t.patchRecord(r, o, id)
	case http.MethodDelete:
		if e := t.spoil(target{verb: "delete", method: r.method, object: o.Name, id: id}); e != nil {
			return e.reply()
		}
		if e := t.delete(o, id); e != nil {
			return e.reply()
		}
		return reply{status: http.StatusNoContent}
	}
	return errMethod(r.method, "DELETE", "GET", "HEAD", "PATCH").reply()
}

func (t *tx) patchRecord(r *request, o *schema.Object, id string) reply {
	body, e := decodeObject(r.body)
	if e != nil {
		return e.reply()
	}
	if e := t.spoil(target{verb: "update", method: r.method, object: o.Name, id: id, text: r.body}); e != nil {
		return e.reply()
	}
	if row, found := t.rows.Get(o.Name, id); found && t.access.seesRow(id) {
		if held := r.withheld(modified(row)); held != nil {
			return *held
		}
	}
	if e := t.update(o, id, body); e != nil {
		return e.reply()
	}
	return reply{status: http.StatusNoContent}
}

func (t *tx) readRecord(r *request, o *schema.Object, id string) reply {
	if e := t.spoil(target{verb: "read", method: r.method, object: o.Name, id: id}); e != nil {
		return e.reply()
	}
	row, found := t.rows.Get(o.Name, id)
	if !found || !t.access.seesRow(id) {
		return t.errUnread(o, id).reply()
	}
	if held := r.withheld(modified(row)); held != nil {
		return *held
	}
	var names []string
	if list := r.query.Get("fields"); list != "" {
		names = strings.Split(list, ",")
	}
	body, e := t.recordBody(o, row, names)
	if e != nil {
		return e.reply()
	}
	answer := ok(body)
	answer.rows = 1
	return answer
}

// errUnread is the answer to who reads a row that is not there, or not for him: K-read-missing, K-read-deleted.
func (t *tx) errUnread(o *schema.Object, id string) *apiError {
	switch {
	case t.rows.Deleted(id) && o.RecycleBin && t.knobs.is("K-read-deleted", "ENTITY_IS_DELETED"):
		return errDeleted()
	case t.knobs.is("K-read-missing", "INVALID_CROSS_REFERENCE_KEY") && (!t.rows.Deleted(id) || !o.RecycleBin):
		return errNeverExisted()
	}
	return errNotFound()
}

// recordBody is one record with the fields that were asked for, or with every field the caller may see.
func (t *tx) recordBody(o *schema.Object, row store.Row, names []string) (ordered, *apiError) {
	body := ordered{{"attributes", t.attributes(o.Name, ref(row, "Id"))}}
	if names == nil {
		for i := range o.Fields {
			if f := &o.Fields[i]; t.sees(o, f) {
				body = append(body, member{f.Name, row[f.Name]})
			}
		}
		return body, nil
	}
	withID := false
	for _, name := range names {
		name = strings.TrimSpace(name)
		f, known := o.Field(name)
		if !known || !t.sees(o, f) {
			return nil, errNoField(name, o.Name)
		}
		withID = withID || f.Name == "Id"
		body = append(body, member{f.Name, row[f.Name]})
	}
	if !withID {
		body = append(body, member{"Id", row["Id"]})
	}
	return body, nil
}

func (c *call) attributes(object, id string) ordered {
	return ordered{{"type", object}, {"url", c.address(object, id)}}
}

func (t *tx) recordCount(r *request) reply {
	type count struct {
		Count int    `json:"count"`
		Name  string `json:"name"`
	}
	counts := []count{}
	for _, name := range strings.Split(r.query.Get("sObjects"), ",") {
		if o, found := t.object(strings.TrimSpace(name)); found {
			n := 0
			for range t.rows.All(o.Name) {
				n++
			}
			counts = append(counts, count{n, o.Name})
		}
	}
	return ok(map[string]any{"sObjects": counts})
}
