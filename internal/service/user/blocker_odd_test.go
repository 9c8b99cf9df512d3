package user_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// An object that no section knows is counted and left alone, and history is
// not spoken of.
func TestWhatIsNotRecognisedIsSaidAndLeft(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w.edits = append(slices.Clone(w.edits), func(seed *acctest.Seed) {
				seed.Objects = append(seed.Objects, acctest.CustomObject{Name: "FastCall__Wallboard__c", Label: "Wallboard",
					Fields: []acctest.CustomField{{Name: "FastCall__Watcher__c", Label: "Watcher", Type: "reference", ReferenceTo: "User"}}},
					acctest.CustomObject{Name: "Acme_Note__c", Label: "Note",
						Fields: []acctest.CustomField{{Name: "About__c", Label: "About", Type: "reference", ReferenceTo: "User"}}})
			})
			org, block := w.open(t, nil)
			user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
			id := org.UserID(t, ada)
			var left []string
			for range 2 {
				left = append(left, insert(t, org, "FastCall__Wallboard__c", map[string]any{"FastCall__Watcher__c": id}))
			}
			left = append(left, insert(t, org, "Acme_Note__c", map[string]any{"About__c": id}))
			left = append(left, org.InsertPackage(t, "history", values{"user": ada}))
			left = append(left, org.InsertPackage(t, "device", values{"name": "Phone", "link": ada}))
			before := snapshot(org)
			tf := acctest.NewTerraform(t, org, block)
			plan := tf.Plan(resourceName, user, nil)
			const line = `2 of "Wallboard" (FastCall__Wallboard__c, by FastCall__Watcher__c)`
			wantWarning(t, plan.Diagnostics, ada+" leaves Fastcall", "Not recognised", line)
			if text := plan.String(); strings.Count(text, "\n- ") != 1 {
				t.Errorf("too much is said:\n%s", text)
			}
			_, diags := tf.NextWalk().Apply(resourceName, plan)
			wantWarning(t, diags, "Released "+ada, line, "call history stays")
			wantParts(t, org, ada, nothing)
			for _, changed := range touched(before, snapshot(org)) {
				if slices.Contains(left, changed) {
					t.Errorf("touched %s", before[changed])
				}
			}
		})
	}
}

func insert(t *testing.T, org *acctest.Org, object string, fields map[string]any) string {
	t.Helper()
	id, err := org.Insert(object, fields)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// In an org that shows nothing of Fastcall's own, a release works on what the
// platform knows and says so. Reading and onboarding need none of it.
func TestAReleaseWithoutFastcallsObjects(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, acctest.Bare)
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	org.Join(t, ada, "Fastcall Support")
	user = refresh(t, tf.NextWalk(), user)
	if got := values(user.Values["holds"].(map[string]any)).JSON(); !sameJSON(got, `{"group_memberships":["Fastcall Support"]}`) {
		t.Errorf("holds is %s", got)
	}
	tf = tf.NextWalk()
	plan := tf.Plan(resourceName, user, nil)
	noErrors(t, plan.Diagnostics)
	apply := tf.NextWalk()
	org.ResetJournal()
	_, diags := apply.Apply(resourceName, plan)
	noErrors(t, diags)
	for what, said := range map[string]acctest.Diagnostics{"plan": plan.Diagnostics, "receipt": diags} {
		for _, word := range []string{"own records are not looked at", `group membership "Fastcall Support": removed`} {
			if !strings.Contains(said.String(), word) {
				t.Errorf("%s lacks %q:\n%s", what, word, said)
			}
		}
	}
	if got := writes(org); got != 1 {
		t.Errorf("%d writes, want 1", got)
	}
	wantParts(t, org, ada, nothing)
}

// A section, a field or rows that the API user does not see stop a release
// before anything is done, and the error says what to grant or map. Reading
// and onboarding go on without.
func TestAReleaseNeedsAllSections(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		hide  func(acctest.Mapping) acctest.Fault
		words []string
	}{
		"object": {func(m acctest.Mapping) acctest.Fault {
			return acctest.Fault{Effect: "hide-object", Hide: m["sms_template"].Object}
		}, []string{`object "SMS Template" of section sms_template`, "schema_map = {", "sms_template = {"}},
		"field": {func(m acctest.Mapping) acctest.Fault {
			return acctest.Fault{Effect: "hide-field", Hide: m["ivr_action"].Object + "." + m["ivr_action"].Fields["target_user"]}
		}, []string{`field "Target User" (ivr_action.target_user)`}},
	}
	for name, c := range cases {
		for world, w := range worlds {
			t.Run(name+"/"+world, func(t *testing.T) {
				t.Parallel()
				org, block := w.open(t, lets(nil))
				org.AddFault(c.hide(org.Mapping()))
				user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
				acctest.Leaver(t, org, ada)
				tf := acctest.NewTerraform(t, org, block)
				user = refresh(t, tf, user)
				wantEqual(t, user.Values["holds"], nil)
				before := snapshot(org)
				plan := tf.Plan(resourceName, user, nil)
				wantError(t, plan.Diagnostics, append(c.words, "Cannot release "+ada)...)
				wantError(t, release(tf, user), append(c.words, "Cannot release "+ada)...)
				if got := touched(before, snapshot(org)); len(got) > 0 {
					t.Errorf("touched %v", got)
				}
			})
		}
	}
}

// A section that the configuration calls unreachable is left out and named.
func TestAnUnreachableSectionIsLeftOut(t *testing.T) {
	t.Parallel()
	org, block := world{}.open(t, nil)
	block["schema_map"] = map[string]any{"ivr_action": map[string]any{"unreachable": true}}
	user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
	org.AssignNumber(t, "+4570100003", ada)
	action := org.PointIVRAt(t, ada)
	tf := acctest.NewTerraform(t, org, block)
	plan := tf.Plan(resourceName, user, nil)
	noErrors(t, plan.Diagnostics)
	_, diags := tf.NextWalk().Apply(resourceName, plan)
	noErrors(t, diags)
	for what, said := range map[string]acctest.Diagnostics{"plan": plan.Diagnostics, "receipt": diags} {
		for _, word := range []string{"own records are not looked at", "ivr_action", `phone number "+4570100003": unassigned`} {
			if !strings.Contains(said.String(), word) {
				t.Errorf("%s lacks %q:\n%s", what, word, said)
			}
		}
	}
	wantParts(t, org, ada, nothing)
	wantEqual(t, org.PackageRow(t, "ivr_action", "id", action)["target_user"], org.UserID(t, ada))
}

// What is reassigned can go to Fastcall users and groups who stay.
func TestWhoCanTakeOver(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		release     func(*testing.T, *acctest.Org) map[string]any
		create      bool // refused already while the resource is there
		words       []string
		plan, apply bool // error at plan, at apply
	}{
		"nobody": {func(*testing.T, *acctest.Org) map[string]any { return map[string]any{"recordings": "reassign"} }, true,
			[]string{"reassign_to names nobody"}, false, true},
		"the leaver": {func(t *testing.T, o *acctest.Org) map[string]any {
			return map[string]any{"recordings": "reassign", "reassign_to": o.UserID(t, ada)}
		}, true, []string{"leaves as well"}, false, true},
		"the leaver by name": {func(*testing.T, *acctest.Org) map[string]any {
			return map[string]any{"recordings": "reassign", "reassign_to": strings.ToUpper(ada)}
		}, true, []string{"leaves as well"}, false, true},
		"nobody by that name": {func(*testing.T, *acctest.Org) map[string]any {
			return map[string]any{"recordings": "reassign", "reassign_to": "nobody@acme.example"}
		}, false, []string{"nobody@acme.example, which is neither an active Fastcall user"}, false, true},
		"no group by that name": {func(*testing.T, *acctest.Org) map[string]any {
			return map[string]any{"recordings": "delete", "phone_numbers": "reassign", "reassign_numbers_to": "Night Shift"}
		}, false, []string{"Night Shift, which is neither", "nor a Fastcall group"}, false, true},
		"a stranger": {func(t *testing.T, o *acctest.Org) map[string]any {
			return map[string]any{"recordings": "reassign", "reassign_to": o.UserID(t, grace)}
		}, false, []string{"neither an active Fastcall user"}, false, true},
		"a deactivated user": {func(t *testing.T, o *acctest.Org) map[string]any {
			return map[string]any{"recordings": "reassign", "reassign_to": o.UserID(t, hedy)}
		}, false, []string{"neither an active Fastcall user"}, false, true},
		"a group that is none of Fastcall's": {func(t *testing.T, o *acctest.Org) map[string]any {
			group, _ := o.Find("Group", "Name", "All Accountants")
			return map[string]any{"recordings": "delete", "phone_numbers": "reassign", "reassign_numbers_to": group["Id"]}
		}, false, []string{"nor a Fastcall group"}, false, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := world{}.open(t, nil)
			own := values{"username": ada, "release": c.release(t, org)}
			if c.create {
				plan := acctest.NewTerraform(t, org, block).Plan(resourceName, acctest.Instance{}, own)
				wantError(t, plan.Diagnostics, c.words...)
			}
			user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
			org.GiveRecording(t, ada, "Away")
			org.AssignNumber(t, "+4570100003", ada)
			block["release"] = c.release(t, org)
			before := snapshot(org)
			tf := acctest.NewTerraform(t, org, block)
			plan := tf.Plan(resourceName, user, nil)
			noErrors(t, plan.Diagnostics)
			if text := plan.Warnings().String(); !strings.Contains(text, c.words[0]) {
				t.Errorf("the plan does not warn of %q:\n%s", c.words[0], text)
			}
			_, diags := tf.NextWalk().Apply(resourceName, plan)
			wantError(t, diags, append(c.words, "Cannot release "+ada, "Nothing was changed")...)
			if got := touched(before, snapshot(org)); len(got) > 0 {
				t.Errorf("touched %v", got)
			}
		})
	}
}

// Somebody who leaves in the same plan cannot take over.
func TestALeaverCannotTakeOver(t *testing.T) {
	t.Parallel()
	org, block := world{}.open(t, nil)
	tf := acctest.NewTerraform(t, org, block)
	users := []acctest.Instance{onboard(t, tf, values{"username": grace}), onboard(t, tf, values{"username": ada})}
	block["release"] = map[string]any{"phone_numbers": "reassign", "reassign_numbers_to": org.UserID(t, grace)}
	org.AssignNumber(t, "+4570100003", ada)
	tf = acctest.NewTerraform(t, org, block)
	noErrors(t, tf.Plan(resourceName, users[0], nil).Diagnostics)
	plan := tf.Plan(resourceName, users[1], nil)
	if text := plan.Warnings().String(); !strings.Contains(text, "who leaves as well") {
		t.Errorf("no warning:\n%s", text)
	}
	apply := tf.NextWalk()
	_, diags := apply.Apply(resourceName, apply.Plan(resourceName, users[0], nil))
	noErrors(t, diags)
	_, diags = apply.Apply(resourceName, plan)
	wantError(t, diags, "leaves as well")
	wantParts(t, org, ada, onboarded)
}

// A replacement gets no plan of its destroy, so the plan of the change tells
// what the release of the old user meets.
func TestAReplacementShowsWhatTheOldUserHolds(t *testing.T) {
	t.Parallel()
	org, block := world{}.open(t, lets(nil))
	tf, user, _ := leaver(t, org, block, values{"username": ada})
	plan := tf.Plan(resourceName, user, values{"username": grace})
	if len(plan.Replace) == 0 {
		t.Fatal("does not replace")
	}
	wantWarning(t, plan.Diagnostics, ada+" leaves Fastcall", `recording "Greeting": deleted`, `"+4570200003": removed`)
	block["release"] = nil
	plan = acctest.NewTerraform(t, org, block).Plan(resourceName, user, values{"username": grace})
	wantError(t, plan.Diagnostics, "Cannot release "+ada, `recordings = "delete"`)
}

// Whoever gets a number of several leavers, or twice from one, gets one right to
// use it.
func TestOneRightForWhoeverTakesOver(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := w.open(t, lets(map[string]any{"phone_numbers": "reassign", "reassign_numbers_to": "marie@acme.example"}))
			tf := acctest.NewTerraform(t, org, block)
			leavers := []string{ada, grace}
			users := []acctest.Instance{onboard(t, tf, values{"username": ada}), onboard(t, tf, values{"username": grace})}
			number := org.Number(t, "+4570100003")["id"]
			var rows []string
			for _, who := range []string{ada, ada, grace} {
				rows = append(rows, org.InsertPackage(t, "number_access", values{"link": number, "user": who}))
			}
			before := len(org.PackageRows(t, "number_access"))
			apply := acctest.NewTerraform(t, org, block)
			eachOf(len(users), func(i int) {
				if _, diags := apply.Apply(resourceName, apply.Plan(resourceName, users[i], nil)); len(diags.Errors()) > 0 {
					t.Errorf("%s:\n%s", leavers[i], diags)
				}
			})
			left := org.PackageRows(t, "number_access")
			wantEqual(t, len(left), before-2)
			for _, row := range left {
				if slices.Contains(rows, fmt.Sprint(row["id"])) {
					wantEqual(t, row["user"], org.UserID(t, "marie@acme.example"))
				}
			}
		})
	}
}

// What is asked for the sake of unrecognised records only stops no release when
// Salesforce refuses it.
func TestAStrangerThatIsNotDescribed(t *testing.T) {
	t.Parallel()
	org, block := world{}.open(t, lets(nil))
	user := onboard(t, acctest.NewTerraform(t, org, block), values{"username": ada})
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Verb: "describe", Object: "User", Status: 400, Code: "INVALID_TYPE", Message: "no"})
	noErrors(t, release(acctest.NewTerraform(t, org, block), user))
	wantParts(t, org, ada, nothing)
}

// holds names everything, for one look at everybody.
func TestCrowdHolds(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const people = 60
			w.edits = append(slices.Clone(w.edits), crowd(people))
			org, block := w.open(t, nil)
			tf := acctest.NewTerraform(t, org, block)
			users := make([]acctest.Instance, people)
			eachOf(people, func(i int) {
				users[i], _ = tf.Apply(resourceName, tf.Plan(resourceName, acctest.Instance{}, values{"username": crowdName(i)}))
			})
			for i := range people {
				org.InsertPackage(t, "message", values{"name": fmt.Sprintf("Away %02d", i), "link": crowdName(i)})
			}
			next := acctest.NewTerraform(t, org, block)
			org.ResetJournal()
			eachOf(people, func(i int) { users[i], _ = next.Read(resourceName, users[i]) })
			for i, user := range users {
				want := fmt.Sprintf(`{"recordings":["Away %02d"]}`, i)
				if got := values(user.Values["holds"].(map[string]any)).JSON(); !sameJSON(got, want) {
					t.Errorf("%s holds %s, want %s", crowdName(i), got, want)
				}
			}
			requests, _ := tally(org)
			// Log-in, catalog, users, two to five for the schema and what ties anybody.
			acctest.AtMost(t, "requests to read", requests, 8)
		})
	}
}

// Many leavers share every request of their releases.
func TestCrowdLeavesTogether(t *testing.T) {
	t.Parallel()
	const people = 50
	for name, burdened := range map[string]bool{"nothing blocks": false, "all are blocked": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := world{edits: []func(*acctest.Seed){crowd(people)}}.open(t, lets(nil))
			tf := acctest.NewTerraform(t, org, block)
			users := make([]acctest.Instance, people)
			eachOf(people, func(i int) {
				users[i], _ = tf.Apply(resourceName, tf.Plan(resourceName, acctest.Instance{}, values{"username": crowdName(i)}))
			})
			want := 1
			if burdened {
				want = 2
				for i := range people {
					org.GiveRecording(t, crowdName(i), "Away")
					org.PointIVRAt(t, crowdName(i))
				}
			}
			plan := acctest.NewTerraform(t, org, block)
			plans := make([]*acctest.Plan, people)
			org.ResetJournal()
			eachOf(people, func(i int) { plans[i] = plan.Plan(resourceName, users[i], nil) })
			looked, _ := tally(org)
			apply := plan.NextWalk()
			org.ResetJournal()
			eachOf(people, func(i int) {
				if _, diags := apply.Apply(resourceName, plans[i]); len(diags.Errors()) > 0 {
					t.Errorf("%s: %s", crowdName(i), diags)
				}
			})
			requests, _ := tally(org)
			acctest.AtMost(t, "writes", writes(org), want+1)
			acctest.AtMost(t, "requests to plan", looked, 8)
			acctest.AtMost(t, "requests to release", requests, 14)
		})
	}
}
