package user_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const resourceName = "fastcall_user"

// Three users of the default seed who are no Fastcall users yet.
const (
	ada   = "ada@acme.example"
	grace = "grace@acme.example"
	linus = "linus@acme.example"
)

type values = acctest.Values

// onboard plans and applies a new user and expects no error.
func onboard(t *testing.T, tf *acctest.Terraform, config values) acctest.Instance {
	t.Helper()
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	noErrors(t, plan.Diagnostics)
	instance, diags := tf.Apply(resourceName, plan)
	noErrors(t, diags)
	return instance
}

// change plans and applies a change in place and expects no error.
func change(t *testing.T, tf *acctest.Terraform, prior acctest.Instance, config values) acctest.Instance {
	t.Helper()
	plan := tf.Plan(resourceName, prior, config)
	noErrors(t, plan.Diagnostics)
	if len(plan.Replace) > 0 {
		t.Fatalf("replaces because of %v", plan.Replace)
	}
	instance, diags := tf.Apply(resourceName, plan)
	noErrors(t, diags)
	return instance
}

// release destroys a user in a walk of its own, as Terraform does.
func release(tf *acctest.Terraform, prior acctest.Instance) acctest.Diagnostics {
	tf = tf.NextWalk()
	_, diags := tf.Apply(resourceName, tf.Plan(resourceName, prior, nil))
	return diags
}

// refresh reads a user and expects no error.
func refresh(t *testing.T, tf *acctest.Terraform, prior acctest.Instance) acctest.Instance {
	t.Helper()
	instance, diags := tf.Read(resourceName, prior)
	noErrors(t, diags)
	return instance
}

func noErrors(t *testing.T, diags acctest.Diagnostics) {
	t.Helper()
	if errs := diags.Errors(); len(errs) > 0 {
		t.Fatalf("unexpected errors:\n%s", errs)
	}
}

// wantError expects one error whose text has every one of words.
func wantError(t *testing.T, diags acctest.Diagnostics, words ...string) {
	t.Helper()
	wantOne(t, "error", diags.Errors(), words)
}

// wantWarning expects one warning whose text has every one of words.
func wantWarning(t *testing.T, diags acctest.Diagnostics, words ...string) {
	t.Helper()
	noErrors(t, diags)
	wantOne(t, "warning", diags.Warnings(), words)
}

func wantOne(t *testing.T, kind string, diags acctest.Diagnostics, words []string) {
	t.Helper()
	if len(diags) != 1 {
		t.Fatalf("%d %ss, want 1:\n%s", len(diags), kind, diags)
	}
	text := diags.String()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%s lacks %q:\n%s", kind, word, text)
		}
	}
}

// wantChanges expects a plan that changes just these attributes.
func wantChanges(t *testing.T, plan *acctest.Plan, prior acctest.Instance, names ...string) {
	t.Helper()
	noErrors(t, plan.Diagnostics)
	if got := plan.Changed(prior); !slices.Equal(got, names) {
		t.Errorf("plan changes %v, want %v", got, names)
	}
}

// wantParts expects what a user holds in the org.
func wantParts(t *testing.T, org *acctest.Org, username string, want acctest.Parts) {
	t.Helper()
	if got := org.Parts(t, username); !got.Equal(want) {
		t.Errorf("%s holds %+v, want %+v", username, got, want)
	}
}

var (
	onboarded = acctest.Parts{Licensed: true, PermissionSets: []string{"FastCall_User"}, CallCenter: "Fastcall Call Center"}
	nothing   = acctest.Parts{}
)

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

// knobs returns an edit of the seed.
func knobs(settings map[string]string) func(*acctest.Seed) {
	return func(seed *acctest.Seed) {
		if seed.Knobs == nil {
			seed.Knobs = map[string]string{}
		}
		for name, value := range settings {
			seed.Knobs[name] = value
		}
	}
}

// sameJSON compares two JSON texts by value.
func sameJSON(a, b string) bool {
	var left, right any
	return json.Unmarshal([]byte(a), &left) == nil && json.Unmarshal([]byte(b), &right) == nil && reflect.DeepEqual(left, right)
}
