package fastcall

import (
	"context"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// reach says whom a look is about.
type reach struct {
	// ids are some users; nil means everybody who has anything of Fastcall's.
	ids []string
	// firstPages leaves further pages out.
	firstPages bool
}

// look is what a request for users and their parts brings in.
type look struct {
	reach reach
	// holders are the users with a seat, users those with a permission set, or
	// all of them by their ids.
	users, holders []userRow
	licenses       []userPackageLicenseRow
	assignments    []assignmentRow
	memberships    []membershipRow

	queries []salesforce.Query
	objects []string
	// left are questions whether a query has further pages.
	left []func() bool
}

// lookAtUsers reads users and their parts by their ids in one request.
func (o *Org) lookAtUsers(ctx context.Context, ids []string) (map[string]*Status, error) {
	found, _, err := o.look(ctx, reach{ids: ids})
	return found, err
}

// firstUsers reads first pages of everything, and tells whether that is all.
func (o *Org) firstUsers(ctx context.Context) (map[string]*Status, bool, error) {
	return o.look(ctx, reach{firstPages: true})
}

// allUsers reads everybody who has anything of Fastcall's.
func (o *Org) allUsers(ctx context.Context) (map[string]*Status, error) {
	found, _, err := o.look(ctx, reach{})
	return found, err
}

// look reads users and their parts in one request and its further pages. All
// ways of looking decode alike, so that a list and a single look never differ.
func (o *Org) look(ctx context.Context, r reach) (map[string]*Status, bool, error) {
	c, err := o.catalog.get(ctx)
	if err != nil {
		return nil, false, err
	}
	sets, err := o.fastcallSets(ctx)
	if err != nil {
		return nil, false, err
	}
	if len(c.missingGroups) > 0 {
		return nil, false, &GroupsNotFoundError{Groups: c.missingGroups}
	}
	license, seated, err := o.seatLicense(ctx)
	if err != nil {
		return nil, false, err
	}
	l := &look{reach: r}
	l.ask(sets, c.groups, license.ID, seated)
	if err := o.client.Query(ctx, l.queries...); err != nil {
		return nil, false, hidden(err, l.objects...)
	}
	found := l.assemble(o.fastcallGroup, rolesBySet(sets), c.groups)
	for _, s := range found {
		s.Licensed = o.licensed(s.LicenseID != "", seated)
	}
	return found, l.whole(), nil
}

// ask writes the queries.
func (l *look) ask(sets []PermissionSet, groups []groupComponentRow, licenseID string, seated bool) {
	const (
		users       = "SELECT " + userFields + " FROM User WHERE Id IN "
		memberships = "SELECT Id, UserOrGroupId, GroupId, Group.Name, Group.DeveloperName FROM GroupMember WHERE Group.Type = 'Regular'"
		licenses    = "SELECT Id, UserId FROM UserPackageLicense WHERE PackageLicenseId = ?"
	)
	if ids := l.reach.ids; ids != nil {
		add(l, "User", salesforce.SOQL(users+"?", ids), &l.users)
		add(l, "GroupMember", salesforce.SOQL(memberships+" AND UserOrGroupId IN ?", ids), &l.memberships)
		add(l, "PermissionSetAssignment", assignmentQuery(ids, sets, groups), &l.assignments)
		if seated {
			add(l, "UserPackageLicense", salesforce.SOQL(licenses+" AND UserId IN ?", licenseID, ids), &l.licenses)
		}
		return
	}
	given := givenSets(sets, groups)
	add(l, "User", users+"(SELECT AssigneeId FROM PermissionSetAssignment WHERE "+given+")", &l.users)
	add(l, "GroupMember", memberships, &l.memberships)
	add(l, "PermissionSetAssignment", anyAssignments+given, &l.assignments)
	if seated {
		add(l, "User", salesforce.SOQL(users+"(SELECT UserId FROM UserPackageLicense WHERE PackageLicenseId = ?)", licenseID), &l.holders)
		add(l, "UserPackageLicense", salesforce.SOQL(licenses, licenseID), &l.licenses)
	}
}

// add puts a query for rows of an object into the look.
func add[T any](l *look, object, soql string, rows *[]T) {
	l.objects = append(l.objects, object)
	if !l.reach.firstPages {
		l.queries = append(l.queries, salesforce.Into(soql, rows))
		return
	}
	total := new(int)
	l.queries = append(l.queries, salesforce.FirstPage(soql, rows, total))
	l.left = append(l.left, func() bool { return *total > len(*rows) })
}

// whole tells whether no query has further pages.
func (l *look) whole() bool {
	for _, left := range l.left {
		if left() {
			return false
		}
	}
	return true
}

const anyAssignments = "SELECT Id, AssigneeId, PermissionSetId, PermissionSetGroupId FROM PermissionSetAssignment WHERE "

// assignmentQuery asks for the users' own assignments of Fastcall's permission
// sets, and for those of permission set groups that bring them.
func assignmentQuery(ids []string, sets []PermissionSet, groups []groupComponentRow) string {
	return salesforce.SOQL(anyAssignments+"AssigneeId IN ? AND ", ids) + givenSets(sets, groups)
}

// givenSets is the condition for assignments of sets and of the permission
// set groups that bring them.
func givenSets(sets []PermissionSet, groups []groupComponentRow) string {
	ids := convert(sets, func(p PermissionSet) string { return p.ID })
	if len(groups) == 0 {
		return salesforce.SOQL("PermissionSetId IN ?", ids)
	}
	return salesforce.SOQL("(PermissionSetId IN ? OR PermissionSetGroupId IN ?)", ids,
		convert(groups, func(g groupComponentRow) string { return g.GroupID }))
}
