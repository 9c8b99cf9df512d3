package license_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

type values = acctest.Values

// figures reads the license and expects no error.
func figures(t *testing.T, org *acctest.Org, config values, block ...values) values {
	t.Helper()
	read, diags := acctest.NewTerraform(t, org, block...).DataSource("fastcall_license", config)
	if len(diags) > 0 {
		t.Fatalf("unexpected diagnostics:\n%s", diags)
	}
	return read
}

func want(t *testing.T, got, want values) {
	t.Helper()
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s is %v, want %v", name, got[name], value)
		}
	}
}

func TestFiguresOfTheDefaultOrg(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	got := figures(t, org, values{})
	want(t, got, values{"allowed": int64(10), "used": int64(4), "assigned_users": int64(3), "site_guest_reserved": int64(1),
		"available": int64(6), "status": "Active", "expiration": nil, "is_site_license": false, "needed": nil, "short_by": nil})
	if holders, _ := got["inactive_holders"].([]any); len(holders) != 1 || holders[0] != "hedy@acme.example" {
		t.Errorf("inactive holders are %v", got["inactive_holders"])
	}
}

// Figures cost two requests at most besides the token, pages included.
func TestRequests(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	figures(t, org, values{})
	calls := 0
	for _, entry := range org.Journal() {
		calls += entry.Calls
	}
	if calls > 2 {
		t.Errorf("%d API calls, want 2 at most", calls)
	}
}

func TestSeatsForUsers(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(s *acctest.Seed) { s.Package.Allowed = 5 })
	users := []string{org.UserID(t, "ada@acme.example"), org.UserID(t, "grace@acme.example")[:15],
		org.UserID(t, "marie@acme.example"), org.UserID(t, "marie@acme.example")[:15]}
	want(t, figures(t, org, values{"for_user_ids": users}),
		values{"available": int64(1), "needed": int64(2), "short_by": int64(1)})
	want(t, figures(t, org, values{"for_user_ids": []string{}}), values{"needed": int64(0), "short_by": int64(0)})
}

func TestGuestSeats(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		edit     func(*acctest.Seed)
		block    values
		reserved int64
		left     int64
	}{
		"no row, counted as used": {func(*acctest.Seed) {}, nil, 1, 6},
		"no row, not yet used":    {func(s *acctest.Seed) { s.Package.GuestSeat = false }, nil, 1, 6},
		"setting":                 {func(s *acctest.Seed) { s.Package.GuestSeat = false }, values{"site_guest_licenses": 2}, 2, 5},
		"none":                    {func(s *acctest.Seed) { s.Package.GuestSeat = false }, values{"site_guest_licenses": 0}, 0, 7},
		"a row shows it": {func(s *acctest.Seed) {
			s.Package.GuestSeat = false
			s.Users[len(s.Users)-1].Licensed = true
		}, values{"site_guest_licenses": 3}, 1, 6},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want(t, figures(t, acctest.NewOrg(t, c.edit), values{}, c.block),
				values{"site_guest_reserved": c.reserved, "available": c.left})
		})
	}
}

func TestSiteLicenseHasNothingToGive(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(s *acctest.Seed) { s.Package.SiteLicense = true; s.Package.GuestSeat = false })
	want(t, figures(t, org, values{"for_user_ids": []string{org.UserID(t, "ada@acme.example")}}),
		values{"is_site_license": true, "available": int64(0), "needed": int64(0), "short_by": int64(0)})
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	expires := time.Date(2027, 3, 31, 22, 0, 0, 0, time.UTC)
	org := acctest.NewOrg(t, func(s *acctest.Seed) { s.Package.Expires, s.Package.Status = &expires, "Trial" })
	want(t, figures(t, org, values{}), values{"expiration": "2027-03-31T22:00:00Z", "status": "Trial"})
}

func TestWhichLicense(t *testing.T) {
	t.Parallel()
	second := func(s *acctest.Seed) {
		s.Packages = append(s.Packages, acctest.Package{ID: "050gL000000000Z", Namespace: "FastCall", Allowed: 3, Status: "Active"})
	}
	org := acctest.NewOrg(t, second)
	_, diags := acctest.NewTerraform(t, org).DataSource("fastcall_license", values{})
	wantError(t, diags, "2 package licenses", "package_license_id")
	want(t, figures(t, org, values{}, values{"package_license_id": "050gL000000000Z"}), values{"allowed": int64(3)})

	_, diags = acctest.NewTerraform(t, org, values{"namespace": "Other"}).DataSource("fastcall_license", values{})
	wantError(t, diags, "no package license in namespace Other", "Manage Package Licenses", `license_management = "skip"`)
}

func TestHiddenRowsAreNoFigures(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.HideObject("UserPackageLicense", true)
	_, diags := acctest.NewTerraform(t, org).DataSource("fastcall_license", values{})
	wantError(t, diags, "may not see or change UserPackageLicense", "Manage Package Licenses")
}

// Who holds a seat and cannot use it, who is deactivated, and who has not
// logged in: everybody by name.
func TestHolders(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(s *acctest.Seed) {
		for i := range s.Users {
			if s.Users[i].Username == "marie@acme.example" {
				s.Users[i].Fields = map[string]any{"LastLoginDate": "2026-03-31T08:15:00.000+0000"}
			}
		}
	})
	org.TakePermissionSet(t, "edsger@acme.example", "FastCall_User")
	org.GiveSeat(t, "ada@acme.example")
	got := figures(t, org, values{})
	if names := fmt.Sprint(got["incomplete_holders"], got["inactive_holders"]); names != "[ada@acme.example] [hedy@acme.example]" {
		t.Errorf("incomplete and inactive holders are %s", names)
	}
	var lines []string
	for _, one := range got["holders"].([]any) {
		h := one.(map[string]any)
		lines = append(lines, fmt.Sprint(h["username"], " ", h["is_active"], " ", h["missing"], " ", h["last_login"]))
	}
	want := []string{"ada@acme.example true [permission set call center] <nil>", "edsger@acme.example true [] <nil>",
		"hedy@acme.example false [] <nil>", "marie@acme.example true [] 2026-03-31T08:15:00Z"}
	if !slices.Equal(lines, want) {
		t.Errorf("holders are\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

// Figures do not depend on what a holder's other parts are: where permission
// sets cannot be seen, only what is said of holders is missing.
func TestHoldersWhosePermissionSetsAreHidden(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.HideObject("PermissionSetAssignment", true)
	got := figures(t, org, values{})
	want(t, got, values{"available": int64(6), "incomplete_holders": nil})
}

// Nobody is told that something is out of sight where Salesforce only failed to
// answer.
func TestHoldersWhosePermissionSetsAreNotAnswered(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: "PermissionSetAssignment", Verb: "query", Code: "QUERY_TOO_COMPLICATED", Message: "no", Status: 400})
	_, diags := acctest.NewTerraform(t, org).DataSource("fastcall_license", values{})
	if errs := diags.Errors(); len(errs) != 1 || !strings.Contains(errs.String(), "QUERY_TOO_COMPLICATED") {
		t.Errorf("the data source says\n%s", diags)
	}
}
