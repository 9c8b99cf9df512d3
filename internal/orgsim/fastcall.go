package orgsim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// kept is a section of the package with its object and rows: what the package's own code works with.
type kept struct {
	Section
	object *schema.Object
	rows   []store.Row
}

// kept finds a section. One that the org does not have has no rows.
func (t *tx) kept(key string) kept {
	s, known := t.org.shared.mapping[key]
	if !known {
		return kept{}
	}
	k := kept{Section: s}
	k.object, _ = t.org.catalog.Object(s.Object)
	for row := range t.rows.All(s.Object) {
		k.rows = append(k.rows, row)
	}
	return k
}

// value is what a row holds under a key.
func (k kept) value(row store.Row, key string) any {
	name, _ := k.field(key)
	return row[name]
}

// ref is the text or id that a row holds under a key, or "".
func (k kept) ref(row store.Row, key string) string {
	name, _ := k.field(key)
	return ref(row, name)
}

// with are the rows that hold a value under a key.
func (k kept) with(key string, value any) []store.Row {
	return slices.DeleteFunc(slices.Clone(k.rows), func(row store.Row) bool { return k.value(row, key) != value })
}

// nativeGroup is the id of the native group that a row of the package means, by that id or by its own row for the group.
func (t *tx) nativeGroup(id string) string {
	if row, found := t.rows.Get("Group", id); found {
		return ref(row, "Id")
	}
	groups := t.kept("group")
	for _, row := range groups.with("id", id) {
		return groups.ref(row, "link")
	}
	return ""
}

// packageGroups are the ids of the native groups that are Fastcall groups too.
func (t *tx) packageGroups() map[string]bool {
	groups, ids := t.kept("group"), map[string]bool{}
	for _, row := range groups.rows {
		ids[groups.ref(row, "link")] = true
	}
	delete(ids, "")
	return ids
}

// asPackage is the transaction as the package's code goes on with it: in system mode, whatever the caller may see.
func (t *tx) asPackage() *tx {
	inner, copied := *t, *t.call
	copied.admin, copied.access = true, everything
	inner.call = &copied
	return &inner
}

// read is a reading transaction that sees everything.
func (o *Org) read() *tx { return o.newCall("").begin(false, &mixture{}).asPackage() }

// userNamed finds a user by user name.
func (t *tx) userNamed(username string) (string, error) {
	for row := range t.rows.By("User", "Username", username) {
		return ref(row, "Id"), nil
	}
	return "", fmt.Errorf("there is no user %q", username)
}

// UsableNumbers lists the phone numbers that a user may call and send from, in order: those assigned to the user, to a
// group of the user's (all members of a group may use its numbers: S-users7) or to the whole org, and those made
// available to the user or to such a group (S-api-ref).
func (o *Org) UsableNumbers(username string) ([]string, error) {
	t := o.read()
	user, err := t.userNamed(username)
	if err != nil {
		return nil, err
	}
	numbers := t.kept("phone_number")
	list := []string{}
	for _, row := range t.usable(user) {
		list = append(list, numbers.ref(row, "number"))
	}
	slices.Sort(list)
	return list, nil
}

// usable are the rows of the phone numbers that a user may use.
func (t *tx) usable(user string) []store.Row {
	ours := map[string]bool{}
	for row := range t.rows.By("GroupMember", "UserOrGroupId", user) {
		ours[ref(row, "GroupId")] = true
	}
	access, available := t.kept("number_access"), map[string]bool{}
	for _, row := range access.rows {
		if access.ref(row, "user") == user || ours[t.nativeGroup(access.ref(row, "group"))] {
			available[access.ref(row, "link")] = true
		}
	}
	numbers := t.kept("phone_number")
	return slices.DeleteFunc(numbers.rows, func(row store.Row) bool {
		return numbers.ref(row, "assigned_user") != user && !ours[t.nativeGroup(numbers.ref(row, "assigned_group"))] &&
			numbers.value(row, "org_wide") != true && !available[ref(row, "Id")]
	})
}

// seated is whether a user has a seat in the package.
func (t *tx) seated(user string) bool {
	for row := range t.rows.By("UserPackageLicense", "UserId", user) {
		license, _ := t.rows.Get("PackageLicense", ref(row, "PackageLicenseId"))
		if strings.EqualFold(ref(license, "NamespacePrefix"), packageNamespace) {
			return true
		}
	}
	return false
}

// packageNamespace is Fastcall's (section 5.1 of its facts).
const packageNamespace = "FastCall"
