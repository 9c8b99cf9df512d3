package fastcall

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// TargetError says that what a leaver leaves cannot go to whom the policy
// names.
type TargetError struct {
	User User // the leaver
	// Argument is reassign_numbers_to or reassign_to, Kinds what would go there.
	Argument string
	Kinds    []BlockerKind
	// Target is as the configuration names it, ID who that is; empty if nobody.
	Target, ID string
	Reason     TargetReason
}

// TargetReason is why.
type TargetReason string

// The reasons.
const (
	TargetMissing  TargetReason = "nobody is named"
	TargetLeaves   TargetReason = "leaves as well"
	TargetStranger TargetReason = "no Fastcall user or group"
	TargetNoUser   TargetReason = "not a user"
)

func (e *TargetError) Error() string { return e.Argument + " " + e.Target + ": " + string(e.Reason) }

// groupPrefix begins the ids of native groups.
const groupPrefix = "00G"

func isGroup(id string) bool { return isRecord(id, groupPrefix) }

func isUserID(id string) bool { return isRecord(id, userPrefix) }

func isRecord(id, prefix string) bool {
	_, err := salesforce.ID18(id)
	return err == nil && strings.HasPrefix(id, prefix)
}

// isUsername tells a user name, which has the form of an e-mail address, from
// the name of a group.
func isUsername(text string) bool { return strings.Contains(text, "@") && !strings.Contains(text, " ") }

// CheckPolicy finds what can be known to be wrong with a resource's own policy
// on top of the provider's before anybody leaves.
func (o *Org) CheckPolicy(user User, own ReleasePolicy) error {
	policy := own.or(o.config.Release)
	for _, kind := range BlockerKinds() {
		if policy.of(kind) != PolicyReassign {
			continue
		}
		if err := policy.plausible(user, kind); err != nil {
			return err
		}
	}
	return nil
}

// plausible tells whether the target of a kind can be one at all.
func (p ReleasePolicy) plausible(user User, kind BlockerKind) error {
	argument, written := p.target(kind)
	id := p.heirID(kind)
	refuse := func(reason TargetReason) error {
		return &TargetError{User: user, Argument: argument, Kinds: []BlockerKind{kind}, Target: written, ID: id, Reason: reason}
	}
	switch {
	case written == "":
		return refuse(TargetMissing)
	case salesforce.SameID(id, user.ID), strings.EqualFold(written, user.Username):
		return refuse(TargetLeaves)
	case kind != BlockingNumbers && !isUserID(id) && !isUsername(written):
		return refuse(TargetNoUser)
	}
	return nil
}

// checkTargets makes sure that whoever gets what blocks a release can have it,
// and writes their names into the blockers.
func (o *Org) checkTargets(ctx context.Context, user User, policy ReleasePolicy, blockers []Blocker) error {
	names := map[string]string{}
	for i := range blockers {
		b := &blockers[i]
		if b.Action != PolicyReassign {
			continue
		}
		if err := policy.plausible(user, b.Kind); err != nil {
			return err
		}
		id := b.To
		if name, checked := names[id]; checked {
			b.To = name
			continue
		}
		name, reason, err := o.heir(ctx, id)
		if err != nil {
			return err
		}
		if reason != "" {
			return policy.unfit(user, b.Kind, reason, blockers)
		}
		names[id], b.To = name, name
	}
	return nil
}

// unfit says that what some blockers hold cannot go to their target.
func (p ReleasePolicy) unfit(user User, kind BlockerKind, reason TargetReason, blockers []Blocker) error {
	argument, written := p.target(kind)
	kinds := lists.Filter(BlockerKinds(), func(k BlockerKind) bool {
		to, _ := p.target(k)
		return to == argument && slices.ContainsFunc(blockers, func(b Blocker) bool { return b.Kind == k && b.Action == PolicyReassign })
	})
	return &TargetError{User: user, Argument: argument, Kinds: kinds, Target: written, ID: p.heirID(kind), Reason: reason}
}

// withHeirs is the policy with the ids of those whom it names, as far as it gives
// any of the blockers to them.
func (o *Org) withHeirs(ctx context.Context, user User, p ReleasePolicy, blockers []Blocker) (ReleasePolicy, error) {
	ids := maps.Clone(p.ids)
	for _, b := range blockers {
		argument, written := p.target(b.Kind)
		if p.of(b.Kind) != PolicyReassign || written == "" || ids[argument] != "" || isUserID(written) || isGroup(written) {
			continue
		}
		if err := p.plausible(user, b.Kind); err != nil {
			return p, err
		}
		id, err := o.heirNamed(ctx, written)
		if err != nil {
			return p, err
		}
		if id == "" {
			return p, p.unfit(user, b.Kind, TargetStranger, p.judged(ReleasePolicy{}, blockers))
		}
		if ids == nil {
			ids = map[string]string{}
		}
		ids[argument] = id
	}
	p.ids = ids
	return p, nil
}

// heirNamed is the id of a user by user name, or of a native group by its name
// or developer name; empty if nobody is called that.
func (o *Org) heirNamed(ctx context.Context, name string) (string, error) {
	if isUsername(name) {
		user, err := o.FindUserByAny(ctx, UserKey{Username: name})
		if unknown := new(UserNotFoundError); errors.As(err, &unknown) {
			return "", nil
		}
		return user.ID, err
	}
	group, err := o.FindGroup(ctx, GroupParts{}, GroupKey{Name: name}, GroupKey{DeveloperName: name})
	if unknown := new(GroupNotFoundError); errors.As(err, &unknown) && len(unknown.Matches) == 0 {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return group.ID, nil
}

// heir returns the name of a user or group to whom something can be given, or
// why nothing can.
func (o *Org) heir(ctx context.Context, id string) (name string, reason TargetReason, err error) {
	if isGroup(id) {
		record, err := o.groupRecord(ctx, id)
		if unknown := new(NoFastcallGroupError); errors.As(err, &unknown) {
			return "", TargetStranger, nil
		}
		if err != nil {
			return "", "", err
		}
		return record.Named(), "", nil
	}
	if o.leaving(id) {
		return "", TargetLeaves, nil
	}
	status, err := o.Status(ctx, id)
	if concealed := new(HiddenError); errors.As(err, &concealed) && concealed.RecordID == id {
		return "", TargetStranger, nil
	}
	if err != nil {
		return "", "", err
	}
	if !status.IsFastcallUser() || !status.User.Active {
		return "", TargetStranger, nil
	}
	return status.User.Username, "", nil
}
