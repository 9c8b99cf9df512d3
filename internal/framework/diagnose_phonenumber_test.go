package framework_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

func numberCauses() []cause {
	number := fastcall.PhoneNumber{ID: "a01xx0000000001AAA", Number: "+4570100001", Name: "Marie direct"}
	twin := number
	twin.ID = "a01xx0000000002AAA"
	byNumber, byID := fastcall.NumberKey{Number: "+45 70 10 00 01"}, fastcall.NumberKey{ID: number.ID}
	return []cause{
		{"no such number", "plan", &fastcall.NumberNotFoundError{Key: byNumber}},
		{"no such record", "plan", &fastcall.NumberNotFoundError{Key: byID}},
		{"number twice", "plan", &fastcall.AmbiguousNumberError{Key: byNumber, Numbers: []*fastcall.PhoneNumber{&number, &twin}}},
		{"number out of sight", "read", &fastcall.UnprovedError{Object: "FastCall__Phone_Number__c", RecordID: "a0Bxx0000000001EAA"}},
		{"keys of two numbers", "plan", &fastcall.NumberKeysDisagreeError{Keys: []fastcall.NumberKey{byNumber, byID}, Number: twin}},
		{"taken by a user", "assign", &fastcall.NumberTakenError{Number: number, By: fastcall.NumberOwner{UserID: ada.ID}}},
		{"taken by several", "assign", &fastcall.NumberTakenError{Number: fastcall.PhoneNumber{Number: number.Number},
			By: fastcall.NumberOwner{GroupID: "00Gxx0000000001EAA", OrgWide: true}}},
		{"owner is no Fastcall user", "assign", &fastcall.NotFastcallUserError{User: grace}},
		{"no SMS", "plan", &fastcall.NoSMSError{Number: number}},
		{"no IVR", "plan", &fastcall.NotAnIVRError{ID: ada.ID, Prefix: "a0B"}},
		{"two resources for a number", "plan", &fastcall.SharedNumberError{}},
		{"one of two resources destroyed", "plan", &fastcall.SharedNumberError{Leaves: true}},
		{"import of no number", "import", &framework.NoNumberError{Text: "support"}},
		{"import of an unassigned number", "import", &framework.UnassignedError{Number: number}},
	}
}

// Each cause has its words.
func TestGoldenNumberDiagnostics(t *testing.T) {
	worded(t, "testdata/diagnostics_phonenumber.txt", "+4570100001", numberCauses())
}

// So has each way to misspell a number.
func TestMalformedNumbers(t *testing.T) {
	for text, words := range map[string][]string{
		"70 10 00 01": {"does not begin with +", "+14155550100"}, "+0045 70100001": {"zero after the +", "not +0045"},
		"+45 7010": {"fewer than 8"}, "+1 800 FASTCALL": {"'F'"},
	} {
		_, err := e164.Parse(text)
		said := framework.MalformedNumber(err)
		for _, word := range append(words, "What to do: ") {
			if !strings.Contains(said, word) {
				t.Errorf("%q lacks %q: %s", text, word, said)
			}
		}
	}
}
