package fastcall

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// FindUser returns the one user that all keys name; there is at least one.
func (o *Org) FindUser(ctx context.Context, keys []UserKey) (User, error) {
	user, err := o.findUser(ctx, keys[0])
	if err == nil && !user.BearsAll(keys) {
		err = &KeysDisagreeError{Keys: keys, User: user}
	}
	return user, err
}

func (o *Org) findUser(ctx context.Context, key UserKey) (User, error) {
	users, err := o.usersWith(ctx, key)
	if err != nil {
		return User{}, err
	}
	switch len(users) {
	case 1:
		return users[0], nil
	case 0:
		return User{}, &UserNotFoundError{Key: key}
	default:
		return User{}, &AmbiguousUserError{Key: key, Users: users}
	}
}

// FindUserByAny returns the one user that any of the keys names.
func (o *Org) FindUserByAny(ctx context.Context, keys ...UserKey) (User, error) {
	found := map[string]User{}
	group, groupCtx := errgroup.WithContext(ctx)
	results := make([][]User, len(keys))
	for i, key := range keys {
		group.Go(func() (err error) {
			results[i], err = o.usersWith(groupCtx, key)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return User{}, err
	}
	for _, user := range slices.Concat(results...) {
		found[user.ID] = user
	}
	users := slices.SortedFunc(maps.Values(found), byUsername)
	switch len(users) {
	case 1:
		return users[0], nil
	case 0:
		return User{}, &UserNotFoundError{Key: keys[len(keys)-1]}
	default:
		return User{}, &AmbiguousUserError{Key: keys[len(keys)-1], Users: users}
	}
}

// usersWith lists the users that a key names: from a read of all users if this
// walk has made one, else looked up.
func (o *Org) usersWith(ctx context.Context, key UserKey) ([]User, error) {
	all, err := o.people.List(ctx)
	if refused := new(salesforce.APIError); errors.As(err, &refused) && !unfound(err) {
		return nil, err // What keeps everything from being asked.
	}
	// Whatever else keeps all users from being read, one of them may be there.
	if err == nil && all != nil {
		users := o.directory.of(all).named(key)
		known := !slices.ContainsFunc(users, func(u User) bool { return o.people.Written(u.ID) })
		if len(users) > 0 && known {
			return users, nil
		}
	}
	return o.finds.Do(ctx, key)
}

// directory is an index of all users, made once for each read of them.
type directory struct {
	mu    sync.Mutex
	read  *walk.Reading[*Status]
	index *userIndex
}

// of returns the index of what was read.
func (d *directory) of(read *walk.Reading[*Status]) *userIndex {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.read != read {
		users := make([]User, 0, len(read.Rows))
		for _, s := range read.Rows {
			users = append(users, s.User)
		}
		d.read, d.index = read, newUserIndex(users)
	}
	return d.index
}

// findUsers looks up users by their keys, one query for each kind of key.
func (o *Org) findUsers(ctx context.Context, keys []UserKey) (map[UserKey][]User, error) {
	var rows [3][]userRow
	var queries []salesforce.Query
	for i, field := range []string{"Id", "Username", "FederationIdentifier"} {
		var values []string
		for _, key := range keys {
			if value := [...]string{key.ID, key.Username, key.FederationID}[i]; value != "" {
				values = append(values, value)
			}
		}
		if len(values) > 0 {
			soql := salesforce.SOQL("SELECT "+userFields+" FROM User WHERE "+field+" IN ?", values)
			queries = append(queries, salesforce.Into(soql, &rows[i]))
		}
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, hidden(err, "User")
	}
	users := lists.Map(slices.Concat(rows[:]...), userRow.value)
	return matchUsers(keys, users), nil
}

// matchUsers hands each key the users that it names.
func matchUsers(keys []UserKey, users []User) map[UserKey][]User {
	index := newUserIndex(users)
	found := make(map[UserKey][]User, len(keys))
	for _, key := range keys {
		found[key] = index.named(key)
	}
	return found
}

// userIndex finds users by their keys. User names and federation ids are
// compared as SOQL compares them, without regard to case (S15).
type userIndex struct {
	byID                     map[string]User
	byUsername, byFederation map[string][]string
}

// newUserIndex takes in each user once.
func newUserIndex(users []User) *userIndex {
	x := &userIndex{byID: make(map[string]User, len(users)), byUsername: map[string][]string{}, byFederation: map[string][]string{}}
	for _, user := range users {
		if _, seen := x.byID[user.ID]; seen {
			continue
		}
		x.byID[user.ID] = user
		name, federation := strings.ToLower(user.Username), strings.ToLower(user.FederationID)
		x.byUsername[name] = append(x.byUsername[name], user.ID)
		x.byFederation[federation] = append(x.byFederation[federation], user.ID)
	}
	return x
}

// named lists the users that a key names.
func (x *userIndex) named(key UserKey) []User {
	var ids []string
	switch {
	case key.ID != "":
		if id, err := salesforce.ID18(key.ID); err == nil {
			ids = []string{id}
		}
	case key.Username != "":
		ids = x.byUsername[strings.ToLower(key.Username)]
	default:
		ids = x.byFederation[strings.ToLower(key.FederationID)]
	}
	var users []User
	for _, id := range ids {
		if user, ok := x.byID[id]; ok {
			users = append(users, user)
		}
	}
	return users
}

// Status looks at a user and everything Fastcall the user holds, afresh. A
// user whose row is not returned is hidden: Salesforce deletes no users.
func (o *Org) Status(ctx context.Context, userID string) (*Status, error) {
	if walk.Looking(ctx) {
		return o.ReadStatus(ctx, userID)
	}
	status, err := o.looks.Do(ctx, userID)
	if err != nil {
		return nil, err
	}
	if status == nil {
		return nil, &HiddenError{Object: "User", RecordID: userID, Permission: permissionFor["User"]}
	}
	return status, nil
}

// ReadStatus is Status for what decides no write: it may come from a read of
// all users that this walk has made since its last write.
func (o *Org) ReadStatus(ctx context.Context, userID string) (*Status, error) {
	status, err := o.people.Get(ctx, userID)
	if err == nil && status == nil {
		err = &HiddenError{Object: "User", RecordID: userID, Permission: permissionFor["User"]}
	}
	return status, err
}

func rolesBySet(sets []PermissionSet) map[string]string {
	roles := make(map[string]string, len(sets))
	for _, set := range sets {
		roles[set.ID] = set.Role
	}
	return roles
}

// assemble puts the rows of each user together; ours tells which groups are
// Fastcall's.
func (l *look) assemble(ours func(membershipRow) bool) map[string]*Status {
	roles := rolesBySet(l.sets)
	found := make(map[string]*Status, len(l.users)+len(l.parents))
	for _, row := range l.parents {
		found[row.ID] = &Status{User: row.value()}
	}
	for _, row := range slices.Concat(l.users, l.holders) {
		found[row.ID] = &Status{User: row.value()}
	}
	for _, row := range l.licenses {
		if s, ok := found[row.UserID]; ok {
			s.LicenseID = row.ID
		}
	}
	for _, row := range l.assignments {
		if s, ok := found[row.AssigneeID]; ok {
			s.addAssignment(row, roles, l.groups)
		}
	}
	for _, row := range l.memberships {
		if s, ok := found[row.UserID]; ok && ours(row) {
			s.Memberships = append(s.Memberships, row.value())
		} else if ok {
			s.others = append(s.others, row.value())
		}
	}
	for _, s := range found {
		slices.SortFunc(s.Assignments, func(a, b Assignment) int { return strings.Compare(a.ID, b.ID) })
		slices.SortFunc(s.Grouped, func(a, b GroupedRole) int { return strings.Compare(a.Role+a.Group, b.Role+b.Group) })
		slices.SortFunc(s.Memberships, byGroup)
	}
	return found
}

// addAssignment takes in a user's own assignment, or the roles that a
// permission set group brings.
func (s *Status) addAssignment(row assignmentRow, roles map[string]string, groups []groupComponentRow) {
	if row.GroupID == "" {
		s.Assignments = append(s.Assignments,
			Assignment{ID: row.ID, PermissionSetID: row.PermissionSetID, Role: roles[row.PermissionSetID]})
		return
	}
	for _, component := range groups {
		if component.GroupID == row.GroupID {
			s.Grouped = append(s.Grouped, GroupedRole{Role: roles[component.PermissionSetID], Group: component.Group.Label})
		}
	}
}
