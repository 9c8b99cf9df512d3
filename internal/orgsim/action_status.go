package orgsim

import (
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
)

// userStatusAction sets the status of a user, either to one of the org's statuses or to the first one of a type. The
// reference calls userStatusId required while the vendor's own example leaves it out (5.2); here either will do.
var userStatusAction = action{
	class: "SubscriberUserStatusInvocable", label: "Fastcall: Set User Status",
	inputs: []actionInput{{"userId", "User Id", true}, {"userStatusId", "User Status Id", false}, {"statusType", "Status Type", false}},
	needs:  []string{"user_settings", "user_status"},
	run: func(t *tx, in map[string]string) string {
		user, why := t.fastcallUser(in["userId"])
		if why != "" {
			return why
		}
		status, why := t.status(in["userStatusId"], in["statusType"])
		if why != "" {
			return why
		}
		return t.setStatus(user, status)
	},
}

// fastcallUser is the id of a user who has a seat, or why there is none.
func (t *tx) fastcallUser(text string) (id, why string) {
	id, valid := sfid.Parse(text, true)
	if _, found := t.rows.Get("User", id); !valid || !found {
		return "", "There is no user " + text
	}
	if !t.seated(id) {
		return "", "User " + text + " is not a Fastcall user"
	}
	return id, ""
}

// status finds a status by its id, or else the first one of a type.
func (t *tx) status(id, kind string) (found, why string) {
	statuses := t.kept("user_status")
	if id != "" {
		whole, valid := sfid.Parse(id, true)
		if _, found := t.rows.Get(statuses.Object, whole); !valid || !found {
			return "", "There is no user status " + id
		}
		return whole, ""
	}
	if kind != "Available" && kind != "Offline" {
		return "", "Either userStatusId or a statusType of Available or Offline is required"
	}
	for _, row := range statuses.with("type", kind) {
		return ref(row, "Id"), ""
	}
	return "", "There is no user status of type " + kind
}

// setStatus writes the status to the settings of the user, who may have none yet.
func (t *tx) setStatus(user, status string) string {
	settings := t.kept("user_settings")
	values := map[string]any{settings.Fields["user_status"]: status}
	var e *apiError
	if rows := settings.with("link", user); len(rows) > 0 {
		e = t.update(settings.object, ref(rows[0], "Id"), values)
	} else {
		values[settings.Link] = user
		_, _, e = t.insert(settings.object, values)
	}
	if e != nil {
		return e.Error()
	}
	return ""
}
