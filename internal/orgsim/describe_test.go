package orgsim_test

import (
	"strings"
	"testing"
)

// sample is a value that a described field takes.
func (c *client) sample(f map[string]any) any {
	switch f["type"] {
	case "boolean":
		return true
	case "int", "double":
		return 7
	case "picklist":
		return f["picklistValues"].([]any)[0].(map[string]any)["value"]
	case "reference":
		to := f["referenceTo"].([]any)
		for _, row := range c.org.Rows(to[len(to)-1].(string)) {
			if row["Username"] != "marie@acme.example" && row["Username"] != "edsger@acme.example" {
				return row["Id"]
			}
		}
	}
	return strings.Repeat("7", min(20, int(f["length"].(float64))))
}

// S27: what describe says of the package's fields is so: what is createable can be created, what is not cannot, what may
// not be left out is missed, and a text may be as long as it says.
func TestDescribeIsTrue(t *testing.T) {
	inEveryShape(t, func(t *testing.T, c *client) {
		for _, o := range c.org.State().Objects {
			path := "/sobjects/" + o.Name
			_, body := c.call("GET", path+"/describe", nil)
			required, fields := map[string]any{}, body.(map[string]any)["fields"].([]any)
			for _, one := range fields {
				if f := one.(map[string]any); f["createable"] == true && f["nillable"] == false && f["defaultedOnCreate"] == false {
					required[f["name"].(string)] = c.sample(f)
				}
			}
			for _, one := range fields {
				c.tryField(t, path, one.(map[string]any), required)
			}
		}
	})
}

func (c *client) tryField(t *testing.T, path string, f map[string]any, required map[string]any) {
	t.Helper()
	name, row := f["name"].(string), map[string]any{}
	for key, value := range required {
		row[key] = value
	}
	if f["label"] == "ACD Strategy" {
		_, timeouts := c.kept("acd", "queue_no_answer_timeout")
		row[timeouts[0]] = 60
	}
	row[name] = c.sample(f)
	status, body := c.call("POST", path, row)
	if f["createable"] == false {
		if status != 400 || !strings.HasPrefix(code(body), "INVALID_FIELD") {
			t.Errorf("%s.%s is not createable, but: %d %v", path, name, status, body)
		}
		return
	}
	if status != 201 {
		t.Errorf("%s.%s is createable, but: %d %v", path, name, status, body)
		return
	}
	id := body.(map[string]any)["id"].(string)
	if status, body = c.call("PATCH", path+"/"+id, map[string]any{name: row[name]}); (status == 204) != f["updateable"].(bool) {
		t.Errorf("%s.%s: updateable is %v, but: %d %v", path, name, f["updateable"], status, body)
	}
	if length := int(f["length"].(float64)); f["type"] == "string" {
		status, body = c.call("PATCH", path+"/"+id, map[string]any{name: strings.Repeat("x", length+1)})
		c.refused(status, body, 400, "STRING_TOO_LONG")
	}
	if status, body = c.call("DELETE", path+"/"+id, nil); status != 204 {
		t.Errorf("delete answered %d %v", status, body)
	}
	if _, needed := required[name]; needed {
		delete(row, name)
		status, body = c.call("POST", path, row)
		c.refused(status, body, 400, "REQUIRED_FIELD_MISSING")
	}
}
