package user_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// outcome is what Terraform is left with after an operation: the state that it
// keeps and everything it was told.
type outcome struct {
	kept  acctest.Instance
	diags acctest.Diagnostics
}

func (o outcome) failed() bool { return len(o.diags.Errors()) > 0 }

// walks opens provider processes on an org: Terraform starts one to plan and
// another to apply, so each logs in and reads the catalog for itself.
type walks struct {
	t      *testing.T
	org    *acctest.Org
	ground ground
	block  values
	// shared serves every walk where how often Terraform starts a process is not the question.
	shared *acctest.Terraform
}

func (w walks) open() *acctest.Terraform {
	if w.shared != nil {
		return w.shared
	}
	return acctest.NewTerraform(w.t, w.org, w.block)
}

// calmly gives walks over the same org in one process, without what the cell adds to the provider block.
func (w walks) calmly() walks {
	return walks{t: w.t, org: w.org, ground: w.ground, shared: acctest.NewTerraform(w.t, w.org, w.ground.block(w.org))}
}

// operation is something Terraform does with ada.
type operation struct {
	name string
	// names is how an error may name the user.
	names []string
	// writes is whether the operation has anything to write.
	writes bool
	// pages is whether further pages are struck, too: the two operations between them ask for every page there is.
	pages  bool
	config values
	// prepare brings the org to where the operation begins.
	prepare func(walks) acctest.Instance
	run     func(walks, acctest.Instance, values) outcome
	acts    []act
}

// again is the same operation after a failure, as Terraform would repeat it. A
// resource that came out of a failed create is tainted, so it goes first.
func (op operation) again(w walks, last outcome) outcome {
	tainted := op.name == "create" && last.failed() && last.kept.Values != nil
	if tainted {
		released := destroy(w, last.kept, nil)
		if released.failed() {
			return released
		}
		last.kept = acctest.Instance{}
	}
	switch op.name {
	case "import":
		imported := op.run(w, acctest.Instance{}, op.config)
		if imported.failed() {
			return imported
		}
		last = imported
	case "release":
		if last.kept.Values == nil {
			return last
		}
		refreshed := read(w, last.kept, nil)
		if refreshed.failed() || refreshed.kept.Values == nil {
			return refreshed
		}
		return destroy(w, refreshed.kept, nil)
	}
	return converge(w, last.kept, op.config)
}

// converge is terraform apply: refresh, plan and, in a process of its own, the
// apply of what the plan changes.
func converge(w walks, prior acctest.Instance, config values) outcome {
	tf := w.open()
	var told acctest.Diagnostics
	if prior.Values != nil {
		refreshed, diags := tf.Read(resourceName, prior)
		if len(diags.Errors()) > 0 {
			return outcome{prior, diags}
		}
		prior, told = refreshed, diags
	}
	return planAndApply(w, tf, prior, config, told)
}

// adjust is converge without the refresh.
func adjust(w walks, prior acctest.Instance, config values) outcome {
	return planAndApply(w, w.open(), prior, config, nil)
}

func planAndApply(w walks, tf *acctest.Terraform, prior acctest.Instance, config values, told acctest.Diagnostics) outcome {
	plan := tf.Plan(resourceName, prior, config)
	told = append(told, plan.Diagnostics...)
	if len(plan.Errors()) > 0 {
		return outcome{prior, told}
	}
	if prior.Values != nil && len(plan.Changed(prior)) == 0 {
		return outcome{prior, told}
	}
	if len(plan.Replace) > 0 {
		w.t.Errorf("replaces because of %v", plan.Replace)
	}
	kept, diags := w.open().Apply(resourceName, plan)
	return outcome{kept, append(told, diags...)}
}

func read(w walks, prior acctest.Instance, _ values) outcome {
	kept, diags := w.open().Read(resourceName, prior)
	return outcome{kept, diags}
}

// destroy is the apply of a destroy. What the plan looks at, a read looks at, too, so that no request is spent on it here.
func destroy(w walks, prior acctest.Instance, _ values) outcome {
	offline := acctest.NewTerraform(w.t, nil, values{"instance_url": acctest.Unknown})
	kept, diags := w.open().Apply(resourceName, offline.Plan(resourceName, prior, nil))
	return outcome{kept, diags}
}

func takeIn(w walks, _ acctest.Instance, _ values) outcome {
	kept, diags := w.open().Import(resourceName, w.org.UserID(w.t, ada), nil)
	return outcome{kept, diags}
}

// operations lists what is put under fire. Everybody has both roles at some
// point, so that lists have more than one row and page when pages are small.
func operations() []operation {
	both := values{"username": ada, "roles": []string{"admin", "user"}}
	moved := values{"username": ada, "roles": []string{"admin"}, "call_center": "Old Switchboard",
		"replace_existing_call_center": true, "softphone_auto_login": true}
	begin := func(config values, then ...func(walks)) func(walks) acctest.Instance {
		return func(w walks) acctest.Instance {
			user := onboard(w.t, w.open(), config)
			for _, next := range then {
				next(w)
			}
			return user
		}
	}
	join := func(w walks) {
		if w.ground.blocked {
			w.org.GiveRecording(w.t, ada, "Away")
		}
		w.org.Join(w.t, ada, "Fastcall Support")
		w.org.Join(w.t, ada, "Fastcall Sales")
	}
	damage := func(w walks) {
		w.org.TakeSeat(w.t, ada)
		w.org.TakePermissionSet(w.t, ada, "FastCall_Admin")
		w.org.SetCallCenter(w.t, ada, "")
	}
	none := func(walks) acctest.Instance { return acctest.Instance{} }
	name := []string{ada}
	return []operation{
		{name: "create", names: name, writes: true, config: both, prepare: none, run: adjust,
			acts: []act{seatTaken, setGiven, movedAway}},
		{name: "read", names: name, config: both, prepare: begin(both, join), run: read,
			acts: []act{seatDeleted, setDeleted}},
		{name: "repair", names: name, writes: true, pages: true, config: both, prepare: begin(both, damage), run: converge,
			acts: []act{seatTaken, setGiven, setDeleted}},
		{name: "change", names: name, writes: true, config: moved, prepare: begin(values{"username": ada}), run: adjust,
			acts: []act{seatDeleted, setDeleted}},
		{name: "release", names: name, writes: true, pages: true, config: both, prepare: begin(both, join), run: destroy,
			acts: []act{seatDeleted, setDeleted, membershipDeleted, movedAway}},
		{name: "import", names: []string{ada, "005"}, config: both, prepare: begin(both, join), run: takeIn,
			acts: []act{seatDeleted}},
	}
}
