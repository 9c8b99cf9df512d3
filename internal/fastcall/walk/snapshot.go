package walk

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"golang.org/x/sync/singleflight"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// manyReads is how many single reads a large org answers before all of its
// rows are read: Terraform never says how many instances there are.
const manyReads = 30

// Snapshot answers reads of single things from one read of all of them, made
// when the first is asked for. It never outlives the process, which is one
// walk. A row that this process has written is looked up by itself from then
// on, and so is what is not among all, because it may be new.
//
// An org whose rows fit into first pages is read at once. A larger one answers
// single reads, in batches, until they are many.
type Snapshot[Found any] struct {
	// First reads first pages, All reads every page, Single looks things up by
	// key.
	First, All func(context.Context) (Reading[Found], error)
	Single     *coalesce.Group[string, Found]

	flight singleflight.Group
	mu     sync.Mutex
	// writes are the keys of what this process has written, in order; an empty
	// one stands for anything.
	writes []string
	// have is what was read, stale the keys in it that were written since.
	have  *Reading[Found]
	stale map[string]bool
	// unsure are the keys of writes that may still land, after any read.
	unsure map[string]bool
	// large is set once first pages do not do, full once all pages were read.
	large, full bool
	singly      int
}

// Reading is what a read of many rows brought in.
type Reading[Found any] struct {
	Rows map[string]Found
	// Whole tells whether Rows hold everything that counts, Complete whether
	// there is nothing else at all.
	Whole, Complete bool
}

// Get returns what key stands for; the zero value if nothing does.
func (s *Snapshot[Found]) Get(ctx context.Context, key string) (Found, error) {
	var none Found
	for {
		found, known, load := s.next(key)
		if known {
			return found, nil
		}
		if load == "" {
			return s.Single.Do(ctx, key)
		}
		if kept, err := s.load(ctx, load); err != nil {
			return none, err
		} else if !kept {
			return s.Single.Do(ctx, key)
		}
	}
}

// What a snapshot reads at a time.
const (
	firstPages = "first pages"
	everything = "everything"
)

// next returns what is known of a key, or what is to be read before more can
// be known: nothing, if the key is to be looked up by itself.
func (s *Snapshot[Found]) next(key string) (found Found, known bool, load string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.have == nil && !s.large {
		return found, false, firstPages
	}
	if found, known = s.seen(key); known {
		return found, true, ""
	}
	if s.have != nil && (s.stale[key] || s.have.Complete) {
		return found, false, ""
	}
	return found, false, s.another()
}

// another counts a single read and tells what to read instead once they are
// many; s.mu is held.
func (s *Snapshot[Found]) another() string {
	if s.singly >= manyReads && !s.full {
		return everything
	}
	s.singly++
	return ""
}

// Everyone returns all rows that count, read now unless they are there and
// nothing was written since.
func (s *Snapshot[Found]) Everyone(ctx context.Context) (map[string]Found, error) {
	have, load := s.everyone()
	if load != "" {
		if _, err := s.load(ctx, load); err != nil {
			return nil, err
		}
		have, _ = s.everyone()
	}
	if have != nil {
		return have.Rows, nil
	}
	read, err := s.All(ctx)
	return read.Rows, err
}

// everyone returns all rows if they may be served, or what is to be read before
// they may: nothing, if there are writes that may still land.
func (s *Snapshot[Found]) everyone() (have *Reading[Found], load string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.unsure) > 0 {
		return nil, ""
	}
	if len(s.stale) > 0 {
		s.have, s.stale, s.full = nil, nil, false
	}
	switch {
	case s.have != nil:
		return s.have, ""
	case s.large:
		return nil, everything
	}
	return nil, firstPages
}

// load reads once however many ask, and tells whether what was read is kept. A
// caller that gives up does not fail the others.
func (s *Snapshot[Found]) load(ctx context.Context, what string) (bool, error) {
	return together(ctx, &s.flight, what, func(ctx context.Context) (bool, error) {
		s.mu.Lock()
		began := len(s.writes)
		done := s.have != nil && what == firstPages || s.large && what == firstPages || s.full && what == everything
		s.mu.Unlock()
		if done {
			return true, nil // The flight before this one ended a moment ago.
		}
		read := s.First
		if what == everything {
			read = s.All
		}
		fresh, err := read(ctx)
		if refused := new(salesforce.QueryError); errors.As(err, &refused) {
			// Salesforce may take a look at one where it does not take one at all.
			fresh = Reading[Found]{}
		} else if err != nil {
			return false, err
		}
		return s.keep(fresh, what, began), nil
	})
}

// keep takes in what was read, but for what was written since the read began.
func (s *Snapshot[Found]) keep(fresh Reading[Found], what string, began int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	since := s.writes[began:]
	if slices.Contains(since, "") {
		return false
	}
	s.full = what == everything
	if !fresh.Whole {
		s.large, s.singly = true, 0
		return true
	}
	s.have, s.stale = &fresh, maps.Clone(s.unsure)
	if s.stale == nil {
		s.stale = map[string]bool{}
	}
	for _, key := range since {
		s.stale[key] = true
	}
	return true
}

// Touch notes that this process has written what keys stand for.
func (s *Snapshot[Found]) Touch(keys ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.touch(keys)
}

// touch is Touch; s.mu is held.
func (s *Snapshot[Found]) touch(keys []string) {
	s.writes = append(s.writes, keys...)
	if s.have != nil {
		for _, key := range keys {
			s.stale[key] = true
		}
	}
}

// Doubt is Touch for a write whose answer was lost: it may land after the next
// read of all, so what keys stand for is looked up by itself for good.
func (s *Snapshot[Found]) Doubt(keys ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unsure == nil {
		s.unsure = map[string]bool{}
	}
	for _, key := range keys {
		s.unsure[key] = true
	}
	s.touch(keys)
}

// TouchWhere is Touch for what fits of all that was read. Of many of them, all
// are read again.
func (s *Snapshot[Found]) TouchWhere(fits func(Found) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.have == nil {
		s.touchAll() // A read may be under way.
		return
	}
	var keys []string
	for key, found := range s.have.Rows {
		if fits(found) {
			keys = append(keys, key)
		}
	}
	if len(keys) > manyReads {
		s.touchAll()
		return
	}
	s.touch(keys)
}

// TouchAll notes that this process has written it knows not what.
func (s *Snapshot[Found]) TouchAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.touchAll()
}

// touchAll is TouchAll; s.mu is held.
func (s *Snapshot[Found]) touchAll() {
	s.writes = append(s.writes, "")
	s.have, s.stale, s.full, s.singly = nil, nil, false, 0
}

// List returns everything there is, if that has been read or is to be read by
// now; nil, if single things are to be looked up instead.
func (s *Snapshot[Found]) List(ctx context.Context) (*Reading[Found], error) {
	for {
		have, load := s.listed()
		if have != nil || load == "" {
			return have, nil
		}
		if kept, err := s.load(ctx, load); err != nil || !kept {
			return nil, err
		}
	}
}

// listed returns everything there is, or what is to be read before it is
// known: nothing, if single things are to be looked up.
func (s *Snapshot[Found]) listed() (*Reading[Found], string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.have != nil && s.have.Complete:
		return s.have, ""
	case s.have == nil && !s.large:
		return nil, firstPages
	}
	return nil, s.another()
}

// Peek returns what was read of a key, if it was and nothing was written since.
func (s *Snapshot[Found]) Peek(key string) (found Found, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen(key)
}

// seen is Peek; s.mu is held.
func (s *Snapshot[Found]) seen(key string) (found Found, known bool) {
	if s.have == nil || s.stale[key] {
		return found, false
	}
	found, known = s.have.Rows[key]
	return found, known
}

// Written tells whether this process has written what a key stands for.
func (s *Snapshot[Found]) Written(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stale[key]
}
