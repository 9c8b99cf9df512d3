package orgsim

import "github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"

func (s *saver) users() {
	// Loading the same user again tells which of his fields need saying.
	again := &loader{tx: s.tx, seed: s.seed, named: map[string]map[string]string{}}
	for row := range s.rows.All("User") {
		s.names[ref(row, "Id")] = ref(row, "Username")
	}
	for row := range s.rows.All("User") {
		u := User{
			ID: ref(row, "Id"), Username: ref(row, "Username"), FirstName: ref(row, "FirstName"), LastName: ref(row, "LastName"),
			Profile: s.names[ref(row, "ProfileId")], UserType: ref(row, "UserType"),
			FederationID: ref(row, "FederationIdentifier"), Inactive: row["IsActive"] == false,
			SoftphoneAutoLogin: row["UserPermissionsCallCenterAutoLogin"] == true,
			Hidden:             !s.access.seesRow(ref(row, "Id")),
		}
		if u.ID == s.org.shared.apiUserID {
			s.seed.APIUser.Username = u.Username
		}
		u.Fields = s.further("User", row, again.userRow(u))
		u.CallCenter = s.names[ref(row, "CallCenterId")]
		u.Role = s.names[ref(row, "UserRoleId")]
		u.Manager = s.names[ref(row, "ManagerId")]
		s.given(&u)
		s.seed.Users = append(s.seed.Users, u)
	}
}

// given saves seats, permission sets and groups of a user, with the ids of the rows.
func (s *saver) given(u *User) {
	for row := range s.rows.By("UserPackageLicense", "UserId", u.ID) {
		name := s.names[ref(row, "PackageLicenseId")]
		if ref(row, "PackageLicenseId") == s.seed.Package.ID {
			u.Licensed = true
		} else {
			u.LicensedIn = append(u.LicensedIn, name)
		}
		s.rowID("UserPackageLicense", u.Username+" "+name, ref(row, "Id"))
	}
	for row := range s.rows.By("PermissionSetAssignment", "AssigneeId", u.ID) {
		s.assigned(u, row)
	}
	for row := range s.rows.By("GroupMember", "UserOrGroupId", u.ID) {
		group := s.names[ref(row, "GroupId")]
		u.Groups = append(u.Groups, group)
		s.rowID("GroupMember", group+" "+u.Username, ref(row, "Id"))
	}
}

func (s *saver) assigned(u *User, row store.Row) {
	name := s.names[ref(row, "PermissionSetId")]
	if group := ref(row, "PermissionSetGroupId"); group != "" {
		u.PermissionSetGroups = append(u.PermissionSetGroups, s.names[group])
	} else if name != "profile" {
		u.PermissionSets = append(u.PermissionSets, name)
	}
	special := Assignment{Revoked: row["IsRevoked"] == true}
	if until, dated := parseStamp(ref(row, "ExpirationDate")); dated {
		special.Expires = &until
	}
	if special != (Assignment{}) {
		if u.Assignments == nil {
			u.Assignments = map[string]Assignment{}
		}
		u.Assignments[name] = special
	}
	s.rowID("PermissionSetAssignment", u.Username+" "+name, ref(row, "Id"))
}
