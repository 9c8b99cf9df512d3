package orgsim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
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

// token grants client credentials (S13, S30, S31). Other grants are refused as unsupported.
func (o *Org) token(c *call, r *http.Request, body []byte) reply {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return oauthError(http.StatusBadRequest, "invalid_request", "malformed request")
	}
	id, secret := form.Get("client_id"), form.Get("client_secret")
	if user, password, basic := r.BasicAuth(); basic {
		id, secret = user, password
	}
	app := o.shared.client
	switch {
	case form.Get("grant_type") != "client_credentials":
		return oauthError(http.StatusBadRequest, "unsupported_grant_type", "grant type not supported")
	case id != app.ID:
		return oauthError(http.StatusBadRequest, "invalid_client_id", "client identifier invalid")
	case !hmac.Equal([]byte(secret), []byte(app.Secret)):
		status, _ := strconv.Atoi(c.knobs.value("K-oauth-badsecret-status"))
		return oauthError(status, "invalid_client", "invalid client credentials")
	case app.FlowDisabled:
		return oauthError(http.StatusBadRequest, c.knobs.value("K-oauth-flow-disabled"), "client credentials flow not enabled")
	case o.shared.apiUserID == "":
		return oauthError(http.StatusBadRequest, "invalid_grant", "no client credentials user enabled")
	}
	if user := o.apiUser(); user["IsActive"] == false {
		return oauthError(http.StatusBadRequest, "inactive_user", "user is inactive")
	}
	token := o.sessions.issue(o.shared.orgID, c.now)
	issued := strconv.FormatInt(c.now.UnixMilli(), 10)
	identity := c.host + "/id/" + o.shared.orgID + "/" + o.shared.apiUserID
	return ok(map[string]string{
		"access_token": token, "token_type": "Bearer", "scope": "api", "instance_url": c.host, "id": identity,
		"issued_at": issued, "signature": sign(app.Secret, identity+issued),
	})
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

func (o *Org) apiUser() store.Row {
	row, _ := o.store.Begin(false).Get("User", o.shared.apiUserID)
	return row
}

// identity is the answer of userinfo and of the identity address.
func (o *Org) identity(c *call) reply {
	user := o.apiUser()
	return ok(map[string]any{
		"sub": c.host + "/id/" + o.shared.orgID + "/" + o.shared.apiUserID, "user_id": o.shared.apiUserID,
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
