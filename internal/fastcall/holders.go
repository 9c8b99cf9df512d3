package fastcall

import (
	"context"
	"errors"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Holder is somebody who holds a seat.
type Holder struct {
	User User
	// LastLogin is when the user last logged in to Salesforce; zero: never.
	LastLogin time.Time
	// Missing are the other parts of a Fastcall user that the holder lacks.
	// They are not known where Fastcall's permission sets cannot be seen.
	Missing []Part
}

// SeatReport is the state of the package license with what there is to say of
// each holder, site guests aside, in order of user names.
type SeatReport struct {
	*Seats
	People []Holder
	// PartsUnseen tells that nobody could look for what holders lack.
	PartsUnseen bool
}

// Incomplete lists the active holders who lack a part.
func (r *SeatReport) Incomplete() []Holder {
	return lists.Filter(r.People, func(h Holder) bool { return h.User.Active && len(h.Missing) > 0 })
}

type holderRow struct {
	userRow
	LastLogin salesforce.Time `json:"LastLoginDate"`
}

// SeatReport reads the figures of the package license and its holders afresh,
// in one request.
func (o *Org) SeatReport(ctx context.Context) (*SeatReport, error) {
	c, err := o.catalog.Get(ctx)
	if err != nil {
		return nil, err
	}
	known, err := o.packageLicense(c)
	if err != nil {
		return nil, err
	}
	var licenses []packageLicenseRow
	var rows []userPackageLicenseRow
	var holders []holderRow
	var assignments []assignmentRow
	queries := []salesforce.Query{
		salesforce.Into(salesforce.SOQL(packageLicenseFields+"WHERE Id = ?", known.ID), &licenses),
		salesforce.Into(salesforce.SOQL("SELECT Id, UserId FROM UserPackageLicense WHERE PackageLicenseId = ?", known.ID), &rows),
		salesforce.Into(salesforce.SOQL("SELECT "+userFields+", LastLoginDate FROM User WHERE Id IN "+
			"(SELECT UserId FROM UserPackageLicense WHERE PackageLicenseId = ?)", known.ID), &holders),
	}
	sets, unseen := o.fastcallSets(ctx)
	if unseen != nil && !outOfSight(unseen) {
		return nil, unseen
	}
	if unseen == nil {
		queries = append(queries, salesforce.Into(anyAssignments+givenSets(sets, c.groups), &assignments).Refused(&unseen))
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, hidden(err, "PackageLicense", "UserPackageLicense", "User", "PermissionSetAssignment")
	}
	if unseen = hidden(unseen, "PermissionSetAssignment"); unseen != nil && !outOfSight(unseen) {
		return nil, unseen
	}
	if len(licenses) != 1 {
		return nil, &HiddenError{Object: "PackageLicense", RecordID: known.ID, Permission: permissionFor["PackageLicense"]}
	}
	users := lists.Map(holders, func(r holderRow) userRow { return r.userRow })
	report := &SeatReport{Seats: countSeats(licenses[0].value(), rows, users, o.config.SiteGuestLicenses), PartsUnseen: unseen != nil}
	report.describe(holders, assignments)
	return report, nil
}

// outOfSight tells whether an error means that the API user cannot see
// something, rather than that nobody could look.
func outOfSight(err error) bool {
	var hidden *HiddenError
	var nothing *NotInstalledError
	return errors.As(err, &hidden) || errors.As(err, &nothing)
}

// describe says what there is to say of each holder.
func (r *SeatReport) describe(rows []holderRow, assignments []assignmentRow) {
	r.People = make([]Holder, 0, len(r.Holders))
	assigned, visible := map[string]bool{}, map[string]holderRow{}
	for _, row := range assignments {
		assigned[row.AssigneeID] = true
	}
	for _, row := range rows {
		visible[row.ID] = row
	}
	for _, user := range r.Holders {
		holder := Holder{User: user}
		row, seen := visible[user.ID]
		if !seen {
			r.People = append(r.People, holder) // Hidden, so nothing is said of the user.
			continue
		}
		holder.LastLogin = row.LastLogin.Time
		if !r.PartsUnseen && !assigned[user.ID] {
			holder.Missing = append(holder.Missing, PartPermissionSet)
		}
		if user.CallCenterID == "" {
			holder.Missing = append(holder.Missing, PartCallCenter)
		}
		r.People = append(r.People, holder)
	}
}
