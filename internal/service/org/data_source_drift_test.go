package org_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const driftName = "fastcall_drift"

// untidy is an org in which somebody did by hand what an onboarding or a
// release would have done otherwise. Hedy, who is deactivated, holds a seat in
// the default org already.
func untidy(t *testing.T, edits ...func(*acctest.Seed)) *acctest.Org {
	t.Helper()
	org := acctest.NewOrg(t, edits...)
	org.TakeSeat(t, "marie@acme.example")                    // half a user, and a permission set without a seat
	org.SetCallCenter(t, "grace@acme.example", fastcallsOwn) // nothing but the call center
	org.SetCallCenter(t, "edsger@acme.example", org.OtherCallCenter(t))
	org.Join(t, "ada@acme.example", "Fastcall Support")
	org.Join(t, "linus@acme.example", "All Accountants") // nobody's business
	return org
}

const fastcallsOwn = "Fastcall Call Center"

func drift(t *testing.T, tf *acctest.Terraform, config acctest.Values) acctest.Values {
	t.Helper()
	read, diags := tf.DataSource(driftName, config)
	if len(diags) > 0 {
		t.Fatalf("unexpected diagnostics:\n%s", diags)
	}
	return read
}

func sentences(read acctest.Values) string {
	lines := []string{}
	for _, line := range read["findings"].([]any) {
		lines = append(lines, fmt.Sprint(line))
	}
	return strings.Join(lines, "\n")
}

// Everything that is out of order is found, on orgs that keep Fastcall's
// records in whatever way.
func TestDriftFindsWhatWasDoneByHand(t *testing.T) {
	t.Parallel()
	for name, edits := range map[string][]func(*acctest.Seed){"default": nil, "renamed": {acctest.Renamed}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := untidy(t, edits...)
			number := org.NewNumber(t, "+4570300001", "Provisioned")
			org.AssignNumber(t, "+4570300001", "linus@acme.example")
			access := org.InsertPackage(t, "number_access", acctest.Values{"link": number, "user": "linus@acme.example"})
			read := drift(t, acctest.NewTerraform(t, org), acctest.Values{})
			want := `grace@acme.example lacks: package license, permission set.
marie@acme.example lacks: package license.
marie@acme.example has role "user" without a seat.
edsger@acme.example is in call center "Old Switchboard".
hedy@acme.example is deactivated and holds a seat.
ada@acme.example is in group "Fastcall Support" and no Fastcall user.
linus@acme.example has number +4570300001 and is no Fastcall user.
linus@acme.example may use number +4570300001 and is no Fastcall user.`
			if got := sentences(read); got != want || read["clean"] != false {
				t.Errorf("clean is %v, findings are\n%s\nwant\n%s", read["clean"], got, want)
			}
			wantElement(t, read, "incomplete_users", 0, acctest.Values{"user_id": org.UserID(t, "grace@acme.example"),
				"name": "Grace Hopper", "held": []any{"call center"}, "missing": []any{"package license", "permission set"}})
			wantElement(t, read, "orphan_assignments", 0, acctest.Values{"role": "user", "is_active": true,
				"username": "marie@acme.example"})
			wantElement(t, read, "wrong_call_center", 0, acctest.Values{"call_center": "Old Switchboard",
				"call_center_id": org.CallCenterID(t, "Old Switchboard")})
			wantElement(t, read, "inactive_holders", 0, acctest.Values{"username": "hedy@acme.example", "name": "Hedy Keller"})
			wantElement(t, read, "stray_memberships", 0, acctest.Values{"group_name": "Fastcall Support"})
			wantElement(t, read, "stray_numbers", 0, acctest.Values{"id": number, "assigned": true, "number": "+4570300001"})
			wantElement(t, read, "stray_numbers", 1, acctest.Values{"id": access, "assigned": false})
		})
	}
}

func wantElement(t *testing.T, read acctest.Values, list string, at int, want acctest.Values) {
	t.Helper()
	elements, _ := read[list].([]any)
	if at >= len(elements) {
		t.Errorf("%s is %v, want an element %d", list, read[list], at)
		return
	}
	element, _ := elements[at].(map[string]any)
	for name, value := range want {
		if fmt.Sprint(element[name]) != fmt.Sprint(value) {
			t.Errorf("%s[%d].%s is %v, want %v", list, at, name, element[name], value)
		}
	}
}

// The question can be narrowed, and another call center can be right.
func TestDriftFilters(t *testing.T) {
	t.Parallel()
	org := untidy(t)
	tf := acctest.NewTerraform(t, org)
	edsger, hedy := org.UserID(t, "edsger@acme.example"), org.UserID(t, "hedy@acme.example")
	if got := sentences(drift(t, tf, acctest.Values{"user_ids": []string{edsger[:15]}})); got != `edsger@acme.example is in call center "Old Switchboard".` {
		t.Errorf("of edsger alone it says\n%s", got)
	}
	if got := sentences(drift(t, tf, acctest.Values{"ignore_user_ids": []string{hedy}})); strings.Contains(got, "hedy") {
		t.Errorf("hedy is not ignored:\n%s", got)
	}
	both := drift(t, tf, acctest.Values{"call_centers": []string{fastcallsOwn, "Old Switchboard"}, "user_ids": []string{edsger}})
	if both["clean"] != true || fmt.Sprint(both["findings"]) != "[]" {
		t.Errorf("edsger may be in the other call center: %s", both.JSON())
	}
	_, diags := tf.DataSource(driftName, acctest.Values{"call_centers": []string{"Nowhere"}})
	if errs := diags.Errors(); len(errs) != 1 || !strings.Contains(errs.String(), `No call center is called "Nowhere"`) {
		t.Errorf("an unknown call center is no error:\n%s", diags)
	}
}

// Under a site license nobody lacks a seat.
func TestDriftUnderASiteLicense(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(s *acctest.Seed) {
		s.Package.SiteLicense, s.Package.GuestSeat = true, false
		for i := range s.Users {
			s.Users[i].Licensed = false
		}
	})
	if read := drift(t, acctest.NewTerraform(t, org), acctest.Values{}); read["clean"] != true {
		t.Errorf("findings are\n%s", sentences(read))
	}
}

// Where Fastcall's own objects are not to be seen, the platform's are looked at
// all the same, and nothing is claimed of numbers.
func TestDriftWithoutFastcallsObjects(t *testing.T) {
	t.Parallel()
	org := untidy(t, acctest.Bare)
	read := drift(t, acctest.NewTerraform(t, org), acctest.Values{})
	if len(read["incomplete_users"].([]any)) != 2 || len(read["stray_memberships"].([]any)) != 1 || read["stray_numbers"] != nil {
		t.Errorf("found %s", read.JSON())
	}
}

// Many of a kind are counted, not told one by one.
func TestDriftOfACrowd(t *testing.T) {
	t.Parallel()
	const crowd = 300
	org := acctest.NewOrg(t, acctest.Inactive(crowd))
	read := drift(t, acctest.NewTerraform(t, org), acctest.Values{})
	if holders := read["inactive_holders"].([]any); len(holders) != crowd+1 {
		t.Errorf("%d deactivated holders, want %d", len(holders), crowd+1)
	}
	lines := strings.Split(sentences(read), "\n")
	if len(lines) != 21 || !slices.Contains(lines, "And 281 more deactivated users with a seat.") {
		t.Errorf("it says\n%s", strings.Join(lines, "\n"))
	}
}

// By itself the question costs the walk's look at everybody and two requests;
// after that look, two.
func TestDriftRequests(t *testing.T) {
	t.Parallel()
	org := untidy(t)
	tf := acctest.NewTerraform(t, org)
	calls := func() int {
		sum := 0
		for _, entry := range org.Journal() {
			sum += entry.Calls
		}
		org.ResetJournal()
		return sum
	}
	drift(t, tf, acctest.Values{})
	cold := calls()
	drift(t, tf, acctest.Values{})
	shared := calls()
	t.Logf("%d requests cold, %d shared", cold, shared)
	if cold > 8 || shared > 2 {
		t.Errorf("%d requests, want 8 at most, and %d after the look, want 2 at most", cold, shared)
	}
}

// However many are in the way, each query stays as short as Salesforce wants it.
func TestCrowdDriftOfMoreThanAQueryNames(t *testing.T) {
	many := 5000
	if acctest.Racing {
		many = 50 // A large org takes a minute then.
	}
	org := acctest.NewOrg(t, func(seed *acctest.Seed) { *seed = seed.WithUsers(many) })
	for i := range many {
		org.Join(t, fmt.Sprintf("user%04d@acme.example", i+1), "Fastcall Support")
	}
	read := drift(t, acctest.NewTerraform(t, org), acctest.Values{})
	if found := len(read["stray_memberships"].([]any)); found != many {
		t.Errorf("%d memberships of people who are no Fastcall users, want %d", found, many)
	}
}
