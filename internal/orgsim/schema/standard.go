package schema

// Standard returns the standard objects that the simulated org knows, freshly made, so that an org may change its own.
func Standard() []*Object {
	return []*Object{
		organization(), user(), userLicense(), profile(), userRole(),
		permissionSet(), permissionSetGroup(), permissionSetGroupComponent(), permissionSetAssignment(),
		packageLicense(), userPackageLicense(),
		callCenter(), group(), groupMember(),
	}
}

// audit returns the fields that say who made and changed a row, and when.
func audit() []Field {
	return []Field{
		NewField("CreatedDate", DateTime, 0, "d"),
		Lookup("CreatedById", "CreatedBy", "d", "User"),
		NewField("LastModifiedDate", DateTime, 0, "d"),
		Lookup("LastModifiedById", "LastModifiedBy", "d", "User"),
		NewField("SystemModstamp", DateTime, 0, "d"),
	}
}

func fields(own []Field, more ...Field) []Field {
	all := append([]Field{NewField("Id", ID, 18, "dl")}, own...)
	return append(all, more...)
}

func organization() *Object {
	return &Object{
		Name: "Organization", Label: "Organization", LabelPlural: "Organizations", KeyPrefix: "00D",
		Fields: fields([]Field{
			NewField("Name", String, 80, ""),
			Flag("IsSandbox", ""),
			NewField("OrganizationType", Picklist, 40, "n"),
			NewField("NamespacePrefix", String, 15, "n"),
			NewField("InstanceName", String, 5, "n"),
			NewField("TrialExpirationDate", DateTime, 0, "n"),
			NewField("TimeZoneSidKey", Picklist, 40, ""),
			NewField("LanguageLocaleKey", Picklist, 40, ""),
		}, audit()...),
	}
}

func userLicense() *Object {
	return &Object{
		Name: "UserLicense", Label: "User License", LabelPlural: "User Licenses", KeyPrefix: "100",
		Fields: fields([]Field{
			NewField("Name", String, 80, ""),
			NewField("LicenseDefinitionKey", String, 40, ""),
			NewField("MasterLabel", String, 40, ""),
		}),
	}
}

func profile() *Object {
	return &Object{
		Name: "Profile", Label: "Profile", LabelPlural: "Profile", KeyPrefix: "00e",
		Fields: fields([]Field{
			NewField("Name", String, 255, ""),
			NewField("Description", String, 255, "n"),
			Lookup("UserLicenseId", "UserLicense", "", "UserLicense"),
			NewField("UserType", Picklist, 40, "n"),
		}, audit()...),
	}
}

// userRole is where users stand in the hierarchy of the org; it is read here, and only Setup writes it.
func userRole() *Object {
	return &Object{
		Name: "UserRole", Label: "Role", LabelPlural: "Roles", KeyPrefix: "00E", Setup: true,
		Fields: fields([]Field{
			NewField("Name", String, 80, ""),
			NewField("DeveloperName", String, 80, "q"),
		}),
	}
}

// callCenter has create but neither update nor delete through the data API (S9).
func callCenter() *Object {
	return &Object{
		Name: "CallCenter", Label: "Call Center", LabelPlural: "Call Centers", KeyPrefix: "04v",
		Createable: true,
		Fields: fields([]Field{
			NewField("Name", String, 80, "cl"),
			NewField("InternalName", String, 80, "c"),
			NewField("Version", Double, 0, "cn"),
			NewField("AdapterUrl", URL, 255, "cn").From(23),
			NewField("CustomSettings", TextArea, 1000, "cnx").From(25),
		}, audit()...),
	}
}

// group: Group is on the setup side only when a row is deleted (S1).
func group() *Object {
	return &Object{
		Name: "Group", Label: "Group", LabelPlural: "Groups", KeyPrefix: "00G",
		Createable: true, Updateable: true, Deletable: true, Setup: true,
		Fields: fields([]Field{
			NewField("Name", String, 40, "cu"),
			NewField("DeveloperName", String, 80, "cunqd"),
			Choice("Type", "cd", true, "Regular", "Queue", "Role", "RoleAndSubordinates", "RoleAndSubordinatesInternal",
				"Organization", "Manager", "ManagerAndSubordinatesInternal", "Territory", "TerritoryAndSubordinates"),
			NewField("Email", Email, 255, "cun"),
			Lookup("OwnerId", "Owner", "d", "Organization", "User"),
			Lookup("RelatedId", "Related", "n", "User"),
			Flag("DoesSendEmailToMembers", "cu"),
			Flag("DoesIncludeBosses", "cu").With(true),
		}, audit()...),
	}
}

// groupMember can be created and deleted, never changed (S8).
func groupMember() *Object {
	return &Object{
		Name: "GroupMember", Label: "Group Member", LabelPlural: "Group Members", KeyPrefix: "011",
		Createable: true, Deletable: true, Setup: true,
		Fields: fields([]Field{
			Lookup("GroupId", "Group", "c", "Group").Children("GroupMembers"),
			Lookup("UserOrGroupId", "", "c", "User", "Group"),
			NewField("SystemModstamp", DateTime, 0, "d"),
		}),
	}
}
