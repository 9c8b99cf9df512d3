package orgsim_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// S-users9: Fastcall releases nobody who has numbers, memberships or recordings, and says what there is.
func TestReleaseThroughFastcall(t *testing.T) {
	for username, want := range map[string]string{
		"marie":  "membership Fastcall Support, phone_number Marie direct",
		"edsger": "ivr_action I-00002, membership Fastcall Sales, membership Fastcall Support, message Edsger away",
	} {
		inEveryShape(t, func(t *testing.T, c *client) {
			err := c.org.ReleaseThroughFastcall(username + "@acme.example")
			var refused *orgsim.ReleaseError
			if !errors.As(err, &refused) {
				t.Fatalf("the error is %v", err)
			}
			var got []string
			for _, b := range refused.Blockers {
				got = append(got, b.Section+" "+b.Name)
			}
			slices.Sort(got)
			if strings.Join(got, ", ") != want {
				t.Errorf("%s is held back by %v", username, got)
			}
			if status, body := c.call("POST", "/_sim/admin", map[string]any{"act": "release", "username": username + "@acme.example"}); status != 400 ||
				!strings.Contains(fmt.Sprint(body), "Remove first") {
				t.Errorf("control answered %d %v", status, body)
			}
		})
	}
}

// S-users7: the seat of a released user is free, and what came with it is gone.
func TestReleased(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		object, f := c.kept("phone_number", "assigned_user")
		number := c.owned("phone_number", "number", "+4570100001")["Id"].(string)
		if err := c.org.Update(object, number, map[string]any{f[0]: nil}); err != nil {
			t.Fatal(err)
		}
		if err := c.org.Delete("GroupMember", c.id("GroupMember", "UserOrGroupId", c.user("marie"))); err != nil {
			t.Fatal(err)
		}
		used := c.used()
		_, body := c.call("POST", "/_sim/admin", map[string]any{"act": "release", "username": "marie@acme.example"})
		if got := fmt.Sprint(body); got != "map[ids:["+c.user("marie")+"]]" {
			t.Fatalf("control answered %s", got)
		}
		if c.used() != used-1 {
			t.Errorf("%d seats are used, %d were", c.used(), used)
		}
		if user, _ := c.org.Find("User", "Id", c.user("marie")); user["CallCenterId"] != nil {
			t.Errorf("the call center is %v", user["CallCenterId"])
		}
		if n := len(c.query("SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '" + c.user("marie") + "' AND PermissionSet.IsOwnedByProfile = false")); n != 0 {
			t.Errorf("%d permission sets are left", n)
		}
		// The history is nobody's business.
		calls, of := c.kept("history", "user")
		if rows := c.query("SELECT Id FROM " + calls + " WHERE " + of[0] + " = '" + c.user("marie") + "'"); len(rows) != 2 {
			t.Errorf("%d calls are left", len(rows))
		}
	})
	c := start(t, orgsim.DefaultSeed())
	if err := c.org.ReleaseThroughFastcall("nobody@acme.example"); err == nil {
		t.Error("nobody was released")
	}
}

// S-users7: a group's numbers are usable by its members, S-api-ref: and others by those they are available for.
func TestUsableNumbers(t *testing.T) {
	for username, want := range map[string]string{
		"marie": "+4533120000 +4570100001 +4570100002", "edsger": "+4533120000 +4570100002", "ada": "+4533120000",
	} {
		inEveryShape(t, func(t *testing.T, c *client) {
			got, err := c.org.UsableNumbers(username + "@acme.example")
			if strings.Join(got, " ") != want || err != nil {
				t.Errorf("%s may use %v, %v", username, got, err)
			}
		})
	}
	inEveryShape(t, func(t *testing.T, c *client) {
		object, f := c.kept("number_access", "link", "user")
		_, err := c.org.Insert(object, map[string]any{f[0]: c.owned("phone_number", "name", "Spare")["Id"], f[1]: c.user("ada")})
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := c.org.UsableNumbers("ada@acme.example"); len(got) != 2 {
			t.Errorf("ada may use %v", got)
		}
		sales := c.id("Group", "DeveloperName", "Fastcall_Sales")
		if _, err := c.org.Insert("GroupMember", map[string]any{"GroupId": sales, "UserOrGroupId": c.user("grace")}); err != nil {
			t.Fatal(err)
		}
		if got, _ := c.org.UsableNumbers("grace@acme.example"); len(got) != 2 {
			t.Errorf("grace may use %v", got)
		}
	})
}
