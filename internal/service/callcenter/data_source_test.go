package callcenter_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

type values = acctest.Values

func TestCallCenter(t *testing.T) {
	t.Parallel()
	fastcalls, other := "Fastcall Call Center", "Old Switchboard"
	second := func(s *acctest.Seed) { s.CallCenters[1].AdapterURL = "https://fastcall.example/adapter" }
	cases := map[string]struct {
		edit   func(*acctest.Seed)
		block  values
		config func(*acctest.Org) values
		name   string
		errors []string
	}{
		"default":          {name: fastcalls},
		"by name":          {config: func(*acctest.Org) values { return values{"call_center": other} }, name: other},
		"by internal name": {config: func(*acctest.Org) values { return values{"call_center": "OldSwitchboard"} }, name: other},
		"by short id": {config: func(o *acctest.Org) values {
			return values{"call_center": o.CallCenterID(t, other)[:15]}
		}, name: other},
		"provider's default": {block: values{"call_center": other}, name: other},
		"unknown name": {config: func(*acctest.Org) values { return values{"call_center": "Berlin"} },
			errors: []string{`No call center is called "Berlin"`, fastcalls, other}},
		"two bear the namespace": {edit: second, errors: []string{"Several call centers fit", fastcalls, other}},
		"none bears the namespace": {block: values{"namespace": "Other"},
			errors: []string{`No call center bears "Other"`, "call_center"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.edit == nil {
				c.edit = func(*acctest.Seed) {}
			}
			org := acctest.NewOrg(t, c.edit)
			config := values{}
			if c.config != nil {
				config = c.config(org)
			}
			got, diags := acctest.NewTerraform(t, org, c.block).DataSource("fastcall_call_center", config)
			for _, word := range c.errors {
				if !strings.Contains(diags.Errors().String(), word) {
					t.Errorf("error lacks %q:\n%s", word, diags)
				}
			}
			if len(c.errors) == 0 && (len(diags) > 0 || got["name"] != c.name || got["id"] != org.CallCenterID(t, c.name)) {
				t.Errorf("got %s, want %s\n%s", got.JSON(), c.name, diags)
			}
		})
	}
}

func TestHiddenCallCenters(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.HideObject("CallCenter", true)
	tf := acctest.NewTerraform(t, org)
	_, diags := tf.DataSource("fastcall_call_center", values{})
	if text := diags.Errors().String(); !strings.Contains(text, "may not see or change CallCenter") ||
		!strings.Contains(text, "Manage Call Centers") {
		t.Errorf("error is:\n%s", text)
	}
	// Seats are another matter and still known.
	if _, diags := tf.DataSource("fastcall_license", values{}); len(diags) > 0 {
		t.Errorf("license says:\n%s", diags)
	}
}
