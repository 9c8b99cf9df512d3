package orgsim

import (
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

func (l *loader) users() {
	for _, u := range l.seed.Users {
		row := l.userRow(u)
		l.further("User", row, u.Fields)
		id := l.put("User", u.ID, u.Username, row)
		l.given(id, u)
		if u.Hidden {
			l.org.HideRow(id, true)
		}
	}
	for _, u := range l.seed.Users {
		if u.Manager != "" {
			l.rows.Change("User", l.ref("User", u.Username), store.Row{"ManagerId": l.ref("User", u.Manager)})
		}
	}
}

// userRow is the record of a user of the seed before its further fields.
func (l *loader) userRow(u User) store.Row {
	local, _, _ := strings.Cut(u.Username, "@")
	row := store.Row{
		"Username": u.Username, "LastName": u.LastName, "Email": u.Username, "Alias": local[:min(len(local), 8)],
		"CommunityNickname": strings.ReplaceAll(u.Username, "@", "."), "IsActive": !u.Inactive,
		"TimeZoneSidKey": "GMT", "LocaleSidKey": "en_GB", "LanguageLocaleKey": "en_US", "EmailEncodingKey": "UTF-8",
		"UserPermissionsCallCenterAutoLogin": u.SoftphoneAutoLogin,
	}
	if n := ref(row, "CommunityNickname"); len(n) > 40 {
		row["CommunityNickname"] = n[:40]
	}
	if !strings.Contains(u.Username, "@") || u.LastName == "" {
		l.fail("user %q: a user needs a last name and a user name in the form of an address", u.Username)
	}
	if u.FirstName != "" {
		row["FirstName"] = u.FirstName
	}
	if u.FederationID != "" {
		row["FederationIdentifier"] = u.FederationID
	}
	if u.UserType != "" {
		row["UserType"] = u.UserType
	}
	profile := u.Profile
	if profile == "" {
		profile = "Standard User"
	}
	row["ProfileId"] = l.ref("Profile", profile)
	if u.Role != "" {
		row["UserRoleId"] = l.ref("UserRole", u.Role)
	}
	if u.CallCenter != "" {
		row["CallCenterId"] = l.ref("CallCenter", u.CallCenter)
	}
	describeUser(l.tx, row)
	return row
}

// given writes everything the user was given: his profile's permission set, seats, permission sets and groups.
func (l *loader) given(id string, u User) {
	ids := l.seed.RowIDs
	profile := u.Profile
	if profile == "" {
		profile = "Standard User"
	}
	l.assigned(id, u, "profile", store.Row{"PermissionSetId": l.ref("PermissionSet", "profile "+profile)})
	packages := u.LicensedIn
	if u.Licensed {
		packages = append([]string{l.seed.Package.Namespace}, packages...)
	}
	for _, name := range packages {
		key := u.Username + " " + name
		license := l.ref("PackageLicense", name)
		l.put("UserPackageLicense", ids["UserPackageLicense"][key], key, store.Row{"PackageLicenseId": license, "UserId": id})
		row, _ := l.rows.Get("PackageLicense", license)
		l.rows.Change("PackageLicense", license, store.Row{"UsedLicenses": integer(row["UsedLicenses"]) + 1})
	}
	for _, name := range u.PermissionSets {
		l.assigned(id, u, name, store.Row{"PermissionSetId": l.ref("PermissionSet", name)})
	}
	for _, name := range u.PermissionSetGroups {
		l.assigned(id, u, "group "+name, store.Row{"PermissionSetId": l.ref("PermissionSet", "group "+name),
			"PermissionSetGroupId": l.ref("PermissionSetGroup", name)})
	}
	for _, name := range u.Groups {
		l.member(l.ref("Group", name), name, id, u.Username)
	}
	for name := range u.Assignments {
		group, isGroup := strings.CutPrefix(name, "group ")
		if name != "profile" && !slices.Contains(u.PermissionSets, name) && (!isGroup || !slices.Contains(u.PermissionSetGroups, group)) {
			l.fail("user %q: assignments: %q is not assigned", u.Username, name)
		}
	}
}

// assigned writes one assignment of a user.
func (l *loader) assigned(user string, u User, name string, row store.Row) {
	special := u.Assignments[name]
	row["IsRevoked"] = special.Revoked
	if special.Expires != nil {
		row["ExpirationDate"] = special.Expires.UTC().Format(stamp)
	}
	id := l.assign(user, row, l.seed.RowIDs["PermissionSetAssignment"][u.Username+" "+name])
	if _, known := l.seed.Stamps[id]; known {
		o, _ := l.org.catalog.Object("PermissionSetAssignment")
		written, _ := l.rows.Get(o.Name, id)
		stamped := maps.Clone(written)
		l.stamped(o, stamped)
		l.rows.Put(o.Name, stamped)
	}
}

// apiUser finds the run-as user and takes from him what the seed says he lacks.
func (l *loader) apiUser() {
	u := l.seed.APIUser
	if u.Username != "" {
		l.org.shared.apiUserID = l.ref("User", u.Username)
	}
	for _, p := range u.MissingPermissions {
		if !slices.Contains(permissions, p) {
			l.fail("apiUser.missingPermissions: there is no permission %q; permissions are %s", p, strings.Join(permissions, ", "))
			continue
		}
		l.org.Revoke(p)
	}
	for _, name := range u.DeniedClasses {
		if !knownClass(name) {
			l.fail("apiUser.deniedClasses: there is no class %q", name)
			continue
		}
		l.org.DenyClass(name, true)
	}
	for _, name := range u.HiddenObjects {
		if _, known := l.org.catalog.Object(name); !known {
			l.fail("apiUser.hiddenObjects: there is no object %q", name)
		}
		l.org.HideObject(name, true)
	}
	for _, id := range u.HiddenRows {
		if _, valid := sfid.Parse(id, true); !valid {
			l.fail("apiUser.hiddenRows: %q is not an id", id)
		}
		l.org.HideRow(id, true)
	}
	for _, name := range u.HiddenFields {
		object, field, _ := strings.Cut(name, ".")
		if o, known := l.org.catalog.Object(object); !known {
			l.fail("apiUser.hiddenFields: there is no object %q", object)
		} else if _, known := o.Field(field); !known {
			l.fail("apiUser.hiddenFields: %s has no field %q", object, field)
		}
		l.org.HideField(object, field, true)
	}
}
