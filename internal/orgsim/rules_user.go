package orgsim

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// userIdentity composes the read-only name, takes the type of user from the profile, and asks for a user name in the
// form of an address (section 5, User).
var userIdentity = rule{
	object: "User", verbs: []verb{create, update},
	derive: func(t *tx, c *change) { describeUser(t, c.after) },
	check: func(_ *tx, c *change) *apiError {
		name, host, found := strings.Cut(ref(c.after, "Username"), "@")
		if !found || name == "" || !strings.Contains(host, ".") || strings.ContainsAny(name+host, " @") {
			return rejectRow("INVALID_EMAIL_ADDRESS", []string{"Username"},
				"Username: invalid email address: %s", ref(c.after, "Username"))
		}
		return nil
	},
}

func describeUser(t *tx, user store.Row) {
	user["Name"] = strings.TrimSpace(ref(user, "FirstName") + " " + ref(user, "LastName"))
	if ref(user, "CommunityNickname") == "" {
		nickname, _, _ := strings.Cut(ref(user, "Username"), "@")
		user["CommunityNickname"] = nickname
	}
	if ref(user, "UserType") == "" {
		user["UserType"] = "Standard"
		if profile, found := t.rows.Get("Profile", ref(user, "ProfileId")); found && profile["UserType"] != nil {
			user["UserType"] = profile["UserType"]
		}
	}
}

// userNotDeleted: a user can be deactivated, never deleted, by nobody (S27).
var userNotDeleted = rule{
	object: "User", verbs: []verb{remove},
	check: func(*tx, *change) *apiError { return errCannot("deleted", "User") },
}

// uniqueUserName refuses a user name that is taken; case does not matter (section 4).
var uniqueUserName = rule{
	object: "User", verbs: []verb{create, update},
	check: func(t *tx, c *change) *apiError {
		if t.taken(c, "Username", anyRow) {
			return rejectRow("DUPLICATE_USERNAME", []string{"Username"}, "Duplicate Username. The username already exists in "+
				"this or another Salesforce organization.")
		}
		return nil
	},
}

// uniqueNickname refuses a nickname that is taken (section 4).
var uniqueNickname = rule{
	object: "User", verbs: []verb{create, update},
	check: func(t *tx, c *change) *apiError {
		if t.taken(c, "CommunityNickname", anyRow) {
			return rejectRow("DUPLICATE_COMM_NICKNAME", []string{"CommunityNickname"}, "Duplicate Nickname. Another user has "+
				"already selected this nickname.")
		}
		return nil
	},
}

// taken is whether another row of the object holds the value of an indexed field.
func (t *tx) taken(c *change, field string, fits func(store.Row) bool) bool {
	value := ref(c.after, field)
	if value == "" {
		return false
	}
	_, found := t.first(c.object.Name, field, value, func(row store.Row) bool {
		return row["Id"] != c.id && fits(row)
	})
	return found
}
