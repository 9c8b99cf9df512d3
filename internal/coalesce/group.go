package coalesce

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// ErrNoOutcome is what a caller gets when the run function broke its contract
// and returned without an outcome for it.
var ErrNoOutcome = errors.New("coalesce: batch ended without an outcome")

// LeftError reports that a caller was cancelled while its batch was already under
// way and the outcome did not become known within the settle time. A caller that
// was cancelled before its batch began gets the bare context error instead.
type LeftError struct {
	// Err is the caller's context error.
	Err error
}

// Error says that the outcome is unknown.
func (e *LeftError) Error() string { return "left a running batch: " + e.Err.Error() }

// Unwrap returns the context error.
func (e *LeftError) Unwrap() error { return e.Err }

// Config says how calls are gathered.
type Config[In any] struct {
	// Window is how long a batch stays open after its first call.
	Window time.Duration
	// Stretch is how long a batch may stay open in all while each call arrives within
	// Window of the one before, or while fewer have come than shared the batch before: on
	// a busy machine callers come one by one. 0 means that Window counts from the first
	// call alone.
	Stretch time.Duration
	// Hold is how long a batch may stay open for another that is running. Those whom
	// that one answers come back with their next call and share a batch with those who
	// came meanwhile, instead of splitting the callers into turns for ever. 0 means that
	// batches do not wait for each other.
	Hold time.Duration
	// Fits reports whether next may join batch, which is never empty. A call that
	// does not fit closes the open batch and opens the next one. nil admits all.
	Fits func(batch []In, next In) bool
	// Blend returns a batch's context with what a caller who joins it brings along. nil
	// leaves it at the values of the first.
	Blend func(batch, caller context.Context) context.Context
	// Settle is how long a cancelled caller, and a batch that every caller has left,
	// wait for an outcome that is already on its way: about 1.5 s for writes, 0 for reads.
	Settle time.Duration
}

// Outcome is the answer to one call of a batch.
type Outcome[Out any] struct {
	Value Out
	Err   error
}

// Group gathers concurrent calls into batches. Batches run concurrently with each other.
type Group[In, Out any] struct {
	cfg Config[In]
	run func(ctx context.Context, batch []In) []Outcome[Out]

	mu      sync.Mutex
	open    *batch[In, Out]
	running int
	// last is how many shared the last batch.
	last int
}

type call[Out any] struct {
	outcome Outcome[Out]
	done    chan struct{}
}

type batch[In, Out any] struct {
	ctx     context.Context
	cancel  context.CancelFunc
	timer   *time.Timer
	inputs  []In
	calls   []*call[Out]
	present int
	running bool
	opened  time.Time
}

// New returns a Group that answers batches with run. run gets the inputs in order of
// arrival and must return one outcome for each; its context carries the values of the
// first caller's context, blended with those of the others, and is cancelled only when every caller has gone.
func New[In, Out any](cfg Config[In], run func(ctx context.Context, batch []In) []Outcome[Out]) *Group[In, Out] {
	return &Group[In, Out]{cfg: cfg, run: run}
}

// Do adds in to a batch and waits for its outcome. See LeftError for what a
// cancelled caller gets.
func (g *Group[In, Out]) Do(ctx context.Context, in In) (Out, error) {
	var none Out
	if err := ctx.Err(); err != nil {
		return none, err
	}
	b, c := g.join(ctx, in)
	select {
	case <-c.done:
		return c.outcome.Value, c.outcome.Err
	case <-ctx.Done():
	}
	if !g.leave(b, c) {
		return none, ctx.Err()
	}
	settle := time.NewTimer(g.cfg.Settle)
	defer settle.Stop()
	select {
	case <-c.done:
		return c.outcome.Value, c.outcome.Err
	case <-settle.C:
		return none, &LeftError{Err: ctx.Err()}
	}
}

func (g *Group[In, Out]) join(ctx context.Context, in In) (*batch[In, Out], *call[Out]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open != nil && g.cfg.Fits != nil && !g.cfg.Fits(g.open.inputs, in) {
		g.start(g.open)
	}
	b := g.open
	if b != nil && g.cfg.Blend != nil {
		b.ctx = g.cfg.Blend(b.ctx, ctx)
	}
	if b == nil {
		b = &batch[In, Out]{opened: time.Now()}
		b.ctx, b.cancel = context.WithCancel(context.WithoutCancel(ctx))
		b.timer = time.AfterFunc(g.cfg.Window, func() { g.due(b) })
		g.open = b
	} else if left := g.cfg.Stretch - time.Since(b.opened); left > 0 {
		b.timer.Reset(min(g.cfg.Window, left))
	}
	c := &call[Out]{done: make(chan struct{})}
	b.inputs = append(b.inputs, in)
	b.calls = append(b.calls, c)
	b.present++
	return b, c
}

// due starts a batch whose time has come, unless it is to wait for one that runs.
func (g *Group[In, Out]) due(b *batch[In, Out]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	left := g.cfg.Hold - time.Since(b.opened)
	if g.running > 0 && left > 0 && g.open == b {
		b.timer.Reset(left)
		return
	}
	if left := g.cfg.Stretch - time.Since(b.opened); left > 0 && len(b.inputs) < g.last && g.open == b {
		b.timer.Reset(min(g.cfg.Window, left))
		return
	}
	g.start(b)
}

// freed is called when a batch has ended: the open one waits a window more for those who
// were answered; g.mu is held.
func (g *Group[In, Out]) freed() {
	g.running--
	if b := g.open; b != nil && g.cfg.Hold > 0 && time.Since(b.opened) >= g.cfg.Window {
		b.timer.Reset(g.cfg.Window)
	}
}

// start hands a batch over, at most once; g.mu is held.
func (g *Group[In, Out]) start(b *batch[In, Out]) {
	if b.running || g.open != b {
		return
	}
	g.open = nil
	b.running = true
	g.running++
	g.last = len(b.inputs)
	b.timer.Stop()
	go g.answer(b)
}

// leave takes a cancelled caller out of its batch and reports whether the batch was
// already under way. The last to leave a running batch sets its end.
func (g *Group[In, Out]) leave(b *batch[In, Out], c *call[Out]) (underWay bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	b.present--
	if b.running {
		if b.present == 0 {
			if g.cfg.Settle <= 0 {
				b.cancel()
			} else {
				b.timer = time.AfterFunc(g.cfg.Settle, b.cancel)
			}
		}
		return true
	}
	i := slices.Index(b.calls, c)
	b.calls = slices.Delete(b.calls, i, i+1)
	b.inputs = slices.Delete(b.inputs, i, i+1)
	if b.present == 0 {
		b.timer.Stop()
		b.cancel()
		g.open = nil
	}
	return false
}

func (g *Group[In, Out]) answer(b *batch[In, Out]) {
	var outcomes []Outcome[Out]
	// Deferred, so that callers are released even if run ends its goroutine.
	defer func() {
		g.mu.Lock()
		b.timer.Stop()
		g.freed()
		g.mu.Unlock()
		b.cancel()
		for i, c := range b.calls {
			c.outcome.Err = ErrNoOutcome
			if i < len(outcomes) {
				c.outcome = outcomes[i]
			}
			close(c.done)
		}
	}()
	outcomes = g.run(b.ctx, b.inputs)
}
