package orgsim

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
)

// Permissions of the API user that the org checks. An org begins with all of them granted.
const (
	APIEnabled            = "ApiEnabled"
	ViewSetup             = "ViewSetup"
	ManageUsers           = "ManageUsers"
	ManagePackageLicenses = "ManagePackageLicenses"
	ManageCallCenters     = "ManageCallCenters"
	AssignPermissionSets  = "AssignPermissionSets"
)

var permissions = []string{APIEnabled, ViewSetup, ManageUsers, ManagePackageLicenses, ManageCallCenters, AssignPermissionSets}

// access is what the API user may see and do. It is replaced, never changed.
type access struct {
	missing map[string]bool // permissions
	objects map[string]bool // hidden, lower case
	fields  map[string]bool // hidden, "object.field" in lower case
	rows    map[string]bool // hidden, by id
	classes map[string]bool // of Apex, that may not be called
	frozen  map[string]bool // objects and "object.field" that are read-only, in lower case
	// since is when it became what it is.
	since time.Time
	// described are descriptions as they were sent: they say nothing but this and what the org is made of.
	described *sync.Map
}

func newAccess() *access {
	return &access{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{},
		time.Time{}, &sync.Map{}}
}

func (a *access) clone() *access {
	return &access{maps.Clone(a.missing), maps.Clone(a.objects), maps.Clone(a.fields), maps.Clone(a.rows), maps.Clone(a.classes), maps.Clone(a.frozen),
		a.since, &sync.Map{}}
}

// everything is the access of another administrator.
var everything = newAccess()

func (a *access) may(permission string) bool { return !a.missing[permission] }

func (a *access) seesObject(o *schema.Object) bool { return !a.objects[strings.ToLower(o.Name)] }

func (a *access) seesField(o *schema.Object, f *schema.Field) bool {
	return !a.fields[strings.ToLower(o.Name+"."+f.Name)]
}

func (a *access) seesRow(id string) bool { return !a.rows[id] }

// rights says what may be done with an object, for describe. A missing permission shows there as on the platform:
// nobody who may not assign licenses finds the object createable.
func (a *access) rights(o *schema.Object, version float64) schema.Rights {
	edits := a.edits(o.Name)
	r := schema.Rights{
		Createable: edits, Updateable: edits, Deletable: edits,
		Visible:  func(f *schema.Field) bool { return f.Since <= version && a.seesField(o, f) },
		Editable: func(f *schema.Field) bool { return a.writesField(o, f) },
	}
	if o.Name == "User" {
		r.Updateable = edits || a.may(ManageCallCenters)
		r.Editable = func(f *schema.Field) bool {
			if callCenterFields[strings.ToLower(f.Name)] {
				return a.may(ManageCallCenters) && a.writesField(o, f)
			}
			return edits && a.writesField(o, f)
		}
	}
	return r
}

// callCenterFields are the fields of User that Manage Call Centers is enough for, in lower case.
var callCenterFields = map[string]bool{"callcenterid": true, "userpermissionscallcenterautologin": true}

// edits is whether the permissions for writing an object are held: Manage Package Licenses for seats (S50), Manage Call
// Centers for call centers (S56), Assign Permission Sets or Manage Users for assignments (S5).
func (a *access) edits(object string) bool {
	return !a.frozen[strings.ToLower(object)] &&
		(a.may(editorOf(object)) || object == "PermissionSetAssignment" && a.may(ManageUsers))
}

func (a *access) writesField(o *schema.Object, f *schema.Field) bool {
	return !a.frozen[strings.ToLower(o.Name+"."+f.Name)]
}

// editorOf names the permission that writing an object takes; "" is one that nobody misses.
func editorOf(object string) string {
	switch object {
	case "UserPackageLicense":
		return ManagePackageLicenses
	case "CallCenter":
		return ManageCallCenters
	case "PermissionSetAssignment", "PermissionSet":
		return AssignPermissionSets
	case "User", "Group", "GroupMember":
		return ManageUsers
	}
	return ""
}

// allow changes what the API user may see and do.
func (o *Org) allow(change func(*access)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	next := o.access.clone()
	change(next)
	next.since = o.clock()
	o.access = next
}

// HideObject hides an object from the API user, or shows it again. A hidden object is INVALID_TYPE in a query and 404
// elsewhere (S23).
func (o *Org) HideObject(name string, hidden bool) {
	o.allow(func(a *access) { mark(a.objects, strings.ToLower(name), hidden) })
}

// HideField hides a field from the API user, or shows it again.
func (o *Org) HideField(object, field string, hidden bool) {
	o.allow(func(a *access) { mark(a.fields, strings.ToLower(object+"."+field), hidden) })
}

// Freeze lets the API user read an object but not write it, or all of it but a field, and undoes that. A write is refused
// with INSUFFICIENT_ACCESS_OR_READONLY (S33), that of a field with INVALID_FIELD_FOR_INSERT_UPDATE (S37b).
func (o *Org) Freeze(object, field string, frozen bool) {
	name := strings.ToLower(object)
	if field != "" {
		name += "." + strings.ToLower(field)
	}
	o.allow(func(a *access) { mark(a.frozen, name, frozen) })
}

// HideRow hides one record from the API user, or shows it again.
func (o *Org) HideRow(id string, hidden bool) {
	o.allow(func(a *access) { mark(a.rows, id, hidden) })
}

// Grant gives the API user a permission such as ManagePackageLicenses. It panics on a permission the org does not check,
// which is a mistake in a test.
func (o *Org) Grant(permission string) {
	mustPermission(permission)
	o.allow(func(a *access) { mark(a.missing, permission, false) })
}

// Revoke takes a permission from the API user; see Grant.
func (o *Org) Revoke(permission string) {
	mustPermission(permission)
	o.allow(func(a *access) { mark(a.missing, permission, true) })
}

func mustPermission(name string) {
	if !slices.Contains(permissions, name) {
		panic("orgsim: there is no permission " + name)
	}
}

func mark(set map[string]bool, key string, on bool) {
	if on {
		set[key] = true
		return
	}
	delete(set, key)
}
