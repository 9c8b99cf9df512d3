// Command testreport reads the events of "go test -json" from standard input
// and tells people what happened: failures as they come, a line for each
// package and the totals at the end.
//
// It exits with 1 when a test failed, when no test ran at all, or when a test
// was skipped without a reason in the skip list. The last is why it exists:
// the acceptance test library skips silently when it is not set up, and
// a run that skipped everything would look like success.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	skipFile := flag.String("skips", "", "`file` that lists the tests that may be skipped, with reasons")
	flag.Parse()

	skips, err := readSkips(*skipFile)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(2)
	}

	report := newReport(os.Stdout, skips)
	if err := report.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(2)
	}
	if !report.close() {
		os.Exit(1)
	}
}
