package store

import (
	"fmt"
	"iter"
	"maps"

	memdb "github.com/hashicorp/go-memdb"
)

// grave is a deleted row: its id, and what is in the recycle bin, if its object has one.
type grave struct {
	ID  string
	row Row
}

// Txn is one transaction. It is used by one goroutine.
type Txn struct {
	store *Store
	txn   *memdb.Txn
}

// Begin starts a transaction. A writing one waits for the writer before it.
func (s *Store) Begin(write bool) *Txn { return &Txn{store: s, txn: s.db.Txn(write)} }

// Commit makes every change visible at once.
func (t *Txn) Commit() { t.txn.Commit() }

// Abort forgets every change. After Commit it does nothing.
func (t *Txn) Abort() { t.txn.Abort() }

// Get returns the row with this id.
func (t *Txn) Get(object, id string) (Row, bool) {
	found, err := t.txn.First(object, "id", id)
	must(err)
	if found == nil {
		return nil, false
	}
	return rowOf(found), true
}

// All returns every row of an object, in the order of ids.
func (t *Txn) All(object string) iter.Seq[Row] {
	it, err := t.txn.Get(object, "id")
	must(err)
	return rows(it)
}

// By returns the rows whose indexed field (a reference or a look-up field) holds a value.
func (t *Txn) By(object, field, value string) iter.Seq[Row] {
	it, err := t.txn.Get(object, field, value)
	must(err)
	return rows(it)
}

// Put inserts a row, or replaces the row with its id.
func (t *Txn) Put(object string, row Row) {
	id, ok := row["Id"].(string)
	if !ok {
		panic("store: a row without an id")
	}
	must(t.txn.Insert(object, &record{id: id, row: row}))
}

// Change replaces a row by a copy in which some values differ.
func (t *Txn) Change(object, id string, values Row) {
	old, ok := t.Get(object, id)
	if !ok {
		return
	}
	row := maps.Clone(old)
	maps.Copy(row, values)
	t.Put(object, row)
}

// Delete removes a row and remembers that its id once existed.
func (t *Txn) Delete(object, id string) { t.Recycle(object, id, nil) }

// Recycle removes a row and keeps what it is to look like in the recycle bin.
func (t *Txn) Recycle(object, id string, row Row) {
	found, err := t.txn.First(object, "id", id)
	must(err)
	if found == nil {
		return
	}
	must(t.txn.Delete(object, found))
	must(t.txn.Insert(graves, &grave{ID: id, row: row}))
}

// Bury remembers that a row with this id existed and was deleted.
func (t *Txn) Bury(id string) { must(t.txn.Insert(graves, &grave{ID: id})) }

// Buried returns the ids of deleted rows that are in no recycle bin, in order.
func (t *Txn) Buried() iter.Seq[string] {
	it, err := t.txn.Get(graves, "id")
	must(err)
	return func(yield func(string) bool) {
		for found := it.Next(); found != nil; found = it.Next() {
			if g, ok := found.(*grave); ok && g.row == nil && !yield(g.ID) {
				return
			}
		}
	}
}

// Recycled returns the rows in the recycle bin whose ids have a key prefix, in the order of ids.
func (t *Txn) Recycled(prefix string) iter.Seq[Row] {
	it, err := t.txn.Get(graves, "id_prefix", prefix)
	must(err)
	return func(yield func(Row) bool) {
		for found := it.Next(); found != nil; found = it.Next() {
			if g, ok := found.(*grave); ok && g.row != nil && !yield(g.row) {
				return
			}
		}
	}
}

// FromBin returns one row in the recycle bin.
func (t *Txn) FromBin(id string) (Row, bool) {
	found, err := t.txn.First(graves, "id", id)
	must(err)
	g, ok := found.(*grave)
	if !ok || g.row == nil {
		return nil, false
	}
	return g.row, true
}

// Deleted is whether a row with this id existed and was deleted.
func (t *Txn) Deleted(id string) bool {
	found, err := t.txn.First(graves, "id", id)
	must(err)
	return found != nil
}

// NewID returns the next free id under a key prefix. Ids of rolled-back rows are not used again.
func (t *Txn) NewID(object, prefix string) string {
	for {
		id, free := t.store.next(prefix)
		if _, taken := t.Get(object, id); free && !taken && !t.Deleted(id) {
			return id
		}
	}
}

// rowOf unwraps what a table holds: only rows are ever put into one.
func rowOf(found any) Row {
	r, ok := found.(*record)
	if !ok {
		panic(fmt.Sprintf("store: %T in a table of rows", found))
	}
	return r.row
}

func rows(it memdb.ResultIterator) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for found := it.Next(); found != nil; found = it.Next() {
			if !yield(rowOf(found)) {
				return
			}
		}
	}
}

// must turns an error of the database, which only a wrong table or index name can cause, into a panic.
func must(err error) {
	if err != nil {
		panic("store: " + err.Error())
	}
}
