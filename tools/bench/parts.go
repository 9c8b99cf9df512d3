package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"text/tabwriter"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
	"github.com/fastcall/terraform-provider-fastcall/internal/server"
)

// parts are what internal/server does for the provider, each of them on top of
// those before it.
var parts = []string{"the framework alone", "and silent", "and letting go of calls", "and collecting seldom"}

// partsVariable says to the provider how many of them it shall have.
const partsVariable = "BENCH_PARTS"

// profileVariable names the file for a profile of the provider's processor time.
const profileVariable = "BENCH_PROFILE"

// serveParts serves the provider with some of the parts.
func serveParts(upTo string) error {
	if name := os.Getenv(profileVariable); name != "" {
		file, err := os.Create(fmt.Sprintf("%s.%d", name, os.Getpid()))
		if err != nil {
			return err
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	has := func(part int) bool { return slices.Index(parts, upTo) >= part }
	if has(1) {
		if err := server.Quieten(); err != nil {
			return err
		}
	}
	if has(3) {
		server.CollectSeldom()
	}
	served := providerserver.NewProtocol6(provider.New("bench")())()
	if has(2) {
		var err error
		if served, err = server.New(provider.New("bench")()); err != nil {
			return err
		}
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return served })
}

// benchParts measures what each part buys a plan without changes.
func (o *options) benchParts(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "fastcall-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	in, err := install(filepath.Join(dir, ourName), ourName, self, "parts")
	if err != nil {
		return err
	}
	for _, size := range o.sizes {
		if err := o.partsOf(ctx, filepath.Join(dir, fmt.Sprint(size)), in, size); err != nil {
			return err
		}
	}
	return nil
}

func (o *options) partsOf(ctx context.Context, dir string, in *installation, size int) error {
	org, err := startOrg(size, 0)
	if err != nil {
		return err
	}
	defer org.stop()
	w, err := newWorkspace(ctx, o, dir, in, org, size)
	if err != nil {
		return err
	}
	defer w.stop()
	plain := w.env
	w.env = append(slices.Clone(plain), partsVariable+"="+parts[len(parts)-1])
	if _, err := w.measure(ctx, "apply", "-auto-approve"); err != nil {
		return err
	}
	taken := make([]Figures, len(parts))
	for run := range max(1, o.runs) {
		for i, part := range parts {
			w.env = append(slices.Clone(plain), partsVariable+"="+part)
			f, err := w.measure(ctx, "plan", "-detailed-exitcode")
			if err != nil {
				return err
			}
			if run == 0 || f.ProviderCPUSeconds < taken[i].ProviderCPUSeconds {
				taken[i] = f
			}
		}
	}
	printParts(os.Stdout, taken, size)
	return nil
}

func printParts(out io.Writer, taken []Figures, users int) {
	fmt.Fprintf(out, "\nplan without changes, %d users, requests answered at once\n", users)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\twall s\tprovider CPU s\tcore CPU s\tprovider MB\t")
	for i, f := range taken {
		fmt.Fprintf(table, "%s\t%.2f\t%.2f\t%.2f\t%.0f\t\n", parts[i], f.WallSeconds, f.ProviderCPUSeconds, f.CoreCPUSeconds, megabytes(f.ProviderPeakBytes))
	}
	table.Flush()
}
