package acctest

import (
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// What can be made to go wrong, see package orgsim.
const (
	Fail            = orgsim.EffectFail
	LockRow         = orgsim.EffectLockRow
	ExpireSession   = orgsim.EffectExpireSession
	WrongSession    = orgsim.EffectWrongSession
	Refuse          = orgsim.EffectRefuse
	DailyLimit      = orgsim.EffectDailyLimit
	ConcurrentLimit = orgsim.EffectConcurrentLimit
	Unavailable     = orgsim.EffectUnavailable
	UnavailableHTML = orgsim.EffectUnavailableHTML
	BadGateway      = orgsim.EffectBadGatewayHTML
	Crash           = orgsim.EffectCrash
	CrashAfter      = orgsim.EffectCrashAfter
	Reset           = orgsim.EffectReset
	ResetAfter      = orgsim.EffectResetAfter
	Slow            = orgsim.EffectSlow
	ShortPage       = orgsim.EffectShortPage
	ExpiredLocator  = orgsim.EffectExpiredLocator
	Admin           = orgsim.EffectAdmin
	HideObject      = orgsim.EffectHideObject
	HideField       = orgsim.EffectHideField
)

// Seconds is a delay for Slow.
func Seconds(n float64) orgsim.Duration { return orgsim.Duration(n * float64(time.Second)) }

// Hand is what another administrator does, for Admin.
func Hand(act func()) func(*orgsim.Org) { return func(*orgsim.Org) { act() } }
