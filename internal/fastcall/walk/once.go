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
	// dropped counts the calls of Drop.
	dropped int
}

// Drop forgets what is loaded, because a write has made it stale. Whoever asks
// from now on gets it read again.
func (o *Once[T]) Drop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.loaded = nil
	o.dropped++
	o.flight.Forget("")
}

// Get returns what is loaded, read at most once however many ask. A caller
// that gives up does not fail the others.
func (o *Once[T]) Get(ctx context.Context) (*T, error) {
	if loaded := o.Present(); loaded != nil {
		return loaded, nil
	}
	return together(ctx, &o.flight, "", func(ctx context.Context) (*T, error) {
		if loaded := o.Present(); loaded != nil {
			return loaded, nil // The flight before this one ended a moment ago.
		}
		before := o.drops()
		fresh, err := o.Load(ctx)
		if err == nil && (o.Keep == nil || o.Keep(fresh)) {
			o.mu.Lock()
			if o.dropped == before {
				o.loaded = fresh
			}
			o.mu.Unlock()
		}
		return fresh, err
	})
}

// drops counts the calls of Drop so far.
func (o *Once[T]) drops() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.dropped
}

// Present is what is loaded already, or nil.
func (o *Once[T]) Present() *T {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.loaded
}
