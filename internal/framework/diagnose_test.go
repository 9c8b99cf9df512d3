package framework_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

const golden = "testdata/diagnostics.txt"

// A cause is an error as the domain or the client gives it.
type cause struct {
	name string
	verb string
	err  error
}

var (
	ada    = fastcall.User{ID: "005xx000001SwiUAAS", Username: "ada@acme.example", Active: true}
	grace  = fastcall.User{ID: "005xx000001SwiVAAS", Username: "grace@acme.example", Active: true}
	hedy   = fastcall.User{ID: "005xx000001SwiWAAS", Username: "hedy@acme.example"}
	center = fastcall.CallCenter{ID: "04vxx0000004C92AAE", Name: "Fastcall Call Center"}
	other  = fastcall.CallCenter{ID: "04vxx0000004C93AAE", Name: "Old Switchboard"}
	user   = fastcall.PermissionSet{Name: "FastCall_User", Label: "Fastcall User", Namespace: "FastCall"}
	seats  = &fastcall.Seats{License: fastcall.PackageLicense{Allowed: 4, Used: 4, Status: "Active"},
		Holders: []fastcall.User{ada, grace, hedy}, GuestReserved: 1}
	license = fastcall.PackageLicense{ID: "050xx0000000001AAA", Namespace: "FastCall", Status: "Active", Allowed: 10}
)

// api is a refusal of the API.
func api(status int, code, message string) *salesforce.APIError {
	return &salesforce.APIError{Status: status, Code: code, Message: message, Method: http.MethodPost, Path: "/services/data/v62.0/composite"}
}

// login is a refusal of the token endpoint.
func login(code, message string) *salesforce.APIError {
	e := api(http.StatusBadRequest, code, message)
	e.OAuth = true
	return e
}

// cli is a failure of the Salesforce CLI.
func cli(kind salesforce.CLIKind, message string) *salesforce.CLIError {
	return &salesforce.CLIError{Command: []string{"sf", "org", "display", "--json", "--target-org", "acme"}, Kind: kind, Message: message}
}

func causes() []cause {
	var all []cause
	for _, group := range [][]cause{loginCauses(), answerCauses(), orgCauses(), userCauses(), refusalCauses()} {
		all = append(all, group...)
	}
	return all
}

func loginCauses() []cause {
	return []cause{
		{"wrong secret", "read", login("invalid_client", "invalid client credentials")},
		{"unknown client", "read", login("invalid_client_id", "client identifier invalid")},
		{"no run-as user", "read", login("invalid_grant", "no client credentials user enabled")},
		{"flow not enabled", "read", login("unsupported_grant_type", "client credentials flow not enabled")},
		{"user not pre-authorized", "read", login("invalid_grant", "user hasn't approved this consumer")},
		{"bad assertion", "read", login("invalid_grant", "invalid assertion")},
		{"wrong audience", "read", login("invalid_grant", "audience is invalid")},
		{"wrong password", "read", login("invalid_grant", "authentication failure")},
		{"IP address not let in", "read", login("invalid_grant", "ip restricted")},
		{"malformed private key", "use", &salesforce.ConfigError{Field: "PrivateKey", Reason: "must be PEM"}},
		{"CLI not installed", "read", cli(salesforce.CLINotInstalled, "not found")},
		{"CLI not logged in", "read", cli(salesforce.CLINotLoggedIn, "No authorization information found for acme.")},
		{"CLI answers nonsense", "read", cli(salesforce.CLIBadAnswer, "no usable accessToken")},
		{"CLI does not answer", "read", cli(salesforce.CLITimeout, "")},
		{"CLI fails", "read", cli(salesforce.CLIFailed, "Unexpected token")},
		{"CLI knows another address", "read", &salesforce.InstanceError{Configured: "acme.my.salesforce.com", Found: "beta.my.salesforce.com"}},
		{"not admin approved", "read", login("invalid_app_access", "user is not admin approved to access this app")},
		{"inactive API user", "read", login("inactive_user", "user is inactive")},
		{"inactive org", "read", login("inactive_org", "organization is inactive")},
		{"too many log-ins", "read", login("rate_limit_exceeded", "login rate exceeded")},
		{"expired session", "read", api(http.StatusUnauthorized, "INVALID_SESSION_ID", "Session expired or invalid")},
		{"session not for REST", "read", api(http.StatusUnauthorized, "INVALID_SESSION_ID", "This session is not valid for use with the REST API")},
		{"expired password", "read", api(http.StatusUnauthorized, "INVALID_OPERATION_WITH_EXPIRED_PASSWORD", "The users password has expired")},
		{"API disabled for org", "read", api(http.StatusForbidden, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.")},
		{"API disabled for user", "read", api(http.StatusForbidden, "API_CURRENTLY_DISABLED", "API is disabled for this User")},
	}
}

func answerCauses() []cause {
	const host = "acme.my.salesforce.com"
	lost := &salesforce.TransportError{Op: "POST", Host: host, Kind: salesforce.Reset, Err: errors.New("connection reset by peer")}
	return []cause{
		{"unreachable host", "read", &salesforce.TransportError{Op: "POST", Host: host, Kind: salesforce.Unreachable, Err: errors.New("no such host")}},
		{"TLS failure", "read", &salesforce.TransportError{Op: "POST", Host: host, Kind: salesforce.TLS, Err: errors.New("certificate signed by unknown authority")}},
		{"no answer in time", "read", &salesforce.TransportError{Op: "POST", Host: host, Kind: salesforce.Timeout, Err: context.DeadlineExceeded}},
		{"lost answer to a read", "read", lost},
		{"lost answer to a write", "onboard", &salesforce.UncertainError{Err: lost}},
		{"wrong host", "read", &salesforce.APIError{Status: http.StatusNotFound, Body: "<html>"}},
		{"expired scratch org", "read", &salesforce.APIError{Status: 420}},
		{"gateway error", "read", &salesforce.APIError{Status: http.StatusBadGateway}},
		{"not Salesforce", "read", &salesforce.AnswerError{Path: "/services/oauth2/token", Reason: "no session in the answer"}},
		{"daily limit", "read", api(http.StatusForbidden, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")},
		{"concurrency limit", "read", api(http.StatusForbidden, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")},
		{"read only", "onboard", &salesforce.ReadOnlyError{Method: "POST", Path: "/services/data/v62.0/composite/graph"}},
		{"budget used up", "read", &salesforce.BudgetError{Usage: salesforce.Usage{Used: 13600, Max: 15000}, Percent: 90}},
		{"busy", "read", api(http.StatusServiceUnavailable, "SERVER_UNAVAILABLE", "server too busy")},
		{"timeout of the operation", "onboard", context.DeadlineExceeded},
		{"cancelled", "onboard", context.Canceled},
	}
}

func orgCauses() []cause {
	second := license
	second.ID = "050xx0000000002AAA"
	return []cause{
		{"another org", "read", &salesforce.WrongOrgError{Want: "00Dxx0000001gPLEAY", Got: "00Dxx0000001gPMEAY"}},
		{"malformed address", "use", &salesforce.ConfigError{Field: "InstanceURL", Reason: "must begin with https://"}},
		{"no package license", "plan", &fastcall.PackageLicenseError{Namespace: "FastCall"}},
		{"several package licenses", "plan", &fastcall.PackageLicenseError{Namespace: "FastCall", Candidates: []fastcall.PackageLicense{license, second}}},
		{"role without a set", "plan", &fastcall.PermissionSetError{Role: "admin", Label: "Fastcall Admin", Namespace: "FastCall",
			Candidates: []fastcall.PermissionSet{user}}},
		{"role mapped to nothing", "plan", &fastcall.PermissionSetError{Role: "admin", Mapped: "Boss", Namespace: "FastCall",
			Candidates: []fastcall.PermissionSet{user}}},
		{"no such call center", "plan", &fastcall.CallCenterNotFoundError{Wanted: "Berlin", Namespace: "FastCall", Candidates: []fastcall.CallCenter{center, other}}},
		{"no call center of Fastcall's", "plan", &fastcall.CallCenterNotFoundError{Namespace: "FastCall", Candidates: []fastcall.CallCenter{other}}},
		{"several call centers", "plan", &fastcall.AmbiguousCallCenterError{Matches: []fastcall.CallCenter{center, other}}},
		{"hidden user", "read", &fastcall.HiddenError{Object: "User", RecordID: ada.ID, Permission: "View All Users"}},
		{"hidden object", "read", &fastcall.HiddenError{Object: "UserPackageLicense", Permission: "Manage Package Licenses",
			Cause: &salesforce.QueryError{Err: api(http.StatusBadRequest, "INVALID_TYPE", "sObject type 'UserPackageLicense' is not supported.")}}},
	}
}

func userCauses() []cause {
	byName := fastcall.UserKey{Username: "ada@acme.example"}
	byFederation := fastcall.UserKey{FederationID: "ada"}
	return []cause{
		{"no such user", "onboard", &fastcall.UserNotFoundError{Key: byName}},
		{"ambiguous federation id", "onboard", &fastcall.AmbiguousUserError{Key: byFederation, Users: []fastcall.User{ada, grace}}},
		{"two resources for a user", "plan", &fastcall.SharedUserError{}},
		{"one of two resources destroyed", "plan", &fastcall.SharedUserError{Leaves: true}},
		{"keys of two users", "plan", &fastcall.KeysDisagreeError{Keys: []fastcall.UserKey{byName, byFederation}, User: ada}},
		{"inactive user", "onboard", &fastcall.InactiveUserError{User: hedy}},
		{"guest user", "onboard", &fastcall.GuestUserError{User: ada}},
		{"renamed user", "plan", &framework.RenamedError{Key: byName, Now: grace}},
		{"key moved since the plan", "onboard", &framework.MovedKeyError{Key: byName, Planned: ada.ID, Found: grace.ID}},
		{"import of nobody", "import", &framework.NobodyError{Text: "ada"}},
		{"import of no Fastcall user", "import", &framework.StrangerError{User: ada}},
		{"released and onboarded in one plan", "plan", &fastcall.ReturningUserError{}},
		{"call center taken", "onboard", &fastcall.CallCenterTakenError{User: ada, Holds: other, Wanted: center}},
		{"voice contact center wanted", "plan", &fastcall.VoiceCallCenterError{CallCenter: other}},
		{"voice contact center to leave", "onboard", &fastcall.VoiceCallCenterError{CallCenter: other, Leaving: true}},
	}
}

func refusalCauses() []cause {
	refused := func(part fastcall.Part, name string, cause *salesforce.APIError) *fastcall.RefusedError {
		return &fastcall.RefusedError{User: ada, Part: part, Name: name, Cause: cause}
	}
	limit := api(http.StatusBadRequest, "LICENSE_LIMIT_EXCEEDED", "License limit exceeded")
	bad := api(http.StatusBadRequest, "INVALID_PACKAGE_LICENSE", "invalid package license")
	denied := api(http.StatusBadRequest, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
	forbidden := api(http.StatusBadRequest, "FIELD_INTEGRITY_EXCEPTION",
		"Can't assign permission set Fastcall User to user Ada Byron. The user license doesn't allow the permission: Access Open CTI")
	ended := api(http.StatusUnauthorized, "INVALID_SESSION_ID", "Session expired or invalid")
	ruled := api(http.StatusBadRequest, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Not on Mondays.")
	expired, site := license, license
	expired.Status, site.Allowed = "Expired", -1
	half := &fastcall.LeftoverError{Err: refused(fastcall.PartPermissionSet, "Fastcall User", forbidden),
		Parts: []fastcall.Part{fastcall.PartLicense}}
	lost := &salesforce.TransportError{Op: "POST", Host: "acme.my.salesforce.com", Kind: salesforce.Reset, Err: errors.New("connection reset by peer")}
	return []cause{
		{"no seat", "onboard", &fastcall.NoSeatError{User: ada, Seats: seats, Cause: limit}},
		{"no seat, figures unknown", "onboard", &fastcall.NoSeatError{User: ada, Cause: limit, Wait: fastcall.WaitStopped}},
		{"no seat while three wait", "onboard", &fastcall.NoSeatError{User: ada, Cause: limit, Wait: fastcall.WaitersFull}},
		{"no seat while three wait for releases", "onboard", &fastcall.NoSeatError{User: ada, Cause: limit, Wait: fastcall.WaitersFull, Releases: true}},
		{"no seat after the last release", "onboard", &fastcall.NoSeatError{User: ada, Cause: limit, Releases: true}},
		{"seats not counted", "plan", &fastcall.UncountedError{Err: &fastcall.HiddenError{Object: "UserPackageLicense", Permission: "Manage Package Licenses"}}},
		{"expired package", "onboard", &fastcall.LicenseError{User: ada, License: expired, Cause: bad}},
		{"site license", "onboard", &fastcall.LicenseError{User: ada, License: site, Cause: bad}},
		{"no Manage Package Licenses", "onboard", refused(fastcall.PartLicense, "FastCall", denied)},
		{"no Assign Permission Sets", "onboard", refused(fastcall.PartPermissionSet, "Fastcall User", denied)},
		{"no Manage Call Centers", "onboard", refused(fastcall.PartCallCenter, "Fastcall Call Center", denied)},
		{"user license forbids the set", "onboard", refused(fastcall.PartPermissionSet, "Fastcall User", forbidden)},
		{"refused and not taken back", "onboard", half},
		{"session ended and not taken back", "onboard", &fastcall.LeftoverError{Err: refused(fastcall.PartCallCenter, "Fastcall Call Center", ended),
			Parts: []fastcall.Part{fastcall.PartLicense}}},
		{"rule of the org, and not taken back", "onboard", &fastcall.LeftoverError{Err: refused(fastcall.PartCallCenter, "Fastcall Call Center", ruled),
			Parts: []fastcall.Part{fastcall.PartLicense}}},
		{"outcome unknown", "onboard", &fastcall.UnknownOutcomeError{User: ada, Err: &salesforce.UncertainError{Err: lost},
			LookErr: api(http.StatusServiceUnavailable, "SERVER_UNAVAILABLE", "server too busy")}},
		{"nothing visible in the namespace", "read", &fastcall.NotInstalledError{Namespace: "FastCal"}},
		{"groups not found", "read", &fastcall.GroupsNotFoundError{Groups: []string{"Nowhere"}}},
		{"unsettled", "release", &fastcall.UnsettledError{User: ada, Attempts: 5, Cause: api(http.StatusNotFound, "ENTITY_IS_DELETED", "entity is deleted")}},
	}
}

// Each cause has its words: what could not be done and to whom, what
// Salesforce said, what to do next.
func TestGoldenDiagnostics(t *testing.T) { worded(t, golden, ada.Username, causes()) }

// worded holds the words for causes, about a subject, against a golden file.
func worded(t *testing.T, file, subject string, causes []cause) {
	t.Helper()
	var b strings.Builder
	for _, c := range causes {
		diags := framework.Diagnose(c.verb, subject, c.err)
		fmt.Fprintf(&b, "=== %s ===\n", c.name)
		for _, d := range diags {
			fmt.Fprintf(&b, "%s: %s\n\n%s\n\n", d.Severity(), d.Summary(), d.Detail())
			if !strings.Contains(d.Detail(), "What to do: ") {
				t.Errorf("%s does not say what to do", c.name)
			}
		}
	}
	acctest.Golden(t, file, b.String())
}
