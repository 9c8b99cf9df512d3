package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// noLogin is the summary of a log-in that failed: whatever happened to ask
// first has nothing to do with it.
const noLogin = "Cannot log in to Salesforce"

// explainLogin words what kept the provider from a session.
func explainLogin(err error) (explanation, bool) {
	if e, ok := as[*salesforce.CLIError](err); ok {
		return explainCLI(e), true
	}
	if e, ok := as[*salesforce.InstanceError](err); ok {
		return explanation{
			summary: noLogin,
			what:    fmt.Sprintf("instance_url names %s, but the Salesforce CLI's org is at %s.", e.Configured, e.Found),
			next: "Correct instance_url or sf_org, or leave instance_url out: the CLI knows the address. It may come from the " +
				"environment variable FASTCALL_INSTANCE_URL.",
			attribute: "instance_url",
		}, true
	}
	api := apiError(err)
	if api == nil || !api.OAuth || api.Code == "" {
		return explanation{}, false
	}
	return explanation{summary: noLogin, what: "Salesforce refused the log-in.", said: said(api), next: loginAdvice(api)}, true
}

// explainCLI words a failure of the Salesforce CLI.
func explainCLI(e *salesforce.CLIError) explanation {
	x := explanation{
		summary:   noLogin,
		what:      fmt.Sprintf("%q gave no session: %s.", strings.Join(e.Command, " "), strings.TrimRight(e.Message, ".")),
		next:      "Run the command by hand to see what is wrong, or use another way to log in.",
		attribute: "sf_org",
	}
	switch e.Kind {
	case salesforce.CLINotInstalled:
		x.what = "sf_org is set, but the Salesforce CLI (sf) is not on the path of this machine."
		x.next = "Install the Salesforce CLI, or use another way to log in; machines without a person mostly use client_id and client_secret."
	case salesforce.CLINotLoggedIn:
		x.next = "Log in with: sf org login web --alias NAME, and name that alias in sf_org."
	case salesforce.CLIBadAnswer:
		x.next = "Update the Salesforce CLI, or use another way to log in."
	case salesforce.CLITimeout:
		x.what = fmt.Sprintf("%q did not answer within a minute.", strings.Join(e.Command, " "))
	}
	return x
}

// loginAdvice says what to do about a refusal of the token endpoint. Salesforce
// puts a dozen causes under invalid_grant and tells them apart by text.
func loginAdvice(e *salesforce.APIError) string {
	message := strings.ToLower(e.Message)
	for _, known := range grantAdvice {
		if strings.Contains(message, known.text) {
			return known.advice
		}
	}
	if advice, ok := loginAdviceFor[e.Code]; ok {
		return advice
	}
	return "Check instance_url and the credentials, and that the External Client App allows this way to log in."
}

// grantAdvice goes by what Salesforce says (S12, S30 to S34).
var grantAdvice = []struct{ text, advice string }{
	{"no client credentials user", "In the External Client App, choose a user to run as for the client credentials flow."},
	{"flow not enabled", "Enable this flow in the External Client App, under Flow Enablement."},
	{"hasn't approved", "In the External Client App, let administrators pre-authorize users and admit the API user by profile or " +
		"permission set; check username as well."},
	{"invalid assertion", "Check that the certificate of private_key is the one in the External Client App, and the clock of this machine."},
	{"audience", "Check that instance_url is the My Domain address of the org, so that the provider can tell a sandbox from production."},
	{"authentication failure", "Check username, password and security_token; a change of password renews the token. Many orgs block log-ins by " +
		"password: then use client_id and client_secret alone, or a private key."},
	{"ip restricted", "Let this machine's address in: the API user's profile, or the app, restricts IP addresses."},
	{"inactive user", "Activate the API user in Salesforce."},
	{"inactive organization", "The org is locked, closed or suspended; ask Salesforce."},
}

// loginAdviceFor goes by error code where the text says no more.
var loginAdviceFor = map[string]string{
	"invalid_client_id": "Check client_id. The same answer comes when it is right but instance_url is another org's: the " +
		"address must be the My Domain of the org that has the External Client App.",
	"invalid_client":         "Check client_secret.",
	"unsupported_grant_type": "Enable this flow in the External Client App, under Flow Enablement.",
	"invalid_app_access":     "Allow the API user to use the External Client App, by permission set or profile.",
	"inactive_user":          "Activate the API user in Salesforce.",
	"inactive_org":           "The org is locked, closed or suspended; ask Salesforce.",
	"rate_limit_exceeded":    "There were too many log-ins; wait an hour, and look for what logs in so often.",
	"unknown_error":          "Salesforce failed for a moment; try again.",
}
