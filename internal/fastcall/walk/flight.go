package walk

import (
	"context"
	"time"

	"golang.org/x/sync/singleflight"
)

// flightTimeout bounds a read that several callers share, which outlives the
// one that happened to ask first.
const flightTimeout = 2 * time.Minute

// together reads once for all who ask under the same key at the same time. A
// caller who gives up does not fail the others.
func together[T any](
	ctx context.Context, flight *singleflight.Group, key string, read func(context.Context) (T, error),
) (T, error) {
	var none T
	answer := flight.DoChan(key, func() (any, error) {
		ctx, cancel := context.WithTimeout(afresh(context.WithoutCancel(ctx)), flightTimeout)
		defer cancel()
		return read(ctx)
	})
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case got := <-answer:
		if got.Err != nil {
			return none, got.Err
		}
		found, _ := got.Val.(T)
		return found, nil
	}
}
