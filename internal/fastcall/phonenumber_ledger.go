package fastcall

import (
	"sync"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// numberLedger is what this walk plans for and has done to each number. Two
// instances of one number would give it to and fro for ever, and whichever is
// destroyed takes it from the other.
type numberLedger struct {
	mu sync.Mutex
	// kept are the claims that a plan keeps, left the instances that it
	// destroys, given those that have assigned a number in this walk.
	kept        map[string]NumberClaim
	left, given map[string]string
}

// NumberClaim is what one instance means to do with a number.
type NumberClaim struct {
	// Instance tells it from any other; empty before it exists. One that is
	// replaced is planned twice, with its instance and without.
	Instance string
	Owner    NumberOwner
}

// against tells whether two claims on a number cannot both hold.
func (c NumberClaim) against(other NumberClaim) bool {
	if c.Instance != "" && other.Instance != "" {
		return c.Instance != other.Instance
	}
	return c.Owner != other.Owner
}

// ClaimNumber notes that a plan keeps an instance of a number and returns an
// error if another one is against it. Plans come in no fixed order: whichever
// comes second is told.
func (o *Org) ClaimNumber(id string, claim NumberClaim) error {
	l := o.openNumbers()
	defer l.mu.Unlock()
	kept, another := l.kept[id]
	if another && kept.against(claim) {
		return &SharedNumberError{}
	}
	if !another || claim.Instance != "" {
		l.kept[id] = claim
	}
	return l.torn(id)
}

// LeaveNumber notes that a plan destroys an instance of a number. It returns an
// error if another instance keeps the number: the plan may change nothing there,
// so that nobody gives the number back.
func (o *Org) LeaveNumber(id, instance string) error {
	l := o.openNumbers()
	defer l.mu.Unlock()
	l.left[id] = instance
	return l.torn(id)
}

// torn tells whether one instance of the number is kept and another destroyed.
func (l *numberLedger) torn(id string) error {
	keeper := l.kept[id].Instance
	if leaver, leaves := l.left[id]; leaves && keeper != "" && keeper != leaver {
		return &SharedNumberError{Leaves: true}
	}
	return nil
}

// openNumbers returns the locked ledger.
func (o *Org) openNumbers() *numberLedger {
	l := &o.numbersGiven
	l.mu.Lock()
	if l.kept == nil {
		l.kept, l.left, l.given = map[string]NumberClaim{}, map[string]string{}, map[string]string{}
	}
	return l
}

// givenByAnother tells whether another instance has assigned the number in this
// walk.
func (o *Org) givenByAnother(id, instance string) bool {
	l := o.openNumbers()
	defer l.mu.Unlock()
	giver, given := l.given[id]
	return given && giver != instance
}

// gaveNumber notes that an instance has assigned the number.
func (o *Org) gaveNumber(id string, claim NumberClaim) {
	l := o.openNumbers()
	defer l.mu.Unlock()
	l.given[id], l.kept[id] = claim.Instance, claim
}

// HasLeft tells whether this walk has released the user or cleared the group
// that owned a number, which may have handed the number on.
func (o *Org) HasLeft(owner NumberOwner) bool {
	o.ledger.mu.Lock()
	released := o.ledger.released[salesforce.LongID(owner.UserID)]
	o.ledger.mu.Unlock()
	return released || o.clearedGroup(salesforce.LongID(owner.GroupID))
}

// tookNumber notes that an instance has taken the number back.
func (o *Org) tookNumber(id string) {
	l := o.openNumbers()
	defer l.mu.Unlock()
	delete(l.given, id)
	delete(l.kept, id)
	delete(l.left, id)
}
