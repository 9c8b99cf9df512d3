package orgsim

import (
	"fmt"
	"strings"
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
	// (S36), an expired password (S23) or a security policy (S33). With HTML the answer is a page, such as the one with
	// which an expired scratch org answers everything (420: S22, S26).
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

// effects say of every effect what a client sees of it, and which keys of Fault it uses beside those that say what it
// strikes. The guide of the simulator has the same table.
var effects = []struct {
	effect  Effect
	meaning string
	keys    []string
}{
	{EffectFail, "a row, a node or a query fails with this code; with `verb=token` a log-in does",
		[]string{"code", "message", "status", "fields"}},
	{EffectLockRow, "a row or a node fails with 400 `UNABLE_TO_LOCK_ROW`", nil},
	{EffectExpireSession, "the session ends: 401 `INVALID_SESSION_ID`; a new log-in helps", nil},
	{EffectWrongSession, "401 `INVALID_SESSION_ID`, which a new log-in does not cure", nil},
	{EffectRefuse, "the request is refused with this code or, with `html`, by a page", []string{"code", "message", "status", "html"}},
	{EffectDailyLimit, "403 `REQUEST_LIMIT_EXCEEDED`: the calls of the day are used up", nil},
	{EffectConcurrentLimit, "403 `REQUEST_LIMIT_EXCEEDED`: too many long calls at once", nil},
	{EffectUnavailable, "503 `SERVER_UNAVAILABLE`; nothing is done", nil},
	{EffectUnavailableHTML, "503 with an HTML page; nothing is done", nil},
	{EffectBadGatewayHTML, "502 with an HTML page; nothing is done", nil},
	{EffectCrash, "500 `UNKNOWN_EXCEPTION`; nothing is done", nil},
	{EffectCrashAfter, "500 `UNKNOWN_EXCEPTION`, although everything is done", nil},
	{EffectReset, "the connection is cut; nothing is done", nil},
	{EffectResetAfter, "the connection is cut, although everything is done: the answer is lost", nil},
	{EffectSlow, "the answer takes longer", []string{"delay"}},
	{EffectShortPage, "a page of a query has fewer rows", []string{"size"}},
	{EffectExpiredLocator, "400 `INVALID_QUERY_LOCATOR` for a further page of a query", nil},
	{EffectHideObject, "an object is out of sight", []string{"hide"}},
	{EffectHideField, "a field is out of sight", []string{"hide"}},
	{EffectAdmin, "another administrator acts after the request has arrived and before it is carried out", []string{"admin"}},
}

// Effects are all there are.
func Effects() []Effect {
	all := make([]Effect, 0, len(effects))
	for _, e := range effects {
		all = append(all, e.effect)
	}
	return all
}

// faultUsage explains every effect on the command line.
func faultUsage() string {
	var b strings.Builder
	for _, e := range effects {
		fmt.Fprintf(&b, "%s  %s", e.effect, e.meaning)
		if len(e.keys) > 0 {
			fmt.Fprintf(&b, " (%s)", strings.Join(e.keys, ", "))
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "what is struck: %s", strings.Join(matchers, ", "))
	return strings.ReplaceAll(b.String(), "`", "")
}

// matchers are the keys of Fault that say what is struck.
var matchers = []string{"object", "verb", "method", "path", "text", "nth", "times", "probability", "seed"}

// verbs are those that a fault can name.
var verbs = []string{"create", "update", "delete", "read", "describe", "query", "token"}

// onRow is whether an effect strikes rows rather than the request.
func (e Effect) onRow() bool { return e == EffectFail || e == EffectLockRow }
