package fastcall

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/singleflight"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// manyReads is how many single reads a large org answers before all of its
// rows are read: Terraform never says how many instances there are.
const manyReads = 30

// snapshot answers reads of single things from one read of all of them, made
// when the first is asked for. It never outlives the process, which is one
// walk, and never decides a write: what is about to be written is looked up by
// itself.
//
// An org whose rows fit into first pages is read at once. A larger one answers
// single reads, in batches, until they are many. What is not among all is
// looked up by itself, because it may be new.
type snapshot[Found any] struct {
	// first reads first pages and tells whether they hold everything, all
	// reads every page, single looks things up by key.
	first  func(context.Context) (map[string]Found, bool, error)
	all    func(context.Context) (map[string]Found, error)
	single *coalesce.Group[string, Found]

	flight singleflight.Group
	mu     sync.Mutex
	// writes counts the writes of this process. What was read before the last
	// of them is not served.
	writes int
	rows   map[string]Found
	large  bool
	singly int
}

// get returns what key stands for; the zero value if nothing does.
func (s *snapshot[Found]) get(ctx context.Context, key string) (Found, error) {
	var none Found
	rows, load := s.next()
	if load != nil {
		loaded, err := s.load(ctx, load)
		if err != nil {
			return none, err
		}
		rows = loaded
	}
	if found, ok := rows[key]; ok {
		return found, nil
	}
	return s.single.Do(ctx, key)
}

// What a snapshot reads at a time.
const (
	firstPages = "first pages"
	everything = "everything"
)

// everyone returns all rows, read now unless they are there.
func (s *snapshot[Found]) everyone(ctx context.Context) (map[string]Found, error) {
	s.mu.Lock()
	rows, large := s.rows, s.large
	s.mu.Unlock()
	if rows == nil && !large {
		fresh, err := s.load(ctx, &loading[Found]{firstPages, s.first})
		if err != nil {
			return nil, err
		}
		rows = fresh
	}
	if rows != nil {
		return rows, nil
	}
	return s.all(ctx)
}

// loading is a read of many rows under a name.
type loading[Found any] struct {
	name string
	read func(context.Context) (map[string]Found, bool, error)
}

// next returns the rows there are, or what is to be read first.
func (s *snapshot[Found]) next() (map[string]Found, *loading[Found]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.rows != nil:
		return s.rows, nil
	case !s.large:
		return nil, &loading[Found]{firstPages, s.first}
	case s.singly >= manyReads:
		return nil, &loading[Found]{everything, func(ctx context.Context) (map[string]Found, bool, error) {
			rows, err := s.all(ctx)
			return rows, true, err
		}}
	}
	s.singly++
	return nil, nil
}

// load reads once however many ask. A caller that gives up does not fail the
// others.
func (s *snapshot[Found]) load(ctx context.Context, l *loading[Found]) (map[string]Found, error) {
	answer := s.flight.DoChan(l.name, func() (any, error) {
		s.mu.Lock()
		began, rows := s.writes, s.rows
		done := rows != nil || s.large && l.name == firstPages
		s.mu.Unlock()
		if done {
			return rows, nil // The flight before this one ended a moment ago.
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), catalogTimeout)
		defer cancel()
		fresh, whole, err := l.read(ctx)
		if refused := new(salesforce.QueryError); errors.As(err, &refused) {
			// Salesforce may take a look at one where it does not take one at all.
			fresh, whole = nil, false
		} else if err != nil {
			return nil, err
		}
		return s.keep(fresh, whole, began), nil
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case got := <-answer:
		rows, _ := got.Val.(map[string]Found)
		return rows, got.Err
	}
}

// keep takes rows in, unless something was written since their read began, and
// returns those that may be served.
func (s *snapshot[Found]) keep(rows map[string]Found, whole bool, began int) map[string]Found {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.writes != began:
		return nil
	case !whole:
		s.large, s.singly = true, 0
		return nil
	}
	s.rows = rows
	return rows
}

// drop forgets everything: this process has written.
func (s *snapshot[Found]) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writes++
	s.rows, s.singly = nil, 0
}
