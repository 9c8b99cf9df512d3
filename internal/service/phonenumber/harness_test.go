package phonenumber_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const resourceName = "fastcall_phone_number_assignment"

// People, groups and numbers of the default seed. Marie and Edsger are
// Fastcall users, Ada is none.
const (
	ada, marie, edsger = "ada@acme.example", "marie@acme.example", "edsger@acme.example"

	support, sales = "Fastcall Support", "Fastcall Sales"

	mariesNumber = "+4570100001" // of Marie, SMS enabled
	supportLine  = "+4570100002" // of the group, with an IVR, available for the group Sales
	spare        = "+4570100003" // of nobody, SMS capable
	headOffice   = "+4533120000" // verified, org wide
	warehouse    = "+4533120090" // verified, of nobody
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

// open starts an org of the shape and a walk over it.
func (s shape) open(t *testing.T) (*acctest.Org, *acctest.Terraform) {
	t.Helper()
	org := acctest.NewOrg(t, s.edits...)
	block := values{}
	if s.mapped {
		block["schema_map"] = acctest.SchemaMap(org.Mapping())
	}
	return org, acctest.NewTerraform(t, org, block)
}

// inEveryShape runs a test in every shape of org.
func inEveryShape(t *testing.T, test func(*testing.T, *acctest.Org, *acctest.Terraform)) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			org, tf := s.open(t)
			test(t, org, tf)
		})
	}
}

// assign plans and applies a new assignment and expects no error.
func assign(t *testing.T, tf *acctest.Terraform, config values) acctest.Instance {
	t.Helper()
	return change(t, tf, acctest.Instance{}, config)
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

// unassign destroys an assignment in a walk of its own, as Terraform does.
func unassign(tf *acctest.Terraform, prior acctest.Instance) acctest.Diagnostics {
	tf = tf.NextWalk()
	_, diags := tf.Apply(resourceName, tf.Plan(resourceName, prior, nil))
	return diags
}

// refresh reads an assignment and expects no error.
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

// wantSilence expects neither errors nor warnings.
func wantSilence(t *testing.T, diags acctest.Diagnostics) {
	t.Helper()
	if len(diags) > 0 {
		t.Errorf("want no word, got:\n%s", diags)
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

// held is a number as the org has it, with people and groups by id.
type held struct {
	User, Group any
	OrgWide     bool
	Users       []string
	Groups      []string
}

func holding(t *testing.T, org *acctest.Org, number string) held {
	t.Helper()
	row := org.Number(t, number)
	h := held{User: row["assigned_user"], Group: row["assigned_group"], OrgWide: row["org_wide"] == true}
	for _, access := range org.PackageRows(t, "number_access") {
		if access["link"] != row["id"] {
			continue
		}
		if id, ok := access["user"].(string); ok && id != "" {
			h.Users = append(h.Users, id)
		}
		if id, ok := access["group"].(string); ok && id != "" {
			h.Groups = append(h.Groups, id)
		}
	}
	slices.Sort(h.Users)
	slices.Sort(h.Groups)
	return h
}

// wantHolding expects who has a number and who may use it.
func wantHolding(t *testing.T, org *acctest.Org, number string, want held) {
	t.Helper()
	got := holding(t, org, number)
	if got.User != want.User || got.Group != want.Group || got.OrgWide != want.OrgWide ||
		!slices.Equal(got.Users, want.Users) || !slices.Equal(got.Groups, want.Groups) {
		t.Errorf("%s is held by %+v, want %+v", number, got, want)
	}
}

func groupID(t *testing.T, org *acctest.Org, name string) string {
	t.Helper()
	row, ok := org.Find("Group", "Name", name)
	if !ok {
		t.Fatalf("no group %s", name)
	}
	id, _ := row["Id"].(string)
	return id
}

func numberID(t *testing.T, org *acctest.Org, number string) string {
	t.Helper()
	id, _ := org.Number(t, number)["id"].(string)
	return id
}

func ivrID(t *testing.T, org *acctest.Org, name string) string {
	t.Helper()
	id, _ := org.PackageRow(t, "ivr", "name", name)["id"].(string)
	return id
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
