package orgsim

import "github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"

// profileOwnedSet protects the permission set that stands for a profile and the assignment that every user has of it:
// neither can be given or taken singly (S21, S52). The assignment follows the profile of the user.
var profileOwnedSet = rule{
	check: func(t *tx, c *change) *apiError {
		var id string
		switch c.object.Name {
		case "PermissionSetAssignment":
			id = ref(c.before, "PermissionSetId") + ref(c.after, "PermissionSetId")
			if c.verb == update {
				id = ref(c.before, "PermissionSetId")
			}
		case "PermissionSet":
			id = ref(c.before, "Id")
			if ref(c.before, "PermissionSetGroupId") != "" { // The platform makes and removes the set of a group itself.
				return rejectRow("INVALID_CROSS_REFERENCE_KEY", nil, "invalid cross reference id")
			}
		}
		if set, found := t.rows.Get("PermissionSet", id); found && set["IsOwnedByProfile"] == true {
			return rejectRow("INVALID_CROSS_REFERENCE_KEY", nil, "invalid cross reference id")
		}
		return nil
	},
	effect: func(t *tx, c *change) {
		if c.object.Name != "User" || c.after["ProfileId"] == c.before["ProfileId"] {
			return
		}
		t.followProfile(c.after, ref(c.before, "ProfileId"))
	},
}

// followProfile moves the assignment of the profile's permission set from one profile to that of the user.
func (t *tx) followProfile(user store.Row, from string) {
	if from != "" {
		if old, found := t.first("PermissionSet", "ProfileId", from, anyRow); found {
			row, assigned := t.first("PermissionSetAssignment", "AssigneeId", ref(user, "Id"), func(row store.Row) bool {
				return row["PermissionSetId"] == old["Id"]
			})
			if assigned {
				t.rows.Delete("PermissionSetAssignment", ref(row, "Id"))
			}
		}
	}
	set, found := t.first("PermissionSet", "ProfileId", ref(user, "ProfileId"), anyRow)
	if !found {
		return
	}
	t.assign(ref(user, "Id"), store.Row{"PermissionSetId": set["Id"]}, "")
}

// assign writes an assignment as the platform itself does, without asking the rules, and returns its id.
func (t *tx) assign(user string, values store.Row, id string) string {
	o, _ := t.org.catalog.Object("PermissionSetAssignment")
	if id == "" {
		id = t.rows.NewID(o.Name, o.KeyPrefix)
	}
	row := store.Row{"Id": id, "AssigneeId": user, "IsActive": true, "IsRevoked": false,
		"SystemModstamp": t.now.UTC().Format(stamp)}
	for name, value := range values {
		row[name] = value
	}
	t.rows.Put(o.Name, row)
	return id
}
