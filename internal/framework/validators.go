package framework

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// UserID refuses ids of anything but users. The checksum is the type's affair.
func UserID() validator.String { return idOf("005", "a user") }

// OrganizationID refuses ids of anything but orgs.
func OrganizationID() validator.String { return idOf("00D", "an org") }

// PackageLicenseID refuses ids of anything but package licenses.
func PackageLicenseID() validator.String { return idOf("050", "a package license") }

func idOf(prefix, noun string) validator.String {
	return stringvalidator.RegexMatches(regexp.MustCompile("^"+prefix), "must be the ID of "+noun+", which begins with "+prefix)
}
