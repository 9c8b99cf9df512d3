package framework

import (
	"net/http"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// apiAdvice says what to do about an error of the API as such.
func apiAdvice(e *salesforce.APIError) string {
	if e.Code == "REQUEST_LIMIT_EXCEEDED" && !strings.Contains(e.Message, "TotalRequests") {
		return "Too many long requests ran in the org at once, from this provider or other software. Try again later, or lower " +
			"max_concurrent_requests."
	}
	if e.Code == "INVALID_SESSION_ID" && strings.Contains(e.Message, "REST API") {
		return "A new log-in does not cure this: give the External Client App the api scope, and look at API access control and " +
			"session policies that stand against it."
	}
	if advice, ok := adviceFor[e.Code]; ok {
		return advice
	}
	if e.Status >= http.StatusInternalServerError {
		return "Salesforce is in trouble or under maintenance; see status.salesforce.com and try again later."
	}
	return "Mend what Salesforce names above, then try again."
}

// adviceFor says what to do by error code of the API.
var adviceFor = map[string]string{
	"INVALID_SESSION_ID": "Log in again for a new access token, or use credentials that renew themselves.",
	"REQUEST_LIMIT_EXCEEDED": "The org's daily allocation of API requests is used up, by this provider or other software. " +
		"Wait until the 24-hour window has moved on, or ask Salesforce for a larger allocation.",
	"API_DISABLED_FOR_ORG":                    "The org's edition has no API access; ask Salesforce to enable it.",
	"API_CURRENTLY_DISABLED":                  "Give the API user the permission API Enabled.",
	"INVALID_OPERATION_WITH_EXPIRED_PASSWORD": "Set a new password for the API user, or let it log in without one.",
	"SERVER_UNAVAILABLE":                      "Salesforce is too busy; try again later, or lower max_concurrent_requests.",
	"TXN_SECURITY_NO_ACCESS":                  "A transaction security policy of the org blocks this; ask the org's administrator to exempt the API user.",
}
