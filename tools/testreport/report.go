package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// report collects what happened. Tests and subtests count alike, as they do
// in the output of "go test -v".
type report struct {
	out      io.Writer
	skips    skipList
	packages map[string]*packageRun
	builds   map[string]*strings.Builder

	passed, failed, skipped int
	unexplained             []string
}

// packageRun holds what is kept of a package until it has finished.
type packageRun struct {
	output        strings.Builder
	unfinished    map[string]*strings.Builder // output by test
	tests, failed int
}

func newReport(out io.Writer, skips skipList) *report {
	return &report{
		out:      out,
		skips:    skips,
		packages: map[string]*packageRun{},
		builds:   map[string]*strings.Builder{},
	}
}

func (r *report) handle(e event) {
	switch {
	case strings.HasPrefix(e.Action, "build-"):
		r.handleBuild(e)
	case e.Package == "":
		return
	case e.Test == "":
		r.handlePackage(e, r.run(e.Package))
	default:
		r.handleTest(e, r.run(e.Package))
	}
}

func (r *report) run(pkg string) *packageRun {
	run, ok := r.packages[pkg]
	if !ok {
		run = &packageRun{unfinished: map[string]*strings.Builder{}}
		r.packages[pkg] = run
	}
	return run
}

// handleBuild shows what the compiler said, but only when it failed.
func (r *report) handleBuild(e event) {
	output, ok := r.builds[e.ImportPath]
	if !ok {
		output = &strings.Builder{}
		r.builds[e.ImportPath] = output
	}
	output.WriteString(e.Output)
	if e.Action == "build-fail" {
		r.fail("build of "+strings.TrimPrefix(e.ImportPath, modulePath), output.String())
	}
}

func (r *report) handleTest(e event, run *packageRun) {
	output, ok := run.unfinished[e.Test]
	if !ok {
		output = &strings.Builder{}
		run.unfinished[e.Test] = output
	}
	output.WriteString(e.Output)

	switch e.Action {
	case "pass":
		r.passed++
		if _, listed := r.skips.explain(e.name()); listed {
			fmt.Fprintf(r.out, "note: the skip list names %s, which can run here\n", e.name())
		}
	case "fail":
		r.failed++
		run.failed++
		r.fail(e.name(), output.String())
	case "skip":
		r.skipped++
		r.skip(e.name(), output.String())
	default:
		return
	}
	run.tests++
	delete(run.unfinished, e.Test)
}

func (r *report) handlePackage(e event, run *packageRun) {
	run.output.WriteString(e.Output)

	switch e.Action {
	case "pass":
		fmt.Fprintf(r.out, "ok    %s  %d tests, %s\n", e.name(), run.tests, e.duration())
	case "skip":
		fmt.Fprintf(r.out, "-     %s  no tests\n", e.name())
	case "fail":
		r.failPackage(e, run)
	}
}

// failPackage also accounts for what has no verdict of its own: tests cut off
// by a crash or a timeout, and failures outside any test.
func (r *report) failPackage(e event, run *packageRun) {
	for _, test := range slices.Sorted(maps.Keys(run.unfinished)) {
		run.failed++
		r.failed++
		cutOff := event{Package: e.Package, Test: test}
		r.fail(cutOff.name()+" (did not finish)", run.unfinished[test].String())
	}
	if run.failed == 0 {
		r.failed++
		r.fail("package "+e.name(), run.output.String())
	}
	fmt.Fprintf(r.out, "FAIL  %s  %d tests, %s\n", e.name(), run.tests, e.duration())
}

func (r *report) fail(what, output string) {
	fmt.Fprintf(r.out, "FAIL  %s\n%s", what, indent(output))
}

func (r *report) skip(name, output string) {
	if reason, ok := r.skips.explain(name); ok {
		fmt.Fprintf(r.out, "skip  %s: %s\n", name, reason)
		return
	}
	r.unexplained = append(r.unexplained, name)
	fmt.Fprintf(r.out, "SKIP  %s\n%s", name, indent(output))
}

func indent(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		out.WriteString("      " + strings.TrimSuffix(line, "\n") + "\n")
	}
	return out.String()
}

// close prints the totals and says whether all is well.
func (r *report) close() bool {
	for _, name := range r.unexplained {
		fmt.Fprintf(r.out, "error: %s was skipped and the skip list gives no reason\n", name)
	}
	ran := r.passed + r.failed
	if ran == 0 {
		fmt.Fprintln(r.out, "error: no test ran")
	}
	fmt.Fprintf(r.out, "%d passed, %d failed, %d skipped\n", r.passed, r.failed, r.skipped)
	return ran > 0 && r.failed == 0 && len(r.unexplained) == 0
}
