package fastcall

import (
	"context"
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// ClaimNumber notes that a plan keeps an instance of a number, by its id, and
// returns an error if another one is against it.
func (o *Org) ClaimNumber(id string, claim Claim[NumberOwner]) error {
	return sharedNumber(o.numberClaims.keep(id, claim))
}

// LeaveNumber notes that a plan destroys an instance of a number. It returns an
// error if another instance keeps the number: the plan may change nothing there,
// so that nobody gives the number back.
func (o *Org) LeaveNumber(id, instance string) error {
	return sharedNumber(o.numberClaims.leave(id, instance))
}

func sharedNumber(found conflict) error {
	if found == noConflict {
		return nil
	}
	return &SharedNumberError{Leaves: found == oneLeaves}
}

// numberHold is the numbers that whoever takes them from several assignments
// at once keeps others from changing meanwhile.
type numberHold struct {
	org    *Org
	leaves map[string]func()
}

// holdNumbers begins with none.
func (o *Org) holdNumbers() *numberHold {
	return &numberHold{org: o, leaves: map[string]func(){}}
}

// enter waits until nobody else changes any of the numbers. All are entered in
// the order of their ids, so that nobody waits for one who waits in turn.
func (h *numberHold) enter(ctx context.Context, ids []string) error {
	held := func(id string) bool { return h.leaves[id] != nil }
	if len(lists.Filter(ids, held)) == len(ids) {
		return nil
	}
	all := slices.AppendSeq(slices.Clone(ids), maps.Keys(h.leaves))
	h.leave()
	slices.Sort(all)
	for _, id := range slices.Compact(all) {
		_, leave, err := h.org.ledger.enter(ctx, id)
		if err != nil {
			return err
		}
		h.leaves[id] = leave
	}
	return nil
}

// leave lets others change the numbers.
func (h *numberHold) leave() {
	for _, leave := range h.leaves {
		leave()
	}
	clear(h.leaves)
}

// givenAway tells whether this walk has given a number to somebody else than who:
// what was read of it before is old, and it is not who's to lose.
func (o *Org) givenAway(numberID string, who NumberOwner) bool {
	owner, given := o.numberClaims.written(numberID)
	return given && owner != who
}
