package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// Figures are what one walk took.
type Figures struct {
	Users    int    `json:"users"`
	Walk     string `json:"walk"`
	Provider string `json:"provider"`
	// Requests were made, during WaitedSeconds at least one of them at any time.
	Requests           int     `json:"requests"`
	WaitedSeconds      float64 `json:"waited_seconds"`
	WallSeconds        float64 `json:"wall_seconds"`
	ProviderCPUSeconds float64 `json:"provider_cpu_seconds"`
	CoreCPUSeconds     float64 `json:"core_cpu_seconds"`
	// The peak of the largest process; a command starts several providers.
	ProviderPeakBytes int64 `json:"provider_peak_bytes"`
	CorePeakBytes     int64 `json:"core_peak_bytes"`
}

// working is the time without the waiting for requests.
func (f *Figures) working() float64 { return f.WallSeconds - f.WaitedSeconds }

// report is the result of the benchmark.
type report struct {
	Terraform string    `json:"terraform"`
	Go        string    `json:"go"`
	CPUs      int       `json:"cpus"`
	Begun     time.Time `json:"begun"`
	Form      form      `json:"form"`
	Latency   float64   `json:"latency_seconds"`
	Figures   []Figures `json:"figures"`
	Marks     []mark    `json:"marks"`
}

func newReport(ctx context.Context, o *options) *report {
	r := &report{Go: runtime.Version(), CPUs: runtime.NumCPU(), Begun: time.Now().UTC(), Form: o.form, Latency: o.latency.Seconds()}
	if out, err := exec.CommandContext(ctx, o.terraform, "version").Output(); err == nil {
		r.Terraform, _, _ = strings.Cut(string(out), "\n")
	}
	return r
}

func (r *report) add(f Figures) { r.Figures = append(r.Figures, f) }

// of finds the figures of a walk; they are zero where it was not measured.
func (r *report) of(provider, walk string, users int) Figures {
	for _, f := range r.Figures {
		if f.Provider == provider && f.Walk == walk && f.Users == users {
			return f
		}
	}
	return Figures{}
}

// print writes the table of one size.
func (r *report) print(out io.Writer, users int) {
	fmt.Fprintf(out, "\n%d users, %s, %s, %d processors, %v s for a request\n", users, r.Terraform, r.Form, r.CPUs, r.Latency)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\trequests\twaited s\twall s\twithout waiting s\tprovider CPU s\tcore CPU s\tprovider MB\tcore MB\t")
	for _, walk := range walks {
		ours, idle := r.of(ourName, walk.name, users), r.of(referenceName, walk.name, users)
		fmt.Fprintf(table, "%s: %s\t%s\n", walk.name, ourName, ours.cells())
		fmt.Fprintf(table, "%s\t%s\n", referenceName, idle.cells())
		fmt.Fprintf(table, "ratio\t\t\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t\n", ours.WallSeconds/idle.WallSeconds,
			ours.working()/idle.working(), ours.ProviderCPUSeconds/idle.ProviderCPUSeconds, ours.CoreCPUSeconds/idle.CoreCPUSeconds,
			ratio(ours.ProviderPeakBytes, idle.ProviderPeakBytes), ratio(ours.CorePeakBytes, idle.CorePeakBytes))
	}
	table.Flush()
}

func (f *Figures) cells() string {
	return fmt.Sprintf("%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t", f.Requests, f.WaitedSeconds, f.WallSeconds, f.working(),
		f.ProviderCPUSeconds, f.CoreCPUSeconds, megabytes(f.ProviderPeakBytes), megabytes(f.CorePeakBytes))
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }

func ratio(a, b int64) float64 { return float64(a) / float64(b) }

// write keeps everything as JSON, if somebody wants it.
func (r *report) write(file string) error {
	if file == "" {
		return nil
	}
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o600)
}
