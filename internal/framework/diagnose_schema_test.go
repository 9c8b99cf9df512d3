package framework_test

import (
	"net/http"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// The words for what is missing of Fastcall's own objects, and for what they
// cannot hold.
func TestGoldenSchemaDiagnostics(t *testing.T) {
	value := func(key string, field salesforce.Field, value any, reason schemamap.ValueReason, choices ...string) error {
		return &schemamap.ValueError{Section: schemamap.ACD, Key: key, Field: field, Value: value, Reason: reason, Choices: choices}
	}
	strategy := salesforce.Field{Name: "FastCall__ACD_Strategy__c", Label: "ACD Strategy", Type: "picklist"}
	text := salesforce.Field{Name: "FastCall__Position_Message__c", Label: "Position Message", Type: "string", Length: 255}
	number := salesforce.Field{Name: "FastCall__ACD_Ring_Timeout__c", Label: "ACD Ring Timeout", Type: "double"}
	denied := api(http.StatusBadRequest, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
	rule := api(http.StatusBadRequest, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "A strategy needs a Queue No Answer Timeout")
	worded(t, "testdata/diagnostics_schema.txt", "group Fastcall Support", []cause{
		{"names not found", "read", &schemamap.Error{Namespace: "FastCall", Missing: []schemamap.Missing{
			{Section: schemamap.Group, Label: "FastCall Group", Wanted: "FastCall__FastCall_Group__c", Near: []string{"FastCall__Groups__c"}},
			{Section: schemamap.Device, Key: "link", Label: "User", Wanted: "Acme__User__c", Configured: true, Object: "FastCall__Device__c"},
			{Section: schemamap.Device, Key: "type", Label: "Type", Wanted: "FastCall__Type__c", Object: "FastCall__Device__c",
				Near: []string{"FastCall__Kind__c", "FastCall__Device_Type__c"}},
		}}},
		{"section unreachable", "read", &schemamap.UnreachableError{Section: schemamap.Message}},
		{"no choice", "plan", value("strategy", strategy, "everyone", schemamap.NoChoice, "round_robin", "simulring")},
		{"too long", "plan", value("position_message", text, "You are caller number", schemamap.TooLong)},
		{"too large", "plan", value("ring_timeout", number, int64(1e9), schemamap.TooLarge)},
		{"no id", "plan", value("no_answer_ivr", salesforce.Field{Name: "FastCall__No_Answer_IVR__c", Label: "No Answer IVR", Type: "reference"}, "After hours", schemamap.NoID)},
		{"another type", "plan", value("ring_timeout", text, int64(20), schemamap.WrongType)},
		{"not writable", "change", value("position_message", text, "Hello", schemamap.ReadOnly)},
		{"record refused", "change", &fastcall.RecordError{Object: "FastCall__FastCall_Group__c", Verb: salesforce.Update, Name: "Fastcall Support", Cause: rule}},
		{"record not to be written", "change", &fastcall.RecordError{Object: "FastCall__FastCall_Group__c", Verb: salesforce.Create, Name: "Fastcall Support", Cause: denied}},
		{"no Fastcall group", "change", &fastcall.NoFastcallGroupError{GroupID: "00Gxx0000000001AAA"}},
	})
}
