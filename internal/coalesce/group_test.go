package coalesce_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
)

const (
	window = 3 * time.Millisecond
	settle = 1500 * time.Millisecond
)

// recorder answers each number with its double, after a while, and keeps the batches.
type recorder struct {
	takes time.Duration

	mu      sync.Mutex
	batches [][]int
	ended   []error
}

func (r *recorder) run(ctx context.Context, batch []int) []coalesce.Outcome[int] {
	r.mu.Lock()
	r.batches = append(r.batches, slices.Clone(batch))
	r.mu.Unlock()
	select {
	case <-time.After(r.takes):
	case <-ctx.Done():
	}
	r.mu.Lock()
	r.ended = append(r.ended, ctx.Err())
	r.mu.Unlock()
	outcomes := make([]coalesce.Outcome[int], len(batch))
	for i, in := range batch {
		outcomes[i] = coalesce.Outcome[int]{Value: 2 * in, Err: ctx.Err()}
	}
	return outcomes
}

func (r *recorder) group(atMost int) *coalesce.Group[int, int] {
	return coalesce.New(coalesce.Config[int]{
		Window: window, Settle: settle,
		Fits: func(batch []int, _ int) bool { return len(batch) < atMost },
	}, r.run)
}

func TestCallsOfOneWindowShareABatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{takes: time.Second}
		g := r.group(4)
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				got, err := g.Do(t.Context(), i)
				if got != 2*i || err != nil {
					t.Errorf("Do(%d) = %d, %v", i, got, err)
				}
			})
		}
		wg.Wait()
		sizes := []int{}
		for _, batch := range r.batches {
			sizes = append(sizes, len(batch))
		}
		slices.Sort(sizes)
		if !slices.Equal(sizes, []int{2, 4, 4}) {
			t.Errorf("batch sizes %v", sizes)
		}
	})
}

func TestCancelledWhileQueuedIsNeverSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{}
		g := r.group(10)
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			_, err := g.Do(ctx, 1)
			var left *coalesce.LeftError
			if !errors.Is(err, context.Canceled) || errors.As(err, &left) {
				t.Errorf("queued caller got %v", err)
			}
		})
		wg.Go(func() {
			if got, err := g.Do(t.Context(), 2); got != 4 || err != nil {
				t.Errorf("neighbour got %d, %v", got, err)
			}
		})
		synctest.Wait()
		cancel()
		wg.Wait()
		if fmt.Sprint(r.batches) != "[[2]]" {
			t.Errorf("batches %v", r.batches)
		}
	})
}

func TestCancelledInFlight(t *testing.T) {
	for _, c := range []struct {
		name    string
		takes   time.Duration
		alone   bool
		known   bool
		stopped bool
	}{
		{"outcome within the settle time", time.Second, true, true, false},
		{"no outcome, nobody left", time.Minute, true, false, true},
		{"no outcome, a neighbour stays", time.Minute, false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := &recorder{takes: c.takes}
				g := r.group(10)
				ctx, cancel := context.WithCancel(t.Context())
				var wg sync.WaitGroup
				wg.Go(func() {
					got, err := g.Do(ctx, 1)
					var left *coalesce.LeftError
					if c.known && (got != 2 || err != nil) || !c.known && !errors.As(err, &left) {
						t.Errorf("leaver got %d, %v", got, err)
					}
				})
				if !c.alone {
					wg.Go(func() {
						if got, err := g.Do(t.Context(), 2); got != 4 || err != nil {
							t.Errorf("neighbour got %d, %v", got, err)
						}
					})
				}
				time.Sleep(2 * window)
				begun := time.Now()
				cancel()
				wg.Wait()
				synctest.Wait()
				if c.alone && time.Since(begun) > settle {
					t.Errorf("left after %v", time.Since(begun))
				}
				if stopped := r.ended[0] != nil; stopped != c.stopped {
					t.Errorf("batch stopped: %v", stopped)
				}
			})
		})
	}
}

func TestBatchKeepsTheFirstCallersValues(t *testing.T) {
	type key struct{}
	ctx, cancel := context.WithTimeout(context.WithValue(t.Context(), key{}, "first"), time.Hour)
	defer cancel()
	g := coalesce.New(coalesce.Config[int]{}, func(ctx context.Context, _ []int) []coalesce.Outcome[any] {
		if _, bounded := ctx.Deadline(); bounded {
			t.Error("the batch has its first caller's deadline")
		}
		return []coalesce.Outcome[any]{{Value: ctx.Value(key{})}}
	})
	if got, err := g.Do(ctx, 1); got != "first" || err != nil {
		t.Errorf("Do = %v, %v", got, err)
	}
}

func TestMissingOutcomeIsAnError(t *testing.T) {
	g := coalesce.New(coalesce.Config[int]{}, func(context.Context, []int) []coalesce.Outcome[int] { return nil })
	if _, err := g.Do(t.Context(), 1); !errors.Is(err, coalesce.ErrNoOutcome) {
		t.Errorf("Do = %v", err)
	}
}

type caller struct {
	start, patience time.Duration
	stay            bool
}

// Whatever the callers do, each input runs at most once, batches keep to their size, and
// who stays gets its own outcome.
func TestEveryCallerIsServedOnItsOwn(t *testing.T) {
	milliseconds := func(most int) *rapid.Generator[time.Duration] {
		return rapid.Map(rapid.IntRange(0, most), func(n int) time.Duration { return time.Duration(n) * time.Millisecond })
	}
	someone := rapid.Custom(func(rt *rapid.T) caller {
		return caller{milliseconds(8).Draw(rt, "start"), milliseconds(4000).Draw(rt, "patience"), rapid.Bool().Draw(rt, "stay")}
	})
	rapid.Check(t, func(rt *rapid.T) {
		atMost := rapid.IntRange(1, 5).Draw(rt, "atMost")
		takes := milliseconds(3000).Draw(rt, "takes")
		callers := rapid.SliceOfN(someone, 1, 20).Draw(rt, "callers")
		var faults []string
		synctest.Test(t, func(*testing.T) { faults = play(callers, atMost, takes) })
		if len(faults) > 0 {
			rt.Fatal(faults)
		}
	})
}

func play(callers []caller, atMost int, takes time.Duration) (faults []string) {
	r := &recorder{takes: takes}
	g := r.group(atMost)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i, c := range callers {
		wg.Go(func() {
			time.Sleep(c.start)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if !c.stay {
				defer time.AfterFunc(c.patience, cancel).Stop()
			}
			begun := time.Now()
			got, err := g.Do(ctx, i)
			took := time.Since(begun)
			if c.stay && err != nil || err == nil && got != 2*i || !c.stay && took > c.patience+settle {
				mu.Lock()
				faults = append(faults, fmt.Sprintf("caller %d: %d, %v after %v", i, got, err, took))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	time.Sleep(time.Minute)
	synctest.Wait()
	seen := map[int]bool{}
	for _, batch := range r.batches {
		if len(batch) == 0 || len(batch) > atMost {
			faults = append(faults, fmt.Sprintf("batch of %d", len(batch)))
		}
		for _, in := range batch {
			if seen[in] {
				faults = append(faults, fmt.Sprintf("input %d ran twice", in))
			}
			seen[in] = true
		}
	}
	return faults
}

// Callers who come while a batch runs, and those whom it answers, share the next one.
func TestHoldBringsCallersTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var sizes []int
		g := coalesce.New(coalesce.Config[int]{Window: 20 * time.Millisecond, Hold: time.Second},
			func(_ context.Context, batch []int) []coalesce.Outcome[int] {
				mu.Lock()
				sizes = append(sizes, len(batch))
				mu.Unlock()
				time.Sleep(100 * time.Millisecond)
				return make([]coalesce.Outcome[int], len(batch))
			})
		var wg sync.WaitGroup
		for caller := range 10 {
			wg.Go(func() {
				time.Sleep(time.Duration(caller) * 5 * time.Millisecond)
				for round := range 5 {
					time.Sleep(time.Duration(caller+round) * time.Millisecond)
					if _, err := g.Do(t.Context(), caller); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if len(sizes) > 7 {
			t.Errorf("batches of %v, want the callers together after the first", sizes)
		}
	})
}

// A batch that hangs holds up the next one for no longer than Hold.
func TestHoldEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		g := coalesce.New(coalesce.Config[int]{Window: time.Millisecond, Hold: 50 * time.Millisecond},
			func(_ context.Context, batch []int) []coalesce.Outcome[int] {
				if batch[0] == 0 {
					<-hang
				}
				return make([]coalesce.Outcome[int], len(batch))
			})
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := g.Do(t.Context(), 0); err != nil {
				t.Error(err)
			}
		})
		time.Sleep(10 * time.Millisecond)
		began := time.Now()
		if _, err := g.Do(t.Context(), 1); err != nil {
			t.Error(err)
		}
		if waited := time.Since(began); waited > 60*time.Millisecond {
			t.Errorf("waited %v", waited)
		}
		close(hang)
		wg.Wait()
	})
}

// A batch carries what those who join it bring along, and outlives each of them.
func TestBlend(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		type mark struct{}
		var marked any
		group := coalesce.New(coalesce.Config[int]{Window: window,
			Blend: func(batch, caller context.Context) context.Context {
				return context.WithValue(batch, mark{}, caller.Value(mark{}))
			},
		}, func(ctx context.Context, batch []int) []coalesce.Outcome[int] {
			marked = ctx.Value(mark{})
			return make([]coalesce.Outcome[int], len(batch))
		})
		brings, leave := context.WithCancel(context.WithValue(t.Context(), mark{}, "second"))
		var first, second error
		var callers sync.WaitGroup
		callers.Go(func() { _, first = group.Do(t.Context(), 1) })
		synctest.Wait()
		callers.Go(func() { _, second = group.Do(brings, 2) })
		synctest.Wait()
		leave()
		callers.Wait()
		if marked != "second" || first != nil || !errors.Is(second, context.Canceled) {
			t.Errorf("the batch carries %v, the callers got %v and %v", marked, first, second)
		}
	})
}
