//go:build unix

package e2e_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

const providerAddress = "registry.terraform.io/fastcall/fastcall"

// Users of the default seed who are no Fastcall users yet.
const (
	ada   = "ada@acme.example"
	grace = "grace@acme.example"
	linus = "linus@acme.example"
)

// workspace is a folder with a configuration, and its state once there is one.
type workspace struct {
	t   *testing.T
	dir string
	env map[string]string
	// color lets Terraform color what it prints.
	color bool
	// reports begins the names of the race detector's reports. They are not in
	// dir, whose path has the test's name in it, and in that a comma may be,
	// which would end the detector's setting.
	reports string
	// runs counts the commands, so that each has a file of process numbers.
	runs int
}

var workspaces atomic.Int64 // made so far

// newWorkspace configures resources against the org behind f; block is what
// the provider block says. Credentials come from the environment, as in the
// quickstart.
func newWorkspace(t *testing.T, f *front, resources string, block ...string) *workspace {
	t.Helper()
	client := f.org.Seed.Client
	reports := filepath.Join(folder, fmt.Sprintf("race-%d", workspaces.Add(1)))
	w := &workspace{t: t, dir: t.TempDir(), reports: reports, env: map[string]string{
		"FASTCALL_INSTANCE_URL": f.url, "FASTCALL_CLIENT_ID": client.ID, "FASTCALL_CLIENT_SECRET": client.Secret,
	}}
	w.write("main.tf", fmt.Sprintf(`terraform {
  required_providers {
    fastcall = { source = %q }
  }
}

provider "fastcall" {
  %s
}

%s`, providerAddress, strings.Join(block, "\n  "), resources))
	t.Cleanup(w.wantNoRace)
	return w
}

// team are users whom Terraform takes on at once.
func team(users ...string) string {
	return fmt.Sprintf(`resource "fastcall_user" "team" {
  for_each = toset(split(" ", %q))
  username = each.key
}
`, strings.Join(users, " "))
}

// queue are users whom Terraform takes on one after the other, and releases in
// the opposite order.
func queue(users ...string) string {
	var text, last string
	for i, user := range users {
		name := fmt.Sprintf("queue_%d", i+1)
		text += fmt.Sprintf("resource \"fastcall_user\" %q {\n  username   = %q\n  depends_on = [%s]\n}\n", name, user, last)
		last = "fastcall_user." + name
	}
	return text
}

func (w *workspace) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(w.path(name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workspace) path(name string) string { return filepath.Join(w.dir, name) }

// read returns a file's text, or none if there is no such file.
func (w *workspace) read(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(w.path(name))
	if err != nil && !os.IsNotExist(err) {
		w.t.Fatal(err)
	}
	return string(text)
}

// environment is this process's without anybody's settings for Terraform and
// the provider, and with those of the workspace. The race detector would keep
// every provider for a second at its end, and Ctrl-C is measured.
func (w *workspace) environment(in *installation) []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		return strings.HasPrefix(entry, "TF_") || strings.HasPrefix(entry, "FASTCALL_")
	})
	env = append(env, "TF_CLI_CONFIG_FILE="+in.cliConfig, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"GORACE=atexit_sleep_ms=0 log_path="+w.reports)
	for _, name := range slices.Sorted(maps.Keys(w.env)) {
		env = append(env, name+"="+w.env[name])
	}
	return env
}

// wantNoRace fails the test if any provider process that ran here saw a race.
func (w *workspace) wantNoRace() {
	reports, err := filepath.Glob(w.reports + ".*")
	if err != nil {
		w.t.Error(err)
	}
	for _, report := range reports {
		text, err := os.ReadFile(report)
		w.t.Errorf("data race in the provider: %v\n%s", err, text)
	}
}

const stateFile = "terraform.tfstate"

// known returns the users in the state and whether each is tainted.
func (w *workspace) known() map[string]bool {
	w.t.Helper()
	var state struct {
		Resources []struct {
			Mode      string
			Instances []struct {
				Status     string
				Attributes struct{ Username string }
			}
		}
	}
	text := w.read(stateFile)
	if text == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		w.t.Fatalf("read the state: %v\n%s", err, text)
	}
	users := map[string]bool{}
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			users[instance.Attributes.Username] = instance.Status == "tainted"
		}
	}
	return users
}
