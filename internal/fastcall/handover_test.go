package fastcall

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// joiners are users who look for seats in one walk, as many as free gives.
type joiners struct {
	desk handover
	free int
	told chan *NoSeatError // nil for who finds a seat
}

func (j *joiners) join(ctx context.Context) {
	var short *NoSeatError
	err := j.desk.run(ctx, func() error {
		if j.free == 0 {
			return &NoSeatError{}
		}
		j.free--
		return nil
	})
	errors.As(err, &short)
	j.told <- short
}

// crowdOf starts n joiners, one after the other, and lets each get as far as it can.
func crowdOf(t *testing.T, n int) *joiners {
	t.Helper()
	j := &joiners{desk: handover{grace: defaultSeatGrace}, told: make(chan *NoSeatError, n)}
	for range n {
		go j.join(t.Context())
		synctest.Wait()
	}
	return j
}

// release takes a while and then frees a seat, or none.
func (j *joiners) release(takes time.Duration, frees int) {
	end := j.desk.release()
	time.Sleep(takes)
	j.free += frees
	end()
	synctest.Wait()
}

// outcome is how the next joiner ended.
func (j *joiners) outcome(t *testing.T) *NoSeatError {
	t.Helper()
	select {
	case short := <-j.told:
		return short
	default:
		t.Fatal("nobody has ended")
		return nil
	}
}

func (j *joiners) waits(t *testing.T) {
	t.Helper()
	if len(j.told) > 0 {
		t.Fatalf("has ended: %+v", <-j.told)
	}
}

// The times below are those of a clock of their own.

func TestWithoutAReleaseOneWaitsForTheGrace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		j := crowdOf(t, 1)
		if short := <-j.told; short == nil || short.Wait != WaitedInVain || short.Releases || time.Since(begun) != defaultSeatGrace {
			t.Errorf("after %s: %+v", time.Since(begun), short)
		}
		// The grace is the walk's: it is used up.
		go j.join(t.Context())
		synctest.Wait()
		if short := j.outcome(t); short == nil || short.Wait != WaitedInVain {
			t.Errorf("the next one: %+v", short)
		}
	})
}

func TestThreeWaitAndOthersDoNot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := crowdOf(t, 4)
		if short := j.outcome(t); short == nil || short.Wait != WaitersFull || short.Releases {
			t.Errorf("the fourth: %+v", short)
		}
		j.waits(t)
		j.release(time.Minute, 1)
		if short := j.outcome(t); short != nil {
			t.Errorf("a seat was freed: %+v", short)
		}
		go j.join(t.Context())
		synctest.Wait()
		j.waits(t)
		// Who has waited keeps the place, although the seat went to somebody else.
		j.release(time.Minute, 0)
		j.waits(t)
		j.release(time.Minute, 3)
		for range 3 {
			if short := j.outcome(t); short != nil {
				t.Errorf("seats were freed: %+v", short)
			}
		}
	})
}

func TestWaitingLastsAsLongAsReleases(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := crowdOf(t, 1)
		time.Sleep(9 * time.Second)
		j.release(time.Hour, 0)
		j.waits(t)
		begun := time.Now()
		if short := <-j.told; short == nil || short.Wait != WaitedInVain || !short.Releases || time.Since(begun) != time.Second {
			t.Errorf("after %s more: %+v", time.Since(begun), short)
		}
	})
}

// A release that ends between the refusal and the wait is not missed.
func TestAReleaseJustBeforeTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := &joiners{desk: handover{grace: defaultSeatGrace}}
		begun, tries := time.Now(), 0
		err := j.desk.run(t.Context(), func() error {
			if tries++; tries > 1 {
				return nil
			}
			j.desk.release()()
			return &NoSeatError{}
		})
		if err != nil || time.Since(begun) > 0 {
			t.Errorf("after %s: %v", time.Since(begun), err)
		}
	})
}

func TestWaitingEndsWithTheOperation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := &joiners{desk: handover{grace: defaultSeatGrace}, told: make(chan *NoSeatError, 1)}
		ctx, cancel := context.WithCancel(t.Context())
		go j.join(ctx)
		synctest.Wait()
		cancel()
		synctest.Wait()
		if short := j.outcome(t); short == nil || short.Wait != WaitStopped {
			t.Errorf("cancelled: %+v", short)
		}
	})
}
