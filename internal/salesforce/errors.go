package salesforce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Error codes that change what is done next (S10, S22, S23). Other codes pass through
// as Salesforce sends them.
const (
	codeInvalidSession  = "INVALID_SESSION_ID"
	codeRequestLimit    = "REQUEST_LIMIT_EXCEEDED"
	codeLockRow         = "UNABLE_TO_LOCK_ROW"
	codeQueryTimeout    = "QUERY_TIMEOUT"
	codeQueryLocator    = "INVALID_QUERY_LOCATOR"
	codeMixedDML        = "MIXED_DML_OPERATION"
	codeHalted          = "PROCESSING_HALTED"
	codeRolledBack      = "ALL_OR_NONE_OPERATION_ROLLED_BACK"
	codeNotFound        = "NOT_FOUND"
	codeDeleted         = "ENTITY_IS_DELETED"
	codeCrossReference  = "INVALID_CROSS_REFERENCE_KEY"
	codeOAuthTransient  = "unknown_error"
	codeJSONParser      = "JSON_PARSER_ERROR"
	codeAPIDisabledOrg  = "API_DISABLED_FOR_ORG"
	codeAPIDisabledUser = "API_CURRENTLY_DISABLED"
	codePasswordExpired = "INVALID_OPERATION_WITH_EXPIRED_PASSWORD"
	codePolicy          = "TXN_SECURITY_NO_ACCESS"
)

// APIError is a refusal by Salesforce, or by something that answered in its place.
type APIError struct {
	// Status is the HTTP status; of the subrequest when the error came inside a composite.
	Status int
	// Code is Salesforce's error code or the OAuth error; empty when the answer had none.
	Code string
	// Message is Salesforce's own text.
	Message string
	// Fields names the fields that Salesforce blames.
	Fields []string
	// OAuth is true when the token endpoint refused.
	OAuth bool
	// Method and Path name the request, without its query string.
	Method, Path string
	// RequestID is Salesforce's id of the request, for support cases.
	RequestID string
	// Body is the start of an answer that was not JSON of a known shape.
	Body string
	// Told is shared by all that the daily limit refuses, and nil otherwise.
	*Told
}

// Error gives status, code and message.
func (e *APIError) Error() string {
	parts := []string{fmt.Sprintf("%s %s: %d", e.Method, e.Path, e.Status), e.Code, e.Message}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ": ")
}

// asAPIError finds the refusal inside err, or nil.
func asAPIError(err error) *APIError {
	var api *APIError
	errors.As(err, &api)
	return api
}

// HasCode reports whether err carries an APIError with one of the codes.
func HasCode(err error, codes ...string) bool {
	var api *APIError
	return errors.As(err, &api) && slices.Contains(codes, api.Code)
}

// IsGone reports whether err says that the row addressed no longer exists. Salesforce
// says the same of an object the user may not see (S23), so whoever needs proof looks again.
func IsGone(err error) bool {
	var api *APIError
	if !errors.As(err, &api) {
		return false
	}
	var step *StepError
	deleting := errors.As(err, &step) && step.Step.Verb == Delete
	creating := step != nil && step.Step.Verb == Create
	switch api.Code {
	case codeNotFound, codeDeleted, codeCrossReference:
		return !creating && (deleting || api.Status == http.StatusNotFound)
	}
	return false
}

// TransportKind says how a request failed without an answer.
type TransportKind int

// The ways in which an answer can fail to come.
const (
	// Unreachable: no connection could be made.
	Unreachable TransportKind = iota + 1
	// TLS: the certificate or the handshake was refused.
	TLS
	// Timeout: no complete answer within Config.RequestTimeout.
	Timeout
	// Reset: the connection broke before the answer was complete.
	Reset
)

// String names the kind.
func (k TransportKind) String() string {
	switch k {
	case Unreachable:
		return "unreachable"
	case TLS:
		return "TLS failure"
	case Timeout:
		return "timeout"
	case Reset:
		return "connection lost"
	}
	return "unknown"
}

// TransportError reports a request without an answer.
type TransportError struct {
	Op, Host string
	Kind     TransportKind
	Err      error

	// sent is false when Salesforce cannot have seen the request.
	sent bool
}

// Error names request, host and kind.
func (e *TransportError) Error() string {
	return fmt.Sprintf("%s %s: %s: %v", e.Op, e.Host, e.Kind, e.Err)
}

// Unwrap returns the cause.
func (e *TransportError) Unwrap() error { return e.Err }

// AnswerError reports an answer that the API does not promise: malformed JSON, a missing
// part, a page that leads nowhere.
type AnswerError struct {
	Path   string
	Reason string
	Err    error // may be nil
}

// Error names path and reason.
func (e *AnswerError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Path, e.Reason, e.Err)
	}
	return e.Path + ": " + e.Reason
}

// Unwrap returns the cause, if any.
func (e *AnswerError) Unwrap() error { return e.Err }

// UncertainError reports a write whose outcome is not known, because the answer was lost.
// There is no idempotency key: look the rows up before writing again.
type UncertainError struct{ Err error }

// Error gives the cause.
func (e *UncertainError) Error() string { return "outcome unknown: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *UncertainError) Unwrap() error { return e.Err }

// IsUncertain reports whether err leaves open if a write took effect.
func IsUncertain(err error) bool {
	var uncertain *UncertainError
	return errors.As(err, &uncertain)
}

// QueryError is a query that Salesforce refused.
type QueryError struct {
	// Index is the query's place in the call, from 0.
	Index int
	SOQL  string
	Err   *APIError
}

// Error gives index and cause.
func (e *QueryError) Error() string { return fmt.Sprintf("query %d: %v", e.Index, e.Err) }

// Unwrap returns the refusal.
func (e *QueryError) Unwrap() error { return e.Err }

// StepError is a unit of work that failed at one step. Unless Standing says otherwise,
// nothing of the unit took effect.
type StepError struct {
	Step Step
	// Cause is Salesforce's refusal; nil when the step failed for want of an answer.
	Cause *APIError
	// Err is the whole cause.
	Err error
	// Standing lists steps that took effect and could not be undone, with the ids of
	// created rows, in the order given. Deletes that were carried out are among them.
	Standing []Step
}

// Error names step and cause.
func (e *StepError) Error() string {
	return fmt.Sprintf("%s %s (%s): %v", e.Step.Verb, e.Step.Object, e.Step.Ref, e.Err)
}

// Unwrap returns the whole cause.
func (e *StepError) Unwrap() error { return e.Err }

// LoginError says that no session could be had. One failure is the same LoginError for all
// who wait for that log-in, and for who asks after a final one.
type LoginError struct {
	Err error
	*Told
}

// Error gives the cause.
func (e *LoginError) Error() string { return "no session: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *LoginError) Unwrap() error { return e.Err }

// ConfigError names the configuration field that cannot be used.
type ConfigError struct{ Field, Reason string }

// Error gives field and reason.
func (e *ConfigError) Error() string { return e.Field + ": " + e.Reason }

// WrongOrgError reports a session that belongs to another org than it must. Both ids have
// 18 characters.
type WrongOrgError struct{ Want, Got string }

// Error gives both ids.
func (e *WrongOrgError) Error() string { return "org is " + e.Got + ", not " + e.Want }

// GraphError is a unit of work that cannot be sent as it stands: a mistake of the program.
type GraphError struct {
	// Index is the step's place, from 0; -1 for the unit as a whole.
	Index  int
	Reason string
}

// Error gives place and reason.
func (e *GraphError) Error() string { return fmt.Sprintf("graph step %d: %s", e.Index, e.Reason) }

func isContextError(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
