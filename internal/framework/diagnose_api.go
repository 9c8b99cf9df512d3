package framework

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// explainAPI words what the client could not do, whatever it was for.
func explainAPI(err error) (explanation, bool) {
	e, ok := explainAnswer(err)
	if ok && salesforce.IsUncertain(err) {
		e.what = "The answer to a write was lost, so it is not known whether it was carried out. " + e.what
		e.next = "Apply again: what was done already is found and kept."
	}
	return e, ok
}

// explainAnswer words an answer that refuses, makes no sense, or never came.
func explainAnswer(err error) (explanation, bool) {
	if e, ok := as[*salesforce.TransportError](err); ok {
		return explainTransport(e), true
	}
	if e, ok := as[*salesforce.AnswerError](err); ok {
		return explanation{
			what: fmt.Sprintf("What answered at %s did not answer as Salesforce does: %s.", e.Path, e.Reason),
			next: "Check that instance_url is the My Domain address of the org, with no proxy or login page in between.",
		}, true
	}
	api := apiError(err)
	if api == nil {
		return explanation{}, false
	}
	if api.Code == "" {
		return explainForeign(api), true
	}
	what := "Salesforce refused the request."
	if api.OAuth {
		what = "Salesforce refused the log-in."
	}
	return explanation{what: what, said: said(api), next: apiAdvice(api)}, true
}

// explainTransport words a request that got no answer.
func explainTransport(e *salesforce.TransportError) explanation {
	switch e.Kind {
	case salesforce.Unreachable:
		return explanation{
			what: fmt.Sprintf("%s cannot be reached: %v.", e.Host, e.Err),
			next: "Check instance_url, and the network and proxy settings (HTTPS_PROXY) of this machine.",
		}
	case salesforce.TLS:
		return explanation{
			what: fmt.Sprintf("The TLS connection to %s failed: %v.", e.Host, e.Err),
			next: "Check instance_url. If a proxy of yours inspects traffic, add its certificate to this machine's trusted ones.",
		}
	case salesforce.Timeout:
		return explanation{
			what: fmt.Sprintf("%s did not answer in time.", e.Host),
			next: "Try again later, or raise request_timeout in the provider block.",
		}
	default:
		return explanation{
			what: fmt.Sprintf("The connection to %s broke before the answer was there: %v.", e.Host, e.Err),
			next: "Try again; if it happens often, look at proxies and firewalls in between.",
		}
	}
}

// explainForeign words an answer without an error code: a page of a proxy, of
// a load balancer, or of something that is not Salesforce.
func explainForeign(e *salesforce.APIError) explanation {
	x := explanation{
		what: fmt.Sprintf("The answer was HTTP %d (%s) and not in Salesforce's form.", e.Status, http.StatusText(e.Status)),
		next: "Check that instance_url is the My Domain address of the org, for example https://acme.my.salesforce.com, and not " +
			"a login page, a Lightning address or a proxy.",
	}
	switch {
	case e.Status == 420:
		x.what, x.next = "The org behind the address was deleted or has expired.", "Use the address of a living org."
	case e.Status >= http.StatusInternalServerError:
		x.next = "Salesforce is in trouble or under maintenance; see status.salesforce.com and try again later."
	}
	return x
}

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
	switch {
	case e.OAuth:
		return "Check instance_url and the credentials, and that the External Client App allows this way in."
	case e.Status >= http.StatusInternalServerError:
		return "Salesforce is in trouble or under maintenance; see status.salesforce.com and try again later."
	default:
		return "Mend what Salesforce names above, then try again."
	}
}

// adviceFor says what to do by error code, of the token endpoint and of the API.
var adviceFor = map[string]string{
	"invalid_client_id": "Check client_id. The same answer comes when it is right but instance_url is another org's: the " +
		"address must be the My Domain of the org that has the External Client App.",
	"invalid_client": "Check client_secret.",
	"invalid_grant": "Check what Salesforce names above. With client_id and client_secret alone: enable the client credentials flow " +
		"in the External Client App and choose a user to run as. With a private key: its certificate must be in the app and the " +
		"user allowed to use it. With a password: check it and the security token, which a change of password renews.",
	"unsupported_grant_type": "Enable this flow in the External Client App, under Flow Enablement.",
	"invalid_app_access":     "Allow the API user to use the External Client App, by permission set or profile.",
	"inactive_user":          "Activate the API user in Salesforce.",
	"inactive_org":           "The org is locked, closed or suspended; ask Salesforce.",
	"rate_limit_exceeded":    "There were too many log-ins; wait an hour, and look for what logs in so often.",
	"unknown_error":          "Salesforce failed for a moment; try again.",
	"INVALID_SESSION_ID":     "Get a new access token, or use credentials that renew themselves, such as client_id and client_secret.",
	"REQUEST_LIMIT_EXCEEDED": "The org's daily allocation of API requests is used up, by this provider or other software. " +
		"Wait until the 24-hour window has moved on, or ask Salesforce for a larger allocation.",
	"API_DISABLED_FOR_ORG":                    "The org's edition has no API access; ask Salesforce to enable it.",
	"API_CURRENTLY_DISABLED":                  "Give the API user the permission API Enabled.",
	"INVALID_OPERATION_WITH_EXPIRED_PASSWORD": "Set a new password for the API user, or let it log in without one.",
	"SERVER_UNAVAILABLE":                      "Salesforce is too busy; try again later, or lower max_concurrent_requests.",
	"TXN_SECURITY_NO_ACCESS":                  "A transaction security policy of the org blocks this; ask the org's administrator to exempt the API user.",
}
