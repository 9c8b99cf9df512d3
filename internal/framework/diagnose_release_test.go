package framework_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

func stopping(kind fastcall.BlockerKind, own bool, names ...string) []fastcall.Blocker {
	var all []fastcall.Blocker
	for _, name := range names {
		all = append(all, fastcall.Blocker{Kind: kind, Name: name, Action: fastcall.PolicyFail, Own: own})
	}
	return all
}

// The words for what stops a release.
func TestGoldenReleaseDiagnostics(t *testing.T) {
	denied := api(http.StatusBadRequest, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
	blocked := func(lists ...[]fastcall.Blocker) error {
		e := &fastcall.BlockedError{User: ada}
		for _, list := range lists {
			e.Blockers = append(e.Blockers, list...)
		}
		return e
	}
	target := func(reason fastcall.TargetReason, argument, id string, kinds ...fastcall.BlockerKind) error {
		return &fastcall.TargetError{User: ada, Argument: argument, Kinds: kinds, Target: id, Reason: reason}
	}
	const numbers, others = "reassign_numbers_to", "reassign_to"
	refused := &fastcall.RefusedError{User: ada, Part: fastcall.PartRecording, Name: "Away", Object: "FastCall__Message__c", Cause: denied}
	worded(t, "testdata/diagnostics_release.txt", ada.Username, []cause{
		{"blocked by the provider's policy", "release", blocked(stopping(fastcall.BlockingRecordings, false, "Away", "Lunch"),
			stopping(fastcall.BlockingIVRs, false, "After Hours"))},
		{"blocked by its own policy", "release", blocked(stopping(fastcall.BlockingMemberships, true, "Fastcall Support"))},
		{"blocked by both", "release", blocked(stopping(fastcall.BlockingNumbers, true, "+4570100001"),
			stopping(fastcall.BlockingMissedCalls, false, "Fastcall Support"))},
		{"nobody to take over", "plan", target(fastcall.TargetMissing, others, "", fastcall.BlockingRecordings, fastcall.BlockingMissedCalls)},
		{"who takes over leaves", "release", target(fastcall.TargetLeaves, numbers, grace.ID, fastcall.BlockingNumbers)},
		{"a stranger to take over", "release", target(fastcall.TargetStranger, numbers, grace.ID, fastcall.BlockingNumbers)},
		{"a group to take over recordings", "plan", target(fastcall.TargetNoUser, others, "00Gxx0000000001AAA", fastcall.BlockingRecordings)},
		{"record not let go", "release", refused},
		{"record not let go, the rest done", "release", &fastcall.LeftoverError{Err: refused, Parts: []fastcall.Part{fastcall.PartNumber}}},
	})
}

// A text names twenty of a kind and counts the rest.
func TestManyBlockersAreCounted(t *testing.T) {
	t.Parallel()
	var names []string
	for i := range 23 {
		names = append(names, fmt.Sprintf("Greeting %02d", i))
	}
	text := framework.BlockerLines(append(stopping(fastcall.BlockingRecordings, false, names...),
		stopping(fastcall.BlockingIVRs, false, "After Hours")...))
	if got := strings.Count(text, "Greeting"); got != 20 {
		t.Errorf("%d names, want 20", got)
	}
	for _, want := range []string{"and 3 more of recordings", "fastcall_release_preview", `IVR reference "After Hours": stops the release`} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
}
