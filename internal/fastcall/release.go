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
	// CallCenter is another call center that the user stays in; nil if none.
	CallCenter *CallCenter
	// Superseded is set when nothing was released, because this walk has
	// onboarded the same user in another instance.
	Superseded bool
}

// Leaver is a user to release, as the state knows the user.
type Leaver struct {
	UserID string
	// CallCenterIDs are the call centers that were given. Another one stays.
	CallCenterIDs []string
	// Ours binds the release to what a failed onboarding left behind; nil
	// releases everything.
	Ours *Ours
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
	have, err := o.Status(ctx, l.UserID)
	if err != nil {
		return nil, err
	}
	if done.onboarded {
		return &Receipt{User: have.User, Superseded: true}, nil
	}
	r := &release{org: o, leaver: l, policy: l.Policy.or(o.config.Release).or(builtIn), receipt: &Receipt{}}
	if err := r.run(ctx, have); err != nil {
		return nil, leftover(err, r.gone)
	}
	return r.receipt, nil
}

// release is one release under way.
type release struct {
	org     *Org
	leaver  Leaver
	policy  ReleasePolicy
	receipt *Receipt
	// gone are the parts that an attempt took although it failed as a whole.
	gone []Part
}

// run commits and looks again until nothing is left to take.
func (r *release) run(ctx context.Context, have *Status) error {
	var last error
	if err := r.org.isThere(ctx, r.leaver, have); err != nil {
		return err
	}
	for range attempts {
		r.receipt.User, r.receipt.Kept = have.User, have.Grouped
		have = r.leaver.share(have)
		if err := r.blocked(have); err != nil {
			return err
		}
		// What an earlier attempt cleared without an answer is cleared, too.
		r.receipt.add(have.Blockers())
		graph := r.graph(ctx, have)
		if _, last = r.org.client.Commit(ctx, graph); last == nil {
			return nil
		}
		r.took(partsOf(standingIn(last)))
		if !lookAgain(last) {
			return r.org.refused(ctx, have, last)
		}
		fresh, lookErr := r.org.statusAfter(ctx, r.leaver.UserID)
		if lookErr != nil {
			return blindRelease(have.User, last, lookErr)
		}
		left := r.graph(ctx, r.leaver.share(fresh))
		if len(left) == 0 {
			return nil
		}
		r.took(missing(partsOf(graph), partsOf(left)))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		have = fresh
	}
	return &UnsettledError{User: r.receipt.User, Attempts: attempts, Cause: last}
}

// took notes parts, each once.
func (r *release) took(parts []Part) {
	r.gone = append(r.gone, missing(parts, r.gone)...)
}

// missing lists the parts that are not among others.
func missing(parts, others []Part) []Part {
	return pick(parts, func(p Part) bool { return !slices.Contains(others, p) })
}

// blindRelease is the error when the look after a failed release fails, too.
func blindRelease(user User, err, lookErr error) error {
	if salesforce.IsUncertain(err) {
		return &UnknownOutcomeError{User: user, Err: err, LookErr: lookErr}
	}
	return lookErr
}

// blocked stops at what the policy keeps.
func (r *release) blocked(have *Status) error {
	if blockers := have.Blockers(); len(blockers) > 0 && r.policy.GroupMemberships == PolicyFail {
		return &BlockedError{User: have.User, Blockers: blockers, Own: r.leaver.Policy.GroupMemberships != ""}
	}
	return nil
}

// isThere proves that what the state knows and a look does not find is gone
// and not hidden.
func (o *Org) isThere(ctx context.Context, l Leaver, have *Status) error {
	if l.Seated && have.LicenseID == "" || l.Assigned && len(have.Assignments) == 0 {
		return o.Absent(ctx)
	}
	return nil
}

// share is the part of what a user holds that this release may take.
func (l Leaver) share(have *Status) *Status {
	if l.Ours == nil {
		return have
	}
	share := &Status{User: have.User}
	if have.LicenseID == l.Ours.LicenseID {
		share.LicenseID = have.LicenseID
	}
	share.Assignments = pick(have.Assignments, func(a Assignment) bool { return slices.Contains(l.Ours.AssignmentIDs, a.ID) })
	return share
}

// add takes in blockers, each once.
func (r *Receipt) add(blockers []Blocker) {
	for _, blocker := range blockers {
		if !slices.Contains(r.Cleared, blocker) {
			r.Cleared = append(r.Cleared, blocker)
		}
	}
}

// graph takes everything from a user: memberships first, the seat last, so
// that a rung of the ladder that stops halfway leaves a user who still holds
// the seat and can be released again.
func (r *release) graph(ctx context.Context, have *Status) salesforce.Graph {
	var g salesforce.Graph
	for i, membership := range have.Memberships {
		g = append(g, salesforce.Step{Ref: fmt.Sprintf(refMembership, i), Verb: salesforce.Delete,
			Object: "GroupMember", ID: membership.ID})
	}
	g = append(g, unassign(have.Assignments)...)
	if r.leaves(ctx, have.User) {
		g = append(g, salesforce.Step{Ref: refUser, Verb: salesforce.Update, Object: "User", ID: have.User.ID,
			Fields: map[string]any{"CallCenterId": nil}})
	}
	if have.LicenseID != "" {
		g = append(g, salesforce.Step{Ref: refLicense, Verb: salesforce.Delete, Object: "UserPackageLicense", ID: have.LicenseID})
	}
	return g
}

// leaves tells whether the user is in a call center that was given. Another
// one stays and is named in the receipt, and so does one of Salesforce Voice.
func (r *release) leaves(ctx context.Context, user User) bool {
	if user.CallCenterID == "" {
		return false
	}
	present := r.org.callCenterByID(ctx, user.CallCenterID)
	given := r.leaver.CallCenterIDs
	if r.leaver.Ours != nil {
		given = []string{r.leaver.Ours.CallCenterID}
	}
	if slices.Contains(given, present.ID) && !present.Voice {
		return true
	}
	r.receipt.CallCenter = &present
	return false
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
