package fastcall

import (
	"context"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
)

// AllGroups looks at groups, given by id, with some parts of each. A group that
// Salesforce does not return is nil.
func (o *Org) AllGroups(ctx context.Context, ids []string, parts GroupParts) ([]*Group, error) {
	return walk.Gather(ctx, ids, func(ctx context.Context, id string) (*Group, error) { return o.Group(ctx, id, parts) })
}

// AllSettings returns what Fastcall keeps for users, given by id.
func (o *Org) AllSettings(ctx context.Context, userIDs []string) ([]*Settings, error) {
	return walk.Gather(ctx, userIDs, func(ctx context.Context, id string) (*Settings, error) { return o.Settings(ctx, id) })
}
