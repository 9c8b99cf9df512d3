package acctest

import (
	"fmt"
	"slices"
	"testing"
)

// Another administrator's hand: changes behind the provider's back, under the
// org's own rules.

// Equal tells whether two people hold the same.
func (p Parts) Equal(other Parts) bool {
	return p.Licensed == other.Licensed && p.CallCenter == other.CallCenter &&
		slices.Equal(p.PermissionSets, other.PermissionSets) && slices.Equal(p.Groups, other.Groups)
}

// Parts reads what a user holds.
func (o *Org) Parts(t testing.TB, username string) Parts {
	t.Helper()
	user := o.userRow(t, username)
	var p Parts
	for range o.rows("UserPackageLicense", "UserId", user["Id"]) {
		p.Licensed = true
	}
	for _, row := range o.rows("PermissionSetAssignment", "AssigneeId", user["Id"]) {
		set, _ := o.Find("PermissionSet", "Id", row["PermissionSetId"])
		if set["NamespacePrefix"] != nil {
			p.PermissionSets = append(p.PermissionSets, text(set["Name"]))
		}
	}
	for _, row := range o.rows("GroupMember", "UserOrGroupId", user["Id"]) {
		group, _ := o.Find("Group", "Id", row["GroupId"])
		p.Groups = append(p.Groups, text(group["Name"]))
	}
	if id := user["CallCenterId"]; id != nil {
		center, _ := o.Find("CallCenter", "Id", id)
		p.CallCenter = text(center["Name"])
	}
	slices.Sort(p.PermissionSets)
	slices.Sort(p.Groups)
	return p
}

// Seats counts the rows that give a seat.
func (o *Org) Seats() int { return len(o.Rows("UserPackageLicense")) }

// TakeSeat takes a user's seat.
func (o *Org) TakeSeat(t testing.TB, username string) {
	t.Helper()
	o.deleteAll(t, "UserPackageLicense", o.rows("UserPackageLicense", "UserId", o.UserID(t, username)))
}

// GiveSeat gives a user a seat.
func (o *Org) GiveSeat(t testing.TB, username string) {
	t.Helper()
	license, _ := o.Find("PackageLicense", "NamespacePrefix", o.Seed.Package.Namespace)
	o.insert(t, "UserPackageLicense", map[string]any{"UserId": o.UserID(t, username), "PackageLicenseId": license["Id"]})
}

// TakePermissionSet takes a permission set, by API name, from a user.
func (o *Org) TakePermissionSet(t testing.TB, username, name string) {
	t.Helper()
	set := o.permissionSet(t, name)
	rows := slices.DeleteFunc(o.rows("PermissionSetAssignment", "AssigneeId", o.UserID(t, username)),
		func(row map[string]any) bool { return row["PermissionSetId"] != set })
	o.deleteAll(t, "PermissionSetAssignment", rows)
}

// GivePermissionSet gives a user a permission set, by API name.
func (o *Org) GivePermissionSet(t testing.TB, username, name string) {
	t.Helper()
	o.insert(t, "PermissionSetAssignment", map[string]any{
		"AssigneeId": o.UserID(t, username), "PermissionSetId": o.permissionSet(t, name)})
}

// SetCallCenter moves a user to a call center, by name; empty takes it away.
func (o *Org) SetCallCenter(t testing.TB, username, name string) {
	t.Helper()
	var id any
	if name != "" {
		id = o.CallCenterID(t, name)
	}
	o.update(t, "User", o.UserID(t, username), map[string]any{"CallCenterId": id})
}

// Join puts a user into a group, by name.
func (o *Org) Join(t testing.TB, username, group string) {
	t.Helper()
	row, ok := o.Find("Group", "Name", group)
	if !ok {
		t.Fatalf("the org has no group %s", group)
	}
	o.insert(t, "GroupMember", map[string]any{"GroupId": row["Id"], "UserOrGroupId": o.UserID(t, username)})
}

// Rename changes a user name.
func (o *Org) Rename(t testing.TB, username, now string) {
	t.Helper()
	o.update(t, "User", o.UserID(t, username), map[string]any{"Username": now})
}

// Deactivate makes a user inactive.
func (o *Org) Deactivate(t testing.TB, username string) {
	t.Helper()
	o.update(t, "User", o.UserID(t, username), map[string]any{"IsActive": false})
}

// CallCenterID returns the id of a call center by name.
func (o *Org) CallCenterID(t testing.TB, name string) string {
	t.Helper()
	row, ok := o.Find("CallCenter", "Name", name)
	if !ok {
		t.Fatalf("the org has no call center %s", name)
	}
	return text(row["Id"])
}

// OtherCallCenter returns the name of a call center that is not Fastcall's.
func (o *Org) OtherCallCenter(testing.TB) string { return "Old Switchboard" }

// FederationID returns a user's federation id.
func (o *Org) FederationID(t testing.TB, username string) string {
	t.Helper()
	return text(o.userRow(t, username)["FederationIdentifier"])
}

// AnotherOrg is a seed's twin in another org, as a sandbox is: other org id,
// same records.
func AnotherOrg(seed *Seed) { seed.Org.ID, seed.AccessToken = "00DgL0000000002", "" }

func (o *Org) permissionSet(t testing.TB, name string) string {
	t.Helper()
	row, ok := o.Find("PermissionSet", "Name", name)
	if !ok {
		t.Fatalf("the org has no permission set %s", name)
	}
	return text(row["Id"])
}

func (o *Org) rows(object, field string, value any) []map[string]any {
	return slices.DeleteFunc(o.Rows(object), func(row map[string]any) bool { return row[field] != value })
}

func (o *Org) insert(t testing.TB, object string, fields map[string]any) {
	t.Helper()
	if _, err := o.Insert(object, fields); err != nil {
		t.Fatalf("insert %s: %v", object, err)
	}
}

func (o *Org) update(t testing.TB, object, id string, fields map[string]any) {
	t.Helper()
	if err := o.Update(object, id, fields); err != nil {
		t.Fatalf("update %s: %v", object, err)
	}
}

func (o *Org) deleteAll(t testing.TB, object string, rows []map[string]any) {
	t.Helper()
	if len(rows) == 0 {
		t.Fatalf("no %s to delete", object)
	}
	for _, row := range rows {
		if err := o.Delete(object, text(row["Id"])); err != nil {
			t.Fatalf("delete %s: %v", object, err)
		}
	}
}

func text(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}
