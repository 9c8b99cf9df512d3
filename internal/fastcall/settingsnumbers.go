package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// numbers asks for the groups of the users and returns how to ask, once these
// are known, for the numbers that users may call from: assigned or made
// available to the user, to a group of the user's, or to the whole org. What
// the API user may not see leaves the numbers out; nothing else depends on them.
func (l *settingsLook) numbers() func() {
	if !l.has(SectionPhoneNumber, "number", "assigned_user", "assigned_group", "org_wide") || !l.has(SectionNumberAccess, "user", "group") ||
		l.schema.sections[SectionNumberAccess].fields[keyLink].RelationshipName == "" {
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
	numbers, access := l.schema.sections[SectionPhoneNumber], l.schema.sections[SectionNumberAccess]
	theirs := append(numbers.belongs("assigned_user", l.ids, "assigned_group", groups), walk.Condition{Path: numbers.field("org_wide"), On: true})

	var own, given []row
	var hiddenOwn, hiddenGiven error
	l.second = append(l.second,
		numbers.find(&own, numbers.columns([]string{"assigned_group"}, "number", "assigned_user", "org_wide"), theirs...).OrRefused(&hiddenOwn),
		access.find(&given, access.columns([]string{"group"}, "user"), access.belongs("user", l.ids, "group", groups)...).
			Along(access.numberPath()).OrRefused(&hiddenGiven))
	l.finish = append(l.finish, func() {
		if hiddenOwn != nil || hiddenGiven != nil {
			return
		}
		for _, s := range l.found {
			s.PhoneNumbers = []string{}
		}
		for _, r := range own {
			if r.flag("org_wide") {
				l.mayUse(r.text("number"), l.ids)
			}
			l.mayUse(r.text("number"), []string{r.ref("assigned_user")})
			l.mayUse(r.text("number"), usersOf[r.group("assigned_group")])
		}
		for _, r := range given {
			number := r.plain(string(access.numberPath()))
			l.mayUse(number, []string{r.ref("user")})
			l.mayUse(number, usersOf[r.group("group")])
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
func (s *section) belongs(userKey string, users []string, groupKey string, groups []string) []walk.Condition {
	conditions := []walk.Condition{s.among(userKey, users)}
	if len(groups) > 0 {
		conditions = append(conditions, s.amongGroups(groupKey, groups))
	}
	return conditions
}

// numberPath leads from a row of number access to the number itself.
func (s *section) numberPath() salesforce.Name {
	return salesforce.Name(s.fields[keyLink].RelationshipName) + "." + s.schema.sections[SectionPhoneNumber].field("number")
}
