package orgsim_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// shapes are the default org, and orgs that keep the package's data under other names and in another way.
var shapes = map[string]func() orgsim.Seed{
	"default":          orgsim.DefaultSeed,
	"renamed":          func() orgsim.Seed { return orgsim.Renamed(orgsim.DefaultSeed()) },
	"reshaped":         func() orgsim.Seed { return orgsim.Reshaped(orgsim.DefaultSeed()) },
	"renamed reshaped": func() orgsim.Seed { return orgsim.Renamed(orgsim.Reshaped(orgsim.DefaultSeed())) },
	"reshaped renamed": func() orgsim.Seed { return orgsim.Reshaped(orgsim.Renamed(orgsim.DefaultSeed())) },
}

// inEveryShape runs a test in an org of each shape.
func inEveryShape(t *testing.T, test func(t *testing.T, c *client)) {
	t.Helper()
	for name, seed := range shapes {
		t.Run(name, func(t *testing.T) { test(t, start(t, seed())) })
	}
}

// kept is the API names of a section's object and of fields by key.
func (c *client) kept(section string, keys ...string) (object string, fields []string) {
	s := c.org.Mapping()[section]
	for _, key := range keys {
		switch key {
		case "name":
			fields = append(fields, "Name")
		case "link":
			fields = append(fields, s.Link)
		default:
			fields = append(fields, s.Fields[key])
		}
	}
	return s.Object, fields
}

// owned finds a row of a section by a value under a key.
func (c *client) owned(section, key string, value any) map[string]any {
	c.t.Helper()
	object, fields := c.kept(section, key)
	row, found := c.org.Find(object, fields[0], value)
	if !found {
		c.t.Fatalf("no %s with %s = %v", section, key, value)
	}
	return row
}

// in is the value of a row under a key.
func (c *client) in(section string, row map[string]any, key string) any {
	_, fields := c.kept(section, key)
	return row[fields[0]]
}

// An org of any shape keeps the same; what it saves, it can begin with.
func TestPackageSeeds(t *testing.T) {
	clock := orgsim.WithClock(func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) })
	for name, seed := range shapes {
		t.Run(name, func(t *testing.T) {
			c := start(t, seed(), clock)
			support := c.id("Group", "DeveloperName", "Fastcall_Support")
			if len(support) != 18 {
				t.Errorf("the id of a group is %q", support)
			}
			group := c.owned("group", "name", "Fastcall Support")
			if got := c.in("group", group, "link"); got != support {
				t.Errorf("the group leads to %v, want %s", got, support)
			}
			target := c.in("phone_number", c.owned("phone_number", "number", "+4570100002"), "assigned_group")
			if target != group["Id"] && target != support {
				t.Errorf("the number of the group is assigned to %v", target)
			}
			acd := c.owned("acd", "strategy", "Round Robin")
			if fmt.Sprint(c.in("acd", acd, "queue_no_answer_timeout"), c.in("acd", acd, "link")) != "60 "+support &&
				fmt.Sprint(c.in("acd", acd, "queue_no_answer_timeout"), " ", c.in("acd", acd, "link")) != "60 "+support {
				t.Errorf("ACD is %v", acd)
			}
			settings := c.owned("user_settings", "link", c.user("marie"))
			if c.in("user_settings", settings, "user_status") != c.owned("user_status", "name", "Available")["Id"] ||
				c.in("inbound_routing", settings, "acd_receiver") != c.owned("device", "name", "Marie's softphone")["Id"] {
				t.Errorf("settings are %v", settings)
			}

			saved := c.org.State()
			again, err := orgsim.New(saved, clock)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range saved.Objects {
				if got, want := again.Rows(o.Name), c.org.Rows(o.Name); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: got %v, want %v", o.Name, got, want)
				}
			}
			if next := again.State(); !reflect.DeepEqual(saved, next) {
				t.Error("what is saved differs the second time")
			}
		})
	}
}

// Renamed keeps labels and shares no name with the default; neither it nor Reshaped changes the seed it is given.
func TestRenamedKeepsLabels(t *testing.T) {
	before, fresh := orgsim.DefaultSeed(), orgsim.DefaultSeed()
	renamed := orgsim.Renamed(before)
	orgsim.Reshaped(before)
	if !reflect.DeepEqual(before, fresh) {
		t.Error("the seed was changed")
	}
	old := map[string]bool{}
	for _, o := range before.Objects {
		old[o.Name] = true
		for _, f := range o.Fields {
			old[f.Name] = true
		}
	}
	for i, o := range renamed.Objects {
		if old[o.Name] || o.Label != before.Objects[i].Label || len(o.Rows) != len(before.Objects[i].Rows) {
			t.Errorf("%s became %s, %q", before.Objects[i].Name, o.Name, o.Label)
		}
		for j, f := range o.Fields {
			if old[f.Name] || f.Label != before.Objects[i].Fields[j].Label {
				t.Errorf("%s became %s, %q", before.Objects[i].Fields[j].Name, f.Name, f.Label)
			}
		}
	}
}

// The names of the package's objects follow from their labels.
func TestPackageNames(t *testing.T) {
	mapping := orgsim.DefaultSeed().Mapping
	for section, want := range map[string]string{"group": "FastCall__FastCall_Group__c", "three_way_call": "FastCall__Three_Way_Call__c",
		"user_settings": "FastCall__User_Settings__c", "inbound_routing": "FastCall__User_Settings__c", "acd": "FastCall__FastCall_Group__c"} {
		if got := mapping[section].Object; got != want {
			t.Errorf("%s is kept on %s, want %s", section, got, want)
		}
	}
	if got := mapping["acd"].Fields["say_position"]; got != "FastCall__Say_Position_in_Queue__c" {
		t.Errorf("say_position is %s", got)
	}
	reshaped := orgsim.Reshaped(orgsim.DefaultSeed()).Mapping
	if s := reshaped["acd"]; s.Object != "FastCall__IVR_Action__c" || s.Link != "FastCall__Target_Group__c" {
		t.Errorf("ACD is kept on %+v", s)
	}
	if s := reshaped["inbound_routing"]; s.Object != "FastCall__Settings__c" || s.Link != "SetupOwnerId" {
		t.Errorf("inbound routing is kept on %+v", s)
	}
}

// A bare org has no object of the package, even if some were hidden.
func TestBare(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.APIUser.HiddenObjects = []string{"FastCall__IVR__c", "Profile"}
	seed.APIUser.HiddenFields = []string{"FastCall__IVR_Action__c.FastCall__Type__c"}
	bare := orgsim.Bare(seed)
	if len(bare.Objects) != 0 || !slices.Equal(bare.APIUser.HiddenObjects, []string{"Profile"}) {
		t.Errorf("left are %v", bare.Objects)
	}
	start(t, bare)
	start(t, orgsim.Bare(orgsim.Reshaped(seed)))
}

// What is hidden stays hidden under other names.
func TestHiddenFollows(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.APIUser.HiddenObjects = []string{"FastCall__User_Settings__c", "Profile"}
	seed.APIUser.HiddenFields = []string{"FastCall__FastCall_Group__c.FastCall__ACD_Strategy__c", "User.Phone"}
	for _, other := range []orgsim.Seed{orgsim.Renamed(seed), orgsim.Reshaped(seed), orgsim.Renamed(orgsim.Reshaped(seed))} {
		c := start(t, other)
		status, body := c.call("GET", "/sobjects/"+other.Mapping["user_settings"].Object+"/describe", nil)
		c.refused(status, body, 404, "NOT_FOUND")
		acd := other.Mapping["acd"]
		if _, body = c.call("GET", "/sobjects/"+acd.Object+"/describe", nil); fieldOf(body.(map[string]any), acd.Fields["strategy"]) != nil {
			t.Errorf("%s.%s is not hidden", acd.Object, acd.Fields["strategy"])
		}
	}
}

func TestMappingSaysWhatIsWrong(t *testing.T) {
	for want, change := range map[string]func(*orgsim.Seed){
		"no object \"Nope__c\"": func(s *orgsim.Seed) { s.Mapping["ivr"] = orgsim.Section{Object: "Nope__c"} },
		"no field \"Nope__c\"":  func(s *orgsim.Seed) { s.Mapping["ivr"] = orgsim.Section{Object: "FastCall__IVR__c", Link: "Nope__c"} },
	} {
		seed := orgsim.DefaultSeed()
		change(&seed)
		if _, err := orgsim.New(seed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q in it", err, want)
		}
	}
}
