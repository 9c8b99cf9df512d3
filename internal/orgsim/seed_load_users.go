package orgsim

import (
	"slices"
	"strings"

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
	l.assign(id, store.Row{"PermissionSetId": l.ref("PermissionSet", "profile "+profile)},
		ids["PermissionSetAssignment"][u.Username+" profile"])
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
		l.assign(id, store.Row{"PermissionSetId": l.ref("PermissionSet", name)},
			ids["PermissionSetAssignment"][u.Username+" "+name])
	}
	for _, name := range u.PermissionSetGroups {
		l.assign(id, store.Row{"PermissionSetId": l.ref("PermissionSet", "group "+name),
			"PermissionSetGroupId": l.ref("PermissionSetGroup", name)}, ids["PermissionSetAssignment"][u.Username+" group "+name])
	}
	for _, name := range u.Groups {
		l.member(l.ref("Group", name), name, id, u.Username)
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
