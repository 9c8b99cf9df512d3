package provider_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// For each resource there is a right without which its plan is an error that names it; a
// plan that only reads does not ask for it.
func TestPreflightOfEveryResource(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	object := func(section string) (take func(), word string) {
		name := org.Mapping()[section].Object
		return func() { org.Freeze(name, "", true) }, name
	}
	permission := func(name, word string) (take func(), said string) { return func() { org.Revoke(name) }, word }
	type lack struct {
		take func()
		word string
	}
	lacks := map[string][]lack{}
	add := func(resource string, take func(), word string) {
		lacks[resource] = append(lacks[resource], lack{take, word})
	}
	for resource, sections := range map[string][]string{
		"fastcall_group": {"group"}, "fastcall_phone_number_assignment": {"phone_number"}, "fastcall_user_settings": {"user_settings"},
	} {
		for _, section := range sections {
			take, word := object(section)
			add(resource, take, word)
		}
	}
	for _, resource := range []string{"fastcall_group", "fastcall_group_member"} {
		take, word := permission("ManageUsers", "Manage Users")
		add(resource, take, word)
	}
	take, word := permission("ManagePackageLicenses", "Manage Package Licenses")
	add("fastcall_user", take, word)

	cases := changes(t, org)
	everyResource(t, func(name string) {
		for _, l := range lacks[name] {
			l.take()
		}
		plan := acctest.NewTerraform(t, org).Plan(name, acctest.Instance{}, cases[name][0])
		text := plan.Errors().String()
		for _, l := range lacks[name] {
			if len(plan.Errors()) != 1 || !strings.Contains(text, l.word) || !strings.Contains(text, "may not do what this takes") {
				t.Errorf("%s without %s: %s", name, l.word, plan.Diagnostics)
			}
		}
		if len(lacks[name]) == 0 {
			t.Errorf("no right is taken from %s", name)
		}
		if plan := acctest.NewTerraform(t, org, readOnly).Plan(name, acctest.Instance{}, cases[name][0]); len(plan.Errors()) > 0 {
			t.Errorf("%s, only read: %s", name, plan.Diagnostics)
		}
	})
	wantNoWrites(t, org, "a plan")
}
