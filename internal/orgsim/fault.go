package orgsim

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Fault is something made to go wrong. Matchers left out match everything. A request matches if it, or a node or row in
// it, does; effects on rows strike each matching node or row by itself.
type Fault struct {
	Effect Effect `json:"effect"`

	// Object is an sObject name, in any case.
	Object string `json:"object,omitempty"`
	// Verb is create, update, delete, read, describe, query or token.
	Verb string `json:"verb,omitempty"`
	// Method is the HTTP method of the request or node.
	Method string `json:"method,omitempty"`
	// Path is a part of the request's own path, such as "/composite/graph".
	Path string `json:"path,omitempty"`
	// Text is a part of the body, statement or id of the request or node, such as the id of one user.
	Text string `json:"text,omitempty"`
	// Nth is the first match that is struck, counted from 1.
	Nth int `json:"nth,omitempty"`
	// Times is how many matches are struck; 0 means once if Nth is given and always otherwise.
	Times int `json:"times,omitempty"`
	// Probability strikes only some matches, chosen by Seed; 0 means all.
	Probability float64 `json:"probability,omitempty"`
	Seed        uint64  `json:"seed,omitempty"`

	Code    string   `json:"code,omitempty"`
	Message string   `json:"message,omitempty"`
	Status  int      `json:"status,omitempty"`
	Fields  []string `json:"fields,omitempty"`
	// HTML is whether EffectRefuse answers with a page, which has a status but no code.
	HTML  bool     `json:"html,omitempty"`
	Delay Duration `json:"delay,omitempty"`
	Size  int      `json:"size,omitempty"`
	Hide  string   `json:"hide,omitempty"`
	// Admin are the acts of another administrator, for EffectAdmin; Do is the same as a function.
	Admin []Act      `json:"admin,omitempty"`
	Do    func(*Org) `json:"-"`
}

// Duration is a time.Duration that JSON writes as text, such as "100ms".
type Duration time.Duration

// MarshalJSON writes the duration as text.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(d).String()) }

// UnmarshalJSON reads the duration from text.
func (d *Duration) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("a duration is text such as \"100ms\": %w", err)
	}
	parsed, err := time.ParseDuration(text)
	*d = Duration(parsed)
	return err
}

// target is a request, node or row that a fault may match.
type target struct {
	method, path string
	verb, object string
	id           string
	text         []byte
	// counts is whether it is a request of the API, which takes a session and counts as a call: neither logging in and out
	// nor the list of versions is one (S12).
	counts bool
	// further is whether it is a further page of a query.
	further bool
}

// concerns is whether an effect has anything to do with a request. Limits are those of the API, and so is the session that
// is of no use for it; who wants a log-in refused for either says so. A log-in has no session to end.
func (f *Fault) concerns(request target) bool {
	switch f.Effect {
	case EffectDailyLimit, EffectConcurrentLimit, EffectWrongSession:
		return request.counts || request.verb == "token" && f.Verb != ""
	case EffectExpireSession:
		return request.verb != "token"
	}
	return true
}

// touches is whether an effect has anything to do with a part of a request.
func (e Effect) touches(part target) bool {
	switch e {
	case EffectShortPage:
		return part.verb == "query"
	case EffectExpiredLocator:
		return part.further
	}
	return true
}

func (f *Fault) matches(t target) bool {
	return (f.Object == "" || strings.EqualFold(f.Object, t.object)) &&
		(f.Verb == "" || strings.EqualFold(f.Verb, t.verb)) &&
		(f.Method == "" || strings.EqualFold(f.Method, t.method)) &&
		(f.Text == "" || strings.Contains(t.id, f.Text) || strings.Contains(string(t.text), f.Text))
}

// arrive finds the faults that strike a request, which is given by its own target and those inside it.
func (s *faults) arrive(targets func() []target) *plan {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &plan{}
	if len(s.list) == 0 {
		return p
	}
	all := targets()
	for _, a := range s.list {
		if a.Effect.onRow() || !a.concerns(all[0]) || !strings.Contains(all[0].path, a.Path) {
			continue
		}
		for _, t := range all {
			if a.Effect.touches(t) && a.matches(t) {
				if a.strikes() {
					p.add(a.Fault)
				}
				break
			}
		}
	}
	return p
}

// spoil makes a row fail if a fault says so.
func (t *tx) spoil(at target) *apiError {
	if t.admin {
		return nil
	}
	s := &t.org.faults
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.list {
		if a.Effect.onRow() && strings.Contains(t.path, a.Path) && a.matches(at) && a.strikes() {
			return a.rowError(at)
		}
	}
	return nil
}

func (f *Fault) rowError(at target) *apiError {
	e := &apiError{Status: 400, Code: f.Code, Message: f.Message, Fields: f.Fields}
	if f.Effect == EffectLockRow {
		e.Code, e.Message = "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"
		if at.id != "" { // A row that is yet to be made has none.
			e.Message += " or 1 records: " + at.id
		}
	}
	if f.Status != 0 {
		e.Status = f.Status
	}
	if e.Fields == nil && at.verb != "query" && at.verb != "read" && at.verb != "describe" {
		e.Fields = []string{}
	}
	return e
}
