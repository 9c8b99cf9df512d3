package orgsim

import (
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// State returns the org as a seed: New with it continues where this org stands, with the same ids. What is lost are
// sessions, open queries, what Freeze froze, rows of objects that WithObject added, and faults that call a function.
func (o *Org) State() Seed {
	c := o.newCall("")
	t := c.begin(false, &mixture{})
	s := &saver{tx: t, names: map[string]string{}, seed: Seed{
		Client: o.shared.client, APIUser: APIUser{MissingPermissions: sortedKeys(c.access.missing), DeniedClasses: sortedKeys(c.access.classes)},
		RowIDs: map[string]map[string]string{}, Sequences: o.store.Sequences(), Knobs: maps.Clone(c.knobs),
		Mapping: o.shared.mapping.clone(), Faults: o.savedFaults(),
		// Lists that a seed always shows; as JSON an empty one is not to read null.
		Profiles: []Profile{}, PermissionSets: []PermissionSet{}, CallCenters: []CallCenter{}, Groups: []Group{}, Users: []User{},
	}}
	s.seed.APICalls, _ = o.limits.usage(c)
	s.seed.AccessToken = o.sessions.lasting()
	s.setup()
	s.users()
	s.customObjects()
	s.stamps()
	s.hidden()
	return s.seed
}

// saver turns rows back into a seed.
type saver struct {
	*tx
	seed  Seed
	names map[string]string // id to the name that users have for the row
}

func (s *saver) rowID(object, key, id string) {
	if s.seed.RowIDs[object] == nil {
		s.seed.RowIDs[object] = map[string]string{}
	}
	s.seed.RowIDs[object][key] = id
}

func (s *saver) setup() {
	org, _ := s.rows.Get("Organization", s.org.shared.orgID)
	s.seed.Org = OrgSeed{ID: s.org.shared.orgID, Name: ref(org, "Name"), IsSandbox: org["IsSandbox"] == true}
	s.packages()
	for row := range s.rows.All("UserLicense") {
		s.names[ref(row, "Id")] = ref(row, "Name")
		s.rowID("UserLicense", ref(row, "Name"), ref(row, "Id"))
	}
	for row := range s.rows.All("Profile") {
		s.names[ref(row, "Id")] = ref(row, "Name")
		p := Profile{ID: ref(row, "Id"), Name: ref(row, "Name"), License: s.names[ref(row, "UserLicenseId")], UserType: ref(row, "UserType")}
		s.seed.Profiles = append(s.seed.Profiles, p)
	}
	for row := range s.rows.All("UserRole") {
		r := Role{ID: ref(row, "Id"), Name: ref(row, "Name"), DeveloperName: ref(row, "DeveloperName")}
		s.names[r.ID] = r.DeveloperName
		s.seed.Roles = append(s.seed.Roles, r)
	}
	s.permissionSets()
	for row := range s.rows.All("CallCenter") {
		version, _ := row["Version"].(float64)
		c := CallCenter{ID: ref(row, "Id"), Name: ref(row, "Name"), InternalName: ref(row, "InternalName"),
			AdapterURL: ref(row, "AdapterUrl"), Version: version, CustomSettings: ref(row, "CustomSettings")}
		s.names[c.ID] = c.InternalName
		if slices.ContainsFunc(s.seed.CallCenters, func(o CallCenter) bool { return strings.EqualFold(o.InternalName, c.InternalName) }) {
			s.names[c.ID] = c.ID
		}
		s.seed.CallCenters = append(s.seed.CallCenters, c)
	}
	s.groups()
}

func (s *saver) packages() {
	first := true
	for row := range s.rows.All("PackageLicense") {
		p := Package{ID: ref(row, "Id"), Namespace: ref(row, "NamespacePrefix"), Allowed: int(integer(row["AllowedLicenses"])),
			Status: ref(row, "Status"), SiteLicense: integer(row["AllowedLicenses"]) < 0}
		if until, dated := parseStamp(ref(row, "ExpirationDate")); dated {
			p.Expires = &until
		}
		known := s.org.shared.packages[p.ID]
		p.Name, p.Version = known.name, known.versionText()
		used := integer(row["UsedLicenses"])
		for range s.rows.By("UserPackageLicense", "PackageLicenseId", p.ID) {
			used--
		}
		p.GuestSeat = used > 0
		s.names[p.ID] = p.Namespace
		if first {
			s.seed.Package, first = p, false
			continue
		}
		for _, other := range append([]Package{s.seed.Package}, s.seed.Packages...) {
			if strings.EqualFold(other.Namespace, p.Namespace) {
				s.names[p.ID] = p.ID
			}
		}
		s.seed.Packages = append(s.seed.Packages, p)
	}
}

func (s *saver) permissionSets() {
	for row := range s.rows.All("PermissionSetGroup") {
		s.names[ref(row, "Id")] = ref(row, "DeveloperName")
	}
	for row := range s.rows.All("PermissionSet") {
		s.permissionSet(row)
	}
	for row := range s.rows.All("PermissionSetGroup") {
		g := PermissionSetGroup{ID: ref(row, "Id"), Name: ref(row, "DeveloperName"), Label: ref(row, "MasterLabel")}
		for part := range s.rows.By("PermissionSetGroupComponent", "PermissionSetGroupId", g.ID) {
			name := s.names[ref(part, "PermissionSetId")]
			g.PermissionSets = append(g.PermissionSets, name)
			s.rowID("PermissionSetGroupComponent", g.Name+" "+name, ref(part, "Id"))
		}
		s.seed.PermissionSetGroups = append(s.seed.PermissionSetGroups, g)
	}
}

// permissionSet saves a set that somebody made, or the id of one that the platform generated.
func (s *saver) permissionSet(row store.Row) {
	id := ref(row, "Id")
	switch {
	case row["IsOwnedByProfile"] == true:
		s.names[id] = "profile"
		s.rowID("PermissionSet", "profile "+s.names[ref(row, "ProfileId")], id)
		return
	case ref(row, "PermissionSetGroupId") != "":
		s.names[id] = "group " + s.names[ref(row, "PermissionSetGroupId")]
		s.rowID("PermissionSet", s.names[id], id)
		return
	}
	p := PermissionSet{ID: id, Namespace: ref(row, "NamespacePrefix"), Name: ref(row, "Name"), Label: ref(row, "Label"),
		License: s.names[ref(row, "LicenseId")], Forbidden: map[string]string{}}
	s.names[id] = setKey(p.Namespace, p.Name)
	for key, permission := range s.org.shared.forbidden {
		if license, found := strings.CutPrefix(key, id); found {
			p.Forbidden[s.names[license]] = permission
		}
	}
	p.Fields = s.further("PermissionSet", row, store.Row{"Name": p.Name, "Label": p.Label})
	s.seed.PermissionSets = append(s.seed.PermissionSets, p)
}

func (s *saver) groups() {
	for row := range s.rows.All("Group") {
		s.names[ref(row, "Id")] = ref(row, "DeveloperName")
	}
	for row := range s.rows.All("Group") {
		g := Group{ID: ref(row, "Id"), Name: ref(row, "Name"), DeveloperName: ref(row, "DeveloperName"), Type: ref(row, "Type"),
			Hidden: !s.access.seesRow(ref(row, "Id"))}
		g.Fields = s.further("Group", row, store.Row{"Name": g.Name, "DeveloperName": g.DeveloperName, "Type": row["Type"]})
		for member := range s.rows.By("GroupMember", "GroupId", g.ID) {
			if name, isGroup := s.names[ref(member, "UserOrGroupId")]; isGroup {
				g.Groups = append(g.Groups, name)
				s.rowID("GroupMember", g.DeveloperName+" group "+name, ref(member, "Id"))
			}
		}
		s.seed.Groups = append(s.seed.Groups, g)
	}
}

// further are the fields of a record that differ from what loading the seed without them would give.
func (s *saver) further(object string, row, loaded store.Row) map[string]any {
	o, _ := s.org.catalog.Object(object)
	out := map[string]any{}
	for i := range o.Fields {
		f := &o.Fields[i]
		if f.Type == schema.Reference || !f.Createable && !f.Updateable {
			continue
		}
		expected, given := loaded[f.Name]
		if !given {
			expected = f.Default
		}
		if row[f.Name] != expected {
			out[f.Name] = row[f.Name]
		}
	}
	return out
}

// hidden saves what the API user cannot see.
func (s *saver) hidden() {
	for _, id := range sortedKeys(s.access.rows) {
		o, known := s.org.catalog.OfID(id)
		if known && (o.Name == "User" || o.Name == "Group") {
			if _, there := s.rows.Get(o.Name, id); there {
				continue // It says so itself.
			}
		}
		s.seed.APIUser.HiddenRows = append(s.seed.APIUser.HiddenRows, id)
	}
	for _, name := range sortedKeys(s.access.objects) {
		if o, known := s.org.catalog.Object(name); known {
			s.seed.APIUser.HiddenObjects = append(s.seed.APIUser.HiddenObjects, o.Name)
		}
	}
	for _, name := range sortedKeys(s.access.fields) {
		object, field, _ := strings.Cut(name, ".")
		if o, known := s.org.catalog.Object(object); known {
			if f, known := o.Field(field); known {
				s.seed.APIUser.HiddenFields = append(s.seed.APIUser.HiddenFields, o.Name+"."+f.Name)
			}
		}
	}
}
