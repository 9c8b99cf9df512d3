package orgsim

import (
	"fmt"
	"net/http"
	"strings"
)

// apiError is one refusal as Salesforce words it. Data manipulation errors carry a list of fields, others do not.
type apiError struct {
	Status  int
	Code    string
	Message string
	Fields  []string
	// Allow are the methods that the address has, for a request with another one.
	Allow string
}

func (e *apiError) Error() string { return e.Code + ": " + e.Message }

// body is the answer to a request of its own: an array with one error.
func (e *apiError) body() any {
	m := map[string]any{"errorCode": e.Code, "message": e.Message}
	if e.Fields != nil {
		m["fields"] = e.Fields
	}
	return []any{m}
}

// row is the answer inside a collection, where the code has another key (S4).
func (e *apiError) row() map[string]any {
	fields := e.Fields
	if fields == nil {
		fields = []string{}
	}
	return map[string]any{"statusCode": e.Code, "message": e.Message, "fields": fields}
}

func (e *apiError) reply() reply {
	r := reply{status: e.Status, body: e.body()}
	if e.Allow != "" {
		r.header = map[string]string{"Allow": e.Allow}
	}
	return r
}

func refuse(status int, code, format string, args ...any) *apiError {
	return &apiError{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

// rejectRow is a data manipulation error, which is HTTP 400 unless said otherwise.
func rejectRow(code string, fields []string, format string, args ...any) *apiError {
	if fields == nil {
		fields = []string{}
	}
	return &apiError{Status: http.StatusBadRequest, Code: code, Message: fmt.Sprintf(format, args...), Fields: fields}
}

func errNotFound() *apiError {
	return refuse(http.StatusNotFound, "NOT_FOUND", "The requested resource does not exist")
}

func errNotAnID(text string) *apiError {
	return refuse(http.StatusNotFound, "NOT_FOUND",
		"Provided external ID field does not exist or is not accessible: %s", text)
}

func errNeverExisted() *apiError {
	e := rejectRow("INVALID_CROSS_REFERENCE_KEY", nil, "invalid cross reference id")
	e.Status = http.StatusNotFound
	return e
}

func errDeleted() *apiError {
	e := rejectRow("ENTITY_IS_DELETED", nil, "entity is deleted")
	e.Status = http.StatusNotFound
	return e
}

func errBadReference(field string) *apiError {
	return rejectRow("INVALID_CROSS_REFERENCE_KEY", []string{field}, "invalid cross reference id")
}

// errMethod is the answer to a method that an address does not have: it says which ones it has (section 2).
func errMethod(method string, allowed ...string) *apiError {
	allow := strings.Join(allowed, ",")
	e := refuse(http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "HTTP Method '%s' not allowed. Allowed are %s", method, allow)
	e.Allow = allow
	return e
}

func errJSON(detail string) *apiError {
	return refuse(http.StatusBadRequest, "JSON_PARSER_ERROR", "%s", detail)
}

func errNoField(field, object string) *apiError {
	return refuse(http.StatusBadRequest, "INVALID_FIELD", "No such column '%s' on sobject of type %s", field, object)
}

func errSession() *apiError {
	return refuse(http.StatusUnauthorized, "INVALID_SESSION_ID", "Session expired or invalid")
}
