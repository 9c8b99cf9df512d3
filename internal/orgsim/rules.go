package orgsim

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// rule is one thing the platform enforces. Checks run before anything is written and may refuse; effects run after the
// write and may not.
type rule struct {
	object string // "" for every object
	verbs  []verb
	derive func(*tx, *change)
	check  func(*tx, *change) *apiError
	effect func(*tx, *change)
}

// platformRules are all the rules, in the order in which they are asked.
var platformRules = []rule{
	userIdentity, userNotDeleted, uniqueUserName, uniqueNickname,
	mixedSides,
	oneLicensePerUser, licensedPackage, licensedUser, seatLimit,
	assignmentTarget, profileOwnedSet, duplicateAssignment, guestAssignment, userLicenseAllows, assignmentNeedsSeat,
	permissionSetInUse, uniquePermissionSet,
	groupIdentity, uniqueGroup, groupMembersGo, callCenterGone,
	requiredACD, oneAssignment,
	uniqueFields, lookupsOfDeleted,
}

func (r *rule) applies(c *change) bool {
	return (r.object == "" || r.object == c.object.Name) && (r.verbs == nil || slices.Contains(r.verbs, c.verb))
}

// check asks every rule that concerns the change.
func (t *tx) check(c *change) *apiError {
	for i := range platformRules {
		if r := &platformRules[i]; r.derive != nil && c.after != nil && r.applies(c) {
			r.derive(t, c)
		}
	}
	for i := range platformRules {
		if r := &platformRules[i]; r.check != nil && r.applies(c) {
			if e := r.check(t, c); e != nil {
				return e
			}
		}
	}
	return nil
}

// effect lets the rules do what follows from a change that was written.
func (t *tx) effect(c *change) {
	for i := range platformRules {
		if r := &platformRules[i]; r.effect != nil && r.applies(c) {
			r.effect(t, c)
		}
	}
}

// first returns the first row whose indexed field holds a value and that fits, if there is one.
func (t *tx) first(object, field, value string, fits func(store.Row) bool) (store.Row, bool) {
	for row := range t.rows.By(object, field, value) {
		if fits(row) {
			return row, true
		}
	}
	return nil, false
}

func errDuplicate(field, id string) *apiError {
	return rejectRow("DUPLICATE_VALUE", []string{field},
		"duplicate value found: %s duplicates value on record with id: %s", field, id)
}
