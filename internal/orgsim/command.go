package orgsim

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// simulation is what the command line asks for.
type simulation struct {
	listen, seed, save string
	latency            time.Duration
	users              int
	remote, verbose    bool
	faults             []Fault
	knobs              map[string]string
}

// Simulate serves an org until ctx ends. It prints the shell lines that point the provider to the org as soon as it
// listens, says on stderr what is in the org, and writes the org back to the file given with --save when it stops.
func Simulate(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parseArgs(args, stdout, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	org, err := s.org(stderr)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.listen, err)
	}
	if err := s.announce(stdout, listener.Addr(), org); err != nil {
		_ = listener.Close()
		return err
	}
	// What it serves is for people; the lines for the shell stand alone on the other stream.
	_, _ = io.WriteString(stderr, org.summary("http://"+listener.Addr().String()))
	err = serve(ctx, listener, org)
	if s.save != "" {
		err = errors.Join(err, writeState(s.save, org.State()))
	}
	return err
}

// parseArgs reads the command line. Who asked for help gets it as the output; who made a mistake gets it beside the output,
// and the mistake itself as the error, which is shown last and once.
func parseArgs(args []string, stdout, stderr io.Writer) (*simulation, error) {
	s := &simulation{knobs: map[string]string{}}
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.listen, "listen", "127.0.0.1:0", "`address` to listen on; port 0 picks a free one")
	flags.StringVar(&s.seed, "seed", "", "JSON `file` with the org to begin with (default: a small org with Fastcall)")
	flags.StringVar(&s.save, "save", "", "`file` to write the org to on exit, in the format of --seed")
	flags.DurationVar(&s.latency, "latency", 0, "least `time` that every request takes")
	flags.IntVar(&s.users, "seed-users", 0, "`number` of plain users to add")
	flags.BoolVar(&s.remote, "allow-remote", false, "listen on an address that other machines reach")
	flags.BoolVar(&s.verbose, "verbose", false, "write a line for each request to standard error")
	flags.Func("fault", "`spec` of a fault, such as lock-row:object=GroupMember,nth=2, or the same as a JSON object (repeatable);\n"+
		"the effects, and the keys that each has of its own:\n"+faultUsage(), func(spec string) error {
		f, err := ParseFault(spec)
		s.faults = append(s.faults, f)
		return err
	})
	flags.Func("knob", "`name=value` of a platform fact that is not public (repeatable):\n"+knobUsage(), func(pair string) error {
		name, value, found := strings.Cut(pair, "=")
		if !found {
			return fmt.Errorf("%q is not name=value", pair)
		}
		s.knobs[name] = value
		return nil
	})
	flags.Usage = func() {}
	if err := flags.Parse(args); err != nil {
		flags.SetOutput(stderr)
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(stdout)
		}
		_, _ = io.WriteString(flags.Output(), "terraform-provider-fastcall simulate takes these options:\n")
		flags.PrintDefaults()
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("simulate takes no arguments, only flags: %q", flags.Arg(0))
	}
	if s.users < 0 {
		return nil, errors.New("--seed-users must not be negative")
	}
	return s, s.checkListen()
}

// checkListen keeps the org, which anybody with its printed secret may change, on this machine unless told otherwise.
func (s *simulation) checkListen() error {
	host, _, err := net.SplitHostPort(s.listen)
	if err != nil {
		return fmt.Errorf("--listen %q: %w", s.listen, err)
	}
	if ip := net.ParseIP(host); s.remote || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--listen %q can be reached from other machines; give --allow-remote if that is meant", s.listen)
}

func (s *simulation) org(stderr io.Writer) (*Org, error) {
	seed := DefaultSeed()
	if s.seed != "" {
		read, err := ReadSeed(s.seed)
		if err != nil {
			return nil, err
		}
		seed = read
	}
	opts := []Option{WithLatency(s.latency)}
	if s.verbose {
		opts = append(opts, WithLog(stderr))
	}
	org, err := New(seed.WithUsers(s.users), opts...)
	if err != nil {
		return nil, err
	}
	for _, name := range sortedKeys(s.knobs) {
		if err := org.SetKnob(name, s.knobs[name]); err != nil {
			return nil, fmt.Errorf("--knob: %w", err)
		}
	}
	for _, f := range s.faults {
		org.AddFault(f)
	}
	return org, nil
}

// announce prints the lines that a shell can evaluate.
func (s *simulation) announce(stdout io.Writer, addr net.Addr, org *Org) error {
	_, err := fmt.Fprintf(stdout, "export FASTCALL_INSTANCE_URL=%s\nexport FASTCALL_CLIENT_ID=%s\nexport FASTCALL_CLIENT_SECRET=%s\n",
		quote("http://"+addr.String()), quote(org.shared.client.ID), quote(org.shared.client.Secret))
	if err != nil {
		return fmt.Errorf("print the address: %w", err)
	}
	return nil
}

// quote makes a text one word of a shell, whatever is in it.
func quote(text string) string {
	plain := strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:/") == ""
	if plain && text != "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

func serve(ctx context.Context, listener net.Listener, org *Org) error {
	server := &http.Server{Handler: org, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 1 << 20}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return errors.Join(fmt.Errorf("stop serving: %w", err), server.Close())
	}
	return nil
}

// writeState replaces the file in one step, so that it is never half written. It holds the client secret.
func writeState(path string, state Seed) error {
	data, err := json.MarshalIndent(state, "", "  ")
	if err != nil {
		return fmt.Errorf("save the org: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("save the org: %w", err)
	}
	defer os.Remove(file.Name()) // Fails once the file has its final name, as it should.
	_, err = file.Write(append(data, '\n'))
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("save the org: %w", err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("save the org: %w", err)
	}
	return nil
}
