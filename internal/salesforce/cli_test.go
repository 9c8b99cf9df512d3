package salesforce_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

const redacted = "[REDACTED] Use 'sf org auth show-access-token' to view"

// fakeCLI puts a program sf in front of the path. It writes its arguments to the file
// that is returned, runs display for "org display" and show for "org auth show-access-token".
func fakeCLI(t *testing.T, display, show string) (calls func() []string) {
	t.Helper()
	dir := t.TempDir()
	log := filepath.Join(dir, "calls")
	script := fmt.Sprintf("#!/bin/sh\necho \"$*\" >>%s\ncase \"$1 $2\" in\n'org display') %s;;\n*) %s;;\nesac\n", log, display, show)
	if err := os.WriteFile(filepath.Join(dir, "sf"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() []string {
		text, _ := os.ReadFile(log)
		return strings.Fields(strings.ReplaceAll(strings.TrimSpace(string(text)), " ", "_"))
	}
}

// say is a shell command that writes text; a quote in it ends the command.
func say(text string) string { return "echo '" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

func displayed(instance, token string) string {
	return say(fmt.Sprintf(`{"status":0,"result":{"id":%q,"instanceUrl":%q,"accessToken":%q,"connectedStatus":"Connected"},"warnings":[]}`,
		orgID, instance, token))
}

func revealed(token string) string {
	return say(fmt.Sprintf(`{"status":0,"result":{"accessToken":%q}}`, token))
}

// unknownCommand is how versions before May 2026 answer show-access-token.
const unknownCommand = "echo 'command org:auth:show-access-token not found' >&2; exit 127"

func refusedByCLI(name, message string) string {
	return say(fmt.Sprintf(`{"status":1,"name":%q,"message":%q,"exitCode":1}`, name, message)) + "; exit 1"
}

func byCLI() salesforce.Config {
	return salesforce.Config{Credentials: salesforce.CLI{Org: "acme dev"}, RetryWait: time.Millisecond}
}

// Both generations of the CLI give a session, and another one when it has expired.
func TestCLI(t *testing.T) {
	for name, old := range map[string]bool{"since 2026": false, "before": true} {
		t.Run(name, func(t *testing.T) {
			o := newOrg(t, limits)
			now := filepath.Join(t.TempDir(), "token")
			write := func() { _ = os.WriteFile(now, []byte(o.token()), 0o600) }
			write()
			filled := func(command string) string { return command + ` | sed "s/TOKEN/$(cat ` + now + `)/"` }
			display := displayed(o.URL+"/", redacted)
			show := "echo ' »   Warning: update available'; " + filled(revealed("TOKEN"))
			if old {
				display, show = filled(displayed(o.URL, "TOKEN")), unknownCommand
			}
			calls := fakeCLI(t, display, show)
			c := client(t, byCLI())
			if len(calls()) != 0 {
				t.Fatalf("New ran %v", calls())
			}
			for range 2 {
				if _, err := c.Limits(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			o.expire()
			write()
			if _, err := c.Limits(t.Context()); err != nil {
				t.Fatal(err)
			}
			want := "org_display_--json_--target-org_acme_dev"
			if !old {
				want += " org_auth_show-access-token_--json_--target-org_acme_dev"
			}
			if got := strings.Join(calls(), " "); got != want+" "+want || o.logins != 0 {
				t.Errorf("ran %s, %d token calls", got, o.logins)
			}
			if id, err := c.OrganizationID(t.Context()); id != orgID || err != nil {
				t.Errorf("OrganizationID = %q, %v", id, err)
			}
		})
	}
}

func TestCLIErrors(t *testing.T) {
	const address = "https://acme.my.salesforce.com"
	token := "00D000000000001!AQsecret.secret"
	for name, c := range map[string]struct {
		display, show string
		kind          salesforce.CLIKind
		message       string
	}{
		"unknown alias":   {refusedByCLI("NamedOrgNotFoundError", "No authorization information found for acme dev."), "", salesforce.CLINotLoggedIn, "No authorization information found for acme dev."},
		"login ended":     {refusedByCLI("OrgDisplayError", "expired access/refresh token"), "", salesforce.CLINotLoggedIn, "expired access/refresh token"},
		"ended, shown":    {say(`{"status":0,"result":{"connectedStatus":"RefreshTokenAuthError"}}`), "", salesforce.CLINotLoggedIn, "RefreshTokenAuthError"},
		"JSON on stderr":  {"{ " + refusedByCLI("NoAuthorizationError", "m") + "; } >&2", "", salesforce.CLINotLoggedIn, "m"},
		"other":           {refusedByCLI("SomeError", "it failed with "+token+" in force://a:b@c"), "", salesforce.CLIFailed, "it failed with *** in ***"},
		"no JSON, failed": {"echo oops " + token + " >&2; exit 3", "", salesforce.CLIFailed, "oops ***"},
		"nothing, failed": {"exit 3", "", salesforce.CLIFailed, "no explanation"},
		"garbage":         {say("<html>"), "", salesforce.CLIBadAnswer, "no JSON"},
		"nothing":         {"true", "", salesforce.CLIBadAnswer, "no JSON"},
		"no result":       {say(`{"status":0}`), "", salesforce.CLIBadAnswer, "no result"},
		"no address":      {displayed("", token), "", salesforce.CLIBadAnswer, "no usable instanceUrl"},
		"bad address":     {displayed("http://acme.example", token), "", salesforce.CLIBadAnswer, "no usable instanceUrl"},
		"too much":        {"head -c 3000000 /dev/zero", "", salesforce.CLIBadAnswer, "an answer of more than 1 MiB"},
		"redacted, old":   {displayed(address, redacted), unknownCommand, salesforce.CLIFailed, "command org:auth:show-access-token not found"},
		"redacted twice":  {displayed(address, redacted), revealed(redacted), salesforce.CLIBadAnswer, "no usable accessToken"},
		"no token":        {displayed(address, ""), say(`{"status":0,"result":{}}`), salesforce.CLIBadAnswer, "no usable accessToken"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.show == "" {
				c.show = "exit 9"
			}
			calls := fakeCLI(t, c.display, c.show)
			k := client(t, byCLI())
			for range 2 {
				_, err := k.Limits(t.Context())
				var cli *salesforce.CLIError
				if !errors.As(err, &cli) || cli.Kind != c.kind || cli.Message != c.message || cli.Command[0] != "sf" {
					t.Fatalf("Limits = %v", err)
				}
				if strings.Contains(err.Error(), "secret") {
					t.Errorf("token in %v", err)
				}
			}
			if len(calls()) > 2 {
				t.Errorf("a final error was asked for again: %v", calls())
			}
		})
	}
}

func TestCLINotInstalled(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := client(t, byCLI()).Limits(t.Context())
	var cli *salesforce.CLIError
	if !errors.As(err, &cli) || cli.Kind != salesforce.CLINotInstalled {
		t.Errorf("Limits = %v", err)
	}
}

func TestCLIMeetsConfiguredOrg(t *testing.T) {
	o := newOrg(t, limits)
	fakeCLI(t, displayed(o.URL, o.token()), "exit 9")
	cfg := byCLI()
	cfg.InstanceURL = o.URL
	if _, err := client(t, cfg).Limits(t.Context()); err != nil {
		t.Error(err)
	}
	cfg.InstanceURL = "https://other.my.salesforce.com"
	var elsewhere *salesforce.InstanceError
	if _, err := client(t, cfg).Limits(t.Context()); !errors.As(err, &elsewhere) ||
		elsewhere.Configured != "other.my.salesforce.com" || "http://"+elsewhere.Found != o.URL {
		t.Errorf("another host: %v", err)
	}
	cfg.InstanceURL, cfg.OrganizationID = "", "00D000000000002"
	var wrong *salesforce.WrongOrgError
	if _, err := client(t, cfg).Limits(t.Context()); !errors.As(err, &wrong) {
		t.Errorf("another org: %v", err)
	}
	if len(o.paths()) != 1 {
		t.Errorf("requests %v", o.paths())
	}
}

// A session that the CLI cannot better ends after one renewal.
func TestCLIWithDeadSession(t *testing.T) {
	o := newOrg(t, limits)
	calls := fakeCLI(t, displayed(o.URL, o.id+"!dead"), "exit 9")
	c := client(t, byCLI())
	for range 3 {
		if _, err := c.Limits(t.Context()); !salesforce.HasCode(err, "INVALID_SESSION_ID") {
			t.Errorf("Limits = %v", err)
		}
	}
	if len(calls()) != 2 {
		t.Errorf("ran %v", calls())
	}
}

// Ctrl-C ends the CLI, also when a child of it holds on to the output; so does the clock.
func TestCLIThatHangs(t *testing.T) {
	fakeCLI(t, "sleep 30", "exit 9")
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	begun := time.Now()
	if _, err := client(t, byCLI()).Limits(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	salesforce.SetCLITime(t, 100*time.Millisecond)
	var cli *salesforce.CLIError
	if _, err := client(t, byCLI()).Limits(t.Context()); !errors.As(err, &cli) || cli.Kind != salesforce.CLITimeout {
		t.Errorf("hanging: %v", err)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
}

// The CLI does not see the provider's secrets.
func TestCLIEnvironment(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) { reply(w, 200, map[string]any{}) })
	seen := filepath.Join(t.TempDir(), "environment")
	t.Setenv("FASTCALL_CLIENT_SECRET", secret)
	fakeCLI(t, "env >"+seen+"; "+displayed(o.URL, o.token()), "exit 9")
	if _, err := client(t, byCLI()).Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(seen); err != nil || strings.Contains(string(text), secret) || !strings.Contains(string(text), "NO_COLOR=1") {
		t.Errorf("%v: %s", err, text)
	}
}
