package user_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const voiceCenter = "Acme Voice"

// withVoice adds a contact center of Salesforce Voice and puts emmy into it.
func withVoice(seed *acctest.Seed) {
	center := seed.CallCenters[1]
	center.ID, center.Name, center.InternalName = "", voiceCenter, "AcmeVoice"
	center.CustomSettings = `{"reqCallCenterType":"SCVBYOT","reqVendorInfoApiName":"acme__Telephony"}`
	seed.CallCenters = append(seed.CallCenters, center)
	for i := range seed.Users {
		if seed.Users[i].Username == "emmy@acme.example" {
			seed.Users[i].CallCenter = "AcmeVoice"
		}
	}
}

// Users are neither put into nor taken out of a contact center of Salesforce
// Voice, asked or not.
func TestVoiceContactCentersAreLeftAlone(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, withVoice)
	tf := acctest.NewTerraform(t, org)
	into := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada, "call_center": voiceCenter})
	wantError(t, into.Diagnostics, "Cannot plan "+ada, voiceCenter, "Salesforce Voice", "call_center")

	const emmy = "emmy@acme.example"
	out := tf.Plan(resourceName, acctest.Instance{}, values{"username": emmy, "replace_existing_call_center": true})
	wantWarning(t, out.Diagnostics, emmy+" is in another call center", voiceCenter, "Contact Centers")
	org.ResetJournal()
	_, diags := tf.Apply(resourceName, out)
	wantError(t, diags, "Cannot onboard "+emmy, voiceCenter)
	if writes(org) > 0 {
		t.Errorf("%d writes, want none", writes(org))
	}
}

// A role that a permission set group brings is named, and does not stand in
// the way of anything.
func TestRolesThroughAPermissionSetGroup(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		seed.PermissionSetGroups = append(seed.PermissionSetGroups, acctest.PermissionSetGroup{
			Name: "Phone_Managers", Label: "Phone Managers", PermissionSets: []string{"FastCall__FastCall_Admin"}})
		for i := range seed.Users {
			if seed.Users[i].Username == ada {
				seed.Users[i].PermissionSetGroups = []string{"Phone_Managers"}
			}
		}
	})
	tf := acctest.NewTerraform(t, org)
	user := onboard(t, tf, values{"username": ada})
	user, diags := tf.Read(resourceName, user)
	wantWarning(t, diags, ada+" has roles through a permission set group", `role "admin"`, `"Phone Managers"`)
	wantChanges(t, tf.Plan(resourceName, user, values{"username": ada}), user)
	diags = release(tf, user)
	wantWarning(t, diags, "Released "+ada, "Still held", `"Phone Managers"`)
	if parts := org.Parts(t, ada); parts.Licensed || parts.CallCenter != "" {
		t.Errorf("still holds %+v", parts)
	}
}

// Refusals of the platform itself, as the simulator's rules word them.
func TestRefusalsOfThePlatform(t *testing.T) {
	t.Parallel()
	edit := func(change func(*acctest.Seed)) func(*acctest.Seed) { return change }
	cases := map[string]struct {
		username string
		edit     func(*acctest.Seed)
		block    values
		revoke   []string
		words    []string
	}{
		"user license forbids the set": {username: "integration@acme.example",
			words: []string{`permission set "Fastcall User"`, "Access Open CTI", "Give the user a Salesforce license"}},
		"expired package": {username: ada, edit: edit(func(s *acctest.Seed) { s.Package.Status = "Expired" }),
			words: []string{"expired", "Renew the Fastcall subscription"}},
		"site license, managed all the same": {username: ada, block: values{"license_management": "managed"},
			edit:  edit(func(s *acctest.Seed) { s.Package.SiteLicense, s.Package.GuestSeat = true, false }),
			words: []string{"site license", `license_management = "auto"`}},
		"no Manage Package Licenses": {username: ada, revoke: []string{"ManagePackageLicenses"},
			words: []string{`package license "FastCall"`, `"Manage Package Licenses"`}},
		"no Assign Permission Sets": {username: ada, revoke: []string{"AssignPermissionSets", "ManageUsers"},
			words: []string{`permission set "Fastcall User"`, `"Assign Permission Sets"`}},
		"no Manage Call Centers": {username: ada, revoke: []string{"ManageCallCenters"},
			words: []string{`call center "Fastcall Call Center"`, `"Manage Call Centers"`}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.edit == nil {
				c.edit = func(*acctest.Seed) {}
			}
			org := acctest.NewOrg(t, c.edit)
			was := org.Parts(t, c.username)
			tf := acctest.NewTerraform(t, org, c.block)
			plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": c.username})
			noErrors(t, plan.Diagnostics)
			for _, permission := range c.revoke {
				org.Revoke(permission) // Earlier, the plan would have said so.
			}
			user, diags := tf.Apply(resourceName, plan)
			wantError(t, diags, append(c.words, "Cannot onboard "+c.username)...)
			if user.Values != nil || !strings.Contains(diags.String(), "Salesforce said: ") {
				t.Errorf("state %s after:\n%s", user.Values.JSON(), diags)
			}
			wantParts(t, org, c.username, was)
		})
	}
}
