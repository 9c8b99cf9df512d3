package fastcall

import (
	"context"
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Policy says what a release does with one kind of blocker.
type Policy string

const (
	// PolicyRemove takes the leaver out.
	PolicyRemove Policy = "remove"
	// PolicyFail stops the release.
	PolicyFail Policy = "fail"
)

// ReleasePolicy holds a policy for each kind of blocker; an empty one is
// filled from the provider's defaults and then from the built-in ones.
type ReleasePolicy struct {
	GroupMemberships Policy
}

// or fills what p leaves open from defaults.
func (p ReleasePolicy) or(defaults ReleasePolicy) ReleasePolicy {
	if p.GroupMemberships == "" {
		p.GroupMemberships = defaults.GroupMemberships
	}
	return p
}

// builtIn clears what can be put back.
var builtIn = ReleasePolicy{GroupMemberships: PolicyRemove}

// Blocker is something that ties a user to Fastcall and stands in the way of
// a release.
type Blocker struct {
	Kind Part
	ID   string
	Name string
}

// Blockers lists what a release of the user has to clear, in a fixed order.
func (s *Status) Blockers() []Blocker {
	return convert(s.Memberships, func(m Membership) Blocker {
		return Blocker{Kind: PartMembership, ID: m.ID, Name: m.GroupName}
	})
}

// Receipt says what a release did.
type Receipt struct {
	User    User
	Cleared []Blocker
	// Kept are roles that permission set groups go on giving.
	Kept []GroupedRole
	// Superseded is set when nothing was released, because this walk has
	// onboarded the same user in another instance.
	Superseded bool
}

// Leaver is a user to release, as the state knows the user.
type Leaver struct {
	UserID string
	// CallCenterID is the call center that was given. Another one stays.
	CallCenterID string
	// Seated and Assigned tell that the user held a seat and permission sets.
	// If a look finds neither, that they are gone is proved first.
	Seated, Assigned bool
	Policy           ReleasePolicy
}

// Release takes the seat, all of Fastcall's permission sets and the call
// center from a user, after clearing what stands in the way as the policy
// says. Releasing again is harmless: what is gone already is done.
func (o *Org) Release(ctx context.Context, l Leaver) (*Receipt, error) {
	done, leave, err := o.ledger.enter(ctx, l.UserID)
	if err != nil {
		return nil, err
	}
	defer leave()
	policy := l.Policy.or(o.config.Release).or(builtIn)
	receipt := &Receipt{Superseded: done.onboarded}
	var last error
	for range attempts {
		have, err := o.Status(ctx, l.UserID)
		if err != nil {
			return nil, err
		}
		receipt.User, receipt.Kept = have.User, have.Grouped
		if receipt.Superseded {
			return receipt, nil
		}
		if err := o.mayRelease(ctx, l, have, policy); err != nil {
			return nil, err
		}
		// What an earlier attempt cleared without an answer is cleared, too.
		receipt.add(have.Blockers())
		_, err = o.client.Commit(ctx, releaseGraph(have, l.CallCenterID))
		if err == nil {
			return receipt, nil
		}
		if !lookAgain(err) {
			return nil, o.refused(ctx, have, err)
		}
		last = err
	}
	return nil, &UnsettledError{User: receipt.User, Attempts: attempts, Cause: last}
}

// mayRelease stops at what the policy keeps, and at what may be hidden.
func (o *Org) mayRelease(ctx context.Context, l Leaver, have *Status, policy ReleasePolicy) error {
	if blockers := have.Blockers(); len(blockers) > 0 && policy.GroupMemberships == PolicyFail {
		return &BlockedError{User: have.User, Blockers: blockers}
	}
	if l.Seated && have.LicenseID == "" || l.Assigned && len(have.Assignments) == 0 {
		return o.Absent(ctx)
	}
	return nil
}

// add takes in blockers, each once.
func (r *Receipt) add(blockers []Blocker) {
	for _, blocker := range blockers {
		if !slices.Contains(r.Cleared, blocker) {
			r.Cleared = append(r.Cleared, blocker)
		}
	}
}

// releaseGraph takes everything from a user: memberships first, the seat
// last, so that a rung of the ladder that stops halfway leaves a user who
// still holds the seat and can be released again.
func releaseGraph(have *Status, callCenterID string) salesforce.Graph {
	var g salesforce.Graph
	for i, membership := range have.Memberships {
		g = append(g, salesforce.Step{Ref: fmt.Sprintf(refMembership, i), Verb: salesforce.Delete,
			Object: "GroupMember", ID: membership.ID})
	}
	g = append(g, unassign(have.Assignments)...)
	if callCenterID != "" && salesforce.SameID(have.User.CallCenterID, callCenterID) {
		g = append(g, salesforce.Step{Ref: refUser, Verb: salesforce.Update, Object: "User", ID: have.User.ID,
			Fields: map[string]any{"CallCenterId": nil}})
	}
	if have.LicenseID != "" {
		g = append(g, salesforce.Step{Ref: refLicense, Verb: salesforce.Delete, Object: "UserPackageLicense", ID: have.LicenseID})
	}
	return g
}

// Absent proves that a user who seems to hold nothing of Fastcall's really
// does: it asks whether the API user may see and change the rows at all. It
// returns nil on proof and a HiddenError otherwise.
func (o *Org) Absent(ctx context.Context) error {
	objects := []string{"PermissionSetAssignment"}
	if _, seated, err := o.seatLicense(ctx); err != nil {
		return err
	} else if seated {
		objects = append(objects, "UserPackageLicense")
	}
	described, err := o.client.Describe(ctx, objects...)
	if err != nil {
		return err
	}
	for _, object := range objects {
		d, visible := described[object]
		if !visible || !d.Createable || !d.Deletable {
			return &HiddenError{Object: object, Permission: permissionFor[object]}
		}
	}
	return nil
}
