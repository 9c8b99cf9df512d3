package service_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A right to write that the API user lacks is an error of the plan, or no
// obstacle at all: whichever object may not be written, a plan that comes
// through is not stopped by it at apply. With the race detector, only
// releases are tried.
func TestFaultMatrixOfRights(t *testing.T) {
	t.Parallel()
	for form, edits := range map[string][]func(*acctest.Seed){"default": nil, "reshaped": {acctest.Reshaped}} {
		for _, object := range written(acctest.NewOrg(t, edits...)) {
			for name, at := range map[string]stage{"create": made, "change": changed, "release": gone} {
				if acctest.Racing && (at != gone || edits != nil) {
					continue
				}
				t.Run(form+"/"+object+"/"+name, func(t *testing.T) {
					t.Parallel()
					lackingRight(t, object, at, edits)
				})
			}
		}
	}
}

// written are the objects that the module may write.
func written(org *acctest.Org) []string {
	objects := map[string]bool{"UserPackageLicense": true, "PermissionSetAssignment": true, "Group": true, "GroupMember": true}
	for _, section := range org.Mapping() {
		objects[section.Object] = true
	}
	return slices.Sorted(maps.Keys(objects))
}

func lackingRight(t *testing.T, object string, at stage, edits []func(*acctest.Seed)) {
	org := acctest.NewOrg(t, append([]func(*acctest.Seed){func(seed *acctest.Seed) { seed.Package.Allowed = 20 }}, edits...)...)
	l := &life{t: t, org: org, pieces: module(), atOnce: 10, block: values{"schema_map": acctest.SchemaMap(org.Mapping())}}
	if at != made {
		l.apply(made)
	}
	if errs := l.errors(); len(errs) > 0 {
		t.Fatalf("in calm:\n%s", wording(errs))
	}
	org.Freeze(object, "", true)
	l.apply(at)
	for _, said := range l.errors() {
		if text := said.one.String(); said.where != "plan" || !strings.Contains(text, "The API user ") {
			t.Errorf("%s of %v says:\n%s", said.where, said.names, text)
		}
	}
}
