package soql

import (
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"
)

// today is a Thursday.
var today = time.Date(2024, 2, 29, 15, 0, 0, 0, time.UTC)

// org is a Schema and a Rows over maps.
type org struct {
	objects map[string]Object
	rows    map[string][]Row
	byID    map[string]Row
}

func (o *org) Object(name string) (Object, bool) {
	object, ok := o.objects[strings.ToLower(name)]
	return object, ok
}

func (o *org) All(object string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, row := range o.rows[object] {
			if !yield(row) {
				return
			}
		}
	}
}

func (o *org) ByID(object, id string) (Row, bool) {
	row, ok := o.byID[object+id]
	return row, ok
}

func (o *org) define(name string, fields ...Field) {
	object := Object{Name: name, Fields: map[string]Field{"id": {Name: "Id", Type: ID}}}
	for _, f := range fields {
		object.Fields[strings.ToLower(f.Name)] = f
	}
	o.objects[strings.ToLower(name)] = object
}

func (o *org) insert(object string, rows ...Row) {
	for _, row := range rows {
		o.rows[object] = append(o.rows[object], row)
		o.byID[object+row["Id"].(string)] = row
	}
}

// id makes an 18-character id.
func id(prefix string, n int) string {
	short := fmt.Sprintf("%s0000000%04d", prefix, n)
	return short + checksum(short)
}

// newOrg has three users; Ann and bob hold a seat, and Cy's profile is missing.
func newOrg() *org {
	o := &org{map[string]Object{}, map[string][]Row{}, map[string]Row{}}
	o.define("Profile", Field{Name: "Name", Type: String}, Field{Name: "IsCustom", Type: Boolean})
	o.define("User",
		Field{Name: "Name", Type: String}, Field{Name: "Username", Type: String},
		Field{Name: "Key", Type: String, CaseSensitive: true}, Field{Name: "Notes", Type: LongTextArea, NotFilterable: true},
		Field{Name: "IsActive", Type: Boolean}, Field{Name: "Age", Type: Int}, Field{Name: "Score", Type: Double},
		Field{Name: "Start", Type: Date}, Field{Name: "CreatedDate", Type: DateTime},
		Field{Name: "CallCenterId", Type: Reference, ReferenceTo: "CallCenter"},
		Field{Name: "ManagerId", Type: Reference, ReferenceTo: "User", Relationship: "Manager"},
		Field{Name: "ProfileId", Type: Reference, ReferenceTo: "Profile", Relationship: "Profile"})
	o.define("UserPackageLicense",
		Field{Name: "UserId", Type: Reference, ReferenceTo: "User"}, Field{Name: "Kind", Type: Picklist})
	user := o.objects["user"]
	user.Children = map[string]Child{"seats": {"UserPackageLicense", "UserId"}, "reports": {"User", "ManagerId"}, "gone": {"Gone", "Id"}}
	user.ChildNames = map[string]string{"seats": "Seats", "reports": "Reports", "gone": "Gone"}
	o.objects["user"] = user
	o.insert("Profile", Row{"Id": id("00eA", 1), "Name": "Admin", "IsCustom": true})
	o.insert("User",
		Row{"Id": id("005A", 1), "Name": "Ann", "Username": "Ann@X.com", "Key": "aB", "IsActive": true, "Age": int64(40), "Score": 1.5,
			"Start": "2024-03-01", "CreatedDate": "2024-03-01T10:00:00.000+0000", "ProfileId": id("00eA", 1)},
		Row{"Id": id("005A", 2), "Name": "bob", "Username": "50%_off\\", "Key": "AB", "IsActive": true, "Age": int64(30), "Score": 2.5,
			"Start": "2024-02-01", "CreatedDate": "2024-02-01T10:00:00.000+0000", "ProfileId": id("00eA", 1), "ManagerId": id("005A", 1)},
		Row{"Id": id("005a", 2), "Name": "Cy", "Username": "", "IsActive": false, "ManagerId": id("005A", 2)})
	o.insert("UserPackageLicense",
		Row{"Id": id("051A", 1), "UserId": id("005A", 1), "Kind": "Full"},
		Row{"Id": id("051A", 2), "UserId": id("005A", 2), "Kind": "full"})
	return o
}

func (o *org) query(t *testing.T, statement string) *Result {
	t.Helper()
	q, err := Parse(statement)
	if err != nil {
		t.Fatalf("%.200s: %v", statement, err)
	}
	result, err := q.Run(o, o, today)
	if err != nil {
		t.Fatalf("%.200s: %v", statement, err)
	}
	return result
}

// show writes a record as "Name=Ann Profile=(Name=Admin)".
func show(r *Record) string {
	var fields []string
	for _, f := range r.Fields {
		if parent, ok := f.Value.(*Record); ok {
			fields = append(fields, f.Name+"=("+show(parent)+")")
		} else if children, ok := f.Value.(*Result); ok {
			fields = append(fields, f.Name+"=["+showAll(children)+"]")
		} else {
			fields = append(fields, fmt.Sprintf("%s=%v", f.Name, f.Value))
		}
	}
	return strings.Join(fields, " ")
}

func showAll(r *Result) string {
	var records []string
	for _, record := range r.Records {
		records = append(records, show(record))
	}
	return strings.Join(records, "; ")
}
