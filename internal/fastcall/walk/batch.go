package walk

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// lookupWindow is how long a look-up waits for others to share its request.
// Terraform needs milliseconds of its own for each instance, so a shorter one
// would gather few.
const lookupWindow = 20 * time.Millisecond

// lookupStretch is how long look-ups that a write follows may wait for others
// in all: whoever shares them shares the write, too.
const lookupStretch = 120 * time.Millisecond

// lookupHold is how long look-ups may wait for one that is under way, to share
// the next request.
const lookupHold = 150 * time.Millisecond

// lookupsPerRequest bounds the keys in one request: a hundred of the longest,
// federation ids of 512 characters, stay well below the 100,000 characters
// that a statement may have (S15). Terraform asks for ten at a time.
const lookupsPerRequest = 100

// NewLookup gathers look-ups that arrive together into one request.
func NewLookup[Key comparable, Found any](
	look func(context.Context, []Key) (map[Key]Found, error),
) *coalesce.Group[Key, Found] {
	return NewLookupIn(coalesce.Config[Key]{Window: lookupWindow, Hold: lookupHold}, look)
}

// BeforeWrites are the times of look-ups that a write follows.
func BeforeWrites[Key any]() coalesce.Config[Key] {
	return coalesce.Config[Key]{Window: lookupWindow, Stretch: lookupStretch, Hold: lookupHold}
}

// NewLookupIn is NewLookup with times of its own. How many share a request and
// what they bring along are for it to say.
func NewLookupIn[Key comparable, Found any](
	config coalesce.Config[Key], look func(context.Context, []Key) (map[Key]Found, error),
) *coalesce.Group[Key, Found] {
	config.Blend = salesforce.SpendLike
	config.Fits = func(batch []Key, _ Key) bool { return len(batch) < lookupsPerRequest }
	return coalesce.New(config, func(ctx context.Context, keys []Key) []coalesce.Outcome[Found] {
		found, err := look(afresh(ctx), lists.Distinct(keys)) // Whoever comes first, others may write.
		outcomes := make([]coalesce.Outcome[Found], len(keys))
		for i, key := range keys {
			outcomes[i] = coalesce.Outcome[Found]{Value: found[key], Err: err}
		}
		return outcomes
	})
}

// Gather looks many things up side by side, so that the look-ups share
// requests, and returns what came of each in the same order.
func Gather[K, V any](ctx context.Context, keys []K, look func(context.Context, K) (V, error)) ([]V, error) {
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

// LookUp answers for one key: from what this walk has read, if the caller only
// looks on, or else by a look that others share. What is not among what was read
// is looked up: it may be new.
func LookUp[Key comparable, Found any](
	ctx context.Context, shared *coalesce.Group[Key, Found], look func(context.Context, []Key) (map[Key]Found, error), key Key,
	there func(Found) bool,
) (Found, error) {
	if Looking(ctx) {
		found, err := look(ofTables(ctx), []Key{key})
		if err == nil && there(found[key]) {
			return found[key], nil
		}
		if err != nil && !errors.Is(err, errUnread) {
			return found[key], err
		}
	}
	return shared.Do(ctx, key)
}

// Filled tells of a list whether anything is in it.
func Filled[T any](list []T) bool { return len(list) > 0 }

// Anyhow takes what was read for the answer even if it is that there is nothing,
// as it is of most who are yet to get something.
func Anyhow[T any](T) bool { return true }
