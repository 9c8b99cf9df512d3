package framework_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

var (
	nightShift = &fastcall.Group{ID: "00Gxx0000000001AAA", Name: "Night Shift", DeveloperName: "Night_Shift", Type: "Regular"}
	leads      = &fastcall.Group{ID: "00Gxx0000000002AAA", Name: "Leads", DeveloperName: "Night_Shift", Type: "Queue"}
)

var groupTies = []fastcall.Tie{
	{Kind: fastcall.TieNumber, Name: "+4570100002 Support line", Policy: fastcall.PolicyUnassign},
	{Kind: fastcall.TieNumber, Name: "+4570100003 Spare", Policy: fastcall.PolicyReassign},
	{Kind: fastcall.TieAccess, Name: "Head office", Policy: fastcall.PolicyRemove},
	{Kind: fastcall.TieIVR, Name: "Main Menu", Policy: fastcall.PolicyRemove},
	{Kind: fastcall.TieIVR, Name: "After Hours", Policy: fastcall.PolicyRemove, Whole: true},
	{Kind: fastcall.TieRecording, Name: "Welcome", Policy: fastcall.PolicyFail},
	{Kind: fastcall.TieThreeWay, Name: "Night Shift", Policy: fastcall.PolicyFail},
}

func groupErrors() []cause {
	denied := &fastcall.RecordError{Object: "FastCall__FastCall_Group__c", Verb: salesforce.Create, Name: "Night Shift",
		Cause: api(http.StatusBadRequest, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")}
	duplicate := api(http.StatusBadRequest, "DUPLICATE_VALUE", "duplicate value found: FastCall__Extension__c duplicates value on record with id: a00xx0000000001")
	byName := fastcall.GroupKey{Name: "Night Shift"}
	many := make([]fastcall.Tie, 25)
	for i := range many {
		many[i] = fastcall.Tie{Kind: fastcall.TieIVR, Name: fmt.Sprintf("Menu %02d", i+1), Policy: fastcall.PolicyFail}
	}
	return []cause{
		{"no such group", "read", &fastcall.GroupNotFoundError{Key: byName}},
		{"several groups", "read", &fastcall.GroupNotFoundError{Key: byName, Matches: []*fastcall.Group{nightShift, nightShift}}},
		{"group unknown to Fastcall", "import", &fastcall.GroupNotFoundError{Key: byName, Strangers: []*fastcall.Group{nightShift}}},
		{"group exists", "create", &fastcall.GroupExistsError{Group: nightShift}},
		{"developer name of a queue", "create", &fastcall.DeveloperNameError{Group: leads}},
		{"group gone", "change", &fastcall.GroupGoneError{GroupID: nightShift.ID}},
		{"extension of another group", "plan", &fastcall.ExtensionTakenError{Extension: "601", Holder: nightShift}},
		{"extension of a group that is gone", "plan", &fastcall.ExtensionTakenError{Extension: "601", Holder: &fastcall.Group{ID: nightShift.ID}}},
		{"extension planned twice", "plan", &fastcall.ExtensionTakenError{Extension: "601", Planned: "Night_Shift"}},
		{"extension refused", "create", &fastcall.ExtensionTakenError{Extension: "601", Cause: duplicate}},
		{"record that sharing hides", "change", &fastcall.HiddenError{Object: "FastCall__FastCall_Group__c", RecordID: "a00xx0000000001AAA",
			Cause: api(http.StatusBadRequest, "DUPLICATE_VALUE", "duplicate value found: FastCall__Group_Id__c duplicates value on record with id: a00xx0000000001AAA")}},
		{"members managed twice", "plan", &fastcall.MembersClaimedError{GroupID: nightShift.ID}},
		{"membership of two", "create", &fastcall.SharedMembershipError{}},
		{"membership of two, one leaves", "plan", &fastcall.SharedMembershipError{Leaves: true}},
		{"no Fastcall users", "create", &fastcall.StrangersError{Strangers: []fastcall.Stranger{{ID: ada.ID, Username: ada.Username}, {ID: grace.ID}}}},
		{"membership in a queue", "plan", &fastcall.NotPublicGroupError{GroupID: leads.ID, Type: "Queue"}},
		{"membership in nothing", "plan", &fastcall.NotPublicGroupError{GroupID: leads.ID}},
		{"no member to import", "import", &framework.NoMemberError{GroupID: nightShift.ID, UserID: ada.ID}},
		{"half made", "create", &fastcall.HalfGroupError{Group: nightShift, Err: denied}},
		{"half taken over", "create", &fastcall.HalfGroupError{Group: nightShift, Adopted: true, Err: &fastcall.UnsettledError{Attempts: 5, Cause: denied.Cause}}},
		{"record of another kind", "plan", &fastcall.WrongKindError{ID: "a10xx0000000001AAA", Label: "Message", Prefix: "a06"}},
		{"destroy blocked", "destroy", &fastcall.GroupBlockedError{Ties: groupTies}},
		{"destroy blocked by many", "destroy", &fastcall.GroupBlockedError{Ties: many}},
	}
}

func TestGoldenGroupDiagnostics(t *testing.T) {
	var b strings.Builder
	write := func(name string, diags diag.Diagnostics) {
		fmt.Fprintf(&b, "=== %s ===\n", name)
		for _, d := range diags {
			fmt.Fprintf(&b, "%s: %s\n\n%s\n\n", d.Severity(), d.Summary(), d.Detail())
		}
	}
	for _, c := range groupErrors() {
		diags := framework.Diagnose(c.verb, "group Night Shift", c.err)
		if !strings.Contains(diags[0].Detail(), "What to do: ") {
			t.Errorf("%s does not say what to do", c.name)
		}
		write(c.name, diags)
	}
	write("destroy planned", framework.GroupTies("Destroying %s", "group Night Shift", groupTies, []schemamap.Section{schemamap.IVRAction}))
	acd := fastcall.Options{"strategy": "simulring", "repeat_times": int64(2)}
	known := func(string) bool { return false }
	write("settings that do not fit", framework.ACDMisfits(path.Root("acd"), fastcall.CheckACD(acd, known), func(key string) string { return key }))
	acd = fastcall.Options{"strategy": "round_robin_queue", "ring_timeout": int64(9), "queue_no_answer_timeout": int64(9), "position_message": "x"}
	write("a setting without its flag", framework.ACDMisfits(path.Root("acd"), fastcall.CheckACD(acd, known), func(key string) string { return key }))
	acctest.Golden(t, "testdata/diagnostics_group.txt", b.String())
}
