package fastcall

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// ledger is what this walk has done to each user. Terraform may create or
// change one instance and destroy another for the same person in one walk:
// with create_before_destroy, or when a resource's address changes. It orders
// the two as it likes. Whoever this walk has onboarded or kept is not released
// by it; where the release comes first, the user is onboarded again after it.
type ledger struct {
	mu    sync.Mutex
	users map[string]*entry
}

// entry is what the walk has done to one user.
type entry struct {
	busy      *semaphore.Weighted
	onboarded bool
}

// enter waits until nobody else changes the user, and returns what was done
// so far and how to leave.
func (l *ledger) enter(ctx context.Context, userID string) (*entry, func(), error) {
	l.mu.Lock()
	if l.users == nil {
		l.users = map[string]*entry{}
	}
	e, ok := l.users[userID]
	if !ok {
		e = &entry{busy: semaphore.NewWeighted(1)}
		l.users[userID] = e
	}
	l.mu.Unlock()
	if err := e.busy.Acquire(ctx, 1); err != nil {
		return nil, nil, err
	}
	return e, func() { e.busy.Release(1) }, nil
}
