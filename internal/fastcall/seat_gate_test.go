package fastcall

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// intent is what a plan does with one user.
type intent struct {
	id string
	// asks tells that the apply gives a seat unless one is held, leaves that the
	// user is released.
	asks, leaves bool
}

// planning is an org and a plan of it, some users of which may be left out by
// -target.
type planning struct {
	seats *Seats
	// guests is how many seats guests really take, stated what the configuration
	// says of them.
	guests int64
	stated bool
	plan   []intent
}

// drawPlanning draws an org, perhaps over its limit, and a plan in any order.
// That users who are kept may hold no seat is what -refresh=false overlooks.
func drawPlanning(t *rapid.T) planning {
	const people = 12
	p := planning{guests: rapid.Int64Range(0, 2).Draw(t, "guests"), stated: rapid.Bool().Draw(t, "stated")}
	var rows []userPackageLicenseRow
	var users []userRow
	for i := range people {
		id := fmt.Sprintf("user%02d", i)
		if rapid.Bool().Draw(t, id+" holds a seat") {
			rows = append(rows, userPackageLicenseRow{ID: "seat" + id, UserID: id})
		}
		switch rapid.SampledFrom([]string{"elsewhere", "joins or changes", "stays", "leaves"}).Draw(t, id) {
		case "joins or changes":
			p.plan = append(p.plan, intent{id: id, asks: true})
		case "stays":
			p.plan = append(p.plan, intent{id: id})
		case "leaves":
			p.plan = append(p.plan, intent{id: id, leaves: true})
		}
	}
	used := int64(len(rows)) + p.guests
	if rapid.Bool().Draw(t, "rows show guests") {
		for i := range p.guests {
			id := fmt.Sprintf("guest%d", i)
			rows = append(rows, userPackageLicenseRow{ID: "seat" + id, UserID: id})
			users = append(users, userRow{ID: id, Type: "Guest"})
		}
	}
	configured := int64(1)
	if p.stated {
		configured = p.guests
	}
	p.seats = countSeats(PackageLicense{Allowed: rapid.Int64Range(0, people+3).Draw(t, "bought"), Used: used}, rows, users, configured)
	p.plan = rapid.Permutation(p.plan).Draw(t, "order")
	return p
}

// told is what the gate says of a plan in its order.
func (p planning) told() (said []ShortageError) {
	var g seatGate
	for _, i := range p.plan {
		if i.leaves || !g.note(i.id, i.asks) {
			continue
		}
		short := new(ShortageError)
		if err := g.judge(p.seats, p.stated, CapacityError); errors.As(err, &short) {
			said = append(said, *short)
		}
	}
	return said
}

func certain(e ShortageError) bool { return e.Certain }

// holds tells who holds a seat before the plan.
func (p planning) holds(id string) bool {
	return slices.ContainsFunc(p.seats.Holders, func(u User) bool { return u.ID == id })
}

func (p planning) joins(i intent) bool { return i.asks && !p.holds(i.id) }

// succeeds carries the plan out in the best order, under Salesforce's rule,
// after an administrator has released everybody whom it does not name.
func (p planning) succeeds() bool {
	used := p.guests
	for _, holder := range p.seats.Holders {
		if slices.ContainsFunc(p.plan, func(i intent) bool { return i.id == holder.ID && !i.leaves }) {
			used++
		}
	}
	for _, i := range p.plan {
		if !p.joins(i) {
			continue
		}
		if used >= p.seats.License.Allowed {
			return false
		}
		used++
	}
	return true
}

// A plan is refused only if no order of its operations can succeed, whatever
// others do meanwhile, and a plan that gives nobody a seat is never held up.
func TestTheGateRefusesOnlyTheImpossible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlanning(t)
		said := p.told()
		if len(said) > 0 && !slices.ContainsFunc(p.plan, p.joins) {
			t.Fatalf("says %+v although nobody joins", said)
		}
		if slices.ContainsFunc(said, certain) && p.succeeds() {
			t.Fatalf("refuses what succeeds: %+v", said)
		}
	})
}

// Whenever more want a seat than fit beside those who hold one, it is said.
func TestTheGateOverlooksNoShortage(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlanning(t)
		together := p.seats.Assigned()
		for _, i := range p.plan {
			if p.joins(i) {
				together++
			}
		}
		short := slices.ContainsFunc(p.plan, p.joins) && together > p.seats.License.Allowed-p.seats.GuestReserved
		if said := p.told(); short && len(said) == 0 {
			t.Fatal("nothing is said of a shortage")
		}
	})
}

// What is said, and every figure in it, is the same in any order. That no
// order can succeed may come after it was said that seats are short, or alone.
func TestTheGateSaysTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlanning(t)
		once := p.told()
		p.plan = rapid.Permutation(p.plan).Draw(t, "another order")
		again := p.told()
		worst := func(said []ShortageError) string {
			if len(said) == 0 {
				return ""
			}
			return fmt.Sprintf("%+v", said[len(said)-1])
		}
		if worst(once) != worst(again) {
			t.Fatalf("says %s in one order and %s in another", worst(once), worst(again))
		}
		if len(once) > 2 || len(once) == 2 && once[0].Certain {
			t.Fatalf("says too much: %+v", once)
		}
	})
}

// However many plans come at once, each thing is said once.
func TestTheGateSaysEachThingOnce(t *testing.T) {
	t.Parallel()
	var g seatGate
	s := countSeats(PackageLicense{Allowed: 10, Used: 1}, nil, nil, 1)
	var mu sync.Mutex
	var all []ShortageError
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			g.note(fmt.Sprint(i), true)
			short := new(ShortageError)
			if err := g.judge(s, false, CapacityWarn); errors.As(err, &short) {
				mu.Lock()
				all = append(all, *short)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if refused := slices.ContainsFunc(all, func(e ShortageError) bool { return e.Refused }); len(all) == 0 || len(all) > 2 || refused {
		t.Errorf("said %+v", all)
	}
	if worst := all[len(all)-1]; !worst.Certain && !all[0].Certain {
		t.Errorf("does not say that it is certain: %+v", all)
	}
}

func TestGuestProved(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		used, people, guestRows int
		configured              int64
		stated                  bool
		want                    int64
	}{
		"more used than shown":    {used: 5, people: 4, configured: 1, want: 1},
		"as many used as shown":   {used: 4, people: 4, configured: 1},
		"a row shows it":          {used: 5, people: 4, guestRows: 1, configured: 1, want: 1},
		"stated":                  {used: 4, people: 4, configured: 2, stated: true, want: 2},
		"never more than is kept": {used: 9, people: 4, configured: 1, want: 1},
		"fewer used than shown":   {used: 3, people: 4, configured: 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows, users := rowsFor(c.people, c.guestRows, 0, 0)
			s := countSeats(PackageLicense{Allowed: 10, Used: int64(c.used)}, rows, users, c.configured)
			if got := s.GuestProved(c.stated); got != c.want {
				t.Errorf("%d seats of guests are proved, want %d", got, c.want)
			}
		})
	}
}
