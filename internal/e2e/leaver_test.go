//go:build unix

package e2e_test

import (
	"fmt"
	"strings"
	"testing"
)

// staff is a team whose group, numbers and settings name its people.
func staff(lifecycle string, people ...string) string {
	holder := people[len(people)-1]
	return fmt.Sprintf(`
locals {
  people = toset(split(" ", %q))
}

resource "fastcall_user" "person" {
  for_each = local.people
  username = each.key
  %s
}

resource "fastcall_group" "desk" {
  name    = "Front Desk"
  members = [for person in fastcall_user.person : person.id]
}

resource "fastcall_group_member" "support" {
  for_each = local.people
  group_id = fastcall_group.support.id
  user_id  = fastcall_user.person[each.key].id
}

resource "fastcall_group" "support" {
  name = "Night Shift"
}

# Goes from the leaver to who stays.
resource "fastcall_phone_number_assignment" "line" {
  phone_number = "+4570100003"
  user_id      = fastcall_user.person[%q].id

  available_for = {
    user_ids  = [for person in fastcall_user.person : person.id]
    group_ids = []
  }
}

resource "fastcall_user_settings" "person" {
  for_each = local.people
  user_id  = fastcall_user.person[each.key].id

  user_settings = {
    country_code    = "45"
    three_way_calls = true
  }

  devices = {
    "Softphone" = { type = "softphone" }
  }
}
`, strings.Join(people, " "), lifecycle, holder)
}

// A user leaves the configuration together with everything that names the
// user, in one apply and under the default policies, whichever of the two
// Terraform does first. Then everything goes.
func TestTerraformALeaverGoesWithEveryReference(t *testing.T) {
	t.Parallel()
	for name, lifecycle := range map[string]string{
		"destroyed first": "", "created first": "lifecycle { create_before_destroy = true }",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFront(t)
			before := holdingsOf(t, f.org)
			w := newWorkspace(t, f, "")
			w.write("staff.tf", staff(lifecycle, ada, grace))
			w.run(0, "apply")
			w.run(0, "plan", "-detailed-exitcode")
			w.write("staff.tf", staff(lifecycle, ada))
			w.run(0, "apply")
			if got := f.org.Parts(t, grace); !got.Equal(nothing) {
				t.Errorf("grace still holds %+v", got)
			}
			if got := f.org.Number(t, "+4570100003")["assigned_user"]; got != f.org.UserID(t, ada) {
				t.Errorf("the number is assigned to %v", got)
			}
			w.run(0, "plan", "-detailed-exitcode")
			w.write("staff.tf", "")
			w.run(0, "apply")
			wantHoldings(t, f.org, before)
		})
	}
}
