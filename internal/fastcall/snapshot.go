package fastcall

import (
	"context"
	"errors"
	"slices"
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
// walk. A row that this process has written is looked up by itself from then
// on, and so is what is not among all, because it may be new.
//
// An org whose rows fit into first pages is read at once. A larger one answers
// single reads, in batches, until they are many.
type snapshot[Found any] struct {
	// first reads first pages, all reads every page, single looks things up by
	// key.
	first, all func(context.Context) (reading[Found], error)
	single     *coalesce.Group[string, Found]

	flight singleflight.Group
	mu     sync.Mutex
	// writes are the keys of what this process has written, in order; an empty
	// one stands for anything.
	writes []string
	// have is what was read, stale the keys in it that were written since.
	have  *reading[Found]
	stale map[string]bool
	// large is set once first pages do not do, full once all pages were read.
	large, full bool
	singly      int
}

// reading is what a read of many rows brought in.
type reading[Found any] struct {
	rows map[string]Found
	// whole tells whether rows hold everything that counts, complete whether
	// there is nothing else at all.
	whole, complete bool
}

// get returns what key stands for; the zero value if nothing does.
func (s *snapshot[Found]) get(ctx context.Context, key string) (Found, error) {
	var none Found
	for {
		found, known, load := s.next(key)
		if known {
			return found, nil
		}
		if load == "" {
			return s.single.Do(ctx, key)
		}
		if kept, err := s.load(ctx, load); err != nil {
			return none, err
		} else if !kept {
			return s.single.Do(ctx, key)
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
func (s *snapshot[Found]) next(key string) (found Found, known bool, load string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.have == nil && !s.large {
		return found, false, firstPages
	}
	if found, known = s.seen(key); known {
		return found, true, ""
	}
	if s.have != nil && (s.stale[key] || s.have.complete) {
		return found, false, ""
	}
	return found, false, s.another()
}

// another counts a single read and tells what to read instead once they are
// many; s.mu is held.
func (s *snapshot[Found]) another() string {
	if s.singly >= manyReads && !s.full {
		return everything
	}
	s.singly++
	return ""
}

// everyone returns all rows that count, read now unless they are there and
// nothing was written since.
func (s *snapshot[Found]) everyone(ctx context.Context) (map[string]Found, error) {
	s.mu.Lock()
	if len(s.stale) > 0 {
		s.have, s.stale, s.full = nil, nil, false
	}
	have, load := s.have, firstPages
	if s.large {
		load = everything
	}
	s.mu.Unlock()
	if have == nil {
		if _, err := s.load(ctx, load); err != nil {
			return nil, err
		}
		s.mu.Lock()
		if have = s.have; len(s.stale) > 0 {
			have = nil
		}
		s.mu.Unlock()
	}
	if have != nil {
		return have.rows, nil
	}
	read, err := s.all(ctx)
	return read.rows, err
}

// load reads once however many ask, and tells whether what was read is kept. A
// caller that gives up does not fail the others.
func (s *snapshot[Found]) load(ctx context.Context, what string) (bool, error) {
	return together(ctx, &s.flight, what, func(ctx context.Context) (bool, error) {
		s.mu.Lock()
		began := len(s.writes)
		done := s.have != nil && what == firstPages || s.large && what == firstPages || s.full && what == everything
		s.mu.Unlock()
		if done {
			return true, nil // The flight before this one ended a moment ago.
		}
		read := s.first
		if what == everything {
			read = s.all
		}
		fresh, err := read(ctx)
		if refused := new(salesforce.QueryError); errors.As(err, &refused) {
			// Salesforce may take a look at one where it does not take one at all.
			fresh = reading[Found]{}
		} else if err != nil {
			return false, err
		}
		return s.keep(fresh, what, began), nil
	})
}

// keep takes in what was read, but for what was written since the read began.
func (s *snapshot[Found]) keep(fresh reading[Found], what string, began int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	since := s.writes[began:]
	if slices.Contains(since, "") {
		return false
	}
	s.full = what == everything
	if !fresh.whole {
		s.large, s.singly = true, 0
		return true
	}
	s.have, s.stale = &fresh, map[string]bool{}
	for _, key := range since {
		s.stale[key] = true
	}
	return true
}

// touch notes that this process has written what keys stand for; without any,
// that it has written it knows not what.
func (s *snapshot[Found]) touch(keys ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(keys) == 0 {
		s.writes = append(s.writes, "")
		s.have, s.stale, s.full, s.singly = nil, nil, false, 0
		return
	}
	s.writes = append(s.writes, keys...)
	if s.have != nil {
		for _, key := range keys {
			s.stale[key] = true
		}
	}
}

// list returns everything there is, if that has been read or is to be read by
// now; nil, if single things are to be looked up instead.
func (s *snapshot[Found]) list(ctx context.Context) (*reading[Found], error) {
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
func (s *snapshot[Found]) listed() (*reading[Found], string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.have != nil && s.have.complete:
		return s.have, ""
	case s.have == nil && !s.large:
		return nil, firstPages
	}
	return nil, s.another()
}

// peek returns what was read of a key, if it was and nothing was written since.
func (s *snapshot[Found]) peek(key string) (found Found, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen(key)
}

// seen is peek; s.mu is held.
func (s *snapshot[Found]) seen(key string) (found Found, known bool) {
	if s.have == nil || s.stale[key] {
		return found, false
	}
	found, known = s.have.rows[key]
	return found, known
}

// written tells whether this process has written what a key stands for.
func (s *snapshot[Found]) written(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stale[key]
}
