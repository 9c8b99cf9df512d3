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
	if err != nil || len(saved.Users) != 15 {
		t.Errorf("saved %d users, %v", len(saved.Users), err)
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
