package salesforce_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

type row struct{ Id string }

// pages answers a query, the number of rows in its text, with pages of two rows each.
func pages(rows, from int) map[string]any {
	var records []any
	for i := from; i < min(rows, from+2); i++ {
		records = append(records, map[string]any{"attributes": map[string]string{"type": "X"}, "Id": strconv.Itoa(i)})
	}
	page := map[string]any{"totalSize": rows, "done": from+2 >= rows, "records": records}
	if from+2 < rows {
		page["nextRecordsUrl"] = fmt.Sprintf("%s/query/01g%d-%d", version, rows, from+2)
	}
	return page
}

func queryOrg(t *testing.T) *org {
	return newOrg(t, func(w http.ResponseWriter, r *http.Request, body []byte, _ int) {
		if locator, ok := strings.CutPrefix(r.URL.Path, version+"/query/01g"); ok {
			rows, from, _ := strings.Cut(locator, "-")
			total, _ := strconv.Atoi(rows)
			offset, _ := strconv.Atoi(from)
			reply(w, 200, pages(total, offset))
			return
		}
		composite(w, body, func(n node) (int, any) {
			target, _ := url.Parse(n.URL)
			soql := target.Query().Get("q")
			rows, err := strconv.Atoi(soql)
			if err != nil {
				return 400, refusal("MALFORMED_QUERY", "unexpected token: "+soql)
			}
			return 200, pages(rows, 0)
		})
	})
}

func TestQueryReadsAllPages(t *testing.T) {
	o := queryOrg(t)
	rows := make([][]row, 7)
	var queries []salesforce.Query
	for i := range rows {
		queries = append(queries, salesforce.Into(strconv.Itoa(i), &rows[i]))
	}
	if err := o.client(t).Query(t.Context(), queries...); err != nil {
		t.Fatal(err)
	}
	for i, got := range rows {
		if len(got) != i || got == nil || i > 0 && got[i-1].Id != strconv.Itoa(i-1) {
			t.Errorf("query %d: %v", i, got)
		}
	}
	// Two composites, and 1+1+2+2 further pages for 3, 4, 5 and 6 rows.
	if len(o.paths()) != 8 {
		t.Errorf("requests %v", o.paths())
	}
}

func TestFirstPage(t *testing.T) {
	o := queryOrg(t)
	var rows []row
	var total int
	if err := o.client(t).Query(t.Context(), salesforce.FirstPage("9", &rows, &total)); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || total != 9 || len(o.paths()) != 1 {
		t.Errorf("%d rows of %d, requests %v", len(rows), total, o.paths())
	}
}

func TestRefusedQuery(t *testing.T) {
	c := queryOrg(t).client(t)
	rows, before := []row{{"before"}}, []row{{"before"}}
	err := c.Query(t.Context(), salesforce.Into("3", &rows), salesforce.Into("nonsense", &before))
	var refused *salesforce.QueryError
	if !errors.As(err, &refused) || refused.Index != 1 || refused.SOQL != "nonsense" || refused.Err.Code != "MALFORMED_QUERY" {
		t.Errorf("Query = %v", err)
	}
	if rows[0].Id != "before" {
		t.Errorf("half-filled: %v", rows)
	}
	var kept error
	err = c.Query(t.Context(), salesforce.Into("3", &rows), salesforce.Into("nonsense", &before).Refused(&kept))
	if err != nil || len(rows) != 3 || before[0].Id != "before" || !errors.As(kept, &refused) {
		t.Errorf("with a place for the refusal: %v, %v, %v", err, rows, kept)
	}
}

func TestQueryIsAskedAgain(t *testing.T) {
	composites, locators := 0, 0
	o := newOrg(t, func(w http.ResponseWriter, r *http.Request, body []byte, _ int) {
		if r.Method == http.MethodGet {
			if locators++; locators == 1 {
				refuse(w, 400, "INVALID_QUERY_LOCATOR", "invalid query locator")
				return
			}
			reply(w, 200, pages(3, 2))
			return
		}
		composites++
		composite(w, body, func(node) (int, any) {
			if composites == 1 {
				return 400, refusal("QUERY_TIMEOUT", "Your query request was running for too long.")
			}
			return 200, pages(3, 0)
		})
	})
	var rows []row
	if err := o.client(t).Query(t.Context(), salesforce.Into("q", &rows)); err != nil || len(rows) != 3 {
		t.Errorf("Query = %v, %v", rows, err)
	}
	if composites != 3 {
		t.Errorf("%d composites", composites)
	}
}

func TestPagingNeverLoops(t *testing.T) {
	one := []any{map[string]any{"Id": "1"}}
	for name, page := range map[string]map[string]any{
		"no next":      {"done": false, "records": one},
		"same next":    {"done": false, "records": one, "nextRecordsUrl": version + "/query/01g-1"},
		"no rows":      {"done": false, "records": []any{}, "nextRecordsUrl": version + "/query/01g-1"},
		"another host": {"done": false, "records": one, "nextRecordsUrl": "/apexrest/x"},
		"wrong types":  {"done": true, "records": []any{map[string]any{"Id": 1}}},
	} {
		o := newOrg(t, func(w http.ResponseWriter, r *http.Request, body []byte, _ int) {
			if r.Method == http.MethodGet {
				reply(w, 200, page)
				return
			}
			composite(w, body, func(node) (int, any) { return 200, page })
		})
		var rows []row
		err := o.client(t).Query(t.Context(), salesforce.Into("q", &rows))
		var answer *salesforce.AnswerError
		if !errors.As(err, &answer) || rows != nil || len(o.paths()) > 2 {
			t.Errorf("%s: %v, rows %v", name, err, rows)
		}
	}
}

func TestDescribe(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, body []byte, _ int) {
		composite(w, body, func(n node) (int, any) {
			if n.URL != version+"/sobjects/Thing__c/describe" {
				return 404, refusal("NOT_FOUND", "The requested resource does not exist")
			}
			return 200, map[string]any{"name": "Thing__c", "label": "Thing", "custom": true, "keyPrefix": nil, "fields": []any{
				map[string]any{"name": "Owner__c", "type": "reference", "referenceTo": []string{"User"}, "relationshipName": nil},
				map[string]any{"name": "Kind__c", "type": "picklist", "picklistValues": []any{map[string]any{"value": "a", "active": true}}},
			}}
		})
	})
	names := []string{"Thing__c", "Thing__c", "not/a/name"}
	for i := range 26 {
		names = append(names, fmt.Sprintf("Missing%d__c", i))
	}
	found, err := o.client(t).Describe(t.Context(), names...)
	if err != nil || len(found) != 1 || len(o.paths()) != 2 {
		t.Fatalf("Describe = %v, %v after %v", found, err, o.paths())
	}
	thing := found["Thing__c"]
	if !thing.Custom || thing.Fields["Owner__c"].ReferenceTo[0] != "User" || thing.Fields["Kind__c"].Picklist[0].Value != "a" {
		t.Errorf("%+v", thing)
	}
}

func TestUsage(t *testing.T) {
	c := newOrg(t, limits).client(t)
	if _, ok := c.Usage(); ok {
		t.Error("usage before any request")
	}
	if _, err := c.Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	if u, ok := c.Usage(); !ok || u != (salesforce.Usage{Used: 18, Max: 5000}) {
		t.Errorf("Usage = %v, %v", u, ok)
	}
}
