package orgsim_test

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// The command serves what it was asked for, prints how to reach it, and saves the org when it stops.
func TestSimulate(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	file := filepath.Join(t.TempDir(), "org.json")
	out, in := io.Pipe()
	stopped := make(chan error, 1)
	go func() {
		stopped <- orgsim.Simulate(ctx, []string{"--save", file, "--seed-users", "3", "--knob", "K-page-size=5",
			"--fault", "503-json:path=/limits"}, in, io.Discard)
	}()
	printed := make([]byte, 4096)
	n, err := out.Read(printed)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`export FASTCALL_INSTANCE_URL=(http://127\.0\.0\.1:\d+)\nexport FASTCALL_CLIENT_ID=(\S+)\n` +
		`export FASTCALL_CLIENT_SECRET=(\S+)\n`).FindStringSubmatch(string(printed[:n]))
	if found == nil {
		t.Fatalf("printed %q", printed[:n])
	}
	c := &client{t: t, base: found[1]}
	c.login(found[2], found[3])
	_, body := c.call(http.MethodGet, "/query?q=SELECT+Id+FROM+User", nil)
	if m := body.(map[string]any); m["totalSize"] != 15.0 || len(m["records"].([]any)) != 5 {
		t.Errorf("query answered %v", m)
	}
	if status, _ := c.call(http.MethodGet, "/limits", nil); status != 503 {
		t.Errorf("the fault is not armed: %d", status)
	}
	cancel()
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	saved, err := orgsim.ReadSeed(file)
	if err != nil || len(saved.Users) != 15 || len(saved.Faults) != 1 {
		t.Errorf("saved %d users, %d faults, %v", len(saved.Users), len(saved.Faults), err)
	}
}

func TestSimulateRefuses(t *testing.T) {
	for want, args := range map[string][]string{
		"allow-remote":         {"--listen", "0.0.0.0:0"},
		"reached from other":   {"--listen", ":0"},
		"missing port":         {"--listen", "127.0.0.1"},
		"no knob":              {"--knob", "K-x=y"},
		"no effect":            {"--fault", "eat"},
		"no such file":         {"--seed", filepath.Join(t.TempDir(), "none.json")},
		"takes no arguments":   {"extra"},
		"must not be negative": {"--seed-users", "-1"},
	} {
		err := orgsim.Simulate(t.Context(), args, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: the error is %v, want %q in it", args, err, want)
		}
	}
}

// A mistake is said once, by whoever runs the command, after the options; help is the output.
func TestSimulateUsage(t *testing.T) {
	var stdout, stderr strings.Builder
	err := orgsim.Simulate(t.Context(), []string{"--fault", "bogus"}, &stdout, &stderr)
	if err == nil || !strings.Contains(err.Error(), "bogus") {
		t.Errorf("the error is %v", err)
	}
	if n := strings.Count(stderr.String(), "-seed-users"); n != 1 || strings.Contains(stderr.String(), "bogus") || stdout.Len() > 0 {
		t.Errorf("usage is printed %d times: %s%s", n, stdout.String(), stderr.String())
	}
	stderr.Reset()
	if err := orgsim.Simulate(t.Context(), []string{"--help"}, &stdout, &stderr); err != nil || stderr.Len() > 0 ||
		!strings.Contains(stdout.String(), "-seed-users") || !strings.Contains(stdout.String(), "K-graph=allow|refuse") {
		t.Errorf("help: %v, %s%s", err, stdout.String(), stderr.String())
	}
}

// What is served is told to people, beside the lines for the shell.
func TestSimulateTellsWhatItServes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	if err := orgsim.Simulate(ctx, []string{"--knob", "K-graph=refuse", "--fault", "slow:delay=1s"}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(stdout.String(), "\n"); n != 3 || strings.Count(stdout.String(), "export FASTCALL_") != 3 {
		t.Errorf("printed %q", stdout.String())
	}
	for _, want := range []string{"Acme", "Fastcall 4.12.0.3 (FastCall): 4 of 10 seats taken", "12 users", "3 groups", "K-graph=refuse", "1 fault armed",
		"/ shows it in a browser", "/_sim/journal"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("%q is not in\n%s", want, stderr.String())
		}
	}
}
