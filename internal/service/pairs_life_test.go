package service_test

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// life is the module in an org. Its walks are those of Terraform: one process
// plans, another applies, and both go from what is needed to what needs it.
type life struct {
	t      *testing.T
	org    *acctest.Org
	block  values
	pieces []*piece
	// atOnce is how many pieces are worked at side by side.
	atOnce int
	// between is called between plan and apply.
	between func()

	mu   sync.Mutex
	said []saying

	clockMu sync.Mutex
	now     time.Time
}

// saying is an error and what it came from.
type saying struct {
	where string
	names []string
	one   acctest.Diagnostics
}

// pass lets time go by in the org.
func (l *life) pass(d time.Duration) {
	l.clockMu.Lock()
	defer l.clockMu.Unlock()
	l.now = l.now.Add(d)
}

func (l *life) clock() time.Time {
	l.clockMu.Lock()
	defer l.clockMu.Unlock()
	return l.now
}

// open starts a provider process; more changes its block.
func (l *life) open(more ...values) *acctest.Terraform {
	l.t.Helper()
	return acctest.NewTerraform(l.t, l.org, append([]values{l.block}, more...)...)
}

// note remembers errors and tells whether there are any.
func (l *life) note(where string, names []string, diags acctest.Diagnostics) bool {
	errs := diags.Errors()
	if len(errs) == 0 {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, saying{where, names, errs})
	return true
}

// said are the errors since the last time.
func (l *life) errors() []saying {
	said := l.said
	l.said = nil
	return said
}

// each does something for pieces, rank by rank, so many at once. Time passes
// between ranks, as it does where an apply takes long.
func (l *life) each(backwards bool, do func(*piece)) {
	ranks := slices.Compact(slices.Sorted(maps.Keys(l.ranks())))
	if backwards {
		slices.Reverse(ranks)
	}
	for _, rank := range ranks {
		slots := make(chan struct{}, l.atOnce)
		var wg sync.WaitGroup
		for _, p := range l.ranks()[rank] {
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				do(p)
			})
		}
		wg.Wait()
		l.pass(10 * time.Minute)
	}
}

func (l *life) ranks() map[int][]*piece {
	ranks := map[int][]*piece{}
	for _, p := range l.pieces {
		ranks[p.rank] = append(ranks[p.rank], p)
	}
	return ranks
}

// plan is terraform plan: a refresh and a plan of every piece. It tells whether
// it came through.
func (l *life) plan(at stage, block ...values) bool {
	tf, through := l.open(block...), true
	l.org.ResetJournal()
	l.each(false, func(p *piece) {
		p.plan, p.failed = nil, false
		if l.blocked(p, p.needs) {
			return
		}
		if p.state.Values != nil {
			read, diags := tf.Read(p.resource, p.state)
			if l.note("read", p.names, diags) {
				p.failed = true
				return
			}
			p.state = read
			if read.Values == nil {
				p.tainted = false
			}
		}
		config := l.configOf(p, at)
		if config == nil && p.state.Values == nil {
			return
		}
		prior := p.state
		if p.tainted {
			prior = acctest.Instance{}
		}
		p.plan = tf.Plan(p.resource, prior, config)
		p.failed = l.note("plan", p.names, p.plan.Diagnostics)
	})
	for _, p := range l.pieces {
		through = through && !p.failed
	}
	for _, e := range l.org.Journal() {
		if e.Write {
			l.t.Errorf("a plan writes: %s %s", e.Method, e.Path)
		}
	}
	return through
}

// configOf asks for a configuration alone, because it looks at other pieces.
func (l *life) configOf(p *piece, at stage) values {
	l.mu.Lock()
	defer l.mu.Unlock()
	config := p.config(l, at)
	p.unknown = hasUnknown(config)
	return config
}

func hasUnknown(value any) bool {
	switch v := value.(type) {
	case string:
		return v == acctest.Unknown
	case []string:
		return slices.Contains(v, acctest.Unknown)
	case values:
		return slices.ContainsFunc(slices.Collect(maps.Values(v)), hasUnknown)
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(v)), hasUnknown)
	}
	return false
}

// apply is terraform apply: a plan, then destroys, then what is created or
// changed. Whatever needs something that failed is left alone, as core does.
func (l *life) apply(at stage, block ...values) {
	if !l.plan(at, block...) {
		return
	}
	if l.between != nil {
		l.between()
	}
	tf := l.open(block...)
	l.each(true, func(p *piece) {
		if p.state.Values == nil || p.plan.Values != nil && !p.tainted || l.blocked(p, l.needing(p)) {
			return
		}
		plan := p.plan
		if p.tainted {
			plan = tf.Plan(p.resource, p.state, nil)
			if p.failed = l.note("plan to destroy", p.names, plan.Diagnostics); p.failed {
				return
			}
		}
		var diags acctest.Diagnostics
		p.state, diags = tf.Apply(p.resource, plan)
		p.failed = l.note("destroy", p.names, diags)
		p.tainted = p.tainted && p.failed
	})
	l.each(false, func(p *piece) {
		if p.failed || p.plan == nil || p.plan.Values == nil || l.blocked(p, p.needs) {
			return
		}
		if len(p.plan.Replace) > 0 {
			l.t.Errorf("%s: replaces because of %v", p.name, p.plan.Replace)
		}
		create := p.state.Values == nil
		if p.unknown {
			p.plan = tf.Plan(p.resource, p.state, l.configOf(p, at))
			if p.failed = l.note("plan again", p.names, p.plan.Diagnostics); p.failed {
				return
			}
		}
		if !create && len(p.plan.Changed(p.state)) == 0 {
			return
		}
		var diags acctest.Diagnostics
		p.state, diags = tf.Apply(p.resource, p.plan)
		p.failed = l.note("apply", p.names, diags)
		p.tainted = p.failed && create && p.state.Values != nil
	})
}

// needing are the pieces that need one.
func (l *life) needing(p *piece) []string {
	var names []string
	for _, other := range l.pieces {
		if slices.Contains(other.needs, p.name) && other.plan != nil && other.plan.Values == nil {
			names = append(names, other.name)
		}
	}
	return names
}

// blocked tells whether one of these failed, and fails the piece with it.
func (l *life) blocked(p *piece, by []string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range by {
		p.failed = p.failed || l.piece(name).failed
	}
	return p.failed
}

// settled plans the same again and wants nothing to change.
func (l *life) settled(at stage) {
	if !l.plan(at) {
		return
	}
	for _, p := range l.pieces {
		switch {
		case p.plan == nil:
		case p.state.Values == nil || p.plan.Values == nil:
			l.t.Errorf("%s: a plan without changes creates or destroys", p.name)
		default:
			if names := p.plan.Changed(p.state); len(names) > 0 {
				var lines string
				for _, name := range names {
					lines += fmt.Sprintf("\n  %s: %v → %v", name, p.state.Values[name], p.plan.Values[name])
				}
				l.t.Errorf("%s: a plan without changes changes%s", p.name, lines)
			}
		}
	}
}
