package orgsim

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"
)

// Effect is what a fault does.
type Effect string

// The effects. Those on rows fail single nodes of a composite or graph and single rows of a collection; all others
// concern the whole request.
const (
	// EffectFail makes a row fail with Code, Message and Status.
	EffectFail Effect = "fail"
	// EffectLockRow makes a row fail with UNABLE_TO_LOCK_ROW (S43).
	EffectLockRow Effect = "lock-row"
	// EffectExpireSession ends the session just before the request (section 1.3).
	EffectExpireSession Effect = "expire-session"
	// EffectWrongSession answers 401 with the message that a new login does not cure (S22, S35).
	EffectWrongSession Effect = "wrong-session"
	// EffectRefuse answers the request with Code, Message and Status (403 if not said), such as an org without the API
	// (S36), an expired password (S23) or a security policy (S33).
	EffectRefuse Effect = "refuse"
	// EffectDailyLimit and EffectConcurrentLimit answer 403 REQUEST_LIMIT_EXCEEDED (S19, S49).
	EffectDailyLimit      Effect = "daily-limit"
	EffectConcurrentLimit Effect = "concurrent-limit"
	// EffectUnavailable answers 503 in JSON (S33); the HTML effects answer with a page.
	EffectUnavailable     Effect = "503-json"
	EffectUnavailableHTML Effect = "503-html"
	EffectBadGatewayHTML  Effect = "502-html"
	// EffectCrash answers 500 UNKNOWN_EXCEPTION and does nothing; EffectCrashAfter does the work first.
	EffectCrash      Effect = "500"
	EffectCrashAfter Effect = "500-after-commit"
	// EffectReset cuts the connection and does nothing; EffectResetAfter does the work first: the answer is lost.
	EffectReset      Effect = "reset"
	EffectResetAfter Effect = "reset-after-commit"
	// EffectSlow waits for Delay first.
	EffectSlow Effect = "slow"
	// EffectShortPage gives Size rows in a page (1 if not said).
	EffectShortPage Effect = "short-page"
	// EffectExpiredLocator makes query locators unknown.
	EffectExpiredLocator Effect = "expired-locator"
	// EffectHideObject and EffectHideField hide what Hide names, "Object" or "Object.Field", from the request.
	EffectHideObject Effect = "hide-object"
	EffectHideField  Effect = "hide-field"
	// EffectAdmin lets another administrator act between the arrival of the request and its execution.
	EffectAdmin Effect = "admin"
)

var effects = []Effect{
	EffectFail, EffectLockRow, EffectExpireSession, EffectWrongSession, EffectRefuse, EffectDailyLimit, EffectConcurrentLimit,
	EffectUnavailable, EffectUnavailableHTML, EffectBadGatewayHTML, EffectCrash, EffectCrashAfter, EffectReset,
	EffectResetAfter, EffectSlow, EffectShortPage, EffectExpiredLocator, EffectHideObject, EffectHideField, EffectAdmin,
}

// Effects are all there are.
func Effects() []Effect { return slices.Clone(effects) }

// onRow is whether an effect strikes rows rather than the request.
func (e Effect) onRow() bool { return e == EffectFail || e == EffectLockRow }

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
	Delay   Duration `json:"delay,omitempty"`
	Size    int      `json:"size,omitempty"`
	Hide    string   `json:"hide,omitempty"`
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

// faults are the faults of an org and how often each has met its match.
type faults struct {
	mu   sync.Mutex
	list []*armed
}

type armed struct {
	Fault
	met, struck int
	dice        *rand.Rand
}

// AddFault arms a fault. It panics on an unknown effect, which is a mistake in a test; ParseFault reports one.
func (o *Org) AddFault(f Fault) {
	if err := f.valid(); err != nil {
		panic("orgsim: " + err.Error())
	}
	o.faults.mu.Lock()
	defer o.faults.mu.Unlock()
	o.faults.list = append(o.faults.list, &armed{Fault: f, dice: rand.New(rand.NewPCG(f.Seed, 1))})
}

// ClearFaults disarms every fault.
func (o *Org) ClearFaults() {
	o.faults.mu.Lock()
	defer o.faults.mu.Unlock()
	o.faults.list = nil
}

// target is a request, node or row that a fault may match.
type target struct {
	method, path string
	verb, object string
	id           string
	text         []byte
}

func (f *Fault) matches(t target) bool {
	return (f.Object == "" || strings.EqualFold(f.Object, t.object)) &&
		(f.Verb == "" || strings.EqualFold(f.Verb, t.verb)) &&
		(f.Method == "" || strings.EqualFold(f.Method, t.method)) &&
		(f.Text == "" || strings.Contains(t.id, f.Text) || strings.Contains(string(t.text), f.Text))
}

// strikes counts a match and decides whether it is struck.
func (a *armed) strikes() bool {
	a.met++
	times := a.Times
	if times == 0 && a.Nth > 0 {
		times = 1
	}
	if a.met < a.Nth || times > 0 && a.struck >= times {
		return false
	}
	if a.Probability > 0 && a.dice.Float64() >= a.Probability {
		return false
	}
	a.struck++
	return true
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
		if a.Effect.onRow() || !strings.Contains(all[0].path, a.Path) {
			continue
		}
		for _, t := range all {
			if a.matches(t) {
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
		e.Code, e.Message = "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records: "+at.id
	}
	if f.Status != 0 {
		e.Status = f.Status
	}
	if e.Fields == nil && at.verb != "query" && at.verb != "read" && at.verb != "describe" {
		e.Fields = []string{}
	}
	return e
}
