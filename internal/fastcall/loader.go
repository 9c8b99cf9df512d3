package fastcall

import (
	"context"
	"sync"

	"golang.org/x/sync/singleflight"
)

// loader reads something once per process, for what does not change while
// Terraform walks.
type loader[T any] struct {
	load func(context.Context) (*T, error)
	// keep tells whether what was read may be kept; otherwise it is read again.
	keep   func(*T) bool
	flight singleflight.Group
	mu     sync.Mutex
	loaded *T
	// dropped counts the calls of drop.
	dropped int
}

// always keeps whatever was read.
func always[T any](*T) bool { return true }

// drop forgets what is loaded, because a write has made it stale. Whoever asks
// from now on gets it read again.
func (l *loader[T]) drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.loaded = nil
	l.dropped++
	l.flight.Forget("")
}

// get returns what is loaded, read at most once however many ask. A caller
// that gives up does not fail the others.
func (l *loader[T]) get(ctx context.Context) (*T, error) {
	if loaded := l.present(); loaded != nil {
		return loaded, nil
	}
	return together(ctx, &l.flight, "", func(ctx context.Context) (*T, error) {
		if loaded := l.present(); loaded != nil {
			return loaded, nil // The flight before this one ended a moment ago.
		}
		before := l.drops()
		fresh, err := l.load(ctx)
		if err == nil && l.keep(fresh) {
			l.mu.Lock()
			if l.dropped == before {
				l.loaded = fresh
			}
			l.mu.Unlock()
		}
		return fresh, err
	})
}

// drops counts the calls of drop so far.
func (l *loader[T]) drops() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dropped
}

// present is what is loaded already, or nil.
func (l *loader[T]) present() *T {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.loaded
}
