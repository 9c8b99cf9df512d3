package fastcall

import (
	"context"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/semaphore"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// ledger is what this walk has done to each user. Terraform may create or
// change one instance and destroy another for the same person in one walk:
// with create_before_destroy, or when a resource's address changes. It orders
// the two as it likes. Whoever this walk has onboarded or kept is not released
// by it; where the release comes first, the user is onboarded again after it.
type ledger struct {
	// applies is set once this walk carries out changes instead of planning them.
	applies atomic.Bool
	// handover passes seats from those who leave to those who join.
	handover handover
	mu       sync.Mutex
	users    map[string]*entry
	// claims are the instances that stand for each user.
	claims claims[string]
	// expected are the users that a plan of this walk makes Fastcall users.
	expected map[string]bool
	// released are the users whose release has begun.
	released map[string]bool
	// rights are the rows that this walk turns into the right of somebody to use
	// a number, by number and whose it will be.
	rights map[string]string
}

// entry is what the walk has done to one user.
type entry struct {
	busy      *semaphore.Weighted
	onboarded bool
	// released is set by a release: what was read of the user before is stale.
	released bool
	// ends notes the end of a release that is under way; nil if none is.
	ends func()
}

// enter waits until nobody else changes the user, and returns what was done
// so far and how to leave.
func (l *ledger) enter(ctx context.Context, userID string) (*entry, func(), error) {
	l.apply()
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
	return e, func() { l.part(e) }, nil
}

// part lets others change a user, after noting the end of a release.
func (l *ledger) part(e *entry) {
	l.mu.Lock()
	ends := e.ends
	e.ends = nil
	l.mu.Unlock()
	if ends != nil {
		ends()
	}
	e.busy.Release(1)
}

// apply notes that this walk carries out changes.
func (l *ledger) apply() { l.applies.Store(true) }

// applying tells whether this walk is known to carry out changes. Terraform
// plans each instance again right before it is carried out and does not say
// that it does, so the first of a walk are taken for a plan.
func (l *ledger) applying() bool { return l.applies.Load() }

// ClaimUser notes what a plan does with one instance of a user, known by a text of
// its own, and returns an error if another instance of the same user is
// against it. Plans come in no fixed order: whichever comes second is told.
func (o *Org) ClaimUser(userID, instance string, leaves bool) error {
	claims := &o.ledger.claims
	var found conflict
	if leaves {
		found = claims.leave(userID, instance)
	} else {
		found = claims.keep(userID, Claim[string]{Instance: instance, Wish: instance})
	}
	if found != noConflict {
		return &SharedUserError{Leaves: found == oneLeaves}
	}
	return nil
}

// leaving tells whether this walk releases the user, as far as is known yet.
func (o *Org) leaving(userID string) bool {
	kept, left := o.ledger.claims.plans(userID)
	o.ledger.mu.Lock()
	defer o.ledger.mu.Unlock()
	return left && !kept || o.ledger.released[userID]
}

// release notes that this walk releases the user, until the user is left.
func (l *ledger) release(userID string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.released == nil {
		l.released = map[string]bool{}
	}
	l.released[userID] = true
	delete(l.expected, userID)
	if e := l.users[userID]; e != nil && e.ends == nil {
		e.ends = l.handover.release()
	}
}

// Returns tells whether this walk's plan both releases the user and makes the
// user a Fastcall user again, in another instance.
func (o *Org) Returns(userID string) bool {
	_, leaves := o.ledger.claims.plans(userID)
	return leaves && o.Expected(userID)
}

// Expect notes that this walk's plan makes a Salesforce user a Fastcall user,
// so that what is planned after it need not warn that the user is none yet.
func (o *Org) Expect(userID string) {
	l := &o.ledger
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.expected == nil {
		l.expected = map[string]bool{}
	}
	l.expected[userID] = true
	delete(l.released, userID)
}

// Expected tells whether Expect noted the user.
func (o *Org) Expected(userID string) bool {
	o.ledger.mu.Lock()
	defer o.ledger.mu.Unlock()
	return o.ledger.expected[userID]
}

// takeRight notes that a row is to become what key says, and tells whether no
// other row is.
func (l *ledger) takeRight(key, rowID string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rights == nil {
		l.rights = map[string]string{}
	}
	if holder, claimed := l.rights[key]; claimed {
		return holder == rowID
	}
	l.rights[key] = rowID
	return true
}

// dropRights takes back what takeRight noted.
func (l *ledger) dropRights(keys []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		delete(l.rights, key)
	}
}

// HasLeft tells whether this walk has released the user or cleared the group
// that owned a number, which may have handed the number on.
func (o *Org) HasLeft(owner NumberOwner) bool {
	o.ledger.mu.Lock()
	released := o.ledger.released[salesforce.LongID(owner.UserID)]
	o.ledger.mu.Unlock()
	return released || o.clearedGroup(salesforce.LongID(owner.GroupID))
}
