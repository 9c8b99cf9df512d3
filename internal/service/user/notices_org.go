package user

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// What concerns the org is said once in a walk, however many users it has.

const (
	// expiryNotice is how long before its end a license is spoken of. The
	// vendor's own period of notice is as long.
	expiryNotice = 30 * 24 * time.Hour
	// openCTINotice is how many months before its end Open CTI is spoken of.
	openCTINotice = 12
	day           = "2 January 2006"
)

// openCTIEnds is when Salesforce retires Open CTI, which the call center is
// part of.
var openCTIEnds = time.Date(2028, time.February, 28, 0, 0, 0, 0, time.UTC)

// orgNotes says what will end.
func orgNotes(ctx context.Context, org *fastcall.Org) diag.Diagnostics {
	var diags diag.Diagnostics
	once := func(topic string, note diag.Diagnostic) {
		if note != nil && org.Mention(topic, 1) == fastcall.Speak {
			diags.Append(note)
		}
	}
	if license, known := org.License(ctx); known {
		once("license", licenseNote(license, org.Now()))
	}
	once("open cti", openCTINote(org.Now()))
	return diags
}

// licenseNote speaks of a license that is a trial, or ends soon, or has ended.
func licenseNote(license fastcall.PackageLicense, now time.Time) diag.Diagnostic {
	ends := license.Expires
	over := license.Status == "Expired" || !ends.IsZero() && !ends.After(now)
	soon := !ends.IsZero() && ends.Sub(now) <= expiryNotice
	when := ends.UTC().Format(day)
	switch {
	case over:
		text := "The package license has expired"
		if !ends.IsZero() {
			text = "The package license ended on " + when
		}
		return diag.NewWarningDiagnostic("The Fastcall license has expired",
			text+". Salesforce hands out no seats until it is renewed; seats that people hold can be released.\n\nWhat to do: Renew the "+
				"Fastcall subscription.")
	case license.Status == "Trial":
		text := "Fastcall runs on a trial license in this org."
		if !ends.IsZero() {
			text = fmt.Sprintf("Fastcall runs on a trial license in this org, until %s.", when)
		}
		return diag.NewWarningDiagnostic("The Fastcall license is a trial",
			text+" After that nobody can use it, and Salesforce hands out no seats.\n\nWhat to do: Subscribe before the trial ends.")
	case soon:
		return diag.NewWarningDiagnostic("The Fastcall license ends on "+when,
			"After that Salesforce hands out no seats.\n\nWhat to do: See that the Fastcall subscription is renewed by then.")
	}
	return nil
}

// openCTINote speaks of the end of Open CTI, from a year before.
func openCTINote(now time.Time) diag.Diagnostic {
	if now.Before(openCTIEnds.AddDate(0, -openCTINotice, 0)) {
		return nil
	}
	summary, ends := "Open CTI ends on "+openCTIEnds.Format(day), "retires Open CTI on that day"
	if !now.Before(openCTIEnds) {
		summary, ends = "Open CTI has ended", "retired Open CTI on "+openCTIEnds.Format(day)
	}
	return diag.NewWarningDiagnostic(summary, fmt.Sprintf("Salesforce %s. The call center, which is one of the three things that "+
		"fastcall_user gives, is part of it, and softphones in call centers stop working.\n\nWhat to do: Ask Fastcall what takes "+
		"its place, and look for a version of this provider that knows.", ends))
}

// siteLicenseNote says why a plan gives no seats. It is said of plans that
// onboard somebody, not of every plan in such an org.
func siteLicenseNote(org *fastcall.Org, licensing fastcall.Licensing) diag.Diagnostics {
	if licensing != fastcall.BySite || org.Applying() || org.Mention("site license", 1) != fastcall.Speak {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("A site license covers everybody",
		"Fastcall's package has a site license in this org, as is usual in a sandbox. So no seats are given or counted: "+
			"licensed is true without a license_assignment_id, and whether the production org has seats enough is not known here.")}
}
