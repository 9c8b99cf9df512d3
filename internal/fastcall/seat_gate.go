package fastcall

import (
	"context"
	"sync"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
)

// CapacityCheck says what comes of a plan that wants more seats than there are.
type CapacityCheck string

// The capacity checks.
const (
	// CapacityError refuses a plan that no order of its changes can carry out.
	CapacityError CapacityCheck = "error"
	// CapacityWarn warns of it.
	CapacityWarn CapacityCheck = "warn"
	// CapacityOff does not look.
	CapacityOff CapacityCheck = "off"
)

// seatGate holds what the plans of one walk want against the seats there are.
// Plans come one by one, in any order and from several at once, so it speaks
// up as soon as what it has seen is too much: what it has not seen yet can only
// make that worse. Each thing is said once in a walk, and no figure in it
// depends on who came when.
type seatGate struct {
	seats walk.Once[Seats]

	mu    sync.Mutex
	tally tally
	told  struct{ shortage, certain, uncounted bool }
}

// tally is who is wanted. Users who are not known at plan time are not in it.
type tally struct {
	// asks are users whose plan gives them a seat unless they hold one. keeps are
	// users whose plan changes nothing: they count if they hold a seat, and get
	// none if they do not.
	asks, keeps map[string]bool
	// held are the users who hold a seat; nil until seats were counted.
	held map[string]bool
	// wanted counts those who will hold a seat, joining those of them who hold
	// none yet.
	wanted, joining int64
}

// ShortageError says that a plan wants more seats than there are.
type ShortageError struct {
	Seats *Seats
	// Certain is set if no order of operations can carry the plan out.
	Certain bool
	// Room is the number of seats that the plan exceeds: all that people can ever
	// have if that is certain, and otherwise those that are free now.
	Room int64
	// Refused is set if the plan must not go through.
	Refused bool
}

func (e *ShortageError) Error() string { return "more seats wanted than there are" }

// UncountedError says that seats could not be counted, so that a plan was not
// held against them.
type UncountedError struct{ Err error }

func (e *UncountedError) Error() string { return "seats not counted: " + e.Err.Error() }
func (e *UncountedError) Unwrap() error { return e.Err }

// WantSeat notes that a plan of this walk makes or keeps somebody a Fastcall
// user; asks tells that its apply gives the user a seat unless one is held. It
// returns a ShortageError when the plans seen so far want too much, and an
// UncountedError when that cannot be told, each once in a walk. As long as
// nobody asks it makes no request: such a plan takes no seat.
func (o *Org) WantSeat(ctx context.Context, userID string, asks bool) error {
	if o.config.Capacity == CapacityOff || o.config.Licenses == LicensesSkip || o.ledger.applying() {
		return nil
	}
	g := &o.gate
	if !g.note(userID, asks) {
		return nil
	}
	license, seated, err := o.seatLicense(ctx)
	if err == nil && (!seated || license.SiteLicense()) {
		return nil
	}
	var seats *Seats
	if err == nil {
		seats, err = g.seats.Get(ctx)
	}
	if ctx.Err() != nil || o.ledger.applying() {
		return nil //nolint:nilerr // Who gave up is told so elsewhere.
	}
	if err != nil {
		return g.uncounted(err)
	}
	return g.judge(seats, o.config.SiteGuestsStated, o.config.Capacity)
}

// Applies notes that this walk carries out changes instead of planning them:
// what is wanted is settled then, and the answers to writes decide.
func (o *Org) Applies() { o.ledger.apply() }

// note takes a user in, and tells whether there is anything to hold against
// the seats.
func (g *seatGate) note(userID string, asks bool) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tally.add(userID, asks)
	return len(g.tally.asks) > 0 && !g.told.certain
}

// uncounted says once that seats cannot be counted.
func (g *seatGate) uncounted(err error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.told.uncounted {
		return nil
	}
	g.told.uncounted = true
	return &UncountedError{Err: err}
}

// judge holds those who are wanted against the seats. A plan that nobody joins
// in is never too much: it is the one that mends an org over its limit.
func (g *seatGate) judge(seats *Seats, guestsStated bool, check CapacityCheck) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tally.count(seats.Holders)
	if g.tally.joining == 0 {
		return nil
	}
	// Whoever is not wanted may leave, so only the wanted and the guests whose seat
	// is proved are sure to be in the way.
	if room := seats.License.Allowed - seats.GuestProved(guestsStated); g.tally.wanted > room && !g.told.certain {
		g.told.certain, g.told.shortage = true, true
		return &ShortageError{Seats: seats, Certain: true, Room: max(room, 0), Refused: check != CapacityWarn}
	}
	if free := seats.Available(); g.tally.joining > free && !g.told.shortage {
		g.told.shortage = true
		return &ShortageError{Seats: seats, Room: free}
	}
	return nil
}

// add takes a user in.
func (t *tally) add(userID string, asks bool) {
	if t.asks == nil {
		t.asks, t.keeps = map[string]bool{}, map[string]bool{}
	}
	wants, joins := t.wants(userID), t.joins(userID)
	if asks {
		t.asks[userID] = true
	} else {
		t.keeps[userID] = true
	}
	if t.held == nil {
		return
	}
	if !wants && t.wants(userID) {
		t.wanted++
	}
	if !joins && t.joins(userID) {
		t.joining++
	}
}

// count takes in who holds a seat, the first time it is told.
func (t *tally) count(holders []User) {
	if t.held != nil {
		return
	}
	t.held = make(map[string]bool, len(holders))
	for _, holder := range holders {
		t.held[holder.ID] = true
	}
	for id := range t.asks {
		t.wanted++
		if t.joins(id) {
			t.joining++
		}
	}
	for id := range t.keeps {
		if t.held[id] && !t.asks[id] {
			t.wanted++
		}
	}
}

func (t *tally) wants(userID string) bool { return t.asks[userID] || t.keeps[userID] && t.held[userID] }

func (t *tally) joins(userID string) bool { return t.asks[userID] && !t.held[userID] }
