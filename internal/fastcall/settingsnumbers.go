package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

type memberRow struct {
	UserID  string `json:"UserOrGroupId"`
	GroupID string `json:"GroupId"`
}

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
	members := new([]memberRow)
	soql := salesforce.SOQL("SELECT UserOrGroupId, GroupId FROM GroupMember WHERE UserOrGroupId IN ?", l.ids)
	l.ask("GroupMember", salesforce.Into(soql, members).Refused(&refused))
	return func() {
		if refused == nil {
			l.numbersOf(*members)
		}
	}
}

// numbersOf asks for the numbers of the users and of their groups.
func (l *settingsLook) numbersOf(members []memberRow) {
	usersOf := map[string][]string{}
	var groups []string
	for _, m := range members {
		if usersOf[m.GroupID] == nil {
			groups = append(groups, m.GroupID)
		}
		usersOf[m.GroupID] = append(usersOf[m.GroupID], m.UserID)
	}
	numbers, access := l.schema.sections[SectionPhoneNumber], l.schema.sections[SectionNumberAccess]
	condition, granted := numbers.belongs("assigned_user", l.ids, "assigned_group", groups), access.belongs("user", l.ids, "group", groups)
	condition += salesforce.SOQL(" OR ? = true", numbers.field("org_wide"))

	var own, given []row
	var hiddenOwn, hiddenGiven error
	l.second = append(l.second,
		numbers.read(numbers.selecting([]string{"assigned_group"}, "number", "assigned_user", "org_wide")+"WHERE "+condition, &own).Refused(&hiddenOwn),
		access.read(access.selectingPath(access.numberPath(), "user", "group")+"WHERE "+granted, &given).Refused(&hiddenGiven))
	l.objects[1] = append(l.objects[1], numbers.object.Name, access.object.Name)
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
func (s *section) belongs(userKey string, users []string, groupKey string, groups []string) string {
	condition := salesforce.SOQL("? IN ?", s.field(userKey), s.oneOf(userKey, users))
	if len(groups) > 0 {
		condition += salesforce.SOQL(" OR ? IN ?", s.group(groupKey), s.oneOf(groupKey, groups))
	}
	return condition
}

// numberPath leads from a row of number access to the number itself.
func (s *section) numberPath() salesforce.Name {
	return salesforce.Name(s.fields[keyLink].RelationshipName) + "." + s.schema.sections[SectionPhoneNumber].field("number")
}

// selectingPath begins a query for a path, a user and a group.
func (s *section) selectingPath(path salesforce.Name, userKey, groupKey string) string {
	return salesforce.SOQL("SELECT ? FROM ? ", []salesforce.Name{"Id", path, s.field(userKey), s.group(groupKey)}, s.name())
}
