package fastcall

import (
	"context"
	"errors"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

const (
	// attempts bounds how often a change is planned anew because the org moved
	// under it or an answer was lost.
	attempts = 5
	// lastLook and lastLookCancelled bound the look that follows a write whose
	// outcome is unknown after the operation's own time is up. A cancelled
	// operation must end within two seconds, the write's own settling included.
	lastLook          = 10 * time.Second
	lastLookCancelled = 400 * time.Millisecond
)

// codeNoSeat is the status code of an exhausted package license (S2).
const codeNoSeat = "LICENSE_LIMIT_EXCEEDED"

// convergence commits the difference between what a user holds and shall
// hold, and looks again whenever the answer says that the picture was wrong.
type convergence struct {
	org        *Org
	want       wanted
	enrollment Enrollment
	onboarding bool
	// before is what the user held before the first write.
	before *Status
	// unsure is set once an answer was lost: what is found then, and was not
	// there before, is taken for our own.
	unsure bool
	// standing are steps that were carried out although their unit failed.
	standing []salesforce.Step
}

// run ends with what the user holds, or with an error and what was left
// behind: nil if nothing was.
func (c *convergence) run(ctx context.Context, have *Status) (*Status, error) {
	var last error
	for range attempts {
		graph := c.want.difference(have)
		if err := c.allowed(ctx, have.User, graph); err != nil {
			return c.fail(ctx, err)
		}
		ids, err := c.org.commit(ctx, graph, have.User.ID)
		if err == nil {
			return c.want.reached(have, ids), nil
		}
		c.unsure = c.unsure || salesforce.IsUncertain(err)
		c.standing = append(c.standing, standingIn(err)...)
		if !lookAgain(err) && !seatRefused(err) {
			return c.fail(ctx, c.org.refused(ctx, have, err))
		}
		last = err
		fresh, lookErr := c.org.statusAfter(ctx, have.User.ID)
		if lookErr != nil {
			return c.blind(err, lookErr)
		}
		if len(c.want.difference(fresh)) == 0 {
			return c.want.reached(fresh, nil), nil
		}
		if ctx.Err() != nil {
			return c.interrupted(ctx, fresh)
		}
		if !c.unsure && len(c.standing) == 0 {
			// Nothing of ours can be there: what is new is another administrator's.
			c.before = fresh
		}
		if (salesforce.HasCode(err, codeNoSeat) || seatRefused(err)) && fresh.LicenseID == "" {
			return c.fail(ctx, c.org.refused(ctx, have, err))
		}
		have = fresh
	}
	return c.fail(ctx, c.unsettled(last))
}

// standingIn lists the steps that a failed unit has carried out.
func standingIn(err error) []salesforce.Step {
	var step *salesforce.StepError
	if errors.As(err, &step) {
		return step.Standing
	}
	return nil
}

// allowed refuses what may not be written for this user, as the user is now.
func (c *convergence) allowed(ctx context.Context, user User, g salesforce.Graph) error {
	for _, step := range g {
		if step.Verb == salesforce.Create && step.Object == "UserPackageLicense" && !user.Active {
			return &InactiveUserError{User: user}
		}
	}
	return c.org.MayMove(ctx, user, c.want.callCenter, c.enrollment)
}

// lookAgain tells whether a failed commit may be explained by what is in the
// org already.
func lookAgain(err error) bool {
	return salesforce.IsUncertain(err) || salesforce.IsGone(err) ||
		salesforce.HasCode(err, "DUPLICATE_VALUE", codeNoSeat)
}

// seatRefused tells whether a seat was refused for another reason than that
// the user has one, as far as the code tells. Which code says that is not
// public, so a look decides.
func seatRefused(err error) bool {
	var step *salesforce.StepError
	return errors.As(err, &step) && step.Cause != nil && step.Step.Verb == salesforce.Create && step.Step.Object == "UserPackageLicense" &&
		!salesforce.HasCode(err, "DUPLICATE_VALUE")
}

// fail ends without success. An onboarding takes back what it may have
// written; a repair leaves what it mended, and the next one goes on from there.
// What stands is found out by a look and said.
func (c *convergence) fail(ctx context.Context, err error) (*Status, error) {
	if !c.unsure && len(c.standing) == 0 {
		return nil, err
	}
	fresh, lookErr := c.org.statusAfter(ctx, c.before.User.ID)
	if lookErr != nil {
		return c.blind(err, lookErr)
	}
	undo := c.want.undo(c.before, fresh)
	if !c.onboarding {
		return nil, leftover(err, partsOf(undo))
	}
	undoCtx, cancel := afterwards(ctx)
	defer cancel()
	if _, undoErr := c.org.commit(undoCtx, undo, c.before.User.ID); undoErr == nil {
		return nil, err
	}
	// Some of it may be taken back all the same, or its answer got lost.
	if after, lookErr := c.org.statusAfter(ctx, c.before.User.ID); lookErr == nil {
		fresh, undo = after, c.want.undo(c.before, after)
	}
	if len(undo) == 0 {
		return nil, err
	}
	return fresh, leftover(err, partsOf(undo))
}

// interrupted ends when the operation's time is up while only a part is there:
// there is no time to take it back, so it is said and remembered.
func (c *convergence) interrupted(ctx context.Context, fresh *Status) (*Status, error) {
	parts := partsOf(c.want.undo(c.before, fresh))
	if len(parts) == 0 || !c.onboarding {
		return nil, leftover(ctx.Err(), parts)
	}
	return fresh, leftover(ctx.Err(), parts)
}

// blind ends when the look that should have told what a write did fails. What
// is known to stand is said and remembered.
func (c *convergence) blind(err, lookErr error) (*Status, error) {
	if c.unsure {
		err = &UnknownOutcomeError{User: c.before.User, Err: err, LookErr: lookErr}
	} else if lookAgain(err) {
		err = lookErr
	}
	if len(c.standing) == 0 {
		return nil, err
	}
	return c.want.known(c.before, c.standing), leftover(err, partsOf(c.standing))
}

// leftover adds to an error what stands; nothing if nothing does.
func leftover(err error, parts []Part) error {
	if len(parts) == 0 {
		return err
	}
	return &LeftoverError{Err: err, Parts: parts}
}

// unsettled is the error after the last attempt. A row that Salesforce calls
// a duplicate and no look finds is hidden.
func (c *convergence) unsettled(last error) error {
	var step *salesforce.StepError
	if errors.As(last, &step) && salesforce.HasCode(last, "DUPLICATE_VALUE") {
		return &HiddenError{Object: step.Step.Object, Permission: permissionFor[step.Step.Object], Cause: last}
	}
	return &UnsettledError{User: c.before.User, Attempts: attempts, Cause: last}
}

// statusAfter is Status for finding out what a write did, even when the
// operation's own time is up.
func (o *Org) statusAfter(ctx context.Context, userID string) (*Status, error) {
	ctx, cancel := afterwards(ctx)
	defer cancel()
	return o.Status(ctx, userID)
}

// afterwards is ctx while that lives, and a short time of grace after it. The
// budget for requests does not hold up what settles a write.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx = salesforce.BeyondBudget(ctx)
	switch {
	case ctx.Err() == nil:
		return context.WithCancel(ctx)
	case errors.Is(ctx.Err(), context.Canceled):
		return context.WithTimeout(context.WithoutCancel(ctx), lastLookCancelled)
	default:
		return context.WithTimeout(context.WithoutCancel(ctx), lastLook)
	}
}
