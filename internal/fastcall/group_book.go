package fastcall

import (
	"context"
	"sync"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// groupBook is what this walk has been told about groups. Plans come in no
// fixed order: whichever of two that contradict each other comes second is
// told.
type groupBook struct {
	mu sync.Mutex
	// listed are groups whose members one resource lists completely, joined
	// those in which resources manage single memberships.
	listed, joined map[string]bool
	// held are groups that the state has.
	held map[string]bool
	// members are users whom a list that this walk writes keeps in a group.
	members map[membershipKey]bool
	// leaving are those whose single membership this walk has begun to end.
	leaving map[membershipKey]bool
	// cleared are groups of which this walk has cleared what pointed at them.
	cleared map[string]bool
	// extensions are planned ones, by the group that shall have it.
	extensions map[string]string
}

// HoldGroup notes that the state has a group. A group that exists is no
// surprise to the plan of its successor then.
func (o *Org) HoldGroup(id string) {
	b := o.groups.book
	b.mu.Lock()
	defer b.mu.Unlock()
	note(&b.held, id, true)
}

// HoldsGroup tells whether HoldGroup noted a group.
func (o *Org) HoldsGroup(id string) bool {
	b := o.groups.book
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.held[id]
}

// ClaimMembers notes that a resource lists all members of a group, or that one
// manages a single membership in it, and returns an error if the walk has the
// other as well.
func (o *Org) ClaimMembers(groupID string, all bool) error {
	b := o.groups.book
	b.mu.Lock()
	defer b.mu.Unlock()
	groupID = salesforce.LongID(groupID)
	if all {
		note(&b.listed, groupID, true)
	} else {
		note(&b.joined, groupID, true)
	}
	if b.listed[groupID] && b.joined[groupID] {
		return &MembersClaimedError{GroupID: groupID, All: all}
	}
	return nil
}

// keepMembers notes that this walk writes a list of a group's members, and waits
// for those who are leaving: whoever looks after that sees what is left. A single
// membership that is given up in the same walk, because the list takes its
// place, does not end from then on.
func (o *Org) keepMembers(ctx context.Context, groupID string, userIDs []string) error {
	b := o.groups.book
	b.mu.Lock()
	var leaving []membershipKey
	for _, userID := range userIDs {
		key := membershipOf(groupID, userID)
		note(&b.members, key, true)
		if b.leaving[key] {
			leaving = append(leaving, key)
		}
	}
	b.mu.Unlock()
	for _, key := range leaving {
		_, leave, err := o.ledger.enter(ctx, key.String())
		if err != nil {
			return err
		}
		leave()
	}
	return nil
}

// endsMember notes that this walk is about to end a single membership, and tells
// whether a list of all members keeps it.
func (o *Org) endsMember(key membershipKey) (kept bool) {
	b := o.groups.book
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.members[key] {
		note(&b.leaving, key, true)
	}
	return b.members[key]
}

// clearGroup notes that this walk clears what points at a group.
func (o *Org) clearGroup(id string) {
	b := o.groups.book
	b.mu.Lock()
	defer b.mu.Unlock()
	note(&b.cleared, id, true)
}

func (o *Org) clearedGroup(id string) bool {
	b := o.groups.book
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.cleared[id]
}

// ClaimExtension notes that a group, known by a text of its own, shall have an
// extension, and returns an error if another one shall have it, too.
func (o *Org) ClaimExtension(extension, group string) error {
	b := o.groups.book
	b.mu.Lock()
	defer b.mu.Unlock()
	if other, taken := b.extensions[extension]; taken && other != group {
		return &ExtensionTakenError{Extension: extension, Planned: other}
	}
	note(&b.extensions, extension, group)
	return nil
}

func note[K comparable, V any](notes *map[K]V, key K, value V) {
	if *notes == nil {
		*notes = map[K]V{}
	}
	(*notes)[key] = value
}
