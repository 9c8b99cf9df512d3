package orgsim_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// reloaded serves the org that a file with the state of another holds.
func reloaded(t *testing.T, c *client) *client {
	t.Helper()
	data, err := json.Marshal(c.org.State())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "org.json")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	seed, err := orgsim.ReadSeed(file)
	if err != nil {
		t.Fatal(err)
	}
	return start(t, seed)
}

// Faults of a seed strike, and an org saved between two strikes goes on with what is left of them.
func TestFaultsOfASeed(t *testing.T) {
	for name, tc := range map[string]struct {
		fault orgsim.Fault
		want  string // how eight requests fare, struck or not
	}{
		"always":      {orgsim.Fault{}, "xxxxxxxx"},
		"nth":         {orgsim.Fault{Nth: 3}, "..x....."},
		"times":       {orgsim.Fault{Times: 5}, "xxxxx..."},
		"nth, times":  {orgsim.Fault{Nth: 3, Times: 4}, "..xxxx.."},
		"probability": {orgsim.Fault{Probability: 0.5, Seed: 7}, ""},
		"all":         {orgsim.Fault{Probability: 0.7, Seed: 3, Nth: 2, Times: 3}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			seed := orgsim.DefaultSeed()
			tc.fault.Effect, tc.fault.Path = orgsim.EffectUnavailable, "/limits"
			seed.Faults = []orgsim.Fault{tc.fault}
			for saved := range 9 {
				c, got := start(t, seed), ""
				for i := range 8 {
					if i == saved {
						c = reloaded(t, c)
					}
					status, _ := c.call("GET", "/limits", nil)
					got += map[int]string{200: ".", 503: "x"}[status]
				}
				if tc.want == "" {
					tc.want = got // What chance gives does not depend on when the org is saved.
				}
				if got != tc.want {
					t.Errorf("saved after %d requests, they fared %s, not %s", saved, got, tc.want)
				}
			}
			if !strings.Contains(tc.want, "x") {
				t.Error("nothing was struck")
			}
		})
	}
}

// Every key of a fault survives; a fault that calls a function cannot be saved, and one that is over is not.
func TestFaultsAreSavedWhole(t *testing.T) {
	whole := orgsim.Fault{Effect: orgsim.EffectAdmin, Object: "User", Verb: "update", Method: "PATCH", Path: "/a", Text: "b", Nth: 2, Times: 3,
		Probability: 0.25, Seed: 1<<63 + 1, Code: "C", Message: "d", Status: 418, Fields: []string{"e"}, Delay: 5, Size: 6, Hide: "f",
		Admin: []orgsim.Act{{Act: "insert", Object: "Group", Fields: map[string]any{"Name": "g"}}}}
	for i := range reflect.TypeOf(whole).NumField() {
		if f := reflect.ValueOf(whole).Field(i); f.IsZero() && f.Kind() != reflect.Func && f.Kind() != reflect.Bool {
			t.Errorf("the test says nothing of %s", reflect.TypeOf(whole).Field(i).Name)
		}
	}
	seed := orgsim.DefaultSeed()
	page := orgsim.Fault{Effect: orgsim.EffectRefuse, Object: "Page", Status: 420, HTML: true}
	seed.Faults = []orgsim.Fault{whole, {Effect: orgsim.EffectUnavailable, Times: 1, Path: "/limits"}, page}
	c := start(t, seed)
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectAdmin, Object: "Nothing", Do: func(*orgsim.Org) {}})
	c.call("GET", "/limits", nil)
	if got := reloaded(t, c).org.State().Faults; !reflect.DeepEqual(got, []orgsim.Fault{whole, page}) {
		t.Errorf("saved are %+v", got)
	}
	_, armed := c.call("GET", "/_sim/faults", nil)
	effects := []any{}
	for _, f := range armed.([]any) {
		effects = append(effects, f.(map[string]any)["object"])
	}
	if !slices.Equal(effects, []any{"User", "Page", "Nothing"}) {
		t.Errorf("armed are the faults %v", armed)
	}
	c.org.ClearFaults()
	if _, armed := c.call("GET", "/_sim/faults", nil); armed == nil || len(armed.([]any)) != 0 {
		t.Errorf("armed are %v", armed)
	}
}

// A seed whose faults can do nothing is refused.
func TestFaultsOfASeedAreChecked(t *testing.T) {
	for want, f := range map[string]orgsim.Fault{
		"no effect":        {Effect: "eat"},
		"needs a code":     {Effect: orgsim.EffectFail},
		"are not negative": {Effect: orgsim.EffectReset, Nth: -1},
		"status 7":         {Effect: orgsim.EffectRefuse, Code: "X", Status: 7},
		"acts are insert":  {Effect: orgsim.EffectAdmin, Admin: []orgsim.Act{{Act: "eat"}}},
	} {
		seed := orgsim.DefaultSeed()
		seed.Faults = []orgsim.Fault{{Effect: orgsim.EffectReset}, f}
		if _, err := orgsim.New(seed); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "fault 2 of 2") {
			t.Errorf("the error is %v, want %q in it", err, want)
		}
	}
}
