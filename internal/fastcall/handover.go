package fastcall

import (
	"context"
	"errors"
	"sync"
	"time"
)

// defaultSeatGrace is how long users who find no seat wait, all in all, for a
// release of the same apply to begin.
const defaultSeatGrace = 10 * time.Second

// mostWaiting is how many users wait for a seat at once. Each of them keeps a
// place from Terraform's other operations, and with ten of those at once the
// releases need some.
const mostWaiting = 3

// handover passes seats from those whom this walk releases to those whom it
// onboards. Terraform runs both side by side and in an order of its own, so in
// a full org somebody may find no seat a moment before one becomes free.
//
// Waiting ends with the last release under way. While none is under way, it
// draws on a grace that all share, so that an apply that releases nobody, or
// one with a parallelism of one, is held up by no more than that.
type handover struct {
	grace time.Duration

	mu sync.Mutex
	// places are taken by those who wait or have waited and try again; waiting
	// are those who wait right now.
	places, waiting int
	// running are the releases under way, begun and ended count them.
	running, begun, ended int
	// spent is what is used up of the grace, since is when the present use of it
	// began; zero if it is not drawn on.
	spent time.Duration
	since time.Time
	// changed is closed when a release begins or ends.
	changed chan struct{}
}

// SeatWait says how waiting for a seat ended.
type SeatWait int

// The ways in which waiting for a seat ends without one.
const (
	// WaitedInVain: no release was under way, and the grace is over.
	WaitedInVain SeatWait = iota
	// WaitersFull: as many as may wait did already.
	WaitersFull
	// WaitStopped: the operation's own time was up.
	WaitStopped

	seatFreed
)

// handOver is run with the figures that explain a refusal in the end. They only
// help: the refusal stands without them.
func (o *Org) handOver(ctx context.Context, attempt func() error) error {
	err := o.ledger.handover.run(ctx, attempt)
	if short := new(NoSeatError); errors.As(err, &short) {
		short.Seats = o.figures(ctx)
	}
	return err
}

// run carries out what may find no seat, and does so again when a release of
// this walk has ended meanwhile.
func (h *handover) run(ctx context.Context, attempt func() error) error {
	p := &place{handover: h}
	defer p.leave()
	for {
		_, ended := p.releases()
		err := attempt()
		short, left := new(NoSeatError), new(LeftoverError)
		if !errors.As(err, &short) {
			return err
		}
		if !errors.As(err, &left) {
			if short.Wait = p.wait(ctx, ended); short.Wait == seatFreed {
				continue
			}
		}
		begun, _ := p.releases()
		short.Releases = begun > 0
		return err
	}
}

// release notes that a release has begun, and returns how to note its end. A
// release that frees no seat ends like any other: whoever waits tries again and
// finds out.
func (h *handover) release() (end func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.running++
	h.begun++
	h.news()
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.running--
		h.ended++
		h.news()
	}
}

// news wakes those who wait.
func (h *handover) news() {
	h.draw()
	if h.changed != nil {
		close(h.changed)
		h.changed = nil
	}
}

// draw begins or ends the use of the grace.
func (h *handover) draw() {
	idle := h.waiting > 0 && h.running == 0
	switch {
	case idle && h.since.IsZero():
		h.since = time.Now()
	case !idle && !h.since.IsZero():
		h.spent += time.Since(h.since)
		h.since = time.Time{}
	}
}

// left is what is left of the grace.
func (h *handover) left() time.Duration {
	left := h.grace - h.spent
	if !h.since.IsZero() {
		left -= time.Since(h.since)
	}
	return left
}

// place is that of one user among those who wait; taken with the first wait
// and kept until the end, so that who has waited is not sent away for others.
type place struct {
	*handover
	taken bool
}

func (p *place) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken {
		p.places--
	}
}

// releases counts those that have begun and those that have ended.
func (p *place) releases() (begun, ended int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.begun, p.ended
}

// wait waits until more than ended releases have ended.
func (p *place) wait(ctx context.Context, ended int) SeatWait {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.taken && p.places == mostWaiting {
		if p.ended > ended {
			return seatFreed
		}
		return WaitersFull
	}
	if !p.taken {
		p.taken = true
		p.places++
	}
	p.waiting++
	p.draw()
	defer func() {
		p.waiting--
		p.draw()
	}()
	for p.ended == ended {
		if p.running == 0 && p.left() <= 0 {
			return WaitedInVain
		}
		if !p.pause(ctx) {
			return WaitStopped
		}
	}
	return seatFreed
}

// pause waits for news, and not beyond the grace while no release is under
// way. It is false when the operation's own time is up.
func (p *place) pause(ctx context.Context) bool {
	if p.changed == nil {
		p.changed = make(chan struct{})
	}
	changed, over := p.changed, (<-chan time.Time)(nil)
	if p.running == 0 {
		timer := time.NewTimer(p.left())
		defer timer.Stop()
		over = timer.C
	}
	p.mu.Unlock()
	defer p.mu.Lock()
	select {
	case <-ctx.Done():
		return false
	case <-changed:
	case <-over:
	}
	return true
}
