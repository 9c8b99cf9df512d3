package group_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const (
	resourceName = "fastcall_group"
	memberName   = "fastcall_group_member"
)

// People and groups of the default seed. Marie and Edsger are Fastcall users
// and members of Support, Edsger of Sales, too; Ada and Emmy are none. Fastcall
// does not know the group of the accountants, which has Emmy.
const (
	ada, emmy     = "ada@acme.example", "emmy@acme.example"
	marie, edsger = "marie@acme.example", "edsger@acme.example"

	support, sales, accountants = "Fastcall_Support", "Fastcall_Sales", "All_Accountants"
)

type values = acctest.Values

// shape is a way in which an org may keep the package's data.
type shape struct {
	name   string
	edits  []func(*acctest.Seed)
	mapped bool
}

var shapes = []shape{
	{name: "default"},
	{name: "renamed, by labels", edits: []func(*acctest.Seed){acctest.Renamed}},
	{name: "renamed, mapped", edits: []func(*acctest.Seed){acctest.Renamed}, mapped: true},
	{name: "reshaped", edits: []func(*acctest.Seed){acctest.Reshaped}, mapped: true},
}

// inEveryShape runs a test in every shape of org.
func inEveryShape(t *testing.T, test func(*testing.T, *acctest.Org, *acctest.Terraform)) {
	t.Parallel()
	in(t, shapes, test)
}

// inBothShapes runs a test where everything is on the group's record and where
// everything is somewhere else.
func inBothShapes(t *testing.T, test func(*testing.T, *acctest.Org, *acctest.Terraform)) {
	t.Parallel()
	in(t, []shape{shapes[0], shapes[len(shapes)-1]}, test)
}

func in(t *testing.T, shapes []shape, test func(*testing.T, *acctest.Org, *acctest.Terraform)) {
	t.Helper()
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, s.edits...)
			block := values{}
			if s.mapped {
				block["schema_map"] = acctest.SchemaMap(org.Mapping())
			}
			test(t, org, acctest.NewTerraform(t, org, block))
		})
	}
}

// users are the ids of users by user name.
func users(t *testing.T, org *acctest.Org, names ...string) []string {
	t.Helper()
	ids := []string{}
	for _, name := range names {
		ids = append(ids, org.UserID(t, name))
	}
	return ids
}

// id is the id of the package's row with a name.
func id(t *testing.T, org *acctest.Org, section, name string) string {
	t.Helper()
	text, _ := org.PackageRow(t, section, "name", name)["id"].(string)
	return text
}

// native is the native group with a developer name; nil if there is none.
func native(org *acctest.Org, developerName string) map[string]any {
	row, _ := org.Find("Group", "DeveloperName", developerName)
	return row
}

func nativeID(org *acctest.Org, developerName string) string {
	text, _ := native(org, developerName)["Id"].(string)
	return text
}

// members are the user names of a group's members, sorted.
func members(org *acctest.Org, groupID string) []string {
	names := []string{}
	for _, row := range org.Rows("GroupMember") {
		if row["GroupId"] == groupID {
			user, _ := org.Find("User", "Id", row["UserOrGroupId"])
			name, _ := user["Username"].(string)
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func wantMembers(t *testing.T, org *acctest.Org, groupID string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := members(org, groupID); !slices.Equal(got, want) {
		t.Errorf("members are %v, want %v", got, want)
	}
}

// change plans and applies a create or a change in place and expects no error.
func change(t *testing.T, tf *acctest.Terraform, resource string, prior acctest.Instance, config values) acctest.Instance {
	t.Helper()
	plan := tf.Plan(resource, prior, config)
	noErrors(t, plan.Diagnostics)
	if len(plan.Replace) > 0 {
		t.Fatalf("replaces because of %v", plan.Replace)
	}
	instance, diags := tf.Apply(resource, plan)
	noErrors(t, diags)
	return instance
}

func create(t *testing.T, tf *acctest.Terraform, config values) acctest.Instance {
	t.Helper()
	return change(t, tf, resourceName, acctest.Instance{}, config)
}

// destroy destroys in a walk of its own and returns what plan and apply said.
func destroy(t *testing.T, tf *acctest.Terraform, prior acctest.Instance) (acctest.Diagnostics, acctest.Diagnostics) {
	t.Helper()
	plan := tf.NextWalk().Plan(resourceName, prior, nil)
	if len(plan.Errors()) > 0 {
		return plan.Diagnostics, nil
	}
	_, diags := tf.NextWalk().Apply(resourceName, plan)
	return plan.Diagnostics, diags
}

// refresh reads in a walk of its own and expects no error.
func refresh(t *testing.T, tf *acctest.Terraform, resource string, prior acctest.Instance) acctest.Instance {
	t.Helper()
	instance, diags := tf.NextWalk().Read(resource, prior)
	noErrors(t, diags)
	return instance
}

// settled refreshes and expects that a plan changes nothing then.
func settled(t *testing.T, tf *acctest.Terraform, prior acctest.Instance, config values) acctest.Instance {
	t.Helper()
	now := refresh(t, tf, resourceName, prior)
	wantChanges(t, tf.NextWalk().Plan(resourceName, now, config), now)
	return now
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

// wantWarning expects one warning and no error.
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
