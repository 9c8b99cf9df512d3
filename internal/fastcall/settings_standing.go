package fastcall

import (
	"context"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// standing asks who of the users holds a seat or a permission set of
// Fastcall's. It proves that somebody is a Fastcall user and never that somebody
// is none: where it fails or finds nothing, the user is looked at thoroughly.
func (l *settingsLook) standing(ctx context.Context) {
	var licenses []userPackageLicenseRow
	var assignments []assignmentRow
	var refusedLicenses, refusedAssignments error
	if license, seated, err := l.org.seatLicense(ctx); err == nil && seated {
		soql := salesforce.SOQL("SELECT Id, UserId FROM UserPackageLicense WHERE UserId IN ? AND PackageLicenseId = ?", l.ids, license.ID)
		l.ask(walk.AsIs("UserPackageLicense", salesforce.Into(soql, &licenses).Refused(&refusedLicenses)))
	}
	c, err := l.org.catalog.Get(ctx)
	if sets, setsErr := l.org.fastcallSets(ctx); err == nil && setsErr == nil {
		l.ask(walk.AsIs("PermissionSetAssignment",
			salesforce.Into(assignmentQuery(l.ids, sets, c.groups), &assignments).Refused(&refusedAssignments)))
	}
	l.finish = append(l.finish, func() {
		for _, r := range licenses {
			l.org.settings.proved.Store(salesforce.LongID(r.UserID), true)
		}
		for _, r := range assignments {
			l.org.settings.proved.Store(salesforce.LongID(r.AssigneeID), true)
		}
	})
}

// mustBeFastcallUser refuses settings for somebody who is none. Whoever was
// seen to be one is not looked up again in this walk.
func (o *Org) mustBeFastcallUser(ctx context.Context, userID string) error {
	if _, proved := o.settings.proved.Load(salesforce.LongID(userID)); proved {
		return nil
	}
	status, err := o.Status(ctx, salesforce.LongID(userID))
	if err != nil {
		return err
	}
	if !status.IsFastcallUser() {
		return &NoFastcallUserError{User: status.User}
	}
	o.settings.proved.Store(salesforce.LongID(userID), true)
	return nil
}

// IsFastcallUser tells whether the user holds anything that makes a Fastcall
// user.
func (s *Status) IsFastcallUser() bool {
	return s.LicenseID != "" || len(s.Assignments) > 0 || len(s.Grouped) > 0
}
