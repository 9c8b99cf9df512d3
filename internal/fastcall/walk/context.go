package walk

import "context"

type (
	// lookingOn marks a context in which nothing is written, fromTables one in
	// which questions are answered from what was read of whole objects.
	lookingOn  struct{}
	fromTables struct{}
)

// LookingOn returns a context for reads and plans: what is found in it decides
// no write, and may come from a read of many that this walk has made since it
// last wrote what is asked for.
func LookingOn(ctx context.Context) context.Context {
	return context.WithValue(ctx, lookingOn{}, true)
}

// afresh returns a context in which nothing is answered from memory. What several
// callers share carries the context of the first, and another may be about to
// write.
func afresh(ctx context.Context) context.Context {
	return context.WithValue(context.WithValue(ctx, lookingOn{}, nil), fromTables{}, nil)
}

// Looking tells whether what is found in a context decides no write.
func Looking(ctx context.Context) bool { return ctx.Value(lookingOn{}) != nil }

// ofTables returns a context in which questions are answered from what was read
// of whole objects, or with errUnread.
func ofTables(ctx context.Context) context.Context {
	return context.WithValue(ctx, fromTables{}, true)
}
