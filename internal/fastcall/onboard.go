package fastcall

import (
	"context"
	"slices"

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
	// GivenCallCenters are the ids of the call centers that were given before.
	// The user may leave those unasked.
	GivenCallCenters []string
}

// Onboarded is the outcome of an onboarding.
type Onboarded struct {
	// Status is what the user holds now; after an error, what was left behind,
	// or nil if nothing was.
	Status *Status
	// CallCenterID is the call center that was given.
	CallCenterID string
	// Adopted lists what was in place already, Removed the roles that were
	// held beyond those wanted and were taken away.
	Adopted []Part
	Removed []string
	// Ours tells, after an error, which rows of Status this onboarding made.
	Ours *Ours
}

// Ours are rows that an onboarding made and could not take back. A release
// bound to them leaves everything else.
type Ours struct {
	LicenseID     string   `json:"license,omitempty"`
	AssignmentIDs []string `json:"assignments,omitempty"`
	CallCenterID  string   `json:"call_center,omitempty"`
}

// Onboard makes user a Fastcall user: one atomic write, wholly or not at all.
// Nothing read before decides that write: it asks for every part and looks
// only when Salesforce says that one is there already, that no seat is left,
// or says nothing at all. What was read before tells what was there before,
// so that it is never undone, and which roles are held beyond those wanted.
//
// Who finds no seat waits for one that this walk frees, see handover.
func (o *Org) Onboard(ctx context.Context, before *Status, e Enrollment) (outcome *Onboarded, err error) {
	err = o.handOver(ctx, func() (err error) {
		if outcome != nil { // Time has passed since before was looked at.
			if before, err = o.Status(ctx, before.User.ID); err != nil {
				return err
			}
		}
		outcome, err = o.onboard(ctx, before, e)
		return err
	})
	return outcome, err
}

// onboard is one attempt of Onboard.
func (o *Org) onboard(ctx context.Context, before *Status, e Enrollment) (*Onboarded, error) {
	if before.User.IsGuest() {
		return &Onboarded{}, &GuestUserError{User: before.User}
	}
	if !before.User.Active {
		return &Onboarded{}, &InactiveUserError{User: before.User}
	}
	want, err := o.resolve(ctx, e)
	if err != nil {
		return &Onboarded{}, err
	}
	done, leave, err := o.ledger.enter(ctx, before.User.ID)
	if err != nil {
		return &Onboarded{}, err
	}
	defer leave()
	if done.released {
		// Another instance has released the user meanwhile.
		if before, err = o.Status(ctx, before.User.ID); err != nil {
			return &Onboarded{}, err
		}
	}
	c := &convergence{org: o, want: want, enrollment: e, before: before, onboarding: true}
	status, err := c.run(ctx, want.unfulfilled(before))
	outcome := &Onboarded{Status: status, CallCenterID: want.callCenter.ID}
	if err != nil {
		if status != nil {
			outcome.Ours = want.ours(c.before, status)
		}
		return outcome, err
	}
	done.onboarded = true
	o.Expect(before.User.ID)
	outcome.Adopted = want.adopted(before)
	for _, extra := range want.extras(before) {
		outcome.Removed = append(outcome.Removed, extra.Role)
	}
	return outcome, nil
}

// Repair brings a Fastcall user to what e says, from what a fresh look finds.
// Who has lost a seat and finds none waits like those who are onboarded.
func (o *Org) Repair(ctx context.Context, userID string, e Enrollment) (outcome *Onboarded, err error) {
	err = o.handOver(ctx, func() (err error) {
		outcome, err = o.repair(ctx, userID, e)
		return err
	})
	return outcome, err
}

// repair is one attempt of Repair.
func (o *Org) repair(ctx context.Context, userID string, e Enrollment) (*Onboarded, error) {
	want, err := o.resolve(ctx, e)
	if err != nil {
		return nil, err
	}
	done, leave, err := o.ledger.enter(ctx, userID)
	if err != nil {
		return nil, err
	}
	defer leave()
	done.onboarded = true // Another instance of the same user must not release whom this one keeps.
	have, err := o.Status(ctx, userID)
	if err != nil {
		return nil, err
	}
	c := &convergence{org: o, want: want, enrollment: e, before: have}
	status, err := c.run(ctx, have)
	if err != nil {
		return nil, err
	}
	o.Expect(userID)
	return &Onboarded{Status: status, CallCenterID: want.callCenter.ID}, nil
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
// for target: unasked, any but the one that was given before; asked, only one
// of Salesforce Voice.
func (o *Org) MayMove(ctx context.Context, user User, target CallCenter, e Enrollment) error {
	if user.CallCenterID == "" || target.ID == "" || salesforce.SameID(user.CallCenterID, target.ID) {
		return nil
	}
	present := o.callCenterByID(ctx, user.CallCenterID)
	if present.Voice {
		return &VoiceCallCenterError{CallCenter: present, Leaving: true}
	}
	if e.ReplaceCallCenter || slices.Contains(e.GivenCallCenters, present.ID) {
		return nil
	}
	return &CallCenterTakenError{User: user, Holds: present, Wanted: target}
}
