package conformance

// openCases are the questions of section 12 of the fact collection.
func openCases() []Case {
	license := func(package_, user string) Step {
		return post("/sobjects/UserPackageLicense", obj{"UserId": user, "PackageLicenseId": package_}, Want{})
	}
	return []Case{
		{Name: "text for no seat left", Fact: "12", Steps: []Step{license("{full}", "{user}")},
			Open: &Question{Number: 1, Asks: "What does LICENSE_LIMIT_EXCEEDED say for a package?"}},
		{Name: "seat under a site license", Fact: "12", Steps: []Step{license("{site}", "{user}")},
			Open: ask(1, "Is a seat refused under a site license?", "K-upl-site", "accept", "reject")},
		{Name: "seat of an expired package", Fact: "12", Steps: []Step{license("{expired}", "{user}")},
			Open: ask(1, "Is a seat of an expired package refused?", "K-upl-expired", "allow", "reject")},
		{Name: "mixed composite without allOrNone", Fact: "12", Steps: []Step{post("/composite", obj{"allOrNone": false, "collateSubrequests": false,
			"compositeRequest": list{sub("a", "POST", "/sobjects/{object}", obj{"Name": "{run}"}),
				sub("b", "POST", "/sobjects/PermissionSet", obj{"Name": "{run}", "Label": "{run}"})}}, Want{})},
			Open: &Question{Number: 2, Asks: "Do subrequests without allOrNone share a transaction?", Knob: "K-mixed-composite", Positions: []Position{
				{"error", Want{Status: 200, Code: "MIXED_DML_OPERATION"}},
				{"allow", Want{Status: 200, Body: map[string]any{"compositeResponse.1.httpStatusCode": 201}}}}}},
		{Name: "mixed collection", Fact: "12", Steps: []Step{post("/composite/sobjects", obj{"records": list{typed("{object}", obj{"Name": "{run}"}),
			typed("PermissionSet", obj{"Name": "{run}", "Label": "{run}"})}}, Want{})},
			Open: &Question{Number: 3, Asks: "How is a collection of setup and other rows refused?", Knob: "K-mixed-collections", Positions: []Position{
				{"row", Want{Status: 200, Body: map[string]any{"1.success": false}}}, {"whole", Want{Status: 400}}}}},
		{Name: "seats under a site license", Fact: "12", Steps: []Step{get("/sobjects/PackageLicense/{site}?fields=AllowedLicenses,Status", Want{})},
			Open: &Question{Number: 4, Asks: "What is AllowedLicenses under a site license?", Show: []string{"AllowedLicenses", "Status"},
				Knob: "K-site-sentinel", Positions: []Position{{"-1", Want{Status: 200, Body: map[string]any{"AllowedLicenses": -1}}},
					{"-999", Want{Status: 200, Body: map[string]any{"AllowedLicenses": -999}}}}}},
		{Name: "seat for an inactive user", Fact: "12", Steps: []Step{license("{license}", "{inactive}")},
			Open: ask(5, "Is a seat for an inactive user refused?", "K-upl-inactive", "allow", "reject")},
		{Name: "permission set for an inactive user", Fact: "12", Steps: []Step{newSet("a"),
			post("/sobjects/PermissionSetAssignment", obj{"AssigneeId": "{inactive}", "PermissionSetId": "{a}"}, Want{})},
			Open: &Question{Number: 5, Asks: "Is a permission set for an inactive user refused?"}},
		{Name: "status of a second membership", Fact: "12", Steps: []Step{newGroup("a"),
			post("/sobjects/GroupMember", membership(), created), post("/sobjects/GroupMember", membership(), Want{})},
			Open: &Question{Number: 6, Asks: "What is the status of a membership that there is already?", Knob: "K-groupmember-dup-status",
				Positions: []Position{{"201", Want{Status: 201}}, {"200", Want{Status: 200}}}}},
		{Name: "seat deleted twice", Fact: "12", Steps: []Step{license("{license}", "{user}").keep("row", "id"),
			del("/sobjects/UserPackageLicense/{row}", status(204)), del("/sobjects/UserPackageLicense/{row}", Want{})},
			Open: goneCode("What is the second delete of a seat answered?")},
		{Name: "assignment deleted twice", Fact: "12", Steps: []Step{newSet("a"),
			post("/sobjects/PermissionSetAssignment", assigned("{a}"), created).keep("row", "id"),
			del("/sobjects/PermissionSetAssignment/{row}", status(204)), del("/sobjects/PermissionSetAssignment/{row}", Want{})},
			Open: goneCode("What is the second delete of an assignment answered?")},
		{Name: "write without the permission", Fact: "12", Limited: true, Steps: []Step{
			get("/sobjects/User/{user}?fields=Phone", status(200)).keep("phone", "Phone"),
			patch("/sobjects/User/{user}", obj{"Phone": "1"}, Want{})},
			Undo: []Step{patch("/sobjects/User/{user}", obj{"Phone": "{phone}"}, Want{})},
			Open: &Question{Number: 8, Asks: "What is the status of INSUFFICIENT_ACCESS_OR_READONLY? (That of STORAGE_LIMIT_EXCEEDED takes a full org.)",
				Knob: "K-readonly-status", Positions: []Position{{"400", refused(400, "INSUFFICIENT_ACCESS_OR_READONLY")},
					{"403", refused(403, "INSUFFICIENT_ACCESS_OR_READONLY")}}}},
		{Name: "graph of rows without references", Fact: "12", Steps: []Step{newSet("a"),
			get("/sobjects/User/{user}?fields=Phone", status(200)).keep("phone", "Phone"),
			post("/composite/graph", obj{"graphs": list{obj{"graphId": "g", "compositeRequest": list{
				sub("a", "POST", "/sobjects/UserPackageLicense", seat()),
				sub("b", "POST", "/sobjects/PermissionSetAssignment", assigned("{a}")),
				sub("c", "PATCH", "/sobjects/User/{user}", obj{"Phone": "1"})}}}}, Want{})},
			Undo: []Step{patch("/sobjects/User/{user}", obj{"Phone": "{phone}"}, Want{})},
			Open: &Question{Number: 9, Asks: "Is a graph of rows without references accepted?", Knob: "K-graph", Positions: []Position{
				{"allow", Want{Status: 200, Body: map[string]any{"graphs.0.isSuccessful": true}}}, {"refuse", Want{Status: 400}}},
				Show: []string{"graphs.0.isSuccessful"}}},
	}
}

// ask is a question whether a create is accepted or refused.
func ask(number int, asks, knob, accepted, rejected string) *Question {
	return &Question{Number: number, Asks: asks, Knob: knob, Positions: []Position{
		{accepted, Want{Status: 201}}, {rejected, Want{Status: 400}}}}
}

// codes are positions that are codes of errors.
func codes(status int, values ...string) []Position {
	var list []Position
	for _, value := range values {
		list = append(list, Position{value, refused(status, value)})
	}
	return list
}

func goneCode(asks string) *Question {
	return &Question{Number: 7, Asks: asks, Knob: "K-gone-code", Positions: []Position{
		{"ENTITY_IS_DELETED", Want{Code: "ENTITY_IS_DELETED"}}, {"INVALID_CROSS_REFERENCE_KEY", Want{Code: "INVALID_CROSS_REFERENCE_KEY"}}}}
}

// openRuleCases are the knobs whose questions are not in that list, where an org can answer them without harm. Call centers
// are not among them: nobody can delete one through the API.
func openRuleCases() []Case {
	graph := func(subs ...any) Step {
		return post("/composite/graph", obj{"graphs": list{obj{"graphId": "g", "compositeRequest": subs}}}, Want{})
	}
	taken := []Position{{"allow", Want{Status: 200, Body: map[string]any{"graphs.0.isSuccessful": true}}},
		{"reject", Want{Status: 200, Code: "MIXED_DML_OPERATION"}}}
	return []Case{
		{Name: "token with a wrong secret", Fact: "S31", Steps: []Step{tokenStep(map[string]string{"grant_type": "client_credentials",
			"client_id": "{client_id}", "client_secret": "wrong"}, Want{})},
			Open: &Question{Asks: "What is the status of a wrong secret?", Knob: "K-oauth-badsecret-status",
				Positions: []Position{{"400", Want{Status: 400}}, {"401", Want{Status: 401}}}}},
		{Name: "token of an unknown grant", Fact: "1.1", Steps: []Step{tokenStep(map[string]string{"grant_type": "nonesuch"}, Want{})},
			Open: &Question{Asks: "What is an unknown grant answered?"}},
		{Name: "id with a wrong checksum", Fact: "S23", Steps: []Step{get("/sobjects/User/{15:me}000?fields=Id", Want{})},
			Open: &Question{Asks: "Is an id with a wrong checksum refused?", Knob: "K-id-checksum",
				Positions: []Position{{"lenient", Want{Status: 200}}, {"strict", Want{}}}}},
		{Name: "several setup objects in a graph", Fact: "3", Steps: []Step{graph(
			sub("a", "POST", "/sobjects/PermissionSet", obj{"Name": "{run}", "Label": "{run}"}),
			sub("b", "POST", "/sobjects/PermissionSetAssignment", assigned("@{a.id}")))},
			Open: &Question{Asks: "Are several setup objects refused in one transaction?", Knob: "K-setup-setup", Positions: taken}},
		{Name: "user beside setup objects in a graph", Fact: "3", Steps: []Step{
			get("/sobjects/User/{user}?fields=Phone", status(200)).keep("phone", "Phone"),
			graph(sub("a", "POST", "/sobjects/PermissionSet", obj{"Name": "{run}", "Label": "{run}"}),
				sub("b", "PATCH", "/sobjects/User/{user}", obj{"Phone": "@{a.id}"}))},
			Undo: []Step{patch("/sobjects/User/{user}", obj{"Phone": "{phone}"}, Want{})},
			Open: &Question{Asks: "Is a user update beside setup rows refused?", Knob: "K-user-patch", Positions: taken}},
		{Name: "permission set of the package without a seat", Fact: "5", Steps: []Step{
			post("/sobjects/PermissionSetAssignment", assigned("{set}"), Want{})},
			Open: ask(0, "Does a permission set of the package need a seat?", "K-psa-needs-seat", "off", "on")},
		{Name: "seat given twice", Fact: "5", Steps: []Step{post("/sobjects/UserPackageLicense", seat(), created),
			post("/sobjects/UserPackageLicense", seat(), Want{})},
			Open: &Question{Asks: "What is a second seat of a user answered?", Knob: "K-upl-dup-code",
				Positions: codes(400, "DUPLICATE_VALUE", "FIELD_INTEGRITY_EXCEPTION")}},
		{Name: "reading a row that never was", Fact: "2", Steps: []Step{get("/sobjects/Group/00G000000000ZZZ", status(404))},
			Open: &Question{Asks: "What is reading a row that there is not answered?", Knob: "K-read-missing",
				Positions: codes(404, "NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY")}},
		{Name: "reading a row in the recycle bin", Fact: "2", Steps: []Step{
			post("/sobjects/{object}", obj{"Name": "{run}"}, created).keep("row", "id"), del("/sobjects/{object}/{row}", status(204)),
			get("/sobjects/{object}/{row}", status(404))},
			Open: &Question{Asks: "What is reading a row in the recycle bin answered?", Knob: "K-read-deleted",
				Positions: codes(404, "ENTITY_IS_DELETED", "NOT_FOUND")}},
		{Name: "id of another object in an address", Fact: "4", Steps: []Step{get("/sobjects/Group/{me}", Want{})},
			Open: &Question{Asks: "What is the id of another object in an address answered?"}},
		{Name: "text that is too long", Fact: "4", Steps: []Step{post("/sobjects/PermissionSet",
			obj{"Name": "{run}", "Label": "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"}, Want{})},
			Open: &Question{Asks: "What is a text that is too long answered?"}},
	}
}
