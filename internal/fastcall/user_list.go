package fastcall

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// UserFilter picks Fastcall users; what is nil or empty does not count.
type UserFilter struct {
	Active, Licensed *bool
	// Role is a role that the user holds, directly or through a permission set
	// group.
	Role         string
	CallCenterID string
	// UsernameContains is a part of the user name, whatever its case.
	UsernameContains string
}

func (f UserFilter) fits(s *Status) bool {
	return (f.Active == nil || *f.Active == s.User.Active) &&
		(f.Licensed == nil || s.Licensed != nil && *f.Licensed == *s.Licensed) &&
		(f.Role == "" || slices.Contains(s.Roles(), f.Role)) &&
		(f.CallCenterID == "" || salesforce.SameID(f.CallCenterID, s.User.CallCenterID)) &&
		strings.Contains(strings.ToLower(s.User.Username), strings.ToLower(f.UsernameContains))
}

// Roles are the roles that the user holds, directly or through a permission
// set group, sorted.
func (s *Status) Roles() []string {
	roles := lists.Map(s.Assignments, func(a Assignment) string { return a.Role })
	for _, grouped := range s.Grouped {
		roles = append(roles, grouped.Role)
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

// Users lists all Fastcall users, in one request and its further pages: whoever
// holds a seat or a permission set of Fastcall's, site guests aside.
func (o *Org) Users(ctx context.Context, filter UserFilter) ([]*Status, error) {
	found, err := o.people.Everyone(ctx)
	if err != nil {
		return nil, err
	}
	users := lists.Filter(slices.Collect(maps.Values(found)), func(s *Status) bool {
		return s.IsFastcallUser() && !s.User.IsGuest() && filter.fits(s)
	})
	slices.SortFunc(users, func(a, b *Status) int { return byUsername(a.User, b.User) })
	return users, nil
}
