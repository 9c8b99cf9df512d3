package user_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// hold is something that ties ada, and how to see whether it still does.
type hold struct {
	kind, name string
	give       func(*testing.T, *acctest.Org) string
	ties       func(*testing.T, *acctest.Org, string) bool
}

func names(section, key string) func(*testing.T, *acctest.Org, string) bool {
	return func(t *testing.T, org *acctest.Org, id string) bool {
		return slices.ContainsFunc(org.PackageRows(t, section), func(row acctest.Values) bool {
			return row["id"] == id && row[key] != nil && row[key] != ""
		})
	}
}

var holds = []hold{
	{"phone_numbers", `phone number "+4570100003"`, func(t *testing.T, o *acctest.Org) string {
		o.AssignNumber(t, "+4570100003", ada)
		return fmt.Sprint(o.Number(t, "+4570100003")["id"])
	}, names("phone_number", "assigned_user")},
	{"group_memberships", `group membership "Fastcall Support"`, func(t *testing.T, o *acctest.Org) string {
		o.Join(t, ada, "Fastcall Support")
		return ""
	}, func(t *testing.T, o *acctest.Org, _ string) bool { return len(o.Parts(t, ada).Groups) > 0 }},
	{"recordings", `recording "Away"`, func(t *testing.T, o *acctest.Org) string {
		id := o.GiveRecording(t, ada, "Away")
		o.InsertPackage(t, "message_share", values{"link": id, "group": "Fastcall Support"})
		return id
	}, names("message", "link")},
	{"ivr_references", `IVR reference "Main Menu"`, func(t *testing.T, o *acctest.Org) string { return o.PointIVRAt(t, ada) },
		names("ivr_action", "target_user")},
	{"three_way_calls", "three-way call right", func(t *testing.T, o *acctest.Org) string { return o.ThreeWay(t, ada) },
		names("three_way_call", "user")},
	{"missed_calls", `missed-call ownership "After Hours"`, func(t *testing.T, o *acctest.Org) string {
		return o.InsertPackage(t, "ivr_action", values{"link": "After Hours", "type": "Voicemail", "missed_call_owner": o.UserID(t, ada)[:15]})
	}, names("ivr_action", "missed_call_owner")},
	{"sms_templates", `SMS template "Bye"`, func(t *testing.T, o *acctest.Org) string { return o.GiveTemplate(t, ada, "Bye") },
		names("sms_template", "link")},
}

// fate is what becomes of a release under a policy.
type fate struct {
	policy     string // empty: the built-in default
	planFails  bool
	applyFails bool
	ties       bool   // afterwards
	word, lets string // what plan or receipt says, and the policy that the error names
}

var fates = map[string][]fate{
	"phone_numbers":     {{word: "unassigned"}, {policy: "fail", applyFails: true, ties: true, word: "stops the release", lets: "unassign"}},
	"group_memberships": {{word: "removed"}, {policy: "fail", applyFails: true, ties: true, word: "stops the release", lets: "remove"}},
	"recordings":        {{planFails: true, applyFails: true, ties: true, word: "stops the release", lets: "delete"}, {policy: "delete", word: "deleted"}},
	"ivr_references":    {{planFails: true, applyFails: true, ties: true, word: "stops the release", lets: "remove"}, {policy: "remove", word: "removed"}},
	"three_way_calls":   {{word: "removed"}, {policy: "fail", applyFails: true, ties: true, word: "stops the release", lets: "remove"}},
	"missed_calls":      {{planFails: true, applyFails: true, ties: true, word: "stops the release", lets: "remove"}, {policy: "remove", word: "removed"}},
	"sms_templates": {{ties: true, word: "kept"}, {policy: "delete", word: "deleted"},
		{policy: "fail", applyFails: true, ties: true, word: "stops the release", lets: "keep"}},
}

// Every kind of blocker under every policy: the plan says what will happen,
// and that happens.
func TestEveryKindUnderEveryPolicy(t *testing.T) {
	t.Parallel()
	for world, w := range worlds {
		for _, h := range holds {
			for _, f := range fates[h.kind] {
				t.Run(world+"/"+h.kind+"/"+f.policy, func(t *testing.T) {
					t.Parallel()
					release := map[string]any{}
					if f.policy != "" {
						release[h.kind] = f.policy
					}
					org, block := w.open(t, release)
					user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
					id := h.give(t, org)
					f.check(t, org, acctest.NewTerraform(t, org, block), user, h, id)
				})
			}
		}
	}
}

func (f fate) check(t *testing.T, org *acctest.Org, tf *acctest.Terraform, user acctest.Instance, h hold, id string) {
	t.Helper()
	plan := tf.Plan(resourceName, user, nil)
	if f.planFails {
		wantError(t, plan.Diagnostics, "Cannot release "+ada, h.name, fmt.Sprintf("%s = %q", h.kind, f.lets))
	} else {
		wantWarning(t, plan.Diagnostics, ada+" leaves Fastcall", h.name, f.word)
	}
	_, diags := tf.NextWalk().Apply(resourceName, plan)
	if f.applyFails {
		wantError(t, diags, "Cannot release "+ada, h.name, fmt.Sprintf("release = { %s = %q }", h.kind, f.lets), "Nothing was changed")
	} else {
		wantWarning(t, diags, "Released "+ada, h.name, f.word)
		wantParts(t, org, ada, nothing)
	}
	if got := h.ties(t, org, id); got != f.ties {
		t.Errorf("ties ada: %v, want %v", got, f.ties)
	}
}

// What stops the release in the plan may be gone when it begins.
func TestAManagedBlockerMayGoInTime(t *testing.T) {
	t.Parallel()
	org, block := world{}.open(t, map[string]any{"phone_numbers": "fail", "group_memberships": "fail"})
	user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
	org.AssignNumber(t, "+4570100003", ada)
	tf := acctest.NewTerraform(t, org, block)
	plan := tf.Plan(resourceName, user, nil)
	wantWarning(t, plan.Diagnostics, "stops the release", "create_before_destroy")
	org.AssignNumber(t, "+4570100003", "Fastcall Sales")
	_, diags := tf.NextWalk().Apply(resourceName, plan)
	noErrors(t, diags)
	wantParts(t, org, ada, nothing)
	group, _ := org.Find("Group", "Name", "Fastcall Sales")
	wantEqual(t, org.Number(t, "+4570100003")["assigned_group"], group["Id"])
}

// A group is Fastcall's if Fastcall has a record of it, whatever its name.
func TestAGroupIsFastcallsByItsRecord(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := w.open(t, nil)
			user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
			row, _ := org.Find("Group", "Name", "All Accountants")
			org.InsertPackage(t, "group", values{"name": "All Accountants", "link": row["Id"]})
			org.Join(t, ada, "All Accountants")
			tf := acctest.NewTerraform(t, org, block)
			user = refresh(t, tf, user)
			if got := values(user.Values["holds"].(map[string]any)).JSON(); !sameJSON(got, `{"group_memberships":["All Accountants"]}`) {
				t.Errorf("holds is %s", got)
			}
			wantWarning(t, release(tf, user), `"All Accountants": removed`)
			wantParts(t, org, ada, nothing)
		})
	}
}

// The right to use a number goes to somebody who has it already only once.
func TestAnHeirGetsNothingTwice(t *testing.T) {
	t.Parallel()
	org, block := world{}.open(t, nil)
	block["release"] = map[string]any{"phone_numbers": "reassign", "reassign_numbers_to": org.UserID(t, marie)}
	user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
	org.InsertPackage(t, "number_access", values{"link": "Spare", "user": ada})
	org.InsertPackage(t, "number_access", values{"link": "Spare", "user": marie})
	rows := len(org.PackageRows(t, "number_access"))
	noErrors(t, release(acctest.NewTerraform(t, org, block), user))
	wantEqual(t, len(org.PackageRows(t, "number_access")), rows-1)
	wantParts(t, org, ada, nothing)
}
