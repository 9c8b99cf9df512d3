package orgsim_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func seatOf(user string) func(*client) any {
	return func(c *client) any { return c.seat(c.user(user)) }
}

func TestSeatLimit(t *testing.T) {
	full := func() orgsim.Seed {
		s := orgsim.DefaultSeed()
		s.Package.Allowed = 4 // The guest and three users.
		return s
	}
	runRules(t, full, []ruleCase{
		{name: "S2 no seat left, the guest's seat counts", path: at("/sobjects/UserPackageLicense"), body: seatOf("ada"),
			status: 400, code: "LICENSE_LIMIT_EXCEEDED",
			check: func(t *testing.T, c *client) {
				if c.used() != 4 {
					t.Errorf("UsedLicenses = %d, want 4", c.used())
				}
			}},
		{name: "S2 a released seat is free again", path: at("/sobjects/UserPackageLicense"), body: seatOf("ada"), status: 201,
			arrange: func(c *client) {
				if err := c.org.Delete("UserPackageLicense", c.id("UserPackageLicense", "UserId", c.user("marie"))); err != nil {
					c.t.Fatal(err)
				}
			}},
		{name: "S51 a deactivated user keeps the seat", path: at("/sobjects/UserPackageLicense"), body: seatOf("ada"),
			status: 400, code: "LICENSE_LIMIT_EXCEEDED",
			arrange: func(c *client) {
				if err := c.org.Update("User", c.user("marie"), map[string]any{"IsActive": false}); err != nil {
					c.t.Fatal(err)
				}
			}},
		{name: "S2 PackageLicense cannot be created", path: at("/sobjects/PackageLicense"),
			body: func(*client) any { return map[string]any{"AllowedLicenses": 99} }, status: 400,
			code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"},
	})
}

func TestFirstRowsWinTheLastSeats(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.Package.Allowed = 6
	c := start(t, seed)
	var rows []any
	for _, name := range []string{"ada", "grace", "linus"} {
		rows = append(rows, with(c.seat(c.user(name)), "attributes", map[string]any{"type": "UserPackageLicense"}))
	}
	status, body := c.call("POST", "/composite/sobjects", map[string]any{"records": rows})
	if status != 200 {
		t.Fatalf("got %d %v", status, body)
	}
	list := body.([]any)
	if code(list[0]) != "" || code(list[1]) != "" || code(list[2]) != "LICENSE_LIMIT_EXCEEDED" {
		t.Errorf("rows answered %v", list)
	}
}
