package framework

import (
	"fmt"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// explainAPI words what the client could not do, whatever it was for.
func explainAPI(err error) (explanation, bool) {
	if e, ok := as[*salesforce.TransportError](err); ok {
		return explanation{
			what: fmt.Sprintf("No answer came from %s: %s.", e.Host, e.Err),
			next: "Check instance_url, the network, and the proxy settings of this machine.",
		}, true
	}
	api := apiError(err)
	if api == nil {
		return explanation{}, false
	}
	e := explanation{what: "Salesforce refused the request.", said: said(api), next: apiAdvice(api)}
	if salesforce.IsUncertain(err) {
		e.what = "The answer to a write was lost, so it is not known whether it was carried out."
		e.next = "Apply again: what was done already is found and kept."
	}
	return e, true
}

// apiAdvice says what to do about an error of the API as such.
func apiAdvice(e *salesforce.APIError) string {
	if advice, ok := adviceFor[e.Code]; ok {
		return advice
	}
	switch {
	case e.OAuth:
		return "Check instance_url, client_id and client_secret, and that the External Client App allows the client " +
			"credentials flow with a user to run as."
	case e.Status >= 500:
		return "Salesforce is in trouble or under maintenance; try again later."
	default:
		return "Mend what Salesforce names above, then try again."
	}
}

var adviceFor = map[string]string{
	"invalid_client_id": "Check client_id, and that instance_url is the My Domain address of the org that has the External Client App.",
	"invalid_client":    "Check client_secret.",
	"invalid_grant": "In the External Client App, enable the client credentials flow and choose a user to run as; " +
		"check that this user is active.",
	"INVALID_SESSION_ID": "Get a new access token, or use client_id and client_secret, which renew themselves. " +
		"If Salesforce speaks of the REST API, give the app the api scope.",
	"REQUEST_LIMIT_EXCEEDED": "The org's daily allocation of API requests is used up, by this provider or other software. " +
		"Wait until the 24-hour window moves on, or ask Salesforce for more.",
	"API_DISABLED_FOR_ORG":                    "The org's edition has no API access; ask Salesforce to enable it.",
	"API_CURRENTLY_DISABLED":                  "Give the API user the permission API Enabled.",
	"INVALID_OPERATION_WITH_EXPIRED_PASSWORD": "Set a new password for the API user.",
	"SERVER_UNAVAILABLE":                      "Salesforce is too busy; try again later, or lower max_concurrent_requests.",
}
