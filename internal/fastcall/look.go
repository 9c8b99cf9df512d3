package fastcall

import (
	"context"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// reach says whom a look is about.
type reach struct {
	// ids are some users; nil means everybody.
	ids []string
	// firstPages leaves further pages out, holders leaves out who has nothing of
	// Fastcall's.
	firstPages, holders bool
}

// look is what a request for users and their parts brings in.
type look struct {
	reach reach
	// users are those by their ids or all there are, holders those who hold
	// something of Fastcall's.
	users, holders []userRow
	// below are child subqueries on users, parents users with their rows. assigned
	// is the relationship through which assignments are found so; empty: they are
	// asked for by themselves.
	below       []string
	assigned    string
	parents     []parentRow
	licenses    []userPackageLicenseRow
	assignments []assignmentRow
	memberships []membershipRow

	sets   []PermissionSet
	groups []groupComponentRow
	seated bool

	queries []salesforce.Query
	objects []string
	// total is the number of all users.
	total *int
	// left are questions whether a query has further pages, that for all users
	// first.
	left []func() bool
}

// mostUsers bounds the orgs all of whose users are read: ten pages.
const mostUsers = 20_000

// lookAtUsers reads users and their parts by their ids in one request.
func (o *Org) lookAtUsers(ctx context.Context, ids []string) (map[string]*Status, error) {
	found, err := o.look(ctx, reach{ids: ids})
	return found.Rows, err
}

// firstUsers reads first pages of everything. An org of which they hold
// everything is known completely then; one with more users by those who hold
// something of Fastcall's.
func (o *Org) firstUsers(ctx context.Context) (walk.Reading[*Status], error) {
	return o.look(ctx, reach{firstPages: true})
}

// allUsers reads all users, or, where they are too many, everybody who holds
// something of Fastcall's.
func (o *Org) allUsers(ctx context.Context) (walk.Reading[*Status], error) {
	return o.look(ctx, reach{holders: o.manyUsers.Load()})
}

// look reads users and their parts in one request and its further pages. All
// ways of looking decode alike, so that a list and a single look never differ.
func (o *Org) look(ctx context.Context, r reach) (walk.Reading[*Status], error) {
	var none walk.Reading[*Status]
	l := &look{reach: r}
	if err := o.prepare(ctx, l); err != nil {
		return none, err
	}
	if err := o.client.Query(ctx, l.queries...); err != nil {
		return none, o.gather(ctx, hidden(err, l.objects...))[0]
	}
	if r.firstPages {
		o.manyUsers.Store(*l.total > mostUsers)
	}
	if err := o.lookAtRest(ctx, l); err != nil {
		return none, err
	}
	found := walk.Reading[*Status]{Rows: o.statuses(l)}
	found.Whole, found.Complete = l.whole(0), l.whole(0) && !r.holders
	if !found.Whole {
		found.Whole = l.whole(1) // Who holds something is known even if not who else there is.
	}
	return found, nil
}

// prepare writes the queries of a look.
func (o *Org) prepare(ctx context.Context, l *look) (err error) {
	c, err := o.catalog.Get(ctx)
	if err != nil {
		return err
	}
	if l.sets, err = o.fastcallSets(ctx); err != nil {
		return err
	}
	if len(c.missingGroups) > 0 {
		return &GroupsNotFoundError{Groups: c.missingGroups}
	}
	license, seated, err := o.seatLicense(ctx)
	if err != nil {
		return err
	}
	l.groups, l.seated = c.groups, seated
	l.ask(license.ID)
	return nil
}

// takeAssignments takes in the assignments below users, and tells whether these
// are all.
func (l *look) takeAssignments() bool {
	for _, parent := range l.parents {
		found, some := parent.below[strings.ToLower(l.assigned)]
		if some && !found.Done {
			return false
		}
		for _, values := range found.Records {
			l.assignments = append(l.assignments, assignmentRow{ID: walk.Text(values, "Id"), AssigneeID: walk.Text(values, "AssigneeId"),
				PermissionSetID: walk.Text(values, "PermissionSetId"), GroupID: walk.Text(values, "PermissionSetGroupId")})
		}
	}
	return true
}

// statuses puts together what a look brought in.
func (o *Org) statuses(l *look) map[string]*Status {
	found := l.assemble(o.fastcallGroup)
	for _, s := range found {
		s.Licensed = o.licensed(s.LicenseID != "", l.seated)
	}
	return found
}

// ask writes the queries.
func (l *look) ask(licenseID string) {
	const (
		users       = "SELECT " + userFields + " FROM User"
		memberships = "SELECT Id, UserOrGroupId, GroupId, Group.Name, Group.DeveloperName FROM GroupMember WHERE Group.Type = 'Regular'"
		licenses    = "SELECT Id, UserId FROM UserPackageLicense WHERE PackageLicenseId = ?"
	)
	l.total = new(int)
	if ids := l.reach.ids; ids != nil {
		if l.assigned != "" {
			l.below = append(l.below, "(SELECT Id, AssigneeId, PermissionSetId, PermissionSetGroupId FROM "+l.assigned+
				" WHERE "+givenSets(l.sets, l.groups)+")")
		}
		if len(l.below) > 0 {
			soql := salesforce.SOQL("SELECT "+userFields+", "+strings.Join(l.below, ", ")+" FROM User WHERE Id IN ?", ids)
			add(l, "User", soql, &l.parents, l.total)
		} else {
			add(l, "User", salesforce.SOQL(users+" WHERE Id IN ?", ids), &l.users, l.total)
		}
		add(l, "GroupMember", salesforce.SOQL(memberships+" AND UserOrGroupId IN ?", ids), &l.memberships, nil)
		if l.assigned == "" {
			add(l, "PermissionSetAssignment", assignmentQuery(ids, l.sets, l.groups), &l.assignments, nil)
		}
		if l.seated {
			add(l, "UserPackageLicense", salesforce.SOQL(licenses+" AND UserId IN ?", licenseID, ids), &l.licenses, nil)
		}
		return
	}
	given := givenSets(l.sets, l.groups)
	if !l.reach.holders {
		add(l, "User", users, &l.users, l.total)
	}
	add(l, "GroupMember", memberships, &l.memberships, nil)
	add(l, "PermissionSetAssignment", anyAssignments+given, &l.assignments, nil)
	if l.seated {
		add(l, "UserPackageLicense", salesforce.SOQL(licenses, licenseID), &l.licenses, nil)
	}
	if !l.reach.holders && !l.reach.firstPages {
		return
	}
	holders := users + " WHERE Id IN (SELECT AssigneeId FROM PermissionSetAssignment WHERE " + given + ")"
	if l.seated {
		holders = salesforce.SOQL(users+" WHERE Id IN (SELECT UserId FROM UserPackageLicense WHERE PackageLicenseId = ?)", licenseID)
	}
	add(l, "User", holders, &l.holders, nil)
}

// add puts a query for rows of an object into the look; total, if it is not
// nil, becomes the number of rows that match.
func add[T any](l *look, object, soql string, rows *[]T, total *int) {
	l.objects = append(l.objects, object)
	if !l.reach.firstPages {
		l.queries = append(l.queries, salesforce.Into(soql, rows))
		return
	}
	if total == nil {
		total = new(int)
	}
	l.queries = append(l.queries, salesforce.FirstPage(soql, rows, total))
	l.left = append(l.left, func() bool { return *total > len(*rows) })
}

// whole tells whether no query has further pages, the first few left out.
func (l *look) whole(but int) bool {
	for i, left := range l.left {
		if i >= but && left() {
			return false
		}
	}
	return true
}

// lookAtRest reads the users who hold something of Fastcall's and are among
// neither all users nor the holders of seats: half a Fastcall user, or a site's
// guest.
func (o *Org) lookAtRest(ctx context.Context, l *look) error {
	if l.reach.ids != nil || !l.whole(1) {
		return nil
	}
	seen := map[string]bool{}
	for _, row := range slices.Concat(l.users, l.holders) {
		seen[row.ID] = true
	}
	var rest []string
	for _, row := range l.assignments {
		rest = append(rest, row.AssigneeID)
	}
	for _, row := range l.licenses {
		rest = append(rest, row.UserID)
	}
	rest = lists.Filter(lists.Distinct(rest), func(id string) bool { return !seen[id] })
	if len(rest) == 0 || l.whole(0) && !l.reach.holders {
		return nil // Whom all users do not include, no query returns.
	}
	found, err := o.usersByID(ctx, rest)
	l.holders = append(l.holders, found...)
	return err
}

// usersByID reads users, however many.
func (o *Org) usersByID(ctx context.Context, ids []string) ([]userRow, error) {
	var queries []salesforce.Query
	var found []*[]userRow
	for some := range slices.Chunk(ids, walk.IDsPerQuery) {
		rows := new([]userRow)
		found = append(found, rows)
		queries = append(queries, salesforce.Into(salesforce.SOQL("SELECT "+userFields+" FROM User WHERE Id IN ?", some), rows))
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, hidden(err, "User")
	}
	var all []userRow
	for _, rows := range found {
		all = append(all, *rows...)
	}
	return all, nil
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
	ids := lists.Map(sets, func(p PermissionSet) string { return p.ID })
	if len(groups) == 0 {
		return salesforce.SOQL("PermissionSetId IN ?", ids)
	}
	return salesforce.SOQL("(PermissionSetId IN ? OR PermissionSetGroupId IN ?)", ids,
		lists.Map(groups, func(g groupComponentRow) string { return g.GroupID }))
}
