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
	return walk.LookUp(ctx, o.groups.memberships, o.lookUpMemberships, membershipKey{salesforce.LongID(groupID), salesforce.LongID(userID)}, func(id string) bool { return id != "" })
}

// Join makes a user a member of a native group, and tells whether the user was
// one before. Salesforce answers a second membership as if it were new, so it
// looks first.
func (o *Org) Join(ctx context.Context, groupID, userID string) (was bool, err error) {
	groupID, userID = salesforce.LongID(groupID), salesforce.LongID(userID)
	if err := o.PublicGroup(ctx, groupID); err != nil {
		return false, err
	}
	if was, err := o.MembershipID(ctx, groupID, userID); err != nil || was != "" {
		return was != "", err
	}
	if err := o.refuseStrangers(ctx, []string{userID}); err != nil {
		return false, err
	}
	_, err = carry(ctx, o, func(ctx context.Context) (string, error) { return o.MembershipID(ctx, groupID, userID) },
		func(id string) (salesforce.Graph, error) {
			if id != "" {
				return nil, nil
			}
			return salesforce.Graph{join("member", groupID, userID)}, nil
		})
	return false, err
}

// Leave ends a user's membership in a group. One that has ended already is
// done, and so is one that a list of all members keeps in the same walk.
func (o *Org) Leave(ctx context.Context, groupID, userID string) error {
	groupID, userID = salesforce.LongID(groupID), salesforce.LongID(userID)
	if o.keepsMember(groupID, userID) {
		return nil
	}
	_, err := carry(ctx, o, func(ctx context.Context) (string, error) { return o.MembershipID(ctx, groupID, userID) },
		func(id string) (salesforce.Graph, error) {
			if id == "" {
				return nil, nil
			}
			return salesforce.Graph{leaveStep("member", id, groupID, userID)}, nil
		})
	return err
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
