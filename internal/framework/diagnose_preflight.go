package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// explainPreflight words what the API user may not do, found out before
// anything was written.
func explainPreflight(err error) (explanation, bool) {
	e, ok := as[*fastcall.PreflightError](err)
	if !ok {
		return explanation{}, false
	}
	what := "The API user may not do what this takes, so an apply would fail. Lacking are:\n" + lackLines(e.Needed)
	if len(e.Further) > 0 {
		what += "\n\nThis does not take it, but other resources of Fastcall's may:\n" + lackLines(e.Further)
	}
	return explanation{
		what:  what,
		brief: "The API user lacks rights that this takes.",
		next: "Give them to the API user, best by a permission set of its own, and plan again. If these credentials are meant for " +
			"plans alone, set read_only = true in the provider block: then no right to write is asked for.",
	}, true
}

// lackLines lists what is lacking, a line for each permission or object.
func lackLines(lacks []fastcall.Lack) string {
	var heads []string
	lines := map[string][]string{}
	for _, l := range lacks {
		head := fmt.Sprintf("the permission %q", l.Permission)
		if l.Permission == "" {
			head = "access to the object or its fields"
		}
		if _, known := lines[head]; !known {
			heads = append(heads, head)
		}
		lines[head] = append(lines[head], lackText(l))
	}
	for i, head := range heads {
		heads[i] = "  - " + head + ", to " + strings.Join(lines[head], "; to ")
	}
	return strings.Join(heads, "\n")
}

// lackText says what cannot be done: "create and delete UserPackageLicense".
func lackText(l fastcall.Lack) string {
	verbs := make([]string, 0, len(l.Verbs))
	for _, verb := range l.Verbs {
		verbs = append(verbs, string(verb))
	}
	text := verbs[len(verbs)-1]
	if rest := verbs[:len(verbs)-1]; len(rest) > 0 {
		text = strings.Join(rest, ", ") + " and " + text
	}
	name := l.Object
	if l.Field != "" {
		name += "." + l.Field
	}
	text += " " + name
	if part, ok := meaning[name]; ok {
		text += " (" + part + ")"
	}
	return text
}

// meaning says what an object or field of Salesforce's is to Fastcall.
var meaning = map[string]string{
	"UserPackageLicense":      "seats",
	"PackageLicense":          "how many seats there are",
	"PermissionSetAssignment": "roles",
	"PermissionSet":           "roles",
	"User.CallCenterId":       "a user's call center",
	"GroupMember":             "who is in a group",
}

// explainAccess words what the API user may not see.
func explainAccess(err error) (explanation, bool) {
	if e, ok := as[*fastcall.UnprovedError](err); ok {
		return explanation{
			what: fmt.Sprintf("The API user does not find %s %s, and Salesforce's recycle bin does not have it either. It may be that nobody "+
				"shares the record with the API user. Hidden is not deleted: nothing is concluded from it, and a state stays as it is.",
				e.Object, e.RecordID),
			next: fmt.Sprintf("Give the API user the permission \"View All\" for %s, or share the record with the API user, then try again. If the "+
				"record was deleted and is no longer in the recycle bin, take the resource out of the state: terraform state rm ADDRESS.", e.Object),
		}, true
	}
	e, ok := as[*fastcall.HiddenError](err)
	if !ok {
		return explanation{}, false
	}
	what := fmt.Sprintf("The API user may not see or change %s", e.Object)
	if e.RecordID != "" {
		what += " " + e.RecordID
	}
	next := "Give the API user access to the object and its fields, then try again."
	switch {
	case e.Permission == "" && e.RecordID != "":
		next = "Give the API user access to the object and its fields, and to the record by a sharing rule or View All for the object, " +
			"then try again."
	case e.Permission != "":
		next = fmt.Sprintf("Give the API user the permission %q and access to the object's fields, then try again.", e.Permission)
	}
	brief := what + "."
	what += ". Hidden is not deleted: nothing is concluded from it, and a state stays as it is."
	if len(e.Others) > 0 {
		what += "\n\nNor does it have:\n" + lackLines(e.Others)
	}
	return explanation{what: what, brief: brief, said: said(apiError(e.Cause)), next: next}, true
}
