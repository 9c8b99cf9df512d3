package user_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Under a site license, and where seats are handed out elsewhere, users are
// onboarded, kept and released without a seat.
func TestUsersWithoutSeats(t *testing.T) {
	t.Parallel()
	site := func(s *acctest.Seed) {
		s.Package.SiteLicense, s.Package.GuestSeat = true, false
		for i := range s.Users {
			s.Users[i].Licensed = false
		}
	}
	cases := map[string]struct {
		edit     func(*acctest.Seed)
		block    values
		licensed any
	}{
		"site license": {site, nil, true},
		"elsewhere":    {func(*acctest.Seed) {}, values{"license_management": "skip"}, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, c.edit)
			seats := org.Seats()
			tf := acctest.NewTerraform(t, org, c.block)
			plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
			noErrors(t, plan.Diagnostics)
			if plan.Values["licensed"] != c.licensed || plan.Values["license_assignment_id"] != nil {
				t.Errorf("planned %s", plan.Values.JSON())
			}
			user, diags := tf.Apply(resourceName, plan)
			noErrors(t, diags)
			wantParts(t, org, ada, acctest.Parts{PermissionSets: onboarded.PermissionSets, CallCenter: onboarded.CallCenter})
			user = refresh(t, tf, user)
			wantChanges(t, tf.Plan(resourceName, user, values{"username": ada}), user)
			noErrors(t, release(tf, user))
			wantParts(t, org, ada, nothing)
			if org.Seats() != seats {
				t.Errorf("%d seats, want %d", org.Seats(), seats)
			}
		})
	}
}

// A package license that cannot be seen is an error of the plan.
func TestNoPackageLicense(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.HideObject("PackageLicense", true)
	plan := acctest.NewTerraform(t, org).Plan(resourceName, acctest.Instance{}, values{"username": ada})
	wantError(t, plan.Diagnostics, "Cannot plan "+ada, "Manage Package Licenses")
}
