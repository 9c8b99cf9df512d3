package salesforce

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	cliProgram = "sf"
	// maxCLIAnswer bounds what is read of one answer, in bytes; real ones have two thousand.
	maxCLIAnswer = 1 << 20
	// cliGrace is the time for a program that was killed to let go of its output.
	cliGrace = 500 * time.Millisecond
)

// cliTime bounds one login through the CLI: a cold start alone takes it seconds, whatever
// time a request may take.
var cliTime = time.Minute

var errFlood = errors.New("an answer of more than 1 MiB")

// cliAnswer is what a run of the CLI left behind.
type cliAnswer struct {
	ok     bool
	output bytes.Buffer
	errors bytes.Buffer
}

// runCLI runs sf without a shell. A run that ends with an error status is no error here:
// its answer says why.
func runCLI(ctx context.Context, arguments []string) (*cliAnswer, error) {
	path, err := exec.LookPath(cliProgram)
	if err != nil {
		return nil, err
	}
	a := &cliAnswer{}
	flood := &bounded{to: &a.output, left: maxCLIAnswer, full: errFlood}
	command := exec.CommandContext(ctx, path, arguments...)
	command.Env = cliEnvironment(os.Environ())
	command.Stdout = flood
	command.Stderr = &bounded{to: &a.errors, left: maxCLIAnswer}
	command.WaitDelay = cliGrace
	err = command.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case flood.left < 0:
		return nil, errFlood
	case err != nil && !errors.As(err, &exit):
		return nil, err
	}
	a.ok = err == nil
	return a, nil
}

func isNotInstalled(err error) bool {
	return errors.Is(err, exec.ErrNotFound) || errors.Is(err, exec.ErrDot)
}

func isFlood(err error) bool { return errors.Is(err, errFlood) }

// cliEnvironment keeps the provider's own secrets from the CLI, and the CLI from
// decorating, redirecting or delaying its answer.
func cliEnvironment(environment []string) []string {
	environment = slices.DeleteFunc(environment, func(entry string) bool { return strings.HasPrefix(entry, "FASTCALL_") })
	return append(environment, "NO_COLOR=1", "FORCE_COLOR=0", "SF_JSON_TO_STDERR=false",
		"SF_AUTOUPDATE_DISABLE=true", "SF_SKIP_NEW_VERSION_CHECK=true")
}

// decode reads the JSON of the answer; notices may stand around it.
func (a *cliAnswer) decode(out any) error {
	for _, text := range [][]byte{a.output.Bytes(), a.errors.Bytes()} {
		begin := max(bytes.IndexByte(text, '{'), 0)
		if json.NewDecoder(bytes.NewReader(text[begin:])).Decode(out) == nil {
			return nil
		}
	}
	return errors.New("no JSON")
}

// complaint is what the CLI wrote beside its answer.
func (a *cliAnswer) complaint() string {
	return firstOf(strings.TrimSpace(a.errors.String()), "no explanation")
}

// cliSecret finds tokens and the addresses that the CLI logs in with in a text.
var cliSecret = regexp.MustCompile(`00D[A-Za-z0-9]{12,15}![!-~]+|force://[!-~]+|eyJ[A-Za-z0-9_-]+\.[!-~]+`)

// shownByCLI makes a text of the CLI fit to be shown.
func shownByCLI(text string) string {
	return truncate(strings.ToValidUTF8(cliSecret.ReplaceAllString(text, "***"), ""))
}

// bounded writes until its room is used up; then it fails with full, or swallows if full is nil.
type bounded struct {
	to   *bytes.Buffer
	left int
	full error
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if len(p) > b.left {
		if b.full != nil {
			b.left = -1
			return 0, b.full
		}
		b.to.Write(p[:b.left])
		b.left = 0
		return len(p), nil
	}
	b.left -= len(p)
	return b.to.Write(p)
}
