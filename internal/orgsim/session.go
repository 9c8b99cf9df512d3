package orgsim

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
)

// sessions are the access tokens that work.
type sessions struct {
	mu     sync.Mutex
	issued uint64
	live   map[string]*session
}

// session is one token's login.
type session struct {
	user string    // empty for the API user
	used time.Time // last; the zero time is one that no clock ends
}

// issue makes a token in the shape of the platform: 15 characters of the org's id, an exclamation mark, and something
// opaque (section 1.1).
func (s *sessions) issue(orgID, user string, now time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.issued++
	serial := sfid.New("AQo", s.issued)
	token := fmt.Sprintf("%s!AR8AQ%s.%s_%s", orgID[:15], serial, reverse(serial), strings.ToLower(serial))
	s.put(token, &session{user: user, used: now})
	return token
}

func (s *sessions) preset(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(token, &session{})
}

func (s *sessions) put(token string, begun *session) {
	if s.live == nil {
		s.live = map[string]*session{}
	}
	s.live[token] = begun
}

// use is whether a token works now, and for which user; a use keeps it alive.
func (s *sessions) use(token string, now time.Time, life time.Duration) (user string, works bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, known := s.live[token]
	switch {
	case !known:
		return "", false
	case found.used.IsZero():
		return found.user, true
	case now.Sub(found.used) > life:
		delete(s.live, token)
		return "", false
	}
	found.used = now
	return found.user, true
}

// end makes one token useless and says whether it worked until now.
func (s *sessions) end(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, known := s.live[token]
	delete(s.live, token)
	return known
}

// lasting returns the preset token, if it still works.
func (s *sessions) lasting() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for token, found := range s.live {
		if found.used.IsZero() {
			return token
		}
	}
	return ""
}

func (s *sessions) endAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.live)
}

// ExpireSessions ends every session, that of the preset access token included. New tokens can be had at once.
func (o *Org) ExpireSessions() { o.sessions.endAll() }

// bearer returns the token of a request.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") || strings.EqualFold(scheme, "OAuth") {
		return strings.TrimSpace(token)
	}
	return ""
}

// authorised is whether the request has a session; the call is then that user's. What he may see and do is what the API
// user may.
func (o *Org) authorised(r *http.Request, c *call) bool {
	user, works := o.sessions.use(bearer(r), c.now, time.Duration(c.knobs.number("K-session-minutes"))*time.Minute)
	if user != "" {
		c.userID = user
	}
	return works
}

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}
