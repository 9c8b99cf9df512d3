package salesforce

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// maxShownBody bounds APIError.Body, in bytes.
const maxShownBody = 512

// refusal makes an APIError of an answer outside 2xx.
func refusal(r *http.Request, resp *http.Response, body []byte) *APIError {
	e := parseRefusal(resp.StatusCode, body)
	e.Method, e.Path, e.RequestID = r.Method, r.URL.Path, requestID(resp.Header)
	x := exchangeOf(r.Context())
	e.Message, e.Body = x.mask(r, e.Message), x.mask(r, e.Body)
	e.Body = truncate(e.Body)
	return e
}

// reported is one error in any of the shapes Salesforce uses: errorCode in REST,
// statusCode in collections (S4), error and error_description in OAuth (S12), and a list
// of errors inside the result of an action.
type reported struct {
	ErrorCode   string   `json:"errorCode"`
	StatusCode  string   `json:"statusCode"`
	Message     string   `json:"message"`
	Fields      []string `json:"fields"`
	Error       string   `json:"error"`
	Description string   `json:"error_description"`

	Errors []reported `json:"errors"`
}

// parseRefusal reads status, code, message and fields from the body of a refusal, be it a
// JSON array, a JSON object, a form (S22), or none of these.
func parseRefusal(status int, body []byte) *APIError {
	e := &APIError{Status: status}
	var list []reported
	var one reported
	switch {
	case json.Unmarshal(body, &list) == nil && len(list) > 0:
		one = list[0]
	case json.Unmarshal(body, &one) == nil:
	case bytes.HasPrefix(body, []byte("error=")):
		if form, err := url.ParseQuery(string(body)); err == nil {
			one.Error, one.Description = form.Get("error"), form.Get("error_description")
		}
	}
	if len(one.Errors) > 0 {
		one = one.Errors[0]
	}
	e.Code = firstOf(one.ErrorCode, one.StatusCode, one.Error)
	e.Message = firstOf(one.Message, one.Description)
	e.Fields = one.Fields
	if e.Code == "" && e.Message == "" {
		e.Message = firstOf(http.StatusText(status), "unknown status")
		e.Body = strings.ToValidUTF8(string(body), "")
	}
	return e
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func truncate(text string) string {
	if len(text) <= maxShownBody {
		return text
	}
	return strings.ToValidUTF8(text[:maxShownBody], "") + "…"
}

func requestID(h http.Header) string {
	return firstOf(h.Get("X-SFDC-Request-Id"), h.Get("X-Request-Id"))
}
