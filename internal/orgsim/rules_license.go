package orgsim

import "github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"

// oneLicensePerUser refuses a second seat for a user in the same package (section 5, UserPackageLicense). The code is not
// public: K-upl-dup-code.
var oneLicensePerUser = rule{
	object: "UserPackageLicense", verbs: []verb{create},
	check: func(t *tx, c *change) *apiError {
		twin, found := t.first("UserPackageLicense", "UserId", ref(c.after, "UserId"), func(row store.Row) bool {
			return row["PackageLicenseId"] == c.after["PackageLicenseId"]
		})
		if found {
			e := errDuplicate("UserId", ref(twin, "Id"))
			e.Code = t.knobs.value("K-upl-dup-code")
			return e
		}
		return nil
	},
}

// licensedPackage refuses seats of an expired package and of one that is licensed for the whole org (S53). What
// Salesforce answers is not public: K-upl-expired, K-upl-site.
var licensedPackage = rule{
	object: "UserPackageLicense", verbs: []verb{create},
	check: func(t *tx, c *change) *apiError {
		license, _ := t.rows.Get("PackageLicense", ref(c.after, "PackageLicenseId"))
		expired := license["Status"] == "Expired"
		if until, dated := parseStamp(ref(license, "ExpirationDate")); dated && until.Before(t.now) {
			expired = true
		}
		if expired && t.knobs.is("K-upl-expired", "reject") ||
			integer(license["AllowedLicenses"]) < 0 && t.knobs.is("K-upl-site", "reject") {
			return rejectRow("INVALID_PACKAGE_LICENSE", []string{"PackageLicenseId"}, "invalid package license")
		}
		return nil
	},
}

// licensedUser is whether an inactive user may be given a seat: K-upl-inactive.
var licensedUser = rule{
	object: "UserPackageLicense", verbs: []verb{create},
	check: func(t *tx, c *change) *apiError {
		user, _ := t.rows.Get("User", ref(c.after, "UserId"))
		if user["IsActive"] == false && t.knobs.is("K-upl-inactive", "reject") {
			return rejectRow("INACTIVE_OWNER_OR_USER", nil, "operation performed with inactive user [%s] as owner of %s",
				user["Id"], c.object.Name)
		}
		return nil
	},
}
