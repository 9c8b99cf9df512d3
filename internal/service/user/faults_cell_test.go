package user_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// times says how often a fault strikes.
type times string

const (
	once times = "once"
	// on strikes the request and every one after it.
	on times = "from then on"
	// always strikes this request and those like it, and lets others through.
	always times = "always"
)

// cell is one place of the matrix: a fault at one request of an operation.
type cell struct {
	op     operation
	ground ground
	clean  clean
	at     sent
	effect string
	times  times
	faults []acctest.Fault
	act    *act
	// cure is whether a retry or a look has to make it succeed.
	cure bool
	// tries bounds how often the request may be answered with status; 0: not counted.
	tries, status int
	slow          bool

	// What came of it, for the report.
	requests int
	failed   bool
}

func (c *cell) name() string {
	return fmt.Sprintf("%s/%s/%s/%s/%s", c.op.name, c.ground.name, c.at.short(), c.effect, c.times)
}

func (c *cell) arm(t *testing.T, org *acctest.Org) {
	for _, f := range c.faults {
		if c.act != nil {
			onArrival(&f.Do, func() { c.act.do(t, org) })
		}
		org.AddFault(f)
	}
}

// curable are the faults after which a request may be sent again, or what it
// did be looked up.
var curable = []acctest.Effect{acctest.Unavailable, acctest.UnavailableHTML, acctest.BadGateway, acctest.Crash,
	acctest.CrashAfter, acctest.Reset, acctest.ResetAfter, acctest.Slow}

// ofSession are curable faults that need a session to be struck.
var ofSession = []acctest.Effect{acctest.ExpireSession, acctest.ConcurrentLimit}

// cellsOf makes the row of the matrix for one operation.
func cellsOf(t *testing.T, op operation, g ground) []*cell {
	t.Helper()
	var cells []*cell
	run := runClean(t, op, g)
	met := map[string]int{} // row writes by method, so far
	for _, at := range run.requests {
		place := cell{op: op, ground: g, clean: run, at: at}
		if g.has(at) {
			cells = append(cells, place.transient()...)
			if !at.token {
				cells = append(cells, place.fatal()...)
			}
			cells = append(cells, place.locks(met)...)
			cells = append(cells, place.meddling()...)
		}
		for _, method := range at.rows {
			met[method]++
		}
	}
	return cells
}

func (c cell) with(effect string, how times, change func(*cell)) *cell {
	c.effect, c.times = effect, how
	change(&c)
	return &c
}

// strike makes a fault of an effect that strikes the cell's request.
func (c cell) strike(effect acctest.Effect, how times) acctest.Fault {
	f := acctest.Fault{Effect: effect, Nth: c.at.n, Times: 1}
	switch how {
	case on:
		f.Times = forever
	case always:
		f = acctest.Fault{Effect: effect, Method: c.at.method, Path: c.at.path}
	}
	if effect == acctest.Slow {
		onDelay(&f.Delay, slowAnswer())
	}
	return f
}

// curableReads are those of them that differ for a request that changes nothing:
// whether it was carried out before the answer was lost makes no difference.
var curableReads = []acctest.Effect{acctest.Unavailable, acctest.Reset, acctest.ExpireSession, acctest.ShortPage}

// transient are the faults that pass: struck once they are cured.
func (c cell) transient() []*cell {
	effects := slices.Clone(curableReads)
	switch {
	case c.at.token:
		effects = slices.Clone(curable)
	case c.at.write:
		effects = slices.Concat(curable, ofSession)
	case c.op.name == "read":
		effects = append(effects, acctest.Slow)
	}
	if c.ground.pagesOnly {
		effects = append(effects, acctest.ExpiredLocator)
	}
	hows := []times{once, on}
	if c.at.write {
		hows = append(hows, always)
	}
	var cells []*cell
	for _, effect := range effects {
		for _, how := range hows {
			cells = append(cells, c.with(string(effect), how, func(c *cell) {
				c.faults = []acctest.Fault{c.strike(effect, how)}
				c.cure = how == once || effect == acctest.ShortPage
				c.slow = effect == acctest.Slow
			}))
		}
	}
	return cells
}

// fatal are the faults that do not pass: no daily limit is asked twice, and a
// wrong session is renewed once, because only then it can be told from an
// expired one (S22).
func (c cell) fatal() []*cell {
	var cells []*cell
	hows := []times{once, on}
	if !c.at.write {
		hows = []times{on}
	}
	for _, how := range hows {
		cells = append(cells,
			c.with(string(acctest.DailyLimit), how, func(c *cell) {
				c.faults = []acctest.Fault{c.strike(acctest.DailyLimit, how)}
				c.tries, c.status = 1, http.StatusForbidden
			}),
			c.with(string(acctest.WrongSession), how, func(c *cell) {
				c.faults = []acctest.Fault{c.strike(acctest.WrongSession, how)}
				c.tries, c.status = 2, http.StatusUnauthorized
			}))
		for _, object := range c.at.objects {
			cells = append(cells, c.with("hidden "+object, how, func(c *cell) {
				f := c.strike(acctest.Effect("hide-object"), how)
				f.Hide = object
				c.faults = []acctest.Fault{f}
			}))
		}
	}
	return cells
}

// locks strikes each row that the request writes; met counts those before it.
func (c cell) locks(met map[string]int) []*cell {
	var cells []*cell
	met = maps.Clone(met)
	for i, method := range c.at.rows {
		met[method]++
		for _, how := range []times{once, on} {
			cells = append(cells, c.with(fmt.Sprintf("%s %d", acctest.LockRow, i+1), how, func(c *cell) {
				f := acctest.Fault{Effect: acctest.LockRow, Method: method, Nth: met[method], Times: 1}
				if how == on {
					f.Times = forever
				}
				c.faults, c.cure = []acctest.Fault{f}, how == once
			}))
		}
	}
	return cells
}

// meddling lets another administrator act just before the request is carried out.
func (c cell) meddling() []*cell {
	var cells []*cell
	for _, a := range c.op.acts {
		cells = append(cells, c.with("meddling: "+a.name, once, func(c *cell) {
			c.faults, c.act = []acctest.Fault{c.strike(acctest.Effect("admin"), once)}, &a
		}))
	}
	return cells
}

// report counts the matrix.
func report(t *testing.T, cells []*cell) {
	type line struct{ cells, failed, requests int }
	lines := map[string]line{}
	for _, c := range cells {
		l := lines[c.effect+", "+string(c.times)]
		l.cells++
		l.requests += c.requests
		if c.failed {
			l.failed++
		}
		lines[c.effect+", "+string(c.times)] = l
	}
	t.Logf("%d cells", len(cells))
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		t.Logf("%-55s %4d cells, %4d end in an error, %5d requests", name, lines[name].cells, lines[name].failed, lines[name].requests)
	}
}
