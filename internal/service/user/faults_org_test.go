package user_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// portrait lists everything in an org that the provider could touch, of every
// user and without record ids, so that a duplicate or an orphan shows.
func portrait(org *acctest.Org) string {
	facts := map[string][]string{
		"UserPackageLicense":      {"UserId", "PackageLicenseId"},
		"PermissionSetAssignment": {"AssigneeId", "PermissionSetId", "PermissionSetGroupId"},
		"GroupMember":             {"UserOrGroupId", "GroupId"},
		"FastCall__Message__c":    {"Name", "FastCall__User__c"},
		"User":                    {"Username", "IsActive", "CallCenterId", "UserPermissionsCallCenterAutoLogin"},
	}
	var lines []string
	for _, object := range slices.Sorted(maps.Keys(facts)) {
		for _, row := range org.Rows(object) {
			line := object
			for _, field := range facts[object] {
				line += fmt.Sprintf(" %v", row[field])
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// between shows how two portraits differ.
func between(got, want string) string {
	var lines []string
	have, need := strings.Split(got, "\n"), strings.Split(want, "\n")
	for _, line := range have {
		if i := slices.Index(need, line); i >= 0 {
			need = slices.Delete(need, i, i+1)
			continue
		}
		lines = append(lines, "  too much: "+line)
	}
	for _, line := range need {
		lines = append(lines, "  missing:  "+line)
	}
	return strings.Join(lines, "\n")
}

// rowsApart counts the rows in which two portraits differ.
func rowsApart(a, b string) int {
	lines := between(a, b)
	return max(strings.Count(lines, "  too much: "), strings.Count(lines, "  missing: "))
}

// act is what another administrator does while an operation is under way.
type act struct {
	name string
	// seats is how many seats are bought; 0 leaves the default.
	seats int
	do    func(testing.TB, *acctest.Org)
	// undo makes the operation possible again; nil if it is anyway.
	undo func(testing.TB, *acctest.Org)
}

var (
	// Three people and the guest hold a seat, so that five leave one for ada.
	seatTaken = act{name: "seat taken", seats: 5,
		do: func(t testing.TB, o *acctest.Org) {
			license, _ := o.Find("PackageLicense", "NamespacePrefix", o.Seed.Package.Namespace)
			_, _ = o.Insert("UserPackageLicense", map[string]any{"UserId": o.UserID(t, grace), "PackageLicenseId": license["Id"]})
		},
		undo: func(t testing.TB, o *acctest.Org) { removeOf(t, o, "UserPackageLicense", "UserId", grace) }}
	seatDeleted = act{name: "seat deleted",
		do: func(t testing.TB, o *acctest.Org) { removeOf(t, o, "UserPackageLicense", "UserId", ada) }}
	setDeleted = act{name: "permission set deleted",
		do: func(t testing.TB, o *acctest.Org) { removeSet(t, o, "FastCall_User") }}
	setGiven = act{name: "permission set given",
		do: func(t testing.TB, o *acctest.Org) {
			set, _ := o.Find("PermissionSet", "Name", "FastCall_Admin")
			_, _ = o.Insert("PermissionSetAssignment", map[string]any{"AssigneeId": o.UserID(t, ada), "PermissionSetId": set["Id"]})
		}}
	membershipDeleted = act{name: "membership deleted",
		do: func(t testing.TB, o *acctest.Org) { removeOf(t, o, "GroupMember", "UserOrGroupId", ada) }}
	movedAway = act{name: "call center changed",
		do: func(t testing.TB, o *acctest.Org) {
			_ = o.Update("User", o.UserID(t, ada), map[string]any{"CallCenterId": o.CallCenterID(t, o.OtherCallCenter(t))})
		},
		undo: func(t testing.TB, o *acctest.Org) {
			if o.Parts(t, ada).CallCenter == o.OtherCallCenter(t) {
				o.SetCallCenter(t, ada, "")
			}
		}}
)

// removeOf deletes the rows of a user, as far as there are any. Rows that the
// platform does not let go, such as a profile's own, stay.
func removeOf(t testing.TB, o *acctest.Org, object, field, username string) {
	id := o.UserID(t, username)
	for _, row := range o.Rows(object) {
		if row[field] == id {
			_ = o.Delete(object, fmt.Sprint(row["Id"]))
		}
	}
}

func removeSet(t testing.TB, o *acctest.Org, name string) {
	set, _ := o.Find("PermissionSet", "Name", name)
	for _, row := range o.Rows("PermissionSetAssignment") {
		if row["AssigneeId"] == o.UserID(t, ada) && row["PermissionSetId"] == set["Id"] {
			_ = o.Delete("PermissionSetAssignment", fmt.Sprint(row["Id"]))
		}
	}
}

// onArrival fills Fault.Do, whose argument is the simulator itself: tests know
// that package through acctest only.
func onArrival[Simulator any](do *func(Simulator), act func()) {
	*do = func(Simulator) { act() }
}

// sent is one request of an operation as the journal shows it.
type sent struct {
	n            int
	method, path string
	status       int
	write, token bool
	// objects are those that the request reads or writes.
	objects []string
	// rows are the writes in it by HTTP method.
	rows []string
	text string
}

// knownObjects are those that hidden objects are chosen from.
var knownObjects = []string{"User", "PackageLicense", "UserPackageLicense", "PermissionSet", "PermissionSetAssignment",
	"PermissionSetGroupComponent", "CallCenter", "GroupMember", "FastCall__Message__c"}

// journal lists the requests since the last reset.
func journal(org *acctest.Org) []sent {
	var all []sent
	for _, e := range org.Journal() {
		s := sent{n: e.N, method: e.Method, path: e.Path, status: e.Status, write: e.Write, token: e.Token}
		asked := []string{e.Path + " FROM " + e.Query}
		for _, r := range e.Requests {
			asked = append(asked, r.Path+" "+r.Query)
			s.text += fmt.Sprintf("\n       %d %s %s %s%s", r.Status, r.Method, r.Path, r.Query, r.Code)
			if r.Method != "GET" {
				s.rows = append(s.rows, r.Method)
			}
		}
		if e.Write && len(e.Requests) == 0 {
			s.rows = []string{e.Method}
		}
		for _, object := range knownObjects {
			if slices.ContainsFunc(asked, func(a string) bool {
				return strings.Contains(a+" ", " FROM "+object+" ") || strings.Contains(a+"/", "/sobjects/"+object+"/") ||
					strings.Contains(a, "/sobjects/"+object+" ")
			}) {
				s.objects = append(s.objects, object)
			}
		}
		s.text = fmt.Sprintf("%3d  %d %s %s %s%s", e.N, e.Status, e.Method, e.Path, e.Query, s.text)
		all = append(all, s)
	}
	return all
}

// short names a request in the name of a test.
func (s sent) short() string {
	path := s.path[strings.LastIndex(s.path, "/v")+1:]
	if s.token {
		path = "token"
	}
	return fmt.Sprintf("%02d %s %s", s.n, s.method, path)
}

// onDelay fills Fault.Delay, whose type is the simulator's own.
func onDelay[Duration ~int64](to *Duration, d time.Duration) { *to = Duration(d) }
