package fastcall

import (
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// A right to use a number that somebody else gets is changed, or deleted if they
// have it already: a plan asks for both.
func TestReassigningTakesMoreThanChanges(t *testing.T) {
	t.Parallel()
	for section, want := range map[schemamap.Section][]Verb{
		schemamap.PhoneNumber: {Change}, schemamap.NumberAccess: {Change, Delete},
	} {
		f := Forecast{Blockers: []Blocker{{Kind: BlockingNumbers, Section: section, Action: PolicyReassign}}}
		if needs := f.Needs().Records; len(needs) != 1 || !slices.Equal(needs[0].Verbs, want) {
			t.Errorf("reassigning a %s takes %v, want %v", section, needs, want)
		}
	}
}
