package orgsim

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// Blocker is something of a user's that keeps Fastcall from releasing the user.
type Blocker struct {
	// Section is the section of the row, or "membership".
	Section string `json:"section"`
	ID      string `json:"id"`
	Name    string `json:"name"`
}

// ReleaseError is Fastcall's refusal to release a user.
type ReleaseError struct {
	Username string
	Blockers []Blocker
}

func (e *ReleaseError) Error() string {
	var list []string
	for _, b := range e.Blockers {
		list = append(list, fmt.Sprintf("%s %s (%s)", b.Section, b.Name, b.ID))
	}
	return fmt.Sprintf("%s cannot be released. Remove first: %s", e.Username, strings.Join(list, ", "))
}

// ReleaseThroughFastcall releases a user as the button on Fastcall's own page does, for which the vendor has no API: a
// user with phone numbers, memberships in Fastcall groups, recorded messages or a place in an IVR is refused with a
// *ReleaseError (S-users9; that IVRs block is our inference). Otherwise the user loses the seat, the package's permission
// sets and its call center.
func (o *Org) ReleaseThroughFastcall(username string) error {
	_, err := o.act(Act{Act: "release", Username: username})
	return err
}

// releaseNamed releases a user and returns the user's id.
func (t *tx) releaseNamed(username string) (string, error) {
	user, err := t.userNamed(username)
	if err != nil {
		return "", err
	}
	if blockers := t.blockers(user); len(blockers) > 0 {
		return "", &ReleaseError{username, blockers}
	}
	if e := t.release(user); e != nil {
		return "", fmt.Errorf("release %s: %w", username, e)
	}
	return user, nil
}

// blocking are the sections and keys under which a row that names a user blocks a release.
var blocking = []struct{ section, key string }{
	{"phone_number", "assigned_user"}, {"number_access", "user"}, {"message", "link"},
	{"ivr_action", "target_user"}, {"ivr_action", "missed_call_owner"}, {"acd", "missed_call_owner"},
}

func (t *tx) blockers(user string) []Blocker {
	var list []Blocker
	seen := map[string]bool{}
	for _, b := range blocking {
		k := t.kept(b.section)
		for _, row := range k.with(b.key, user) {
			if id := ref(row, "Id"); !seen[id] {
				seen[id] = true
				list = append(list, Blocker{b.section, id, ref(row, "Name")})
			}
		}
	}
	groups := t.packageGroups()
	for row := range t.rows.By("GroupMember", "UserOrGroupId", user) {
		if id := ref(row, "GroupId"); groups[id] {
			group, _ := t.rows.Get("Group", id)
			list = append(list, Blocker{"membership", ref(row, "Id"), ref(group, "Name")})
		}
	}
	return list
}

// release takes from a user what Fastcall gave.
func (t *tx) release(user string) *apiError {
	for object, field := range map[string]string{"UserPackageLicense": "UserId", "PermissionSetAssignment": "AssigneeId"} {
		var ids []string
		for row := range t.rows.By(object, field, user) {
			if t.ofPackage(row) {
				ids = append(ids, ref(row, "Id"))
			}
		}
		o, _ := t.org.catalog.Object(object)
		for _, id := range ids {
			if e := t.delete(o, id); e != nil {
				return e
			}
		}
	}
	row, _ := t.rows.Get("User", user)
	center, _ := t.rows.Get("CallCenter", ref(row, "CallCenterId"))
	if !strings.HasPrefix(ref(center, "InternalName"), packageNamespace+"__") {
		return nil
	}
	users, _ := t.org.catalog.Object("User")
	return t.update(users, user, map[string]any{"CallCenterId": nil})
}

// ofPackage is whether a seat is one of the package, or a permission set that is assigned comes with it.
func (t *tx) ofPackage(row store.Row) bool {
	license, _ := t.rows.Get("PackageLicense", ref(row, "PackageLicenseId"))
	set, _ := t.rows.Get("PermissionSet", ref(row, "PermissionSetId"))
	return ref(license, "NamespacePrefix") == packageNamespace || ref(set, "NamespacePrefix") == packageNamespace
}
