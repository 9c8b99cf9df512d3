package orgsim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
)

// faults are the faults of an org and how often each has met its match.
type faults struct {
	mu   sync.Mutex
	list []*armed
}

// armed is a fault at work.
type armed struct {
	Fault
	met, struck int
	dice        dice
}

// AddFault arms a fault. It panics on an unknown effect, which is a mistake in a test; ParseFault reports one.
func (o *Org) AddFault(f Fault) {
	if err := o.arm([]Fault{f}); err != nil {
		panic("orgsim: " + err.Error())
	}
}

// arm arms all of these faults, or none if one of them can do nothing.
func (o *Org) arm(list []Fault) error {
	for i, f := range list {
		if err := f.valid(); err != nil && len(list) > 1 {
			return fmt.Errorf("fault %d of %d: %w", i+1, len(list), err)
		} else if err != nil {
			return fmt.Errorf("fault: %w", err)
		}
	}
	o.faults.mu.Lock()
	defer o.faults.mu.Unlock()
	for _, f := range list {
		o.faults.list = append(o.faults.list, &armed{Fault: f, dice: dice(f.Seed)})
	}
	return nil
}

// ClearFaults disarms every fault.
func (o *Org) ClearFaults() {
	o.faults.mu.Lock()
	defer o.faults.mu.Unlock()
	o.faults.list = nil
}

// Faults are the faults that may still strike, each with what is left of its counts: armed in another org they go on where
// they stand in this one.
func (o *Org) Faults() []Fault {
	o.faults.mu.Lock()
	defer o.faults.mu.Unlock()
	left := []Fault{} // Never nil, which JSON would show as null.
	for _, a := range o.faults.list {
		if !a.spent() {
			left = append(left, a.left())
		}
	}
	return left
}

// saved are the faults that a seed can hold: what a function does cannot be written.
func (o *Org) savedFaults() []Fault {
	return slices.DeleteFunc(o.Faults(), func(f Fault) bool { return f.Do != nil })
}

// most is how many matches are struck in all; 0 means that there is no end.
func (a *armed) most() int {
	if a.Times == 0 && a.Nth > 0 {
		return 1
	}
	return a.Times
}

func (a *armed) spent() bool { return a.most() > 0 && a.struck >= a.most() }

// strikes counts a match and decides whether it is struck.
func (a *armed) strikes() bool {
	if a.spent() {
		return false
	}
	a.met++
	if a.met < a.Nth || a.Probability > 0 && rand.New(&a.dice).Float64() >= a.Probability {
		return false
	}
	a.struck++
	return true
}

// left is the fault as it would have to be armed now. Whoever has met the nth match counts no longer up to it.
func (a *armed) left() Fault {
	f := a.Fault
	f.Seed = uint64(a.dice)
	f.Nth = max(0, a.Nth-a.met)
	if f.Nth == 0 && a.most() > 0 {
		f.Times = a.most() - a.struck
	}
	f.Fields, f.Admin = slices.Clone(f.Fields), slices.Clone(f.Admin)
	return f
}

// dice throw numbers that follow from a seed. Their whole state is the seed of the throws to come (SplitMix64), so that a
// fault saved between two throws goes on as if nothing had happened.
type dice uint64

// Uint64 is one throw.
func (d *dice) Uint64() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
