package orgsim_test

import "testing"

// S-queue, S-xfer-grp: which ACD settings a strategy needs, wherever the org keeps them.
func TestRequiredACD(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		object, f := c.kept("acd", "strategy", "queue_no_answer_timeout", "ring_timeout")
		row := c.owned("acd", "strategy", "Round Robin")
		path := "/sobjects/" + object + "/" + row["Id"].(string)
		const refused = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
		c.refusedAll(t, [][]any{
			{"PATCH", path, map[string]any{f[1]: nil}, 400, refused},
			{"PATCH", path, map[string]any{f[2]: nil}, 400, refused},
			{"PATCH", path, map[string]any{f[0]: "Simulring", f[1]: nil}, 400, refused},
			{"PATCH", path, map[string]any{f[0]: "Simulring", f[2]: nil}, 204, ""},
			{"PATCH", path, map[string]any{f[0]: nil, f[1]: nil}, 204, ""},
			{"POST", "/sobjects/" + object, map[string]any{f[0]: "Round Robin", f[1]: 30}, 400, refused},
			{"POST", "/sobjects/" + object, map[string]any{}, 201, ""},
		})
		if err := c.org.Update(object, row["Id"].(string), map[string]any{f[0]: "Simulring"}); err == nil {
			t.Error("an administrator is not bound by the rule")
		}
	})
}
