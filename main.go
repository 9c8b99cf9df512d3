// Command terraform-provider-fastcall is the Terraform provider of Fastcall,
// the telephony app inside Salesforce, and a simulated org to try it on.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
	"github.com/fastcall/terraform-provider-fastcall/internal/server"
)

// version and commit are set by the linker when a release is built.
var (
	version = "dev"
	commit  = "none"
)

const usage = `terraform-provider-fastcall is started by Terraform, without arguments.

By hand:
  simulate   start a simulated Salesforce org with Fastcall installed; simulate --help lists its options
  version    print the version
  -debug     serve Terraform from a debugger`

const address = "registry.terraform.io/fastcall/fastcall"

func main() {
	if err := run(os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "terraform-provider-fastcall:", err)
		os.Exit(1)
	}
}

// run picks what the program is asked to be. Terraform starts it without
// arguments.
func run(args []string) error {
	if len(args) == 0 {
		return serve(false)
	}
	switch args[0] {
	case "simulate":
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		return orgsim.Simulate(ctx, args[1:], os.Stdout, os.Stderr)
	case "version", "-version", "--version":
		fmt.Printf("terraform-provider-fastcall %s (%s)\n", version, commit)
		return nil
	case "-debug", "--debug":
		return serve(true)
	case "help", "-h", "-help", "--help":
		fmt.Println(usage)
		return nil
	default:
		return fmt.Errorf("unknown command %q: use simulate, version or -debug, "+
			"or let Terraform start the program without arguments", args[0])
	}
}

// serve answers Terraform until it hangs up.
func serve(debug bool) error {
	var options []tf6server.ServeOpt
	server.CollectSeldom()
	if debug {
		options = append(options, tf6server.WithManagedDebug())
	} else if err := server.Quieten(); err != nil {
		return err
	}
	served, err := server.New(provider.New(version)())
	if err != nil {
		return err
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return served }, options...)
}
