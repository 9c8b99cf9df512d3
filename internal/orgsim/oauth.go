package orgsim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
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
		return o.identity(c)
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

// identity is the answer of userinfo and of the identity address, about the user of the session.
func (o *Org) identity(c *call) reply {
	user, _ := o.store.Begin(false).Get("User", c.userID)
	return ok(map[string]any{
		"sub": c.host + "/id/" + o.shared.orgID + "/" + c.userID, "user_id": c.userID,
		"organization_id": o.shared.orgID, "preferred_username": user["Username"], "nickname": user["CommunityNickname"],
		"name": user["Name"], "email": user["Email"], "email_verified": true, "given_name": user["FirstName"],
		"family_name": user["LastName"], "zoneinfo": user["TimeZoneSidKey"], "locale": user["LocaleSidKey"],
		"language": user["LanguageLocaleKey"], "user_type": strings.ToUpper(ref(user, "UserType")),
		"active": user["IsActive"], "utcOffset": 0, "updated_at": user["LastModifiedDate"],
		"urls": map[string]string{"rest": c.host + "/services/data/v{version}/", "sobjects": c.host + "/services/data/v{version}/sobjects/",
			"query": c.host + "/services/data/v{version}/query/"},
	})
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
