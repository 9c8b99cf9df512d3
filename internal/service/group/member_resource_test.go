package group_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func membership(t *testing.T, org *acctest.Org, username, group string) values {
	t.Helper()
	return values{"group_id": nativeID(org, group), "user_id": org.UserID(t, username)}
}

func TestAMembershipComesAndGoes(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, acctest.Bare) // Memberships need nothing of Fastcall's own objects.
	tf := acctest.NewTerraform(t, org)
	config := membership(t, org, marie, sales)
	org.ResetJournal()
	member := change(t, tf, memberName, acctest.Instance{}, config)
	if got := writes(org); got != 1 {
		t.Errorf("%d write requests, want 1", got)
	}
	wantMembers(t, org, nativeID(org, sales), edsger, marie)
	if want := text(config["group_id"]) + "/" + text(config["user_id"]); member.Values["id"] != want {
		t.Errorf("id is %v, want %s", member.Values["id"], want)
	}
	read := refresh(t, tf, memberName, member)
	wantChanges(t, tf.NextWalk().Plan(memberName, read, config), read)

	short := values{"group_id": text(config["group_id"])[:15], "user_id": text(config["user_id"])[:15]}
	plan := tf.NextWalk().Plan(memberName, read, short)
	noErrors(t, plan.Diagnostics)
	if len(plan.Replace) > 0 {
		t.Errorf("another spelling replaces because of %v", plan.Replace)
	}
	org.ResetJournal()
	spelled, diags := tf.NextWalk().Apply(memberName, plan)
	noErrors(t, diags)
	if writes(org) != 0 || spelled.Identity["group_id"] != config["group_id"] {
		t.Errorf("%d writes, identity %v", writes(org), spelled.Identity)
	}
	if plan := tf.NextWalk().Plan(memberName, read, membership(t, org, marie, support)); len(plan.Replace) != 1 {
		t.Errorf("another group replaces because of %v", plan.Replace)
	}

	walk := tf.NextWalk()
	_, diags = walk.Apply(memberName, walk.Plan(memberName, read, nil))
	noErrors(t, diags)
	wantMembers(t, org, nativeID(org, sales), edsger)
	_, diags = walk.Apply(memberName, walk.Plan(memberName, read, nil))
	if len(diags) > 0 {
		t.Errorf("ending what has ended says\n%s", diags)
	}
	gone, diags := tf.NextWalk().Read(memberName, read)
	wantWarning(t, diags, "no longer a member of group "+nativeID(org, sales))
	if gone.Values != nil {
		t.Error("still in the state")
	}
}

func TestAMembershipIsTakenOver(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	org.ResetJournal()
	_, diags := tf.Apply(memberName, tf.Plan(memberName, acctest.Instance{}, membership(t, org, marie, support)))
	wantWarning(t, diags, "Took over the membership of user "+org.UserID(t, marie))
	if got := writes(org); got != 0 {
		t.Errorf("%d write requests, want none", got)
	}
}

func TestAMembershipIsImported(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := membership(t, org, marie, support)
	identity := values{"organization_id": org.Seed.Org.ID, "group_id": config["group_id"], "user_id": config["user_id"]}
	for name, from := range map[string]struct {
		id       string
		identity values
	}{"text": {id: text(config["group_id"])[:15] + "/" + text(config["user_id"])}, "identity": {identity: identity}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			member, diags := tf.NextWalk().Import(memberName, from.id, from.identity)
			noErrors(t, diags)
			wantChanges(t, tf.NextWalk().Plan(memberName, member, config), member)
		})
	}
	_, diags := tf.Import(memberName, "Support/marie", nil)
	wantError(t, diags, "Cannot import membership", "with a slash between them")
	_, diags = tf.Import(memberName, text(config["group_id"])+"/"+org.UserID(t, ada), nil)
	wantError(t, diags, "is no direct member")
	elsewhere := values{"organization_id": "00DgL0000000002", "group_id": config["group_id"], "user_id": config["user_id"]}
	_, diags = tf.Import(memberName, "", elsewhere)
	wantError(t, diags, "Nothing that org says was believed")
}

func TestAMembershipIsChecked(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	plan := tf.Plan(memberName, acctest.Instance{}, membership(t, org, ada, sales))
	wantWarning(t, plan.Diagnostics, "no Fastcall users yet", ada)
	_, diags := tf.Apply(memberName, plan)
	wantError(t, diags, "Cannot create membership of user", ada)
	nowhere := values{"group_id": "00GgL0000000999", "user_id": org.UserID(t, marie)}
	wantError(t, tf.Plan(memberName, acctest.Instance{}, nowhere).Diagnostics, "has no group 00GgL0000000999")
	queue, err := org.Insert("Group", map[string]any{"Name": "Leads", "Type": "Queue"})
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, tf.Plan(memberName, acctest.Instance{}, values{"group_id": queue, "user_id": org.UserID(t, marie)}).Diagnostics, "of type Queue")
	unknown := values{"group_id": acctest.Unknown, "user_id": acctest.Unknown}
	noErrors(t, tf.Plan(memberName, acctest.Instance{}, unknown).Diagnostics)
	org.AddFault(acctest.Fault{Effect: acctest.DailyLimit, Path: "/services/data"})
	unknown["group_id"] = membership(t, org, marie, sales)["group_id"]
	wantError(t, tf.NextWalk().Plan(memberName, acctest.Instance{}, unknown).Diagnostics, "Cannot plan membership of a user in group 00G")
}

// A group whose members are listed takes no single ones, in whatever order
// Terraform plans the two.
func TestMembersAreManagedInOneWay(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"name": "Night Shift", "members": users(t, org, edsger)}
	group := create(t, tf, config)
	single := membership(t, org, marie, "Night_Shift")

	walk := tf.NextWalk()
	noErrors(t, walk.Plan(resourceName, group, config).Diagnostics)
	wantError(t, walk.Plan(memberName, acctest.Instance{}, single).Diagnostics, "managed twice", "Leave members out")
	walk = tf.NextWalk()
	noErrors(t, walk.Plan(memberName, acctest.Instance{}, single).Diagnostics)
	wantError(t, walk.Plan(resourceName, group, config).Diagnostics, "managed twice")
	walk = tf.NextWalk()
	noErrors(t, walk.Plan(memberName, acctest.Instance{}, single).Diagnostics)
	noErrors(t, walk.Plan(resourceName, group, values{"name": "Night Shift"}).Diagnostics)

	// Of a new group it is known at apply.
	walk = tf.NextWalk()
	walk.Apply(resourceName, walk.Plan(resourceName, acctest.Instance{}, values{"name": "Day Shift", "members": users(t, org, edsger)}))
	wantError(t, walk.Plan(memberName, acctest.Instance{}, membership(t, org, marie, "Day_Shift")).Diagnostics, "managed twice")

	// So it is of one that is taken over.
	walk = tf.NextWalk()
	walk.Plan(memberName, acctest.Instance{}, membership(t, org, marie, accountants))
	wantError(t, walk.Plan(resourceName, acctest.Instance{}, values{"name": "All Accountants", "members": users(t, org, edsger)}).Diagnostics, "managed twice")
}
