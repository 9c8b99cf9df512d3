// Command picture turns the plan of tools/picture/plan.txt, as Terraform prints
// it on a terminal with colors, into the SVG that the README shows.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	plan, err := io.ReadAll(os.Stdin)
	if err == nil {
		_, err = io.WriteString(os.Stdout, draw(string(plan)))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// draw makes the picture of a plan.
func draw(plan string) string {
	return svg(append([][]run{{{text: "$ ", color: dim}, {text: "terraform plan", bold: true, color: plain}}, nil}, shorten(lines(plan))...))
}
