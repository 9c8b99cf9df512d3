package soql

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestParseAccepts(t *testing.T) {
	for in, want := range map[string]string{
		"select id from user":                                  "SELECT id FROM user",
		"SELECT u.Id FROM User u WHERE u.Name <> 'x'":          "SELECT u.Id FROM User u WHERE u.Name != 'x'",
		"SELECT Id FROM Group":                                 "SELECT Id FROM Group",
		"SELECT Group.Name FROM GroupMember ORDER BY Group.Id": "SELECT Group.Name FROM GroupMember ORDER BY Group.Id",
		"SELECT COUNT ( ) FROM User LIMIT 5":                   "SELECT COUNT() FROM User LIMIT 5",
		"SELECT count(Id) n,max(A) FROM X":                     "SELECT COUNT(Id) n, MAX(A) FROM X",
		"SELECT A x, SUM(B) FROM X GROUP BY A HAVING SUM(B)>-1.5 AND A!=null"://
		"SELECT A x, SUM(B) FROM X GROUP BY A HAVING SUM(B) > -1.5 AND A != null",
		"SELECT Id FROM X WHERE ((A=TRUE)) AND (NOT B=1) AND (C=2 OR D=3)"://
		"SELECT Id FROM X WHERE A = true AND (NOT B = 1) AND (C = 2 OR D = 3)",
		"select a from x where b>=last_n_days:07 and c!=Today": "SELECT a FROM x WHERE b >= LAST_N_DAYS:7 AND c != TODAY",
		"SELECT fields(all),(select b from cs where d=1 order by e limit 2) FROM X LIMIT 200"://
		"SELECT FIELDS(ALL), (SELECT b FROM cs WHERE d = 1 ORDER BY e LIMIT 2) FROM X LIMIT 200",
		"SELECT Id FROM X WHERE NOT (A=1 AND B=2)":   "SELECT Id FROM X WHERE NOT (A = 1 AND B = 2)",
		"SELECT Id FROM X WHERE A not  in('a','b') ": "SELECT Id FROM X WHERE A NOT IN ('a', 'b')",
		"SELECT Id FROM X WHERE A IN(SELECT B FROM Y WHERE C=2020-02-29)"://
		"SELECT Id FROM X WHERE A IN (SELECT B FROM Y WHERE C = 2020-02-29)",
		"SELECT Id FROM X WHERE A >= 2020-01-01T00:00:00.000+0000 ORDER BY A ASC NULLS FIRST, B DESC NULLS LAST LIMIT 1 OFFSET 2000"://
		"SELECT Id FROM X WHERE A >= 2020-01-01T00:00:00.000+0000 ORDER BY A, B DESC NULLS LAST LIMIT 1 OFFSET 2000",
		`SELECT Id FROM X WHERE A = 'O\'B\\\"\n\u00e9\ud83d\ude00' OR A LIKE '5\%\_\\%'`://
		`SELECT Id FROM X WHERE A = 'O\'B\\"\u000Aé😀' OR A LIKE '5\%\_\\%'`,
	} {
		q, err := Parse(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
		} else if q.String() != want {
			t.Errorf("%s:\n got %s\nwant %s", in, q, want)
		}
	}
}

func TestParseRejects(t *testing.T) {
	for in, reason := range map[string]string{
		"":                 "unexpected token: '<EOF>'",
		"SELECT FROM User": "unexpected token: 'FROM'",
		"SELECT Id":        "unexpected token: '<EOF>'",
		"SELECT Id FROM X WHERE A=1 AND B=2 OR C=3":                                  "unexpected token: 'OR'",
		"SELECT Id FROM X WHERE A=1 OR B=2 AND C=3":                                  "unexpected token: 'AND'",
		"SELECT Id FROM X WHERE NOT A=1 AND B=2":                                     "unexpected token: 'AND'",
		"SELECT Id FROM X WHERE A=1 AND NOT B=2":                                     "unexpected token: 'NOT'",
		"SELECT Id FROM X WHERE A":                                                   "unexpected token: '<EOF>'",
		"SELECT Id FROM X WHERE A IN ()":                                             "unexpected token: ')'",
		"SELECT Id FROM X WHERE A < null":                                            "unexpected token: 'null'",
		"SELECT Id FROM X WHERE A LIKE 5":                                            "unexpected token: '5'",
		"SELECT Id FROM X WHERE A = LAST_N_DAYS":                                     "unexpected token: 'LAST_N_DAYS'",
		"SELECT Id FROM X WHERE A = LAST_N_DAYS:":                                    "unexpected token: 'LAST_N_DAYS:'",
		"SELECT Id FROM X WHERE A = LAST_N_DAYS:0":                                   "unexpected token: 'LAST_N_DAYS:0'",
		"SELECT Id FROM X WHERE A = LAST_N_DAYS:99999":                               "unexpected token: 'LAST_N_DAYS:99999'",
		"SELECT Id FROM X WHERE A = LAST_N_DAYS:5x":                                  "unexpected token: 'LAST_N_DAYS:5x'",
		"SELECT Id FROM X WHERE A = TODAY:5":                                         "unexpected token: ':'",
		"SELECT Id FROM X WHERE A = THIS_FISCAL_YEAR":                                "unexpected token: 'THIS_FISCAL_YEAR'",
		"SELECT Id FROM X WHERE A IN (TODAY)":                                        "unexpected token: 'TODAY'",
		"SELECT Id FROM X WHERE A LIKE TODAY":                                        "unexpected token: 'TODAY'",
		"SELECT Id, (SELECT Id FROM Ys FROM X":                                       "unexpected token: 'FROM'",
		"SELECT Id, (SELECT Id, (SELECT Id FROM Zs) FROM Ys) FROM X":                 "child subqueries of child",
		"SELECT (SELECT COUNT() FROM Ys) FROM X":                                     "aggregates",
		"SELECT (SELECT MAX(A) FROM Ys) FROM X":                                      "aggregates",
		"SELECT COUNT(Id), (SELECT Id FROM Ys) FROM X":                               "beside aggregates",
		"SELECT " + strings.Repeat("(SELECT Id FROM Ys), ", 21) + "Id FROM X":        "at most 20",
		"SELECT FIELDS(ALL) FROM X":                                                  "LIMIT of at most 200",
		"SELECT FIELDS(CUSTOM) FROM X LIMIT 201":                                     "LIMIT of at most 200",
		"SELECT FIELDS(SOME) FROM X LIMIT 5":                                         "unexpected token: 'SOME'",
		"SELECT FIELDS(ALL), COUNT(Id) FROM X GROUP BY A LIMIT 5":                    "aggregates",
		"SELECT Id FROM X WHERE A = :bind":                                           "unexpected token: ':'",
		"SELECT Id FROM X WHERE A = \"x\"":                                           "unexpected token: '\"'",
		"SELECT Id FROM X WHERE A = 1e5":                                             "unexpected token: '1e5'",
		"SELECT Id FROM X WHERE A = 2021-02-29":                                      "unexpected token: '2021-02-29'",
		"SELECT Id FROM X WHERE A = 'x":                                              "string literal without an end",
		`SELECT Id FROM X WHERE A = 'a\%'`:                                           "invalid escape",
		`SELECT Id FROM X WHERE A = '\q'`:                                            "invalid escape",
		`SELECT Id FROM X WHERE A = '\ud83d'`:                                        "invalid escape",
		"SELECT Id FROM X WHERE A = 'x' 'y'":                                         "unexpected token: 'y'",
		"SELECT Id FROM X WHERE COUNT(A) > 1":                                        "unexpected token: '('",
		"SELECT toLabel(A) FROM X":                                                   "unexpected token: '('",
		"SELECT COUNT_DISTINCT(A) FROM X":                                            "unexpected token: '('",
		"SELECT TYPEOF A WHEN B THEN C END FROM X":                                   "unexpected token: 'WHEN'",
		"SELECT Id FROM X, Y":                                                        "unexpected token: ','",
		"SELECT Id FROM X USING SCOPE mine":                                          "unexpected token: 'USING'",
		"SELECT Id FROM X ALL ROWS":                                                  "unexpected token: 'ALL'",
		"SELECT Id FROM X LIMIT -1":                                                  "unexpected token: '-1'",
		"SELECT Id FROM X LIMIT 1 ORDER BY A":                                        "unexpected token: 'ORDER'",
		"SELECT A..B FROM X":                                                         "unexpected token: '.'",
		"SELECT A n FROM X":                                                          "aliasing",
		"SELECT COUNT(), Id FROM X":                                                  "COUNT()",
		"SELECT COUNT() FROM X ORDER BY A":                                           "COUNT()",
		"SELECT A FROM X HAVING A = 1":                                               "HAVING",
		"SELECT MAX(A) FROM X LIMIT 1":                                               "LIMIT",
		"SELECT A FROM X ORDER BY MAX(A)":                                            "Ordering",
		"SELECT Id FROM X WHERE A IN (SELECT B FROM Y WHERE C IN (SELECT D FROM Z))": "Nesting",
		"SELECT Id FROM X WHERE A IN (SELECT B FROM Y) OR C=1":                       "OR or NOT",
		"SELECT Id FROM X WHERE NOT A IN (SELECT B FROM Y)":                          "OR or NOT",
		"SELECT Id FROM X WHERE A IN (SELECT B FROM x)":                              "same object",
		"SELECT Id FROM X WHERE A IN (SELECT B FROM Y LIMIT 1)":                      "unexpected token: 'LIMIT'",
		"SELECT Id FROM X WHERE A IN (SELECT COUNT() FROM Y)":                        "unexpected token: '('",
		"SELECT Id FROM X WHERE A IN (SELECT B FROM Y) AND A IN (SELECT B FROM Y) AND A NOT IN (SELECT B FROM Y)": "Maximum 2",
		"SELECT Id FROM X WHERE A = '" + strings.Repeat("x", maxString+1) + "'":                                   "4,000",
		"SELECT Id FROM X WHERE A IN ('" + strings.Repeat("x", maxStatement) + "')":                               "100,000",
		"SELECT Id FROM X WHERE " + strings.Repeat("(", maxDepth+1) + "A=1" + strings.Repeat(")", maxDepth+1):     "too deeply",
		"SELECT Id FROM X WHERE A = '\xff'":                                                                       "UTF-8",
		"SELECT Id FROM X OFFSET 0 LIMIT 1":                                                                       "unexpected token: 'LIMIT'",
	} {
		_, err := Parse(in)
		wantError(t, in, err, CodeMalformedQuery, reason)
	}
	_, err := Parse("SELECT Id FROM X LIMIT 1 OFFSET 2001")
	wantError(t, "OFFSET 2001", err, CodeNumberOutsideRange, "2000")
}

func wantError(t *testing.T, name string, err error, code, reason string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Code != code || !strings.Contains(e.Message, reason) {
		t.Errorf("%.120s:\n got %v\nwant %s … %s", name, err, code, reason)
	}
}

func TestErrorLayout(t *testing.T) {
	_, err := Parse("SELECT Id\nFROM X WHERE A=1 AND B=2 OR C=3")
	want := "MALFORMED_QUERY: \nFROM X WHERE A=1 AND B=2 OR C=3\n" + strings.Repeat(" ", 25) +
		"^\nERROR at Row:2:Column:26\nunexpected token: 'OR'"
	if err == nil || err.Error() != want {
		t.Errorf("got %q\nwant %q", err, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"SELECT Id, P.Name FROM User u WHERE (A = 'x\\'' OR B LIKE 'a\\_%') AND (NOT C IN (1, 2.5, null)) ORDER BY A DESC NULLS LAST LIMIT 1 OFFSET 2",
		"SELECT A x, COUNT(B) FROM C WHERE D NOT IN (SELECT E FROM F WHERE G >= 2020-01-01) GROUP BY A HAVING MAX(B) < 2020-01-01T00:00:00Z",
		"SELECT COUNT() FROM X WHERE A = '\\u0041\\ud83d\\ude00'",
		"SELECT FIELDS(CUSTOM), (SELECT A FROM Bs WHERE C < N_WEEKS_AGO:3) FROM X WHERE D != THIS_QUARTER LIMIT 9",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, statement string) {
		q, err := Parse(statement)
		if err != nil {
			return
		}
		// Canonical spacing and escapes may push a statement over the limit.
		text := q.String()
		if len(text) > maxStatement {
			return
		}
		again, err := Parse(text)
		if err != nil {
			t.Fatalf("%q does not reparse: %v", text, err)
		}
		if !reflect.DeepEqual(unplaced(q), unplaced(again)) {
			t.Fatalf("%q changed to %q", statement, text)
		}
	})
}

// unplaced clears what a layout may change: positions and the source.
func unplaced(q *Query) *Query {
	q.source = ""
	for _, item := range q.Select {
		if sub, ok := item.(*Subquery); ok {
			sub.Query.source = ""
		}
	}
	clearPositions(reflect.ValueOf(q))
	return q
}

// clearPositions zeroes every Pos below v. Operands are values in interfaces,
// which reflection cannot change in place, so they are replaced.
func clearPositions(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			clearPositions(v.Elem())
		}
	case reflect.Interface:
		if v.IsNil() || v.Elem().Kind() == reflect.Pointer {
			clearPositions(v.Elem())
			return
		}
		fresh := reflect.New(v.Elem().Type()).Elem()
		fresh.Set(v.Elem())
		clearPositions(fresh)
		v.Set(fresh)
	case reflect.Slice:
		for i := range v.Len() {
			clearPositions(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				clearPositions(v.Field(i))
			}
		}
	case reflect.Int:
		if v.Type() == reflect.TypeFor[Pos]() {
			v.SetInt(0)
		}
	}
}
