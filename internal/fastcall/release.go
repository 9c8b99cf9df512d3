package fastcall

import (
	"context"
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Blockers lists the memberships that a release has to clear, in a fixed order.
func (s *Status) Blockers() []Blocker {
	return lists.Map(s.Memberships, func(m Membership) Blocker {
		return Blocker{Kind: BlockingMemberships, ID: m.ID, Name: m.GroupName}
	})
}

// Receipt says what a release did.
type Receipt struct {
	User User
	// Cleared are the blockers that are gone, Left those that the policy keeps.
	Cleared, Left []Blocker
	Unrecognised  []Unrecognised
	Unseen        Unseen
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
// says. That takes two transactions, because Fastcall's own records and those
// of Salesforce's setup never share one. Releasing again is harmless: what is
// gone already is done.
func (o *Org) Release(ctx context.Context, l Leaver) (*Receipt, error) {
	done, leave, err := o.ledger.enter(ctx, l.UserID)
	if err != nil {
		return nil, err
	}
	defer leave()
	found, err := o.leaver(ctx, l.UserID)
	if err != nil {
		return nil, err
	}
	have := found.status
	if done.onboarded {
		return &Receipt{User: have.User, Superseded: true}, nil
	}
	done.released = true
	o.ledger.release(l.UserID)
	r := &release{org: o, leaver: l, policy: l.Policy.or(o.config.Release), receipt: &Receipt{User: have.User}}
	if err := r.run(ctx, found); err != nil {
		o.ledger.dropRights(r.claimed)
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
	// groups are the native groups that Fastcall has records of.
	groups map[string]bool
	// gone are the parts that an attempt took although it failed as a whole.
	gone []Part
	// claimed is what the walk's ledger notes of rights to use numbers.
	claimed []string
}

// run clears what ties the user and then takes what the user holds. A release
// that undoes a failed onboarding clears nothing: what ties the user has been
// there before.
func (r *release) run(ctx context.Context, found *leaving) error {
	if err := r.org.isThere(ctx, r.leaver, found.status); err != nil {
		return err
	}
	if r.leaver.Ours != nil {
		return r.take(ctx, found.status)
	}
	g, err := r.org.ground.Get(ctx)
	if err == nil {
		err = found.err
	}
	if err != nil {
		return err
	}
	r.groups, r.receipt.Unrecognised, r.receipt.Unseen = found.tied.groups, found.tied.unrecognised, g.unseen()
	// Nothing is written before all that could stop the release is known.
	if err := r.blocked(slices.Concat(r.share(found.status).Blockers(), r.own(found.tied).blockers())); err != nil {
		return err
	}
	if err := r.clear(ctx, found.tied); err != nil {
		return err
	}
	if len(r.gone) > 0 {
		ctx = salesforce.BeyondBudget(ctx) // Begun, so it is finished.
	}
	return r.take(ctx, found.status)
}

// take commits and looks again until nothing is left to take.
func (r *release) take(ctx context.Context, have *Status) error {
	var last error
	for range attempts {
		r.receipt.User, r.receipt.Kept = have.User, have.Grouped
		have = r.share(have)
		if err := r.blocked(have.Blockers()); err != nil {
			return err
		}
		// What an earlier attempt cleared without an answer is cleared, too.
		r.receipt.add(r.judged(have.Blockers()))
		graph := r.graph(ctx, have)
		if _, last = r.org.commit(ctx, graph, r.leaver.UserID); last == nil {
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
		left := r.graph(ctx, r.share(fresh))
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

// judged says what the policy does with blockers.
func (r *release) judged(blockers []Blocker) []Blocker {
	return r.policy.judged(r.leaver.Policy, blockers)
}

// check stops at what the policy keeps from being cleared, makes sure that what
// it reassigns can go where it says, and notes all for the receipt.
func (r *release) check(ctx context.Context, found *tied) error {
	if err := r.blocked(found.blockers()); err != nil {
		return err
	}
	policy, err := r.org.withHeirs(ctx, r.receipt.User, r.policy, found.blockers())
	if err != nil {
		return err
	}
	r.policy = policy
	judged := r.judged(found.blockers())
	if err := r.org.checkTargets(ctx, r.receipt.User, r.policy, judged); err != nil {
		return err
	}
	// What an earlier attempt cleared without an answer is cleared, too.
	r.receipt.add(judged)
	return nil
}

// took notes parts, each once.
func (r *release) took(parts []Part) {
	r.gone = append(r.gone, missing(parts, r.gone)...)
}

// missing lists the parts that are not among others.
func missing(parts, others []Part) []Part {
	return lists.Filter(parts, func(p Part) bool { return !slices.Contains(others, p) })
}

// blindRelease is the error when the look after a failed release fails, too.
func blindRelease(user User, err, lookErr error) error {
	if salesforce.IsUncertain(err) {
		return &UnknownOutcomeError{User: user, Err: err, LookErr: lookErr}
	}
	return lookErr
}

// blocked stops at what the policy keeps from being cleared.
func (r *release) blocked(blockers []Blocker) error {
	if stop := stops(r.judged(blockers)); len(stop) > 0 {
		return &BlockedError{User: r.receipt.User, Blockers: blockersInOrder(stop)}
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
func (r *release) share(have *Status) *Status {
	l := r.leaver
	if l.Ours == nil {
		return have.within(r.groups)
	}
	share := &Status{User: have.User}
	if have.LicenseID == l.Ours.LicenseID {
		share.LicenseID = have.LicenseID
	}
	share.Assignments = lists.Filter(have.Assignments, func(a Assignment) bool { return slices.Contains(l.Ours.AssignmentIDs, a.ID) })
	return share
}

// add takes in blockers, each once.
func (r *Receipt) add(blockers []Blocker) {
	for _, blocker := range blockers {
		list := &r.Cleared
		if blocker.Action == PolicyKeep {
			list = &r.Left
		}
		if !slices.Contains(*list, blocker) {
			*list = append(*list, blocker)
		}
	}
	blockersInOrder(r.Cleared)
	blockersInOrder(r.Left)
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
