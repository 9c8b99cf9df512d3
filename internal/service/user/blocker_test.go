package user_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// world is an org by how it keeps Fastcall's own records, and whether the
// provider block has to say so.
type world struct {
	edits  []func(*acctest.Seed)
	mapped bool
}

var worlds = map[string]world{
	"default":           {},
	"renamed by labels": {edits: []func(*acctest.Seed){acctest.Renamed}},
	"renamed by map":    {edits: []func(*acctest.Seed){acctest.Renamed}, mapped: true},
	"reshaped":          {edits: []func(*acctest.Seed){acctest.Reshaped}, mapped: true},
}

// open makes an org and a provider block for it.
func (w world) open(t *testing.T, release map[string]any) (*acctest.Org, values) {
	t.Helper()
	org := acctest.NewOrg(t, w.edits...)
	block := values{}
	if w.mapped {
		block["schema_map"] = acctest.SchemaMap(org.Mapping())
	}
	if release != nil {
		block["release"] = release
	}
	return org, block
}

// snapshot is every row of an org that a release could touch, by id.
func snapshot(org *acctest.Org) map[string]string {
	rows := map[string]string{}
	objects := []string{"User", "UserPackageLicense", "PermissionSetAssignment", "GroupMember", "Group"}
	for _, object := range org.Seed.Objects {
		objects = append(objects, object.Name)
	}
	for _, object := range objects {
		for _, row := range org.Rows(object) {
			row := maps.Clone(row)
			for _, stamp := range []string{"LastModifiedDate", "SystemModstamp", "LastModifiedById"} {
				delete(row, stamp)
			}
			rows[fmt.Sprint(row["Id"])] = object + " " + fmt.Sprint(row)
		}
	}
	return rows
}

// touched lists the rows that differ between two snapshots, by id.
func touched(before, after map[string]string) []string {
	var ids []string
	for id, row := range before {
		if after[id] != row {
			ids = append(ids, id)
		}
	}
	for id := range after {
		if _, was := before[id]; !was {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// leaver makes ada a Fastcall user of this provider's who is hard to release.
func leaver(t *testing.T, org *acctest.Org, block values, config values) (*acctest.Terraform, acctest.Instance, acctest.Leaving) {
	t.Helper()
	user := onboard(t, acctest.NewTerraform(t, org, block), config)
	made := acctest.Leaver(t, org, ada)
	tf := acctest.NewTerraform(t, org, block)
	return tf, refresh(t, tf, user), made
}

// rowsOf are the ids of everything that a release of ada has to touch.
func (l leaving) rowsOf(t *testing.T, org *acctest.Org, shared ...string) []string {
	t.Helper()
	id := org.UserID(t, ada)
	ids := append([]string{id, l.Access, l.IVRAction}, shared...)
	ids = append(ids, l.Recordings...)
	for _, number := range []string{l.Provisioned, l.Verified} {
		ids = append(ids, fmt.Sprint(org.Number(t, number)["id"]))
	}
	for object, field := range map[string]string{
		"UserPackageLicense": "UserId", "PermissionSetAssignment": "AssigneeId", "GroupMember": "UserOrGroupId"} {
		for _, row := range org.Rows(object) {
			set, _ := org.Find("PermissionSet", "Id", row["PermissionSetId"])
			if row[field] == id && (object != "PermissionSetAssignment" || set["NamespacePrefix"] != nil) {
				ids = append(ids, fmt.Sprint(row["Id"]))
			}
		}
	}
	slices.Sort(ids)
	return ids
}

type leaving struct{ acctest.Leaving }

// lets are policies that let every blocker go.
func lets(more map[string]any) map[string]any {
	all := map[string]any{"recordings": "delete", "ivr_references": "remove", "missed_calls": "remove"}
	maps.Copy(all, more)
	return all
}

// The plan of a release names all that stands in the way and what will happen
// to it, and applying it touches that and nothing else.
func TestAReleaseClearsEverythingAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := w.open(t, lets(nil))
			tf, user, made := leaver(t, org, block, values{"username": ada})
			plan := tf.Plan(resourceName, user, nil)
			wantWarning(t, plan.Diagnostics, ada+" leaves Fastcall",
				`phone number "+4570200001": unassigned`, `phone number "+4570200002": unassigned`,
				`use of phone number "+4570200003": removed`,
				`group membership "Fastcall Sales": removed`, `group membership "Fastcall Support": removed`,
				`recording "Greeting": deleted`, `recording "Out of office": deleted`, `IVR reference "Main Menu": removed`)
			if got := strings.Count(plan.String(), "\n- "); got != 8 {
				t.Errorf("%d blockers, want 8:\n%s", got, plan.Diagnostics)
			}
			before := snapshot(org)
			want := leaving{made}.rowsOf(t, org)
			_, diags := tf.NextWalk().Apply(resourceName, plan)
			wantWarning(t, diags, "Released "+ada, `phone number "+4570200001": unassigned`, `IVR reference "Main Menu": removed`, "subscription is unchanged")
			wantParts(t, org, ada, nothing)
			if got := touched(before, snapshot(org)); !slices.Equal(got, want) {
				t.Errorf("touched %v, want %v", got, want)
			}
		})
	}
}

// What cannot be put back stops a release while it is planned, and the error
// names the argument that lets it through.
func TestWhatCannotBePutBackStopsThePlan(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := w.open(t, nil)
			tf, user, _ := leaver(t, org, block, values{"username": ada})
			plan := tf.Plan(resourceName, user, nil)
			wantError(t, plan.Diagnostics, "Cannot release "+ada, `recording "Greeting": stops the release`, `IVR reference "Main Menu"`,
				`provider "fastcall" { release = { recordings = "delete", ivr_references = "remove" } }`)
			if got := strings.Count(plan.String(), "\n- "); got != 8 {
				t.Errorf("%d blockers, want 8:\n%s", got, plan.Diagnostics)
			}
			before := snapshot(org)
			_, diags := tf.NextWalk().Apply(resourceName, plan)
			wantError(t, diags, "Cannot release "+ada, "Nothing was changed")
			if got := touched(before, snapshot(org)); len(got) > 0 {
				t.Errorf("touched %v", got)
			}
		})
	}
}

// What is reassigned goes to whom the policy names.
func TestReassign(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		for _, heir := range []string{"marie@acme.example", "Fastcall Sales"} {
			t.Run(name+"/"+heir, func(t *testing.T) {
				t.Parallel()
				org, block := w.open(t, nil)
				marie := org.UserID(t, "marie@acme.example")
				group, _ := org.Find("Group", "Name", heir)
				to, numbersTo, others := marie, marie, marie[:15]
				if group != nil {
					to = fmt.Sprint(group["Id"])
					numbersTo, others = heir, "Marie@acme.example" // by name
				}
				block["release"] = lets(map[string]any{"phone_numbers": "reassign", "reassign_numbers_to": numbersTo,
					"recordings": "reassign", "missed_calls": "reassign", "sms_templates": "reassign", "reassign_to": others})
				tf, user, made := leaver(t, org, block, values{"username": ada})
				support := org.FastcallGroup(t, "Fastcall Support")
				acd := org.ACD(t, "Fastcall Support")
				org.UpdatePackage(t, "acd", fmt.Sprint(acd["id"]), values{"missed_call_owner": org.UserID(t, ada)[:15]})
				template := org.GiveTemplate(t, ada, "Bye")
				before := snapshot(org)
				want := leaving{made}.rowsOf(t, org, fmt.Sprint(acd["id"]), template)
				wantWarning(t, release(tf, user), `phone number "+4570200001": given to `+heir, `recording "Greeting": given to marie@acme.example`)
				if got := touched(before, snapshot(org)); !slices.Equal(got, want) {
					t.Errorf("touched %v, want %v", got, want)
				}
				number, access := org.Number(t, made.Provisioned), org.PackageRow(t, "number_access", "id", made.Access)
				if to == marie {
					wantEqual(t, number["assigned_user"], marie)
					wantEqual(t, access["user"], marie)
				} else {
					wantEqual(t, number["assigned_user"], nil)
					wantEqual(t, number["assigned_group"], to)
					wantEqual(t, access["user"], nil)
					wantEqual(t, access["group"], to)
				}
				wantEqual(t, org.PackageRow(t, "message", "id", made.Recordings[0])["link"], marie)
				wantEqual(t, org.PackageRow(t, "sms_template", "id", template)["link"], marie)
				wantEqual(t, org.PackageRow(t, "acd", "id", acd["id"])["missed_call_owner"], marie)
				wantEqual(t, org.FastcallGroup(t, "Fastcall Support")["extension"], support["extension"])
			})
		}
	}
}

func wantEqual(t *testing.T, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
