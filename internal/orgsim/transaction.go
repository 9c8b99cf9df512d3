package orgsim

import (
	"maps"
	"net/http"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// stamp is how Salesforce writes date-times, which is not RFC 3339 (S27).
const stamp = "2006-01-02T15:04:05.000-0700"

// verb is what a change does to a row.
type verb string

const (
	create verb = "create"
	update verb = "update"
	remove verb = "delete"
)

// change is one row about to be written.
type change struct {
	verb   verb
	object *schema.Object
	id     string
	before store.Row // nil on create
	after  store.Row // nil on delete
	sent   map[string]bool
}

// writes is whether the change sets a field.
func (c *change) writes(field string) bool { return c.sent[field] }

// ref returns the id that a row holds in a field, or "".
func ref(row store.Row, field string) string {
	id, _ := row[field].(string)
	return id
}

// tx is one transaction of a call. Every rule checks before anything is written, so a refused row changes nothing and
// the transaction may go on to the next row; what must not be kept marks the transaction as failed.
type tx struct {
	*call
	rows   *store.Txn
	mix    *mixture
	failed bool
	// whole is whether subrequests share the transaction, so that one error undoes all (S7).
	whole bool
}

func (c *call) begin(write bool, mix *mixture) *tx {
	return &tx{call: c, rows: c.org.store.Begin(write), mix: mix}
}

// end commits, or leaves no trace.
func (t *tx) end() {
	if t.failed {
		t.rows.Abort()
		return
	}
	t.rows.Commit()
}

// transact runs one request in a transaction of its own.
func (c *call) transact(write bool, mix *mixture, run func(*tx) reply) reply {
	t := c.begin(write, mix)
	defer t.rows.Abort()
	r := run(t)
	t.failed = t.failed || r.failed()
	t.end()
	return r
}

// insert creates a row and returns its id. existing is true if an equal row was there already and the platform answers
// with that one (S8).
func (t *tx) insert(object *schema.Object, body map[string]any) (id string, existing bool, e *apiError) {
	if !object.Createable && !t.admin {
		return "", false, errCannot("inserted", object.Name)
	}
	if e := t.permit(object, body); e != nil {
		return "", false, e
	}
	c := &change{verb: create, object: object}
	if e := t.fill(c, body); e != nil {
		return "", false, e
	}
	if e := t.complete(c); e != nil {
		return "", false, e
	}
	if twin := t.twin(c); twin != "" {
		return twin, true, nil
	}
	if e := t.check(c); e != nil {
		return "", false, e
	}
	c.id = t.rows.NewID(object.Name, object.KeyPrefix)
	c.after["Id"] = c.id
	t.own(c)
	t.touch(c)
	t.rows.Put(object.Name, c.after)
	t.effect(c)
	return c.id, false, nil
}

// update changes a row.
func (t *tx) update(object *schema.Object, id string, body map[string]any) *apiError {
	before, e := t.target(object, id)
	if e != nil {
		return e
	}
	if !object.Updateable && !t.admin {
		return errCannot("updated", object.Name)
	}
	if e := t.permit(object, body); e != nil {
		return e
	}
	c := &change{verb: update, object: object, id: id, before: before, after: maps.Clone(before)}
	if e := t.fill(c, body); e != nil {
		return e
	}
	if e := t.check(c); e != nil {
		return e
	}
	t.touch(c)
	t.rows.Put(object.Name, c.after)
	t.effect(c)
	return nil
}

// delete removes a row.
func (t *tx) delete(object *schema.Object, id string) *apiError {
	before, e := t.target(object, id)
	if e != nil {
		return e
	}
	if !object.Deletable && !t.admin {
		return errCannot("deleted", object.Name)
	}
	if e := t.permit(object, nil); e != nil {
		return e
	}
	c := &change{verb: remove, object: object, id: id, before: before}
	if e := t.check(c); e != nil {
		return e
	}
	t.bury(c)
	t.effect(c)
	return nil
}

// bury removes a row, or moves it to the recycle bin, where queryAll sees it.
func (t *tx) bury(c *change) {
	if !c.object.RecycleBin {
		t.rows.Delete(c.object.Name, c.id)
		return
	}
	c.after = maps.Clone(c.before)
	if _, has := c.object.Field("IsDeleted"); has {
		c.after["IsDeleted"] = true
	}
	t.touch(c)
	t.rows.Recycle(c.object.Name, c.id, c.after)
	c.after = nil
}

// target finds the row that is to be changed. What the caller may not see does not exist for him.
func (t *tx) target(object *schema.Object, id string) (store.Row, *apiError) {
	row, found := t.rows.Get(object.Name, id)
	switch {
	case found && t.access.seesRow(id):
		return row, nil
	case !found && t.rows.Deleted(id) && (object.RecycleBin || t.knobs.is("K-gone-code", "ENTITY_IS_DELETED")):
		return nil, errDeleted()
	}
	return nil, errNeverExisted()
}

// touch dates the row.
func (t *tx) touch(c *change) {
	now := t.now.UTC().Format(stamp)
	values := store.Row{"LastModifiedDate": now, "LastModifiedById": t.userID, "SystemModstamp": now}
	if c.verb == create {
		values["CreatedDate"], values["CreatedById"] = now, t.userID
	}
	for name, value := range values {
		if _, has := c.object.Field(name); has {
			c.after[name] = value
		}
	}
}

func errCannot(done, object string) *apiError {
	return rejectRow("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", nil, "entity type cannot be %s: %s", done, object)
}

func (t *tx) errReadOnly() *apiError {
	e := rejectRow("INSUFFICIENT_ACCESS_OR_READONLY", nil, "insufficient access rights on object id")
	if t.knobs.is("K-readonly-status", "403") {
		e.Status = http.StatusForbidden
	}
	return e
}

// parseStamp reads a date-time as callers send it.
func parseStamp(text string) (time.Time, bool) {
	for _, layout := range []string{stamp, time.RFC3339, "2006-01-02T15:04:05-0700"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
