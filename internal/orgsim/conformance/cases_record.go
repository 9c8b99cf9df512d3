package conformance

func recordCases() []Case {
	return []Case{
		{Name: "record", Fact: "S6", Steps: []Step{
			newGroup("a"),
			get("/sobjects/Group/{a}?fields=Name,Type", Want{Status: 200, Body: map[string]any{
				"attributes.type": "Group", "attributes.url": "{root}/sobjects/Group/{a}", "Name": "{run}", "Type": "Regular", "Id": "{a}"}}),
			patch("/sobjects/Group/{a}", obj{"Name": "{run}2"}, status(204)),
			get("/sobjects/Group/{a}?fields=Name", Want{Status: 200, Body: map[string]any{"Name": "{run}2"}}),
			del("/sobjects/Group/{a}", status(204)),
			get("/sobjects/Group/{a}", status(404)),
		}},
		{Name: "record that never was", Fact: "S23", Steps: []Step{
			patch("/sobjects/Group/00G000000000ZZZ", obj{"Name": "{run}"}, refused(404, "INVALID_CROSS_REFERENCE_KEY")),
			del("/sobjects/Group/00G000000000ZZZ", refused(404, "INVALID_CROSS_REFERENCE_KEY")),
		}},
		{Name: "key that is no id", Fact: "S24", Steps: []Step{get("/sobjects/User/foo", Want{Status: 404, Code: "NOT_FOUND",
			Body: map[string]any{"0.message": "Provided external ID field does not exist or is not accessible: foo"}})}},
		{Name: "custom record in the recycle bin", Fact: "2", Steps: []Step{
			post("/sobjects/{object}", obj{"Name": "{run}"}, created).keep("row", "id"),
			del("/sobjects/{object}/{row}", status(204)),
			del("/sobjects/{object}/{row}", refused(404, "ENTITY_IS_DELETED")),
			patch("/sobjects/{object}/{row}", obj{"Name": "x"}, refused(404, "ENTITY_IS_DELETED")),
			get("/queryAll?q=SELECT Id, IsDeleted FROM {object} WHERE Id = '{row}'", Want{Status: 200, Body: map[string]any{
				"totalSize": 1, "records.0.IsDeleted": true}}),
			soql("SELECT Id FROM {object} WHERE Id = '{row}'", Want{Status: 200, Body: map[string]any{"totalSize": 0, "done": true, "records": "[]"}}),
		}},
	}
}

func errorCases() []Case {
	return []Case{
		{Name: "wrong verb", Fact: "2", Steps: []Step{{Method: "PUT", Path: "/sobjects/Group", Body: obj{}, Want: Want{Status: 405,
			Code: "METHOD_NOT_ALLOWED", Header: map[string]string{"Allow": "GET"}}}}},
		{Name: "body that is no JSON", Fact: "2", Steps: []Step{post("/sobjects/Group", "{\"Name\":", refused(400, "JSON_PARSER_ERROR"))}},
		{Name: "media type", Fact: "S10", Steps: []Step{{Method: "POST", Path: "/sobjects/Group", Body: "x",
			Header: map[string]string{"Content-Type": "text/csv"}, Want: refused(415, "UNSUPPORTED_MEDIA_TYPE")}}},
		{Name: "field that there is not", Fact: "S24", Steps: []Step{post("/sobjects/Group", obj{"Name": "{run}", "Nonesuch__c": 1},
			Want{Status: 400, Code: "INVALID_FIELD", Body: map[string]any{"#": 1,
				"0.message": like(`^No such column 'Nonesuch__c' on sobject of type Group`)}})}},
		{Name: "field that is read-only", Fact: "S37b", Steps: []Step{post("/sobjects/PermissionSet",
			obj{"Name": "{run}", "Label": "{run}", "IsOwnedByProfile": true}, Want{Status: 400, Code: "INVALID_FIELD_FOR_INSERT_UPDATE",
				Body: map[string]any{"0.fields.0": "IsOwnedByProfile", "0.message": like(`^Unable to create/update fields: IsOwnedByProfile\.`)}})}},
		{Name: "required field", Fact: "S33", Steps: []Step{post("/sobjects/PermissionSet", obj{"Name": "{run}"},
			Want{Status: 400, Code: "REQUIRED_FIELD_MISSING", Body: map[string]any{
				"0.message": "Required fields are missing: [Label]", "0.fields.0": "Label"}})}},
	}
}

func idCases() []Case {
	return []Case{
		{Name: "ids of 15 and 18 characters", Fact: "5, Ids", Steps: []Step{
			get("/sobjects/User/{15:me}?fields=Id", Want{Status: 200, Body: map[string]any{"Id": "{me}"}}),
			soql("SELECT Id FROM User WHERE Id = '{15:me}'", Want{Status: 200, Body: map[string]any{"records.0.Id": "{me}"}}),
		}},
		{Name: "references of 15 characters", Fact: "5, Ids", Steps: []Step{
			newGroup("a"),
			post("/sobjects/GroupMember", obj{"GroupId": "{15:a}", "UserOrGroupId": "{15:user}"}, created).keep("row", "id"),
			get("/sobjects/GroupMember/{row}?fields=GroupId,UserOrGroupId", Want{Status: 200, Body: map[string]any{
				"GroupId": "{a}", "UserOrGroupId": "{user}"}}),
		}},
		{Name: "reference to another kind of row", Fact: "4", Steps: []Step{
			newGroup("a"),
			post("/sobjects/GroupMember", obj{"GroupId": "{me}", "UserOrGroupId": "{a}"}, status(400)),
		}},
		{Name: "id of another object", Fact: "S46", Steps: []Step{
			{Method: "PATCH", Path: "/composite/sobjects", Body: obj{"records": list{typed("Group", obj{"Id": "{me}", "Name": "x"})}},
				Want: Want{Status: 200, Code: "MALFORMED_ID", Body: map[string]any{"0.success": false, "0.errors.0.fields.0": "Id"}}},
		}},
	}
}
