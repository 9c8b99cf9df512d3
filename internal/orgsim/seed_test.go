package orgsim_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func TestDefaultSeed(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	if n := len(c.org.Rows("User")); n != 12 {
		t.Errorf("%d users", n)
	}
	row, _ := c.org.Find("PackageLicense", "NamespacePrefix", "FastCall")
	if row["AllowedLicenses"] != int64(10) || row["UsedLicenses"] != int64(4) {
		t.Errorf("license %v", row)
	}
	for _, name := range []string{"ada", "grace", "linus"} {
		if _, seated := c.org.Find("UserPackageLicense", "UserId", c.user(name)); seated {
			t.Errorf("%s has a seat already", name)
		}
	}
}

// What an org saves, it can begin with: the same rows under the same ids.
func TestStateContinues(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	clock := orgsim.WithClock(func() time.Time { return now })
	c := start(t, groupedSeed(), clock)
	c.call("POST", "/composite/graph", graphs(c.onboard(c.user("ada"))))
	now = now.Add(time.Hour)
	if err := c.org.Update("User", c.user("grace"), map[string]any{"Phone": "+45 1", "Alias": "gh"}); err != nil {
		t.Fatal(err)
	}
	c.org.HideRow(c.user("linus"), true)
	c.usesEverything()
	c.org.HideField("User", "Phone", true)
	c.org.Revoke(orgsim.ManageCallCenters)
	knob("K-graph", "refuse")(c)

	saved := c.org.State()
	now = now.Add(time.Hour)
	again, err := orgsim.New(saved, clock)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(everyRow(c.org), everyRow(again)) {
		t.Error("the rows differ")
	}
	if next := again.State(); !reflect.DeepEqual(saved, next) {
		t.Errorf("what is saved differs the second time: %+v, %+v", saved.Sequences, next.Sequences)
	}
	if len(saved.APIUser.HiddenRows) != 1 {
		t.Errorf("the call center that is hidden is not saved as such: %v", saved.APIUser.HiddenRows)
	}
	file := filepath.Join(t.TempDir(), "seed.json")
	data, _ := json.Marshal(saved)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	read, err := orgsim.ReadSeed(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := orgsim.New(read); err != nil {
		t.Error(err)
	}
}

// usesEverything leaves a trace of every kind that a row can bear.
func (c *client) usesEverything() {
	for range 2 {
		if _, err := c.org.Insert("CallCenter", map[string]any{"Name": "Twin", "InternalName": "Twin"}); err != nil {
			c.t.Fatal(err)
		}
	}
	second := c.org.Rows("CallCenter")[len(c.org.Rows("CallCenter"))-1]["Id"].(string)
	c.org.HideRow(second, true)
	role, err := c.org.Insert("UserRole", map[string]any{"Name": "Head of Sales", "DeveloperName": "Head_of_Sales"})
	if err != nil {
		c.t.Fatal(err)
	}
	group, expires := c.id("Group", "Name", "Fastcall Sales"), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, a := range []struct {
		object, id string
		fields     map[string]any
	}{
		{"User", c.user("linus"), map[string]any{"ManagerId": c.user("ada"), "CallCenterId": second, "UserRoleId": role}},
		{"Group", group, map[string]any{"Email": "sales@acme.example", "DoesIncludeBosses": false, "DoesSendEmailToMembers": true}},
		{"PermissionSetAssignment", c.id("PermissionSetAssignment", "PermissionSetId", c.set("FastCall_User")),
			map[string]any{"ExpirationDate": expires, "IsRevoked": true}},
	} {
		if err := c.org.Update(a.object, a.id, a.fields); err != nil {
			c.t.Fatal(err)
		}
	}
	if err := c.org.Delete("GroupMember", c.org.Rows("GroupMember")[0]["Id"].(string)); err != nil {
		c.t.Fatal(err)
	}
}

func TestSeedSaysWhatIsWrong(t *testing.T) {
	for want, change := range map[string]func(*orgsim.Seed){
		"org.id":                 func(s *orgsim.Seed) { s.Org.ID = "x" },
		"no Profile named":       func(s *orgsim.Seed) { s.Users[0].Profile = "Nobody" },
		"no PermissionSet named": func(s *orgsim.Seed) { s.Users[0].PermissionSets = []string{"Nothing"} },
		"no CallCenter named":    func(s *orgsim.Seed) { s.Users[0].CallCenter = "Nothing" },
		"no Group named":         func(s *orgsim.Seed) { s.Users[0].Groups = []string{"Nothing"} },
		"two of User":            func(s *orgsim.Seed) { s.Users[1].Username = s.Users[0].Username },
		"no knob":                func(s *orgsim.Seed) { s.Knobs = map[string]string{"K-x": "y"} },
		"no permission":          func(s *orgsim.Seed) { s.APIUser.MissingPermissions = []string{"Fly"} },
		"is not assigned": func(s *orgsim.Seed) {
			s.Users[0].Assignments = map[string]orgsim.Assignment{"group Nothing": {Revoked: true}}
		},
		"hiddenRows":    func(s *orgsim.Seed) { s.APIUser.HiddenRows = []string{"x"} },
		"no User named": func(s *orgsim.Seed) { s.APIUser.Username = "nobody@acme.example" },
	} {
		seed := orgsim.DefaultSeed()
		seed.Users = append([]orgsim.User(nil), seed.Users...)
		change(&seed)
		if _, err := orgsim.New(seed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q in it", err, want)
		}
	}
	file := filepath.Join(t.TempDir(), "seed.json")
	if err := os.WriteFile(file, []byte(`{"users":[{"usernme":"x"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := orgsim.ReadSeed(file); err == nil || !strings.Contains(err.Error(), "usernme") {
		t.Errorf("an unknown key gives %v", err)
	}
}
