package orgsim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

const (
	apex         = "/actions/custom/apex"
	statusAction = apex + "/FastCall__SubscriberUserStatusInvocable"
	smsAction    = apex + "/FastCall__SubscriberSMSInvocable"
)

// invoke runs an action and returns the status of the answer, and the code and message of its first error.
func (c *client) invoke(path string, inputs ...map[string]any) (int, string) {
	c.t.Helper()
	status, body := c.call("POST", path, map[string]any{"inputs": inputs})
	results := body.([]any)
	if len(results) != max(1, len(inputs)) {
		c.t.Errorf("%d results for %d inputs", len(results), len(inputs))
	}
	first := results[0].(map[string]any)
	if first["isSuccess"] != (status == 200) {
		c.t.Errorf("%d with %v", status, first)
	}
	if list, failed := first["errors"].([]any); failed {
		e := list[0].(map[string]any)
		return status, fmt.Sprint(e["statusCode"], ": ", e["message"])
	}
	return status, ""
}

// SF-act, S-api-ref: the public actions are listed and described.
func TestActionsListed(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		_, body := c.call("GET", apex, nil)
		list := body.(map[string]any)["actions"].([]any)
		if len(list) != 2 || list[0].(map[string]any)["url"] != root+statusAction || list[0].(map[string]any)["type"] != "APEX" {
			t.Errorf("the actions are %v", list)
		}
		status, body := c.call("GET", statusAction, nil)
		described := c.done(status, body)
		if in := described["inputs"].([]any)[0].(map[string]any); in["name"] != "userId" || in["required"] != true {
			t.Errorf("described as %v", described)
		}
	})
	c := start(t, orgsim.DefaultSeed())
	for path, want := range map[string]int{"/actions": 200, "/actions/custom": 200, "/actions/standard": 404, apex + "/Nope": 404,
		apex + "/a/b": 404} {
		if status, body := c.call("GET", path, nil); status != want {
			t.Errorf("%s answered %d %v", path, status, body)
		}
	}
	status, body := c.send("POST", root+statusAction, "application/json", strings.NewReader("{"))
	c.refused(status, body, 400, "JSON_PARSER_ERROR")
	if status, why := c.invoke(statusAction, nil); status != 400 || !strings.Contains(why, "Missing required") {
		t.Errorf("an empty input answered %d %s", status, why)
	}
	status, body = c.call("PUT", statusAction, map[string]any{})
	c.refused(status, body, 405, "METHOD_NOT_ALLOWED")
	bare := start(t, orgsim.Bare(orgsim.DefaultSeed()))
	if _, body := bare.call("GET", apex, nil); len(body.(map[string]any)["actions"].([]any)) != 0 {
		t.Errorf("a bare org has %v", body)
	}
}

// S-api-ref, S-api-sdk: the status is set by id or by type, also for a user without settings.
func TestUserStatusAction(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		c.org.HideObject(c.org.Mapping()["user_settings"].Object, true) // The class runs in system mode.
		lunch := c.owned("user_status", "name", "Lunch")["Id"]
		now := func(user string) any {
			return c.in("user_settings", c.owned("user_settings", "link", c.user(user)), "user_status")
		}
		if status, why := c.invoke(statusAction, map[string]any{"userId": c.user("marie"), "userStatusId": lunch},
			map[string]any{"userId": c.user("hedy"), "statusType": "Available"}); status != 200 {
			t.Fatalf("answered %d %s", status, why)
		}
		if now("marie") != lunch || now("hedy") != c.owned("user_status", "name", "Available")["Id"] {
			t.Errorf("the statuses are %v, %v", now("marie"), now("hedy"))
		}
		for want, in := range map[string]map[string]any{
			"INVALID_API_INPUT: Missing required input parameter: userId": {"statusType": "Offline"},
			"INVALID_API_INPUT: Invalid parameter: status":                {"userId": c.user("marie"), "status": "Offline"},
			"INVALID_API_INPUT: Invalid value for parameter: statusType":  {"userId": c.user("marie"), "statusType": 1},
			"not a Fastcall user":     {"userId": c.user("ada"), "statusType": "Offline"},
			"There is no user x":      {"userId": "x", "statusType": "Offline"},
			"There is no user status": {"userId": c.user("marie"), "userStatusId": c.user("marie")},
			"a statusType of":         {"userId": c.user("marie"), "statusType": "Busy"},
		} {
			// What is wrong with one input undoes the other.
			status, why := c.invoke(statusAction, map[string]any{"userId": c.user("marie"), "statusType": "Available"}, in)
			if status != 400 || !strings.Contains(why, want) {
				t.Errorf("answered %d %s, want %s", status, why, want)
			}
		}
		if now("marie") != lunch {
			t.Error("a refused call left a trace")
		}
	})
}

// S-api-ref: who may send from which number.
func TestSMSAction(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		template := c.owned("sms_template", "name", "Call back")["Id"]
		if err := c.org.Update("User", c.user("ada"), map[string]any{"MobilePhone": "+4520999999"}); err != nil {
			t.Fatal(err)
		}
		send := func(values ...string) map[string]any {
			in := map[string]any{"userId": c.user("marie"), "bodyText": "Hello", "toPhone": "+4520000001"}
			for i := 0; i < len(values); i += 2 {
				in[values[i]] = values[i+1]
			}
			return in
		}
		for _, in := range []map[string]any{
			send(), send("fromPhone", "+4570100001"), send("bodyText", "", "templateId", template.(string)),
			send("toPhone", "", "recordId", c.user("ada"), "phoneNumberFieldName", "MobilePhone"),
			send("bodyText", "", "mediaURL", "https://acme.example/a.png"),
		} {
			if status, why := c.invoke(smsAction, in); status != 200 {
				t.Errorf("%v answered %d %s", in, status, why)
			}
		}
		for want, in := range map[string]map[string]any{
			"No SMS can be sent from":  send("fromPhone", "+4570100002"), // Outbound SMS is off.
			"not available":            send("fromPhone", "+4570100003"), // Nobody's.
			"no number to send from":   send("userId", c.user("edsger")),
			"One of bodyText":          send("bodyText", ""),
			"no SMS template":          send("templateId", c.user("marie")),
			"mediaURL":                 send("mediaURL", "a.png"),
			"must give a phone number": send("toPhone", "20000001"),
			"There is no record":       send("toPhone", "", "recordId", "x", "phoneNumberFieldName", "Phone"),
			"There is no field":        send("toPhone", "", "recordId", c.user("ada"), "phoneNumberFieldName", "Pager"),
		} {
			if status, why := c.invoke(smsAction, in); status != 400 || !strings.Contains(why, want) {
				t.Errorf("answered %d %s, want %s", status, why, want)
			}
		}
	})
}

// SF-act: describing and invoking respect class access.
func TestClassAccess(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.APIUser.DeniedClasses = []string{"FastCall__SubscriberUserStatusInvocable"}
	c := start(t, seed)
	for _, method := range []string{"GET", "POST"} {
		status, body := c.call(method, statusAction, map[string]any{"inputs": []any{}})
		c.refused(status, body, 403, "INSUFFICIENT_ACCESS")
	}
	if _, body := c.call("GET", apex, nil); len(body.(map[string]any)["actions"].([]any)) != 1 {
		t.Errorf("the actions are %v", body)
	}
	if saved := c.org.State().APIUser.DeniedClasses; len(saved) != 1 {
		t.Errorf("saved is %v", saved)
	}
	c.org.DenyClass("FastCall__SubscriberUserStatusInvocable", false)
	if status, why := c.invoke(statusAction, map[string]any{"userId": c.user("marie"), "statusType": "Offline"}); status != 200 {
		t.Errorf("answered %d %s", status, why)
	}
	seed.APIUser.DeniedClasses = []string{"Nope"}
	if _, err := orgsim.New(seed); err == nil {
		t.Error("an unknown class is no error")
	}
	if status, why := c.invoke(statusAction); status != 400 || !strings.HasPrefix(why, "INVALID_API_INPUT") {
		t.Errorf("without inputs: %d %s", status, why)
	}
}
