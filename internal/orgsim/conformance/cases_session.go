package conformance

func tokenStep(form map[string]string, want Want) Step {
	return Step{Method: "POST", Path: "/services/oauth2/token", Form: form, Want: want}
}

func tokenCases() []Case {
	return []Case{
		{Name: "token", Fact: "S14", Steps: []Step{tokenStep(
			map[string]string{"grant_type": "client_credentials", "client_id": "{client_id}", "client_secret": "{client_secret}"},
			Want{Status: 200, Body: map[string]any{"access_token": like(`^00D[0-9A-Za-z]{12}!\S+$`), "token_type": "Bearer",
				"issued_at": like(`^\d{13}$`), "instance_url": like(`^https?://`), "signature": anyValue,
				"id": like(`/id/00D[0-9A-Za-z]{15}/005[0-9A-Za-z]{15}$`), "refresh_token": absent}})}},
		{Name: "token with HTTP Basic", Fact: "1.1", Steps: []Step{{Method: "POST", Path: "/services/oauth2/token",
			Form: map[string]string{"grant_type": "client_credentials"}, Header: map[string]string{"Authorization": "Basic {basic}"}, Want: status(200)}}},
		{Name: "token of an unknown app", Fact: "S31", Steps: []Step{tokenStep(
			map[string]string{"grant_type": "client_credentials", "client_id": "nobody", "client_secret": "x"},
			Want{Status: 400, Code: "invalid_client_id", Body: map[string]any{"error_description": "client identifier invalid"},
				Header: map[string]string{"Cache-Control": "no-store", "Content-Type": "^application/json"}})}},
		{Name: "refresh token that is none", Fact: "S12", Steps: []Step{tokenStep(
			map[string]string{"grant_type": "refresh_token", "client_id": "{client_id}", "client_secret": "{client_secret}", "refresh_token": "x"},
			Want{Status: 400, Code: "invalid_grant", Body: map[string]any{"error_description": "expired access/refresh token"},
				Header: map[string]string{"Cache-Control": "no-store"}})}},
		{Name: "token with a wrong assertion", Fact: "S31", Steps: []Step{tokenStep(
			map[string]string{"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "a.b.c"},
			refused(400, "invalid_grant"))}},
		{Name: "call without a session", Fact: "S24", Steps: []Step{{Method: "GET", Path: "/limits",
			Header: map[string]string{"Authorization": "Bearer 00Dxx!nothing"}, Want: Want{Status: 401, Code: "INVALID_SESSION_ID",
				Body: map[string]any{"#": 1, "0.message": "Session expired or invalid", "0.fields": absent}}}}},
		{Name: "userinfo", Fact: "1.2", Steps: []Step{get("/services/oauth2/userinfo", Want{Status: 200, Body: map[string]any{
			"user_id": "{me}", "organization_id": like(`^00D`), "preferred_username": like(`@`), "sub": like(`/id/00D`)}})}},
		{Name: "userinfo without a session", Fact: "1.2", Steps: []Step{{Method: "GET", Path: "/services/oauth2/userinfo",
			Header: map[string]string{"Authorization": "Bearer 00Dxx!nothing"}, Want: status(403)}}},
		{Name: "revoke an unknown token", Fact: "S22", Steps: []Step{{Method: "POST", Path: "/services/oauth2/revoke",
			Form: map[string]string{"token": "00Dxx!nothing"}, Want: Want{Status: 400, Body: map[string]any{"error": absent}}}}},
	}
}

func versionCases() []Case {
	return []Case{
		{Name: "versions", Fact: "2", Steps: []Step{{Method: "GET", Path: "/services/data", Header: map[string]string{"Authorization": ""},
			Want: Want{Status: 200, Body: map[string]any{"0.label": anyValue, "0.version": like(`^\d+\.0$`), "0.url": like(`^/services/data/v`)}}}}},
		{Name: "unknown version", Fact: "2", Steps: []Step{get("/services/data/v999.0/sobjects", refused(404, "NOT_FOUND"))}},
		{Name: "version root", Fact: "2", Steps: []Step{get("/", Want{Status: 200, Body: map[string]any{
			"sobjects": "{root}/sobjects", "query": "{root}/query", "limits": "{root}/limits", "composite": "{root}/composite"}})}},
		{Name: "limits", Fact: "S25", Steps: []Step{get("/limits", Want{Status: 200, Body: map[string]any{
			"DailyApiRequests.Max": like(`^\d+$`), "DailyApiRequests.Remaining": like(`^\d+$`)},
			Header: map[string]string{"Sforce-Limit-Info": `^api-usage=\d+/\d+`, "Content-Type": "^application/json"}})}},
		{Name: "record count", Fact: "S27", Steps: []Step{get("/limits/recordCount?sObjects=PermissionSet", status(200))}},
		{Name: "trailing slash", Fact: "2", Steps: []Step{get("/limits/", status(200))}},
	}
}

func describeCases() []Case {
	return []Case{
		{Name: "all objects", Fact: "S27", Steps: []Step{get("/sobjects", Want{Status: 200, Body: map[string]any{
			"encoding": "UTF-8", "maxBatchSize": 200, "sobjects.0.urls.describe": anyValue, "sobjects.0.keyPrefix": anyValue}})}},
		{Name: "describe seats", Fact: "S27", Steps: []Step{get("/sobjects/UserPackageLicense/describe", Want{Status: 200, Body: map[string]any{
			"keyPrefix": "051", "createable": true, "deletable": true, "undeletable": false, "custom": false}})}},
		{Name: "describe licenses", Fact: "S2", Steps: []Step{get("/sobjects/PackageLicense/describe", Want{Status: 200, Body: map[string]any{
			"createable": false, "updateable": false, "deletable": false, "queryable": true}})}},
		{Name: "describe call centers", Fact: "S9", Steps: []Step{get("/sobjects/CallCenter/describe", Want{Status: 200, Body: map[string]any{
			"createable": true, "updateable": false, "deletable": false}})}},
		{Name: "describe users", Fact: "S27", Steps: []Step{get("/sobjects/User/describe", Want{Status: 200, Body: map[string]any{
			"keyPrefix": "005", "updateable": true, "deletable": false}})}},
		{Name: "describe assignments", Fact: "S21", Steps: []Step{get("/sobjects/PermissionSetAssignment/describe",
			Want{Status: 200, Body: map[string]any{"keyPrefix": "0Pa", "createable": true, "deletable": true}})}},
		{Name: "describe objects", Fact: "S20", Steps: []Step{get("/sobjects/EntityDefinition/describe", Want{Status: 200, Body: map[string]any{
			"name": "EntityDefinition", "queryable": true, "createable": false, "custom": false}}),
			soql("SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'User'", Want{Status: 200, Body: map[string]any{"totalSize": 1}})}},
		{Name: "describe what there is not", Fact: "S27", Steps: []Step{get("/sobjects/Nonesuch__c/describe",
			Want{Status: 404, Code: "NOT_FOUND", Body: map[string]any{"0.message": "The requested resource does not exist"}})}},
	}
}
