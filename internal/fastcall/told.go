package fastcall

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// told is what this walk has told people, and what it has seen that is worth
// telling when the same user is planned.
type told struct {
	mu       sync.Mutex
	mentions map[string]int
	observed map[string]Observation
}

// Turn says whether something is said.
type Turn int

const (
	// Silence says that enough of the kind was said.
	Silence Turn = iota
	// Speak says that there is room for one more.
	Speak
	// Last says that there was room until now: what comes instead speaks for all
	// that follow.
	Last
)

// Mention counts what a walk says of one topic, and tells whether to say it:
// the first most times by itself, then once for the rest.
func (o *Org) Mention(topic string, most int) Turn {
	t := &o.told
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.mentions == nil {
		t.mentions = map[string]int{}
	}
	t.mentions[topic]++
	switch n := t.mentions[topic]; {
	case n <= most:
		return Speak
	case n == most+1:
		return Last
	default:
		return Silence
	}
}

// Observation is what a read of a user saw that the state before it did not
// have.
type Observation struct {
	// ExtraRoles are roles that somebody else gave the user.
	ExtraRoles []string
}

// Observe notes what this walk's read of a user saw.
func (o *Org) Observe(userID string, seen Observation) {
	t := &o.told
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.observed == nil {
		t.observed = map[string]Observation{}
	}
	t.observed[userID] = seen
}

// Observed returns what Observe noted. Terraform reads before it plans and not
// before it applies, although it plans each instance again then: a user of the
// state who was not read in this walk is about to be changed, or the plan was
// asked not to look.
func (o *Org) Observed(userID string) (Observation, bool) {
	t := &o.told
	t.mu.Lock()
	defer t.mu.Unlock()
	seen, ok := t.observed[userID]
	return seen, ok
}

// Applying tells whether this walk is known to carry out changes. What was said
// when they were planned need not be said again then.
func (o *Org) Applying() bool { return o.ledger.applying() }

// Glance is what the walk has seen of a user already, for words that are worth
// no request of their own; nil if it has not, or if something was written since.
func (o *Org) Glance(userID string) *Status {
	seen, _ := o.people.Peek(userID)
	return seen
}

// Now is the time of day.
func (o *Org) Now() time.Time { return o.config.Clock() }

// License returns the package license whose seats Fastcall's users hold, as the
// walk found it; false if nobody looks at licenses, or cannot.
func (o *Org) License(ctx context.Context) (PackageLicense, bool) {
	if o.config.Licenses == LicensesSkip {
		return PackageLicense{}, false
	}
	c, err := o.catalog.Get(ctx)
	if err != nil {
		return PackageLicense{}, false
	}
	license, err := o.packageLicense(c)
	return license, err == nil
}

// Encounter is what an onboarding of somebody who has something of Fastcall's
// already will find and do.
type Encounter struct {
	// Held are wanted parts that are there, Missing those that are not.
	Held, Missing []Part
	// Extra are roles beyond those wanted, which are taken away.
	Extra []string
}

// Encounter compares what a user holds with what the user shall hold.
func (s *Status) Encounter(license Licensing, roles []string, callCenterID string) Encounter {
	bare := *s
	if callCenterID != "" && s.User.CallCenterID != callCenterID {
		bare.User.CallCenterID = ""
	}
	bare.Assignments = lists.Filter(s.Assignments, func(a Assignment) bool { return slices.Contains(roles, a.Role) })
	bare.Grouped = nil
	var e Encounter
	e.Held, e.Missing = bare.parts(license == BySeat)
	for _, a := range s.Assignments {
		if !slices.Contains(roles, a.Role) {
			e.Extra = append(e.Extra, a.Role)
		}
	}
	slices.Sort(e.Extra)
	return e
}
