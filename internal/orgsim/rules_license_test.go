package orgsim_test

import (
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func TestPackageLicense(t *testing.T) {
	seats := at("/sobjects/UserPackageLicense")
	runRules(t, orgsim.DefaultSeed, []ruleCase{
		{name: "S3 one seat per user and package", path: seats, body: seatOf("marie"), status: 400, code: "DUPLICATE_VALUE"},
		{name: "K-upl-inactive allow", path: seats, body: seatOf("niels"), status: 201},
		{name: "K-upl-inactive reject", path: seats, body: seatOf("niels"), status: 400, code: "INACTIVE_OWNER_OR_USER",
			arrange: knob("K-upl-inactive", "reject")},
	})
	site := func() orgsim.Seed {
		s := orgsim.DefaultSeed()
		s.Package.SiteLicense = true
		return s
	}
	runRules(t, site, []ruleCase{
		{name: "S53 site license: K-upl-site reject", path: seats, body: seatOf("ada"), status: 400, code: "INVALID_PACKAGE_LICENSE",
			check: func(t *testing.T, c *client) {
				row, _ := c.org.Find("PackageLicense", "NamespacePrefix", "FastCall")
				if row["AllowedLicenses"] != int64(-1) {
					t.Errorf("AllowedLicenses = %v, want -1", row["AllowedLicenses"])
				}
			}},
		{name: "S53 site license: everybody has a seat", path: func(*client) string { return "/sobjects/PermissionSetAssignment" }, status: 201,
			body:    func(c *client) any { return c.assignment("ada", "FastCall_User") },
			arrange: knob("K-psa-needs-seat", "on")},
		{name: "S53 site license: K-upl-site accept", path: seats, body: seatOf("ada"), status: 201, arrange: knob("K-upl-site", "accept")},
	})
	expired := func() orgsim.Seed {
		s := orgsim.DefaultSeed()
		past := time.Now().Add(-time.Hour)
		s.Package.Expires = &past
		return s
	}
	runRules(t, expired, []ruleCase{
		{name: "K-upl-expired reject", path: seats, body: seatOf("ada"), status: 400, code: "INVALID_PACKAGE_LICENSE"},
		{name: "K-upl-expired allow", path: seats, body: seatOf("ada"), status: 201, arrange: knob("K-upl-expired", "allow")},
	})
}
