package fastcall

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Drift is what is in the org and neither an onboarding nor a release would
// have left there. Every list is in order of user names.
type Drift struct {
	// Incomplete are active users who have some but not all that makes a
	// Fastcall user.
	Incomplete []IncompleteUser
	// Orphans are permission sets of Fastcall's that give nothing, because
	// their user holds no seat.
	Orphans []OrphanAssignment
	// Misplaced are active Fastcall users in a call center that is none of those
	// looked for.
	Misplaced []MisplacedUser
	// Inactive are deactivated users who still hold a seat.
	Inactive []User
	// Memberships and Numbers are what ties people who are no Fastcall users.
	Memberships []StrayMembership
	Numbers     []StrayNumber
	// NumbersUnseen tells that nobody could look for Numbers.
	NumbersUnseen bool
}

// Clean tells whether nothing was found.
func (d *Drift) Clean() bool {
	return len(d.Incomplete)+len(d.Orphans)+len(d.Misplaced)+len(d.Inactive)+len(d.Memberships)+len(d.Numbers) == 0
}

// IncompleteUser is half a Fastcall user.
type IncompleteUser struct {
	User          User
	Held, Missing []Part
}

// OrphanAssignment is a permission set of a user without a seat.
type OrphanAssignment struct {
	User       User
	Assignment Assignment
}

// MisplacedUser is a Fastcall user in another call center.
type MisplacedUser struct {
	User User
	In   CallCenter // only ID if it is not visible
}

// StrayMembership is a membership in a group of Fastcall's that rings nobody.
type StrayMembership struct {
	User       User // only ID if it is not visible
	Membership Membership
}

// StrayNumber is a number that belongs to somebody who is no Fastcall user, or
// that such a person may use.
type StrayNumber struct {
	User   User // only ID if it is not visible
	Number Blocker
}

// DriftFilter says what to look for.
type DriftFilter struct {
	// CallCenters are those in which a Fastcall user may be, by name, internal
	// name or id; none means the default one.
	CallCenters []string
	// UserIDs are the only users to look at, Ignored are not looked at: by
	// 18-character id.
	UserIDs, Ignored []string
}

// Drift looks for what is out of order. Users, and what ties them, come from
// the walk's one look at everybody; what only this question needs costs one
// request, and one more for the names of people who are no Fastcall users.
func (o *Org) Drift(ctx context.Context, filter DriftFilter) (*Drift, error) {
	centers, err := o.callCenters(ctx, filter.CallCenters)
	if err != nil {
		return nil, err
	}
	licensing, err := o.Licensing(ctx)
	if err != nil {
		return nil, err
	}
	people, err := o.people.Everyone(ctx)
	if err != nil {
		return nil, err
	}
	ties, err := o.holdings.Get(ctx)
	if err != nil {
		return nil, err
	}
	s := &survey{org: o, centers: centers, seated: licensing == BySeat, people: people, ties: ties,
		drift: &Drift{NumbersUnseen: ties.unfound != nil || !o.seesNumbers(ctx)}}
	if err := s.lookAround(ctx); err != nil {
		return nil, err
	}
	for _, status := range slices.SortedFunc(maps.Values(people), func(a, b *Status) int { return byUsername(a.User, b.User) }) {
		if status.IsFastcallUser() && !status.User.IsGuest() && filter.wants(status.User) {
			s.judge(ctx, status)
		}
	}
	for _, user := range s.onlyCentered {
		if filter.wants(user) {
			s.drift.Incomplete = append(s.drift.Incomplete, s.incomplete(&Status{User: user}))
		}
	}
	slices.SortStableFunc(s.drift.Incomplete, func(a, b IncompleteUser) int { return byUsername(a.User, b.User) })
	s.strays(filter)
	return s.drift, nil
}

// seesNumbers tells whether the look at what ties people reaches numbers.
func (o *Org) seesNumbers(ctx context.Context) bool {
	g, err := o.ground.Get(ctx)
	return err == nil && g.schema != nil && g.schema.At(schemamap.PhoneNumber).Object != nil
}

func (f DriftFilter) wants(user User) bool {
	return (f.UserIDs == nil || slices.Contains(f.UserIDs, user.ID)) && !slices.Contains(f.Ignored, user.ID)
}

// callCenters resolves names; none stands for the default.
func (o *Org) callCenters(ctx context.Context, wanted []string) ([]string, error) {
	if len(wanted) == 0 {
		wanted = []string{""}
	}
	ids := make([]string, 0, len(wanted))
	for _, name := range wanted {
		center, err := o.CallCenter(ctx, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, center.ID)
	}
	return ids, nil
}

// survey is one look for what is out of order.
type survey struct {
	org     *Org
	centers []string // ids
	seated  bool     // whether seats are handed out one by one
	people  map[string]*Status
	ties    *holdings
	drift   *Drift

	// onlyCentered have nothing of Fastcall's but a call center, members are
	// outsiders in Fastcall's groups, outsiders are the rows of such users.
	onlyCentered []User
	members      []membershipRow
	outsiders    map[string]User
}

// judge looks at one who holds a seat or a permission set.
func (s *survey) judge(ctx context.Context, status *Status) {
	d := s.drift
	if s.seated && status.LicenseID == "" {
		for _, assignment := range status.Assignments {
			d.Orphans = append(d.Orphans, OrphanAssignment{User: status.User, Assignment: assignment})
		}
	}
	if !status.User.Active {
		if status.LicenseID != "" {
			d.Inactive = append(d.Inactive, status.User)
		}
		return
	}
	if found := s.incomplete(status); len(found.Missing) > 0 {
		d.Incomplete = append(d.Incomplete, found)
	}
	if in := status.User.CallCenterID; in != "" && !slices.Contains(s.centers, in) {
		d.Misplaced = append(d.Misplaced, MisplacedUser{User: status.User, In: s.org.callCenterByID(ctx, in)})
	}
}

// incomplete sorts the parts of a user into those held and those missing.
func (s *survey) incomplete(status *Status) IncompleteUser {
	found := IncompleteUser{User: status.User}
	found.Held, found.Missing = status.parts(s.seated)
	return found
}

// parts are what makes a Fastcall user: what the user has of it, and what not.
// seated tells whether seats are handed out one by one.
func (s *Status) parts(seated bool) (held, missing []Part) {
	for _, part := range []struct {
		part          Part
		needed, there bool
	}{
		{PartLicense, seated, s.LicenseID != ""},
		{PartPermissionSet, true, len(s.Assignments)+len(s.Grouped) > 0},
		{PartCallCenter, true, s.User.CallCenterID != ""},
	} {
		switch {
		case part.there:
			held = append(held, part.part)
		case part.needed:
			missing = append(missing, part.part)
		}
	}
	return held, missing
}

// lookAround finds what the look at everybody leaves out: people with nothing
// but a call center, and members of Fastcall's groups who are no Fastcall
// users.
func (s *survey) lookAround(ctx context.Context) error {
	var centered []userRow
	asked := s.memberQueries()
	found := make([][]membershipRow, len(asked))
	queries := []salesforce.Query{salesforce.Into(
		salesforce.SOQL("SELECT "+userFields+" FROM User WHERE IsActive = true AND CallCenterId IN ?", s.centers), &centered)}
	for i, soql := range asked {
		queries = append(queries, salesforce.Into(soql, &found[i]))
	}
	if err := s.org.client.Query(ctx, queries...); err != nil {
		return hidden(err, "User", "GroupMember")
	}
	s.outsiders = map[string]User{}
	for _, row := range centered {
		if user := row.value(); !s.isFastcallUser(user.ID) && !user.IsGuest() {
			s.onlyCentered = append(s.onlyCentered, user)
			s.outsiders[user.ID] = user
		}
	}
	seen := map[string]bool{}
	s.members = lists.Filter(slices.Concat(found...), func(row membershipRow) bool {
		ours, again := s.org.fastcallGroup(row) || s.ties.groups[row.GroupID], seen[row.ID]
		seen[row.ID] = true
		return ours && !again && strings.HasPrefix(row.UserID, userPrefix) && !s.isFastcallUser(row.UserID)
	})
	return s.nameOutsiders(ctx)
}

// memberQueries ask for the members of groups that may be Fastcall's.
func (s *survey) memberQueries() []string {
	const members = "SELECT Id, UserOrGroupId, GroupId, Group.Name, Group.DeveloperName FROM GroupMember WHERE Group.Type = 'Regular' AND "
	like := "%" + s.org.config.Namespace + "%"
	named := salesforce.SOQL("Group.Name LIKE ? OR Group.DeveloperName LIKE ?", like, like)
	if listed := s.org.config.Groups; len(listed) > 0 {
		named += salesforce.SOQL(" OR Group.Name IN ? OR Group.DeveloperName IN ?", listed, listed)
	}
	ids := slices.Sorted(maps.Keys(s.ties.groups))
	for _, listed := range s.org.config.Groups {
		if isGroup(listed) {
			ids = append(ids, salesforce.LongID(listed))
		}
	}
	queries := []string{members + "(" + named + ")"}
	for some := range slices.Chunk(ids, walk.IDsPerQuery) {
		queries = append(queries, members+salesforce.SOQL("GroupId IN ?", some))
	}
	return queries
}

func (s *survey) isFastcallUser(userID string) bool {
	status, there := s.people[userID]
	return there && status.IsFastcallUser()
}

// nameOutsiders looks up people who are no Fastcall users and whom something
// of Fastcall's names.
func (s *survey) nameOutsiders(ctx context.Context) error {
	wanted := map[string]bool{}
	for _, row := range s.members {
		wanted[row.UserID] = true
	}
	for id, tied := range s.ties.byUser {
		if !s.isFastcallUser(id) && len(tied.numbers()) > 0 {
			wanted[id] = true
		}
	}
	for id := range s.outsiders {
		delete(wanted, id)
	}
	if len(wanted) == 0 {
		return nil
	}
	rows, err := s.org.usersByID(ctx, slices.Sorted(maps.Keys(wanted)))
	if err != nil {
		return err
	}
	for _, row := range rows {
		s.outsiders[row.ID] = row.value()
	}
	return nil
}

// numbers are the phone numbers among what ties a user.
func (t *tied) numbers() []Blocker {
	return lists.Filter(t.blockers(), func(b Blocker) bool { return b.Kind == BlockingNumbers })
}

// strays lists what names people who are no Fastcall users. Guests of a site
// are nobody's business here.
func (s *survey) strays(filter DriftFilter) {
	who := func(id string) (User, bool) {
		user, known := s.outsiders[id]
		if !known {
			user = User{ID: id}
		}
		return user, filter.wants(user) && !user.IsGuest()
	}
	d := s.drift
	for _, row := range s.members {
		if user, wanted := who(row.UserID); wanted {
			d.Memberships = append(d.Memberships, StrayMembership{User: user, Membership: row.value()})
		}
	}
	for id, tied := range s.ties.byUser {
		if s.isFastcallUser(id) {
			continue
		}
		user, wanted := who(id)
		for _, number := range tied.numbers() {
			if wanted {
				d.Numbers = append(d.Numbers, StrayNumber{User: user, Number: number})
			}
		}
	}
	slices.SortFunc(d.Memberships, func(a, b StrayMembership) int {
		if c := byUsername(a.User, b.User); c != 0 {
			return c
		}
		return byGroup(a.Membership, b.Membership)
	})
	slices.SortFunc(d.Numbers, func(a, b StrayNumber) int {
		if c := byUsername(a.User, b.User); c != 0 {
			return c
		}
		// A number that belongs to the user comes before the right to use it.
		return compareTexts(a.Number.Name, b.Number.Name, string(b.Number.Section), string(a.Number.Section), a.Number.ID, b.Number.ID)
	})
}
