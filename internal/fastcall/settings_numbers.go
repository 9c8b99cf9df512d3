package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
)

// numbers asks for the groups of the users and returns how to ask, once these
// are known, for the numbers that users may call from: assigned or made
// available to the user, to a group of the user's, or to the whole org. What
// the API user may not see leaves the numbers out; nothing else depends on them.
func (l *settingsLook) numbers() func() {
	if !l.has(schemamap.PhoneNumber, "number", "assigned_user", "assigned_group", "org_wide") || !l.has(schemamap.NumberAccess, "user", "group") ||
		l.schema.At(schemamap.NumberAccess).Fields[schemamap.Link].RelationshipName == "" {
		return func() {}
	}
	var refused error
	members := new([]directMember)
	l.ask(findMembers(members, walk.Condition{Path: "UserOrGroupId", In: l.ids}).OrRefused(&refused))
	return func() {
		if refused == nil {
			l.numbersOf(*members)
		}
	}
}

// numbersOf asks for the numbers of the users and of their groups.
func (l *settingsLook) numbersOf(members []directMember) {
	usersOf := map[string][]string{}
	var groups []string
	for _, m := range members {
		if usersOf[m.GroupID] == nil {
			groups = append(groups, m.GroupID)
		}
		usersOf[m.GroupID] = append(usersOf[m.GroupID], m.MemberID)
	}
	numbers, access := l.schema.At(schemamap.PhoneNumber), l.schema.At(schemamap.NumberAccess)
	theirs := append(belongs(numbers, "assigned_user", l.ids, "assigned_group", groups), walk.Condition{Path: numbers.Field("org_wide"), On: true})

	number := access.Behind(schemamap.Link, numbers.Field("number"))

	var own, given []schemamap.Row
	var hiddenOwn, hiddenGiven error
	l.second = append(l.second,
		numbers.Ask(&own, numbers.Columns([]string{"assigned_group"}, "number", "assigned_user", "org_wide"), theirs...).OrRefused(&hiddenOwn),
		access.Ask(&given, access.Columns([]string{"group"}, "user"), belongs(access, "user", l.ids, "group", groups)...).
			Along(number).OrRefused(&hiddenGiven))
	l.finish = append(l.finish, func() {
		if hiddenOwn != nil || hiddenGiven != nil {
			return
		}
		for _, s := range l.found {
			s.PhoneNumbers = []string{}
		}
		for _, r := range own {
			if r.Flag("org_wide") {
				l.mayUse(r.Text("number"), l.ids)
			}
			l.mayUse(r.Text("number"), []string{r.Ref("assigned_user")})
			l.mayUse(r.Text("number"), usersOf[r.Group("assigned_group")])
		}
		for _, r := range given {
			l.mayUse(r.Plain(string(number)), []string{r.Ref("user")})
			l.mayUse(r.Plain(string(number)), usersOf[r.Group("group")])
		}
	})
}

// mayUse notes that users may call from a number.
func (l *settingsLook) mayUse(number string, users []string) {
	for _, id := range users {
		if s, asked := l.found[id]; asked && number != "" && !slices.Contains(s.PhoneNumbers, number) {
			s.PhoneNumbers = append(s.PhoneNumbers, number)
		}
	}
}

// belongs is the condition that a row is one of users or of groups.
func belongs(s *schemamap.Place, userKey string, users []string, groupKey string, groups []string) []walk.Condition {
	conditions := []walk.Condition{s.Among(userKey, users)}
	if len(groups) > 0 {
		conditions = append(conditions, s.AmongGroups(groupKey, groups))
	}
	return conditions
}
