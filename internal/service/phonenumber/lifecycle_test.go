package phonenumber_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// The life of an assignment: a user, then a group, then everybody, each in one
// write; then nobody.
func TestLifeCycle(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		maries, supports := org.UserID(t, marie), groupID(t, org, support)
		number := assign(t, tf, values{"phone_number": spare, "user_id": maries})
		wantHolding(t, org, spare, held{User: maries})
		want := values{"id": numberID(t, org, spare), "phone_number": spare, "phone_number_id": numberID(t, org, spare), "type": "provisioned",
			"name": "Spare", "sms_capable": true, "user_id": maries, "replace_existing_assignment": false}
		for name, value := range want {
			if number.Values[name] != value {
				t.Errorf("%s is %v, want %v", name, number.Values[name], value)
			}
		}
		if number.Identity["phone_number_id"] != want["id"] || number.Identity["organization_id"] == nil {
			t.Errorf("identity is %s", number.Identity.JSON())
		}
		for _, step := range []struct {
			config  values
			changes []string
			want    held
		}{
			{values{"group_id": supports}, []string{"group_id", "user_id"}, held{Group: supports}},
			{values{"org_wide": true}, []string{"group_id", "org_wide"}, held{OrgWide: true}},
			{values{"user_id": maries}, []string{"org_wide", "user_id"}, held{User: maries}},
		} {
			step.config["phone_number"] = spare
			number = refresh(t, tf, number)
			wantChanges(t, tf.Plan(resourceName, number, step.config), number, step.changes...)
			org.ResetJournal()
			number = change(t, tf, number, step.config)
			if got := writes(org); got != 1 {
				t.Errorf("%d write requests for another owner, want 1", got)
			}
			wantHolding(t, org, spare, step.want)
			number = refresh(t, tf, number)
			wantChanges(t, tf.Plan(resourceName, number, step.config), number)
		}
		wantSilence(t, unassign(tf, number))
		wantHolding(t, org, spare, held{})
		wantSilence(t, unassign(tf, number)) // Again.
	})
}

// Everything else that is looked after: access, SMS and IVR.
func TestSettings(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		maries, edsgers, saleses, supports := org.UserID(t, marie), org.UserID(t, edsger), groupID(t, org, sales), groupID(t, org, support)
		menu := ivrID(t, org, "Main Menu")
		config := values{"phone_number": spare, "user_id": maries, "outbound_sms_enabled": true, "ivr_id": menu,
			"available_for": values{"user_ids": []string{edsgers}, "group_ids": []string{saleses}}}
		number := assign(t, tf, config)
		row := org.Number(t, spare)
		if row["outbound_sms_enabled"] != true || row["ivr"] != menu {
			t.Errorf("the number is %s", row.JSON())
		}
		wantHolding(t, org, spare, held{User: maries, Users: []string{edsgers}, Groups: []string{saleses}})
		number = refresh(t, tf, number)
		wantChanges(t, tf.Plan(resourceName, number, config), number)

		// Access that was given by hand shows and goes; a dropped IVR shows.
		org.InsertPackage(t, "number_access", values{"link": "Spare", "group": support})
		org.UpdatePackage(t, "phone_number", numberID(t, org, spare), values{"ivr": nil})
		number = refresh(t, tf, number)
		wantChanges(t, tf.Plan(resourceName, number, config), number, "available_for", "ivr_id")
		if number.Values["ivr_id"] != "none" {
			t.Errorf("ivr_id is %v, want none", number.Values["ivr_id"])
		}
		number = change(t, tf, number, config)
		wantHolding(t, org, spare, held{User: maries, Users: []string{edsgers}, Groups: []string{saleses}})

		// A list that is left out is not managed; an empty one leaves nobody.
		config = values{"phone_number": spare, "user_id": maries, "outbound_sms_enabled": false, "ivr_id": "none",
			"available_for": values{"user_ids": []string{}}}
		number = change(t, tf, number, config)
		wantHolding(t, org, spare, held{User: maries, Groups: []string{saleses}})
		row = org.Number(t, spare)
		if row["outbound_sms_enabled"] != false || row["ivr"] != nil && row["ivr"] != "" {
			t.Errorf("the number is %s", row.JSON())
		}
		number = refresh(t, tf, number)
		wantChanges(t, tf.Plan(resourceName, number, config), number)

		// Destroying takes away what is managed, and nothing else.
		config["available_for"] = values{"user_ids": []string{edsgers}, "group_ids": []string{saleses, supports}}
		config["outbound_sms_enabled"], config["ivr_id"] = true, menu
		number = change(t, tf, number, config)
		wantHolding(t, org, spare, held{User: maries, Users: []string{edsgers}, Groups: sorted(saleses, supports)})
		config["available_for"] = values{"group_ids": []string{supports, saleses}}
		number = change(t, tf, number, config)
		wantSilence(t, unassign(tf, number))
		wantHolding(t, org, spare, held{Users: []string{edsgers}})
		if row = org.Number(t, spare); row["outbound_sms_enabled"] != true || row["ivr"] != menu {
			t.Errorf("after destroying the number is %s", row.JSON())
		}
	})
}

// Another spelling of number and ids is no change and no write.
func TestAnotherSpellingIsNoChange(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	maries, edsgers, menu := org.UserID(t, marie), org.UserID(t, edsger), ivrID(t, org, "Main Menu")
	config := values{"phone_number": "+45 (70) 10-00.03", "user_id": maries, "ivr_id": menu, "available_for": values{"user_ids": []string{edsgers}}}
	number := refresh(t, tf, assign(t, tf, config))
	if number.Values["phone_number"] != config["phone_number"] {
		t.Errorf("a read spells %v, the configuration %v", number.Values["phone_number"], config["phone_number"])
	}
	wantChanges(t, tf.Plan(resourceName, number, config), number)
	other := values{"phone_number": spare, "user_id": maries[:15], "ivr_id": menu[:15], "available_for": values{"user_ids": []string{edsgers[:15]}}}
	wantChanges(t, tf.Plan(resourceName, number, other), number)
	byID := values{"phone_number_id": numberID(t, org, spare)[:15], "user_id": maries, "ivr_id": menu, "available_for": values{"user_ids": []string{edsgers}}}
	wantChanges(t, tf.Plan(resourceName, number, byID), number)
	both := values{"phone_number_id": numberID(t, org, spare), "phone_number": spare, "user_id": maries, "ivr_id": menu,
		"available_for": values{"user_ids": []string{edsgers}}}
	wantSilence(t, tf.Validate(resourceName, both))
	wantChanges(t, tf.Plan(resourceName, number, both), number)

	// An assignment by short ids reads back as it is spelled.
	number = refresh(t, tf, change(t, tf, assign(t, tf.NextWalk(), values{"phone_number": warehouse, "user_id": edsgers[:15],
		"available_for": values{"user_ids": []string{maries[:15]}}}), values{"phone_number": warehouse, "user_id": edsgers[:15],
		"available_for": values{"user_ids": []string{maries[:15]}}}))
	wantHolding(t, org, warehouse, held{User: edsgers, Users: []string{maries}})
}

// A number that the org holds with separators is found, too.
func TestANumberThatTheOrgSpellsOtherwise(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	org.UpdatePackage(t, "phone_number", numberID(t, org, spare), values{"number": "+45 70 10 00 03"})
	config := values{"phone_number": spare, "org_wide": true}
	number := refresh(t, tf, assign(t, tf, config))
	wantChanges(t, tf.Plan(resourceName, number, config), number)
	wantHolding(t, org, "+45 70 10 00 03", held{OrgWide: true})
}

// Another number replaces the assignment.
func TestAnotherNumberReplaces(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	maries := org.UserID(t, marie)
	number := assign(t, tf, values{"phone_number": spare, "user_id": maries})
	for _, config := range []values{{"phone_number": warehouse, "user_id": maries}, {"phone_number_id": numberID(t, org, warehouse), "user_id": maries}} {
		plan := tf.NextWalk().Plan(resourceName, number, config)
		noErrors(t, plan.Diagnostics)
		if len(plan.Replace) != 1 {
			t.Errorf("replaces because of %v, want the key", plan.Replace)
		}
	}
}

func sorted(ids ...string) []string {
	if len(ids) == 2 && ids[0] > ids[1] {
		ids[0], ids[1] = ids[1], ids[0]
	}
	return ids
}
