package fastcall

import (
	"context"
	"errors"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// codeBadLicense is the status code for a package license that gives no seats.
// The code is documented, the cases in which it comes are not (S22).
const codeBadLicense = "INVALID_PACKAGE_LICENSE"

// refused says in the domain's terms which part of a user's change Salesforce
// refused. Errors that concern no single step stay as they are.
func (o *Org) refused(ctx context.Context, have *Status, err error) error {
	var failed *salesforce.StepError
	if !errors.As(err, &failed) || failed.Cause == nil {
		return err
	}
	return o.refusal(ctx, have, failed)
}

func (o *Org) refusal(ctx context.Context, have *Status, failed *salesforce.StepError) error {
	switch failed.Cause.Code {
	case codeNoSeat:
		return &NoSeatError{User: have.User, Cause: failed.Cause}
	case codeBadLicense:
		if license, _, licenseErr := o.seatLicense(ctx); licenseErr == nil {
			return &LicenseError{User: have.User, License: license, Cause: failed.Cause}
		}
	}
	return &RefusedError{User: have.User, Part: partOf(failed.Step),
		Name: o.nameOf(ctx, have, failed.Step), Cause: failed.Cause}
}

// figures reads the seats once for all who were refused at the same time; nil
// if they cannot be read.
func (o *Org) figures(ctx context.Context) *Seats {
	seats, err := o.refusals.Get(ctx)
	if err != nil {
		return nil
	}
	return seats
}

// nameOf tells which permission set, call center or group a step was about.
func (o *Org) nameOf(ctx context.Context, have *Status, step salesforce.Step) string {
	switch step.Object {
	case "UserPackageLicense":
		return o.config.Namespace
	case "PermissionSetAssignment":
		id, _ := step.Fields["PermissionSetId"].(string)
		for _, assignment := range have.Assignments {
			if assignment.ID == step.ID {
				id = assignment.PermissionSetID
			}
		}
		return o.setLabel(ctx, id)
	case "GroupMember":
		for _, membership := range have.Memberships {
			if membership.ID == step.ID {
				return membership.GroupName
			}
		}
		return step.ID
	}
	id, _ := step.Fields["CallCenterId"].(string)
	if id == "" {
		id = have.User.CallCenterID
	}
	return o.callCenterByID(ctx, id).Name
}

// setLabel names a permission set as people know it.
func (o *Org) setLabel(ctx context.Context, id string) string {
	sets, err := o.fastcallSets(ctx)
	if err != nil {
		return id
	}
	for _, set := range sets {
		if set.ID == id {
			return set.Label
		}
	}
	return id
}
