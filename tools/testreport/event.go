package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// event is one line of "go test -json"; see "go doc test2json".
type event struct {
	Action     string
	Package    string
	ImportPath string // of build events, in place of Package
	Test       string // empty when the event is about the whole package
	Output     string
	Elapsed    float64 // seconds
}

const modulePath = "github.com/fastcall/terraform-provider-fastcall/"

// name is what the report and the skip list call a test or a package.
func (e event) name() string {
	pkg := strings.TrimPrefix(e.Package, modulePath)
	if e.Test == "" {
		return pkg
	}
	return pkg + "." + e.Test
}

func (e event) duration() time.Duration {
	return time.Duration(e.Elapsed * float64(time.Second)).Round(10 * time.Millisecond)
}

// read passes every event on and shows lines that are none as they are.
func (r *report) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			var e event
			if json.Unmarshal([]byte(line), &e) == nil {
				r.handle(e)
			} else {
				fmt.Fprintln(r.out, strings.TrimSuffix(line, "\n"))
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
