package fastcall

import (
	"context"
	"sync"
	"time"
)

// mostStepWait bounds how long a write waits for others to come up to it.
const mostStepWait = 2 * time.Second

// instep keeps those who write at the same time in step. Terraform plans each
// instance again right before its apply. A write that waits until nobody is
// being planned shares its request with all of them; otherwise the instances
// fall into groups that never meet again, and each group costs requests of its
// own.
type instep struct {
	mu       sync.Mutex
	planning int
	// none is closed when nobody is being planned any more.
	none chan struct{}
}

// Planning notes that an instance is being planned, until the returned function
// is called: writes wait for it, to share their requests.
func (o *Org) Planning() func() { return o.step.plan() }

// plan notes that somebody is being planned, until the returned function is
// called.
func (s *instep) plan() func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.planning == 0 {
		s.none = make(chan struct{})
	}
	s.planning++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.planning--; s.planning == 0 {
			close(s.none)
		}
	}
}

// wait waits until nobody is being planned, but not for long.
func (s *instep) wait(ctx context.Context) {
	s.mu.Lock()
	planning, none := s.planning, s.none
	s.mu.Unlock()
	if planning == 0 {
		return
	}
	most := time.NewTimer(mostStepWait)
	defer most.Stop()
	select {
	case <-none:
	case <-most.C:
	case <-ctx.Done():
	}
}
