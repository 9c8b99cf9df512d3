package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
)

const (
	ada, marie, edsger = "ada@acme.example", "marie@acme.example", "edsger@acme.example"
	spare              = "+4570100003" // a number of nobody
)

var readOnly = values{"read_only": true}

// changes says how each resource comes into being and changes.
func changes(t *testing.T, org *acctest.Org) map[string][2]values {
	t.Helper()
	group, _ := org.Find("Group", "DeveloperName", "Fastcall_Sales")
	return map[string][2]values{
		"fastcall_user":         {{"username": ada}, {"username": ada, "roles": []string{"user", "admin"}}},
		"fastcall_group":        {{"name": "Night Shift"}, {"name": "Day Shift", "members": []string{org.UserID(t, marie)}}},
		"fastcall_group_member": {{"group_id": group["Id"], "user_id": org.UserID(t, marie)}, nil},
		"fastcall_phone_number_assignment": {{"phone_number": spare, "user_id": org.UserID(t, marie)},
			{"phone_number": spare, "org_wide": true}},
		"fastcall_user_settings": {{"user_id": org.UserID(t, edsger), "on_destroy": "reset", "user_settings": values{"country_code": "46"}},
			{"user_id": org.UserID(t, edsger), "on_destroy": "reset", "user_settings": values{"country_code": "47"}}},
	}
}

// Whatever an apply would do, read_only refuses it before anything is sent. The rungs below
// the first one are tried in the client's own tests.
func TestReadOnlyRefusesEveryWrite(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	cases := changes(t, org)
	everyResource(t, func(name string) {
		c, ok := cases[name]
		if !ok {
			t.Fatalf("no writes of %s are tried", name)
		}
		held(t, org, "create "+name, name, acctest.Instance{}, c[0])
		tf := acctest.NewTerraform(t, org)
		made, diags := tf.Apply(name, tf.Plan(name, acctest.Instance{}, c[0]))
		if len(diags.Errors()) > 0 {
			t.Fatalf("%s: %s", name, diags)
		}
		if c[1] != nil {
			held(t, org, "change "+name, name, made, c[1])
		}
		held(t, org, "destroy "+name, name, made, nil)
	})
}

// everyResource names all resources that the provider has.
func everyResource(t *testing.T, try func(name string)) {
	t.Helper()
	p := provider.New("test")()
	for _, resourceOf := range p.Resources(t.Context()) {
		var named resource.MetadataResponse
		resourceOf().Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "fastcall"}, &named)
		try(named.TypeName)
	}
}

// held expects that a change is refused and that no write was sent.
func held(t *testing.T, org *acctest.Org, what, name string, prior acctest.Instance, config values) {
	t.Helper()
	tf := acctest.NewTerraform(t, org, readOnly)
	org.ResetJournal()
	plan := tf.Plan(name, prior, config)
	if len(plan.Errors()) > 0 {
		t.Fatalf("%s cannot be planned: %s", what, plan.Errors())
	}
	after, diags := tf.Apply(name, plan)
	if errs := diags.Errors(); len(errs) != 1 || !strings.Contains(errs.String(), "read_only") || !strings.Contains(errs.String(), "was not sent") {
		t.Errorf("%s: %s", what, diags)
	}
	if prior.Values == nil && after.Values != nil {
		t.Errorf("%s left in the state: %s", what, after.Values.JSON())
	}
	wantNoWrites(t, org, what)
}

func wantNoWrites(t *testing.T, org *acctest.Org, what string) {
	t.Helper()
	for _, entry := range org.Journal() {
		nodes := slices.ContainsFunc(entry.Requests, func(s acctest.Subrequest) bool { return s.Method != "GET" })
		if entry.Write || nodes || strings.HasSuffix(entry.Path, "/graph") {
			t.Errorf("%s: %s %s was sent", what, entry.Method, entry.Path)
		}
	}
}

// With a credential that may do nothing but read, a plan over a thousand users passes, with
// somebody who comes and somebody who leaves, and costs a handful of requests.
func TestCrowdOfReadOnlyPlans(t *testing.T) {
	t.Parallel()
	people := 1000
	if acctest.Racing {
		people = 100 // The crowd's tests run without the race detector, too.
	}
	org := acctest.NewOrg(t, func(seed *acctest.Seed) {
		*seed = seed.WithUsers(people)
		seed.Package.Allowed = people + 10
		for i := range seed.Users {
			if user := &seed.Users[i]; strings.HasPrefix(user.Username, "user") {
				user.Licensed, user.PermissionSets, user.CallCenter = true, []string{"FastCall__FastCall_User"}, "FastCall__FastcallCallCenter"
			}
		}
		seed.APIUser.MissingPermissions = []string{"ManagePackageLicenses", "ManageCallCenters", "AssignPermissionSets", "ManageUsers"}
	})
	tf := acctest.NewTerraform(t, org, readOnly)
	org.ResetJournal()
	for i := range people {
		username := fmt.Sprintf("user%04d@acme.example", i+1)
		user, diags := tf.Read("fastcall_user", acctest.Instance{Values: values{
			"id": org.UserID(t, username), "replace_existing_call_center": false}})
		if len(diags) > 0 {
			t.Fatalf("%s: %s", username, diags)
		}
		config := values{"username": username}
		if i == 0 {
			config = nil
		}
		plan := tf.Plan("fastcall_user", user, config)
		if len(plan.Errors()) > 0 {
			t.Fatalf("%s: %s", username, plan.Diagnostics)
		}
		if changed := plan.Changed(user); config != nil && len(changed) > 0 {
			t.Fatalf("%s changes %v", username, changed)
		}
	}
	if plan := tf.Plan("fastcall_user", acctest.Instance{}, values{"username": ada}); len(plan.Errors()) > 0 {
		t.Errorf("a new user: %s", plan.Diagnostics)
	}
	wantNoWrites(t, org, "a plan")
	acctest.AtMost(t, "requests", len(org.Journal()), 20)
}
