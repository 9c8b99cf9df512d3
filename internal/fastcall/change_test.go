package fastcall

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Ids with valid check characters, so that they compare as ids do.
var (
	testUser    = "005000000000001AAA"
	testCenters = []string{"", "04v000000000001AAA", "04v000000000002AAA"}
)

// apply plays a graph on a user, as an org would.
func apply(have Status, g salesforce.Graph, w wanted) (Status, map[string]string) {
	ids := map[string]string{}
	after := have
	after.Assignments = append([]Assignment(nil), have.Assignments...)
	for _, step := range g {
		switch {
		case step.Object == "UserPackageLicense":
			after.LicenseID = "new seat"
			ids[step.Ref] = after.LicenseID
		case step.Object == "User":
			if id, ok := step.Fields["CallCenterId"].(string); ok {
				after.User.CallCenterID = id
			}
			if on, ok := step.Fields["UserPermissionsCallCenterAutoLogin"].(bool); ok {
				after.User.AutoLogin = on
			}
		case step.Verb == salesforce.Create:
			set, _ := step.Fields["PermissionSetId"].(string)
			ids[step.Ref] = "new " + set
			after.Assignments = append(after.Assignments, Assignment{ID: "new " + set, PermissionSetID: set})
		default:
			after.Assignments = lists.Filter(after.Assignments, func(a Assignment) bool { return a.ID != step.ID })
		}
	}
	return after, ids
}

// Whatever a user holds, one graph leads to what is wanted, a second has
// nothing to do, and the outcome is told truly.
func TestDifferenceReachesWhatIsWanted(t *testing.T) {
	sets := []PermissionSet{{ID: "A", Role: "user"}, {ID: "B", Role: "admin"}, {ID: "C", Role: "other"}}
	rapid.Check(t, func(t *rapid.T) {
		w := wanted{callCenter: CallCenter{ID: rapid.SampledFrom(testCenters).Draw(t, "wanted center")}}
		if rapid.Bool().Draw(t, "seat wanted") {
			w.packageLicenseID = "050"
		}
		if rapid.Bool().Draw(t, "log-in managed") {
			on := rapid.Bool().Draw(t, "log-in")
			w.autoLogin = &on
		}
		have := Status{User: User{ID: testUser, CallCenterID: rapid.SampledFrom(testCenters).Draw(t, "center")}}
		if rapid.Bool().Draw(t, "seat") {
			have.LicenseID = "old seat"
		}
		for _, set := range sets {
			if rapid.Bool().Draw(t, "wants "+set.ID) {
				w.permissionSets = append(w.permissionSets, set)
			}
			if rapid.Bool().Draw(t, "has "+set.ID) {
				have.Assignments = append(have.Assignments, Assignment{ID: "old " + set.ID, PermissionSetID: set.ID})
			}
		}
		after, ids := apply(have, w.difference(&have), w)
		if again := w.difference(&after); len(again) > 0 {
			t.Fatalf("second graph: %v", again)
		}
		told := w.reached(&have, ids)
		if told.LicenseID != after.LicenseID || told.User != after.User || len(told.Assignments) != len(after.Assignments) {
			t.Fatalf("told %+v, is %+v", told, after)
		}
	})
}

func TestMatchUsers(t *testing.T) {
	ada := User{ID: "005000000000001AAA", Username: "Ada@Acme.example", FederationID: "one"}
	bob := User{ID: "005000000000002AAA", Username: "bob@acme.example", FederationID: "ONE"}
	byName, byShortID := UserKey{Username: "ada@acme.EXAMPLE"}, UserKey{ID: "005000000000002"}
	byFederation, nobody := UserKey{FederationID: "one"}, UserKey{Username: "x@acme.example"}
	found := matchUsers([]UserKey{byName, byShortID, byFederation, nobody}, []User{ada, bob, ada})
	for key, want := range map[UserKey]int{byName: 1, byShortID: 1, byFederation: 2, nobody: 0} {
		if got := len(found[key]); got != want {
			t.Errorf("%s: %d users, want %d", key, got, want)
		}
	}
}
