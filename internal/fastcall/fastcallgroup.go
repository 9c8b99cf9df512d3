package fastcall

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Group is a native Salesforce group and what Fastcall keeps about it. What
// was not looked at is empty.
type Group struct {
	ID            string
	Name          string
	DeveloperName string
	// Type is "Regular" for a public group; queues and roles have others.
	Type string
	// RecordID is Fastcall's own record of the group, without which Fastcall
	// does not know it; empty: there is none.
	RecordID   string
	RecordName string
	Extension  string
	// Members are the ids of the users who are direct members, sorted. Other
	// groups and roles may be members as well; Fastcall rings users only.
	Members []string
	// ACD are the settings for distributing calls, one for each record that
	// carries them: in some orgs every transfer to the group has its own.
	ACD []Options
	// SharedRecordings are the ids of the messages shared with the group, sorted.
	SharedRecordings []string
	ThreeWayCalls    bool
	// PhoneNumberIDs are the numbers assigned to the group, sorted; nil if the
	// org's numbers were not found.
	PhoneNumberIDs []string

	rows groupRows
}

// groupRows are the rows behind a Group.
type groupRows struct {
	members  map[string]string // row ids by user id
	record   row
	acd      []row
	shares   []row
	threeWay []row
	numbers  []row
	access   []row
	actions  []row
	// unseen are sections that the configuration calls unreachable.
	unseen []Section
}

// Regular tells whether the group is a public group, the only kind that
// Fastcall uses.
func (g *Group) Regular() bool { return g.Type == "Regular" }

// Known tells whether Fastcall has a record of the group.
func (g *Group) Known() bool { return g.RecordID != "" }

// GroupParts says what to look at beyond a group and Fastcall's record of it.
type GroupParts struct {
	Members, ACD, SharedRecordings, ThreeWayCalls bool
	// Ties are all records that point at the group, as a destroy must know them.
	Ties bool
}

func (p GroupParts) or(q GroupParts) GroupParts {
	return GroupParts{p.Members || q.Members, p.ACD || q.ACD, p.SharedRecordings || q.SharedRecordings,
		p.ThreeWayCalls || q.ThreeWayCalls, p.Ties || q.Ties}
}

// EverythingOfGroups are the parts that can be looked at in this org.
func (o *Org) EverythingOfGroups(ctx context.Context) (GroupParts, error) {
	schema, err := o.require(ctx, needs(SectionGroup)...)
	if err != nil {
		return GroupParts{}, err
	}
	return GroupParts{Members: true, ACD: schema.has(SectionACD), SharedRecordings: schema.has(SectionMessageShare, "group"),
		ThreeWayCalls: schema.has(SectionThreeWayCall, "group")}, nil
}

// groupLook is one group to look at.
type groupLook struct {
	id    string
	parts GroupParts
}

// Group looks at a native group and what Fastcall keeps about it, afresh and
// together with others. It is nil if Salesforce returns no such row, which
// proves nothing by itself, see GroupAbsent.
func (o *Org) Group(ctx context.Context, id string, parts GroupParts) (*Group, error) {
	return walk.LookUp(ctx, o.groups.looks, o.lookAtGroups, groupLook{salesforce.LongID(id), parts}, func(g *Group) bool { return g != nil })
}

// nativeRow is a native group.
type nativeRow struct{ ID, Name, DeveloperName, Type string }

// findGroups asks for native groups.
func findGroups(rows *[]nativeRow, where ...walk.Condition) walk.Question {
	return walk.Ask("Group", rows, func(values map[string]any) nativeRow {
		return nativeRow{ID: walk.Text(values, "Id"), Name: walk.Text(values, "Name"), DeveloperName: walk.Text(values, "DeveloperName"), Type: walk.Text(values, "Type")}
	}, nativeColumns["Group"], where...)
}

func (r nativeRow) value() *Group {
	return &Group{ID: r.ID, Name: r.Name, DeveloperName: r.DeveloperName, Type: r.Type}
}

// directMember is a direct membership.
type directMember struct{ ID, GroupID, MemberID string }

// findMembers asks for direct memberships.
func findMembers(rows *[]directMember, where ...walk.Condition) walk.Question {
	return walk.Ask("GroupMember", rows, func(values map[string]any) directMember {
		return directMember{ID: walk.Text(values, "Id"), GroupID: walk.Text(values, "GroupId"), MemberID: walk.Text(values, "UserOrGroupId")}
	}, nativeColumns["GroupMember"], where...)
}

// lookAtGroups reads groups with all parts that any of them asks for. A group
// that is gone while Fastcall's record of it is left comes without a name.
func (o *Org) lookAtGroups(ctx context.Context, keys []groupLook) (map[groupLook]*Group, error) {
	var ids []string
	var parts GroupParts
	for _, key := range keys {
		ids, parts = append(ids, key.id), parts.or(key.parts)
	}
	slices.Sort(ids)
	l, err := o.newGroupReading(ctx, slices.Compact(ids), parts)
	if err != nil {
		return nil, err
	}
	if err := o.find(ctx, l.finds...); err != nil {
		return nil, err
	}
	groups := l.assemble()
	found := make(map[groupLook]*Group, len(keys))
	for _, key := range keys {
		found[key] = groups[key.id]
	}
	return found, nil
}

// groupReading is a read of groups under way.
type groupReading struct {
	schema  *Schema
	ids     []string
	finds   []walk.Question
	unseen  []Section
	numbers bool // whether numbers were asked for

	natives                                                       []nativeRow
	members                                                       []directMember
	records, acdRows, shareRows, threeRows, phones, access, steps []row
}

// newGroupReading makes the queries for groups and parts of them.
func (o *Org) newGroupReading(ctx context.Context, ids []string, parts GroupParts) (*groupReading, error) {
	schema, err := o.require(ctx, needs(SectionGroup)...)
	if err != nil {
		return nil, err
	}
	l := &groupReading{schema: schema, ids: ids}
	l.finds = append(l.finds, findGroups(&l.natives, walk.Condition{Path: "Id", In: ids}))
	if parts.Members {
		l.finds = append(l.finds, findMembers(&l.members, walk.Condition{Path: "GroupId", In: ids}))
	}
	l.section(schema.sections[SectionGroup], keyLink, &l.records, nil, "extension")
	if schema.has(SectionPhoneNumber, "assigned_group") {
		l.numbers = true
		l.section(schema.sections[SectionPhoneNumber], "assigned_group", &l.phones, nil, "number")
	}
	for _, s := range []struct {
		key     Section
		field   string
		into    *[]row
		wanted  bool
		along   []string
		further []string
	}{
		{SectionPhoneNumber, "assigned_group", nil, parts.Ties, nil, nil},
		{SectionACD, keyLink, &l.acdRows, parts.ACD || parts.Ties, nil, acdKeys()},
		{SectionMessageShare, "group", &l.shareRows, parts.SharedRecordings || parts.Ties, []string{keyLink}, nil},
		{SectionThreeWayCall, "group", &l.threeRows, parts.ThreeWayCalls || parts.Ties, nil, nil},
		{SectionNumberAccess, "group", &l.access, parts.Ties, []string{keyLink}, nil},
		{SectionIVRAction, "target_group", &l.steps, parts.Ties, []string{keyLink}, []string{"type"}},
	} {
		if !s.wanted {
			continue
		}
		if parts.Ties && schema.sections[s.key].unreachable {
			l.unseen = append(l.unseen, s.key) // A destroy says so and goes on.
			continue
		}
		if _, err := o.require(ctx, need{s.key, fieldsBut(keyLink, s.field)}); err != nil {
			return nil, err
		}
		if s.into != nil {
			l.section(schema.sections[s.key], s.field, s.into, s.along, s.further...)
		}
	}
	return l, nil
}

// fieldsBut lists fields without the link, which every section needs anyway.
func fieldsBut(link string, fields ...string) []string {
	return lists.Filter(fields, func(field string) bool { return field != link })
}

// section asks for the rows of a section that refer to the groups by field,
// with the names of what the fields in along lead to.
func (l *groupReading) section(s *section, field string, into *[]row, along []string, keys ...string) {
	var refs []string
	if field != keyLink {
		refs = []string{field}
	}
	columns := s.columns(refs, keys...)
	for _, key := range along {
		if path := s.nameAlong(key); path != "" {
			columns = walk.WithColumns(columns, path)
		}
	}
	l.finds = append(l.finds, s.find(into, columns, s.amongGroups(field, l.ids)))
}

// nameAlong is the path to the name of the record that a field leads to; empty
// if it leads to none.
func (s *section) nameAlong(key string) salesforce.Name {
	field, found := s.fields[key]
	if !found || field.Type != typeReference || field.RelationshipName == "" {
		return ""
	}
	return salesforce.Name(field.RelationshipName + ".Name")
}

// assemble puts the rows of each group together.
func (l *groupReading) assemble() map[string]*Group {
	groups := make(map[string]*Group, len(l.ids))
	for _, r := range l.natives {
		groups[r.ID] = r.value()
	}
	for _, r := range l.records {
		id := r.group(keyLink)
		if groups[id] == nil {
			groups[id] = &Group{ID: id} // The native group is gone.
		}
		g := groups[id]
		g.RecordID, g.RecordName, g.Extension, g.rows.record = r.id(), r.title(), r.text("extension"), r
	}
	for _, g := range groups {
		g.rows.members, g.rows.unseen = map[string]string{}, l.unseen
		if l.numbers {
			g.PhoneNumberIDs = []string{}
		}
	}
	for _, r := range l.members {
		if g := groups[r.GroupID]; g != nil && strings.HasPrefix(r.MemberID, userPrefix) {
			g.rows.members[r.MemberID] = r.ID
			g.Members = append(g.Members, r.MemberID)
		}
	}
	each := func(rows []row, field string, take func(*Group, row)) {
		for _, r := range rows {
			if g := groups[r.group(field)]; g != nil {
				take(g, r)
			}
		}
	}
	each(l.phones, "assigned_group", func(g *Group, r row) {
		g.PhoneNumberIDs, g.rows.numbers = append(g.PhoneNumberIDs, r.id()), append(g.rows.numbers, r)
	})
	each(l.acdRows, keyLink, func(g *Group, r row) {
		g.rows.acd = append(g.rows.acd, r)
		if r.id() == g.RecordID {
			both := maps.Clone(g.rows.record.values) // One record carries both.
			maps.Copy(both, r.values)
			g.rows.record.values = both
		}
	})
	each(l.shareRows, "group", func(g *Group, r row) {
		g.SharedRecordings, g.rows.shares = append(g.SharedRecordings, r.ref(keyLink)), append(g.rows.shares, r)
	})
	each(l.threeRows, "group", func(g *Group, r row) { g.ThreeWayCalls, g.rows.threeWay = true, append(g.rows.threeWay, r) })
	each(l.access, "group", func(g *Group, r row) { g.rows.access = append(g.rows.access, r) })
	each(l.steps, "target_group", func(g *Group, r row) { g.rows.actions = append(g.rows.actions, r) })
	for _, g := range groups {
		g.sort()
	}
	return groups
}

// userPrefix begins the ids of users, among the members of a group and
// elsewhere.
const userPrefix = "005"

// sort puts everything in a fixed order.
func (g *Group) sort() {
	slices.Sort(g.Members)
	slices.Sort(g.PhoneNumberIDs)
	slices.Sort(g.SharedRecordings)
	g.SharedRecordings = slices.Compact(g.SharedRecordings)
	slices.SortFunc(g.rows.acd, byID)
	g.ACD = lists.Map(g.rows.acd, optionsOf)
}

func byID(a, b row) int { return strings.Compare(a.id(), b.id()) }

// GroupAbsent proves that a group which is not returned is gone and not
// hidden. It returns nil on proof and a HiddenError otherwise.
func (o *Org) GroupAbsent(ctx context.Context, id string, objects ...string) error {
	objects = append(objects, "Group")
	described, err := o.client.Describe(ctx, objects...)
	if err != nil {
		return err
	}
	for _, object := range objects {
		if d, visible := described[object]; !visible || !d.Queryable || !d.Deletable {
			return &HiddenError{Object: object, RecordID: id, Permission: permissionFor[object]}
		}
	}
	return nil
}
