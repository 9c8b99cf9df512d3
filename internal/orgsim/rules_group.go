package orgsim

import (
	"strings"
	"unicode"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// groupIdentity derives the developer name of a group, and lets only plain groups and queues be created (S20, S21).
var groupIdentity = rule{
	object: "Group", verbs: []verb{create, update},
	derive: func(t *tx, c *change) {
		if ref(c.after, "DeveloperName") == "" {
			c.after["DeveloperName"] = developerName(ref(c.after, "Name"))
		}
		if ref(c.after, "OwnerId") == "" {
			c.after["OwnerId"] = t.org.shared.orgID
		}
	},
	check: func(_ *tx, c *change) *apiError {
		if kind := c.after["Type"]; c.verb == create && kind != "Regular" && kind != "Queue" {
			return rejectRow("FIELD_INTEGRITY_EXCEPTION", []string{"Type"}, "Type: bad value for a new group: %s", kind)
		}
		return nil
	},
}

func developerName(label string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, label)
}

// uniqueGroup refuses a second group with one developer name (section 4).
var uniqueGroup = rule{
	object: "Group", verbs: []verb{create, update},
	check: func(t *tx, c *change) *apiError {
		if t.taken(c, "DeveloperName", anyRow) {
			return rejectRow("DUPLICATE_DEVELOPER_NAME", []string{"DeveloperName"}, "The name specified is already in use: %s",
				c.after["DeveloperName"])
		}
		return nil
	},
}

// groupMembersGo removes the memberships in a group, and of it, when the group is deleted.
var groupMembersGo = rule{
	object: "Group", verbs: []verb{remove},
	effect: func(t *tx, c *change) {
		for _, field := range []string{"GroupId", "UserOrGroupId"} {
			var ids []string
			for row := range t.rows.By("GroupMember", field, c.id) {
				ids = append(ids, ref(row, "Id"))
			}
			for _, id := range ids {
				t.rows.Delete("GroupMember", id)
			}
		}
	},
}

// twin returns the membership that exists already: creating it again succeeds and answers with that row (S8).
func (t *tx) twin(c *change) string {
	if c.object.Name != "GroupMember" {
		return ""
	}
	row, _ := t.first("GroupMember", "UserOrGroupId", ref(c.after, "UserOrGroupId"), func(row store.Row) bool {
		return row["GroupId"] == c.after["GroupId"]
	})
	return ref(row, "Id")
}
