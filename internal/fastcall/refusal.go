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
func (o *Org) refused(ctx context.Context, user User, err error) error {
	var failed *salesforce.StepError
	if !errors.As(err, &failed) || failed.Cause == nil {
		return err
	}
	if failed.Cause.Code == codeNoSeat {
		// The figures only help to explain; the refusal stands without them.
		seats, seatsErr := o.Seats(ctx)
		if seatsErr != nil {
			seats = nil
		}
		return &NoSeatError{User: user, Seats: seats, Cause: failed.Cause}
	}
	if failed.Cause.Code == codeBadLicense {
		license, _, licenseErr := o.seatLicense(ctx)
		if licenseErr == nil {
			return &LicenseError{User: user, License: license, Cause: failed.Cause}
		}
	}
	part, name := o.describeStep(ctx, failed.Step)
	return &RefusedError{User: user, Part: part, Name: name, Cause: failed.Cause, Standing: failed.Standing}
}

// describeStep names the part of a user that a step was about.
func (o *Org) describeStep(ctx context.Context, step salesforce.Step) (Part, string) {
	switch step.Object {
	case "UserPackageLicense":
		return PartLicense, o.config.Namespace
	case "PermissionSetAssignment":
		id, _ := step.Fields["PermissionSetId"].(string)
		return PartPermissionSet, o.setLabel(ctx, id)
	case "GroupMember":
		return PartMembership, step.ID
	default:
		id, _ := step.Fields["CallCenterId"].(string)
		return PartCallCenter, o.callCenterByID(ctx, id).Name
	}
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
