package soql

import (
	"strings"
	"testing"
	"time"
)

// The ranges as Salesforce's SOQL reference words them (S15), seen from Thursday, 29 February 2024.
func TestDateRanges(t *testing.T) {
	for literal, want := range map[string]string{
		"YESTERDAY":         "2024-02-28 2024-02-29",
		"TODAY":             "2024-02-29 2024-03-01",
		"TOMORROW":          "2024-03-01 2024-03-02",
		"LAST_WEEK":         "2024-02-18 2024-02-25",
		"THIS_WEEK":         "2024-02-25 2024-03-03",
		"NEXT_WEEK":         "2024-03-03 2024-03-10",
		"LAST_MONTH":        "2024-01-01 2024-02-01",
		"THIS_MONTH":        "2024-02-01 2024-03-01",
		"NEXT_MONTH":        "2024-03-01 2024-04-01",
		"LAST_90_DAYS":      "2023-12-01 2024-03-01",
		"NEXT_90_DAYS":      "2024-03-01 2024-05-30",
		"THIS_QUARTER":      "2024-01-01 2024-04-01",
		"LAST_QUARTER":      "2023-10-01 2024-01-01",
		"THIS_YEAR":         "2024-01-01 2025-01-01",
		"NEXT_YEAR":         "2025-01-01 2026-01-01",
		"LAST_N_DAYS:1":     "2024-02-28 2024-03-01",
		"NEXT_N_DAYS:2":     "2024-03-01 2024-03-03",
		"N_DAYS_AGO:3":      "2024-02-26 2024-02-27",
		"LAST_N_WEEKS:2":    "2024-02-11 2024-02-25",
		"NEXT_N_WEEKS:1":    "2024-03-03 2024-03-10",
		"LAST_N_MONTHS:2":   "2023-12-01 2024-02-01",
		"N_MONTHS_AGO:2":    "2023-12-01 2024-01-01",
		"NEXT_N_QUARTERS:2": "2024-04-01 2024-10-01",
		"N_YEARS_AGO:4":     "2020-01-01 2021-01-01",
		"LAST_N_YEARS:9999": "-7975-01-01 2024-01-01",
	} {
		s := spanOf(literal, today)
		text := func(at instant) string { return time.UnixMilli(int64(at)).UTC().Format(time.DateOnly) }
		if got := text(s.start) + " " + text(s.end); got != want {
			t.Errorf("%s: got %s, want %s", literal, got, want)
		}
	}
}

// bob began on 1 February 2024, Ann on 1 March, and Cy on no day (S15).
func TestDateLiterals(t *testing.T) {
	o := newOrg()
	for where, want := range map[string]string{
		"Start = TOMORROW":             "Ann",
		"Start != TOMORROW":            "bob Cy",
		"Start > TODAY":                "Ann",
		"Start >= THIS_MONTH":          "Ann bob",
		"Start < THIS_WEEK":            "bob",
		"Start <= THIS_MONTH":          "bob",
		"CreatedDate = LAST_N_DAYS:28": "bob",
		"CreatedDate = LAST_N_DAYS:27": "",
		"(NOT CreatedDate = TOMORROW)": "bob Cy",
	} {
		var names []string
		for _, r := range o.query(t, "SELECT Name FROM User WHERE "+where).Records {
			names = append(names, r.Fields[0].Value.(string))
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: got %q, want %q", where, got, want)
		}
	}
}

// S28: the rows of a child subquery are nested, and null where there are none.
func TestChildSubqueries(t *testing.T) {
	o := newOrg()
	for statement, want := range map[string]string{
		"SELECT Name, (SELECT Kind FROM seats) FROM User":                                      "Name=Ann Seats=[Kind=Full]; Name=bob Seats=[Kind=full]; Name=Cy Seats=<nil>",
		"SELECT (SELECT Name, Manager.Name FROM Reports r WHERE r.Age = 30) FROM User LIMIT 1": "Reports=[Name=bob Manager=(Name=Ann)]",
		"SELECT Name, (SELECT Id FROM Reports LIMIT 0) FROM User LIMIT 1":                      "Name=Ann Reports=<nil>",
		"SELECT FIELDS(STANDARD) FROM Profile LIMIT 1":                                         "Id=" + id("00eA", 1) + " IsCustom=true Name=Admin",
		"SELECT Name, FIELDS(CUSTOM) FROM Profile LIMIT 1":                                     "Name=Admin",
	} {
		if got := showAll(o.query(t, statement)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", statement, got, want)
		}
	}
	for statement, want := range map[string][2]string{
		"SELECT (SELECT Id FROM Nothings) FROM User":                      {CodeInvalidType, "Didn't understand relationship 'Nothings' in FROM"},
		"SELECT (SELECT Id FROM Gone) FROM User":                          {CodeInvalidType, "Didn't understand"},
		"SELECT (SELECT Nope FROM Seats) FROM User":                       {CodeInvalidField, "No such column 'Nope' on entity 'UserPackageLicense'"},
		"SELECT (SELECT Id FROM Seats), (SELECT Id FROM seats) FROM User": {CodeMalformedQuery, "duplicate child"},
		"SELECT Name, FIELDS(ALL) FROM User LIMIT 5":                      {CodeInvalidField, "duplicate field selected: Name"},
		"SELECT Id FROM User WHERE Name = TODAY":                          {CodeInvalidField, "must be of type string"},
		"SELECT Id FROM User WHERE IsActive > TODAY":                      {CodeInvalidField, "must be of type boolean"},
	} {
		q, err := Parse(statement)
		if err == nil {
			_, err = q.Run(o, o, today)
		}
		wantError(t, statement, err, want[0], want[1])
	}
}
