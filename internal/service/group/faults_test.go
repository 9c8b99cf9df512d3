package group_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// deed is something that Terraform does with a group or a membership.
type deed struct {
	name, resource string
	config         func(*testing.T, *acctest.Org) values // nil: destroy
	prepare        func(*testing.T, *acctest.Org, *acctest.Terraform) acctest.Instance
}

func deeds() []deed {
	nothing := func(*testing.T, *acctest.Org, *acctest.Terraform) acctest.Instance { return acctest.Instance{} }
	there := func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) acctest.Instance {
		config := full(t, org)
		config["on_destroy"] = values{"ivr_references": "remove"}
		return create(t, tf, config)
	}
	tied := func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) acctest.Instance {
		group := there(t, org, tf)
		org.AssignNumber(t, "+4570100003", "Night_Shift")
		org.InsertPackage(t, "ivr_action", values{"link": "After Hours", "type": "Call Transfer", "target_group": "Night_Shift"})
		return group
	}
	other := func(t *testing.T, org *acctest.Org) values {
		return values{"name": "Day Shift", "extension": "711", "members": users(t, org, edsger), "three_way_calls": false,
			"acd": values{"strategy": "simulring", "queue_no_answer_timeout": 30}, "shared_recording_ids": []string{}}
	}
	single := func(t *testing.T, org *acctest.Org) values { return membership(t, org, marie, sales) }
	joined := func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) acctest.Instance {
		return change(t, tf, memberName, acctest.Instance{}, single(t, org))
	}
	return []deed{
		{"create", resourceName, full, nothing},
		{"take over", resourceName, func(t *testing.T, org *acctest.Org) values {
			return values{"name": "Accounts", "developer_name": accountants, "extension": "710", "members": users(t, org, marie)}
		}, nothing},
		{"change", resourceName, other, there},
		{"destroy", resourceName, nil, tied},
		{"join", memberName, single, nothing},
		{"leave", memberName, nil, joined},
	}
}

func (d deed) values(t *testing.T, org *acctest.Org) values {
	if d.config == nil {
		return nil
	}
	return d.config(t, org)
}

// run plans calmly and applies; strike arms a fault between the two.
func (d deed) run(t *testing.T, org *acctest.Org, prior acctest.Instance, strike func()) (acctest.Instance, acctest.Diagnostics) {
	t.Helper()
	plan := acctest.NewTerraform(t, org).Plan(d.resource, prior, d.values(t, org))
	if len(plan.Errors()) > 0 {
		return prior, plan.Diagnostics
	}
	walk := acctest.NewTerraform(t, org, values{"max_retries": 1})
	strike()
	return walk.Apply(d.resource, plan)
}

// portrait is what the org has of groups, without the ids that a second try
// makes anew.
func portrait(t *testing.T, org *acctest.Org) string {
	t.Helper()
	var lines []string
	names := []string{}
	for _, row := range org.Rows("Group") {
		lines = append(lines, fmt.Sprintf("group %v %v %v", row["DeveloperName"], row["Name"], members(org, text(row["Id"]))))
		names = append(names, text(row["Id"]), text(row["DeveloperName"]))
	}
	for _, section := range []string{"group", "acd", "message_share", "three_way_call", "phone_number", "number_access", "ivr_action"} {
		for _, row := range org.PackageRows(t, section) {
			delete(row, "id")
			if section != "group" {
				delete(row, "name")
			}
			lines = append(lines, section+" "+strings.NewReplacer(names...).Replace(fmt.Sprint(row)))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestFaultsAtEveryRequest strikes each request of each deed: once, which a
// retry or a look has to cure, and from then on, as if the process was killed
// there. Doing it again ends as if nothing had been.
func TestFaultsAtEveryRequest(t *testing.T) {
	t.Parallel()
	for ground, knobs := range map[string]map[string]string{graphs: nil, singly: {"K-setup-setup": "reject", "K-graph": "refuse"}} {
		for _, d := range deeds() {
			if ground == singly && d.name != "create" && d.name != "change" {
				continue // The rest differs in nothing that single steps would show.
			}
			t.Run(d.name+" by "+ground, func(t *testing.T) {
				t.Parallel()
				seed := func(seed *acctest.Seed) { seed.Knobs = knobs }
				org := acctest.NewOrg(t, seed)
				prior := d.prepare(t, org, acctest.NewTerraform(t, org))
				_, diags := d.run(t, org, prior, org.ResetJournal)
				noErrors(t, diags)
				want := portrait(t, org)
				for n, entry := range org.Journal() {
					for _, c := range blows(ground, entry.Write) {
						c.deed, c.seed, c.n, c.want = d, seed, n+1, want
						c.check(t)
					}
				}
			})
		}
	}
}

// Ways in which the org takes a unit of work.
const graphs, singly = "graphs", "single steps"

// blows are the faults for one request: reads change nothing, so little is
// learned from them.
func blows(ground string, write bool) []cell {
	const forever = 1 << 20
	switch {
	case write && ground == graphs:
		return []cell{{effect: acctest.Crash, times: 1, cured: true}, {effect: acctest.ResetAfter, times: 1, cured: true},
			{effect: acctest.ResetAfter, times: forever}}
	case write:
		return []cell{{effect: acctest.Crash, times: 1}, {effect: acctest.ResetAfter, times: forever}}
	case ground == graphs:
		return []cell{{effect: acctest.ResetAfter, times: forever}}
	}
	return nil
}

// cell is a fault at one request of a deed.
type cell struct {
	deed   deed
	seed   func(*acctest.Seed)
	n      int
	effect acctest.Effect
	times  int
	want   string
	// cured is whether the deed has to succeed all the same.
	cured bool
}

func (c cell) check(t *testing.T) {
	t.Helper()
	what := fmt.Sprintf("%s at request %d, %d times", c.effect, c.n, c.times)
	org := acctest.NewOrg(t, c.seed)
	prior := c.deed.prepare(t, org, acctest.NewTerraform(t, org))
	kept, diags := c.deed.run(t, org, prior, func() {
		org.ResetJournal()
		org.AddFault(acctest.Fault{Effect: c.effect, Nth: c.n, Times: c.times})
	})
	org.ClearFaults()
	failed := len(diags.Errors()) > 0
	if failed && c.cured {
		t.Errorf("%s: not cured:\n%s", what, diags)
	}
	if c.times > 1 {
		kept = prior // Killed: Terraform has not heard of anything.
	}
	if c.deed.config == nil && !failed {
		kept = acctest.Instance{}
	}
	c.again(t, what, org, kept, failed)
	if now := portrait(t, org); now != c.want {
		t.Errorf("%s: done again, the org is\n%s\nafter a clean run it is\n%s", what, now, c.want)
	}
}

// again does as Terraform would: a state that a failed creation left is
// tainted and destroyed first, a group that was made wholly is imported.
func (c cell) again(t *testing.T, what string, org *acctest.Org, kept acctest.Instance, failed bool) {
	t.Helper()
	tf := acctest.NewTerraform(t, org)
	if failed && kept.Values != nil && (c.deed.name == "create" || c.deed.name == "take over" || c.deed.name == "join") {
		_, diags := tf.Apply(c.deed.resource, tf.Plan(c.deed.resource, kept, nil))
		noErrors(t, diags)
		kept = acctest.Instance{}
	}
	if kept.Values == nil && c.deed.config == nil {
		return
	}
	if kept.Values != nil {
		var diags acctest.Diagnostics
		if kept, diags = tf.NextWalk().Read(c.deed.resource, kept); len(diags.Errors()) > 0 {
			t.Fatalf("%s: %s", what, diags)
		}
		if kept.Values == nil && c.deed.config == nil {
			return
		}
	}
	_, diags := c.deed.run(t, org, kept, func() {})
	if strings.Contains(diags.Errors().String(), "terraform import fastcall_group.NAME") {
		imported, more := tf.NextWalk().Import(resourceName, text(c.deed.values(t, org)["name"]), nil)
		noErrors(t, more)
		_, diags = c.deed.run(t, org, imported, func() {})
	}
	if len(diags.Errors()) > 0 {
		t.Errorf("%s: done again:\n%s", what, diags)
	}
}
