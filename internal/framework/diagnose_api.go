package framework

import (
	"fmt"
	"net/http"
	"strconv"

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
	if e, ok := explainUnsent(err); ok {
		return e, true
	}
	if e, ok := as[*salesforce.TransportError](err); ok {
		return explainTransport(e), true
	}
	if e, ok := explainLogin(err); ok {
		return e, true
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
	refused := explanation{what: "Salesforce refused the request.", said: said(api), next: apiAdvice(api)}
	if api.Told != nil {
		refused.brief = "The org's daily API requests are used up."
	}
	return refused, true
}

// explainUnsent words a request that was held back on this side.
func explainUnsent(err error) (explanation, bool) {
	if _, ok := as[*salesforce.ReadOnlyError](err); ok {
		return explanation{
			what: "The provider block, or the environment variable FASTCALL_READ_ONLY, says read_only, and this takes a write. " +
				"The write was not sent.",
			brief:     "This takes a write, and read_only is set.",
			next:      "Apply without read_only, and with credentials that may write.",
			attribute: "read_only",
		}, true
	}
	if e, ok := as[*salesforce.BudgetError](err); ok {
		return explanation{
			what: fmt.Sprintf("The org has used %d of the %d API requests that it may make in 24 hours, whatever software made them, "+
				"and api_budget_percent stops this provider at %d %%. The request was not sent.", e.Usage.Used, e.Usage.Max, e.Percent),
			brief: "The org's API requests have reached api_budget_percent.",
			next: "Wait until the 24-hour window has moved on and apply again, which goes on from what is there, or raise " +
				"api_budget_percent in the provider block.",
			attribute: "api_budget_percent",
		}, true
	}
	return explanation{}, false
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
		what: fmt.Sprintf("The answer was HTTP %s and not in Salesforce's form.", statusText(e.Status)),
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

// statusText is a status with its name; proxies have some without one.
func statusText(status int) string {
	if name := http.StatusText(status); name != "" {
		return fmt.Sprintf("%d (%s)", status, name)
	}
	return strconv.Itoa(status)
}
