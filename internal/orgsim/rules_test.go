package orgsim_test

import (
	"net/http"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// ruleCase is one request that a platform rule decides. Its name begins with the source key of the fact.
type ruleCase struct {
	name    string
	arrange func(c *client)
	method  string
	path    func(c *client) string
	body    func(c *client) any
	status  int
	code    string // empty for a success
	check   func(t *testing.T, c *client)
}

// runRules runs each case in an org of its own.
func runRules(t *testing.T, seed func() orgsim.Seed, cases []ruleCase) {
	t.Helper()
	for _, rc := range cases {
		t.Run(rc.name, func(t *testing.T) {
			c := start(t, seed())
			if rc.arrange != nil {
				rc.arrange(c)
			}
			method := rc.method
			if method == "" {
				method = http.MethodPost
			}
			var body any
			if rc.body != nil {
				body = rc.body(c)
			}
			status, answer := c.call(method, rc.path(c), body)
			c.refused(status, answer, rc.status, rc.code)
			if rc.check != nil {
				rc.check(t, c)
			}
		})
	}
}

func at(path string) func(*client) string { return func(*client) string { return path } }

func knob(name, value string) func(*client) {
	return func(c *client) {
		if err := c.org.SetKnob(name, value); err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c *client) assignment(user, set string) map[string]any {
	return map[string]any{"AssigneeId": c.user(user), "PermissionSetId": c.set(set)}
}

func newUser(c *client) map[string]any {
	return map[string]any{
		"Username": "new@acme.example", "LastName": "New", "Alias": "new", "Email": "new@acme.example",
		"ProfileId":      c.id("Profile", "Name", "Standard User"),
		"TimeZoneSidKey": "GMT", "LocaleSidKey": "en_GB", "LanguageLocaleKey": "en_US", "EmailEncodingKey": "UTF-8",
	}
}

func with(m map[string]any, key string, value any) map[string]any {
	m[key] = value
	return m
}
