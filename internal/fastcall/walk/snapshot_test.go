package walk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
)

// rowStore stands for an org whose rows are numbered by their last write.
type rowStore struct {
	mu                  sync.Mutex
	rows                map[string]int
	page                int
	firsts, alls, looks atomic.Int64
}

func (s *rowStore) read() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows := make(map[string]int, len(s.rows))
	for key, value := range s.rows {
		rows[key] = value
	}
	return rows
}

func (s *rowStore) write(key string, value int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows[key] = value
}

func (s *rowStore) snapshot() *Snapshot[int] {
	return &Snapshot[int]{
		First: func(context.Context) (Reading[int], error) {
			s.firsts.Add(1)
			rows := s.read()
			return Reading[int]{Rows: rows, Whole: len(rows) <= s.page, Complete: len(rows) <= s.page}, nil
		},
		All: func(context.Context) (Reading[int], error) {
			s.alls.Add(1)
			return Reading[int]{Rows: s.read(), Whole: true}, nil
		},
		Single: coalesce.New(coalesce.Config[string]{}, func(_ context.Context, keys []string) []coalesce.Outcome[int] {
			s.looks.Add(1)
			outcomes := make([]coalesce.Outcome[int], len(keys))
			for i, key := range keys {
				outcomes[i].Value = s.read()[key]
			}
			return outcomes
		}),
	}
}

func newRowStore(rows, page int) *rowStore {
	s := &rowStore{rows: map[string]int{}, page: page}
	for i := range rows {
		s.rows[fmt.Sprint(i)] = 1
	}
	return s
}

// However many read at once, a small org is read once.
func TestSnapshotOneFlight(t *testing.T) {
	t.Parallel()
	store := newRowStore(200, 2000)
	snap := store.snapshot()
	var group sync.WaitGroup
	for i := range 200 {
		group.Go(func() {
			if got, err := snap.Get(t.Context(), fmt.Sprint(i)); err != nil || got != 1 {
				t.Errorf("got %d, %v", got, err)
			}
		})
	}
	group.Wait()
	if store.firsts.Load() != 1 || store.alls.Load() != 0 || store.looks.Load() != 0 {
		t.Errorf("%d first pages, %d whole reads, %d look-ups", store.firsts.Load(), store.alls.Load(), store.looks.Load())
	}
}

// A large org answers a few by themselves, and then everything is read.
func TestSnapshotLarge(t *testing.T) {
	t.Parallel()
	store := newRowStore(2001, 2000)
	snap := store.snapshot()
	for i := range 100 {
		if got, err := snap.Get(t.Context(), fmt.Sprint(i)); err != nil || got != 1 {
			t.Fatalf("got %d, %v", got, err)
		}
	}
	if store.firsts.Load() != 1 || store.alls.Load() != 1 || store.looks.Load() != manyReads {
		t.Errorf("%d first pages, %d whole reads, %d look-ups", store.firsts.Load(), store.alls.Load(), store.looks.Load())
	}
	if got, err := snap.Get(t.Context(), "new"); got != 0 || err != nil {
		t.Errorf("what is nowhere is %d, %v", got, err)
	}
}

// A reader who gives up neither fails the others nor stops the read.
func TestSnapshotCancelled(t *testing.T) {
	t.Parallel()
	store := newRowStore(1, 2000)
	snap := store.snapshot()
	begun, proceed := make(chan struct{}), make(chan struct{})
	first := snap.First
	snap.First = func(ctx context.Context) (Reading[int], error) {
		close(begun)
		<-proceed
		return first(ctx)
	}
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		_, err := snap.Get(ctx, "0")
		gone <- err
	}()
	<-begun
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the one who gave up got %v", err)
	}
	close(proceed)
	if got, err := snap.Get(t.Context(), "0"); got != 1 || err != nil {
		t.Errorf("the other got %d, %v", got, err)
	}
}

// Whatever is written and read in whatever order, nobody reads a row older
// than the last write of this process.
func TestSnapshotServesNoOldRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		store := newRowStore(rapid.IntRange(0, 20).Draw(t, "rows"), rapid.IntRange(0, 20).Draw(t, "page"))
		snap := store.snapshot()
		version := 1
		late := map[string]int{} // Writes whose answers were lost.
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := fmt.Sprint(rapid.IntRange(0, 21).Draw(t, "key"))
			for due, value := range late {
				if rapid.Bool().Draw(t, "lands") {
					store.write(due, value)
					delete(late, due)
				}
			}
			if rapid.Bool().Draw(t, "write") {
				version++
				if rapid.IntRange(0, 4).Draw(t, "lost") == 0 {
					late[key] = version
					snap.Doubt(key)
					continue
				}
				store.write(key, version)
				if rapid.Bool().Draw(t, "knows what") {
					snap.Touch(key)
				} else {
					snap.TouchAll()
				}
				continue
			}
			if rapid.IntRange(0, 9).Draw(t, "all") == 0 {
				if all, err := snap.Everyone(context.Background()); err != nil || !maps.Equal(all, store.read()) {
					t.Fatalf("read %v, %v, want %v", all, err, store.read())
				}
			}
			got, err := snap.Get(context.Background(), key)
			if want := store.read()[key]; err != nil || got != want {
				t.Fatalf("read %d, %v of %s, which is %d", got, err, key, want)
			}
		}
	})
}

// A read that a write overtakes is not served to those who ask later.
func TestSnapshotOvertaken(t *testing.T) {
	t.Parallel()
	store := newRowStore(1, 2000)
	snap := store.snapshot()
	first := snap.First
	snap.First = func(ctx context.Context) (Reading[int], error) {
		rows, err := first(ctx)
		if store.firsts.Load() == 1 {
			store.write("0", 2)
			snap.Touch("0")
		}
		return rows, err
	}
	for range 2 {
		if got, err := snap.Get(t.Context(), "0"); got != 2 || err != nil {
			t.Errorf("got %d, %v", got, err)
		}
	}
}
