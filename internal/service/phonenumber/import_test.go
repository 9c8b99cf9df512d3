package phonenumber_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// Every way to name a number leads to the same state, and a plan with the
// plain configuration is empty.
func TestImport(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		id := numberID(t, org, supportLine)
		for _, text := range []string{id, id[:15], supportLine, "+45 70 10 00 02", ""} {
			identity := values(nil)
			if text == "" {
				identity = values{"organization_id": org.Seed.Org.ID, "phone_number_id": id[:15]}
			}
			walk := tf.NextWalk()
			number, diags := walk.Import(resourceName, text, identity)
			noErrors(t, diags)
			if number.Values["id"] != id || number.Identity["phone_number_id"] != id {
				t.Errorf("%q gives %s", text, number.Values.JSON())
			}
			org.ResetJournal()
			for _, config := range []values{
				{"phone_number": supportLine, "group_id": groupID(t, org, support)},
				{"phone_number_id": id, "group_id": groupID(t, org, support), "replace_existing_assignment": false},
				{"phone_number_id": id, "phone_number": supportLine, "group_id": groupID(t, org, support)},
			} {
				wantChanges(t, walk.Plan(resourceName, number, config), number)
			}
			// What was left unmanaged is taken in without a write.
			config := values{"phone_number": supportLine, "group_id": groupID(t, org, support), "ivr_id": ivrID(t, org, "Main Menu"),
				"outbound_sms_enabled": false, "available_for": values{"group_ids": []string{groupID(t, org, sales)}, "user_ids": []string{}}}
			number = refresh(t, walk, change(t, walk, number, config))
			wantChanges(t, walk.Plan(resourceName, number, config), number)
			if got := writes(org); got != 0 {
				t.Errorf("%d write requests, want none", got)
			}
		}
		// An import takes over what is there, so destroying takes it away.
		number, diags := tf.Import(resourceName, supportLine, nil)
		noErrors(t, diags)
		wantSilence(t, unassign(tf, number))
		wantHolding(t, org, supportLine, held{Groups: []string{groupID(t, org, sales)}})
	})
}

func TestImportRefusals(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	cases := map[string]struct {
		text     string
		identity values
		words    []string
	}{
		"neither number nor id": {"support", nil, []string{`Cannot import phone number "support"`, "neither a phone number nor the ID"}},
		"malformed number":      {"+45 x", nil, []string{`Cannot import`, `'x'`}},
		"no such number":        {"+4599999999", nil, []string{"no number with"}},
		"id of a user":          {org.UserID(t, marie), nil, []string{"no number with phone_number_id"}},
		"unassigned":            {spare, nil, []string{"given to nobody", "Do not import"}},
		"other org":             {"", values{"organization_id": "00Dxx0000009999", "phone_number_id": numberID(t, org, spare)}, []string{"This belongs to org"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, diags := tf.Import(resourceName, c.text, c.identity)
			wantError(t, diags, c.words...)
		})
	}
}

// A state is of one org: a sandbox has the same record ids.
func TestAnotherOrg(t *testing.T) {
	t.Parallel()
	org, sandbox := acctest.NewOrg(t), acctest.NewOrg(t, acctest.AnotherOrg)
	config := values{"phone_number": spare, "user_id": org.UserID(t, marie)}
	number := assign(t, acctest.NewTerraform(t, org), config)
	tf := acctest.NewTerraform(t, sandbox)
	_, diags := tf.Read(resourceName, number)
	wantError(t, diags, "This belongs to org")
	wantError(t, tf.Plan(resourceName, number, config).Diagnostics, "This belongs to org")
	wantError(t, unassign(tf, number), "This belongs to org")
	wantHolding(t, sandbox, spare, held{})
}
