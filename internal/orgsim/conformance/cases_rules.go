package conformance

// duplicateCases are about rows that there are already.
func duplicateCases() []Case {
	return []Case{
		{Name: "permission set given twice", Fact: "S45", Steps: []Step{
			newSet("a"),
			post("/sobjects/PermissionSetAssignment", assigned("{a}"), created),
			post("/sobjects/PermissionSetAssignment", assigned("{a}"), Want{Status: 400, Code: "DUPLICATE_VALUE",
				Body: map[string]any{"0.message": like(`^Duplicate PermissionSetAssignment\. Assignee: 005\w+; Permission Set: 0PS`)}}),
		}},
		{Name: "member of a group twice", Fact: "S8", Steps: []Step{
			newGroup("a"),
			post("/sobjects/GroupMember", membership(), created).keep("row", "id"),
			post("/sobjects/GroupMember", membership(), Want{Body: map[string]any{"id": "{row}", "success": true}}),
			soql("SELECT COUNT() FROM GroupMember WHERE GroupId = '{a}'", Want{Status: 200, Body: map[string]any{"totalSize": 1}}),
		}},
		{Name: "group twice", Fact: "4", Steps: []Step{
			newGroup("a"),
			post("/sobjects/Group", obj{"Name": "x", "DeveloperName": "{run}_a"}, refused(400, "DUPLICATE_DEVELOPER_NAME")),
		}},
		{Name: "permission set twice", Fact: "S21", Steps: []Step{
			newSet("a"),
			post("/sobjects/PermissionSet", obj{"Name": "{run}_a", "Label": "x"}, refused(400, "DUPLICATE_DEVELOPER_NAME")),
		}},
	}
}

// ruleCases are what the platform enforces on the objects that the provider writes.
func ruleCases() []Case {
	return []Case{
		{Name: "seat", Fact: "S2", Steps: []Step{
			get("/sobjects/PackageLicense/{license}?fields=UsedLicenses", status(200)).keep("used", "UsedLicenses"),
			post("/sobjects/UserPackageLicense", seat(), created).keep("seat", "id"),
			soql("SELECT Id, PackageLicense.NamespacePrefix FROM UserPackageLicense WHERE UserId = '{user}'", Want{Status: 200,
				Body: map[string]any{"records.0.Id": "{seat}", "records.0.PackageLicense.NamespacePrefix": anyValue}}),
			del("/sobjects/UserPackageLicense/{seat}", status(204)),
			get("/sobjects/PackageLicense/{license}?fields=UsedLicenses", Want{Status: 200, Body: map[string]any{"UsedLicenses": "{used}"}}),
		}},
		{Name: "no seat left", Fact: "S2", Steps: []Step{post("/sobjects/UserPackageLicense",
			obj{"UserId": "{user}", "PackageLicenseId": "{full}"}, refused(400, "LICENSE_LIMIT_EXCEEDED"))}},
		{Name: "seats have no users", Fact: "S3", Steps: []Step{soql("SELECT User.Name FROM UserPackageLicense", refused(400, "INVALID_FIELD"))}},
		{Name: "permission set of a profile", Fact: "S52", Steps: []Step{
			soql("SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '{user}' AND PermissionSet.IsOwnedByProfile = true", Want{Status: 200,
				Body: map[string]any{"totalSize": 1}}).keep("row", "records.0.Id"),
			// Without this the next request could hit an assignment that somebody needs.
			del("/sobjects/PermissionSetAssignment/{row}", Want{Code: "INVALID_CROSS_REFERENCE_KEY"}),
		}},
		{Name: "call center of a user is cleared", Fact: "S21", Steps: []Step{
			get("/sobjects/User/{user}?fields=CallCenterId", status(200)).keep("center", "CallCenterId"),
			patch("/sobjects/User/{user}", obj{"CallCenterId": nil}, status(204)),
			get("/sobjects/User/{user}?fields=CallCenterId", Want{Status: 200, Body: map[string]any{"CallCenterId": "null"}}),
		}, Undo: []Step{patch("/sobjects/User/{user}", obj{"CallCenterId": "{center}"}, Want{})}},
		{Name: "phone numbers are kept as sent", Fact: "5, User", Steps: []Step{
			get("/sobjects/User/{user}?fields=Phone", status(200)).keep("phone", "Phone"),
			patch("/sobjects/User/{user}", obj{"Phone": "+45 70 10 00 01"}, status(204)),
			get("/sobjects/User/{user}?fields=Phone", Want{Status: 200, Body: map[string]any{"Phone": "+45 70 10 00 01"}}),
		}, Undo: []Step{patch("/sobjects/User/{user}", obj{"Phone": "{phone}"}, Want{})}},
		{Name: "setup and other rows in calls of their own", Fact: "3", Steps: []Step{
			newSet("a"),
			post("/sobjects/{object}", obj{"Name": "{run}"}, created),
			post("/sobjects/PermissionSetAssignment", assigned("{a}"), created),
		}},
	}
}
