package group_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// BenchmarkLargeGroup reads and plans a group of 2,000 members over the plugin
// protocol, each turn in a walk of its own. The mark is 0.3 s for the two.
func BenchmarkLargeGroup(b *testing.B) {
	const many = 2000
	org := acctest.NewOrg(b, func(seed *acctest.Seed) { *seed = seed.WithUsers(many) })
	group, err := org.Insert("Group", map[string]any{"Name": "Everybody", "Type": "Regular"})
	if err != nil {
		b.Fatal(err)
	}
	org.InsertPackage(b, "group", values{"name": "Everybody", "link": "Everybody"})
	ids := []string{}
	for i := 1; i <= many; i++ {
		id := org.UserID(b, fmt.Sprintf("user%04d@acme.example", i))
		if _, err := org.Insert("GroupMember", map[string]any{"GroupId": group, "UserOrGroupId": id}); err != nil {
			b.Fatal(err)
		}
		ids = append(ids, id)
	}
	imported, diags := acctest.NewTerraform(b, org).Import(resourceName, group, nil)
	if len(diags.Errors()) > 0 {
		b.Fatal(diags)
	}
	slices.Reverse(ids)
	walks := make([]*acctest.Terraform, 0, b.N)
	for range b.N {
		walks = append(walks, acctest.NewTerraform(b, org))
	}
	b.ResetTimer()
	for _, walk := range walks {
		read, diags := walk.Read(resourceName, imported)
		if len(diags.Errors()) > 0 {
			b.Fatal(diags)
		}
		plan := walk.Plan(resourceName, read, values{"name": "Everybody", "members": ids})
		if len(plan.Errors()) > 0 {
			b.Fatal(plan.Errors())
		}
	}
}
