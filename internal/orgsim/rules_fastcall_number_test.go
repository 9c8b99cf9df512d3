package orgsim_test

import "testing"

// S-acd, S-ivr-old: a number has at most one of user, group and org.
func TestOneAssignment(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		object, f := c.kept("phone_number", "assigned_user", "assigned_group", "org_wide", "number")
		group := c.in("phone_number", c.owned("phone_number", "number", "+4570100002"), "assigned_group")
		path := "/sobjects/" + object + "/" + c.owned("phone_number", "number", "+4570100001")["Id"].(string)
		const refused = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
		c.refusedAll(t, [][]any{
			{"PATCH", path, map[string]any{f[1]: group}, 400, refused},
			{"PATCH", path, map[string]any{f[2]: true}, 400, refused},
			{"PATCH", path, map[string]any{f[0]: nil, f[1]: group}, 204, ""},
			{"PATCH", path, map[string]any{f[1]: nil, f[2]: true}, 204, ""},
			{"PATCH", path, map[string]any{f[2]: false}, 204, ""},
			{"POST", "/sobjects/" + object, map[string]any{f[3]: "+4570100001"}, 400, "DUPLICATE_VALUE"},
			{"POST", "/sobjects/" + object, map[string]any{f[0]: c.user("ada"), f[2]: true}, 400, refused},
		})
	})
}
