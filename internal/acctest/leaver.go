package acctest

import "testing"

// Leaving is what keeps a leaver: three ways to have a number, memberships,
// recordings and a place in an IVR.
type Leaving struct {
	// Provisioned and Verified are numbers that are assigned to the user;
	// Available is one of others that the user may use.
	Provisioned, Verified, Available string
	// Access is the id of the row that makes Available so.
	Access string
	// Groups are names, sorted.
	Groups []string
	// Recordings and IVRAction are ids.
	Recordings []string
	IVRAction  string
}

// Leaver makes somebody a Fastcall user who is hard to release: with exactly
// two numbers and the use of a third, two groups, two recordings and one IVR
// that transfers to the user. What the user had of that before is taken away.
func Leaver(t testing.TB, o *Org, username string) Leaving {
	t.Helper()
	o.onboard(t, username)
	o.strip(t, username)
	made := Leaving{Provisioned: "+4570200001", Verified: "+4570200002", Available: "+4570200003",
		Groups: []string{"Fastcall Sales", "Fastcall Support"}}
	for number, kind := range map[string]string{made.Provisioned: "Provisioned", made.Verified: "Verified", made.Available: "Provisioned"} {
		if _, there := o.packageRow(t, "phone_number", "number", number); !there {
			o.NewNumber(t, number, kind)
		}
	}
	o.AssignNumber(t, made.Provisioned, username)
	o.AssignNumber(t, made.Verified, username)
	made.Access = o.InsertPackage(t, "number_access", Values{"link": made.Available, "user": username})
	for _, group := range made.Groups {
		o.Join(t, username, group)
	}
	for _, name := range []string{"Greeting", "Out of office"} {
		made.Recordings = append(made.Recordings, o.GiveRecording(t, username, name))
	}
	made.IVRAction = o.PointIVRAt(t, username)
	return made
}

// onboard gives a user the three things that make a Fastcall user, where
// missing.
func (o *Org) onboard(t testing.TB, username string) {
	t.Helper()
	has := o.Parts(t, username)
	if !has.Licensed {
		o.GiveSeat(t, username)
	}
	if len(has.PermissionSets) == 0 {
		o.GivePermissionSet(t, username, "FastCall_User")
	}
	if has.CallCenter == "" {
		o.SetCallCenter(t, username, "Fastcall Call Center")
	}
}

// strip takes from a user what Leaver gives.
func (o *Org) strip(t testing.TB, username string) {
	t.Helper()
	for _, row := range o.of(t, "phone_number", "assigned_user", username) {
		o.UpdatePackage(t, "phone_number", text(row["id"]), Values{"assigned_user": nil})
	}
	for _, row := range o.of(t, "ivr_action", "target_user", username) {
		o.UpdatePackage(t, "ivr_action", text(row["id"]), Values{"target_user": nil})
	}
	for section, key := range map[string]string{"number_access": "user", "message": "link"} {
		for _, row := range o.of(t, section, key, username) {
			o.DeletePackage(t, section, text(row["id"]))
		}
	}
	for _, row := range o.rows("GroupMember", "UserOrGroupId", o.UserID(t, username)) {
		if err := o.Delete("GroupMember", text(row["Id"])); err != nil {
			t.Fatal(err)
		}
	}
}
