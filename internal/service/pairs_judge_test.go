package service_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// judge looks at what Terraform was told, and at org and state. It says in a
// word how the step ended.
func (r row) judge(l *life, s step, before string, errs []saying, want map[string]string) string {
	now, meddled := portrait(l.org), r.at[byFault] == string(acctest.Admin)
	wantClear(l, errs)
	switch {
	case len(errs) == 0 && s.blocked:
		l.t.Errorf("a release that something stands in the way of came through")
	case len(errs) == 0 && r.hasToFail() && s.at == made:
		l.t.Errorf("came through where that is impossible")
	case len(errs) == 0 && !meddled && now != want[s.name]:
		l.t.Errorf("no error, but the org looks other than it should:\n%s", between(now, want[s.name]))
	case len(errs) == 0:
		return " succeeds"
	case !r.mayFail() && !s.blocked:
		l.t.Errorf("fails where a retry or a look cures")
	}
	planned := slices.ContainsFunc(errs, func(s saying) bool { return s.where == "read" || s.where == "plan" })
	if !meddled && now != before && (planned || r.hasToFail() && s.at == made) {
		l.t.Errorf("nothing can have been done, but the org looks other than before:\n%s", between(now, before))
	}
	if !meddled && s.at != gone {
		l.exists(s)
	}
	return " fails"
}

// exists checks that what the state has is there.
func (l *life) exists(s step) {
	tf := l.open()
	for _, p := range l.pieces {
		if p.state.Values == nil || p.config(l, s.at) == nil {
			continue
		}
		read, diags := tf.Read(p.resource, p.state)
		if errs := diags.Errors(); len(errs) > 0 || read.Values == nil {
			l.t.Errorf("%s is in the state; a read says %v\n%s", p.name, read.Values, diags)
		}
	}
}

// finish does the step again in calm if need be, which has to lead to where
// an undisturbed life is.
func (l *life) finish(s step, want map[string]string, again bool) {
	if again {
		l.apply(s.at, s.block)
	}
	if s.blocked {
		l.errors()
		return
	}
	if errs := l.errors(); len(errs) > 0 {
		l.t.Errorf("done again in calm, %s fails:\n%s", s.name, wording(errs))
		return
	}
	if now := portrait(l.org); now != want[s.name] {
		l.t.Errorf("done again in calm, the org after %s looks other than it should:\n%s", s.name, between(now, want[s.name]))
	}
	if s.at != gone {
		l.settled(s.at)
		return
	}
	for _, p := range l.pieces {
		if p.state.Values != nil {
			l.t.Errorf("%s is still in the state", p.name)
		}
	}
}

// wantClear wants every error to say what could not be done to whom, and what
// to do.
func wantClear(l *life, errs []saying) {
	says := strings.Contains(wording(errs), "What to do: ")
	for _, s := range errs {
		for _, e := range s.one {
			names := s.names == nil || slices.ContainsFunc(s.names, func(name string) bool { return strings.Contains(e.Summary, name) })
			for _, name := range s.names {
				if row, isUser := l.org.Find("User", "Username", name); isUser {
					names = names || strings.Contains(e.Summary, fmt.Sprint(row["Id"]))
				}
			}
			names = names || e.Summary == "Cannot log in to Salesforce" // That stops everybody alike.
			if !strings.HasPrefix(e.Summary, "Cannot ") || !names {
				l.t.Errorf("%s of %v: the summary %q does not say what could not be done to whom", s.where, s.names, e.Summary)
			}
			led := says && strings.Contains(e.Detail, "and the error about that says what to do.")
			if !strings.Contains(e.Detail, "What to do: ") && !led {
				l.t.Errorf("%s of %v: the detail does not say what to do: %q", s.where, s.names, e.Detail)
			}
		}
	}
}

func wording(errs []saying) string {
	var b strings.Builder
	for _, s := range errs {
		fmt.Fprintf(&b, "-- %s of %v\n%s", s.where, s.names, s.one)
	}
	return b.String()
}
