package orgsim

import "slices"

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

var effects = []Effect{
	EffectFail, EffectLockRow, EffectExpireSession, EffectWrongSession, EffectRefuse, EffectDailyLimit, EffectConcurrentLimit,
	EffectUnavailable, EffectUnavailableHTML, EffectBadGatewayHTML, EffectCrash, EffectCrashAfter, EffectReset,
	EffectResetAfter, EffectSlow, EffectShortPage, EffectExpiredLocator, EffectHideObject, EffectHideField, EffectAdmin,
}

// Effects are all there are.
func Effects() []Effect { return slices.Clone(effects) }

// onRow is whether an effect strikes rows rather than the request.
func (e Effect) onRow() bool { return e == EffectFail || e == EffectLockRow }
