package user_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const (
	statusAction  = "fastcall_set_user_status"
	releaseAction = "fastcall_release_user"
	statusClass   = "FastCall__SubscriberUserStatusInvocable"
)

// A status goes by its name, its id, or a type of which there is one, in every
// shape of org, and an answer that is lost is no harm.
func TestSetUserStatus(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*acctest.Seed){
		"default": func(*acctest.Seed) {}, "renamed": acctest.Renamed, "reshaped": acctest.Reshaped,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, edit)
			tf := acctest.NewTerraform(t, org, values{"schema_map": acctest.SchemaMap(org.Mapping())})
			id := func(status string) string { return org.PackageRow(t, "user_status", "name", status)["id"].(string) }
			for _, c := range []struct{ wanted, becomes string }{{"lunch", "Lunch"}, {"available", "Available"}, {id("Lunch")[:15], "Lunch"}, {"OFFLINE", "Offline"}} {
				org.AddFault(acctest.Fault{Effect: acctest.ResetAfter, Path: "/actions/custom/apex", Times: 1})
				planned, progress, said := tf.Invoke(statusAction, values{"username": strings.ToUpper(marie), "status": c.wanted})
				if len(planned)+len(said) > 0 || len(progress) != 1 || !strings.Contains(progress[0], "Marie Dubois (marie@acme.example)") {
					t.Errorf("%s says %q\n%s%s", c.wanted, progress, planned, said)
				}
				if is := org.Settings(t, marie)["user_status"]; is != id(c.becomes) {
					t.Errorf("%s makes the status %v", c.wanted, is)
				}
			}
		})
	}
}

// Where nobody sees the statuses, a type will do.
func TestSetUserStatusUnseen(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org, values{"schema_map": map[string]any{"user_status": values{"unreachable": true}}})
	_, _, said := tf.Invoke(statusAction, values{"user_id": org.UserID(t, marie), "status": "offline"})
	if len(said) > 0 || org.Settings(t, marie)["user_status"] == "Available" {
		t.Errorf("the status is %v\n%s", org.Settings(t, marie)["user_status"], said)
	}
}

// Whatever keeps a status from being set is said, and what to do about it.
func TestSetUserStatusRefusals(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	refused := func(config values, words ...string) {
		t.Helper()
		planned, _, said := tf.Invoke(statusAction, config)
		wantError(t, append(planned, said...), words...)
	}
	refused(values{"status": "Lunch"}, "username", "user_id")
	refused(values{"username": marie, "user_id": org.UserID(t, marie), "status": "Lunch"}, "username", "user_id")
	refused(values{"username": "nobody@acme.example", "status": "Lunch"}, `set status "Lunch" of nobody@acme.example`, "no user with")
	refused(values{"username": ada, "status": "Lunch"}, ada, "Fastcall user")
	refused(values{"username": marie, "status": "asleep"}, `"asleep"`, "Available, Lunch, Offline")
	org.DenyClass(statusClass, true)
	refused(values{"username": marie, "status": "Lunch"}, statusClass, "INSUFFICIENT_ACCESS", "Apex class SubscriberUserStatusInvocable")
	org.DenyClass(statusClass, false)
	org.TakeSeat(t, marie)
	refused(values{"username": marie, "status": "Lunch"}, "UNKNOWN_EXCEPTION", "is not a Fastcall user")
	bare := acctest.NewTerraform(t, acctest.NewOrg(t, acctest.Bare))
	_, _, said := bare.Invoke(statusAction, values{"username": marie, "status": "Offline"})
	wantError(t, said, "has no action "+statusClass)
}

// The action releases like a destroy: the plan says what stands in the way, the
// policy decides, and a second run has nothing to do.
func TestReleaseAction(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	left := acctest.Leaver(t, org, grace)
	tf := acctest.NewTerraform(t, org)
	planned, _, _ := tf.Invoke(releaseAction, values{"username": grace})
	wantError(t, planned.Errors(), "recordings", "Out of office")
	config := values{"user_id": org.UserID(t, grace)[:15], "release": values{"recordings": "delete", "ivr_references": "remove"}}
	planned, progress, said := tf.Invoke(releaseAction, config)
	if text := planned.String(); !strings.Contains(text, left.Provisioned) || !strings.Contains(text, grace+" leaves Fastcall") {
		t.Errorf("the plan says\n%s", text)
	}
	wantWarning(t, said, "Released "+grace, left.Provisioned)
	if len(progress) != 2 {
		t.Errorf("progress is %q", progress)
	}
	wantParts(t, org, grace, nothing)

	org.ResetJournal()
	planned, _, said = acctest.NewTerraform(t, org).Invoke(releaseAction, config)
	if len(planned)+len(said) > 0 || writes(org) > 0 {
		t.Errorf("a second run writes %d times and says\n%s%s", writes(org), planned, said)
	}
}

// What cannot be released, or seen, is an error; unknown values wait for the
// apply, and a call center that is not Fastcall's stays.
func TestReleaseActionRefusals(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	wantError(t, tf.PlanAction(releaseAction, values{"username": "nobody@acme.example"}), "no user with")
	wantError(t, tf.PlanAction(releaseAction, values{"username": marie, "release": values{"recordings": "burn"}}), "burn")
	wantError(t, tf.PlanAction(releaseAction, values{}), "username", "user_id")
	org.Revoke("ManagePackageLicenses")
	wantError(t, tf.NextWalk().PlanAction(releaseAction, values{"username": marie}), "Cannot release "+marie, "Manage Package Licenses")
	org.Grant("ManagePackageLicenses")
	for _, config := range []values{{"username": acctest.Unknown}, {"username": marie, "release": acctest.Unknown}} {
		if diags := tf.PlanAction(releaseAction, config); len(diags) > 0 {
			t.Errorf("%v: %s", config, diags)
		}
	}
	org.GiveSeat(t, linus)
	org.SetCallCenter(t, linus, org.OtherCallCenter(t))
	_, _, said := tf.Invoke(releaseAction, values{"username": linus})
	wantWarning(t, said, "stays in call center", org.OtherCallCenter(t))
	wantParts(t, org, linus, acctest.Parts{CallCenter: org.OtherCallCenter(t)})
}
