package store

import (
	"fmt"
	"maps"
	"strings"
	"sync"

	memdb "github.com/hashicorp/go-memdb"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
)

// Row holds the values of one record by field name, in the case of the description. A row in the store is never
// changed; it is replaced.
type Row = map[string]any

// Store is the rows of one org.
type Store struct {
	db *memdb.MemDB

	mu       sync.Mutex
	sequence map[string]uint64
	reserved map[string]bool
}

// graves is the table that remembers which ids were deleted.
const graves = "(deleted)"

type record struct {
	id  string
	row Row
}

// New returns an empty store with one table for each object of the catalog.
func New(catalog *schema.Catalog) (*Store, error) {
	tables := map[string]*memdb.TableSchema{
		graves: {Name: graves, Indexes: map[string]*memdb.IndexSchema{
			"id": {Name: "id", Unique: true, Indexer: &memdb.StringFieldIndex{Field: "ID"}},
		}},
	}
	for _, o := range catalog.Objects() {
		tables[o.Name] = table(o)
	}
	db, err := memdb.NewMemDB(&memdb.DBSchema{Tables: tables})
	if err != nil {
		return nil, fmt.Errorf("make the store: %w", err)
	}
	return &Store{db: db, sequence: map[string]uint64{}, reserved: map[string]bool{}}, nil
}

// table indexes every reference and every field a record is looked up by.
func table(o *schema.Object) *memdb.TableSchema {
	indexes := map[string]*memdb.IndexSchema{
		"id": {Name: "id", Unique: true, Indexer: idIndex{}},
	}
	for i := range o.Fields {
		f := &o.Fields[i]
		if f.Type == schema.Reference || f.Type != schema.ID && (f.IDLookup || f.Unique || f.ExternalID) {
			indexes[f.Name] = &memdb.IndexSchema{
				Name: f.Name, AllowMissing: true,
				Indexer: fieldIndex{field: f.Name, fold: f.Type != schema.Reference && !f.CaseSensitive},
			}
		}
	}
	return &memdb.TableSchema{Name: o.Name, Indexes: indexes}
}

type idIndex struct{}

func (idIndex) FromObject(obj any) (bool, []byte, error) {
	r, ok := obj.(*record)
	if !ok {
		return false, nil, fmt.Errorf("%T is not a row", obj)
	}
	return true, []byte(r.id), nil
}

func (idIndex) FromArgs(args ...any) ([]byte, error) {
	text, err := onlyText(args)
	return []byte(text), err
}

// onlyText reads the one argument that every look-up here has.
func onlyText(args []any) (string, error) {
	if len(args) != 1 {
		return "", fmt.Errorf("%d arguments, want 1", len(args))
	}
	text, ok := args[0].(string)
	if !ok {
		return "", fmt.Errorf("%T is not text", args[0])
	}
	return text, nil
}

// fieldIndex finds rows by the text of one field. The terminating zero keeps one value from being the prefix of another.
type fieldIndex struct {
	field string
	fold  bool
}

func (i fieldIndex) FromObject(obj any) (bool, []byte, error) {
	r, ok := obj.(*record)
	if !ok {
		return false, nil, fmt.Errorf("%T is not a row", obj)
	}
	text, ok := r.row[i.field].(string)
	if !ok {
		return false, nil, nil
	}
	return true, i.key(text), nil
}

func (i fieldIndex) FromArgs(args ...any) ([]byte, error) {
	text, err := onlyText(args)
	return i.key(text), err
}

func (i fieldIndex) key(text string) []byte {
	if i.fold {
		text = strings.ToLower(text)
	}
	return append([]byte(text), 0)
}

// Reserve keeps an id that a row will be given from being made for another one.
func (s *Store) Reserve(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reserved[id] = true
}

// Sequences returns the number of the last id made under each key prefix.
func (s *Store) Sequences() map[string]uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.sequence)
}

// Continue makes new ids begin after these numbers.
func (s *Store) Continue(sequences map[string]uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.sequence, sequences)
}

// next is the next id under a prefix, and whether nobody has reserved it.
func (s *Store) next(prefix string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sequence[prefix]++
	id := sfid.New(prefix, s.sequence[prefix])
	return id, !s.reserved[id]
}
