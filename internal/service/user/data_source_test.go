package user_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const (
	marie  = "marie@acme.example"
	edsger = "edsger@acme.example"
	hedy   = "hedy@acme.example"
)

// The data source tells of a Fastcall user what the resource tells, by any key.
func TestDataSourceTellsWhatTheResourceTells(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	id := org.UserID(t, edsger)
	tf := acctest.NewTerraform(t, org)
	resource, diags := tf.Import(resourceName, id, nil)
	noErrors(t, diags)
	for _, config := range []values{{"id": id}, {"user_id": id[:15]}, {"username": "Edsger@acme.example"}, {"federation_id": "EDSGER"}} {
		found, diags := tf.DataSource(resourceName, config)
		noErrors(t, diags)
		for name, value := range resource.Values {
			if _, has := found[name]; has && config[name] == nil && name != "softphone_auto_login" {
				wantEqual(t, found[name], value)
			}
		}
		want := `{"group_memberships":["Fastcall Sales","Fastcall Support"],"ivr_references":["After Hours"],"recordings":["Edsger away"],` +
			`"sms_templates":["Running late"],"three_way_calls":["T-00001"]}`
		if got := values(found["holds"].(map[string]any)).JSON(); !sameJSON(got, want) {
			t.Errorf("holds %s", got)
		}
	}
	_, diags = tf.DataSource(resourceName, values{"username": ada})
	wantError(t, diags, "Cannot find "+ada, "no Fastcall user")
	_, diags = tf.DataSource(resourceName, values{"username": "nobody@acme.example"})
	wantError(t, diags, "Cannot find nobody@acme.example", "has no user")
}

// The list has all Fastcall users and takes as many requests for a thousand.
func TestListOfUsers(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	cases := []struct {
		filter values
		want   []string
	}{
		{values{}, []string{edsger, hedy, marie}},
		{values{"active": true}, []string{edsger, marie}},
		{values{"active": false}, []string{hedy}},
		{values{"licensed": false}, nil},
		{values{"role": "admin"}, []string{edsger}},
		{values{"username_contains": "DY@"}, []string{hedy}},
		{values{"call_center_id": org.CallCenterID(t, "Fastcall Call Center")[:15], "active": true}, []string{edsger, marie}},
		{values{"call_center_id": org.CallCenterID(t, "Old Switchboard")}, nil},
	}
	tf := acctest.NewTerraform(t, org)
	for _, c := range cases {
		found, diags := tf.DataSource("fastcall_users", c.filter)
		noErrors(t, diags)
		if got := usernames(found); !slices.Equal(got, c.want) {
			t.Errorf("%v finds %v, want %v", c.filter, got, c.want)
		}
	}
}

func TestListOfUsersWithoutSeats(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.TakeSeat(t, marie)
	found, diags := acctest.NewTerraform(t, org).DataSource("fastcall_users", values{"licensed": false})
	noErrors(t, diags)
	if got := usernames(found); !slices.Equal(got, []string{marie}) {
		t.Errorf("without a seat are %v", got)
	}
	found, diags = acctest.NewTerraform(t, org, values{"license_management": "skip"}).DataSource("fastcall_users", values{})
	noErrors(t, diags)
	if got := usernames(found); !slices.Equal(got, []string{edsger, hedy, marie}) {
		t.Errorf("where seats are not looked at: %v", got)
	}
}

func TestListOfAThousandUsers(t *testing.T) {
	t.Parallel()
	const people = 1000
	org := acctest.NewOrg(t, crowd(people), func(seed *acctest.Seed) {
		for i := range seed.Users[len(seed.Users)-people:] {
			u := &seed.Users[len(seed.Users)-people+i]
			u.Licensed, u.PermissionSets = true, []string{"FastCall__FastCall_User"}
		}
	})
	tf := acctest.NewTerraform(t, org)
	found, diags := tf.DataSource("fastcall_users", values{"username_contains": "user"})
	noErrors(t, diags)
	if got := len(usernames(found)); got != people {
		t.Errorf("%d users, want %d", got, people)
	}
	if requests, _ := tally(org); requests > 3 { // the log-in, the catalog and the list
		t.Errorf("%d requests, want at most 3", requests)
	}
}

func usernames(found values) []string {
	var names []string
	for _, user := range found["users"].([]any) {
		names = append(names, fmt.Sprint(user.(map[string]any)["username"]))
	}
	return names
}

// The preview tells of many leavers at once what each release would meet.
func TestReleasePreview(t *testing.T) {
	t.Parallel()
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, block := w.open(t, map[string]any{"recordings": "delete"})
			tf := acctest.NewTerraform(t, org, block)
			found, diags := tf.DataSource("fastcall_release_preview", values{"user_ids": []string{org.UserID(t, marie), org.UserID(t, edsger)[:15], org.UserID(t, hedy)}})
			noErrors(t, diags)
			wantEqual(t, found["blocked"], true)
			want := map[string]string{
				edsger: "true [group_memberships remove Fastcall Sales|group_memberships remove Fastcall Support|recordings delete Edsger away|" +
					"ivr_references fail After Hours|three_way_calls remove T-00001|sms_templates keep Running late]",
				hedy:  "false []",
				marie: "false [phone_numbers unassign +4570100001|group_memberships remove Fastcall Support]",
			}
			for _, one := range found["users"].([]any) {
				user := one.(map[string]any)
				text := ""
				for i, b := range user["blockers"].([]any) {
					blocker := b.(map[string]any)
					if i > 0 {
						text += "|"
					}
					text += fmt.Sprintf("%v %v %v", blocker["kind"], blocker["action"], blocker["name"])
				}
				wantEqual(t, fmt.Sprintf("%v [%s]", user["blocked"], text), want[fmt.Sprint(user["username"])])
			}
			requests, _ := tally(org)
			if requests > 12 {
				t.Errorf("%d requests", requests)
			}
			t.Logf("%d requests", requests)
		})
	}
}
