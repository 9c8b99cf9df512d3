// Command switches prints sets of positions of the switches of the simulated
// org, one a line, in which any two positions of two switches meet:
// K-graph=refuse,K-page-size=7. Positions that are not named are the defaults.
package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
	"github.com/fastcall/terraform-provider-fastcall/internal/pairwise"
)

// impassable are positions that let nobody through. What happens then is for
// tests that expect it.
var impassable = []string{"K-daily-limit=0", "K-daily-limit=40", "K-concurrent-limit=1", "K-long-call-ms=0"}

func main() {
	var dimensions []pairwise.Dimension
	defaults := map[string]string{}
	for _, s := range orgsim.Switches() {
		defaults[s.Name] = s.Positions[0]
		d := pairwise.Dimension{Name: s.Name}
		for _, position := range s.Positions {
			if !slices.Contains(impassable, s.Name+"="+position) {
				d.Values = append(d.Values, position)
			}
		}
		if len(d.Values) > 1 {
			dimensions = append(dimensions, d)
		}
	}
	for _, row := range pairwise.Rows(dimensions) {
		var set []string
		for _, d := range dimensions {
			if position := row[d.Name]; position != defaults[d.Name] {
				set = append(set, d.Name+"="+position)
			}
		}
		fmt.Println(strings.Join(set, ","))
	}
}
