package acctest

import (
	"os"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Every org of every test begins with the switches and the faults that these
// variables name: K-graph=refuse,K-page-size=1 and, with semicolons between
// them, faults as the simulator's command line spells them. What a test sets
// itself goes before.
const (
	switchesVariable = "FASTCALL_TEST_SWITCHES"
	faultsVariable   = "FASTCALL_TEST_FAULTS"
)

// switched are the switches that differ from their defaults; nil if none do.
func switched() map[string]string {
	var set map[string]string
	for pair := range strings.SplitSeq(os.Getenv(switchesVariable), ",") {
		if name, position, found := strings.Cut(strings.TrimSpace(pair), "="); found {
			if set == nil {
				set = map[string]string{}
			}
			set[name] = position
		}
	}
	return set
}

// trouble arms the faults.
func trouble(t testing.TB, sim *orgsim.Org) {
	t.Helper()
	for spec := range strings.SplitSeq(os.Getenv(faultsVariable), ";") {
		if spec = strings.TrimSpace(spec); spec == "" {
			continue
		}
		fault, err := orgsim.ParseFault(spec)
		if err != nil {
			t.Fatalf("%s: %v", faultsVariable, err)
		}
		sim.AddFault(fault)
	}
}
