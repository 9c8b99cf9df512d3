package main

import (
	"fmt"
	"io"
	"math"
)

// mark is an aim and what was measured.
type mark struct {
	What     string  `json:"what"`
	Measured float64 `json:"measured"`
	AtMost   float64 `json:"at_most"`
	Unit     string  `json:"unit"`
}

// printMarks holds the figures against the aims. A mark that is missed is no
// error: figures of a busy machine mean little.
func (r *report) printMarks(out io.Writer) {
	r.mark1000()
	r.growth()
	if len(r.Marks) == 0 {
		return
	}
	fmt.Fprintln(out, "\nMarks")
	for _, m := range r.Marks {
		verdict := "reached"
		if m.Measured > m.AtMost {
			verdict = "missed"
		}
		fmt.Fprintf(out, "  %-7s  %s: %.2f %s, at most %.2f\n", verdict, m.What, m.Measured, m.Unit, m.AtMost)
	}
}

func (r *report) holds(what string, measured, most float64, unit string) {
	if !math.IsNaN(measured) && !math.IsInf(measured, 0) {
		r.Marks = append(r.Marks, mark{What: what, Measured: measured, AtMost: most, Unit: unit})
	}
}

// mark1000 are the marks of 1,000 users.
func (r *report) mark1000() {
	plan, idlePlan := r.of(ourName, planUnchanged, 1000), r.of(referenceName, planUnchanged, 1000)
	if plan.Users == 0 {
		return
	}
	r.holds("plan without changes, 1,000 users: time without waiting", plan.working()/idlePlan.working(), 0.75, "of the reference")
	r.holds("plan without changes, 1,000 users: provider memory", ratio(plan.ProviderPeakBytes, idlePlan.ProviderPeakBytes), 0.3, "of the reference")
	r.holds("plan without changes, 1,000 users: requests", float64(plan.Requests), 10, "requests")
	apply, idleApply := r.of(ourName, "apply", 1000), r.of(referenceName, "apply", 1000)
	r.holds("apply, 1,000 users: time without waiting", apply.working()/idleApply.working(), 1, "of the reference")
}

// growth is how the figures of 5,000 users compare to those of 1,000, less what
// core itself adds: what the reference grows by beyond five times.
func (r *report) growth() {
	for _, w := range walks {
		small, large := r.of(ourName, w.name, 1000), r.of(ourName, w.name, 5000)
		idleSmall, idleLarge := r.of(referenceName, w.name, 1000), r.of(referenceName, w.name, 5000)
		if large.Users == 0 || small.Users == 0 {
			continue
		}
		core := max(0, idleLarge.WallSeconds-5*idleSmall.WallSeconds)
		r.holds(w.name+", 5,000 users: wall time", (large.WallSeconds-core)/small.WallSeconds, 5.5, "of that of 1,000")
		r.holds(w.name+", 5,000 users: provider CPU", large.ProviderCPUSeconds/small.ProviderCPUSeconds, 5.5, "of that of 1,000")
		r.holds(w.name+", 5,000 users: provider memory", megabytes(large.ProviderPeakBytes), 60+0.012*5000, "MB")
	}
}
