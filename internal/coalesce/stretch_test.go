package coalesce_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
)

// A stretched batch stays open while calls keep coming, but not for ever.
func TestStretch(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		stretch time.Duration
		want    int
	}{
		"long enough for all": {time.Minute, 1},
		"not at all":          {0, 4},
		"not for all":         {250 * time.Millisecond, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				batches := 0
				group := coalesce.New(coalesce.Config[int]{Window: 100 * time.Millisecond, Stretch: c.stretch},
					func(_ context.Context, batch []int) []coalesce.Outcome[int] {
						batches++
						return make([]coalesce.Outcome[int], len(batch))
					})
				var calls sync.WaitGroup
				for range 8 {
					calls.Go(func() {
						if _, err := group.Do(t.Context(), 1); err != nil {
							t.Error(err)
						}
					})
					time.Sleep(60 * time.Millisecond)
				}
				calls.Wait()
				if batches != c.want {
					t.Errorf("%d batches, want %d", batches, c.want)
				}
			})
		})
	}
}
