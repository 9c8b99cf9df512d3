package fastcall

import (
	"context"
	"fmt"

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
}

// Release takes the seat, all of Fastcall's permission sets and the call
// center from a user, after clearing what stands in the way as the policy
// says. The call center goes only if it is still callCenterID, the one that
// was given. Releasing again is harmless: what is gone already is done.
func (o *Org) Release(ctx context.Context, userID, callCenterID string, policy ReleasePolicy) (*Receipt, error) {
	policy = policy.or(o.config.Release).or(builtIn)
	receipt := &Receipt{}
	var last error
	for range attempts {
		have, err := o.Status(ctx, userID)
		if err != nil {
			return nil, err
		}
		receipt.User = have.User
		if blockers := have.Blockers(); len(blockers) > 0 && policy.GroupMemberships == PolicyFail {
			return nil, &BlockedError{User: have.User, Blockers: blockers}
		}
		graph := releaseGraph(have, callCenterID)
		if _, err = o.client.Commit(ctx, graph); err == nil {
			receipt.Cleared = append(receipt.Cleared, have.Blockers()...)
			receipt.Kept = have.Grouped
			return receipt, nil
		}
		if !lookAgain(err) {
			return nil, o.refused(ctx, have.User, err)
		}
		last = err
	}
	return nil, &UnsettledError{User: receipt.User, Attempts: attempts, Cause: last}
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
	for i, assignment := range have.Assignments {
		g = append(g, salesforce.Step{Ref: fmt.Sprintf(refUnassign, i), Verb: salesforce.Delete,
			Object: "PermissionSetAssignment", ID: assignment.ID})
	}
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
