package orgsim

import (
	"cmp"
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"
)

// plan is what will go wrong with one request.
type plan struct {
	delay         time.Duration
	expire        bool
	cut, cutAfter bool
	effects       []Fault
}

func (p *plan) add(f Fault) {
	switch f.Effect {
	case EffectSlow:
		p.delay += time.Duration(f.Delay)
	case EffectExpireSession:
		p.expire = true
	case EffectReset:
		p.cut = true
	case EffectResetAfter:
		p.cutAfter = true
	default:
		p.effects = append(p.effects, f)
	}
}

// meddle lets the other administrator act.
func (p *plan) meddle(o *Org) {
	for _, f := range p.effects {
		if f.Effect != EffectAdmin {
			continue
		}
		if f.Do != nil {
			f.Do(o)
		}
		for _, act := range f.Admin {
			// What the other administrator may not do does not happen; the request that was met goes on all the same.
			_, _ = o.act(act)
		}
	}
}

// prepare changes what the request sees.
func (p *plan) prepare(c *call) {
	for _, f := range p.effects {
		switch f.Effect {
		case EffectShortPage:
			c.pageSize = max(1, f.Size)
		case EffectExpiredLocator:
			c.noLocators = true
		case EffectHideObject:
			c.access = c.access.clone()
			c.access.objects[strings.ToLower(f.Hide)] = true
		case EffectHideField:
			c.access = c.access.clone()
			c.access.fields[strings.ToLower(f.Hide)] = true
		}
	}
}

// before is the answer that keeps the request from being executed, if there is one.
func (p *plan) before(c *call) *reply {
	for _, f := range p.effects {
		var r reply
		if e := f.refusal(c); e != nil {
			r = c.refusal(e)
		} else if status := f.page(); status != 0 {
			r = htmlPage(status, f.Message)
		} else {
			continue
		}
		if r.status == http.StatusServiceUnavailable && c.knobs.is("K-retry-after", "on") {
			r.header = map[string]string{"Retry-After": "1"}
		}
		return &r
	}
	return nil
}

// refusal is the error that the fault gives a request, or nil if it does something else.
func (f *Fault) refusal(c *call) *apiError {
	switch f.Effect {
	case EffectWrongSession:
		return refuse(http.StatusUnauthorized, "INVALID_SESSION_ID", "This session is not valid for use with the REST API")
	case EffectRefuse:
		if f.HTML {
			return nil
		}
		usual := http.StatusForbidden
		if isToken(c.path) {
			usual = http.StatusBadRequest
		}
		return refuse(cmp.Or(f.Status, usual), f.Code, "%s", f.Message)
	case EffectDailyLimit:
		return errDailyLimit()
	case EffectConcurrentLimit:
		return errConcurrentLimit()
	case EffectUnavailable:
		return refuse(http.StatusServiceUnavailable, "SERVER_UNAVAILABLE", "server too busy")
	case EffectCrash:
		return errCrash()
	}
	return nil
}

// page is the status of the HTML page that the fault answers with, or 0.
func (f *Fault) page() int {
	switch f.Effect {
	case EffectUnavailableHTML:
		return http.StatusServiceUnavailable
	case EffectBadGatewayHTML:
		return http.StatusBadGateway
	case EffectRefuse:
		if f.HTML {
			return f.Status
		}
	}
	return 0
}

// refusal is an error in the form of where it is met: the token endpoint answers with one object (S12), and the API says how
// many calls there are with a refusal for their number. A daily limit that a fault feigns is one that is used up.
func (c *call) refusal(e *apiError) reply {
	switch {
	case isToken(c.path):
		return oauthError(e.Status, e.Code, e.Message)
	case e.Code != errDailyLimit().Code:
		return e.reply()
	}
	r := c.org.limits.told(c, e)
	if e.Message == errDailyLimit().Message {
		_, allowed := c.org.limits.usage(c)
		r.header[limitInfo] = fmt.Sprintf("api-usage=%d/%d", allowed, allowed)
	}
	return r
}

// after is the answer that hides what was done, if there is one.
func (p *plan) after(c *call) *reply {
	for _, f := range p.effects {
		if f.Effect == EffectCrashAfter {
			r := c.refusal(errCrash())
			return &r
		}
	}
	return nil
}

func errCrash() *apiError {
	return refuse(http.StatusInternalServerError, "UNKNOWN_EXCEPTION",
		"An unexpected error occurred. Please include this ErrorId if you contact support: 1512380417-31416 (-271828182)")
}

// htmlPage is an answer for a browser. It says what the status means if there is nothing else to say.
func htmlPage(status int, message string) reply {
	return reply{status: status, contentType: "text/html;charset=UTF-8", text: fmt.Sprintf(
		"<html><head><title>%d</title></head><body><h1>%s</h1></body></html>", status, html.EscapeString(cmp.Or(message, http.StatusText(status))))}
}
