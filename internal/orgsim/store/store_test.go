package store_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	catalog, err := schema.NewCatalog(schema.Standard()...)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.New(catalog)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAbortLeavesNoTrace(t *testing.T) {
	s := open(t)
	w := s.Begin(true)
	id := w.NewID("User", "005")
	w.Put("User", store.Row{"Id": id, "Username": "Ada@acme.example"})
	w.Abort()

	r := s.Begin(false)
	if _, ok := r.Get("User", id); ok {
		t.Error("a rolled-back row is still there")
	}
	for range r.By("User", "Username", "ada@acme.example") {
		t.Error("a rolled-back row is still in an index")
	}
}

func TestSnapshotAndIndex(t *testing.T) {
	s := open(t)
	w := s.Begin(true)
	id := w.NewID("User", "005")
	w.Put("User", store.Row{"Id": id, "Username": "Ada@acme.example"})
	before := s.Begin(false)
	w.Commit()

	if _, ok := before.Get("User", id); ok {
		t.Error("a reader sees a change made after it began")
	}
	count := 0
	for row := range s.Begin(false).By("User", "Username", "ADA@acme.example") {
		if row["Id"] == id {
			count++
		}
	}
	if count != 1 {
		t.Errorf("look-up by user name found %d rows, want 1", count)
	}

	w = s.Begin(true)
	w.Delete("User", id)
	if !w.Deleted(id) {
		t.Error("a deleted id is not remembered")
	}
	w.Commit()
}
