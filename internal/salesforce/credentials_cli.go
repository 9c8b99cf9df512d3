package salesforce

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// CLI takes the session of an org that the Salesforce CLI is logged in to. The
// CLI is asked at the first login and again when the session has expired.
type CLI struct {
	// Org is an alias or a user name that the CLI knows.
	Org string
}

// CLIKind says how the Salesforce CLI failed to give a session.
type CLIKind int

// The ways in which the Salesforce CLI can fail.
const (
	// CLINotInstalled: there is no sf on the path.
	CLINotInstalled CLIKind = iota + 1
	// CLINotLoggedIn: the CLI does not know the org, or its login has ended.
	CLINotLoggedIn
	// CLIBadAnswer: the answer lacks the session or the org's address.
	CLIBadAnswer
	// CLITimeout: no answer within a minute.
	CLITimeout
	// CLIFailed: any other failure.
	CLIFailed
)

// String names the kind.
func (k CLIKind) String() string {
	names := map[CLIKind]string{CLINotInstalled: "not installed", CLINotLoggedIn: "not logged in",
		CLIBadAnswer: "bad answer", CLITimeout: "timeout", CLIFailed: "failed"}
	if name, ok := names[k]; ok {
		return name
	}
	return "unknown"
}

// CLIError reports that the Salesforce CLI gave no session.
type CLIError struct {
	// Command is what was run: the program and its arguments.
	Command []string
	Kind    CLIKind
	// Message is the CLI's own text, or what its answer lacks. No token is in it.
	Message string
}

// Error names command, kind and message.
func (e *CLIError) Error() string {
	return fmt.Sprintf("%s: %s: %s", strings.Join(e.Command, " "), e.Kind, e.Message)
}

// InstanceError reports that the Salesforce CLI's org is at another host than configured.
type InstanceError struct {
	// Configured and Found are hosts, with a port if it is not the usual one.
	Configured, Found string
}

// Error gives both hosts.
func (e *InstanceError) Error() string { return "org is at " + e.Found + ", not " + e.Configured }

// sessionToken is what a session of Salesforce looks like: the org's id, an exclamation mark
// and something opaque (S14), or a JSON web token where an app is set so. What the CLI shows
// in its place is told from it by this.
var sessionToken = regexp.MustCompile(`^(00D[A-Za-z0-9]{12,15}!|eyJ[A-Za-z0-9_-]+\.)[!-~]+$`)

func (c CLI) lend(ctx context.Context) (AccessToken, string, error) {
	ctx, cancel := context.WithTimeout(ctx, cliTime)
	defer cancel()
	command := []string{"org", "display"}
	var shown struct {
		InstanceURL, AccessToken, ConnectedStatus string
	}
	if err := c.ask(ctx, &shown, command...); err != nil {
		return AccessToken{}, "", err
	}
	if loginEnded(shown.ConnectedStatus) {
		return AccessToken{}, "", c.fail(command, CLINotLoggedIn, shown.ConnectedStatus)
	}
	if _, err := parseInstance(shown.InstanceURL); err != nil {
		return AccessToken{}, "", c.fail(command, CLIBadAnswer, "no usable instanceUrl")
	}
	token := shown.AccessToken
	if !sessionToken.MatchString(token) {
		// Since 2.136.8 of May 2026 the CLI keeps the token for a command of its own,
		// which older versions do not know.
		var revealed struct{ AccessToken string }
		command = []string{"org", "auth", "show-access-token"}
		if err := c.ask(ctx, &revealed, command...); err != nil {
			return AccessToken{}, "", err
		}
		token = revealed.AccessToken
	}
	if !sessionToken.MatchString(token) {
		return AccessToken{}, "", c.fail(command, CLIBadAnswer, "no usable accessToken")
	}
	return AccessToken{Token: token}, shown.InstanceURL, nil
}

// loginEnded reads connectedStatus, which names the error when the CLI could not renew the session.
func loginEnded(status string) bool {
	status = strings.ToLower(status)
	return strings.Contains(status, "refreshtoken") || strings.Contains(status, "expired")
}

// check refuses what sf would take for an option, and what a Windows command shell, behind
// which sf stands there, would take for a command.
func (c CLI) check() error {
	if strings.HasPrefix(c.Org, "-") || strings.ContainsAny(c.Org, "\"%&|<>^") || strings.ContainsFunc(c.Org, notPrintable) {
		return &ConfigError{"Org", "must be an alias or user name that the Salesforce CLI knows"}
	}
	return given("Org", c.Org)
}

func (CLI) renewable() bool { return true }

// secrets has none to list: the token of a session is masked wherever it is sent.
func (CLI) secrets() []string { return nil }

// ask runs a command about the org and decodes the result of its answer into out.
func (c CLI) ask(ctx context.Context, out any, command ...string) error {
	a, err := runCLI(ctx, c.arguments(command))
	if err != nil {
		return c.failed(ctx, command, err)
	}
	var answer struct {
		Name, Message string
		Result        json.RawMessage
	}
	switch {
	case a.decode(&answer) != nil && a.ok:
		return c.fail(command, CLIBadAnswer, "no JSON")
	case !a.ok:
		kind := CLIFailed
		if notLoggedIn[answer.Name] || loginEnded(answer.Message) {
			kind = CLINotLoggedIn
		}
		return c.fail(command, kind, firstOf(answer.Message, answer.Name, a.complaint()))
	case json.Unmarshal(answer.Result, out) != nil:
		return c.fail(command, CLIBadAnswer, "no result")
	}
	return nil
}

// notLoggedIn are the CLI's names for an org that it has no working login for.
var notLoggedIn = map[string]bool{
	"NamedOrgNotFoundError": true, "NoAuthorizationError": true, "AuthInfoCreationError": true,
	"RefreshTokenAuthError": true, "NoOrgFound": true, "NoDefaultEnvError": true,
}

func (c CLI) arguments(command []string) []string {
	return append(append([]string{}, command...), "--json", "--target-org", c.Org)
}

// failed turns a command that did not run into an error: of the caller's context, if that ended it.
func (c CLI) failed(ctx context.Context, command []string, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case ctx.Err() != nil:
		return c.fail(command, CLITimeout, "no answer within "+cliTime.String())
	case isNotInstalled(err):
		return c.fail(command, CLINotInstalled, err.Error())
	case isFlood(err):
		return c.fail(command, CLIBadAnswer, err.Error())
	}
	return c.fail(command, CLIFailed, err.Error())
}

func (c CLI) fail(command []string, kind CLIKind, message string) error {
	return &CLIError{Command: append([]string{cliProgram}, c.arguments(command)...), Kind: kind, Message: shownByCLI(message)}
}

// sameHost refuses an address of the CLI's that is not the configured one, and returns the one to use.
func sameHost(configured *url.URL, found string) (*url.URL, error) {
	u, err := parseInstance(found)
	if err != nil {
		return nil, err
	}
	if configured != nil && !strings.EqualFold(configured.Host, u.Host) {
		return nil, &InstanceError{Configured: configured.Host, Found: u.Host}
	}
	return u, nil
}
