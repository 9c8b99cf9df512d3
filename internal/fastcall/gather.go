package fastcall

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// gather looks many things up side by side, so that the look-ups share
// requests, and returns what came of each in the same order.
func gather[K, V any](ctx context.Context, keys []K, look func(context.Context, K) (V, error)) ([]V, error) {
	found := make([]V, len(keys))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2 * lookupsPerRequest) // A request under way, and the next one that fills meanwhile.
	for i, key := range keys {
		group.Go(func() error {
			one, err := look(ctx, key)
			found[i] = one
			return err
		})
	}
	return found, group.Wait()
}

// AllGroups looks at groups, given by id, with some parts of each. A group that
// Salesforce does not return is nil.
func (o *Org) AllGroups(ctx context.Context, ids []string, parts GroupParts) ([]*Group, error) {
	return gather(ctx, ids, func(ctx context.Context, id string) (*Group, error) { return o.Group(ctx, id, parts) })
}

// AllSettings returns what Fastcall keeps for users, given by id.
func (o *Org) AllSettings(ctx context.Context, userIDs []string) ([]*Settings, error) {
	return gather(ctx, userIDs, func(ctx context.Context, id string) (*Settings, error) { return o.Settings(ctx, id) })
}
