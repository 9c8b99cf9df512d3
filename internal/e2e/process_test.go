//go:build unix

package e2e_test

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// processVariable names the file to which provider processes write their number.
const processVariable = "E2E_PROVIDER_PROCESSES"

// command is a Terraform command under way or done. It and the providers that
// it starts are a process group of their own, as in a terminal.
type command struct {
	w         *workspace
	cmd       *exec.Cmd
	processes string
	ended     chan struct{} // closed at the end; what follows is known then

	stdout, stderr bytes.Buffer
	code           int // -1: killed
}

// start begins a command without waiting for it.
func (w *workspace) start(verb string, args ...string) *command {
	w.t.Helper()
	in, err := installed()
	if err != nil {
		w.t.Fatal(err)
	}
	w.runs++
	c := &command{w: w, processes: fmt.Sprintf("processes-%d", w.runs), ended: make(chan struct{})}
	fixed := fixedArguments[verb]
	if !w.color {
		fixed = append([]string{"-no-color"}, fixed...)
	}
	c.cmd = exec.Command(in.terraform, append(append([]string{verb}, fixed...), args...)...)
	c.cmd.Dir, c.cmd.Env = w.dir, append(w.environment(in), processVariable+"="+w.path(c.processes))
	c.cmd.Stdout, c.cmd.Stderr = &c.stdout, &c.stderr
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	go c.await()
	w.t.Cleanup(func() {
		select {
		case <-c.ended:
		default: // The test failed before; nothing may outlive it.
			c.killAll()
			<-c.ended
		}
	})
	return c
}

// await learns how the command ended.
func (c *command) await() {
	defer close(c.ended)
	err := c.cmd.Wait()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		c.w.t.Errorf("%s: %v", c, err)
	}
	c.code = c.cmd.ProcessState.ExitCode()
}

// fixedArguments are what each command needs to ask nobody anything.
var fixedArguments = map[string][]string{
	"plan":    {"-input=false"},
	"apply":   {"-input=false", "-auto-approve"},
	"destroy": {"-input=false", "-auto-approve"},
}

// wait waits for the end of the command.
func (c *command) wait() *command {
	<-c.ended
	return c
}

// until waits for something to come, which a command that ends before will
// never bring.
func until[T any](c *command, coming <-chan T) T {
	c.w.t.Helper()
	select {
	case it := <-coming:
		return it
	case <-c.ended:
		c.w.t.Fatalf("%s ended too early\n%s", c, c.output())
	case <-time.After(time.Minute):
		c.w.t.Fatalf("%s does not come to the point", c)
	}
	panic("unreachable")
}

// run runs a command to its end and expects an exit code.
func (w *workspace) run(code int, verb string, args ...string) *command {
	w.t.Helper()
	c := w.start(verb, args...).wait()
	if c.code != code {
		w.t.Fatalf("%s ended with %d, want %d\n%s", c, c.code, code, c.output())
	}
	return c
}

func (c *command) String() string { return strings.Join(c.cmd.Args[1:], " ") }

func (c *command) output() string {
	return fmt.Sprintf("== stdout\n%s\n== stderr\n%s", c.stdout.String(), c.stderr.String())
}

// killAll kills Terraform and its providers. The group exists until Terraform
// has been waited for, so the number cannot have gone to strangers.
func (c *command) killAll() {
	c.w.t.Helper()
	if err := syscall.Kill(-c.cmd.Process.Pid, syscall.SIGKILL); err != nil {
		c.w.t.Errorf("kill the group of %s: %v", c, err)
	}
}

// killProvider kills the provider that works at the moment.
func (c *command) killProvider() {
	c.w.t.Helper()
	if number := c.provider(); number != 0 {
		if err := syscall.Kill(number, syscall.SIGKILL); err != nil {
			c.w.t.Errorf("kill provider %d: %v", number, err)
		}
	}
}

// provider is the process number of the provider that works at the moment: the
// one started last, since Terraform has one for each walk. It is 0, and the
// test fails, if there is none.
func (c *command) provider() int {
	c.w.t.Helper()
	started := strings.Fields(c.w.read(c.processes))
	if len(started) == 0 {
		c.w.t.Error("no provider was started")
		return 0
	}
	number, err := strconv.Atoi(started[len(started)-1])
	if err != nil {
		c.w.t.Errorf("process number: %v", err)
		return 0
	}
	if group, err := syscall.Getpgid(number); err != nil || group != c.cmd.Process.Pid {
		c.w.t.Errorf("process %d is no provider of %s: group %d, %v", number, c, group, err)
		return 0
	}
	return number
}

// interrupt does what Ctrl-C in a terminal does: the whole group gets the
// signal. It waits for the end and returns the time from the signal to it.
func (c *command) interrupt() time.Duration {
	c.w.t.Helper()
	begun := time.Now()
	if err := syscall.Kill(-c.cmd.Process.Pid, syscall.SIGINT); err != nil {
		c.w.t.Fatalf("interrupt %s: %v", c, err)
	}
	c.wait()
	return time.Since(begun)
}
