package orgsim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// The texts that clients tell errors apart by, where a code alone does not, and those that people read.
func TestWording(t *testing.T) {
	seat := func(c *client) (int, any) {
		return c.call("POST", "/sobjects/UserPackageLicense", c.seat(c.user("ada")))
	}
	limits := func(c *client) (int, any) { return c.call("GET", "/sobjects/User/describe", nil) }
	for _, tc := range []struct {
		source  string
		seats   int // that are bought; 0 is as many as ever
		fault   string
		arrange func(*client)
		do      func(*client) (int, any)
		status  int
		want    string
	}{
		{source: "S18", seats: 4, do: seat, status: 400, want: "LICENSE_LIMIT_EXCEEDED License limit exceeded"},
		{source: "S43", fault: "lock-row:object=UserPackageLicense", do: seat, status: 400,
			want: "UNABLE_TO_LOCK_ROW unable to obtain exclusive access to this record"},
		{source: "S49", fault: "daily-limit", do: limits, status: 403, want: "REQUEST_LIMIT_EXCEEDED TotalRequests Limit exceeded."},
		{source: "S49", arrange: knob("K-daily-limit", "0"), do: limits, status: 403, want: "REQUEST_LIMIT_EXCEEDED TotalRequests Limit exceeded."},
		{source: "S19", fault: "concurrent-limit", do: limits, status: 403,
			want: "REQUEST_LIMIT_EXCEEDED ConcurrentRequests (Concurrent API Requests) Limit exceeded."},
		{source: "S35", fault: "wrong-session", do: limits, status: 401,
			want: "INVALID_SESSION_ID This session is not valid for use with the REST API"},
		{source: "S24", fault: "expire-session", do: limits, status: 401, want: "INVALID_SESSION_ID Session expired or invalid"},
		{source: "S33", fault: "503-json", do: limits, status: 503, want: "SERVER_UNAVAILABLE server too busy"},
		{source: "S33", arrange: func(c *client) { c.org.Revoke(orgsim.APIEnabled) }, do: limits, status: 403,
			want: "API_CURRENTLY_DISABLED API is disabled for this User"},
		{source: "S36", arrange: func(c *client) { c.org.Revoke(orgsim.ViewSetup) }, do: func(c *client) (int, any) { return c.call("GET", "/limits", nil) },
			status: 403, want: "INSUFFICIENT_ACCESS insufficient access rights on object id"},
		{source: "S48", arrange: func(c *client) { c.org.Freeze("UserPackageLicense", "", true) }, do: seat, status: 400,
			want: "INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id"},
		{source: "S48", arrange: func(c *client) { c.org.Freeze("UserPackageLicense", "", true); knob("K-readonly-status", "403")(c) }, do: seat, status: 403,
			want: "INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id"},
	} {
		t.Run(tc.source+" "+tc.want, func(t *testing.T) {
			seed := orgsim.DefaultSeed()
			if tc.seats > 0 {
				seed.Package.Allowed = tc.seats
			}
			c := start(t, seed)
			if tc.arrange != nil {
				tc.arrange(c)
			}
			if tc.fault != "" {
				fault, err := orgsim.ParseFault(tc.fault + ":path=/services/data")
				if strings.Contains(tc.fault, ":") {
					fault, err = orgsim.ParseFault(tc.fault)
				}
				if err != nil {
					t.Fatal(err)
				}
				c.org.AddFault(fault)
			}
			status, body := tc.do(c)
			list, _ := body.([]any)
			if status != tc.status || len(list) != 1 {
				t.Fatalf("got %d %v", status, body)
			}
			one := list[0].(map[string]any)
			if got := fmt.Sprint(one["errorCode"], " ", one["message"]); !strings.HasPrefix(got, tc.want) {
				t.Errorf("got %s", got)
			}
		})
	}
}

// S21b: what describe says of Group. Types beyond regular groups and queues are the system's.
func TestGroupAsDescribed(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	described := c.done(c.call("GET", "/sobjects/Group/describe", nil))
	flags := map[string]string{}
	for _, f := range described["fields"].([]any) {
		field := f.(map[string]any)
		flags[fmt.Sprint(field["name"])] = fmt.Sprint(field["createable"], " ", field["updateable"], " ", field["nillable"])
	}
	for name, want := range map[string]string{"Name": "true true false", "DeveloperName": "true true true", "Type": "true", "Email": "true true true",
		"DoesIncludeBosses": "true true false", "DoesSendEmailToMembers": "true true false"} {
		if !strings.HasPrefix(flags[name], want) {
			t.Errorf("%s is createable, updateable, nillable: %s; want %s", name, flags[name], want)
		}
	}
	if described["keyPrefix"] != "00G" {
		t.Errorf("the prefix is %v", described["keyPrefix"])
	}
}
