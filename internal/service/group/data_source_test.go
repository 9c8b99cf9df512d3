package group_test

import (
	"reflect"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func TestAGroupIsFoundByEachKey(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		for name, key := range map[string]values{
			"id": {"id": nativeID(org, support)[:15]}, "name": {"name": "fastcall support"}, "developer name": {"developer_name": support},
			"extension": {"extension": "601"},
		} {
			group, diags := tf.DataSource("fastcall_group", key)
			noErrors(t, diags)
			if group["developer_name"] != support || group["extension"] != "601" || group["record_id"] != org.FastcallGroup(t, support)["id"] {
				t.Errorf("by %s: %s", name, group.JSON())
			}
			if want := []any{org.UserID(t, marie), org.UserID(t, edsger)}; !reflect.DeepEqual(group["members"], want) {
				t.Errorf("by %s: members are %v, want %v", name, group["members"], want)
			}
			acd, _ := group["acd"].(map[string]any)
			if acd["strategy"] != "round_robin" || acd["no_answer_ivr_id"] != id(t, org, "ivr", "After Hours") {
				t.Errorf("by %s: ACD is %v", name, acd)
			}
			if numbers, _ := group["phone_number_ids"].([]any); len(numbers) != 1 {
				t.Errorf("by %s: phone_number_ids is %v", name, numbers)
			}
		}
	})
}

func TestGroupsThatAreNotFound(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	if _, err := org.Insert("Group", map[string]any{"Name": "Fastcall Sales", "DeveloperName": "Sales_2", "Type": "Regular"}); err != nil {
		t.Fatal(err)
	}
	org.InsertPackage(t, "group", values{"name": "Second", "link": "Sales_2"})
	tf := acctest.NewTerraform(t, org)
	for name, c := range map[string]struct {
		key   values
		words []string
	}{
		"nobody":    {values{"extension": "999"}, []string{"no Fastcall group with extension \"999\""}},
		"stranger":  {values{"developer_name": accountants}, []string{"Fastcall has no record", "write a fastcall_group"}},
		"ambiguous": {values{"name": "Fastcall Sales"}, []string{"2 Fastcall groups have name", "Sales_2", "Fastcall_Sales"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := tf.DataSource("fastcall_group", c.key)
			wantError(t, diags, c.words...)
		})
	}
	for _, text := range []string{"Fastcall Sales", "Nowhere", nativeID(org, accountants)} {
		if _, diags := tf.Import(resourceName, text, nil); len(diags.Errors()) != 1 {
			t.Errorf("import of %s says %s", text, diags)
		}
	}
}

func TestAGroupIsImportedByEachKey(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	identity := values{"organization_id": org.Seed.Org.ID, "group_id": nativeID(org, support)}
	for _, key := range []string{nativeID(org, support)[:15], "Fastcall Support", support, ""} {
		group, diags := tf.Import(resourceName, key, identity)
		noErrors(t, diags)
		if group.Values["id"] != nativeID(org, support) {
			t.Errorf("by %q: %s", key, group.Values.JSON())
		}
	}
	identity["organization_id"] = "00DgL0000000002"
	_, diags := tf.Import(resourceName, "", identity)
	wantError(t, diags, "Nothing that org says was believed")
}

func TestAllGroupsAreTwoRequests(t *testing.T) {
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		if _, diags := tf.DataSource("fastcall_groups", values{"name_contains": "nothing"}); len(diags) > 0 {
			t.Fatal(diags)
		}
		org.ResetJournal()
		all, diags := tf.DataSource("fastcall_groups", values{})
		noErrors(t, diags)
		if got := len(org.Journal()); got != 2 {
			t.Errorf("%d requests, want 2", got)
		}
		groups, _ := all["groups"].([]any)
		if len(groups) != 2 {
			t.Fatalf("%d groups, want 2: the accountants are none", len(groups))
		}
		want := map[string]any{"id": nativeID(org, sales), "name": "Fastcall Sales", "developer_name": sales, "extension": "602",
			"record_id": org.FastcallGroup(t, sales)["id"], "member_count": int64(1), "phone_number_ids": []any{}}
		if !reflect.DeepEqual(groups[0], want) {
			t.Errorf("the first is %v, want %v", groups[0], want)
		}
		some, diags := tf.DataSource("fastcall_groups", values{"name_contains": "SUPP"})
		noErrors(t, diags)
		if groups, _ := some["groups"].([]any); len(groups) != 1 {
			t.Errorf("%d groups with a filter, want 1", len(groups))
		}
	})
}

// Groups that are read together share their requests.
func TestReadsShareRequests(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	var groups []acctest.Instance
	for _, name := range []string{"A", "B", "C", "D", "E", "F", "G", "H"} {
		groups = append(groups, create(t, tf, values{"name": name, "members": users(t, org, marie)}))
	}
	walk := tf.NextWalk()
	refreshOne := func(i int, done chan<- acctest.Diagnostics) {
		_, diags := walk.Read(resourceName, groups[i])
		done <- diags
	}
	org.ResetJournal()
	done := make(chan acctest.Diagnostics)
	for i := range groups {
		go refreshOne(i, done)
	}
	for range groups {
		noErrors(t, <-done)
	}
	// A token, a describe and one or two batches.
	if got := len(org.Journal()); got > 4 {
		t.Errorf("%d requests for %d groups", got, len(groups))
	}
}
