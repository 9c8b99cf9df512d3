package user_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// plans are what a walk says of users whom it reads and plans, in order.
func plans(t *testing.T, tf *acctest.Terraform, users ...acctest.Instance) acctest.Diagnostics {
	t.Helper()
	var told acctest.Diagnostics
	for _, user := range users {
		read, diags := tf.Read(resourceName, user)
		told = append(told, diags...)
		if read.Values == nil || len(diags.Errors()) > 0 {
			continue
		}
		plan := tf.Plan(resourceName, read, values{"username": user.Values["username"]})
		told = append(told, plan.Diagnostics...)
	}
	return told
}

// What a plan warns of beside seats, as it is shown.
func TestGoldenWarningsOfPlans(t *testing.T) {
	t.Parallel()
	ends := time.Date(2026, 6, 20, 22, 0, 0, 0, time.UTC)
	var text strings.Builder
	for _, c := range []struct {
		name string
		say  func(t *testing.T) acctest.Diagnostics
	}{
		{"half-provisioned", func(t *testing.T) acctest.Diagnostics {
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			user := onboard(t, tf, values{"username": ada})
			org.TakeSeat(t, ada)
			org.SetCallCenter(t, ada, "")
			return plans(t, tf.NextWalk(), user)
		}},
		{"a role given by hand", func(t *testing.T) acctest.Diagnostics {
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			user := onboard(t, tf, values{"username": ada})
			org.GivePermissionSet(t, ada, "FastCall_Admin")
			return plans(t, tf.NextWalk(), user)
		}},
		{"a Fastcall user is onboarded", func(t *testing.T) acctest.Diagnostics {
			org := acctest.NewOrg(t)
			org.TakeSeat(t, "edsger@acme.example")
			return acctest.NewTerraform(t, org).Plan(resourceName, acctest.Instance{}, values{"username": "edsger@acme.example"}).Diagnostics
		}},
		{"call center taken over", func(t *testing.T) acctest.Diagnostics {
			return acctest.NewTerraform(t, acctest.NewOrg(t)).Plan(resourceName, acctest.Instance{},
				values{"username": "emmy@acme.example", "replace_existing_call_center": true}).Diagnostics
		}},
		{"hidden object", func(t *testing.T) acctest.Diagnostics {
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			user := onboard(t, tf, values{"username": ada})
			org.HideObject("UserPackageLicense", true)
			return plans(t, tf.NextWalk(), user)
		}},
		{"trial", onLicense(func(p *acctest.Package) { p.Status, p.Expires = "Trial", &ends })},
		{"expiring license", onLicense(func(p *acctest.Package) { p.Expires = &ends })},
		{"expired license", onLicense(func(p *acctest.Package) { p.Status = "Expired" })},
		{"site license", onLicense(func(p *acctest.Package) { p.SiteLicense, p.GuestSeat = true, false })},
		{"Open CTI within a year", onDay(time.Date(2027, 2, 28, 0, 0, 0, 0, time.UTC))},
		{"Open CTI ended", onDay(time.Date(2028, 2, 28, 0, 0, 0, 0, time.UTC))},
	} {
		fmt.Fprintf(&text, "=== %s ===\n%s\n", c.name, c.say(t).Screen())
	}
	acctest.Golden(t, "testdata/plan_warnings.txt", text.String())
}

// onLicense plans two users under a license, so that what concerns the org
// shows to be said once.
func onLicense(edit func(*acctest.Package)) func(*testing.T) acctest.Diagnostics {
	return func(t *testing.T) acctest.Diagnostics {
		tf := acctest.NewTerraform(t, acctest.NewOrg(t, func(s *acctest.Seed) { edit(&s.Package) }))
		return append(tf.Plan(resourceName, acctest.Instance{}, values{"username": ada}).Diagnostics,
			tf.Plan(resourceName, acctest.Instance{}, values{"username": grace}).Diagnostics...)
	}
}

// onDay plans two users on a day.
func onDay(day time.Time) func(*testing.T) acctest.Diagnostics {
	return func(t *testing.T) acctest.Diagnostics {
		tf := acctest.NewTerraformAt(t, day, acctest.NewOrg(t))
		return append(tf.Plan(resourceName, acctest.Instance{}, values{"username": ada}).Diagnostics,
			tf.Plan(resourceName, acctest.Instance{}, values{"username": grace}).Diagnostics...)
	}
}

// On the day before the last year of Open CTI nothing is said of it, and
// nothing of a license that ends later than in a month.
func TestNothingIsSaidTooEarly(t *testing.T) {
	t.Parallel()
	eve := time.Date(2027, 2, 27, 23, 59, 59, 0, time.UTC)
	ends := eve.AddDate(0, 0, 31)
	org := acctest.NewOrg(t, func(s *acctest.Seed) { s.Package.Expires = &ends })
	plan := acctest.NewTerraformAt(t, eve, org).Plan(resourceName, acctest.Instance{}, values{"username": ada})
	if len(plan.Diagnostics) > 0 {
		t.Errorf("it says\n%s", plan.Diagnostics)
	}
}

// Three hundred users who were deactivated or lost their seat do not print
// three hundred warnings; nor do three hundred in the configuration who are
// deactivated, or three hundred whose policy names no heir.
func TestCrowdsAreNotToldOneByOne(t *testing.T) {
	t.Parallel()
	const crowd = 300
	org := acctest.NewOrg(t, acctest.Inactive(crowd))
	tf := acctest.NewTerraform(t, org)
	var idle, joining, heirless acctest.Diagnostics
	for i := 1; i <= crowd; i++ {
		name := fmt.Sprintf("inactive%03d@acme.example", i)
		_, diags := tf.Import(resourceName, "username:"+name, nil)
		idle = append(idle, diags...)
		joining = append(joining, tf.Plan(resourceName, acctest.Instance{}, values{"username": name}).Diagnostics...)
	}
	policy := values{"release": values{"recordings": "reassign"}}
	tf = acctest.NewTerraform(t, org, policy)
	for i := 1; i <= crowd; i++ {
		heirless = append(heirless, tf.Plan(resourceName, acctest.Instance{}, values{"username": ada}).Errors()...)
	}
	for what, told := range map[string]acctest.Diagnostics{"seats of deactivated users": idle, "deactivated joiners": joining} {
		if len(told) > 12 || len(told.Errors()) > 0 {
			t.Errorf("%s: %d diagnostics", what, len(told))
		}
		if !strings.Contains(told.String(), "inactive001@acme.example") || !strings.Contains(told.String(), "More deactivated users hold a seat\n") &&
			!strings.Contains(told.String(), "More users of this plan are deactivated\n") {
			t.Errorf("%s: it says\n%s", what, told)
		}
	}
	if !strings.Contains(idle.String(), "fastcall_drift") || strings.Contains(idle.String(), "inactive006@") {
		t.Errorf("it says\n%s", idle)
	}
	if len(heirless) != 3 || !strings.Contains(heirless.String(), "for the same reason") {
		t.Errorf("%d errors about heirs:\n%s", len(heirless), heirless)
	}
}

// What was said when it was planned is not said again when the same is
// applied, and what an apply did is not said by the next plan.
func TestWarningsDoNotRepeat(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.TakeSeat(t, ada)
	org.GivePermissionSet(t, ada, "FastCall_Admin")

	plan := tf.NextWalk()
	read := refresh(t, plan, user)
	if got := plan.Plan(resourceName, read, values{"username": ada}).Warnings(); len(got) != 2 {
		t.Errorf("the plan says\n%s", got)
	}
	apply := plan.NextWalk() // Terraform reads nothing before it applies.
	again := apply.Plan(resourceName, read, values{"username": ada})
	if len(again.Diagnostics) > 0 {
		t.Errorf("the apply plans with\n%s", again.Diagnostics)
	}
	mended, diags := apply.Apply(resourceName, again)
	if len(diags) > 0 {
		t.Errorf("the apply says\n%s", diags)
	}
	if told := plans(t, apply.NextWalk(), mended); len(told) > 0 {
		t.Errorf("the next plan says\n%s", told)
	}
	wantParts(t, org, ada, onboarded)

	// Once the apply has begun, obstacles are its errors alone.
	late := apply.Plan(resourceName, acctest.Instance{}, values{"username": "emmy@acme.example"})
	if len(late.Diagnostics) > 0 {
		t.Errorf("during the apply a plan says\n%s", late.Diagnostics)
	}
	_, diags = apply.Apply(resourceName, late)
	wantError(t, diags, "Cannot onboard emmy@acme.example", "replace_existing_call_center")
}
