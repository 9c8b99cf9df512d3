package conformance

import "slices"

// Cases are all claims.
func Cases() []Case {
	return slices.Concat(tokenCases(), versionCases(), describeCases(), recordCases(), errorCases(), idCases(), queryCases(), shapeCases(),
		compositeCases(), collectionCases(), graphCases(), treeCases(), conditionalCases(), duplicateCases(), ruleCases(), openCases(), openRuleCases())
}

// newGroup and newSet make what a case works on; the names tell whose they are.
func newGroup(keep string) Step {
	return post("/sobjects/Group", obj{"Name": "{run}", "DeveloperName": "{run}_" + keep}, created).keep(keep, "id")
}

func newSet(keep string) Step {
	return post("/sobjects/PermissionSet", obj{"Name": "{run}_" + keep, "Label": "{run}"}, created).keep(keep, "id")
}

// seat, membership (in the group that the case keeps as a) and assigned are rows for the user to experiment on.
func seat() obj { return obj{"UserId": "{user}", "PackageLicenseId": "{license}"} }

func membership() obj { return obj{"GroupId": "{a}", "UserOrGroupId": "{user}"} }

func assigned(set string) obj { return obj{"AssigneeId": "{user}", "PermissionSetId": set} }

// typed is a row of a collection.
func typed(object string, row obj) obj {
	out := obj{"attributes": obj{"type": object}}
	for name, value := range row {
		out[name] = value
	}
	return out
}
