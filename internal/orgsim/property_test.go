package orgsim_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
)

// everyRow is the whole content of the org, by object.
func everyRow(org *orgsim.Org) map[string][]map[string]any {
	all := map[string][]map[string]any{}
	for _, object := range schema.Standard() {
		all[object.Name] = org.Rows(object.Name)
	}
	for _, object := range org.State().Objects {
		all[object.Name] = org.Rows(object.Name)
	}
	return all
}

// Random graphs: one that fails leaves no trace, and UsedLicenses is always the rows and the guest.
func TestGraphsLeaveNoTraceOrCommit(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.Package.Allowed = 7
	c := start(t, seed)
	users := []string{"ada", "grace", "linus", "marie", "hedy", "alan", "emmy"}
	rapid.Check(t, func(rt *rapid.T) {
		nodes := []any{}
		for i := range rapid.IntRange(1, 6).Draw(rt, "nodes") {
			user := c.user(rapid.SampledFrom(users).Draw(rt, "user"))
			ref := fmt.Sprint("n", i)
			switch rapid.SampledFrom([]string{"seat", "release", "assign", "call", "member", "bad"}).Draw(rt, "kind") {
			case "seat":
				nodes = append(nodes, node("POST", "/sobjects/UserPackageLicense", ref, c.seat(user)))
			case "release":
				id := "051gL000009zzzz"
				if row, found := c.org.Find("UserPackageLicense", "UserId", user); found {
					id = row["Id"].(string)
				}
				nodes = append(nodes, node("DELETE", "/sobjects/UserPackageLicense/"+id, ref, nil))
			case "assign":
				nodes = append(nodes, node("POST", "/sobjects/PermissionSetAssignment", ref,
					map[string]any{"AssigneeId": user, "PermissionSetId": c.set("Report_Builder")}))
			case "call":
				nodes = append(nodes, node("PATCH", "/sobjects/User/"+user, ref, map[string]any{"CallCenterId": nil, "Extension": ref}))
			case "member":
				nodes = append(nodes, node("POST", "/sobjects/GroupMember", ref,
					map[string]any{"GroupId": c.id("Group", "Name", "Fastcall Sales"), "UserOrGroupId": user}))
			case "bad":
				nodes = append(nodes, node("POST", "/sobjects/Group", ref, map[string]any{"Name": ""}))
			}
		}
		before := everyRow(c.org)
		status, body := c.call("POST", "/composite/graph", graphs(nodes))
		if status != 200 {
			rt.Fatalf("got %d %v", status, body)
		}
		good := body.(map[string]any)["graphs"].([]any)[0].(map[string]any)["isSuccessful"].(bool)
		if !good && !reflect.DeepEqual(before, everyRow(c.org)) {
			rt.Fatalf("a failed graph left a trace: %v", outcomes(t, body))
		}
		if rows := int64(len(c.org.Rows("UserPackageLicense"))); c.used() != rows+1 {
			rt.Fatalf("UsedLicenses = %d with %d rows and the guest", c.used(), rows)
		}
	})
}
