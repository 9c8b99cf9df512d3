package orgsim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
)

// oauth answers what stands under /services/oauth2 (sections 1.1 and 1.2). None of it counts as an API call.
func (o *Org) oauth(c *call, r *http.Request, endpoint string, body []byte) reply {
	switch endpoint {
	case "token":
		if r.Method != http.MethodPost {
			return oauthError(http.StatusBadRequest, "invalid_request", "must use HTTP POST")
		}
		return o.token(c, r, body)
	case "userinfo":
		if !o.authorised(r, c) {
			return reply{status: http.StatusForbidden, text: "Bad_OAuth_Token", contentType: "text/html;charset=UTF-8"}
		}
		return o.userinfo(c)
	case "revoke":
		return o.revoke(body, r.URL.Query())
	}
	return errNotFound().reply()
}

func sign(key, text string) string {
	m := hmac.New(sha256.New, []byte(key))
	m.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(m.Sum(nil))
}

func oauthError(status int, code, description string) reply {
	return reply{status: status, body: map[string]string{"error": code, "error_description": description},
		header: map[string]string{"Cache-Control": "no-store"}}
}

// revoke ends a session. Its error is a form, not JSON (S22).
func (o *Org) revoke(body []byte, query url.Values) reply {
	form, err := url.ParseQuery(string(body))
	token := form.Get("token")
	if token == "" {
		token = query.Get("token")
	}
	if err == nil && o.sessions.end(token) {
		return reply{status: http.StatusOK}
	}
	return reply{status: http.StatusBadRequest, contentType: "application/x-www-form-urlencoded",
		text: url.Values{"error": {"unsupported_token_type"}, "error_description": {"this token is not supported"}}.Encode()}
}
