package phonenumber_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// operation is something that writes. prior is what a calm walk made before.
type operation struct {
	name    string
	prepare func(*testing.T, *acctest.Org, *acctest.Terraform) acctest.Instance
	config  func(*testing.T, *acctest.Org) values // nil: destroy
}

// operations are all that write, with a number, two grants and a revocation
// among their rows.
func operations() []operation {
	first := func(t *testing.T, org *acctest.Org) values {
		return values{"phone_number": spare, "user_id": org.UserID(t, marie), "outbound_sms_enabled": true,
			"available_for": values{"user_ids": []string{org.UserID(t, edsger)}, "group_ids": []string{groupID(t, org, sales)}}}
	}
	made := func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) acctest.Instance {
		return assign(t, tf, first(t, org))
	}
	return []operation{
		{name: "create", config: first,
			prepare: func(*testing.T, *acctest.Org, *acctest.Terraform) acctest.Instance { return acctest.Instance{} }},
		{name: "update", prepare: made, config: func(t *testing.T, org *acctest.Org) values {
			return values{"phone_number": spare, "group_id": groupID(t, org, support), "outbound_sms_enabled": false, "ivr_id": ivrID(t, org, "Main Menu"),
				"available_for": values{"user_ids": []string{org.UserID(t, marie)}, "group_ids": []string{}}}
		}},
		{name: "destroy", prepare: made, config: func(*testing.T, *acctest.Org) values { return nil }},
	}
}

// run plans and applies the operation in a walk of its own.
func (op operation) run(t *testing.T, org *acctest.Org, tf *acctest.Terraform, prior acctest.Instance) (acctest.Instance, acctest.Diagnostics) {
	walk := tf.NextWalk()
	plan := walk.Plan(resourceName, prior, op.config(t, org))
	if len(plan.Errors()) > 0 {
		return prior, plan.Errors()
	}
	return walk.Apply(resourceName, plan)
}

// portrait is everything that an assignment may touch.
func portrait(t *testing.T, org *acctest.Org) string {
	t.Helper()
	var lines []string
	for section, keys := range map[string][]string{
		"phone_number":  {"number", "assigned_user", "assigned_group", "org_wide", "outbound_sms_enabled", "ivr"},
		"number_access": {"link", "user", "group"},
	} {
		for _, row := range org.PackageRows(t, section) {
			line := section
			for _, key := range keys {
				line += fmt.Sprintf(" %v", row[key])
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

var passing = []acctest.Effect{acctest.Unavailable, acctest.UnavailableHTML, acctest.BadGateway, acctest.Crash, acctest.CrashAfter,
	acctest.Reset, acctest.ResetAfter, acctest.Slow, acctest.ExpireSession, acctest.ConcurrentLimit}

// cell is a fault that strikes one write of an operation: once, or that
// request and all after it.
type cell struct {
	op      operation
	knobs   map[string]string
	fault   acctest.Fault
	forever bool
}

// lasting are the faults that also strike for good: one of each kind.
var lasting = []acctest.Effect{acctest.Unavailable, acctest.CrashAfter, acctest.Reset, acctest.ResetAfter}

// cellsOf are the cells of an operation on one rung, and what it comes to
// without a fault.
func cellsOf(t *testing.T, op operation, knobs map[string]string) (cells []cell, want string) {
	t.Helper()
	org := acctest.NewOrg(t, withKnobs(knobs))
	tf := acctest.NewTerraform(t, org)
	prior := op.prepare(t, org, tf)
	org.ResetJournal()
	_, diags := op.run(t, org, tf, prior)
	noErrors(t, diags)
	rows := 0
	for _, entry := range org.Journal() {
		if !entry.Write {
			continue
		}
		rows += len(entry.Requests)
		for _, effect := range passing {
			if effect == acctest.Slow && acctest.Racing {
				continue // Under the race detector, calm requests take as long as slow ones.
			}
			fault := acctest.Fault{Effect: effect, Nth: entry.N, Times: 1}
			if effect == acctest.Slow {
				fault.Delay = acctest.Seconds(1.5)
			}
			cells = append(cells, cell{op: op, knobs: knobs, fault: fault})
			if fault.Times = 1 << 20; slices.Contains(lasting, effect) && knobs == nil {
				cells = append(cells, cell{op: op, knobs: knobs, fault: fault, forever: true})
			}
		}
	}
	if rows < 3 {
		t.Fatalf("%s writes %d rows", op.name, rows)
	}
	access := org.Mapping()["number_access"].Object
	return append(cells, cell{op: op, knobs: knobs, fault: acctest.Fault{Effect: acctest.LockRow, Object: access, Nth: 1, Times: 1}}), portrait(t, org)
}

// Every write of every operation is struck by every fault that passes. Struck
// once the operation succeeds; struck for good it fails, and done again it
// ends as if nothing had been.
func TestFaultsOnWrites(t *testing.T) {
	t.Parallel()
	const atOnce = 16 // Most of their time is waiting.
	places := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	defer wg.Wait()
	for rung, knobs := range map[string]map[string]string{"graph": nil, "composite": {"K-graph": "refuse"}} {
		for _, op := range operations() {
			cells, want := cellsOf(t, op, knobs)
			for _, c := range cells {
				places <- struct{}{}
				wg.Go(func() {
					defer func() { <-places }()
					t.Run(fmt.Sprintf("%s/%s/%d/%s/%d", op.name, rung, c.fault.Nth, c.fault.Effect, c.fault.Times),
						func(t *testing.T) { c.check(t, want) })
				})
			}
		}
	}
}

func (c cell) check(t *testing.T, want string) {
	org := acctest.NewOrg(t, withKnobs(c.knobs))
	calm := acctest.NewTerraform(t, org)
	prior := c.op.prepare(t, org, calm)
	block := values{"max_retries": 1}
	if c.fault.Effect == acctest.Slow {
		block["request_timeout"] = "1s"
	}
	org.ResetJournal()
	org.AddFault(c.fault)
	kept, diags := c.op.run(t, org, acctest.NewTerraform(t, org, block), prior)
	org.ClearFaults()
	if c.fault.Effect == acctest.Slow {
		time.Sleep(100 * time.Millisecond) // What nobody waits for any more is still carried out.
	}
	failed := len(diags.Errors()) > 0
	if failed && !c.forever {
		t.Fatalf("failed, but a retry or a look cures this:\n%s", diags)
	}
	if failed && !strings.Contains(diags.String(), "What to do") {
		t.Errorf("does not say what to do:\n%s", diags)
	}
	if !failed {
		got := portrait(t, org)
		if c.fault.Effect == acctest.Slow {
			// What was given up and came about late may have granted twice, which nothing can prevent: the next write mends it.
			got = strings.Join(slices.Compact(strings.Split(got, "\n")), "\n")
		}
		if got != want {
			t.Errorf("succeeded with\n%s\nwant\n%s", got, want)
		}
		if kept.Values == nil {
			return
		}
	}
	if kept.Values != nil {
		kept = refresh(t, calm.NextWalk(), kept)
	}
	org.ResetJournal()
	_, diags = c.op.run(t, org, calm, kept)
	noErrors(t, diags)
	if got := portrait(t, org); got != want {
		t.Errorf("done again, the org has\n%s\nwant\n%s", got, want)
	}
	if !failed && writes(org) > 0 && c.fault.Effect != acctest.Slow {
		t.Errorf("%d writes after a success, want none", writes(org))
	}
}

func withKnobs(settings map[string]string) func(*acctest.Seed) {
	return func(seed *acctest.Seed) {
		if seed.Knobs == nil {
			seed.Knobs = map[string]string{}
		}
		for name, value := range settings {
			seed.Knobs[name] = value
		}
	}
}

// An update whose outcome stayed unknown counts the owner that was meant as
// given, so that destroying takes the number from there.
func TestAnUnknownOutcomeIsRemembered(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	number := assign(t, tf, values{"phone_number": spare, "user_id": org.UserID(t, marie)})
	plan := tf.Plan(resourceName, number, values{"phone_number": spare, "user_id": org.UserID(t, edsger)})
	org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/composite/graph"})
	object := org.Mapping()["phone_number"].Object
	org.AddFault(acctest.Fault{Effect: acctest.Unavailable, Object: object, Verb: "query", Nth: 3, Times: 99})
	kept, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot change "+spare, "not known whether the change was carried out")
	org.ClearFaults()
	kept = refresh(t, tf.NextWalk(), kept)
	wantSilence(t, unassign(tf, kept))
	wantHolding(t, org, spare, held{})
}

// A refusal names the number and says what Salesforce said.
func TestARefusedWrite(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"phone_number": spare, "user_id": org.UserID(t, marie)})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Object: org.Mapping()["phone_number"].Object, Verb: "update", Code: "FIELD_CUSTOM_VALIDATION_EXCEPTION",
		Message: "Numbers are frozen.", Status: 400})
	_, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot assign "+spare, "Numbers are frozen.", spare)
	wantHolding(t, org, spare, held{})
}
