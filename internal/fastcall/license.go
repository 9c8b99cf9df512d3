package fastcall

import (
	"context"
	"slices"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// PackageLicense is what the org bought of the package.
type PackageLicense struct {
	ID        string
	Namespace string
	Status    string // Active, Expired, Free or Trial (S2)
	// Allowed is the number of seats bought; negative means a site license.
	Allowed int64
	// Used counts every seat taken, shown by a row or not.
	Used    int64
	Expires time.Time // zero: never
}

// SiteLicense tells whether everyone in the org is licensed, so that nothing
// can be assigned. Salesforce does not document the number that says so; any
// negative one is taken for it.
func (l PackageLicense) SiteLicense() bool { return l.Allowed < 0 }

const packageLicenseFields = "SELECT Id, NamespacePrefix, Status, AllowedLicenses, UsedLicenses, ExpirationDate FROM PackageLicense "

type packageLicenseRow struct {
	ID        string `json:"Id"`
	Namespace string `json:"NamespacePrefix"`
	Status    string
	Allowed   float64         `json:"AllowedLicenses"`
	Used      float64         `json:"UsedLicenses"`
	Expires   salesforce.Time `json:"ExpirationDate"`
}

func (r packageLicenseRow) value() PackageLicense {
	return PackageLicense{ID: r.ID, Namespace: r.Namespace, Status: r.Status,
		Allowed: int64(r.Allowed), Used: int64(r.Used), Expires: r.Expires.Time}
}

// packageLicense picks the one license of the namespace.
func (o *Org) packageLicense(c *catalog) (PackageLicense, error) {
	if c.licensesErr != nil {
		return PackageLicense{}, c.licensesErr
	}
	matches := lists.Filter(c.licenses, func(l PackageLicense) bool {
		return o.config.PackageLicenseID == "" || salesforce.SameID(l.ID, o.config.PackageLicenseID)
	})
	if len(matches) != 1 {
		return PackageLicense{}, &PackageLicenseError{
			Namespace: o.config.Namespace, Wanted: o.config.PackageLicenseID, Candidates: c.licenses}
	}
	return matches[0], nil
}

// seatLicense returns the license whose seats this provider hands out; ok is
// false where nothing is to be assigned: a site license, or license
// management left to somebody else.
func (o *Org) seatLicense(ctx context.Context) (license PackageLicense, ok bool, err error) {
	if o.config.Licenses == LicensesSkip {
		return PackageLicense{}, false, nil
	}
	c, err := o.catalog.Get(ctx)
	if err != nil {
		return PackageLicense{}, false, err
	}
	license, err = o.packageLicense(c)
	if err != nil {
		return PackageLicense{}, false, err
	}
	return license, o.config.Licenses == LicensesManaged || !license.SiteLicense(), nil
}

// Licensing says how users of this org come to be licensed.
type Licensing int

const (
	// BySeat says that each user holds a seat that this provider assigns.
	BySeat Licensing = iota
	// BySite says that a site license covers everyone and that there is nothing to assign.
	BySite
	// Elsewhere says that somebody else hands out seats and nobody looks here.
	Elsewhere
)

// Licensing tells how users of this org come to be licensed.
func (o *Org) Licensing(ctx context.Context) (Licensing, error) {
	_, seated, err := o.seatLicense(ctx)
	switch {
	case o.config.Licenses == LicensesSkip:
		return Elsewhere, nil
	case seated || err != nil:
		return BySeat, err
	}
	return BySite, nil
}

// licensed is what Status.Licensed says of a user with or without a seat.
func (o *Org) licensed(holdsSeat, seated bool) *bool {
	if o.config.Licenses == LicensesSkip {
		return nil
	}
	licensed := holdsSeat || !seated
	return &licensed
}

// seatFigures reads the figures of the package license, all seats, and those
// holders of whom there is something to say: the deactivated and the guests. Of
// others the ids alone are known, which saves pages of rows. Each kind has a
// query of its own, because SOQL does not take OR beside a subquery. It reads
// afresh: seats change under every walk.
func (o *Org) seatFigures(ctx context.Context) (*Seats, error) {
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
	objects := []string{"PackageLicense", "UserPackageLicense"}
	queries := []salesforce.Query{
		salesforce.Into(salesforce.SOQL(packageLicenseFields+"WHERE Id = ?", known.ID), &licenses),
		salesforce.Into(salesforce.SOQL("SELECT Id, UserId FROM UserPackageLicense WHERE PackageLicenseId = ?", known.ID), &rows),
	}
	var users [2][]userRow
	for i, kind := range []string{"IsActive = false", "UserType = 'Guest'"} {
		soql := salesforce.SOQL("SELECT "+userFields+" FROM User WHERE "+kind+" AND Id IN "+
			"(SELECT UserId FROM UserPackageLicense WHERE PackageLicenseId = ?)", known.ID)
		objects, queries = append(objects, "User"), append(queries, salesforce.Into(soql, &users[i]))
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, hidden(err, objects...)
	}
	if len(licenses) != 1 {
		return nil, &HiddenError{Object: "PackageLicense", RecordID: known.ID, Permission: permissionFor["PackageLicense"]}
	}
	return countSeats(licenses[0].value(), rows, slices.Concat(users[:]...), o.config.SiteGuestLicenses), nil
}
