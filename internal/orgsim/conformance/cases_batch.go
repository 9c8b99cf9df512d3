package conformance

func compositeCases() []Case {
	newRow := func(ref, name string) obj {
		return sub(ref, "POST", "/sobjects/Group", obj{"Name": name, "DeveloperName": "{run}_" + ref})
	}
	bad := sub("bad", "POST", "/sobjects/Group", obj{"Name": "x", "Nonesuch__c": 1})
	composite := func(whole bool, want Want, subs ...any) Step {
		return post("/composite", obj{"allOrNone": whole, "collateSubrequests": false, "compositeRequest": subs}, want)
	}
	none := soql("SELECT Id FROM Group WHERE DeveloperName = '{run}_a'", Want{Status: 200, Body: map[string]any{"totalSize": 0}})
	many := list{}
	for range 26 {
		many = append(many, sub("a", "GET", "/limits", nil))
	}
	return []Case{
		{Name: "composite", Fact: "S6", Steps: []Step{composite(true, Want{Status: 200, Body: map[string]any{
			"compositeResponse.0.httpStatusCode": 201, "compositeResponse.0.referenceId": "a", "compositeResponse.0.body.id": anID,
			"compositeResponse.0.httpHeaders.Location": anyValue, "compositeResponse.1.httpStatusCode": 200, "compositeResponse.1.body.Name": "{run}",
			"compositeResponse.2.httpStatusCode": 204, "compositeResponse.2.body": "null", "compositeResponse.3.body.totalSize": 1}},
			newRow("a", "{run}"), sub("b", "GET", "/sobjects/Group/@{a.id}", nil),
			sub("c", "PATCH", "/sobjects/Group/@{b.Id}", obj{"Name": "{run}3"}),
			sub("d", "GET", "/query?q=SELECT+Id+FROM+Group+WHERE+Name='{run}3'", nil))}},
		{Name: "composite that is rolled back", Fact: "S6", Steps: []Step{composite(true, Want{Status: 200, Body: map[string]any{
			"compositeResponse.0.httpStatusCode": 400, "compositeResponse.0.body.0.errorCode": "PROCESSING_HALTED",
			"compositeResponse.1.httpStatusCode": 400, "compositeResponse.1.body.0.errorCode": "INVALID_FIELD"}},
			newRow("a", "{run}"), bad), none}},
		{Name: "composite that goes on", Fact: "S7", Steps: []Step{composite(false, Want{Status: 200, Body: map[string]any{
			"compositeResponse.0.httpStatusCode": 400, "compositeResponse.1.httpStatusCode": 201,
			"compositeResponse.2.httpStatusCode": 400, "compositeResponse.2.body.0.errorCode": "PROCESSING_HALTED"}},
			bad, newRow("a", "{run}"), sub("c", "GET", "/sobjects/Group/@{bad.id}", nil))}},
		{Name: "composite of 26", Fact: "S6", Steps: []Step{post("/composite", obj{"compositeRequest": many}, status(400))}},
		{Name: "composite with a wrong name", Fact: "2.2", Steps: []Step{composite(false, status(400), sub("a-b", "GET", "/sobjects/Group", nil))}},
		{Name: "composite of setup and other rows", Fact: "S1", Steps: []Step{composite(true, Want{Status: 200, Body: map[string]any{
			"compositeResponse.0.httpStatusCode": 400, "compositeResponse.1.httpStatusCode": 400,
			"compositeResponse.1.body.0.errorCode": "MIXED_DML_OPERATION"}},
			sub("a", "POST", "/sobjects/{object}", obj{"Name": "{run}"}),
			sub("b", "POST", "/sobjects/PermissionSet", obj{"Name": "{run}", "Label": "{run}"})),
			soql("SELECT Id FROM {object} WHERE Name = '{run}'", Want{Status: 200, Body: map[string]any{"totalSize": 0}})}},
		{Name: "composite of a user's role and other rows", Fact: "S1", Steps: []Step{
			soql("SELECT Id, Name, DeveloperName FROM UserRole LIMIT 1", Want{Status: 200, Body: map[string]any{"totalSize": 1}}).keep("role", "records.0.Id"),
			composite(true, Want{Status: 200, Body: map[string]any{"compositeResponse.1.body.0.errorCode": "MIXED_DML_OPERATION"}},
				sub("a", "POST", "/sobjects/{object}", obj{"Name": "{run}"}),
				sub("b", "PATCH", "/sobjects/User/{user}", obj{"UserRoleId": "{role}"}))}},
		{Name: "batch", Fact: "S37", Steps: []Step{post("/composite/batch", obj{"batchRequests": list{
			obj{"method": "GET", "url": version + "/sobjects/User/{me}?fields=Id"}, obj{"method": "GET", "url": version + "/sobjects/Nonesuch__c"}}},
			Want{Status: 200, Body: map[string]any{"hasErrors": true, "results.0.statusCode": 200, "results.0.result.Id": "{me}",
				"results.1.statusCode": 404}})}},
	}
}

func collectionCases() []Case {
	rows := func(whole bool) obj {
		return obj{"allOrNone": whole, "records": list{
			typed("Group", obj{"Name": "{run}", "DeveloperName": "{run}_a"}), typed("Group", obj{"Name": "{run}", "Type": "Role"})}}
	}
	many := list{}
	for range 201 {
		many = append(many, typed("Group", obj{"Name": "{run}"}))
	}
	return []Case{
		{Name: "collection", Fact: "S4", Steps: []Step{post("/composite/sobjects", rows(false), Want{Status: 200, Body: map[string]any{
			"#": 2, "0.id": anID, "0.success": true, "0.errors": "[]", "1.success": false, "1.id": absent,
			"1.errors.0.statusCode": anyValue, "1.errors.0.errorCode": absent}})}},
		{Name: "collection that is rolled back", Fact: "S42", Steps: []Step{
			post("/composite/sobjects", rows(true), Want{Status: 200, Body: map[string]any{
				"0.success": false, "0.errors.0.statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK", "1.success": false}}),
			soql("SELECT Id FROM Group WHERE DeveloperName = '{run}_a'", Want{Status: 200, Body: map[string]any{"totalSize": 0}})}},
		{Name: "collection of 201", Fact: "S4", Steps: []Step{post("/composite/sobjects", obj{"records": many}, status(400))}},
		{Name: "collection without types", Fact: "S4", Steps: []Step{post("/composite/sobjects", obj{"records": list{obj{"Name": "x"}}}, status(400))}},
		{Name: "collection that is read", Fact: "S4", Steps: []Step{post("/composite/sobjects/User",
			obj{"ids": list{"{me}", "{15:me}"}, "fields": list{"Id"}}, Want{Status: 200, Body: map[string]any{"0.Id": "{me}", "1.Id": "{me}"}})}},
		{Name: "collection that is deleted", Fact: "S4", Steps: []Step{
			newGroup("a"), newGroup("b"),
			del("/composite/sobjects?ids={a},{15:b}&allOrNone=true", Want{Status: 200, Body: map[string]any{
				"#": 2, "0.id": "{a}", "0.success": true, "1.id": "{b}", "1.success": true}})}},
	}
}

func graphCases() []Case {
	graph := func(id string, subs ...any) obj { return obj{"graphId": id, "compositeRequest": subs} }
	row := func(ref string) obj {
		return sub(ref, "POST", "/sobjects/Group", obj{"Name": "{run}", "DeveloperName": "{run}_" + ref})
	}
	bad := sub("bad", "PATCH", "/sobjects/Group/@{a.id}", obj{"Nonesuch__c": 1})
	const first = "graphs.0.graphResponse.compositeResponse."
	return []Case{
		{Name: "graph", Fact: "S16", Steps: []Step{post("/composite/graph", obj{"graphs": list{graph("g", row("a"),
			sub("b", "PATCH", "/sobjects/Group/@{a.id}", obj{"Name": "{run}2"}))}}, Want{Status: 200, Body: map[string]any{
			"graphs.0.graphId": "g", "graphs.0.isSuccessful": true, first + "0.httpStatusCode": 201, first + "1.httpStatusCode": 204}})}},
		{Name: "graph that is rolled back", Fact: "S16", Steps: []Step{
			post("/composite/graph", obj{"graphs": list{graph("g", row("a"), bad), graph("h", row("c"))}}, Want{Status: 200, Body: map[string]any{
				"graphs.0.isSuccessful": false, first + "0.httpStatusCode": 400, first + "1.httpStatusCode": 400,
				first + "1.body.0.errorCode": "INVALID_FIELD", "graphs.1.isSuccessful": true}}),
			soql("SELECT DeveloperName FROM Group WHERE DeveloperName LIKE '{run}_%'", Want{Status: 200, Body: map[string]any{
				"totalSize": 1, "records.0.DeveloperName": "{run}_c"}})}},
	}
}
