package server

import (
	"context"
	"sync/atomic"
	"time"
)

// call is the context of one call. The framework derives a context from that of
// every call and keeps it until the process ends, to cancel it on a stop. What
// it keeps leads here, so that when the call has ended nothing hangs on it any
// more: an empty, cancelled context of a few bytes instead of some 30 kB.
//
// What goes on after its call, such as a batch whose first caller was cancelled,
// finds no logger here any more and logs nothing.
type call struct {
	present atomic.Pointer[context.Context]
}

func newCall(ctx context.Context) *call {
	c := &call{}
	c.present.Store(&ctx)
	return c
}

// end lets go of everything.
func (c *call) end() { c.present.Store(nil) }

// ended is the done channel of all calls that have ended.
var ended = func() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}()

// Deadline implements context.Context.
func (c *call) Deadline() (time.Time, bool) {
	if ctx := c.present.Load(); ctx != nil {
		return (*ctx).Deadline()
	}
	return time.Time{}, false
}

// Done implements context.Context.
func (c *call) Done() <-chan struct{} {
	if ctx := c.present.Load(); ctx != nil {
		return (*ctx).Done()
	}
	return ended
}

// Err implements context.Context.
func (c *call) Err() error {
	if ctx := c.present.Load(); ctx != nil {
		return (*ctx).Err()
	}
	return context.Canceled
}

// Value implements context.Context.
func (c *call) Value(key any) any {
	if ctx := c.present.Load(); ctx != nil {
		return (*ctx).Value(key)
	}
	return nil
}
