package conformance

import (
	"net/http/httptest"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// seed is an org that has everything that cases need.
func seed() orgsim.Seed {
	s := orgsim.DefaultSeed()
	past := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	s.Packages = []orgsim.Package{
		{Namespace: "full"}, {Namespace: "site", SiteLicense: true}, {Namespace: "old", Allowed: 5, Status: "Expired", Expires: &past}}
	s.Roles = []orgsim.Role{{Name: "Sales"}}
	s.Objects = append(s.Objects, orgsim.CustomObject{Name: "Conformance__c", Label: "Conformance"})
	return s
}

// simulator is a simulated org, and the target that it is.
func simulator(t testing.TB) (*orgsim.Org, *Target) {
	t.Helper()
	org, target := simulated(t, seed())
	limited := seed()
	limited.APIUser.MissingPermissions = []string{orgsim.ManageUsers}
	_, target.limited = simulated(t, limited)
	return org, target
}

func simulated(t testing.TB, s orgsim.Seed) (*orgsim.Org, *Target) {
	t.Helper()
	org, err := orgsim.New(s)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(org)
	t.Cleanup(server.Close)
	target, err := Connect(t.Context(), map[string]string{
		"INSTANCE_URL": server.URL, "CLIENT_ID": s.Client.ID, "CLIENT_SECRET": s.Client.Secret,
		"USERNAME": "linus@acme.example", "INACTIVE_USERNAME": "niels@acme.example", "NAMESPACE": "FastCall", "FULL_NAMESPACE": "full",
		"SITE_NAMESPACE": "site", "EXPIRED_NAMESPACE": "old", "PERMISSION_SET": "FastCall_User", "OBJECT": "Conformance__c"})
	if err != nil {
		t.Fatal(err)
	}
	return org, target
}

// rows is everything in the org that cases can reach.
func rows(org *orgsim.Org) map[string]any {
	all := map[string]any{}
	for _, object := range []string{"PackageLicense", "UserPackageLicense", "PermissionSet", "PermissionSetAssignment", "Group", "GroupMember",
		"Conformance__c"} {
		all[object] = org.Rows(object)
	}
	users := org.Rows("User")
	for _, u := range users {
		delete(u, "LastModifiedDate")
		delete(u, "SystemModstamp")
	}
	all["User"] = users
	return all
}

// The simulator answers as is claimed of the platform, and open questions as its knobs say. No case leaves a trace.
func TestSimulator(t *testing.T) {
	org, target := simulator(t)
	before := rows(org)
	for _, c := range Cases() {
		t.Run(c.Name, func(t *testing.T) {
			t.Cleanup(func() { // Runs after that of the case.
				if after := rows(org); !reflect.DeepEqual(before, after) {
					t.Errorf("the case left a trace")
				}
			})
			result := c.Run(t, target)
			if result.Lacks != "" {
				t.Errorf("the simulator lacks %q", result.Lacks)
			}
			if c.Open != nil {
				t.Logf("question %d, %s %s", c.Open.Number, c.Open.Asks, result.Answer)
				if c.Open.Knob != "" && result.Position == "" {
					t.Errorf("the answer means no position of %s", c.Open.Knob)
				}
			}
		})
	}
}

// In each position of a knob the question is answered with that position: what is reported of a real org can be believed.
func TestPositions(t *testing.T) {
	for _, c := range Cases() {
		if c.Open == nil {
			continue
		}
		for _, p := range c.Open.Positions {
			t.Run(c.Name+"/"+p.Value, func(t *testing.T) {
				org, target := simulator(t)
				if c.Limited {
					s := seed()
					s.APIUser.MissingPermissions = []string{orgsim.ManageUsers}
					org, target.limited = simulated(t, s)
				}
				if err := org.SetKnob(c.Open.Knob, p.Value); err != nil {
					t.Fatal(err)
				}
				if result := c.Run(t, target); result.Position != p.Value {
					t.Errorf("answered %s, which means %q", result.Answer, result.Position)
				}
			})
		}
	}
}

// Every open question of the fact collection has a case, every case a source and a name of its own.
func TestCasesAreComplete(t *testing.T) {
	asked, seen := map[int]bool{}, map[string]bool{}
	for _, c := range Cases() {
		if seen[c.Name] || c.Fact == "" || len(c.Steps) == 0 {
			t.Errorf("case %q is not complete or there twice", c.Name)
		}
		seen[c.Name] = true
		if c.Open != nil {
			asked[c.Open.Number] = true
		}
	}
	for n := 1; n <= 9; n++ {
		if !asked[n] {
			t.Errorf("question %d has no case", n)
		}
	}
	t.Logf("%d cases", len(seen))
}

// A real org is asked when one is named. See the documentation of the package.
func TestRealOrg(t *testing.T) {
	const prefix = "FASTCALL_CONFORMANCE_"
	settings := map[string]string{}
	for _, pair := range os.Environ() {
		name, value, _ := strings.Cut(pair, "=")
		if name, ours := strings.CutPrefix(name, prefix); ours {
			settings[name] = value
		}
	}
	if settings["INSTANCE_URL"] == "" {
		t.Skip("needs a real org, named by " + prefix + "INSTANCE_URL")
	}
	target, err := Connect(t.Context(), settings)
	if err != nil {
		t.Fatal(err)
	}
	if err := target.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range Cases() {
		t.Run(c.Name, func(t *testing.T) {
			result := c.Run(t, target)
			switch {
			case result.Lacks != "":
				t.Logf("NOT RUN: the settings name no {%s}", result.Lacks)
			case c.Open == nil:
			case result.Position != "":
				t.Logf("QUESTION %d: %s %s: %s=%s", c.Open.Number, c.Open.Asks, result.Answer, c.Open.Knob, result.Position)
			default:
				t.Logf("QUESTION %d: %s %s", c.Open.Number, c.Open.Asks, result.Answer)
			}
		})
	}
}

// failing is a test that fails without failing this one.
type failing struct {
	testing.TB
	said     string
	cleanups []func()
}

func (f *failing) Helper()          {}
func (f *failing) Cleanup(c func()) { f.cleanups = append(f.cleanups, c) }
func (f *failing) Fatalf(format string, _ ...any) {
	f.said = format
	runtime.Goexit()
}

// A case that fails takes back what it did, and so does the next run what one that was killed did not.
func TestFailedCasesLeaveNoTrace(t *testing.T) {
	org, target := simulator(t)
	before := rows(org)
	c := Case{Name: "failing", Fact: "x", Steps: []Step{
		newGroup("a"), newSet("b"), post("/sobjects/GroupMember", membership(), created),
		post("/sobjects/PermissionSetAssignment", assigned("{b}"), created), post("/sobjects/UserPackageLicense", seat(), created),
		patch("/sobjects/User/{user}", obj{"Phone": "1"}, status(500))},
		Undo: []Step{patch("/sobjects/User/{user}", obj{"Phone": nil}, Want{})}}
	run := func() *failing {
		f, done := &failing{TB: t}, make(chan struct{})
		go func() {
			defer close(done)
			c.Run(f, target)
		}()
		<-done
		return f
	}
	f := run()
	if f.said == "" || reflect.DeepEqual(before, rows(org)) {
		t.Error("the case did not fail, or did nothing before")
	}
	f.cleanups[0]()
	if !reflect.DeepEqual(before, rows(org)) {
		t.Error("the case left a trace")
	}

	c.Steps = []Step{newGroup("a"), newSet("b"), get("/", status(500))}
	run() // Nobody cleans up.
	if err := target.Sweep(t.Context()); err != nil || !reflect.DeepEqual(before, rows(org)) {
		t.Errorf("the next run left a trace: %v", err)
	}
}

// A user with a seat is nobody to experiment on.
func TestConnectRefusesUsersInUse(t *testing.T) {
	org, err := orgsim.New(seed())
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(org)
	t.Cleanup(server.Close)
	settings := map[string]string{"INSTANCE_URL": server.URL, "CLIENT_ID": seed().Client.ID, "CLIENT_SECRET": seed().Client.Secret}
	for name, want := range map[string]string{"marie@acme.example": "is in use", "hedy@acme.example": "USERNAME", "nobody@x": "USERNAME"} {
		settings["USERNAME"] = name
		if _, err := Connect(t.Context(), settings); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	settings["CLIENT_SECRET"] = "wrong"
	if _, err := Connect(t.Context(), settings); err == nil || !strings.Contains(err.Error(), "invalid_client") {
		t.Errorf("a wrong secret gives %v", err)
	}
}
