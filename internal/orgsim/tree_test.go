package orgsim_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// grown is a record of a tree, with those below it.
func grown(ref, kind string, fields map[string]any) map[string]any {
	record := map[string]any{"attributes": map[string]any{"type": kind, "referenceId": ref}}
	for name, value := range fields {
		record[name] = value
	}
	return record
}

func forest(list ...any) map[string]any { return map[string]any{"records": list} }

// Section 2.4: children refer to their parents by themselves, at any level, and one that fails undoes all.
func TestTree(t *testing.T) {
	const phone, call = "FastCall__Phone__c", "FastCall__Call__c"
	c := start(t, phoneSeed())
	line := c.id(phone, "Name", "+45 1")
	tree := forest(grown("phone", phone, map[string]any{"Name": "+45 9", "FastCall__Calls__r": forest(
		grown("call", call, map[string]any{"FastCall__Line__c": line}))}))
	count := func() int {
		return len(c.query("SELECT Id FROM FastCall__Call__c WHERE FastCall__Phone__r.Name = '+45 9'"))
	}
	c.org.AddFault(orgsim.Fault{Effect: orgsim.EffectLockRow, Object: call, Verb: "create", Times: 1})
	status, body := c.call("POST", "/composite/tree/"+phone, tree)
	failed := body.(map[string]any)["results"].([]any)[0].(map[string]any)
	if status != 400 || failed["referenceId"] != "call" || count() != 0 || len(c.query("SELECT Id FROM FastCall__Phone__c WHERE Name = '+45 9'")) != 0 {
		t.Errorf("a locked row: %d %v", status, body)
	}
	if status, body = c.call("POST", "/composite/tree/"+phone, tree); status != 201 || count() != 1 {
		t.Errorf("got %d %v", status, body)
	}
	journal := c.org.Journal()
	if last := journal[len(journal)-2]; !last.Write || last.Path != "/services/data/v62.0/composite/tree/"+phone {
		t.Errorf("the journal says %+v", last)
	}
}

func TestTreeRefusals(t *testing.T) {
	const phone, call = "FastCall__Phone__c", "FastCall__Call__c"
	c := start(t, phoneSeed())
	deep := grown("6", "User", nil)
	for _, ref := range []string{"5", "4", "3", "2", "1"} {
		deep = grown(ref, "User", map[string]any{"ManagedUsers": forest(deep)})
	}
	c.org.HideObject(call, true)
	hidden := grown("a", phone, map[string]any{"Name": "x", "FastCall__Calls__r": forest(grown("b", call, nil))})
	for name, try := range map[string]struct {
		object string
		body   any
		status int
		code   string
	}{
		"no records":             {phone, map[string]any{}, 400, "JSON_PARSER_ERROR"},
		"no object":              {"Nonesuch__c", forest(), 404, "NOT_FOUND"},
		"too deep":               {"User", forest(deep), 400, "INVALID_INPUT"},
		"what cannot be seen":    {phone, forest(hidden), 400, "INVALID_FIELD"},
		"no relationship":        {phone, forest(grown("a", phone, map[string]any{"Nonesuch__r": forest()})), 400, "INVALID_FIELD"},
		"a record that is none":  {phone, forest("x"), 400, "JSON_PARSER_ERROR"},
		"no list below a parent": {"User", forest(grown("a", "User", map[string]any{"ManagedUsers": map[string]any{}})), 400, "JSON_PARSER_ERROR"},
	} {
		t.Run(name, func(t *testing.T) {
			status, body := c.call("POST", "/composite/tree/"+try.object, try.body)
			c.refused(status, body, try.status, try.code)
		})
	}
	for name, record := range map[string]any{"no name": grown("", phone, nil), "another type": grown("a", "Group", nil)} {
		status, body := c.call("POST", "/composite/tree/"+phone, forest(record))
		if status != 400 || body.(map[string]any)["hasErrors"] != true {
			t.Errorf("%s: %d %v", name, status, body)
		}
	}
}
