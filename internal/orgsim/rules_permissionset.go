package orgsim

import "github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"

// permissionSetInUse refuses to delete a permission set that is assigned to a user or part of a group (section 4,
// DELETE_FAILED).
var permissionSetInUse = rule{
	object: "PermissionSet", verbs: []verb{remove},
	check: func(t *tx, c *change) *apiError {
		if _, assigned := t.first("PermissionSetAssignment", "PermissionSetId", c.id, anyRow); assigned {
			return rejectRow("DELETE_FAILED", nil, "Your attempt to delete %s could not be completed because it is assigned to users",
				c.before["Label"])
		}
		for part := range t.rows.All("PermissionSetGroupComponent") {
			if part["PermissionSetId"] == c.id {
				return rejectRow("DELETE_FAILED", nil, "Your attempt to delete %s could not be completed because it is part of a group",
					c.before["Label"])
			}
		}
		return nil
	},
}

// uniquePermissionSet refuses a second permission set of one name in a namespace (S21).
var uniquePermissionSet = rule{
	object: "PermissionSet", verbs: []verb{create, update},
	check: func(t *tx, c *change) *apiError {
		twin := t.taken(c, "Name", func(row store.Row) bool { return row["NamespacePrefix"] == c.after["NamespacePrefix"] })
		if twin {
			return rejectRow("DUPLICATE_DEVELOPER_NAME", []string{"Name"}, "The name specified is already in use: %s", c.after["Name"])
		}
		return nil
	},
}
