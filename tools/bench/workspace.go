package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// workspace is a configuration of many users, ready for Terraform.
type workspace struct {
	dir       string
	terraform string
	env       []string
	usage     string
	state     *stateServer
}

func newWorkspace(ctx context.Context, o *options, dir string, in *installation, org *org, users int) (*workspace, error) {
	state, err := startState()
	if err != nil {
		return nil, err
	}
	w := &workspace{dir: dir, terraform: o.terraform, usage: in.usage, state: state, env: environment(
		"TF_CLI_CONFIG_FILE="+in.cliConfig, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_INPUT=0",
		"FASTCALL_INSTANCE_URL="+org.url, "FASTCALL_CLIENT_ID="+org.client, "FASTCALL_CLIENT_SECRET="+org.secret)}
	if err := w.write(o.form, users); err != nil {
		return nil, err
	}
	_, err = w.measure(ctx, "init")
	return w, err
}

func (w *workspace) stop() { w.state.stop() }

// environment is this process's without anybody's settings for Terraform and
// the provider.
func environment(more ...string) []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		return strings.HasPrefix(entry, "TF_") || strings.HasPrefix(entry, "FASTCALL_")
	})
	return append(env, more...)
}

// write makes the configuration.
func (w *workspace) write(form form, users int) error {
	var text strings.Builder
	fmt.Fprintf(&text, `terraform {
  required_providers {
    fastcall = { source = %q }
  }
  backend "http" {
    address = %q
  }
}

provider "fastcall" {}
`, address, w.state.url)
	roster := map[string]map[string]string{}
	for n := range users {
		roster[username(n+1)] = map[string]string{"call_center": "Fastcall Call Center"}
	}
	if form == blocks {
		for n := range users {
			fmt.Fprintf(&text, "\nresource \"fastcall_user\" \"user%04d\" {\n  username    = %q\n  call_center = \"Fastcall Call Center\"\n}\n",
				n+1, username(n+1))
		}
	} else {
		text.WriteString(`
locals {
  roster = jsondecode(file("${path.module}/roster.json"))
}

resource "fastcall_user" "all" {
  for_each    = local.roster
  username    = each.key
  call_center = each.value.call_center
}
`)
	}
	list, err := json.Marshal(roster)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(w.dir, "roster.json"), list, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(text.String()), 0o600)
}

// measure runs Terraform and returns what it took.
func (w *workspace) measure(ctx context.Context, args ...string) (f Figures, err error) {
	cmd := exec.CommandContext(ctx, w.terraform, append(args, "-no-color")...)
	if last := len(args) - 1; args[last] == planFile { // A file comes after the flags.
		cmd.Args = append([]string{w.terraform}, append(slices.Clone(args[:last]), "-no-color", args[last])...)
	}
	var out bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = w.dir, w.env, &out, &out
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return f, err
	}
	watched := watch(cmd.Process.Pid)
	err = cmd.Wait()
	f.WallSeconds, f.CorePeakBytes = time.Since(start).Seconds(), watched()
	if err != nil {
		return f, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args[1:], " "), err, tail(out.String()))
	}
	if args[0] == "init" {
		return f, nil
	}
	whole := used(cmd.ProcessState)
	providers, err := readUsage(w.usage)
	f.ProviderCPUSeconds, f.ProviderPeakBytes = providers.CPUSeconds, providers.PeakBytes
	// What a process used includes those that it waited for.
	f.CoreCPUSeconds = whole.CPUSeconds - providers.CPUSeconds
	if whole.PeakBytes > providers.PeakBytes {
		f.CorePeakBytes = whole.PeakBytes
	}
	return f, err
}

// tail is the end of an output, where the errors are.
func tail(output string) string {
	const enough = 4000
	return output[max(0, len(output)-enough):]
}
