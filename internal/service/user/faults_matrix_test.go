package user_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const (
	// atOnce is how many cells run side by side: most of their time is waiting before a retry.
	atOnce = 32
	// forever is more often than any operation asks.
	forever = 1 << 20
)

// patience is the request timeout of slow cells, slowAnswer what outlasts it. A
// busy machine must not outlast it, too, however slow it is.
func patience() time.Duration {
	if acctest.Racing {
		return 10 * time.Second
	}
	return 3 * time.Second
}

func slowAnswer() time.Duration { return patience() + 500*time.Millisecond }

// TestFaultMatrix strikes every request of every operation with every fault,
// once and for ever. The operation succeeds or gives one clear error, the org
// is as before or as after, and doing it again ends as if nothing had been.
func TestFaultMatrix(t *testing.T) {
	t.Parallel()
	var cells []*cell
	for _, op := range operations() {
		cells = append(cells, cellsOf(t, op, ground{name: "graph"})...)
		if op.pages {
			cells = append(cells, cellsOf(t, op, ground{name: "paged", knobs: map[string]string{"K-page-size": "1"}, pagesOnly: true})...)
		}
		if op.writes {
			cells = append(cells, cellsOf(t, op, ground{name: "steps", knobs: singly, writesOnly: true})...)
		}
		if op.name == "release" {
			cells = append(cells, cellsOf(t, op, ground{name: "blocked", writesOnly: true, blocked: true})...)
			cells = append(cells, cellsOf(t, op, ground{name: "blocked steps", knobs: singly, writesOnly: true, blocked: true})...)
		}
	}
	cells = sample(cells, share())
	var lines sync.WaitGroup
	for _, slow := range []bool{true, false} {
		workers := atOnce
		lines.Go(func() {
			inTurn(t, slices.DeleteFunc(slices.Clone(cells), func(c *cell) bool { return c.slow != slow }), workers)
		})
	}
	lines.Wait()
	report(t, cells)
}

// share is how many cells there are for each that is tried. All of them take
// many minutes, with the race detector an hour: FASTCALL_MATRIX=whole tries them.
func share() int {
	switch {
	case os.Getenv("FASTCALL_MATRIX") == "whole":
		return 1
	case acctest.Racing:
		return 24
	}
	return 5
}

// sample picks one of so many cells.
func sample(cells []*cell, of int) []*cell {
	var some []*cell
	for i := 0; i < len(cells); i += of {
		some = append(some, cells[i])
	}
	return some
}

// inTurn runs cells, so many side by side.
func inTurn(t *testing.T, cells []*cell, sideBySide int) {
	queue := make(chan *cell)
	var workers sync.WaitGroup
	for range sideBySide {
		workers.Go(func() {
			for c := range queue {
				t.Run(c.name(), c.check)
			}
		})
	}
	for _, c := range cells {
		queue <- c
	}
	close(queue)
	workers.Wait()
}

// singly forces every write down to the bottom rung: K-setup-setup alone would let a change of roles and call center
// through, because it has one setup object beside the user.
var singly = map[string]string{"K-setup-setup": "reject", "K-user-patch": "reject"}

// ground is the kind of org that an operation is tried in.
type ground struct {
	name                  string
	knobs                 map[string]string
	writesOnly, pagesOnly bool
	// blocked gives the leaver a recording, which the release deletes. On other
	// grounds nobody looks for Fastcall's own records, whose requests have tests
	// of their own.
	blocked bool
}

// block is the provider block on this ground.
func (g ground) block(org *acctest.Org) values {
	if g.blocked {
		return values{"release": map[string]any{"recordings": "delete"}}
	}
	sections := map[string]any{}
	for section := range acctest.SchemaMap(org.Mapping()) {
		sections[section] = map[string]any{"unreachable": true}
	}
	return values{"schema_map": sections}
}

// walks opens walks over a new org.
func (g ground) walks(t *testing.T, edits ...func(*acctest.Seed)) walks {
	org := acctest.NewOrg(t, edits...)
	return walks{t: t, org: org, ground: g, block: g.block(org)}
}

func (g ground) has(s sent) bool {
	return (!g.writesOnly || s.write) && (!g.pagesOnly || strings.Contains(s.path, "/query/"))
}

// clean is an operation that nothing disturbs.
type clean struct {
	requests      []sent
	before, after string
	state         string // as a read finds it afterwards
}

func runClean(t *testing.T, op operation, g ground) clean {
	t.Helper()
	w := g.walks(t, knobs(g.knobs))
	prior := op.prepare(w)
	c := clean{before: portrait(w.org)}
	w.org.ResetJournal()
	got := op.run(w, prior, op.config)
	noErrors(t, got.diags)
	c.requests, c.after = journal(w.org), portrait(w.org)
	c.state = settled(w, got.kept)
	if len(c.requests) < 2 {
		t.Fatalf("%s makes %d requests", op.name, len(c.requests))
	}
	return c
}

// settled is the state after a fresh read, without the ids of records that a
// second onboarding makes anew.
func settled(w walks, kept acctest.Instance) string {
	if kept.Values == nil {
		return "gone"
	}
	state := values{}
	for name, value := range refresh(w.t, w.open(), kept).Values {
		state[name] = value
	}
	delete(state, "license_assignment_id")
	delete(state, "permission_set_assignment_ids")
	// What only the configuration says is not read from the org: an import learns it with the first apply.
	for _, name := range []string{"call_center", "timeouts", "release"} {
		delete(state, name)
	}
	return state.JSON()
}

// aftermath lists how the org may look after another administrator acted:
// before or after the operation.
func (c *cell) aftermath(t *testing.T) []string {
	var all []string
	if c.act == nil {
		return nil
	}
	for _, first := range []bool{true, false} {
		w := c.ground.walks(t, c.seed())
		prior := c.op.prepare(w.calmly())
		if first {
			c.act.do(t, w.org)
			all = append(all, portrait(w.org))
		}
		c.op.run(w, prior, c.op.config)
		if !first {
			c.act.do(t, w.org)
		}
		all = append(all, portrait(w.org))
	}
	return all
}

func (c *cell) seed() func(*acctest.Seed) {
	return func(seed *acctest.Seed) {
		knobs(c.ground.knobs)(seed)
		if c.act != nil && c.act.seats > 0 {
			seed.Package.Allowed = c.act.seats
		}
	}
}

func (c *cell) walks(t *testing.T) walks {
	w := c.ground.walks(t, c.seed())
	if c.slow {
		w.block["request_timeout"] = patience().String()
	}
	if c.times != once {
		w.block["max_retries"] = 1
	}
	return w
}

// check runs one cell.
func (c *cell) check(t *testing.T) {
	w := c.walks(t)
	prior := c.op.prepare(w.calmly())
	w.org.ResetJournal()
	c.arm(t, w.org)
	got := c.op.run(w, prior, c.op.config)
	w.org.ClearFaults()
	if c.slow {
		// What the provider gave up waiting for is still carried out.
		time.Sleep(200 * time.Millisecond)
	}
	requests := journal(w.org)
	defer func() {
		c.requests, c.failed = len(requests), got.failed()
		if t.Failed() {
			t.Logf("%s\n%s, request %s\nstruck by %s\n%s\njournal:\n%s", c.op.name, c.ground.name, c.at.short(),
				c.effect+" "+string(c.times), got.diags, tail(requests))
		}
	}()
	c.judge(t, w.org, prior, got)
	c.judgeRequests(t, requests, got)
	if c.act != nil && c.act.undo != nil {
		c.act.undo(t, w.org)
	}
	w.org.ResetJournal()
	calm := w.calmly()
	done := c.op.again(calm, got)
	if done.failed() {
		t.Fatalf("done again without the fault:\n%s", done.diags.Errors())
	}
	if !got.failed() && c.act == nil && writes(w.org) > 0 {
		t.Errorf("%d writes after a success, want none", writes(w.org))
	}
	if now := portrait(w.org); now != c.clean.after {
		t.Errorf("done again, the org differs from a clean run:\n%s", between(now, c.clean.after))
	}
	if state := settled(calm, done.kept); state != c.clean.state {
		t.Errorf("done again, the state is\n%s\nafter a clean run it is\n%s", state, c.clean.state)
	}
}

// judge looks at what Terraform was told, and at org and state.
func (c *cell) judge(t *testing.T, org *acctest.Org, prior acctest.Instance, got outcome) {
	now, text := portrait(org), got.diags.Errors().String()
	if got.failed() {
		c.wantClear(t, got.diags.Errors())
		if c.cure {
			t.Errorf("failed, but a retry or a look cures this")
		}
		if prior.Values != nil && got.kept.Values == nil && c.op.name != "import" {
			t.Errorf("an error, and the user left the state")
		}
	} else if now == c.clean.before && now != c.clean.after {
		t.Errorf("no error, but nothing was done")
	}
	if now == c.clean.before || now == c.clean.after || slices.Contains(c.aftermath(t), now) {
		return
	}
	differs := fmt.Sprintf("than before:\n%s\nthan after:\n%s", between(now, c.clean.before), between(now, c.clean.after))
	doubtful := strings.Contains(text, "not known whether") && rowsApart(now, c.clean.before) == 1
	switch {
	case doubtful:
		// The write whose answer was lost is all that can stand, and the error says so.
	case !got.failed():
		t.Errorf("no error, but the org looks other %s", differs)
	case !strings.Contains(text, "stands: "):
		t.Errorf("half done, and the error does not say what stands; the org looks other %s", differs)
	case got.kept.Values == nil:
		t.Errorf("something stands, and the state does not know; the org looks other %s", differs)
	}
}

// wantClear expects one error that says what could not be done to whom, and
// what to do.
func (c *cell) wantClear(t *testing.T, errs acctest.Diagnostics) {
	if len(errs) != 1 {
		t.Errorf("%d errors, want 1", len(errs))
	}
	for _, e := range errs {
		names := slices.ContainsFunc(c.op.names, func(name string) bool { return strings.Contains(e.Summary, name) })
		names = names || e.Summary == "Cannot log in to Salesforce" // That stops everybody alike.
		if !strings.HasPrefix(e.Summary, "Cannot ") || !names {
			t.Errorf("the summary %q does not say what could not be done to whom", e.Summary)
		}
		if !strings.Contains(e.Detail, "What to do:") {
			t.Errorf("the detail does not say what to do: %q", e.Detail)
		}
	}
}

// judgeRequests counts how often a request was tried that must not be.
func (c *cell) judgeRequests(t *testing.T, requests []sent, got outcome) {
	if len(requests) < c.at.n && c.ground.name != "paged" {
		t.Errorf("%d requests, so number %d was never struck", len(requests), c.at.n)
	}
	// Seats that cannot be counted stop no plan, so the apply asks once more.
	if c.tries == 0 || strings.Contains(got.diags.String(), "seats could not be counted") {
		return
	}
	tries := 0
	for _, s := range requests {
		if s.n >= c.at.n && s.method == c.at.method && s.path == c.at.path && s.status == c.status {
			tries++
		}
	}
	most := c.tries
	if !c.at.write && c.effect == string(acctest.WrongSession) {
		most++ // Another question may be under way with the same session.
	}
	if tries > most {
		t.Errorf("the request was refused %d times, want at most %d", tries, most)
	}
	// Log-ins are spared by refusals of the API, and do not count for when one begins.
	logins, refused := 0, false
	for _, s := range requests {
		refused = refused || s.n >= c.at.n && s.status == c.status
		if refused && s.n > c.at.n && s.token {
			logins++
		}
	}
	if logins > c.tries-1 && c.times != once {
		t.Errorf("%d log-ins after the refusal, want at most %d", logins, c.tries-1)
	}
}

func tail(requests []sent) string {
	var lines []string
	for _, s := range requests[max(0, len(requests)-12):] {
		lines = append(lines, s.text)
	}
	return strings.Join(lines, "\n")
}
