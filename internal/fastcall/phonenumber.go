package fastcall

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// PhoneNumber is a number that Fastcall knows: a provisioned one, which it
// rents, or a verified one, which the company owns and shows to those it calls.
type PhoneNumber struct {
	ID string
	// Number is in E.164 form; as it stands in the org if it has none.
	Number string
	// Name is a label for people.
	Name string
	// Type is "provisioned" or "verified".
	Type  string
	Owner NumberOwner
	// OrgWideUnseen says that nobody can see whether the number is the whole org's:
	// Owner says no then.
	OrgWideUnseen bool
	// SMSCapable and OutboundSMS are nil if the org's schema has no such field.
	SMSCapable, OutboundSMS *bool
	// IVRID is empty for a number without an IVR.
	IVRID string
	// Access are those who may use the number for outbound calls beside its
	// owner; nil if they cannot be seen.
	Access []NumberAccess
	// groupRef is what the field of the owning group holds.
	groupRef string
}

// NumberOwner is whom a number is given to: a user, a group (by the id of the
// native group) or everybody. An org may hold more than one of them at once.
type NumberOwner struct {
	UserID  string
	GroupID string
	OrgWide bool
}

// None tells whether the number is given to nobody.
func (n NumberOwner) None() bool { return n == NumberOwner{} }

// Beyond is what n has that is not among others.
func (n NumberOwner) Beyond(others ...NumberOwner) NumberOwner {
	for _, other := range others {
		if n.UserID == other.UserID {
			n.UserID = ""
		}
		if n.GroupID == other.GroupID {
			n.GroupID = ""
		}
		n.OrgWide = n.OrgWide && !other.OrgWide
	}
	return n
}

// NumberAccess is a record by which a user or a group may use a number.
type NumberAccess struct{ ID, UserID, GroupID string }

// NumberKey names one number; exactly one field is set.
type NumberKey struct{ ID, Number string }

// String describes the key in words of the configuration.
func (k NumberKey) String() string {
	if k.ID != "" {
		return fmt.Sprintf("phone_number_id %q", k.ID)
	}
	return fmt.Sprintf("phone_number %q", k.Number)
}

// plain is the key as look-ups compare it.
func (k NumberKey) plain() NumberKey {
	if k.ID != "" {
		return NumberKey{ID: salesforce.LongID(k.ID)}
	}
	return NumberKey{Number: e164.Plain(k.Number)}
}

// Bears tells whether key names this number.
func (p *PhoneNumber) Bears(key NumberKey) bool {
	if key.ID != "" {
		return salesforce.SameID(p.ID, key.ID)
	}
	return e164.Same(p.Number, key.Number)
}

// BearsAll tells whether all keys name this number.
func (p *PhoneNumber) BearsAll(keys []NumberKey) bool {
	return !slices.ContainsFunc(keys, func(key NumberKey) bool { return !p.Bears(key) })
}

// Users and Groups list the ids of those who may use the number by a record of
// their own, sorted.
func (p *PhoneNumber) Users() []string {
	return p.admitted(func(a NumberAccess) string { return a.UserID })
}

// Groups is Users for groups.
func (p *PhoneNumber) Groups() []string {
	return p.admitted(func(a NumberAccess) string { return a.GroupID })
}

func (p *PhoneNumber) admitted(who func(NumberAccess) string) []string {
	ids := lists.Filter(lists.Map(p.Access, who), func(id string) bool { return id != "" })
	slices.Sort(ids)
	return slices.Compact(ids)
}

// NumberFilter narrows a list of numbers; empty members let everything pass.
type NumberFilter struct {
	Type                string
	UserID, GroupID     string
	Unassigned, Capable *bool
	// UsableBy is a user who may use the number: as its owner, because it is of
	// the whole org, by access of the user's own, or through a group.
	UsableBy string
}

// PhoneNumber returns the one number that all keys name; there is at least
// one. Look-ups that arrive together share a request.
func (o *Org) PhoneNumber(ctx context.Context, keys ...NumberKey) (*PhoneNumber, error) {
	found, err := walk.LookUp(ctx, o.numbers, o.lookUpNumbers, keys[0].plain(), walk.Filled[*PhoneNumber])
	if err != nil {
		return nil, err
	}
	switch len(found) {
	case 0:
		return nil, &NumberNotFoundError{Key: keys[0]}
	case 1:
	default:
		return nil, &AmbiguousNumberError{Key: keys[0], Numbers: found}
	}
	if !found[0].BearsAll(keys) {
		return nil, &NumberKeysDisagreeError{Keys: keys, Number: *found[0]}
	}
	return found[0], nil
}

// PhoneNumbers lists the numbers that pass a filter, sorted by number.
func (o *Org) PhoneNumbers(ctx context.Context, filter NumberFilter) ([]*PhoneNumber, error) {
	needed := filter.needs()
	if filter.UsableBy != "" && !o.config.SchemaMap[schemamap.NumberAccess].Unreachable {
		// Access that is hidden would leave numbers out.
		needed = append(needed, schemamap.NeedFields(schemamap.NumberAccess, "user", "group"))
	}
	if _, err := o.require(ctx, needed...); err != nil {
		return nil, err
	}
	all, err := o.numberLists.Do(ctx, struct{}{})
	if err != nil {
		return nil, err
	}
	var groups []string
	if filter.UsableBy != "" {
		if groups, err = o.groupsOf(ctx, filter.UsableBy); err != nil {
			return nil, err
		}
	}
	return lists.Filter(all, func(p *PhoneNumber) bool { return filter.passes(p, groups) }), nil
}

// needs are the fields without which the filter would pass wrong numbers.
func (f NumberFilter) needs() []schemamap.Need {
	fields := []string{"number"}
	if f.Type != "" {
		fields = append(fields, "type")
	}
	if f.Capable != nil {
		fields = append(fields, "sms_capable")
	}
	if f.UserID != "" || f.Unassigned != nil || f.UsableBy != "" {
		fields = append(fields, "assigned_user")
	}
	if f.GroupID != "" || f.Unassigned != nil || f.UsableBy != "" {
		fields = append(fields, "assigned_group")
	}
	if f.Unassigned != nil || f.UsableBy != "" {
		fields = append(fields, "org_wide")
	}
	return []schemamap.Need{schemamap.NeedFields(schemamap.PhoneNumber, fields...)}
}

func (f NumberFilter) passes(p *PhoneNumber, groups []string) bool {
	switch {
	case f.Type != "" && f.Type != p.Type,
		f.UserID != "" && salesforce.LongID(f.UserID) != p.Owner.UserID,
		f.GroupID != "" && salesforce.LongID(f.GroupID) != p.Owner.GroupID,
		f.Unassigned != nil && *f.Unassigned != p.Owner.None(),
		f.Capable != nil && (p.SMSCapable == nil || *f.Capable != *p.SMSCapable):
		return false
	}
	return f.UsableBy == "" || p.usable(salesforce.LongID(f.UsableBy), groups)
}

// usable tells whether a user who is in groups may use the number.
func (p *PhoneNumber) usable(userID string, groups []string) bool {
	return p.Owner.OrgWide || p.Owner.UserID == userID || slices.Contains(groups, p.Owner.GroupID) ||
		slices.ContainsFunc(p.Access, func(a NumberAccess) bool {
			return a.UserID == userID || slices.Contains(groups, a.GroupID)
		})
}

// groupsOf lists the native groups that a user is a member of.
func (o *Org) groupsOf(ctx context.Context, userID string) ([]string, error) {
	var rows []directMember
	if err := o.find(ctx, findMembers(&rows, walk.Condition{Path: "UserOrGroupId", In: []string{salesforce.LongID(userID)}})); err != nil {
		return nil, err
	}
	return lists.Map(rows, func(r directMember) string { return r.GroupID }), nil
}

func byNumber(a, b *PhoneNumber) int { return strings.Compare(a.Number+" "+a.ID, b.Number+" "+b.ID) }
