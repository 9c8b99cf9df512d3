// Package salesforce speaks to one Salesforce org over REST.
//
// It answers four questions for the domain: which rows are there (Client.Query), what
// the org looks like (Client.Describe, Client.Limits, Client.OrganizationID), was this
// unit of work done, wholly or not at all (Client.Commit), and if not, why (the error
// types). Session, retry, deadlines, coalescing and the request log are its own affair.
//
// Every call is carried by github.com/k-capehart/go-salesforce. That library sends
// through http.DefaultClient, so the package installs one transport there, which acts
// on this package's own requests and passes all others through untouched. From the
// inside out:
//
//	attempt.go    one attempt: slot, deadline, whole body, request log
//	retry.go      whether and when there is another
//	carrier.go    the transport that go-salesforce meets; refusals become *APIError
//	session.go    one login for all, one renewal for all
//	credentials*  the ways in; cli.go runs the Salesforce CLI, mask.go hides secrets
//	client.go     a call: session, request, answer
//
// Source keys such as S10 in comments refer to the list of public sources that the
// project keeps with its platform facts.
//
// The package may import the standard library, go-salesforce, go-retryablehttp,
// terraform-plugin-log, golang.org/x/sync and internal/coalesce. No type of
// go-salesforce leaves it.
package salesforce
