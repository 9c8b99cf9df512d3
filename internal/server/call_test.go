package server

import (
	"context"
	"errors"
	"testing"
	"time"
)

type key struct{}

// While it lasts, a call's context is the one that it came with.
func TestCallUnderWay(t *testing.T) {
	limit := time.Now().Add(time.Hour)
	came, cancel := context.WithDeadline(context.WithValue(t.Context(), key{}, "value"), limit)
	defer cancel()
	c := newCall(came)
	if got, ok := c.Deadline(); !ok || !got.Equal(limit) || c.Value(key{}) != "value" || c.Err() != nil {
		t.Errorf("deadline %v, value %v, error %v", got, c.Value(key{}), c.Err())
	}
	derived, stop := context.WithCancel(c)
	defer stop()
	cancel()
	<-derived.Done()
	if !errors.Is(c.Err(), context.Canceled) {
		t.Errorf("the error is %v", c.Err())
	}
}

// Whatever was derived from a call's context, before or after its end, is
// cancelled and holds nothing.
func TestCallEnded(t *testing.T) {
	s := &server{calls: map[*context.CancelFunc]struct{}{}}
	for name, begin := range map[string]func(context.Context) (context.Context, func()){"begin": s.begin, "pass": s.pass} {
		t.Run(name, func(t *testing.T) {
			ctx, end := begin(context.WithValue(t.Context(), key{}, "value"))
			before, stop := context.WithCancel(ctx)
			defer stop()
			on := context.WithoutCancel(ctx)
			if before.Err() != nil || on.Value(key{}) != "value" {
				t.Fatal("the call has ended before its end")
			}
			end()
			after, stop := context.WithCancel(ctx)
			defer stop()
			<-before.Done()
			<-after.Done()
			_, limited := ctx.Deadline()
			if ctx.Err() == nil || ctx.Value(key{}) != nil || limited || on.Value(key{}) != nil || on.Err() != nil {
				t.Error("something of the call is left")
			}
		})
	}
	if len(s.calls) != 0 {
		t.Errorf("%d calls are under way", len(s.calls))
	}
}

// What cleans up is not cancelled by a stop that came before it.
func TestPassAfterStop(t *testing.T) {
	s := &server{stopped: true, calls: map[*context.CancelFunc]struct{}{}}
	ctx, end := s.pass(t.Context())
	defer end()
	late, endLate := s.begin(t.Context())
	defer endLate()
	if ctx.Err() != nil || late.Err() == nil {
		t.Errorf("after a stop, a call that cleans up has %v, another one has %v", ctx.Err(), late.Err())
	}
}

// A call of many answers ends with the last, or when nobody wants more.
func TestUntil(t *testing.T) {
	for _, wanted := range []int{1, 9} {
		ended, got := false, 0
		for range until(func() { ended = true }, func(yield func(int) bool) {
			for n := 0; n < 3 && yield(n); n++ {
				continue
			}
		}) {
			if ended {
				t.Fatal("ended before the last answer")
			}
			if got++; got == wanted {
				break
			}
		}
		if !ended || got != min(wanted, 3) {
			t.Errorf("%d answers, ended: %v", got, ended)
		}
	}
}
