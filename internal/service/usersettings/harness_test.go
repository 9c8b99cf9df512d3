package usersettings_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const resourceName = "fastcall_user_settings"

// Two Fastcall users of the default seed with settings, and a Salesforce user
// who is no Fastcall user.
const (
	marie  = "marie@acme.example"
	edsger = "edsger@acme.example"
	ada    = "ada@acme.example"
)

type values = acctest.Values

type object = map[string]any

// ground is a way in which an org keeps Fastcall's records, and how the
// provider learns of it.
type ground struct {
	name  string
	edit  func(*acctest.Seed)
	block func(*acctest.Org) values
}

var grounds = []ground{
	{name: "default", edit: func(*acctest.Seed) {}},
	{name: "labels", edit: acctest.Renamed},
	{name: "mapped", edit: acctest.Renamed, block: mapped},
	{name: "reshaped", edit: acctest.Reshaped, block: mapped},
}

func mapped(org *acctest.Org) values { return values{"schema_map": acctest.SchemaMap(org.Mapping())} }

// onGrounds runs a test on every ground.
func onGrounds(t *testing.T, run func(t *testing.T, org *acctest.Org, tf *acctest.Terraform)) {
	t.Helper()
	t.Parallel()
	for _, g := range grounds {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			org, tf := g.open(t)
			run(t, org, tf)
		})
	}
}

func (g ground) open(t *testing.T, edits ...func(*acctest.Seed)) (*acctest.Org, *acctest.Terraform) {
	t.Helper()
	org := acctest.NewOrg(t, append(edits, g.edit)...)
	if g.block == nil {
		return org, acctest.NewTerraform(t, org)
	}
	return org, acctest.NewTerraform(t, org, g.block(org))
}

// converge plans and applies without errors and returns the plan as well.
func converge(t *testing.T, tf *acctest.Terraform, prior acctest.Instance, config values) (acctest.Instance, *acctest.Plan) {
	t.Helper()
	plan := tf.Plan(resourceName, prior, config)
	noErrors(t, plan.Diagnostics)
	if len(plan.Replace) > 0 {
		t.Fatalf("replaces because of %v", plan.Replace)
	}
	instance, diags := tf.Apply(resourceName, plan)
	noErrors(t, diags)
	return instance, plan
}

// apply is converge where the plan is of no interest.
func apply(t *testing.T, tf *acctest.Terraform, prior acctest.Instance, config values) acctest.Instance {
	t.Helper()
	instance, _ := converge(t, tf, prior, config)
	return instance
}

// refresh reads and expects no error.
func refresh(t *testing.T, tf *acctest.Terraform, prior acctest.Instance) acctest.Instance {
	t.Helper()
	instance, diags := tf.Read(resourceName, prior)
	noErrors(t, diags)
	return instance
}

// destroy destroys in a walk of its own, as Terraform does.
func destroy(t *testing.T, tf *acctest.Terraform, prior acctest.Instance) acctest.Diagnostics {
	t.Helper()
	tf = tf.NextWalk()
	_, diags := tf.Apply(resourceName, tf.Plan(resourceName, prior, nil))
	noErrors(t, diags)
	return diags
}

// settled expects that a refresh and a plan after it change nothing.
func settled(t *testing.T, tf *acctest.Terraform, prior acctest.Instance, config values) {
	t.Helper()
	after := refresh(t, tf, prior)
	wantChanges(t, tf.Plan(resourceName, after, config), after)
}

func noErrors(t *testing.T, diags acctest.Diagnostics) {
	t.Helper()
	if errs := diags.Errors(); len(errs) > 0 {
		t.Fatalf("unexpected errors:\n%s", errs)
	}
}

// wantOne expects one diagnostic whose text has every one of words.
func wantOne(t *testing.T, diags acctest.Diagnostics, words ...string) {
	t.Helper()
	if len(diags) != 1 {
		t.Fatalf("%d diagnostics, want 1:\n%s", len(diags), diags)
	}
	for _, word := range words {
		if !strings.Contains(diags.String(), word) {
			t.Errorf("the diagnostic lacks %q:\n%s", word, diags)
		}
	}
}

// wantChanges expects a plan that changes just these members: an attribute, or
// a member of one after a point.
func wantChanges(t *testing.T, plan *acctest.Plan, prior acctest.Instance, names ...string) {
	t.Helper()
	noErrors(t, plan.Diagnostics)
	var got []string
	for _, name := range plan.Changed(prior) {
		before, _ := prior.Values[name].(object)
		after, nested := plan.Values[name].(object)
		if !nested || before == nil {
			got = append(got, name)
			continue
		}
		for key := range joined(before, after) {
			if fmt.Sprint(before[key]) != fmt.Sprint(after[key]) {
				got = append(got, name+"."+key)
			}
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, names) {
		t.Errorf("plan changes %v, want %v", got, names)
	}
}

func joined(a, b object) object {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// writes counts the write requests since the journal was reset.
func writes(org *acctest.Org) int {
	count := 0
	for _, entry := range org.Journal() {
		if entry.Write {
			count++
		}
	}
	return count
}

// deviceNames are a user's devices in the org, sorted.
func deviceNames(t *testing.T, org *acctest.Org, username string) []string {
	t.Helper()
	var names []string
	for _, device := range org.Devices(t, username) {
		names = append(names, device["name"].(string))
	}
	slices.Sort(names)
	return names
}

// routeNames are the devices of a user's routes in order.
func routeNames(t *testing.T, org *acctest.Org, username string) []string {
	t.Helper()
	names := map[any]string{}
	for _, device := range org.Devices(t, username) {
		names[device["id"]] = device["name"].(string)
	}
	var routes []string
	for i, route := range org.Routes(t, username) {
		if route["position"] != int64(i+1) {
			t.Errorf("route %d is at position %v", i+1, route["position"])
		}
		routes = append(routes, names[route["device"]])
	}
	return routes
}

// texts are the user's rows of a section: a field by name.
func texts(t *testing.T, org *acctest.Org, section, field, username string) map[string]any {
	t.Helper()
	found := map[string]any{}
	for _, row := range org.PackageRows(t, section) {
		if row["link"] == org.UserID(t, username) {
			found[row["name"].(string)] = row[field]
		}
	}
	return found
}

// full is a configuration with every section.
func full(org *acctest.Org, t *testing.T, username string) values {
	t.Helper()
	return values{
		"user_id": org.UserID(t, username),
		"user_settings": object{"country_code": "46", "call_recording": true, "call_recording_mode": "on_demand", "voicemail": true,
			"widget": true, "three_way_calls": true, "initial_user_status": "available"},
		"devices": object{
			"Soft": object{"type": "softphone"},
			"Desk": object{"type": "office_phone", "number": "+45 33 12 00 11"},
		},
		"inbound_routing": object{
			"routes": []any{
				object{"device": "Desk", "ring_time": 15},
				object{"device_type": "softphone", "ring_time": 20},
			},
			"after_last_route": "voicemail", "acd_receiver": object{"device": "Soft"}, "notify_missed_calls": true, "notify_voicemails": false,
		},
		"messages":      object{"Edsger away": object{}, "Hello": object{"text": "Hello, this is Edsger.\n"}},
		"sms_templates": object{"Late": object{"body": "I am late."}},
	}
}
