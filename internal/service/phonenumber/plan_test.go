package phonenumber_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What no org can make right is refused before any is asked.
func TestValidation(t *testing.T) {
	t.Parallel()
	tf := acctest.NewTerraform(t, nil)
	const user, group = "005xx000001SwiUAAS", "00Gxx0000000001EAA"
	cases := map[string]struct {
		config values
		words  []string
	}{
		"no key":            {values{"user_id": user}, []string{"No phone number is named", "phone_number"}},
		"no owner":          {values{"phone_number": spare}, []string{"No owner", "exactly one"}},
		"org_wide is false": {values{"phone_number": spare, "org_wide": false}, []string{"No owner"}},
		"two owners":        {values{"phone_number": spare, "user_id": user, "group_id": group}, []string{"one owner", "2 of them"}},
		"user and org":      {values{"phone_number": spare, "user_id": user, "org_wide": true}, []string{"one owner"}},
		"national number":   {values{"phone_number": "70 10 00 03", "org_wide": true}, []string{"does not begin with +", "+14155550100"}},
		"two zeros":         {values{"phone_number": "+0045 70100003", "org_wide": true}, []string{"zero after the +"}},
		"too short":         {values{"phone_number": "+45 7010", "org_wide": true}, []string{"fewer than 8"}},
		"letter":            {values{"phone_number": "+1 800 FASTCALL", "org_wide": true}, []string{`'F'`}},
		"user is a group":   {values{"phone_number": spare, "user_id": group}, []string{"005"}},
		"group is a user":   {values{"phone_number": spare, "group_id": user}, []string{"00G"}},
		"empty IVR":         {values{"phone_number": spare, "org_wide": true, "ivr_id": ""}, []string{"15 or 18", `"none"`}},
		"access of no user": {values{"phone_number": spare, "org_wide": true, "available_for": values{"user_ids": []string{group}}}, []string{"005"}},
		"access, misspelled": {values{"phone_number": spare, "org_wide": true, "available_for": values{"group_ids": []string{"00Gxx0000000001AAA"}}},
			[]string{"check characters EAA"}},
		"access of no group": {values{"phone_number": spare, "org_wide": true, "available_for": values{"group_ids": []string{user}}}, []string{"00G"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { wantError(t, tf.Validate(resourceName, c.config), c.words...) })
	}
	for _, fine := range []values{
		{"phone_number": spare, "user_id": user, "org_wide": false},
		{"phone_number": acctest.Unknown, "user_id": acctest.Unknown, "group_id": acctest.Unknown, "ivr_id": acctest.Unknown},
		{"phone_number": spare, "org_wide": acctest.Unknown},
		{"phone_number": spare, "org_wide": true, "ivr_id": "none", "available_for": values{"user_ids": acctest.Unknown}},
		{"phone_number": spare, "org_wide": true, "available_for": acctest.Unknown},
		{"phone_number": spare, "org_wide": true, "available_for": values{"user_ids": []any{acctest.Unknown, user}}},
	} {
		wantSilence(t, tf.Validate(resourceName, fine))
	}
}

// What the org decides is an error of the plan.
func TestPlanErrors(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		maries := org.UserID(t, marie)
		cases := map[string]struct {
			config values
			words  []string
		}{
			"no such number": {values{"phone_number": "+4599999999", "user_id": maries},
				[]string{"Cannot plan +4599999999", "no number with", "never buys numbers"}},
			"no such record": {values{"phone_number_id": maries, "user_id": maries}, []string{"no number with phone_number_id"}},
			"keys of two numbers": {values{"phone_number": spare, "phone_number_id": numberID(t, org, warehouse), "user_id": maries},
				[]string{"do not name one number", spare}},
			"no SMS": {values{"phone_number": warehouse, "user_id": maries, "outbound_sms_enabled": true},
				[]string{warehouse, "cannot carry text messages", "outbound_sms_enabled"}},
			"IVR of another kind": {values{"phone_number": spare, "user_id": maries, "ivr_id": maries},
				[]string{"not the ID of an IVR", `"none"`}},
			"hidden user": {values{"phone_number": spare, "user_id": "005xx00000ZZZZZAA5"}, []string{"may not see or change User"}},
		}
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				org.ResetJournal()
				wantError(t, tf.NextWalk().Plan(resourceName, acctest.Instance{}, c.config).Diagnostics, c.words...)
			})
		}
		wantSilence(t, tf.Plan(resourceName, acctest.Instance{}, values{"phone_number": warehouse, "user_id": maries, "outbound_sms_enabled": false}).Diagnostics)
	})
}

// What may be gone by then warns in the plan and stops the apply before any
// write.
func TestObstacles(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		const stranger = "00Gxx0000000001EAA"
		cases := map[string]struct {
			config values
			words  []string
		}{
			"taken from a user": {values{"phone_number": mariesNumber, "user_id": org.UserID(t, edsger)},
				[]string{"belongs to user " + org.UserID(t, marie), "replace_existing_assignment = true"}},
			"taken from a group": {values{"phone_number": supportLine, "org_wide": true},
				[]string{"belongs to group " + groupID(t, org, support), "replace_existing_assignment"}},
			"taken from the org": {values{"phone_number": headOffice, "user_id": org.UserID(t, edsger)},
				[]string{"belongs to the whole org"}},
			"no Fastcall user": {values{"phone_number": spare, "user_id": org.UserID(t, ada)},
				[]string{ada, "is no Fastcall user", `username = "` + ada + `"`}},
			"no Fastcall group": {values{"phone_number": spare, "group_id": stranger}, []string{stranger, "is no Fastcall group"}},
			"access of no Fastcall group": {values{"phone_number": spare, "org_wide": true,
				"available_for": values{"group_ids": []string{stranger}}}, []string{stranger, "is no Fastcall group"}},
		}
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				walk := tf.NextWalk()
				plan := walk.Plan(resourceName, acctest.Instance{}, c.config)
				wantWarning(t, plan.Diagnostics, c.words...)
				org.ResetJournal()
				instance, diags := walk.Apply(resourceName, plan)
				wantError(t, diags, c.words...)
				if got := writes(org); got != 0 || instance.Values != nil {
					t.Errorf("%d write requests and state %s, want none", got, instance.Values.JSON())
				}
			})
		}
	})
}

// A number is taken from its owner where that is asked for, and said.
func TestReplaceExistingAssignment(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		edsgers := org.UserID(t, edsger)
		plan := tf.Plan(resourceName, acctest.Instance{}, values{"phone_number": mariesNumber, "user_id": edsgers, "replace_existing_assignment": true})
		wantSilence(t, plan.Diagnostics)
		org.ResetJournal()
		number, diags := tf.Apply(resourceName, plan)
		wantWarning(t, diags, "was taken from another owner", org.UserID(t, marie), "not give it back")
		if got := writes(org); got != 1 {
			t.Errorf("%d write requests, want 1", got)
		}
		wantHolding(t, org, mariesNumber, held{User: edsgers})
		wantSilence(t, unassign(tf, number))
		wantHolding(t, org, mariesNumber, held{})
	})
}

// What is as wanted already is adopted without a write.
func TestAdoption(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := values{"phone_number": supportLine, "group_id": groupID(t, org, support), "ivr_id": ivrID(t, org, "Main Menu"),
		"available_for": values{"group_ids": []string{groupID(t, org, sales)}}}
	plan := tf.Plan(resourceName, acctest.Instance{}, config)
	wantSilence(t, plan.Diagnostics)
	org.ResetJournal()
	number, diags := tf.Apply(resourceName, plan)
	wantWarning(t, diags, "was assigned already", "managed from now on")
	if got := writes(org); got != 0 {
		t.Errorf("%d write requests, want none", got)
	}
	wantSilence(t, unassign(tf, number))
	wantHolding(t, org, supportLine, held{})
}

// A plan checks what is known and leaves the rest to the apply.
func TestUnknownValues(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	maries := org.UserID(t, marie)
	for name, config := range map[string]values{
		"number":     {"phone_number": acctest.Unknown, "user_id": maries},
		"owner":      {"phone_number": mariesNumber, "user_id": acctest.Unknown},
		"owners":     {"phone_number": mariesNumber, "user_id": acctest.Unknown, "group_id": acctest.Unknown, "org_wide": acctest.Unknown},
		"group":      {"phone_number": spare, "group_id": acctest.Unknown},
		"access":     {"phone_number": spare, "user_id": maries, "available_for": acctest.Unknown},
		"users":      {"phone_number": spare, "user_id": maries, "available_for": values{"user_ids": acctest.Unknown}},
		"a user":     {"phone_number": spare, "user_id": maries, "available_for": values{"user_ids": []any{acctest.Unknown}}},
		"SMS":        {"phone_number": warehouse, "user_id": maries, "outbound_sms_enabled": acctest.Unknown},
		"IVR":        {"phone_number": warehouse, "user_id": maries, "ivr_id": acctest.Unknown},
		"permission": {"phone_number": mariesNumber, "user_id": org.UserID(t, edsger), "replace_existing_assignment": acctest.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			wantSilence(t, acctest.NewTerraform(t, org).Plan(resourceName, acctest.Instance{}, config).Diagnostics)
		})
	}
	// An unknown key of an assignment that exists.
	tf := acctest.NewTerraform(t, org)
	number := assign(t, tf, values{"phone_number": spare, "user_id": maries})
	wantWarning(t, tf.Plan(resourceName, number, values{"phone_number": acctest.Unknown, "user_id": maries}).Diagnostics,
		"It is not known yet which number "+spare+" will be")
}

// While the provider block is unknown, a read keeps the state and a plan
// checks nothing.
func TestUnknownProviderBlock(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	number := assign(t, acctest.NewTerraform(t, org), values{"phone_number": spare, "user_id": org.UserID(t, marie)})
	blind := acctest.NewTerraform(t, org, values{"client_secret": acctest.Unknown})
	kept := refresh(t, blind, number)
	if kept.Values.JSON() != number.Values.JSON() || kept.Identity.JSON() != number.Identity.JSON() {
		t.Errorf("a blind read makes %s %s", kept.Values.JSON(), kept.Identity.JSON())
	}
	config := values{"phone_number": spare, "user_id": org.UserID(t, edsger)}
	plan := blind.Plan(resourceName, number, config)
	wantSilence(t, plan.Diagnostics)
	_, diags := acctest.NewTerraform(t, org).Apply(resourceName, plan)
	noErrors(t, diags)
	wantHolding(t, org, spare, held{User: org.UserID(t, edsger)})
}
