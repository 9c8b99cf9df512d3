package schema

// UserTypes are the values of User.UserType.
var UserTypes = []string{"Standard", "PowerPartner", "PowerCustomerSuccess", "CustomerSuccess", "Guest",
	"CspLitePortal", "CsnOnly", "SelfService", "AutomatedProcess", "CloudIntegrationUser"}

// user cannot be deleted (S27), and CallCenterId has no relationship name (S20, S21).
func user() *Object {
	return &Object{
		Name: "User", Label: "User", LabelPlural: "Users", KeyPrefix: "005",
		Createable: true, Updateable: true, Setup: true,
		Fields: fields(userFields(), audit()...),
	}
}

func userFields() []Field {
	kind := Choice("UserType", "n", true, UserTypes...)
	return []Field{
		NewField("Username", String, 80, "culq"),
		NewField("LastName", String, 80, "cu"),
		NewField("FirstName", String, 40, "cun"),
		NewField("Name", String, 121, ""),
		NewField("Alias", String, 8, "cu"),
		NewField("Email", Email, 128, "cul"),
		NewField("CommunityNickname", String, 40, "cuqd"),
		Flag("IsActive", "cu").With(true),
		Lookup("ProfileId", "Profile", "cu", "Profile").Children("Users"),
		Lookup("UserRoleId", "UserRole", "cun", "UserRole").Children("Users"),
		kind,
		NewField("TimeZoneSidKey", Picklist, 40, "cu"),
		NewField("LocaleSidKey", Picklist, 40, "cu"),
		NewField("LanguageLocaleKey", Picklist, 40, "cu"),
		NewField("EmailEncodingKey", Picklist, 40, "cu"),
		NewField("FederationIdentifier", String, 512, "cun"),
		NewField("EmployeeNumber", String, 20, "cun"),
		NewField("CompanyName", String, 80, "cun"),
		NewField("Department", String, 80, "cun"),
		NewField("Title", String, 80, "cun"),
		NewField("Phone", Phone, 40, "cun"),
		NewField("MobilePhone", Phone, 40, "cun"),
		NewField("Extension", Phone, 40, "cun"),
		Lookup("ManagerId", "Manager", "cun", "User").Children("ManagedUsers"),
		Lookup("CallCenterId", "", "cun", "CallCenter"),
		Flag("UserPermissionsCallCenterAutoLogin", "cu"),
		Flag("UserPermissionsSupportUser", "cu"),
		Flag("IsPortalEnabled", "u"),
		Flag("ForecastEnabled", "cu"),
		NewField("LastLoginDate", DateTime, 0, "n"),
	}
}
