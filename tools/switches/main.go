// Command switches prints every position of every switch of the simulated org
// but the defaults, one a line: K-graph=refuse.
package main

import (
	"fmt"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func main() {
	for _, s := range orgsim.Switches() {
		for _, position := range s.Positions[1:] {
			fmt.Printf("%s=%s\n", s.Name, position)
		}
	}
}
