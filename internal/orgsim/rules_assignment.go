package orgsim

import "github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"

// assignmentTarget asks for a permission set or a group of them, and fills in the generated set of a group.
var assignmentTarget = rule{
	object: "PermissionSetAssignment", verbs: []verb{create},
	derive: func(t *tx, c *change) {
		group := ref(c.after, "PermissionSetGroupId")
		if group == "" || ref(c.after, "PermissionSetId") != "" {
			return
		}
		if set, found := t.first("PermissionSet", "PermissionSetGroupId", group, anyRow); found {
			c.after["PermissionSetId"] = set["Id"]
		}
	},
	check: func(t *tx, c *change) *apiError {
		id := ref(c.after, "PermissionSetId")
		if id == "" {
			return errMissing("PermissionSetId")
		}
		set, _ := t.rows.Get("PermissionSet", id)
		if ref(set, "PermissionSetGroupId") != ref(c.after, "PermissionSetGroupId") {
			return errBadReference("PermissionSetId")
		}
		return nil
	},
}

// duplicateAssignment refuses to assign a permission set twice in the same way (S45).
var duplicateAssignment = rule{
	object: "PermissionSetAssignment", verbs: []verb{create},
	check: func(t *tx, c *change) *apiError {
		_, found := t.first("PermissionSetAssignment", "AssigneeId", ref(c.after, "AssigneeId"), func(row store.Row) bool {
			return row["PermissionSetId"] == c.after["PermissionSetId"]
		})
		if found {
			return rejectRow("DUPLICATE_VALUE", nil, "Duplicate PermissionSetAssignment. Assignee: %s; Permission Set: %s",
				c.after["AssigneeId"], c.after["PermissionSetId"])
		}
		return nil
	},
}

// guestAssignment keeps permission sets of the package from site guest users (S47).
var guestAssignment = rule{
	object: "PermissionSetAssignment", verbs: []verb{create},
	check: func(t *tx, c *change) *apiError {
		user, _ := t.rows.Get("User", ref(c.after, "AssigneeId"))
		set, _ := t.rows.Get("PermissionSet", ref(c.after, "PermissionSetId"))
		if user["UserType"] == "Guest" {
			return rejectRow("FIELD_INTEGRITY_EXCEPTION", nil, "You can't assign permission set %s to guest user %s",
				set["Label"], user["Name"])
		}
		return nil
	},
}

// userLicenseAllows refuses what the license of the user's profile forbids (S47): a permission set made for another
// license, or one that the seed marks as forbidden.
var userLicenseAllows = rule{
	object: "PermissionSetAssignment", verbs: []verb{create},
	check: func(t *tx, c *change) *apiError {
		user, _ := t.rows.Get("User", ref(c.after, "AssigneeId"))
		profile, _ := t.rows.Get("Profile", ref(user, "ProfileId"))
		license := ref(profile, "UserLicenseId")
		set, _ := t.rows.Get("PermissionSet", ref(c.after, "PermissionSetId"))
		permission := t.org.shared.forbidden[ref(set, "Id")+license]
		if made := ref(set, "LicenseId"); permission == "" && made != "" && made != license {
			permission = ref(set, "Label")
		}
		if permission != "" {
			return rejectRow("FIELD_INTEGRITY_EXCEPTION", nil, "Can't assign permission set %s to user %s. The user license "+
				"doesn't allow the permission: %s", set["Label"], user["Name"], permission)
		}
		return nil
	},
}

// assignmentNeedsSeat is whether permission sets of the package take a seat first: K-psa-needs-seat. Under a site license
// everybody has one.
var assignmentNeedsSeat = rule{
	object: "PermissionSetAssignment", verbs: []verb{create},
	check: func(t *tx, c *change) *apiError {
		set, _ := t.rows.Get("PermissionSet", ref(c.after, "PermissionSetId"))
		if t.knobs.is("K-psa-needs-seat", "off") || ref(set, "NamespacePrefix") == "" {
			return nil
		}
		_, seated := t.first("UserPackageLicense", "UserId", ref(c.after, "AssigneeId"), func(row store.Row) bool {
			license, _ := t.rows.Get("PackageLicense", ref(row, "PackageLicenseId"))
			return license["NamespacePrefix"] == set["NamespacePrefix"]
		})
		for license := range t.rows.All("PackageLicense") {
			seated = seated || license["NamespacePrefix"] == set["NamespacePrefix"] && integer(license["AllowedLicenses"]) < 0
		}
		if !seated {
			return rejectRow("PACKAGE_LICENSE_REQUIRED", nil, "package license required: %s", set["NamespacePrefix"])
		}
		return nil
	},
}

func anyRow(store.Row) bool { return true }
