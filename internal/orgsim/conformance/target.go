package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// version is the API version that the cases speak.
const version = "v62.0"

// Target is an org that cases are run on.
type Target struct {
	base, token string
	// values are what texts of cases may name; names without a value make their cases impossible.
	values map[string]any
	// limited is the same org for a user who may do less; nil if there is none.
	limited *Target
}

// Connect logs in to an org and finds in it what the settings name; see the names in the documentation of the package,
// here without their prefix.
func Connect(ctx context.Context, settings map[string]string) (*Target, error) {
	t := &Target{base: strings.TrimSuffix(settings["INSTANCE_URL"], "/"), values: map[string]any{
		"client_id": settings["CLIENT_ID"], "client_secret": settings["CLIENT_SECRET"], "root": "/services/data/" + version,
	}}
	t.values["base"] = t.base
	if err := t.login(ctx, settings["CLIENT_ID"], settings["CLIENT_SECRET"]); err != nil {
		return nil, err
	}
	for name, look := range lookups {
		if wanted := settings[look.setting]; wanted != "" {
			id, err := t.find(ctx, fmt.Sprintf(look.statement, escape(wanted)))
			if err != nil {
				return nil, fmt.Errorf("FASTCALL_CONFORMANCE_%s: %w", look.setting, err)
			}
			t.values[name] = id
		}
	}
	if name := settings["OBJECT"]; name != "" {
		t.values["object"] = name
	}
	if settings["LIMITED_CLIENT_ID"] != "" {
		t.limited = &Target{base: t.base, values: t.values}
		if err := t.limited.login(ctx, settings["LIMITED_CLIENT_ID"], settings["LIMITED_CLIENT_SECRET"]); err != nil {
			return nil, fmt.Errorf("the limited user: %w", err)
		}
	}
	return t, t.spare(ctx)
}

// lookups are the values that settings name.
var lookups = map[string]struct{ setting, statement string }{
	"user":     {"USERNAME", "SELECT Id FROM User WHERE IsActive = true AND Username = '%s'"},
	"inactive": {"INACTIVE_USERNAME", "SELECT Id FROM User WHERE IsActive = false AND Username = '%s'"},
	"license":  {"NAMESPACE", "SELECT Id FROM PackageLicense WHERE NamespacePrefix = '%s'"},
	"full":     {"FULL_NAMESPACE", "SELECT Id FROM PackageLicense WHERE NamespacePrefix = '%s'"},
	"site":     {"SITE_NAMESPACE", "SELECT Id FROM PackageLicense WHERE NamespacePrefix = '%s'"},
	"expired":  {"EXPIRED_NAMESPACE", "SELECT Id FROM PackageLicense WHERE NamespacePrefix = '%s'"},
	"set":      {"PERMISSION_SET", "SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = false AND Name = '%s'"},
}

// spare refuses users who are not spare: what a case takes back from them must not be what somebody gave them.
func (t *Target) spare(ctx context.Context) error {
	for _, name := range []string{"user", "inactive"} {
		id, given := t.values[name]
		if !given {
			continue
		}
		for _, from := range []string{"UserPackageLicense WHERE UserId", "GroupMember WHERE UserOrGroupId"} {
			if found, _ := t.find(ctx, fmt.Sprintf("SELECT Id FROM %s = '%s'", from, id)); found != "" {
				return fmt.Errorf("the user for experiments, %s, is in use: %s has a row %s", id, from, found)
			}
		}
	}
	return nil
}

func escape(text string) string { return strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) }

// find is the id of the one row that a query gives.
func (t *Target) find(ctx context.Context, statement string) (string, error) {
	a, err := t.send(ctx, soql(statement, Want{}), nil)
	if err != nil {
		return "", err
	}
	id, found := at(a.body, "records.0.Id").(string)
	if !found {
		return "", fmt.Errorf("the org answers %d %s to %s", a.status, a.text, statement)
	}
	return id, nil
}

func (t *Target) login(ctx context.Context, id, secret string) error {
	a, err := t.send(ctx, Step{Method: "POST", Path: "/services/oauth2/token", Form: map[string]string{
		"grant_type": "client_credentials", "client_id": id, "client_secret": secret}}, nil)
	if err != nil {
		return err
	}
	token, found := at(a.body, "access_token").(string)
	if !found {
		return fmt.Errorf("log in: the org answers %d %s", a.status, a.text)
	}
	t.token = token
	identity, _ := at(a.body, "id").(string)
	t.values["me"] = identity[strings.LastIndex(identity, "/")+1:]
	return nil
}

// answer is what an org answered.
type answer struct {
	status int
	header http.Header
	text   string
	body   any
}

// send makes the request of a step.
func (t *Target) send(ctx context.Context, s Step, kept map[string]any) (*answer, error) {
	values := maps.Clone(t.values)
	maps.Copy(values, kept)
	r, err := t.request(ctx, s, values)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	a := &answer{status: response.StatusCode, header: response.Header, text: string(data)}
	if json.Unmarshal(data, &a.body) != nil {
		a.body = a.text
	}
	return a, nil
}

func (t *Target) request(ctx context.Context, s Step, values map[string]any) (*http.Request, error) {
	path, statement, isQuery := strings.Cut(expand(s.Path, values), "?q=")
	if isQuery {
		path += "?q=" + url.QueryEscape(statement)
	}
	if !strings.HasPrefix(path, "/services") {
		path = "/services/data/" + version + path
	}
	var body []byte
	kind := "application/json"
	switch sent := fill(s.Body, values).(type) {
	case nil:
	case string:
		body = []byte(sent)
	default:
		data, err := json.Marshal(sent)
		if err != nil {
			return nil, err
		}
		body = data
	}
	if s.Form != nil {
		form := url.Values{}
		for name, value := range s.Form {
			form.Set(name, expand(value, values))
		}
		body, kind = []byte(form.Encode()), "application/x-www-form-urlencoded"
	}
	r, err := http.NewRequestWithContext(ctx, s.Method, t.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if len(body) > 0 {
		r.Header.Set("Content-Type", kind)
	}
	if s.Form == nil && t.token != "" {
		r.Header.Set("Authorization", "Bearer "+t.token)
	}
	for name, value := range s.Header {
		r.Header.Set(name, expand(value, values))
	}
	return r, nil
}
