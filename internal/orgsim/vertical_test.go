package orgsim_test

import (
	"net/http"
	"reflect"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// onboard is the unit of work of the provider: a seat, a permission set and the call center of one user.
func (c *client) onboard(user string) []any {
	return []any{
		node("POST", "/sobjects/UserPackageLicense", "seat", c.seat(user)),
		node("POST", "/sobjects/PermissionSetAssignment", "set",
			map[string]any{"AssigneeId": user, "PermissionSetId": c.set("FastCall_User")}),
		node("PATCH", "/sobjects/User/"+user, "phone",
			map[string]any{"CallCenterId": c.id("CallCenter", "Name", "Fastcall Call Center")}),
	}
}

func TestOnboardThreeUsers(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	before := c.used()
	status, body := c.call(http.MethodPost, "/composite/graph",
		graphs(c.onboard(c.user("ada")), c.onboard(c.user("grace")), c.onboard(c.user("linus"))))
	c.done(status, body)
	want := []string{"201", "201", "204", "201", "201", "204", "201", "201", "204"}
	if got := outcomes(t, body); !reflect.DeepEqual(got, want) {
		t.Fatalf("nodes answered %v", got)
	}
	if got := c.used() - before; got != 3 {
		t.Errorf("UsedLicenses rose by %d, want 3", got)
	}
	rows := c.query("SELECT Id, UserId, PackageLicense.NamespacePrefix FROM UserPackageLicense WHERE UserId = '" + c.user("ada") + "'")
	if len(rows) != 1 || rows[0]["PackageLicense"].(map[string]any)["NamespacePrefix"] != "FastCall" {
		t.Errorf("ada's seat reads %v", rows)
	}
	if rows[0]["attributes"].(map[string]any)["type"] != "UserPackageLicense" {
		t.Errorf("attributes read %v", rows[0]["attributes"])
	}
	last := c.org.Journal()
	if e := last[len(last)-2]; !e.Write || e.Calls != 1 || len(e.Requests) != 9 {
		t.Errorf("the journal says %+v", e)
	}
}
