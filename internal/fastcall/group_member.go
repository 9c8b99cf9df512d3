package fastcall

import (
	"context"
	"errors"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// membershipKey is one user's direct membership in one group.
type membershipKey struct{ groupID, userID string }

func membershipOf(groupID, userID string) membershipKey {
	return membershipKey{salesforce.LongID(groupID), salesforce.LongID(userID)}
}

// String is what the ledger of the walk knows the membership by.
func (k membershipKey) String() string { return "member " + k.groupID + "/" + k.userID }

// lookUpMemberships finds the rows of memberships.
func (o *Org) lookUpMemberships(ctx context.Context, keys []membershipKey) (map[membershipKey]string, error) {
	groups := lists.Map(keys, func(k membershipKey) string { return k.groupID })
	users := lists.Map(keys, func(k membershipKey) string { return k.userID })
	slices.Sort(groups)
	slices.Sort(users)
	var rows []directMember
	both := findMembers(&rows, walk.Condition{Path: "GroupId", In: slices.Compact(groups)})
	both.And = &walk.Condition{Path: "UserOrGroupId", In: slices.Compact(users)}
	if err := o.find(ctx, both); err != nil {
		return nil, err
	}
	found := map[membershipKey]string{}
	for _, r := range rows {
		found[membershipKey{r.GroupID, r.MemberID}] = r.ID
	}
	return found, nil
}

// MembershipID returns the id of the row that makes a user a direct member of
// a group; empty if there is none.
func (o *Org) MembershipID(ctx context.Context, groupID, userID string) (string, error) {
	return o.membershipRow(ctx, membershipOf(groupID, userID))
}

func (o *Org) membershipRow(ctx context.Context, key membershipKey) (string, error) {
	return walk.LookUp(ctx, o.groups.memberships, o.lookUpMemberships, key, func(id string) bool { return id != "" })
}

// ClaimMembership notes what a plan does with one instance of a membership, and
// returns an error if another one is against it. One that is not there yet has
// no instance.
func (o *Org) ClaimMembership(groupID, userID, instance string, leaves bool) error {
	claims, key := &o.groups.claims, membershipOf(groupID, userID).String()
	var found conflict
	if leaves {
		found = claims.leave(key, instance)
	} else {
		found = claims.keep(key, Claim[struct{}]{Instance: instance})
	}
	if found != noConflict {
		return &SharedMembershipError{Leaves: found == oneLeaves}
	}
	return nil
}

// Join makes a user a member of a native group, for an instance that stands for
// the membership from then on, and tells whether the user was one before.
// Salesforce answers a second membership as if it were new, so it looks first.
func (o *Org) Join(ctx context.Context, groupID, userID, instance string) (was bool, err error) {
	key := membershipOf(groupID, userID)
	_, leave, err := o.ledger.enter(ctx, key.String())
	if err != nil {
		return false, err
	}
	defer leave()
	if o.groups.claims.givenByAnother(key.String(), instance) {
		return false, &SharedMembershipError{}
	}
	if was, err = o.joinAs(ctx, key); err == nil {
		o.groups.claims.gave(key.String(), Claim[struct{}]{Instance: instance})
	}
	return was, err
}

func (o *Org) joinAs(ctx context.Context, key membershipKey) (was bool, err error) {
	if err := o.PublicGroup(ctx, key.groupID); err != nil {
		return false, err
	}
	if id, err := o.membershipRow(ctx, key); err != nil || id != "" {
		return id != "", err
	}
	if err := o.refuseStrangers(ctx, []string{key.userID}); err != nil {
		return false, err
	}
	_, err = carry(ctx, o, func(ctx context.Context) (string, error) { return o.membershipRow(ctx, key) },
		func(id string) (salesforce.Graph, error) {
			if id != "" {
				return nil, nil
			}
			return salesforce.Graph{join("member", key.groupID, key.userID)}, nil
		})
	return false, err
}

// Leave ends a user's membership in a group. One that has ended already is
// done, and so is one that a list of all members keeps in the same walk.
// Superseded tells that another instance has made or taken over the membership
// in this walk, so that it stays.
func (o *Org) Leave(ctx context.Context, groupID, userID, instance string) (superseded bool, err error) {
	key := membershipOf(groupID, userID)
	_, leave, err := o.ledger.enter(ctx, key.String())
	if err != nil {
		return false, err
	}
	defer leave()
	switch {
	case o.groups.claims.givenByAnother(key.String(), instance):
		return true, nil
	case o.endsMember(key):
		return false, nil
	}
	_, err = carry(ctx, o, func(ctx context.Context) (string, error) { return o.membershipRow(ctx, key) },
		func(id string) (salesforce.Graph, error) {
			if id == "" || o.endsMember(key) {
				return nil, nil
			}
			return salesforce.Graph{leaveStep("member", id, key.groupID, key.userID)}, nil
		})
	if err == nil {
		o.groups.claims.took(key.String())
	}
	return false, err
}

func join(ref string, groupID any, userID string) salesforce.Step {
	return salesforce.Step{Ref: ref, Verb: salesforce.Create, Object: "GroupMember",
		Fields: map[string]any{"GroupId": groupID, "UserOrGroupId": userID}}
}

func leaveStep(ref, id, groupID, userID string) salesforce.Step {
	return salesforce.Step{Ref: ref, Verb: salesforce.Delete, Object: "GroupMember", ID: id,
		Fields: map[string]any{"GroupId": groupID, "UserOrGroupId": userID}}
}

// PublicGroup returns an error unless an id is that of a public group.
func (o *Org) PublicGroup(ctx context.Context, id string) error {
	rows, err := walk.LookUp(ctx, o.groups.natives, o.lookUpNatives, GroupKey{ID: salesforce.LongID(id)}, walk.Filled[nativeRow])
	switch {
	case err != nil:
		return err
	case len(rows) == 0:
		return &NotPublicGroupError{GroupID: id}
	case rows[0].Type != "Regular":
		return &NotPublicGroupError{GroupID: id, Type: rows[0].Type}
	}
	return nil
}

// Strangers lists those of the users who are no Fastcall users: who hold no
// seat, or, where seats are not handed out, no permission set of Fastcall's.
func (o *Org) Strangers(ctx context.Context, userIDs []string) ([]Stranger, error) {
	if len(userIDs) == 0 {
		return nil, nil
	}
	licensing, err := o.Licensing(ctx)
	if err != nil {
		return nil, err
	}
	found := make([]*Stranger, len(userIDs))
	group, groupCtx := errgroup.WithContext(ctx)
	for i, id := range userIDs {
		group.Go(func() error {
			status, err := o.Status(groupCtx, salesforce.LongID(id))
			var unseen *HiddenError
			switch {
			case errors.As(err, &unseen) && unseen.RecordID != "":
				found[i] = &Stranger{ID: id}
			case err != nil:
				return err
			case !status.uses(licensing):
				found[i] = &Stranger{ID: id, Username: status.User.Username}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var strangers []Stranger
	for _, stranger := range found {
		if stranger != nil {
			strangers = append(strangers, *stranger)
		}
	}
	slices.SortFunc(strangers, func(a, b Stranger) int { return strings.Compare(a.Username+a.ID, b.Username+b.ID) })
	return strangers, nil
}

// uses tells whether somebody is a Fastcall user.
func (s *Status) uses(licensing Licensing) bool {
	if licensing == BySeat {
		return s.LicenseID != ""
	}
	return len(s.Assignments)+len(s.Grouped) > 0
}

// refuseStrangers returns an error that names those of the users who are no
// Fastcall users.
func (o *Org) refuseStrangers(ctx context.Context, userIDs []string) error {
	strangers, err := o.Strangers(ctx, userIDs)
	if err == nil && len(strangers) > 0 {
		err = &StrangersError{Strangers: strangers}
	}
	return err
}
