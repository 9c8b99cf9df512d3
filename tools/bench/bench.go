package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// walks are what is measured, in this order.
var walks = []walk{
	{name: "plan to create", args: []string{"plan", "-out=" + planFile}},
	{name: "apply", args: []string{"apply", planFile}},
	{name: planUnchanged, args: []string{"plan", "-detailed-exitcode"}, repeatable: true},
	{name: "destroy", args: []string{"destroy", "-auto-approve"}},
}

const (
	planUnchanged = "plan without changes"
	planFile      = "plan.bin"
)

// walk is one command of Terraform.
type walk struct {
	name       string
	args       []string
	repeatable bool
}

// bench measures every walk at every size, ours beside the reference.
func (o *options) bench(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "fastcall-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ours, err := install(filepath.Join(dir, ourName), ourName, o.program)
	if err != nil {
		return err
	}
	idle, err := install(filepath.Join(dir, referenceName), referenceName, self, "reference")
	if err != nil {
		return err
	}
	r := newReport(ctx, o)
	for _, size := range o.sizes {
		for _, subject := range []*installation{idle, ours} {
			work := filepath.Join(dir, fmt.Sprintf("%s-%d", subject.name, size))
			if err := o.measureSize(ctx, r, work, subject, size); err != nil {
				return fmt.Errorf("%s with %d users: %w", subject.name, size, err)
			}
		}
		r.print(os.Stdout, size)
	}
	r.printMarks(os.Stdout)
	return r.write(o.out)
}

// measureSize takes one provider through all walks.
func (o *options) measureSize(ctx context.Context, r *report, dir string, subject *installation, size int) error {
	org, err := startOrg(size, o.latency)
	if err != nil {
		return err
	}
	defer org.stop()
	w, err := newWorkspace(ctx, o, dir, subject, org, size)
	if err != nil {
		return err
	}
	defer w.stop()
	for _, walk := range walks {
		times := 1
		if walk.repeatable {
			times = max(1, o.runs)
		}
		var taken []Figures
		for range times {
			org.reset()
			f, err := w.measure(ctx, walk.args...)
			if err != nil {
				return err
			}
			f.Requests, f.WaitedSeconds = org.asked()
			f.Users, f.Walk, f.Provider = size, walk.name, subject.name
			taken = append(taken, f)
		}
		fastest := slices.MinFunc(taken, func(a, b Figures) int { return int(1000 * (a.WallSeconds - b.WallSeconds)) })
		r.add(fastest)
		fmt.Fprintf(os.Stderr, "%5d users, %s, %s: %.1f s\n", size, subject.name, walk.name, fastest.WallSeconds)
	}
	return nil
}
