package conformance

func queryCases() []Case {
	return []Case{
		{Name: "query", Fact: "S38", Steps: []Step{
			soql("SELECT Id, Profile.Name FROM User WHERE Id = '{me}'", Want{Status: 200, Body: map[string]any{
				"totalSize": 1, "done": true, "nextRecordsUrl": absent, "records.0.attributes.type": "User",
				"records.0.attributes.url": "{root}/sobjects/User/{me}", "records.0.Id": "{me}",
				"records.0.Profile.attributes.type": "Profile", "records.0.Profile.Name": anyValue}}),
			get("/query/?q=SELECT id FROM user WHERE id = '{me}'", Want{Status: 200, Body: map[string]any{"records.0.Id": "{me}"}}),
		}},
		{Name: "count", Fact: "S27", Steps: []Step{soql("SELECT COUNT() FROM User WHERE Id = '{me}'",
			Want{Status: 200, Body: map[string]any{"totalSize": 1, "done": true, "records": "[]"}})}},
		{Name: "aggregate", Fact: "2.1", Steps: []Step{soql("SELECT COUNT(Id), MAX(Id) most FROM User WHERE Id = '{me}'",
			Want{Status: 200, Body: map[string]any{"records.0.attributes.type": "AggregateResult", "records.0.attributes.url": absent,
				"records.0.expr0": 1, "records.0.most": "{me}"}})}},
		{Name: "strings in any case", Fact: "S15", Steps: []Step{
			newGroup("a"),
			soql("SELECT DeveloperName FROM Group WHERE DeveloperName = '{upper}_A'", Want{Status: 200,
				Body: map[string]any{"records.0.DeveloperName": "{run}_a"}}),
		}},
		{Name: "parents and children that there are not", Fact: "S28", Steps: []Step{
			newGroup("a"),
			soql("SELECT Id, (SELECT Id FROM GroupMembers) FROM Group WHERE Id = '{a}'", Want{Status: 200, Body: map[string]any{
				"totalSize": 1, "records.0.GroupMembers": "null"}}),
			soql("SELECT Id, Profile.Name FROM PermissionSet WHERE IsOwnedByProfile = false LIMIT 1", Want{Status: 200, Body: map[string]any{
				"records.0.Profile": "null"}}),
		}},
		{Name: "owner, which may be a user or a group", Fact: "6", Steps: []Step{
			post("/sobjects/{object}", obj{"Name": "{run}"}, created).keep("row", "id"),
			soql("SELECT Owner.Name, Owner.Type, Owner.Profile.Name FROM {object} WHERE Id = '{row}' AND Owner.IsActive = true ORDER BY Owner.Name",
				Want{Status: 200, Body: map[string]any{"totalSize": 1, "records.0.Owner.attributes.type": "Name",
					"records.0.Owner.attributes.url": "{root}/sobjects/User/{me}", "records.0.Owner.Name": anyValue, "records.0.Owner.Type": "User",
					"records.0.Owner.Profile.attributes.type": "Profile"}}),
			soql("SELECT Owner.Department FROM {object}", Want{Status: 400, Code: "INVALID_FIELD", Body: map[string]any{
				"0.message": like(`No such column 'Department' on entity 'Name'`)}}),
		}},
		{Name: "tooling query", Fact: "S27", Steps: []Step{get("/tooling/query?q=SELECT Id FROM InstalledSubscriberPackage", Want{
			Status: 200, Body: map[string]any{"size": like(`^\d+$`), "queryLocator": "null", "entityTypeName": "InstalledSubscriberPackage",
				"done": true}})}},
	}
}

func shapeCases() []Case {
	wrong := func(name, fact, statement, code string, body map[string]any) Case {
		return Case{Name: name, Fact: fact, Steps: []Step{soql(statement, Want{Status: 400, Code: code, Body: body})}}
	}
	return []Case{
		wrong("query for a field that there is not", "S28", "SELECT Nonesuch FROM User", "INVALID_FIELD",
			map[string]any{"0.message": like(`(?s)ERROR at Row:1:Column:8.*No such column 'Nonesuch' on entity 'User'`), "0.fields": absent}),
		wrong("query for an object that there is not", "S27", "SELECT Id FROM Nonesuch__c", "INVALID_TYPE",
			map[string]any{"0.message": like(`sObject type 'Nonesuch__c' is not supported`)}),
		wrong("call centers of users", "S20", "SELECT CallCenter.Name FROM User", "INVALID_FIELD", nil),
		wrong("AND and OR", "S15", "SELECT Id FROM User WHERE IsActive = true AND Name = 'a' OR Name = 'b'", "MALFORMED_QUERY", nil),
		wrong("query that is none", "S15", "SELECT FROM User", "MALFORMED_QUERY", nil),
		wrong("large offset", "S15", "SELECT Id FROM User OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", nil),
		{Name: "locator of nothing", Fact: "2.1", Steps: []Step{get("/query/01g000000000000AAA-2000", refused(400, "INVALID_QUERY_LOCATOR"))}},
	}
}
