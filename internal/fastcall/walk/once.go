package walk

import (
	"context"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Once reads something once per process, for what does not change while
// Terraform walks.
type Once[T any] struct {
	Load func(context.Context) (*T, error)
	// Keep tells whether what was read may be kept; otherwise it is read again.
	// Without it, whatever was read is kept.
	Keep   func(*T) bool
	flight singleflight.Group
	mu     sync.Mutex
	loaded *T
	// dropped counts the calls of drop.
	dropped int
}

// Drop forgets what is loaded, because a write has made it stale. Whoever asks
// from now on gets it read again.
func (l *Once[T]) Drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.loaded = nil
	l.dropped++
	l.flight.Forget("")
}

// Get returns what is loaded, read at most once however many ask. A caller
// that gives up does not fail the others.
func (l *Once[T]) Get(ctx context.Context) (*T, error) {
	if loaded := l.Present(); loaded != nil {
		return loaded, nil
	}
	return Together(ctx, &l.flight, "", func(ctx context.Context) (*T, error) {
		if loaded := l.Present(); loaded != nil {
			return loaded, nil // The flight before this one ended a moment ago.
		}
		before := l.drops()
		fresh, err := l.Load(ctx)
		if err == nil && (l.Keep == nil || l.Keep(fresh)) {
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
func (l *Once[T]) drops() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dropped
}

// Present is what is loaded already, or nil.
func (l *Once[T]) Present() *T {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.loaded
}
