package conformance

// treeCases are claims about /composite/tree; the guide calls the resource sObject Tree.
func treeCases() []Case {
	grown := func(ref, kind string, row obj) obj {
		out := obj{"attributes": obj{"type": kind, "referenceId": ref}}
		for name, value := range row {
			out[name] = value
		}
		return out
	}
	group := func(ref string, more obj) obj {
		row := obj{"Name": "{run}", "DeveloperName": "{run}_" + ref}
		for name, value := range more {
			row[name] = value
		}
		return grown(ref, "Group", row)
	}
	member := func(ref, user string) obj { return grown(ref, "GroupMember", obj{"UserOrGroupId": user}) }
	below := func(records ...any) obj { return obj{"GroupMembers": obj{"records": records}} }
	tree := func(want Want, records ...any) Step {
		return post("/composite/tree/Group", obj{"records": records}, want)
	}
	none := soql("SELECT Id FROM Group WHERE DeveloperName LIKE '{run}%'", Want{Status: 200, Body: map[string]any{"totalSize": 0}})
	many := list{}
	for range 201 {
		many = append(many, group("a", nil))
	}
	failed := func(code string) Want {
		return Want{Status: 400, Body: map[string]any{"hasErrors": true, "results.0.errors.0.statusCode": code, "results.0.errors.0.errorCode": absent,
			"results.0.id": absent}}
	}
	bad := failed("INVALID_CROSS_REFERENCE_KEY")
	bad.Body["results.#"], bad.Body["results.0.referenceId"] = 1, "m2"
	twice := failed("INVALID_INPUT")
	twice.Body["results.0.referenceId"] = "a"
	return []Case{
		// Level by level: the second root comes before what is below the first.
		{Name: "tree", Fact: "2.4", Steps: []Step{
			tree(Want{Status: 201, Body: map[string]any{"hasErrors": false, "results.#": 4, "results.0.referenceId": "a", "results.0.id": anID,
				"results.1.referenceId": "b", "results.2.referenceId": "m1", "results.3.referenceId": "m2", "results.3.id": anID}},
				group("a", below(member("m1", "{user}"), member("m2", "{me}"))), group("b", nil)).keep("a", "results.0.id"),
			soql("SELECT COUNT() FROM GroupMember WHERE GroupId = '{a}'", Want{Status: 200, Body: map[string]any{"totalSize": 2}})}},
		{Name: "tree that fails", Fact: "2.4", Steps: []Step{
			tree(bad, group("a", below(member("m1", "{user}"), member("m2", "005000000000ZZZ")))), none}},
		{Name: "tree with a name twice", Fact: "2.4", Steps: []Step{tree(twice, group("a", nil), group("a", nil)), none}},
		{Name: "tree of 201", Fact: "2.4", Steps: []Step{tree(status(400), many...), none}},
		{Name: "tree that is read", Fact: "2.4", Steps: []Step{get("/composite/tree/Group", status(405))}},
	}
}

// conditionalCases are claims about requests under a condition.
func conditionalCases() []Case {
	const long, soon = "Mon, 01 Jan 2001 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
	under := func(s Step, name, value string) Step {
		s.Header = map[string]string{name: value}
		return s
	}
	user := func(want Want) Step { return get("/sobjects/User/{user}?fields=Id", want) }
	rename := func(want Want) Step { return patch("/sobjects/Group/{a}", obj{"Name": "{run}2"}, want) }
	return []Case{
		{Name: "row since", Fact: "S10", Steps: []Step{under(user(status(200)), "If-Modified-Since", long),
			under(user(status(304)), "If-Modified-Since", soon), under(user(status(412)), "If-Unmodified-Since", long),
			under(user(status(200)), "If-Unmodified-Since", soon), under(user(status(200)), "If-Modified-Since", "yesterday")}},
		{Name: "description since", Fact: "S10", Steps: []Step{
			under(get("/sobjects/User/describe", status(304)), "If-Modified-Since", soon),
			under(get("/sobjects/User/describe", status(200)), "If-Modified-Since", long),
			under(get("/sobjects", status(304)), "If-Modified-Since", soon)}},
		{Name: "write unless changed since", Fact: "S10", Steps: []Step{newGroup("a"),
			under(rename(status(412)), "If-Unmodified-Since", long),
			get("/sobjects/Group/{a}?fields=Name", Want{Status: 200, Body: map[string]any{"Name": "{run}"}}),
			under(rename(status(400)), "If-Unmodified-Since", "yesterday"), under(rename(status(400)), "If-Match", "no tag"),
			under(rename(status(204)), "If-Unmodified-Since", soon)}},
		// Entity tags are those of accounts alone.
		{Name: "entity tag", Fact: "S10", Steps: []Step{under(user(status(200)), "If-Match", `"none"`), under(user(status(200)), "If-None-Match", `*`)}},
	}
}
