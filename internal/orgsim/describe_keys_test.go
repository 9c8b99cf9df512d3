package orgsim_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// S22: describes have the keys that clients list in their types, also those that say nothing here.
func TestDescribeHasTheKeysOfClients(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	_, global := c.call("GET", "/sobjects", nil)
	_, user := c.call("GET", "/sobjects/User/describe", nil)
	of := func(body any, list string) any { return body.(map[string]any)[list].([]any)[0] }
	for _, want := range []struct {
		what any
		keys string
	}{
		{of(global, "sobjects"), "deepCloneable isInterface"},
		{user, "compactLayoutable listviewable lookupLayoutable networkScopeFieldName searchLayoutable"},
		{of(user, "fields"), "calculatedFormula cascadeDelete defaultValueFormula dependentPicklist displayLocationInDecimal " +
			"extraTypeInfo filteredLookupInfo highScaleNumber mask maskType namePointing queryByDistance referenceTargetField " +
			"relationshipOrder restrictedDelete writeRequiresMasterRead"},
		{of(user, "childRelationships"), "junctionIdListNames junctionReferenceTo"},
	} {
		for key := range strings.FieldsSeq(want.keys) {
			if _, found := want.what.(map[string]any)[key]; !found {
				t.Errorf("%s is missing", key)
			}
		}
	}
}
