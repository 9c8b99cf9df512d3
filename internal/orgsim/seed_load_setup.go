package orgsim

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// pack writes the license of a package. Under a site license the number of seats is negative (section 5, PackageLicense):
// K-site-sentinel.
func (l *loader) pack(p Package) {
	row := store.Row{"NamespacePrefix": p.Namespace, "AllowedLicenses": int64(p.Allowed), "UsedLicenses": int64(0),
		"Status": p.Status, "IsProvisioned": true}
	if p.Status == "" {
		row["Status"] = "Active"
	}
	if p.SiteLicense {
		row["AllowedLicenses"] = l.knobs.unlimited()
	}
	if p.GuestSeat {
		row["UsedLicenses"] = int64(1)
	}
	if p.Expires != nil {
		row["ExpirationDate"] = p.Expires.UTC().Format(stamp)
	}
	name := p.Namespace
	if _, taken := l.named["PackageLicense"][strings.ToLower(name)]; taken {
		name = p.ID // Several packages may share a namespace (S28); the first keeps the name.
	}
	id := l.put("PackageLicense", p.ID, name, row)
	version, err := parsePackageVersion(p.Version)
	if err != nil {
		l.fail("package %s: %w", p.Namespace, err)
	}
	if p.Name == "" {
		p.Name = p.Namespace
	}
	l.org.shared.packages[id] = installed{p.Name, version}
}

func (l *loader) userLicense(name string) string {
	if id, found := l.named["UserLicense"][strings.ToLower(name)]; found {
		return id
	}
	return l.put("UserLicense", l.seed.RowIDs["UserLicense"][name], name, store.Row{"Name": name, "MasterLabel": name,
		"LicenseDefinitionKey": "SIM_" + strings.ReplaceAll(name, " ", "_")})
}

// profile writes a profile and the permission set that stands for it (S21).
func (l *loader) profile(p Profile) {
	row := store.Row{"Name": p.Name, "UserLicenseId": l.userLicense(p.License)}
	if p.UserType != "" {
		row["UserType"] = p.UserType
	}
	id := l.put("Profile", p.ID, p.Name, row)
	l.put("PermissionSet", l.seed.RowIDs["PermissionSet"]["profile "+p.Name], "profile "+p.Name, store.Row{
		"Name": "X" + id[:15], "Label": id, "IsCustom": false, "IsOwnedByProfile": true, "ProfileId": id, "Type": "Profile",
		"LicenseId": row["UserLicenseId"],
	})
}

func (l *loader) role(r Role) {
	if r.DeveloperName == "" {
		r.DeveloperName = developerName(r.Name)
	}
	l.put("UserRole", r.ID, r.DeveloperName, store.Row{"Name": r.Name, "DeveloperName": r.DeveloperName})
}

func (l *loader) permissionSet(p PermissionSet) {
	row := store.Row{"Name": p.Name, "Label": p.Label, "IsCustom": true, "Type": "Regular"}
	if p.Namespace != "" {
		row["NamespacePrefix"] = p.Namespace
	}
	if p.License != "" {
		row["LicenseId"] = l.userLicense(p.License)
	}
	l.further("PermissionSet", row, p.Fields)
	id := l.put("PermissionSet", p.ID, setKey(p.Namespace, p.Name), row)
	for license, permission := range p.Forbidden {
		l.org.shared.forbidden[id+l.userLicense(license)] = permission
	}
}

// permissionSetGroup writes a group, the permission set that is generated for it, and its components.
func (l *loader) permissionSetGroup(g PermissionSetGroup) {
	id := l.put("PermissionSetGroup", g.ID, g.Name, store.Row{"DeveloperName": g.Name, "MasterLabel": g.Label})
	l.put("PermissionSet", l.seed.RowIDs["PermissionSet"]["group "+g.Name], "group "+g.Name, store.Row{
		"Name": "G" + id[:15], "Label": g.Label, "IsCustom": true, "PermissionSetGroupId": id, "Type": "Group"})
	for _, name := range g.PermissionSets {
		key := g.Name + " " + name
		l.put("PermissionSetGroupComponent", l.seed.RowIDs["PermissionSetGroupComponent"][key], key, store.Row{"PermissionSetGroupId": id,
			"PermissionSetId": l.ref("PermissionSet", name)})
	}
}

func (l *loader) callCenter(c CallCenter) {
	row := store.Row{"Name": c.Name, "InternalName": c.InternalName}
	if c.Version != 0 {
		row["Version"] = c.Version
	}
	if c.AdapterURL != "" {
		row["AdapterUrl"] = c.AdapterURL
	}
	if c.CustomSettings != "" {
		row["CustomSettings"] = c.CustomSettings
	}
	name := c.InternalName
	if _, taken := l.named["CallCenter"][strings.ToLower(name)]; taken && c.ID != "" {
		name = c.ID // Nothing keeps two from sharing a name; the first keeps it.
	}
	l.put("CallCenter", c.ID, name, row)
}

func (l *loader) group(g Group) {
	row := store.Row{"Name": g.Name, "DeveloperName": groupKey(g), "OwnerId": l.org.shared.orgID}
	if g.Type != "" {
		row["Type"] = g.Type
	}
	l.further("Group", row, g.Fields)
	id := l.put("Group", g.ID, groupKey(g), row)
	if g.Hidden {
		l.org.HideRow(id, true)
	}
}

func (l *loader) member(group, groupName, member, memberName string) {
	key := groupName + " " + memberName
	l.put("GroupMember", l.seed.RowIDs["GroupMember"][key], key, store.Row{"GroupId": group, "UserOrGroupId": member})
}

func groupKey(g Group) string {
	if g.DeveloperName != "" {
		return g.DeveloperName
	}
	return developerName(g.Name)
}

// setKey is how users name a permission set.
func setKey(namespace, name string) string {
	if namespace == "" {
		return name
	}
	return namespace + "__" + name
}
