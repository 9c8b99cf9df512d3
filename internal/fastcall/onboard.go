package fastcall

import (
	"context"
	"errors"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Enrollment says what a Fastcall user shall hold, in words of the
// configuration.
type Enrollment struct {
	Roles []string
	// CallCenter is an id, a name or an internal name; empty means the default.
	CallCenter string
	// ReplaceCallCenter allows to take the user out of another call center.
	ReplaceCallCenter bool
	// AutoLogin is nil where the softphone's log-in is not managed.
	AutoLogin *bool
}

// Onboarded is the outcome of an onboarding or a repair.
type Onboarded struct {
	Status *Status
	// Adopted lists parts that an onboarding found in place already.
	Adopted []Part
}

// Onboard makes user a Fastcall user: one atomic write, wholly or not at all.
// user must have been read in this walk. Nothing read before decides the
// write: it asks for every part and looks only when Salesforce says that one
// is there already, that no seat is left, or says nothing at all.
//
// When an error leaves something standing, the outcome's Status says what.
func (o *Org) Onboard(ctx context.Context, user User, e Enrollment) (*Onboarded, error) {
	if user.IsGuest() {
		return nil, &GuestUserError{User: user}
	}
	if !user.Active {
		return nil, &InactiveUserError{User: user}
	}
	want, err := o.resolve(ctx, e)
	if err != nil {
		return nil, err
	}
	c := &convergence{org: o, want: want, mayTakeOver: e.ReplaceCallCenter, onboarding: true}
	status, err := c.run(ctx, &Status{User: user})
	if err != nil {
		return &Onboarded{Status: status}, err
	}
	return &Onboarded{Status: status, Adopted: c.adopted()}, nil
}

// Repair brings a Fastcall user to what e says, from what a fresh look finds.
func (o *Org) Repair(ctx context.Context, userID string, e Enrollment) (*Status, error) {
	want, err := o.resolve(ctx, e)
	if err != nil {
		return nil, err
	}
	have, err := o.Status(ctx, userID)
	if err != nil {
		return nil, err
	}
	c := &convergence{org: o, want: want, mayTakeOver: e.ReplaceCallCenter}
	return c.run(ctx, have)
}

// resolve turns names into ids.
func (o *Org) resolve(ctx context.Context, e Enrollment) (wanted, error) {
	var w wanted
	license, seated, err := o.seatLicense(ctx)
	if err != nil {
		return w, err
	}
	if seated {
		w.packageLicenseID = license.ID
	}
	w.licensed = o.licensed(true, seated)
	for _, role := range e.Roles {
		set, err := o.RoleSet(ctx, Role(role))
		if err != nil {
			return w, err
		}
		w.permissionSets = append(w.permissionSets, set)
	}
	w.autoLogin = e.AutoLogin
	w.callCenter, err = o.UserCallCenter(ctx, e.CallCenter)
	return w, err
}

// UserCallCenter is CallCenter for one that a user is to be put into.
func (o *Org) UserCallCenter(ctx context.Context, wanted string) (CallCenter, error) {
	target, err := o.CallCenter(ctx, wanted)
	if err == nil && target.Voice {
		err = &VoiceCallCenterError{CallCenter: target}
	}
	return target, err
}

// MayMove returns an error if user sits in a call center that may not be left
// for target: unasked, any other; asked, only one of Salesforce Voice.
func (o *Org) MayMove(ctx context.Context, user User, target CallCenter, asked bool) error {
	if user.CallCenterID == "" || target.ID == "" || salesforce.SameID(user.CallCenterID, target.ID) {
		return nil
	}
	present := o.callCenterByID(ctx, user.CallCenterID)
	if present.Voice {
		return &VoiceCallCenterError{CallCenter: present, Leaving: true}
	}
	if asked {
		return nil
	}
	return &CallCenterTakenError{User: user, Holds: present, Wanted: target}
}

// attempts bounds how often a change is planned anew because the org moved
// under it or an answer was lost.
const attempts = 5

// convergence commits the difference between what a user holds and shall
// hold, and looks again whenever the answer says that the picture was wrong.
type convergence struct {
	org         *Org
	want        wanted
	mayTakeOver bool
	onboarding  bool

	first  *Status // what the first look after a refusal found; nil: none was needed
	unsure bool    // an answer was lost, so what is found may be our own
}

func (c *convergence) run(ctx context.Context, have *Status) (*Status, error) {
	var last error
	for range attempts {
		if err := c.org.MayMove(ctx, have.User, c.want.callCenter, c.mayTakeOver); err != nil {
			return nil, err
		}
		graph := c.want.difference(have)
		ids, err := c.org.client.Commit(ctx, graph)
		if err == nil {
			return c.want.reached(have, ids), nil
		}
		if !lookAgain(err) {
			return c.standing(have, err), c.org.refused(ctx, have.User, err)
		}
		last = err
		c.unsure = c.unsure || salesforce.IsUncertain(err)
		fresh, lookErr := c.org.Status(ctx, have.User.ID)
		if lookErr != nil {
			return nil, errors.Join(err, lookErr)
		}
		if salesforce.HasCode(err, codeNoSeat) && fresh.LicenseID == "" {
			return nil, c.org.refused(ctx, have.User, err)
		}
		if c.first == nil {
			c.first = fresh
		}
		have = fresh
	}
	return nil, &UnsettledError{User: have.User, Attempts: attempts, Cause: last}
}

// codeNoSeat is the status code of an exhausted package license (S2).
const codeNoSeat = "LICENSE_LIMIT_EXCEEDED"

// lookAgain tells whether a failed commit may be explained by what is in the
// org already.
func lookAgain(err error) bool {
	return salesforce.IsUncertain(err) || salesforce.IsGone(err) ||
		salesforce.HasCode(err, "DUPLICATE_VALUE", codeNoSeat)
}

// adopted lists the parts that were in place before an onboarding. After a
// lost answer nobody can tell whose they are, so nothing is claimed.
func (c *convergence) adopted() []Part {
	if c.first == nil || c.unsure {
		return nil
	}
	var parts []Part
	if c.first.LicenseID != "" {
		parts = append(parts, PartLicense)
	}
	if len(c.first.Assignments) > 0 {
		parts = append(parts, PartPermissionSet)
	}
	return parts
}

// standing is what a failed change left in the org, or nil: on the last rung
// of the ladder what was created may resist being taken back.
func (c *convergence) standing(have *Status, err error) *Status {
	var step *salesforce.StepError
	if !errors.As(err, &step) || len(step.Standing) == 0 {
		return nil
	}
	ids := map[string]string{}
	for _, left := range step.Standing {
		ids[left.Ref] = left.ID
	}
	return c.want.reached(have, ids)
}
