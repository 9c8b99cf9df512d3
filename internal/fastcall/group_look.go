package fastcall

import (
	"context"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// groupLook is one group to look at.
type groupLook struct {
	id    string
	parts GroupParts
}

// Group looks at a native group and what Fastcall keeps about it, afresh and
// together with others. It is nil if Salesforce returns no such row, which
// proves nothing by itself, see GroupAbsent.
func (o *Org) Group(ctx context.Context, id string, parts GroupParts) (*Group, error) {
	look := groupLook{salesforce.LongID(id), parts}
	found, err := walk.LookUp(ctx, o.groups.looks, o.lookAtGroups, look, func(seen groupSight) bool { return seen.group != nil })
	if err != nil {
		return nil, err
	}
	return found.group, found.err
}

// groupSight is what a look found of one group, or why it could not look.
type groupSight struct {
	group *Group
	err   error
}

// lookAtGroups reads groups, together with all parts that any of them asks for.
// Where that fails for want of a part, each part is asked for by itself: what one
// caller cannot have is no trouble of another.
func (o *Org) lookAtGroups(ctx context.Context, keys []groupLook) (map[groupLook]groupSight, error) {
	found, err := o.readGroups(ctx, keys)
	if !lacking(err) {
		return found, err
	}
	byParts := map[GroupParts][]groupLook{}
	for _, key := range keys {
		byParts[key.parts] = append(byParts[key.parts], key)
	}
	if len(byParts) < 2 {
		return nil, err
	}
	found = make(map[groupLook]groupSight, len(keys))
	for _, alike := range byParts {
		seen, err := o.readGroups(ctx, alike)
		for _, key := range alike {
			found[key] = groupSight{seen[key].group, err}
		}
	}
	return found, nil
}

// readGroups reads groups with all parts that any of them asks for. A group that
// is gone while Fastcall's record of it is left comes without a name.
func (o *Org) readGroups(ctx context.Context, keys []groupLook) (map[groupLook]groupSight, error) {
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
	found := make(map[groupLook]groupSight, len(keys))
	for _, key := range keys {
		found[key] = groupSight{group: groups[key.id]}
	}
	return found, nil
}
