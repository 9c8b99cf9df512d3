// Command bench measures what the provider costs: requests, time, processor and
// memory of a real Terraform over orgs of many users, beside a reference, which
// is a provider of the same schemas that does nothing.
//
// The simulated org takes 100 ms for each request. The state is kept by a small
// HTTP backend, because Terraform's local one writes all of the state after
// every instance and would be what is measured.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run picks what the program is asked to be: the benchmark, or one of those
// parts of it that Terraform starts.
func run(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "measure":
			return measure(args[1], args[2:])
		case "reference":
			return serveReference()
		case "parts":
			return serveParts(os.Getenv(partsVariable))
		}
	}
	o, err := parse(args)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if o.parts {
		return o.benchParts(ctx)
	}
	return o.bench(ctx)
}

// options are what to measure, and with what.
type options struct {
	sizes     []int
	form      form
	latency   time.Duration
	runs      int
	parts     bool
	terraform string
	program   string
	out       string
}

// form is how a configuration names its users.
type form string

const (
	blocks  form = "blocks"   // a resource block for each
	forEach form = "for_each" // one block over a roster in a file
)

func parse(args []string) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := flags.String("sizes", "100,1000", "numbers of users, by comma")
	shape := flags.String("form", string(blocks), "blocks: a resource block for each user; for_each: one over a roster, where core's own time grows with the square of the users")
	flags.DurationVar(&o.latency, "latency", 100*time.Millisecond, "what the org takes for a request")
	flags.IntVar(&o.runs, "runs", 1, "how often the plan without changes is measured; the fastest counts")
	flags.BoolVar(&o.parts, "parts", false, "measure what each part of internal/server buys, and nothing else")
	flags.StringVar(&o.terraform, "terraform", "terraform", "Terraform or OpenTofu")
	flags.StringVar(&o.program, "program", "bin/terraform-provider-fastcall", "the provider")
	flags.StringVar(&o.out, "out", "", "file for the figures as JSON")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	o.form = form(*shape)
	if o.form != blocks && o.form != forEach {
		return nil, fmt.Errorf("there is no form %q", *shape)
	}
	for _, text := range strings.Split(*sizes, ",") {
		size, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || size < 1 {
			return nil, fmt.Errorf("%q is not a number of users", text)
		}
		o.sizes = append(o.sizes, size)
	}
	return o, o.find()
}

// find makes the paths absolute, because Terraform runs in other folders.
func (o *options) find() error {
	var err error
	if strings.Contains(o.terraform, string(filepath.Separator)) {
		if o.terraform, err = filepath.Abs(o.terraform); err != nil {
			return err
		}
	}
	if o.program, err = filepath.Abs(o.program); err != nil {
		return err
	}
	_, err = os.Stat(o.program)
	return err
}
