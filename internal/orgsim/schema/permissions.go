package schema

func permissionSet() *Object {
	return &Object{
		Name: "PermissionSet", Label: "Permission Set", LabelPlural: "Permission Sets", KeyPrefix: "0PS",
		Createable: true, Updateable: true, Deletable: true, Setup: true,
		Fields: fields([]Field{
			NewField("Name", String, 80, "cul"),
			NewField("Label", String, 80, "cu"),
			NewField("Description", String, 255, "cun"),
			NewField("NamespacePrefix", String, 15, "n"),
			Flag("IsCustom", "").With(true),
			Flag("IsOwnedByProfile", ""),
			Lookup("ProfileId", "Profile", "n", "Profile"),
			Lookup("LicenseId", "License", "cn", "UserLicense"),
			Flag("HasActivationRequired", "cu"),
			Lookup("PermissionSetGroupId", "PermissionSetGroup", "n", "PermissionSetGroup").From(45),
			Choice("Type", "d", true, "Regular", "Standard", "Session", "Profile", "Group").From(45),
		}, audit()...),
	}
}

func permissionSetGroup() *Object {
	return &Object{
		Name: "PermissionSetGroup", Label: "Permission Set Group", LabelPlural: "Permission Set Groups", KeyPrefix: "0PG",
		Fields: fields([]Field{
			NewField("DeveloperName", String, 80, "q"),
			NewField("MasterLabel", String, 80, ""),
			NewField("NamespacePrefix", String, 15, "n"),
			NewField("Description", String, 255, "n"),
			Choice("Status", "d", true, "Updated", "Outdated", "Updating", "Failed"),
		}, audit()...),
	}
}

func permissionSetGroupComponent() *Object {
	return &Object{
		Name: "PermissionSetGroupComponent", Label: "Permission Set Group Component",
		LabelPlural: "Permission Set Group Components", KeyPrefix: "0PM",
		Fields: fields([]Field{
			Lookup("PermissionSetGroupId", "PermissionSetGroup", "", "PermissionSetGroup"),
			Lookup("PermissionSetId", "PermissionSet", "", "PermissionSet"),
		}, audit()...),
	}
}

// permissionSetAssignment lets only the expiry and the revocation be changed (S5, S21).
func permissionSetAssignment() *Object {
	return &Object{
		Name: "PermissionSetAssignment", Label: "Permission Set Assignment", LabelPlural: "Permission Set Assignments",
		KeyPrefix: "0Pa", Createable: true, Updateable: true, Deletable: true, Setup: true,
		Fields: fields([]Field{
			Lookup("PermissionSetId", "PermissionSet", "cn", "PermissionSet").Children("Assignments"),
			Lookup("PermissionSetGroupId", "PermissionSetGroup", "cn", "PermissionSetGroup").From(45).Children("Assignments"),
			Lookup("AssigneeId", "Assignee", "c", "User").Children("PermissionSetAssignments"),
			NewField("ExpirationDate", DateTime, 0, "cun").From(52),
			Flag("IsActive", "").With(true).From(52),
			Flag("IsRevoked", "u").From(57),
			NewField("SystemModstamp", DateTime, 0, "d"),
		}),
	}
}

// packageLicense is read-only through the API (S2).
func packageLicense() *Object {
	return &Object{
		Name: "PackageLicense", Label: "Package License", LabelPlural: "Package Licenses", KeyPrefix: "050",
		Fields: fields([]Field{
			Choice("Status", "", true, "Active", "Expired", "Free", "Trial"),
			Flag("IsProvisioned", "").With(true),
			NewField("AllowedLicenses", Int, 0, ""),
			NewField("UsedLicenses", Int, 0, ""),
			NewField("ExpirationDate", DateTime, 0, "n"),
			NewField("NamespacePrefix", String, 40, "n"),
			Flag("IsAvailableForIntegrations", ""),
			NewField("CreatedDate", DateTime, 0, "d"),
			NewField("LastModifiedDate", DateTime, 0, "d"),
			NewField("SystemModstamp", DateTime, 0, "d"),
		}),
	}
}

// userPackageLicense can be created and deleted; UserId has no relationship name (S3, S20, S27). IsRevoked and its
// companions exist only in orgs with user access policies, which are not simulated.
func userPackageLicense() *Object {
	return &Object{
		Name: "UserPackageLicense", Label: "User Package License", LabelPlural: "User Package Licenses",
		KeyPrefix: "051", Createable: true, Deletable: true, Setup: true,
		Fields: fields([]Field{
			Lookup("PackageLicenseId", "PackageLicense", "c", "PackageLicense"),
			Lookup("UserId", "", "c", "User"),
		}, audit()...),
	}
}
