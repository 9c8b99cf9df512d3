package fastcall

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// groupDesk is where questions about groups are gathered, and where the walk
// notes what it means to do with them.
type groupDesk struct {
	looks       *coalesce.Group[groupLook, groupSight]
	natives     *coalesce.Group[GroupKey, []nativeRow]
	extensions  *coalesce.Group[string, []string]
	memberships *coalesce.Group[membershipKey, string]
	book        *groupBook
	// claims are the instances that stand for each single membership.
	claims claims[struct{}]
}

func (o *Org) newGroupDesk() groupDesk {
	return groupDesk{
		looks: walk.NewLookupIn(walk.BeforeWrites[groupLook](), o.lookAtGroups), natives: walk.NewLookupIn(walk.BeforeWrites[GroupKey](), o.lookUpNatives),
		extensions:  walk.NewLookupIn(walk.BeforeWrites[string](), o.lookUpExtensions),
		memberships: walk.NewLookup(o.lookUpMemberships), book: &groupBook{},
	}
}

// GroupKey names a group in one of four ways; exactly one field is set.
type GroupKey struct{ ID, Name, DeveloperName, Extension string }

// String describes the key in words of the configuration.
func (k GroupKey) String() string {
	switch {
	case k.ID != "":
		return fmt.Sprintf("id %q", k.ID)
	case k.Name != "":
		return fmt.Sprintf("name %q", k.Name)
	case k.DeveloperName != "":
		return fmt.Sprintf("developer_name %q", k.DeveloperName)
	}
	return fmt.Sprintf("extension %q", k.Extension)
}

// lookUpNatives finds native groups of any type by id, name or developer name.
func (o *Org) lookUpNatives(ctx context.Context, keys []GroupKey) (map[GroupKey][]nativeRow, error) {
	var rows [3][]nativeRow
	var finds []walk.Question
	for i, field := range []salesforce.Name{"Id", "Name", "DeveloperName"} {
		var values []string
		for _, key := range keys {
			if value := [...]string{key.ID, key.Name, key.DeveloperName}[i]; value != "" {
				values = append(values, value)
			}
		}
		if len(values) > 0 {
			finds = append(finds, findGroups(&rows[i], walk.Condition{Path: field, In: values}))
		}
	}
	if err := o.find(ctx, finds...); err != nil {
		return nil, err
	}
	found := map[GroupKey][]nativeRow{}
	for _, key := range keys {
		found[key] = lists.Filter(slices.Concat(rows[0], rows[1], rows[2]), key.means)
		slices.SortFunc(found[key], func(a, b nativeRow) int { return strings.Compare(a.ID, b.ID) })
		found[key] = slices.Compact(found[key])
	}
	return found, nil
}

// means tells whether the key names a native group, without regard to case, as
// SOQL compares.
func (k GroupKey) means(r nativeRow) bool {
	switch {
	case k.ID != "":
		return salesforce.SameID(k.ID, r.ID)
	case k.Name != "":
		return strings.EqualFold(k.Name, r.Name)
	}
	return k.DeveloperName != "" && strings.EqualFold(k.DeveloperName, r.DeveloperName)
}

// lookUpExtensions finds the native groups whose Fastcall record has an
// extension.
func (o *Org) lookUpExtensions(ctx context.Context, extensions []string) (map[string][]string, error) {
	schema, err := o.require(ctx, schemamap.NeedFields(schemamap.Group, "extension"))
	if err != nil {
		return nil, err
	}
	groups := schema.At(schemamap.Group)
	var rows []schemamap.Row
	having := walk.Condition{Path: groups.Field("extension"), In: extensions}
	if err := o.find(ctx, groups.Ask(&rows, groups.Columns(nil, "extension"), having)); err != nil {
		return nil, err
	}
	found := map[string][]string{}
	for _, r := range rows {
		for _, extension := range extensions {
			if strings.EqualFold(r.Text("extension"), extension) {
				found[extension] = append(found[extension], r.Group(schemamap.Link))
			}
		}
	}
	return found, nil
}

// FindGroup returns the one Fastcall group that any of the keys names, with
// the given parts.
func (o *Org) FindGroup(ctx context.Context, parts GroupParts, keys ...GroupKey) (*Group, error) {
	var ids []string
	for _, key := range keys {
		found, err := o.groupIDs(ctx, key)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	var known, strange []*Group
	for _, id := range slices.Compact(ids) {
		g, err := o.Group(ctx, id, parts)
		switch {
		case err != nil:
			return nil, err
		case g == nil || !g.Regular():
		case g.Known():
			known = append(known, g)
		default:
			strange = append(strange, g)
		}
	}
	if len(known) != 1 {
		return nil, &GroupNotFoundError{Key: keys[0], Matches: known, Strangers: strange}
	}
	return known[0], nil
}

func (o *Org) groupIDs(ctx context.Context, key GroupKey) ([]string, error) {
	if key.Extension != "" {
		return walk.LookUp(ctx, o.groups.extensions, o.lookUpExtensions, key.Extension, walk.Filled[string])
	}
	rows, err := walk.LookUp(ctx, o.groups.natives, o.lookUpNatives, key, walk.Filled[nativeRow])
	return lists.Map(rows, func(r nativeRow) string { return r.ID }), err
}

// ExtensionHolder returns the Fastcall group with an extension, other than the
// group with the given id; nil if there is none.
func (o *Org) ExtensionHolder(ctx context.Context, extension, but string) (*Group, error) {
	ids, err := walk.LookUp(ctx, o.groups.extensions, o.lookUpExtensions, extension, walk.Anyhow[[]string])
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id == salesforce.LongID(but) {
			continue
		}
		holder, err := o.Group(ctx, id, GroupParts{})
		if err != nil {
			return nil, err
		}
		if holder == nil {
			holder = &Group{ID: id, Extension: extension}
		}
		return holder, nil
	}
	return nil, nil
}

// GroupSummary is a Fastcall group in a list.
type GroupSummary struct {
	Group
	// MemberCount counts the direct members.
	MemberCount int64
}

// Groups lists all Fastcall groups, in order of their names.
func (o *Org) Groups(ctx context.Context) ([]GroupSummary, error) {
	schema, err := o.require(ctx, schemamap.Needs(schemamap.Group)...)
	if err != nil {
		return nil, err
	}
	var natives []nativeRow
	var records, numbers []schemamap.Row
	section := schema.At(schemamap.Group)
	finds := []walk.Question{
		findGroups(&natives, walk.Condition{Path: "Type", In: []string{"Regular"}}),
		section.Ask(&records, section.Columns(nil, "extension")),
	}
	if phones := schema.At(schemamap.PhoneNumber); schema.Has(schemamap.PhoneNumber, "assigned_group") {
		assigned := walk.Condition{Path: phones.Field("assigned_group"), Filled: true}
		finds = append(finds, phones.Ask(&numbers, phones.Columns([]string{"assigned_group"}), assigned))
	}
	if err := o.find(ctx, finds...); err != nil {
		return nil, err
	}
	l := groupReading{schema: schema, natives: natives, records: records, phones: numbers, numbers: len(finds) > 2}
	known := map[string]*Group{}
	for id, g := range l.assemble() {
		if g.Known() && g.Regular() {
			known[id] = g
		}
	}
	return o.counted(ctx, known)
}

// counted adds the numbers of members.
func (o *Org) counted(ctx context.Context, groups map[string]*Group) ([]GroupSummary, error) {
	type countRow struct {
		GroupID string `json:"GroupId"`
		Members float64
	}
	var ids []string
	for id := range groups {
		ids = append(ids, id)
	}
	var counts []*[]countRow
	var queries []salesforce.Query
	slices.Sort(ids)
	for chunk := range slices.Chunk(ids, walk.IDsPerQuery) {
		rows := new([]countRow)
		counts = append(counts, rows)
		queries = append(queries, salesforce.Into(salesforce.SOQL(
			"SELECT GroupId, COUNT(Id) Members FROM GroupMember WHERE GroupId IN ? GROUP BY GroupId", chunk), rows))
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, hidden(err, "GroupMember")
	}
	members := map[string]int64{}
	for _, rows := range counts {
		for _, r := range *rows {
			members[r.GroupID] = int64(r.Members)
		}
	}
	list := make([]GroupSummary, 0, len(ids))
	for _, id := range ids {
		list = append(list, GroupSummary{Group: *groups[id], MemberCount: members[id]})
	}
	slices.SortFunc(list, func(a, b GroupSummary) int {
		return strings.Compare(strings.ToLower(a.Name)+a.ID, strings.ToLower(b.Name)+b.ID)
	})
	return list, nil
}
