package service_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// nouns are ways to import an instance of every resource that the seed has.
func nouns(t *testing.T, org *acctest.Org) map[string][]string {
	t.Helper()
	ids := map[string][]string{}
	for _, username := range []string{"marie@acme.example", "edsger@acme.example"} {
		id := org.UserID(t, username)
		ids["fastcall_user"] = append(ids["fastcall_user"], id)
		ids["fastcall_user_settings"] = append(ids["fastcall_user_settings"], id)
		for _, m := range org.Rows("GroupMember") {
			if m["UserOrGroupId"] == id {
				group := fmt.Sprint(m["GroupId"])
				ids["fastcall_group"] = append(ids["fastcall_group"], group)
				ids["fastcall_group_member"] = append(ids["fastcall_group_member"], group+"/"+id)
			}
		}
	}
	for _, number := range org.PackageRows(t, "phone_number") {
		if number["assigned_user"] == nil && number["assigned_group"] == nil && number["org_wide"] != true {
			continue // Given to nobody: there is no assignment.
		}
		ids["fastcall_phone_number_assignment"] = append(ids["fastcall_phone_number_assignment"], fmt.Sprint(number["id"]))
	}
	return ids
}

// A state is the same whether it comes from the first pages of all, from
// look-ups one by one, or from all pages after many of these. So is what a list
// says, and what a data source says of one.
func TestEveryReadingSaysTheSame(t *testing.T) {
	t.Parallel()
	for name, shape := range map[string]struct {
		edits  []func(*acctest.Seed)
		mapped bool
	}{
		"default":            {},
		"renamed, by labels": {edits: []func(*acctest.Seed){acctest.Renamed}},
		"renamed, mapped":    {edits: []func(*acctest.Seed){acctest.Renamed}, mapped: true},
		"reshaped":           {edits: []func(*acctest.Seed){acctest.Reshaped}, mapped: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, shape.edits...)
			org.GiveTemplate(t, "marie@acme.example", "Bye")
			org.ThreeWay(t, "marie@acme.example")
			block := values{}
			if shape.mapped {
				block["schema_map"] = acctest.SchemaMap(org.Mapping())
			}
			tf := acctest.NewTerraform(t, org, block)
			for resource, ids := range nouns(t, org) {
				if len(ids) == 0 {
					t.Errorf("the org has no %s", resource)
				}
				for i, id := range ids {
					reads := 1
					if i == 0 && (name == "default" || name == "reshaped") {
						reads = manyReads
					}
					sameState(t, org, tf, resource, id, reads)
				}
			}
			for _, list := range []string{"fastcall_users", "fastcall_groups", "fastcall_phone_numbers"} {
				said := map[string]string{}
				for _, page := range []string{"2000", "2"} {
					setPage(t, org, page)
					found, diags := tf.NextWalk().DataSource(list, values{})
					said[page] = found.JSON() + diags.String()
					if len(diags.Errors()) > 0 {
						t.Errorf("%s:\n%s", list, diags)
					}
				}
				if said["2"] != said["2000"] {
					t.Errorf("%s by small pages:\n%s\nby large:\n%s", list, said["2"], said["2000"])
				}
			}
		})
	}
}

func setPage(t *testing.T, org *acctest.Org, rows string) {
	t.Helper()
	if err := org.SetKnob("K-page-size", rows); err != nil {
		t.Fatal(err)
	}
}

// manyReads are more reads than an org that does not fit into first pages
// answers one by one.
const manyReads = 33

func sameState(t *testing.T, org *acctest.Org, tf *acctest.Terraform, resource, id string, reads int) {
	t.Helper()
	setPage(t, org, "2000")
	imported, diags := tf.NextWalk().Import(resource, id, nil)
	if len(diags.Errors()) > 0 {
		t.Fatalf("import of %s %s:\n%s", resource, id, diags)
	}
	read := func(tf *acctest.Terraform) string {
		got, diags := tf.Read(resource, imported)
		return got.Values.JSON() + got.Identity.JSON() + diags.String()
	}
	want := read(tf.NextWalk())
	setPage(t, org, "2")
	walk := tf.NextWalk()
	var wg sync.WaitGroup
	for range reads {
		wg.Go(func() {
			if got := read(walk); got != want {
				t.Errorf("%s %s:\n%s\nwant\n%s", resource, id, got, want)
			}
		})
	}
	wg.Wait()
}
