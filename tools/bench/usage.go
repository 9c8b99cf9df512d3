package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// usage is what one provider process used.
type usage struct {
	CPUSeconds float64 `json:"cpu_seconds"`
	PeakBytes  int64   `json:"peak_bytes"`
}

// measure stands between Terraform and a provider: it runs the provider with its
// own input and output, and adds what it used to a file. Terraform asks a
// provider to end over their connection, so it is the provider that ends first.
func measure(file string, command []string) error {
	// Terraform and its providers get Ctrl-C together; the provider decides when
	// to go, and this process goes with it.
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	cmd := exec.CommandContext(context.Background(), command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		return err
	}
	line, err := json.Marshal(used(cmd.ProcessState))
	if err != nil {
		return err
	}
	// One write to a file open for appending is never mixed with another.
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = out.Write(append(line, '\n'))
	return errors.Join(err, out.Close())
}

// used is what an ended process used, and those that it waited for.
func used(state *os.ProcessState) usage {
	return usage{CPUSeconds: (state.UserTime() + state.SystemTime()).Seconds(), PeakBytes: peak(state)}
}

// readUsage reads and removes what the processes of one command left: the
// processor time of all and the largest memory of any.
func readUsage(file string) (total usage, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return total, err
	}
	lines := json.NewDecoder(bytes.NewReader(data))
	for {
		var one usage
		if err := lines.Decode(&one); errors.Is(err, io.EOF) {
			return total, os.Remove(file)
		} else if err != nil {
			return total, err
		}
		total.CPUSeconds += one.CPUSeconds
		total.PeakBytes = max(total.PeakBytes, one.PeakBytes)
	}
}
