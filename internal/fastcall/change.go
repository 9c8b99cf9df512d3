package fastcall

import (
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
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

// wants tells whether a permission set is among those wanted.
func (w wanted) wants(permissionSetID string) bool {
	return slices.ContainsFunc(w.permissionSets, func(p PermissionSet) bool { return p.ID == permissionSetID })
}

// extras are the assignments beyond those wanted.
func (w wanted) extras(have *Status) []Assignment {
	return lists.Filter(have.Assignments, func(a Assignment) bool { return !w.wants(a.PermissionSetID) })
}

// unfulfilled is have as if nothing that is wanted were there yet. A write
// planned from it asks for every part.
func (w wanted) unfulfilled(have *Status) *Status {
	bare := *have
	bare.LicenseID = ""
	bare.Assignments = w.extras(have)
	return &bare
}

// adopted lists the wanted parts that have holds already.
func (w wanted) adopted(have *Status) []Part {
	var parts []Part
	if w.packageLicenseID != "" && have.LicenseID != "" {
		parts = append(parts, PartLicense)
	}
	if len(have.Assignments) > len(w.extras(have)) {
		parts = append(parts, PartPermissionSet)
	}
	if w.callCenter.ID != "" && salesforce.SameID(have.User.CallCenterID, w.callCenter.ID) {
		parts = append(parts, PartCallCenter)
	}
	return parts
}

// difference returns the steps that lead from have to what is wanted: an
// empty graph if nothing is missing. What takes away comes last, so that a
// rung of the ladder that has to undo can undo all that went before.
func (w wanted) difference(have *Status) salesforce.Graph {
	var g salesforce.Graph
	if w.packageLicenseID != "" && have.LicenseID == "" {
		g = append(g, salesforce.Step{Ref: refLicense, Verb: salesforce.Create, Object: "UserPackageLicense",
			Fields: map[string]any{"PackageLicenseId": w.packageLicenseID, "UserId": have.User.ID}})
	}
	for i, set := range w.permissionSets {
		if !have.assigned(set.ID) {
			g = append(g, assign(i, have.User.ID, set.ID))
		}
	}
	if step, needed := w.userStep(have.User); needed {
		g = append(g, step)
	}
	return append(g, unassign(w.extras(have))...)
}

// unassign takes permission sets away.
func unassign(assignments []Assignment) salesforce.Graph {
	var g salesforce.Graph
	for i, assignment := range assignments {
		g = append(g, salesforce.Step{Ref: fmt.Sprintf(refUnassign, i), Verb: salesforce.Delete,
			Object: "PermissionSetAssignment", ID: assignment.ID})
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

// undo returns the steps that take back what is there now, is wanted, and was
// not there before, and that give back what was beyond those wanted.
func (w wanted) undo(before, now *Status) salesforce.Graph {
	var g salesforce.Graph
	if now.LicenseID != "" && before.LicenseID == "" {
		g = append(g, salesforce.Step{Ref: refLicense, Verb: salesforce.Delete, Object: "UserPackageLicense", ID: now.LicenseID})
	}
	g = append(g, unassign(w.gained(before, now))...)
	for i, extra := range w.extras(before) {
		if !now.assigned(extra.PermissionSetID) {
			g = append(g, assign(i, now.User.ID, extra.PermissionSetID))
		}
	}
	fields := map[string]any{}
	if w.callCenter.ID != "" && salesforce.SameID(now.User.CallCenterID, w.callCenter.ID) &&
		!salesforce.SameID(before.User.CallCenterID, w.callCenter.ID) {
		fields["CallCenterId"] = nullable(before.User.CallCenterID)
	}
	if w.autoLogin != nil && now.User.AutoLogin == *w.autoLogin && before.User.AutoLogin != *w.autoLogin {
		fields["UserPermissionsCallCenterAutoLogin"] = before.User.AutoLogin
	}
	if len(fields) > 0 {
		g = append(g, salesforce.Step{Ref: refUser, Verb: salesforce.Update, Object: "User", ID: now.User.ID, Fields: fields})
	}
	return g
}

// gained are the wanted assignments that are there now and were not before.
func (w wanted) gained(before, now *Status) []Assignment {
	return lists.Filter(now.Assignments, func(a Assignment) bool {
		return w.wants(a.PermissionSetID) && !before.assigned(a.PermissionSetID)
	})
}

// ours are the rows that are there now, are wanted and were not before.
func (w wanted) ours(before, now *Status) *Ours {
	o := &Ours{AssignmentIDs: lists.Map(w.gained(before, now), func(a Assignment) string { return a.ID })}
	if before.LicenseID == "" {
		o.LicenseID = now.LicenseID
	}
	if !salesforce.SameID(before.User.CallCenterID, now.User.CallCenterID) {
		o.CallCenterID = now.User.CallCenterID
	}
	return o
}

// assign gives a permission set; i tells the steps of a graph apart.
func assign(i int, userID, permissionSetID string) salesforce.Step {
	return salesforce.Step{Ref: fmt.Sprintf(refAssign, i), Verb: salesforce.Create, Object: "PermissionSetAssignment",
		Fields: map[string]any{"AssigneeId": userID, "PermissionSetId": permissionSetID}}
}

// reached is have after the graph of difference was committed; ids are those
// of the rows it created.
func (w wanted) reached(have *Status, ids map[string]string) *Status {
	after := *have
	after.Licensed = w.licensed
	after.Assignments = nil
	if id, created := ids[refLicense]; created {
		after.LicenseID = id
	}
	for i, set := range w.permissionSets {
		if id, created := ids[fmt.Sprintf(refAssign, i)]; created {
			after.Assignments = append(after.Assignments, Assignment{ID: id, PermissionSetID: set.ID, Role: set.Role})
		}
	}
	after.Assignments = append(after.Assignments, lists.Filter(have.Assignments, func(a Assignment) bool { return w.wants(a.PermissionSetID) })...)
	if w.callCenter.ID != "" {
		after.User.CallCenterID = w.callCenter.ID
	}
	if w.autoLogin != nil {
		after.User.AutoLogin = *w.autoLogin
	}
	return &after
}

// known is before with the steps of w that are known to have been carried out.
func (w wanted) known(before *Status, done []salesforce.Step) *Status {
	after := *before
	after.Assignments = slices.Clone(before.Assignments)
	for _, step := range done {
		switch part := partOf(step); {
		case part == PartLicense:
			after.LicenseID, after.Licensed = step.ID, w.licensed
		case part == PartPermissionSet && step.Verb == salesforce.Delete:
			after.Assignments = lists.Filter(after.Assignments, func(a Assignment) bool { return a.ID != step.ID })
		case part == PartPermissionSet:
			for _, set := range w.permissionSets {
				if set.ID == step.Fields["PermissionSetId"] {
					after.Assignments = append(after.Assignments, Assignment{ID: step.ID, PermissionSetID: set.ID, Role: set.Role})
				}
			}
		case step.Object == "User":
			w.written(&after.User, step.Fields)
		}
	}
	return &after
}

// written applies the fields of a user's row that a step wrote.
func (w wanted) written(user *User, fields map[string]any) {
	if _, moved := fields["CallCenterId"]; moved {
		user.CallCenterID = w.callCenter.ID
	}
	if on, ok := fields["UserPermissionsCallCenterAutoLogin"].(bool); ok {
		user.AutoLogin = on
	}
}

// partsOf names what a graph is about, each part once.
func partsOf(g salesforce.Graph) []Part {
	var parts []Part
	for _, step := range g {
		if part := partOf(step); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// partOf is the part of a user that a step is about.
func partOf(step salesforce.Step) Part {
	switch step.Object {
	case "UserPackageLicense":
		return PartLicense
	case "PermissionSetAssignment":
		return PartPermissionSet
	case "GroupMember":
		return PartMembership
	}
	if _, moves := step.Fields["CallCenterId"]; moves {
		return PartCallCenter
	}
	return PartAutoLogin
}

// nullable is how Salesforce wants an empty reference: null, never "".
func nullable(id string) any {
	if id == "" {
		return nil
	}
	return id
}
