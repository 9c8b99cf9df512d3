package fastcall

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
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
	record   schemamap.Row
	acd      []schemamap.Row
	shares   []schemamap.Row
	threeWay []schemamap.Row
	numbers  []schemamap.Row
	access   []schemamap.Row
	actions  []schemamap.Row
	// unseen are sections that the configuration calls unreachable.
	unseen []schemamap.Section
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
	schema, err := o.require(ctx, schemamap.Needs(schemamap.Group)...)
	if err != nil {
		return GroupParts{}, err
	}
	return GroupParts{Members: true, ACD: schema.Has(schemamap.ACD), SharedRecordings: schema.Has(schemamap.MessageShare, "group"),
		ThreeWayCalls: schema.Has(schemamap.ThreeWayCall, "group")}, nil
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

// groupReading is a read of groups under way.
type groupReading struct {
	schema  *schemamap.Map
	ids     []string
	finds   []walk.Question
	unseen  []schemamap.Section
	numbers bool // whether numbers were asked for

	natives                                                       []nativeRow
	members                                                       []directMember
	records, acdRows, shareRows, threeRows, phones, access, steps []schemamap.Row
}

// newGroupReading makes the queries for groups and parts of them.
func (o *Org) newGroupReading(ctx context.Context, ids []string, parts GroupParts) (*groupReading, error) {
	schema, err := o.require(ctx, schemamap.Needs(schemamap.Group)...)
	if err != nil {
		return nil, err
	}
	l := &groupReading{schema: schema, ids: ids}
	l.finds = append(l.finds, findGroups(&l.natives, walk.Condition{Path: "Id", In: ids}))
	if parts.Members {
		l.finds = append(l.finds, findMembers(&l.members, walk.Condition{Path: "GroupId", In: ids}))
	}
	l.section(schema.At(schemamap.Group), schemamap.Link, &l.records, nil, "extension")
	if schema.Has(schemamap.PhoneNumber, "assigned_group") {
		l.numbers = true
		wanted := []string{"number"}
		if parts.Ties {
			wanted = append(wanted, "assigned_user") // Restored with the group if a destroy is undone.
		}
		l.section(schema.At(schemamap.PhoneNumber), "assigned_group", &l.phones, nil, wanted...)
	}
	for _, s := range []struct {
		key     schemamap.Section
		field   string
		into    *[]schemamap.Row
		wanted  bool
		along   []string
		further []string
	}{
		{schemamap.PhoneNumber, "assigned_group", nil, parts.Ties, nil, nil},
		{schemamap.ACD, schemamap.Link, &l.acdRows, parts.ACD || parts.Ties, nil, acdKeys()},
		{schemamap.MessageShare, "group", &l.shareRows, parts.SharedRecordings || parts.Ties, []string{schemamap.Link}, nil},
		{schemamap.ThreeWayCall, "group", &l.threeRows, parts.ThreeWayCalls || parts.Ties, nil, nil},
		{schemamap.NumberAccess, "group", &l.access, parts.Ties, []string{schemamap.Link}, nil},
		{schemamap.IVRAction, "target_group", &l.steps, parts.Ties, []string{schemamap.Link}, []string{"type"}},
	} {
		if !s.wanted {
			continue
		}
		if parts.Ties && schema.At(s.key).Unreachable {
			l.unseen = append(l.unseen, s.key) // A destroy says so and goes on.
			continue
		}
		if _, err := o.require(ctx, schemamap.NeedFields(s.key, fieldsBut(schemamap.Link, s.field)...)); err != nil {
			return nil, err
		}
		if s.into != nil {
			l.section(schema.At(s.key), s.field, s.into, s.along, s.further...)
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
func (l *groupReading) section(s *schemamap.Place, field string, into *[]schemamap.Row, along []string, keys ...string) {
	var refs []string
	if field != schemamap.Link {
		refs = []string{field}
	}
	columns := s.Columns(refs, keys...)
	for _, key := range along {
		if path := s.NameAlong(key); path != "" {
			columns = walk.WithColumns(columns, path)
		}
	}
	l.finds = append(l.finds, s.Ask(into, columns, s.AmongGroups(field, l.ids)))
}

// assemble puts the rows of each group together.
func (l *groupReading) assemble() map[string]*Group {
	groups := make(map[string]*Group, len(l.ids))
	for _, r := range l.natives {
		groups[r.ID] = r.value()
	}
	for _, r := range l.records {
		id := r.Group(schemamap.Link)
		if groups[id] == nil {
			groups[id] = &Group{ID: id} // The native group is gone.
		}
		g := groups[id]
		g.RecordID, g.RecordName, g.Extension, g.rows.record = r.ID(), r.Title(), r.Text("extension"), r
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
	each := func(rows []schemamap.Row, field string, take func(*Group, schemamap.Row)) {
		for _, r := range rows {
			if g := groups[r.Group(field)]; g != nil {
				take(g, r)
			}
		}
	}
	each(l.phones, "assigned_group", func(g *Group, r schemamap.Row) {
		g.PhoneNumberIDs, g.rows.numbers = append(g.PhoneNumberIDs, r.ID()), append(g.rows.numbers, r)
	})
	each(l.acdRows, schemamap.Link, func(g *Group, r schemamap.Row) {
		g.rows.acd = append(g.rows.acd, r)
		if r.ID() == g.RecordID {
			both := maps.Clone(g.rows.record.Values) // One record carries both.
			maps.Copy(both, r.Values)
			g.rows.record.Values = both
		}
	})
	each(l.shareRows, "group", func(g *Group, r schemamap.Row) {
		g.SharedRecordings, g.rows.shares = append(g.SharedRecordings, r.Ref(schemamap.Link)), append(g.rows.shares, r)
	})
	each(l.threeRows, "group", func(g *Group, r schemamap.Row) { g.ThreeWayCalls, g.rows.threeWay = true, append(g.rows.threeWay, r) })
	each(l.access, "group", func(g *Group, r schemamap.Row) { g.rows.access = append(g.rows.access, r) })
	each(l.steps, "target_group", func(g *Group, r schemamap.Row) { g.rows.actions = append(g.rows.actions, r) })
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

func byID(a, b schemamap.Row) int { return strings.Compare(a.ID(), b.ID()) }

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
