package fastcall

import (
	"context"
	"errors"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// Forecast says what a release would meet.
type Forecast struct {
	User User
	// Blockers are what stands in the way, each with what the policy does.
	Blockers     []Blocker
	Unrecognised []Unrecognised
	Unseen       Unseen
	// Target says why what is to be reassigned cannot go to whom the policy
	// names, as things are now.
	Target error
}

// Unseen is where a release did not look.
type Unseen struct {
	// All is set if not one of Fastcall's own objects can be seen.
	All bool
	// Sections are those that the configuration calls unreachable.
	Sections []schemamap.Section
}

// Any tells whether there is anything.
func (u Unseen) Any() bool { return u.All || len(u.Sections) > 0 }

func (g *ground) unseen() Unseen { return Unseen{All: g.schema == nil, Sections: g.skipped} }

// Stops lists the blockers at which the release would stop.
func (f *Forecast) Stops() []Blocker { return stops(f.Blockers) }

// Blocked is the error of a release that is sure to stop; nil if another
// resource may clear in the same apply whatever it would stop at.
func (f *Forecast) Blocked() *BlockedError {
	stop := f.Stops()
	if !slices.ContainsFunc(stop, func(b Blocker) bool { return !b.Managed() }) {
		return nil
	}
	return &BlockedError{User: f.User, Blockers: stop, Unrecognised: f.Unrecognised,
		Others: lists.Filter(f.Blockers, func(b Blocker) bool { return b.Action != PolicyFail })}
}

// Needs is what clearing the blockers writes.
func (f *Forecast) Needs() Needs {
	var n Needs
	for _, b := range f.Blockers {
		verbs, member := b.clearedBy(b.Action), b.Kind == BlockingMemberships
		n.Members = n.Members || member && len(verbs) > 0
		n.Write(!member, b.Section, verbs...)
	}
	return n
}

func stops(blockers []Blocker) []Blocker {
	return lists.Filter(blockers, func(b Blocker) bool { return b.Action == PolicyFail })
}

// Forecast says what releasing the user would meet. It looks at everybody at
// once, so that a walk in which many leave costs no more requests; the release
// looks again.
func (o *Org) Forecast(ctx context.Context, userID string, own ReleasePolicy) (*Forecast, error) {
	g, err := o.ground.Get(ctx)
	if err != nil {
		return nil, err
	}
	status, err := o.ReadStatus(ctx, userID)
	if err != nil {
		return nil, err
	}
	all, err := o.holdings.Get(ctx)
	if err == nil {
		err = all.unfound
	}
	if err != nil {
		return nil, err
	}
	blockers := all.against(status)
	policy, unfit := o.withHeirs(ctx, status.User, own.or(o.config.Release), blockers)
	f := &Forecast{User: status.User, Blockers: policy.judged(own, blockers), Unseen: g.unseen()}
	if g.schema != nil {
		if f.Unrecognised, err = o.strangerLooks.Do(ctx, userID); err != nil {
			return nil, err
		}
	}
	if unfit == nil {
		unfit = o.checkTargets(ctx, f.User, policy, f.Blockers)
	}
	return f, o.forecastTarget(f, unfit)
}

// forecastTarget notes what is wrong with a target now. One that the same
// walk makes a Fastcall user is none to warn of.
func (o *Org) forecastTarget(f *Forecast, err error) error {
	if wrong := new(TargetError); errors.As(err, &wrong) {
		if !o.Expected(wrong.ID) {
			f.Target = wrong
		}
		return nil
	}
	return err
}
