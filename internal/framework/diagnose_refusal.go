package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// explainRefusal words what stops a single user's change.
func explainRefusal(err error) (explanation, bool) {
	if e, ok := as[*fastcall.CallCenterTakenError](err); ok {
		return explanation{
			what: fmt.Sprintf("The user is in call center %s and a user can be in only one; wanted is %s.",
				callCenterName(e.Holds), callCenterName(e.Wanted)),
			next: "Set replace_existing_call_center = true to take the user out of it, or name that call center in call_center.",

			attribute: "replace_existing_call_center",
		}, true
	}
	if e, ok := as[*fastcall.VoiceCallCenterError](err); ok {
		return explainVoice(e), true
	}
	if e, ok := as[*fastcall.RefusedError](err); ok {
		return explanation{what: fmt.Sprintf("Salesforce refused the %s %q.", e.Part, e.Name),
			said: said(e.Cause), next: refusalAdvice(e), unchanged: true}, true
	}
	if e, ok := as[*fastcall.UnsettledError](err); ok {
		return explanation{
			what: fmt.Sprintf("The org did not settle in %d attempts: somebody else is changing the same records, or answers get lost.", e.Attempts),
			said: said(apiError(e.Cause)),
			next: "Apply again: what was done already is found and kept.",
		}, true
	}
	return explanation{}, false
}

// explainUnknown words a write whose outcome could not be found out.
func explainUnknown(err error) (explanation, bool) {
	e, ok := as[*fastcall.UnknownOutcomeError](err)
	if !ok {
		return explanation{}, false
	}
	look := explain(e.LookErr)
	return explanation{
		what: "The answer to a write was lost, and the look that should have told what came of it failed, too. It is not known " +
			"whether the change was carried out. " + look.what,
		said: look.said,
		next: "Apply again: what was done already is found and kept.",
	}, true
}

// explainLeftover words an error together with what it left behind.
func explainLeftover(e *fastcall.LeftoverError) explanation {
	x := explain(e.Err)
	names := make([]string, 0, len(e.Parts))
	for _, part := range e.Parts {
		names = append(names, string(part))
	}
	x.unchanged, x.brief = false, ""
	x.what = after(x.what, "What was done before that stands: "+list(names)+".")
	switch before, again := strings.CutSuffix(x.next, ", then apply again."); {
	case again:
		x.next = before + ", then apply again, which goes on from what stands."
	case !strings.HasPrefix(x.next, "Apply again"):
		x.next += " Then apply again, which goes on from what stands."
	}
	return x
}

func explainVoice(e *fastcall.VoiceCallCenterError) explanation {
	if e.Leaving {
		return explanation{
			what: fmt.Sprintf("The user is in call center %s, a contact center of Salesforce Voice. Salesforce keeps the users "+
				"of those itself and says not to change them by code.", callCenterName(e.CallCenter)),
			next:      "Remove the user from it in Salesforce Setup under Contact Centers first.",
			attribute: "call_center",
		}
	}
	return explanation{
		what: fmt.Sprintf("Call center %s is a contact center of Salesforce Voice. Salesforce keeps the users of those itself "+
			"and says not to change them by code.", callCenterName(e.CallCenter)),
		next:      "Name Fastcall's own call center in call_center, on the resource or in the provider block.",
		attribute: "call_center",
	}
}

// refusalAdvice says what to do about a refusal, as far as its code tells.
func refusalAdvice(e *fastcall.RefusedError) string {
	switch {
	case strings.HasPrefix(e.Cause.Code, "INSUFFICIENT_ACCESS") && e.Object != "":
		return fmt.Sprintf("Give the API user the right to edit and delete records of %s, or ask who may do this.", e.Object)
	case strings.HasPrefix(e.Cause.Code, "INSUFFICIENT_ACCESS"):
		return fmt.Sprintf("Give the API user the permission %q, or ask who may do this.", permissionToWrite[e.Part])
	case e.Part == fastcall.PartPermissionSet && e.Cause.Code == "FIELD_INTEGRITY_EXCEPTION":
		return "Give the user a Salesforce license that allows what the permission set grants, or another role."
	case e.Cause.Code == "INACTIVE_OWNER_OR_USER":
		return "Activate the user in Salesforce, or take the user out of the configuration."
	case adviceFor[e.Cause.Code] != "": // It was not the part that Salesforce refused.
		return apiAdvice(e.Cause)
	default:
		return "Mend what Salesforce names above, then apply again."
	}
}

var permissionToWrite = map[fastcall.Part]string{
	fastcall.PartLicense:       "Manage Package Licenses",
	fastcall.PartPermissionSet: "Assign Permission Sets",
	fastcall.PartCallCenter:    "Manage Call Centers",
	fastcall.PartAutoLogin:     "Manage Users",
	fastcall.PartMembership:    "Manage Users",
}

func callCenterName(c fastcall.CallCenter) string {
	if c.Name == "" {
		return c.ID
	}
	return fmt.Sprintf("%q (%s)", c.Name, c.ID)
}
