package group_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What an apply makes, the plans after it in the same walk know, though groups
// were read before: Terraform plans each instance again once its references are
// known.
func TestWhatTheWalkHasMadeIsKnown(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{"name": "Customs", "extension": "2323"}
		made := change(t, tf, resourceName, acctest.Instance{}, config)
		id := text(made.Values["id"])
		change(t, tf, memberName, acctest.Instance{}, values{"group_id": id, "user_id": org.UserID(t, marie)})
		wantMembers(t, org, id, marie)

		found, diags := tf.DataSource(resourceName, values{"extension": "2323"})
		noErrors(t, diags)
		if found["id"] != id {
			t.Errorf("extension 2323 is that of %v, want %s", found["id"], id)
		}
		members, _ := found["members"].([]any)
		if len(members) != 1 {
			t.Errorf("members are %v, want one", members)
		}
		made = refresh(t, tf, resourceName, made)
		change(t, tf, resourceName, made, values{"name": "Tolls", "extension": "2424"})
		if found, diags = tf.DataSource(resourceName, values{"extension": "2424"}); found["name"] != "Tolls" {
			t.Errorf("the group is %v now\n%s", found["name"], diags)
		}
		if _, diags = tf.DataSource(resourceName, values{"extension": "2323"}); len(diags.Errors()) == 0 {
			t.Error("the group is found by the extension that it had")
		}
		made = refresh(t, tf, resourceName, made)
		_, diags = tf.Apply(resourceName, tf.Plan(resourceName, made, nil))
		noErrors(t, diags)
		if _, diags = tf.DataSource(resourceName, values{"id": id}); len(diags.Errors()) == 0 {
			t.Error("the group is found, which the walk has destroyed")
		}
	})
}

// Names are compared without regard to case, also those that look like ids.
func TestANameMayLookLikeAnID(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	made := change(t, tf, resourceName, acctest.Instance{}, values{"name": "SupportTeamEast"})
	found, diags := tf.NextWalk().DataSource(resourceName, values{"name": "supportteameast"})
	noErrors(t, diags)
	if found["id"] != made.Values["id"] {
		t.Errorf("found %v, want %v", found["id"], made.Values["id"])
	}
}

// What a walk has read of users is old once it has renamed a group of theirs.
func TestAUserShowsTheNameThatThisWalkGaveAGroup(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	group := create(t, tf, values{"name": "Night Shift", "members": users(t, org, marie)})

	walk := tf.NextWalk()
	shown := func() string {
		user, diags := walk.DataSource("fastcall_user", values{"username": marie})
		noErrors(t, diags)
		return fmt.Sprint(user["holds"])
	}
	if got := shown(); !strings.Contains(got, "Night Shift") {
		t.Fatalf("before the group is renamed, the user shows %s", got)
	}
	change(t, walk, resourceName, group, values{"name": "Owls", "members": users(t, org, marie)})
	if got := shown(); !strings.Contains(got, "Owls") {
		t.Errorf("after the group was renamed, the user shows %s", got)
	}
}
