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
	// kept and left are the instances that a plan keeps and destroys, by user.
	kept, left map[string]string
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

// Claim notes what a plan does with one instance of a user, known by a text of
// its own, and returns an error if another instance of the same user is
// against it. Plans come in no fixed order: whichever comes second is told.
func (o *Org) Claim(userID, instance string, leaves bool) error {
	l := &o.ledger
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.kept == nil {
		l.kept, l.left = map[string]string{}, map[string]string{}
	}
	keeper, kept := l.kept[userID]
	_, left := l.left[userID]
	if leaves {
		l.left[userID] = instance
		left = true
	} else {
		if kept && keeper != instance {
			return &SharedUserError{}
		}
		l.kept[userID] = instance
		keeper, kept = instance, true
	}
	if kept && left && keeper != l.left[userID] {
		return &SharedUserError{Leaves: true}
	}
	return nil
}
