package orgsim

import (
	"crypto/hmac"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// login is a token request under way.
type login struct {
	*call
	form       url.Values
	id, secret string // of the app
}

// refusedLogin is an error of the token endpoint.
type refusedLogin struct {
	status            int
	code, description string
}

func refuseLogin(code, description string) *refusedLogin {
	return &refusedLogin{http.StatusBadRequest, code, description}
}

func (e *refusedLogin) reply() reply { return oauthError(e.status, e.code, e.description) }

// grants are the ways to a token, by grant_type. Each gives the user who logs in.
var grants = map[string]func(*login) (store.Row, *refusedLogin){
	"client_credentials": (*login).clientCredentials,
	"password":           (*login).password,
	"refresh_token":      (*login).refresh,
	"urn:ietf:params:oauth:grant-type:jwt-bearer": (*login).assertion,
}

// token answers the token endpoint (section 1.1).
func (o *Org) token(c *call, r *http.Request, body []byte) reply {
	if e := o.faults.onToken(target{verb: "token", method: r.Method, path: r.URL.Path}); e != nil {
		return oauthError(e.Status, e.Code, e.Message)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return oauthError(http.StatusBadRequest, "invalid_request", "malformed request")
	}
	l := &login{call: c, form: form, id: form.Get("client_id"), secret: form.Get("client_secret")}
	if user, password, basic := r.BasicAuth(); basic {
		l.id, l.secret = user, password
	}
	grant, known := grants[form.Get("grant_type")]
	if !known {
		return refuseLogin("unsupported_grant_type", "grant type not supported").reply()
	}
	user, refused := grant(l)
	if refused == nil {
		refused = l.admit(user)
	}
	if refused != nil {
		return refused.reply()
	}
	return l.welcome(ref(user, "Id"))
}

// onToken is the error that a fault of effect fail gives a login, if its verb is token. Faults that name no verb are meant
// for rows.
func (s *faults) onToken(at target) *apiError {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.list {
		if a.Effect == EffectFail && a.Verb != "" && strings.Contains(at.path, a.Path) && a.matches(at) && a.strikes() {
			return a.rowError(at)
		}
	}
	return nil
}

// welcome issues the token. All values are strings (S14, S24).
func (l *login) welcome(userID string) reply {
	o := l.org
	issued := strconv.FormatInt(l.now.UnixMilli(), 10)
	identity := l.host + "/id/" + o.shared.orgID + "/" + userID
	return ok(map[string]string{
		"access_token": o.sessions.issue(o.shared.orgID, userID, l.now), "token_type": "Bearer", "scope": "api",
		"instance_url": l.host, "id": identity, "issued_at": issued, "signature": sign(o.shared.client.Secret, identity+issued),
	})
}

// app checks the consumer key (S31).
func (l *login) app(id string) *refusedLogin {
	if id != l.org.shared.client.ID {
		return refuseLogin("invalid_client_id", "client identifier invalid")
	}
	return nil
}

// confidential checks the consumer key and its secret (S31).
func (l *login) confidential() *refusedLogin {
	if e := l.app(l.id); e != nil {
		return e
	}
	if !equal(l.secret, l.org.shared.client.Secret) {
		status, _ := strconv.Atoi(l.knobs.value("K-oauth-badsecret-status"))
		return &refusedLogin{status, "invalid_client", "invalid client credentials"}
	}
	return nil
}

// clientCredentials logs in as the run-as user of the app (S13, S30).
func (l *login) clientCredentials() (store.Row, *refusedLogin) {
	if e := l.confidential(); e != nil {
		return nil, e
	}
	if l.org.shared.client.FlowDisabled {
		return nil, refuseLogin(l.knobs.value("K-oauth-flow-disabled"), "client credentials flow not enabled")
	}
	user, found := l.org.store.Begin(false).Get("User", l.org.shared.apiUserID)
	if !found {
		return nil, refuseLogin("invalid_grant", "no client credentials user enabled")
	}
	return user, nil
}

// password logs in as the user whose password and security token are sent (S13, S24). What an org says that blocks the
// flow is not public; this one does not tell it from a wrong password.
func (l *login) password() (store.Row, *refusedLogin) {
	if e := l.confidential(); e != nil {
		return nil, e
	}
	failure := refuseLogin("invalid_grant", "authentication failure")
	user := l.user(l.form.Get("username"))
	if user == nil || !l.knobs.is("K-oauth-password", "allowed") {
		return nil, failure
	}
	for name, want := range l.org.shared.client.Passwords {
		if strings.EqualFold(name, ref(user, "Username")) && equal(l.form.Get("password"), want.Password+want.SecurityToken) {
			return user, nil
		}
	}
	return nil, failure
}

// refresh refuses whatever token is sent: no grant here gives one, so what a caller has is none of this org, or of the past
// (S12, S13).
func (l *login) refresh() (store.Row, *refusedLogin) {
	if e := l.app(l.id); e != nil {
		return nil, e
	}
	return nil, refuseLogin("invalid_grant", "expired access/refresh token")
}

// admit refuses users who may not log in at all (S32, S34).
func (l *login) admit(user store.Row) *refusedLogin {
	switch {
	case user["IsActive"] == false:
		return refuseLogin("inactive_user", "user is inactive")
	case named(l.org.shared.client.Barred, user):
		return refuseLogin("invalid_app_access", "user is not admin approved to access this app")
	}
	return nil
}

// user finds a user by name, in any case; nil if there is none.
func (l *login) user(name string) store.Row {
	for row := range l.org.store.Begin(false).All("User") {
		if name != "" && strings.EqualFold(ref(row, "Username"), name) {
			return row
		}
	}
	return nil
}

func named(names []string, user store.Row) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, ref(user, "Username")) })
}

func equal(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }
