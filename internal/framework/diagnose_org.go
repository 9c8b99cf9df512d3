package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// explainInstallation words errors about what the package brought to the org.
func explainInstallation(err error) (explanation, bool) {
	if e, ok := as[*fastcall.NotInstalledError](err); ok {
		return explanation{
			what: fmt.Sprintf("The API user sees no permission set in namespace %s, so nothing can be said about Fastcall's users.", e.Namespace),
			next: "Install Fastcall, check namespace in the provider block, or give the API user the permission " +
				"\"View Setup and Configuration\".",
		}, true
	}
	if e, ok := as[*fastcall.GroupsNotFoundError](err); ok {
		return explanation{
			what: fmt.Sprintf("The provider block lists groups that the API user does not see: %s.", list(e.Groups)),
			next: "Correct groups in the provider block: names, developer names or IDs of Salesforce groups. A group that fastcall_group " +
				"creates need not be listed: Fastcall has a record of it.",
		}, true
	}
	if e, ok := as[*fastcall.PackageLicenseError](err); ok {
		return explainPackageLicense(e), true
	}
	if e, ok := as[*fastcall.PermissionSetError](err); ok {
		return explainPermissionSet(e), true
	}
	if e, ok := as[*fastcall.CallCenterNotFoundError](err); ok {
		what := fmt.Sprintf("No call center is called %q.", e.Wanted)
		if e.Wanted == "" {
			what = fmt.Sprintf("No call center bears %q in its name, internal name or adapter URL.", e.Namespace)
		}
		return explanation{
			what:      what + " The org has: " + list(callCenterNames(e.Candidates)) + ".",
			next:      "Name one of them in call_center, on the resource or in the provider block.",
			attribute: "call_center",
		}, true
	}
	if e, ok := as[*fastcall.AmbiguousCallCenterError](err); ok {
		return explanation{
			what:      "Several call centers fit: " + list(callCenterNames(e.Matches)) + ".",
			next:      "Name one of them by its id in call_center, on the resource or in the provider block.",
			attribute: "call_center",
		}, true
	}
	return explanation{}, false
}

func explainPackageLicense(e *fastcall.PackageLicenseError) explanation {
	if len(e.Candidates) > 1 || e.Wanted != "" && len(e.Candidates) > 0 {
		names := make([]string, 0, len(e.Candidates))
		for _, l := range e.Candidates {
			names = append(names, fmt.Sprintf("%s (%s, %d seats)", l.ID, l.Status, l.Allowed))
		}
		return explanation{
			what: fmt.Sprintf("Namespace %s has %d package licenses and none is picked: %s.", e.Namespace, len(names), list(names)),
			next: "Set package_license_id in the provider block to the one that Fastcall's users need.",
		}
	}
	return explanation{
		what: fmt.Sprintf("The API user sees no package license in namespace %s.", e.Namespace),
		next: "Install Fastcall, check namespace in the provider block, and give the API user Manage Package Licenses. " +
			`If seats are handed out elsewhere, set license_management = "skip".`,
	}
}

func explainPermissionSet(e *fastcall.PermissionSetError) explanation {
	names := make([]string, 0, len(e.Candidates))
	for _, set := range e.Candidates {
		names = append(names, fmt.Sprintf("%s (%q)", set.APIName(), set.Label))
	}
	what := fmt.Sprintf("%d permission sets of namespace %s are labelled %q, which stands for role %q.",
		e.Matches, e.Namespace, e.Label, e.Role)
	if e.Matches == 0 {
		what = fmt.Sprintf("No permission set of namespace %s is labelled %q, which stands for role %q.",
			e.Namespace, e.Label, e.Role)
	}
	if e.Mapped != "" {
		what = fmt.Sprintf("Role %q is mapped to permission set %q, which names %d permission sets of the org.",
			e.Role, e.Mapped, e.Matches)
	}
	return explanation{
		what:      what + " Fastcall's permission sets in the org: " + list(names) + ".",
		next:      fmt.Sprintf("Check namespace, or map the role in the provider block: permission_sets = { %s = \"API_Name\" }.", e.Role),
		attribute: "roles",
	}
}

func callCenterNames(all []fastcall.CallCenter) []string {
	names := make([]string, 0, len(all))
	for _, c := range all {
		names = append(names, callCenterName(c))
	}
	return names
}

// explainOrg words errors about which org is behind the address.
func explainOrg(err error) (explanation, bool) {
	if e, ok := as[*salesforce.WrongOrgError](err); ok {
		return explanation{
			what: fmt.Sprintf("This belongs to org %s, but the address and credentials lead to org %s. "+
				"Nothing that org says was believed.", e.Want, e.Got),
			next: "Point instance_url and the credentials at the right org, or use a state of its own for each org. " +
				"A sandbox has the same record ids as the production org it was copied from.",
			attribute: "organization_id",
		}, true
	}
	if e, ok := as[*salesforce.ConfigError](err); ok {
		argument, ok := argumentFor[e.Field]
		if !ok {
			return explanation{what: fmt.Sprintf("%s %s.", e.Field, e.Reason), next: "This is a bug in the provider; please report it."}, true
		}
		return explanation{
			what:      fmt.Sprintf("%s %s.", argument, e.Reason),
			next:      "Correct it in the provider block or in the environment variable FASTCALL_" + strings.ToUpper(argument) + ".",
			attribute: argument,
		}, true
	}
	return explanation{}, false
}

// argumentFor is the provider's argument behind a setting of the client.
var argumentFor = map[string]string{
	"InstanceURL":           "instance_url",
	"OrganizationID":        "organization_id",
	"APIVersion":            "api_version",
	"RequestTimeout":        "request_timeout",
	"MaxConcurrentRequests": "max_concurrent_requests",
	"BudgetPercent":         "api_budget_percent",
	"ClientID":              "client_id",
	"ClientSecret":          "client_secret",
	"Token":                 "access_token",
	"Username":              "username",
	"PrivateKey":            "private_key",
	"Password":              "password",
	"Org":                   "sf_org",
}
