package orgsim

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// limits counts the API calls of the last 24 hours and the calls under way (section 7).
type limits struct {
	mu     sync.Mutex
	hours  map[int64]int // calls by hour since the epoch
	flying map[uint64]time.Time
	next   uint64
}

// enter admits a call, or refuses it: the whole org shares a daily allowance, and only so many calls may run for long at
// once (S10, S19). The returned function must be called when the call is over.
func (l *limits) enter(c *call) (leave func(), e *apiError) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.count(c, false); e != nil {
		return func() {}, e
	}
	long := 0
	for _, since := range l.flying {
		if c.now.Sub(since) >= time.Duration(c.knobs.number("K-long-call-ms"))*time.Millisecond {
			long++
		}
	}
	if long >= c.knobs.number("K-concurrent-limit") {
		return func() {}, errConcurrentLimit()
	}
	if e := l.count(c, true); e != nil {
		return func() {}, e
	}
	if l.flying == nil {
		l.flying = map[uint64]time.Time{}
	}
	l.next++
	ticket := l.next
	l.flying[ticket] = c.now
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.flying, ticket)
	}, nil
}

// spend takes one more call from the daily allowance, for a subrequest of a batch.
func (l *limits) spend(c *call) *apiError {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.count(c, true)
}

// count refuses a call beyond the daily allowance; with take it also takes the call from it.
func (l *limits) count(c *call, take bool) *apiError {
	if l.used(c.now) >= c.knobs.number("K-daily-limit") {
		return errDailyLimit()
	}
	if l.hours == nil {
		l.hours = map[int64]int{}
	}
	if take {
		l.hours[c.now.Unix()/3600]++
	}
	return nil
}

// used counts the calls of the last 24 hours, by whole hours.
func (l *limits) used(now time.Time) int {
	hour, total := now.Unix()/3600, 0
	for h, n := range l.hours {
		if h <= hour-24 {
			delete(l.hours, h)
			continue
		}
		total += n
	}
	return total
}

// usage is how many calls the org has made and may make.
func (l *limits) usage(c *call) (used, allowed int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.used(c.now), c.knobs.number("K-daily-limit")
}

func (l *limits) preset(now time.Time, used int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hours, l.flying = map[int64]int{now.Unix() / 3600: used}, map[uint64]time.Time{}
}

// limitInfo is the header with the calls that the org has made and may make. The API has it in every answer (S25), those
// among them that say that there are no calls left.
const limitInfo = "Sforce-Limit-Info"

// told is a refusal for the number of calls, with the figures at which it is made.
func (l *limits) told(c *call, e *apiError) reply {
	r := e.reply()
	r.header = map[string]string{limitInfo: l.info(c)}
	return r
}

// info is the header's value.
func (l *limits) info(c *call) string {
	used, allowed := l.usage(c)
	return fmt.Sprintf("api-usage=%d/%d", used, allowed)
}

func errDailyLimit() *apiError {
	return refuse(http.StatusForbidden, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
}

func errConcurrentLimit() *apiError {
	return refuse(http.StatusForbidden, "REQUEST_LIMIT_EXCEEDED",
		"ConcurrentRequests (Concurrent API Requests) Limit exceeded.")
}
