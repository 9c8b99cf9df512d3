package group_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func TestMembersMeanTheSameInAnyOrderAndForm(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	ids := users(t, org, marie, edsger)
	group := create(t, tf, values{"name": "Night Shift", "members": ids})
	turned := []string{ids[1][:15], ids[0]}
	wantChanges(t, tf.NextWalk().Plan(resourceName, group, values{"name": "Night Shift", "members": turned}), group)
	other := create(t, tf, values{"name": "Day Shift", "members": turned})
	settled(t, tf, other, values{"name": "Day Shift", "members": turned})
}

func TestMembersAreChecked(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	ids := users(t, org, marie)
	for name, c := range map[string]struct {
		members []any
		words   []string
	}{
		"twice":          {[]any{ids[0], ids[0][:15]}, []string{"ID comes twice", "places 1 and 2"}},
		"a group":        {[]any{nativeID(org, sales)}, []string{"begins with 005"}},
		"a typing error": {[]any{"005gL000000000"}, []string{"15 or 18 characters"}},
		"null":           {[]any{nil}, []string{"15 or 18 characters"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantError(t, tf.Validate(resourceName, values{"name": "Night Shift", "members": c.members}), c.words...)
		})
	}
	noErrors(t, tf.Validate(resourceName, values{"name": "Night Shift", "members": acctest.Unknown}))
	noErrors(t, tf.Validate(resourceName, values{"name": "Night Shift", "members": []any{ids[0], acctest.Unknown}}))
}

// What is not known at plan is known at apply.
func TestUnknownValuesArePlanned(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	acd := values{"strategy": acctest.Unknown, "ring_timeout": acctest.Unknown, "queue_no_answer_timeout": 60, "say_position": acctest.Unknown,
		"position_message": "You are number"}
	unknown := values{"name": acctest.Unknown, "extension": acctest.Unknown, "members": []any{org.UserID(t, marie), acctest.Unknown},
		"acd": acd, "shared_recording_ids": acctest.Unknown, "three_way_calls": acctest.Unknown}
	noErrors(t, tf.Validate(resourceName, unknown))
	plan := tf.Plan(resourceName, acctest.Instance{}, unknown)
	if len(plan.Diagnostics) > 0 {
		t.Errorf("the plan says\n%s", plan.Diagnostics)
	}
	if plan.Values["developer_name"] != acctest.Unknown {
		t.Errorf("developer_name is planned as %v", plan.Values["developer_name"])
	}
	unknown["acd"] = acctest.Unknown
	noErrors(t, tf.Plan(resourceName, acctest.Instance{}, unknown).Diagnostics)
	group := create(t, tf, values{"name": "Night Shift"})
	unknown["developer_name"] = acctest.Unknown
	noErrors(t, tf.Plan(resourceName, group, unknown).Diagnostics)
}

func TestOnlyFastcallUsersJoin(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "Night Shift", "members": users(t, org, marie, ada)}
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	wantWarning(t, plan.Diagnostics, "group Night Shift gets members who are no Fastcall users yet", ada, "Onboard them with fastcall_user")
	_, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "Cannot create group Night Shift", ada)
	if native(org, "Night_Shift") != nil {
		t.Error("a refused group exists")
	}
	org.GiveSeat(t, ada)
	group := create(t, tf, config)
	// Who is a member already may stay, and may always leave.
	org.TakeSeat(t, ada)
	settled(t, tf, group, config)
	change(t, tf.NextWalk(), resourceName, group, values{"name": "Night Shift", "members": users(t, org, marie)})
	wantMembers(t, org, nativeID(org, "Night_Shift"), marie)
}

// A user whom the same walk onboards is no stranger to its plan.
func TestWhoIsOnboardedInTheSameWalkIsExpected(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	user := tf.Plan("fastcall_user", acctest.Instance{}, values{"username": ada})
	noErrors(t, user.Diagnostics)
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"name": "Night Shift", "members": users(t, org, ada)})
	if len(plan.Diagnostics) > 0 {
		t.Errorf("the plan says\n%s", plan.Diagnostics)
	}
	member := tf.Plan(memberName, acctest.Instance{}, values{"group_id": nativeID(org, sales), "user_id": org.UserID(t, ada)})
	if len(member.Diagnostics) > 0 {
		t.Errorf("the plan of a member says\n%s", member.Diagnostics)
	}
}

// Without seats to hand out, a permission set tells who is a Fastcall user.
func TestUnderASiteLicenseAPermissionSetTells(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(seed *acctest.Seed) { seed.Package.Allowed = -1 })
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "Night Shift", "members": users(t, org, ada)}
	wantWarning(t, tf.Plan(resourceName, acctest.Instance{}, config).Diagnostics, ada)
	org.GivePermissionSet(t, ada, "FastCall_User")
	create(t, tf.NextWalk(), config)
}

// Terraform releases a leaver before it updates the group that stops naming
// the user: nothing is left to do then.
func TestALeaverWhoIsReleasedFirst(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	group := create(t, tf, values{"name": "Fastcall Night", "members": users(t, org, marie, edsger)})
	plan := tf.Plan(resourceName, group, values{"name": "Fastcall Night", "members": users(t, org, edsger)})
	noErrors(t, plan.Diagnostics)
	for _, row := range org.Rows("GroupMember") {
		if row["UserOrGroupId"] == org.UserID(t, marie) {
			if err := org.Delete("GroupMember", text(row["Id"])); err != nil {
				t.Fatal(err)
			}
		}
	}
	org.TakeSeat(t, marie)
	org.ResetJournal()
	_, diags := tf.Apply(resourceName, plan)
	noErrors(t, diags)
	if got := writes(org); got != 0 {
		t.Errorf("%d writes for what is gone already", got)
	}
}

// Roles and groups that are members are nobody's business here.
func TestGroupsThatAreMembersStay(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "Night Shift", "members": users(t, org, marie)}
	group := create(t, tf, config)
	if _, err := org.Insert("GroupMember", map[string]any{"GroupId": group.Values["id"], "UserOrGroupId": nativeID(org, sales)}); err != nil {
		t.Fatal(err)
	}
	settled(t, tf, group, config)
	change(t, tf.NextWalk(), resourceName, group, values{"name": "Night Shift", "members": []string{}})
	if got := len(slices.DeleteFunc(org.Rows("GroupMember"), func(row map[string]any) bool { return row["GroupId"] != group.Values["id"] })); got != 1 {
		t.Errorf("%d members, want the group alone", got)
	}
}

// More members than one request may write, and the mark for reading and
// planning them, which is measured and not asserted.
func TestTwoThousandMembers(t *testing.T) {
	t.Parallel()
	const many = 2000
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		*seed = seed.WithUsers(many)
		seed.Package.Allowed = many + 10
		for i := range seed.Users {
			if len(seed.Users[i].Username) > 4 && seed.Users[i].Username[:4] == "user" {
				seed.Users[i].Licensed = true
			}
		}
	})
	ids := []string{}
	for i := 1; i <= many; i++ {
		ids = append(ids, org.UserID(t, fmt.Sprintf("user%04d@acme.example", i)))
	}
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "Everybody", "members": ids}
	org.ResetJournal()
	group := create(t, tf, config)
	if got := writes(org); got != 6 {
		t.Errorf("%d write requests, want 6: five units of 500 steps at most, one for Fastcall's record", got)
	}
	began := time.Now()
	walk := tf.NextWalk()
	read, diags := walk.Read(resourceName, group)
	noErrors(t, diags)
	between := time.Now()
	slices.Reverse(ids)
	plan := walk.Plan(resourceName, read, config)
	t.Logf("%d members: read %v, plan %v", many, between.Sub(began), time.Since(between))
	wantChanges(t, plan, read)
}

// Single memberships give way to a list in one apply, in whichever order.
func TestAListTakesThePlaceOfSingleMemberships(t *testing.T) {
	t.Parallel()
	for name, listFirst := range map[string]bool{"list first": true, "list last": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			group := create(t, tf, values{"name": "Night Shift"})
			groupID := text(group.Values["id"])
			member := change(t, tf.NextWalk(), memberName, acctest.Instance{}, membership(t, org, marie, "Night_Shift"))
			walk := tf.NextWalk()
			config := values{"name": "Night Shift", "members": users(t, org, marie)}
			steps := []func(){
				func() { group = change(t, walk, resourceName, group, config) },
				func() {
					_, diags := walk.Apply(memberName, walk.Plan(memberName, member, nil))
					noErrors(t, diags)
				},
			}
			if !listFirst {
				steps[0], steps[1] = steps[1], steps[0]
			}
			for _, step := range steps {
				step()
			}
			wantMembers(t, org, groupID, marie)
			settled(t, tf, group, config)
		})
	}
}

// So they do while the list is being written: what it counts as there stays.
func TestAListTakesThePlaceInTheMiddle(t *testing.T) {
	t.Parallel()
	open := func(t *testing.T, name string) (org *acctest.Org, walk *acctest.Terraform, end, list *acctest.Plan, groupID string) {
		org = acctest.NewOrg(t)
		tf := acctest.NewTerraform(t, org)
		var group acctest.Instance
		if name != accountants {
			group = create(t, tf, values{"name": "Night Shift", "developer_name": name})
		}
		member := change(t, tf.NextWalk(), memberName, acctest.Instance{}, membership(t, org, marie, name))
		plan := tf.NextWalk()
		end = plan.Plan(memberName, member, nil)
		list = plan.Plan(resourceName, group, values{"name": "Night Shift", "developer_name": name, "members": users(t, org, marie, edsger)})
		noErrors(t, append(end.Diagnostics, list.Diagnostics...))
		return org, tf.NextWalk(), end, list, nativeID(org, name)
	}
	for what, name := range map[string]string{"change": "Night_Shift", "take over": accountants} {
		t.Run(what+" after its look", func(t *testing.T) {
			t.Parallel()
			org, walk, end, list, groupID := open(t, name)
			seats := 0
			org.AddFault(acctest.Fault{Effect: acctest.Admin, Object: "UserPackageLicense", Verb: "query", Do: acctest.Hand(func() {
				if seats++; seats != 2 { // The first is for the license, the second for those who join.
					return
				}
				_, diags := walk.Apply(memberName, end)
				noErrors(t, diags)
			})})
			_, diags := walk.Apply(resourceName, list)
			noErrors(t, diags)
			if seats < 2 {
				t.Error("nobody asked whether the members are Fastcall users")
			}
			wantMembers(t, org, groupID, marie, edsger)
		})
		t.Run(what+" side by side", func(t *testing.T) {
			t.Parallel()
			org, walk, end, list, groupID := open(t, name)
			ended := make(chan acctest.Diagnostics, 1)
			org.AddFault(acctest.Fault{Effect: acctest.Admin, Object: "GroupMember", Verb: "delete", Times: 1, Do: acctest.Hand(func() {
				go func() {
					_, diags := walk.Apply(resourceName, list)
					ended <- diags
				}()
			})})
			_, diags := walk.Apply(memberName, end)
			noErrors(t, diags)
			noErrors(t, <-ended)
			wantMembers(t, org, groupID, marie, edsger)
		})
	}
}
