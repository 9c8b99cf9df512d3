package acctest

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// What users and groups have of Fastcall's, read and given behind the
// provider's back.

// Number is the row of a phone number in E.164.
func (o *Org) Number(t testing.TB, number string) Values {
	t.Helper()
	return o.PackageRow(t, "phone_number", "number", number)
}

// NewNumber adds a free phone number of a type and returns its id.
func (o *Org) NewNumber(t testing.TB, number, kind string) string {
	t.Helper()
	return o.InsertPackage(t, "phone_number", Values{"name": number, "number": number, "type": kind})
}

// AssignNumber gives a number to a user, by user name, or to a group, by name;
// to nobody if to is empty.
func (o *Org) AssignNumber(t testing.TB, number, to string) {
	t.Helper()
	values := Values{"assigned_user": nil, "assigned_group": nil, "org_wide": false}
	switch {
	case strings.Contains(to, "@"):
		values["assigned_user"] = to
	case to != "":
		values["assigned_group"] = to
	}
	o.UpdatePackage(t, "phone_number", text(o.Number(t, number)["id"]), values)
}

// GiveRecording records a message for a user and returns its id.
func (o *Org) GiveRecording(t testing.TB, username, name string) string {
	t.Helper()
	return o.InsertPackage(t, "message", Values{"name": name, "link": username})
}

// GiveTemplate writes an SMS template for a user and returns its id.
func (o *Org) GiveTemplate(t testing.TB, username, name string) string {
	t.Helper()
	return o.InsertPackage(t, "sms_template", Values{"name": name, "link": username, "body": name + "."})
}

// PointIVRAt makes an IVR transfer calls to a user and returns the id of the
// action.
func (o *Org) PointIVRAt(t testing.TB, username string) string {
	t.Helper()
	return o.InsertPackage(t, "ivr_action", Values{"link": "Main Menu", "type": "Call Transfer", "target_user": username})
}

// ThreeWay lets a user make three-way calls and returns the id of the row.
func (o *Org) ThreeWay(t testing.TB, username string) string {
	t.Helper()
	return o.InsertPackage(t, "three_way_call", Values{"user": username})
}

// Settings are a user's settings and inbound routing in one; nil if there are
// none.
func (o *Org) Settings(t testing.TB, username string) Values {
	t.Helper()
	row, found := o.packageRow(t, "user_settings", "link", username)
	if !found {
		return nil
	}
	routing, _ := o.packageRow(t, "inbound_routing", "link", username)
	for key, value := range routing {
		row[key] = value
	}
	return row
}

// Routes are a user's inbound routes in the order in which they are tried.
func (o *Org) Routes(t testing.TB, username string) []Values {
	t.Helper()
	routes := o.of(t, "inbound_route", "link", username)
	slices.SortFunc(routes, func(a, b Values) int { return cmp.Compare(position(a), position(b)) })
	return routes
}

// Devices are a user's devices.
func (o *Org) Devices(t testing.TB, username string) []Values {
	t.Helper()
	return o.of(t, "device", "link", username)
}

func position(route Values) int64 {
	n, _ := route["position"].(int64)
	return n
}

// FastcallGroup is the package's row for a group, by name.
func (o *Org) FastcallGroup(t testing.TB, name string) Values {
	t.Helper()
	return o.PackageRow(t, "group", "link", name)
}

// ACD are the settings for calls to a group, by name; nil if the org has no row
// for them.
func (o *Org) ACD(t testing.TB, name string) Values {
	t.Helper()
	row, _ := o.packageRow(t, "acd", "link", name)
	return row
}

// of are the rows of a section that name a user under a key.
func (o *Org) of(t testing.TB, section, key, username string) []Values {
	t.Helper()
	id := o.UserID(t, username)
	return slices.DeleteFunc(o.PackageRows(t, section), func(row Values) bool { return row[key] != id })
}
