package orgsim_test

import (
	"context"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Each request is one line, and each part of one another; no line holds a secret or more than fits.
func TestLog(t *testing.T) {
	var log strings.Builder
	c := start(t, orgsim.DefaultSeed(), orgsim.WithLog(&log))
	c.query("SELECT Id\nFROM User WHERE Username != '" + strings.Repeat("x", 500) + "'")
	c.batched(false, part("POST", "/sobjects/Group", map[string]any{}), part("GET", "/sobjects/Group", nil))
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectReset})
	if _, _, err := c.attempt("GET", "/limits", nil); err == nil {
		t.Error("the connection was not cut")
	}
	c.org.Journal() // Waits for the log, which is written under the same lock.
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	want := []string{
		`^\d\d:\d\d:\d\d    1  200 POST   /services/oauth2/token$`,
		`^\d\d:\d\d:\d\d    2  200 GET    /services/data/v62.0/query  SELECT Id FROM User WHERE .*x…  \(12 rows\)$`,
		`    3  200 POST   /services/data/v62.0/composite/batch$`,
		`^ {15}400 POST   /services/data/v62.0/sobjects/Group  REQUIRED_FIELD_MISSING$`,
		`^ {15}200 GET    /services/data/v62.0/sobjects/Group$`,
		`    4  cut GET    /services/data/v62.0/limits$`,
	}
	if len(lines) != len(want) {
		t.Fatalf("the log is\n%s", log.String())
	}
	for i, pattern := range want {
		if !regexp.MustCompile(pattern).MatchString(lines[i]) {
			t.Errorf("got  %q\nwant %q", lines[i], pattern)
		}
	}
	if seed := orgsim.DefaultSeed(); strings.Contains(log.String(), seed.Client.Secret) || strings.Contains(log.String(), c.token) {
		t.Error("the log holds a secret")
	}
}

// The command says what it serves, and with --verbose what is asked of it, both beside the lines for the shell.
func TestSimulateSays(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	said, errs := io.Pipe()
	stopped := make(chan error, 1)
	go func() {
		stopped <- orgsim.Simulate(ctx, []string{"--verbose", "--knob", "K-graph=refuse", "--fault", "500:path=/x"}, in, errs)
	}()
	printed := make([]byte, 4096)
	n, err := out.Read(printed)
	if err != nil {
		t.Fatal(err)
	}
	base := regexp.MustCompile(`http://[0-9.:]+`).FindString(string(printed[:n]))
	text := make([]byte, 4096)
	n, err = said.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{base, "Acme (00D", "4 of 10 seats taken, active", "package Fastcall 4.12.0.3 (FastCall)", "12 users, 2 call centers, 3 groups",
		"knob K-graph=refuse", "1 fault armed", "API 31.0 to 67.0"} {
		if !strings.Contains(string(text[:n]), want) {
			t.Errorf("it says %s\nwithout %s", text[:n], want)
		}
	}
	go func() { // The request waits until its line is read.
		c := &client{t: t, base: base}
		_, _, _ = c.attempt("GET", "/services/data", nil)
	}()
	n, err = said.Read(text)
	if err != nil || !strings.Contains(string(text[:n]), "200 GET    /services/data\n") {
		t.Errorf("the log says %s, %v", text[:n], err)
	}
	cancel()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
