package fastcall

import (
	"fmt"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// wanted is what a user shall hold, with every name resolved to an id. The
// zero value of a member means: not managed, leave as it is.
type wanted struct {
	packageLicenseID string
	// permissionSets is authoritative over Fastcall's permission sets.
	permissionSets []PermissionSet
	callCenter     CallCenter
	autoLogin      *bool
	// licensed is what Status.Licensed will be.
	licensed *bool
}

// References of the steps in a user's graph. A permission set's reference
// carries its place in wanted.permissionSets.
const (
	refLicense    = "license"
	refUser       = "user"
	refAssign     = "assign_%d"
	refUnassign   = "unassign_%d"
	refMembership = "membership_%d"
)

// difference returns the steps that lead from have to what is wanted: an
// empty graph if nothing is missing. What takes away comes last, so that a
// rung of the ladder that has to undo can undo all that went before.
func (w wanted) difference(have *Status) salesforce.Graph {
	var g salesforce.Graph
	if w.packageLicenseID != "" && have.LicenseID == "" {
		g = append(g, salesforce.Step{Ref: refLicense, Verb: salesforce.Create, Object: "UserPackageLicense",
			Fields: map[string]any{"PackageLicenseId": w.packageLicenseID, "UserId": have.User.ID}})
	}
	kept := map[string]bool{}
	for i, set := range w.permissionSets {
		kept[set.ID] = true
		if !have.assigned(set.ID) {
			g = append(g, salesforce.Step{Ref: fmt.Sprintf(refAssign, i), Verb: salesforce.Create,
				Object: "PermissionSetAssignment",
				Fields: map[string]any{"AssigneeId": have.User.ID, "PermissionSetId": set.ID}})
		}
	}
	if step, needed := w.userStep(have.User); needed {
		g = append(g, step)
	}
	for i, assignment := range have.Assignments {
		if !kept[assignment.PermissionSetID] {
			g = append(g, salesforce.Step{Ref: fmt.Sprintf(refUnassign, i), Verb: salesforce.Delete,
				Object: "PermissionSetAssignment", ID: assignment.ID})
		}
	}
	return g
}

// userStep writes the fields of the user row that differ.
func (w wanted) userStep(user User) (salesforce.Step, bool) {
	fields, undo := map[string]any{}, map[string]any{}
	if w.callCenter.ID != "" && !salesforce.SameID(user.CallCenterID, w.callCenter.ID) {
		fields["CallCenterId"] = w.callCenter.ID
		undo["CallCenterId"] = nullable(user.CallCenterID)
	}
	if w.autoLogin != nil && *w.autoLogin != user.AutoLogin {
		fields["UserPermissionsCallCenterAutoLogin"] = *w.autoLogin
		undo["UserPermissionsCallCenterAutoLogin"] = user.AutoLogin
	}
	step := salesforce.Step{Ref: refUser, Verb: salesforce.Update, Object: "User", ID: user.ID, Fields: fields, Undo: undo}
	return step, len(fields) > 0
}

// reached is have after the graph of difference was committed; ids are those
// of the rows it created.
func (w wanted) reached(have *Status, ids map[string]string) *Status {
	after := &Status{User: have.User, LicenseID: have.LicenseID, Licensed: w.licensed,
		Grouped: have.Grouped, Memberships: have.Memberships}
	if id, created := ids[refLicense]; created {
		after.LicenseID = id
	}
	kept := map[string]bool{}
	for i, set := range w.permissionSets {
		kept[set.ID] = true
		if id, created := ids[fmt.Sprintf(refAssign, i)]; created {
			after.Assignments = append(after.Assignments, Assignment{ID: id, PermissionSetID: set.ID, Role: set.Role})
		}
	}
	for _, assignment := range have.Assignments {
		if kept[assignment.PermissionSetID] {
			after.Assignments = append(after.Assignments, assignment)
		}
	}
	if w.callCenter.ID != "" {
		after.User.CallCenterID = w.callCenter.ID
	}
	if w.autoLogin != nil {
		after.User.AutoLogin = *w.autoLogin
	}
	return after
}

// nullable is how Salesforce wants an empty reference: null, never "".
func nullable(id string) any {
	if id == "" {
		return nil
	}
	return id
}
