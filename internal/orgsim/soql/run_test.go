package soql

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWhere(t *testing.T) {
	o := newOrg()
	ann, bob := id("005A", 1), id("005A", 2)
	for where, want := range map[string]string{
		"Name = 'ANN'":                                  "Ann",
		"Name != 'ann'":                                 "bob Cy",
		"key = 'AB'":                                    "bob",
		"Username = null":                               "Cy",
		"Username = ''":                                 "Cy",
		"Username != null":                              "Ann bob",
		"Username != 'ann@x.com'":                       "bob Cy",
		"Username LIKE 'a%X.COM'":                       "Ann",
		`Username LIKE '50\%\_off\\'`:                   "bob",
		"Username LIKE '__@%'":                          "",
		"Username LIKE '%'":                             "Ann bob",
		"(NOT Username LIKE 'a%')":                      "bob Cy",
		"Id = '" + ann[:15] + "'":                       "Ann",
		"Id = '" + bob + "'":                            "bob",
		"Id IN ('" + ann + "', '" + bob + "')":          "Ann bob",
		"Id NOT IN ('" + bob[:15] + "')":                "Ann Cy",
		"ManagerId = null":                              "Ann",
		"ManagerId NOT IN ('" + ann + "')":              "Ann Cy",
		"Age > 30":                                      "Ann",
		"Age >= 30.0":                                   "Ann bob",
		"Age IN (30, null)":                             "bob Cy",
		"(NOT Age > 30)":                                "bob Cy",
		"Start < 2024-03-01":                            "bob",
		"CreatedDate >= 2024-03-01T12:00:00+02:00":      "Ann",
		"IsActive = false":                              "Cy",
		"Profile.Name = 'admin'":                        "Ann bob",
		"Profile.Name = null":                           "Cy",
		"Profile.IsCustom = false":                      "Cy",
		"Profile.IsCustom = null":                       "",
		"Manager.Manager.Name = 'Ann'":                  "Cy",
		"User.Name = 'Cy'":                              "Cy",
		"Id IN (SELECT UserId FROM UserPackageLicense)": "Ann bob",
		"Id NOT IN (SELECT UserId FROM UserPackageLicense x WHERE x.Kind = 'a')": "Ann bob Cy",
		"ManagerId NOT IN (SELECT UserId FROM UserPackageLicense)":               "Ann",
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

func TestAnswers(t *testing.T) {
	o := newOrg()
	for statement, want := range map[string]string{
		"SELECT name, profile.name, Profile.IsCustom FROM user"://
		"Name=Ann Profile=(Name=Admin IsCustom=true); Name=bob Profile=(Name=Admin IsCustom=true); Name=Cy Profile=<nil>",
		"SELECT u.Username, Manager.Profile.Name FROM User u WHERE u.Name = 'Cy'"://
		"Username=<nil> Manager=(Profile=(Name=Admin))",
		"SELECT Name FROM User ORDER BY Age":                      "Name=Cy; Name=bob; Name=Ann",
		"SELECT Name FROM User ORDER BY Age DESC":                 "Name=Cy; Name=Ann; Name=bob",
		"SELECT Name FROM User ORDER BY Age NULLS LAST":           "Name=bob; Name=Ann; Name=Cy",
		"SELECT Name FROM User ORDER BY IsActive DESC, Name DESC": "Name=bob; Name=Ann; Name=Cy",
		"SELECT Name FROM User ORDER BY Name LIMIT 1 OFFSET 1":    "Name=bob",
		"SELECT Name FROM User OFFSET 7":                          "",
		"SELECT COUNT(Age), MIN(Start) early, MAX(Name), SUM(Age), AVG(Age), SUM(Score) s FROM User"://
		"expr0=2 early=2024-02-01 expr1=Cy expr2=70 expr3=35 s=4",
		"SELECT COUNT(Age), MAX(Age) FROM User WHERE Name = 'x'": "expr0=0 expr1=<nil>",
		"SELECT Kind, COUNT(Id) FROM UserPackageLicense GROUP BY Kind"://
		"Kind=Full expr0=2",
		"SELECT Profile.Name, COUNT(Id) n FROM User GROUP BY Profile.Name ORDER BY COUNT(Id) DESC"://
		"Name=Admin n=2; Name=<nil> n=1",
		"SELECT IsActive a FROM User GROUP BY IsActive HAVING COUNT(Id) > 1 AND IsActive = true": "a=true",
		"SELECT Age FROM User GROUP BY Age HAVING MAX(Name) LIKE 'a%'":                           "Age=40",
	} {
		if got := showAll(o.query(t, statement)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", statement, got, want)
		}
	}
	count := o.query(t, "SELECT COUNT() FROM User WHERE IsActive = true")
	if count.Count != 2 || !count.IsCount || len(count.Records) != 0 || count.Object != "User" {
		t.Errorf("COUNT(): %+v", count)
	}
	one := o.query(t, "SELECT Profile.Name FROM User LIMIT 1").Records[0]
	if parent := one.Fields[0].Value.(*Record); one.ID != id("005A", 1) || one.Object != "User" || parent.ID != id("00eA", 1) || parent.Object != "Profile" {
		t.Errorf("identity: %+v", one)
	}
}

func TestRunRejects(t *testing.T) {
	o := newOrg()
	for statement, want := range map[string][2]string{
		"SELECT Id FROM Nope":                                                                     {CodeInvalidType, "ERROR at Row:1:Column:16\nsObject type 'Nope' is not supported."},
		"SELECT nope FROM User":                                                                   {CodeInvalidField, "\nSELECT nope FROM User\n       ^\nERROR at Row:1:Column:8\nNo such column 'nope' on entity 'User'."},
		"SELECT CallCenter.Name FROM User":                                                        {CodeInvalidField, "Didn't understand relationship 'CallCenter'"},
		"SELECT Profile.Nope FROM User":                                                           {CodeInvalidField, "'Nope' on entity 'Profile'"},
		"SELECT Id, id FROM User":                                                                 {CodeInvalidField, "duplicate field selected: Id"},
		"SELECT Id FROM User WHERE Id = 'foo'":                                                    {CodeInvalidFilterOperator, "invalid ID field: foo"},
		"SELECT Id FROM User WHERE Id = '005000000000001AAB'":                                     {CodeInvalidFilterOperator, "invalid ID field: 005"},
		"SELECT Id FROM User WHERE ProfileId IN ('')":                                             {CodeInvalidFilterOperator, "invalid ID field: "},
		"SELECT Id FROM User WHERE Id LIKE '005%'":                                                {CodeInvalidFilterOperator, "invalid operator on id field"},
		"SELECT Id FROM User WHERE IsActive > false":                                              {CodeInvalidFilterOperator, "boolean"},
		"SELECT Id FROM User WHERE IsActive = 'true'":                                             {CodeInvalidField, "type boolean and should not be enclosed"},
		"SELECT Id FROM User WHERE Name = 5":                                                      {CodeInvalidField, "type string and should be enclosed"},
		"SELECT Id FROM User WHERE CreatedDate > 2020-01-01":                                      {CodeInvalidField, "type dateTime"},
		"SELECT Id FROM User WHERE Notes = 'x'":                                                   {CodeInvalidField, "'Notes' can not be filtered"},
		"SELECT Id FROM User ORDER BY Notes":                                                      {CodeMalformedQuery, "can not be sorted"},
		"SELECT Name, COUNT(Id) FROM User":                                                        {CodeMalformedQuery, "must be grouped or aggregated: Name"},
		"SELECT COUNT(Id) FROM User GROUP BY CreatedDate":                                         {CodeMalformedQuery, "can not be grouped"},
		"SELECT SUM(Name) FROM User":                                                              {CodeMalformedQuery, "does not support aggregate operator SUM"},
		"SELECT MAX(Age) a, MIN(Age) A FROM User":                                                 {CodeMalformedQuery, "duplicate alias"},
		"SELECT " + strings.Repeat("Manager.", 6) + "Name FROM User":                              {CodeMalformedQuery, "5 relationships"},
		"SELECT Id FROM User WHERE Manager.Id IN (SELECT UserId FROM UserPackageLicense)":         {CodeMalformedQuery, "relationships"},
		"SELECT Id FROM User WHERE Id IN (SELECT Kind FROM UserPackageLicense)":                   {CodeMalformedQuery, "id or reference"},
		"SELECT Id FROM User WHERE Id IN (SELECT UserId FROM UserPackageLicense WHERE Foo = 'x')": {CodeInvalidField, "'Foo'"},
	} {
		q, err := Parse(statement)
		if err != nil {
			t.Errorf("%s: %v", statement, err)
			continue
		}
		_, err = q.Run(o, o, today)
		wantError(t, statement, err, want[0], want[1])
	}
}

func TestBrokenRowIsNotHidden(t *testing.T) {
	o := newOrg()
	o.insert("User", Row{"Id": id("005A", 9), "Age": "old"})
	q, _ := Parse("SELECT Id FROM User WHERE Age > 1")
	if _, err := q.Run(o, o, today); err == nil {
		t.Error("a value that does not fit its field went unnoticed")
	}
}

func TestLenientID(t *testing.T) {
	if !validID("005000000000001AAB", true) || validID("00500000000000!AAA", true) || checksum("005000000000001") != "AAA" {
		t.Error("lenient ids")
	}
}

// Thousands of rows against thousands of ids must not take quadratic time.
func TestLongListIsLinear(t *testing.T) {
	o := newOrg()
	var ids []string
	for n := range 4500 {
		o.insert("User", Row{"Id": id("005B", n), "Name": "x"})
		ids = append(ids, "'"+id("005B", n)+"'")
	}
	start := time.Now()
	got := o.query(t, fmt.Sprintf("SELECT COUNT() FROM User WHERE Id IN (%s)", strings.Join(ids, ",")))
	if got.Count != 4500 {
		t.Errorf("count %d", got.Count)
	}
	if spent := time.Since(start); spent > 5*time.Second {
		t.Errorf("took %v", spent)
	}
}
