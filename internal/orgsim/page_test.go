package orgsim_test

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// S39: with OFFSET there is no locator, only one page.
func TestOffsetGivesNoLocator(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	knob("K-page-size", "2")(c)
	page := func(statement string) map[string]any {
		return c.done(c.call("GET", "/query?q="+url.QueryEscape(statement), nil))
	}
	if p := page("SELECT Id FROM User ORDER BY Id"); p["done"] != false || p["nextRecordsUrl"] == nil {
		t.Errorf("without OFFSET: %v", p)
	}
	if p := page("SELECT Id FROM User ORDER BY Id OFFSET 1"); p["nextRecordsUrl"] != nil {
		t.Errorf("with OFFSET: %v", p)
	}
}

// S23: a user has ten queries open at most, and the oldest is lost.
func TestOpenLocators(t *testing.T) {
	for most, lost := range map[string]int{"": 2, "3": 9} {
		seed := orgsim.DefaultSeed()
		seed.Knobs = map[string]string{"K-page-size": "2"}
		if most != "" {
			seed.Knobs["K-open-locators"] = most
		}
		c := start(t, seed)
		var next []string
		for range 12 {
			page := c.done(c.call("GET", "/query?q="+url.QueryEscape("SELECT Id FROM User"), nil))
			next = append(next, page["nextRecordsUrl"].(string))
		}
		for i, path := range next {
			status, body := c.call("GET", path, nil)
			if i < lost {
				c.refused(status, body, 400, "INVALID_QUERY_LOCATOR")
			} else if status != 200 {
				t.Errorf("with knob %q page %d is lost too: %v", most, i, body)
			}
		}
	}
}

// S15: a caller may ask for pages of 200 to 2,000 rows; two long texts make pages of 200.
func TestPagesAreAsLargeAsAsked(t *testing.T) {
	seed := orgsim.DefaultSeed().WithUsers(300)
	long := func(name string) orgsim.CustomField {
		return orgsim.CustomField{Name: name, Type: "textarea", Length: 1000}
	}
	notes := orgsim.CustomObject{Name: "Note__c", Fields: []orgsim.CustomField{long("One__c"), long("Two__c"), {Name: "Short__c", Type: "textarea"}}}
	for i := range 250 {
		notes.Rows = append(notes.Rows, map[string]any{"Name": fmt.Sprint("note ", i)})
	}
	seed.Objects = append(seed.Objects, notes)
	c := start(t, seed)
	rows := func(statement, options string) int {
		n := node("GET", "/query?q="+url.QueryEscape(statement), "q", nil)
		n["httpHeaders"] = map[string]string{"Sforce-Query-Options": options}
		body := c.done(c.call("POST", "/composite", map[string]any{"compositeRequest": []any{n}}))
		answer := body["compositeResponse"].([]any)[0].(map[string]any)["body"].(map[string]any)
		return len(answer["records"].([]any))
	}
	for _, tc := range []struct {
		statement, options string
		want               int
	}{
		{"SELECT Id FROM User", "", 312}, {"SELECT Id FROM User", "batchSize=250", 250}, {"SELECT Id FROM User", "batchSize=3", 200},
		{"SELECT Id, One__c, Short__c FROM Note__c", "", 250}, {"SELECT Id, One__c, Two__c FROM Note__c", "", 200},
	} {
		if got := rows(tc.statement, tc.options); got != tc.want {
			t.Errorf("%s with %q gives a page of %d rows, want %d", tc.statement, tc.options, got, tc.want)
		}
	}
}
