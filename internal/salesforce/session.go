package salesforce

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	gosf "github.com/k-capehart/go-salesforce/v2"
)

const (
	organizationPrefix = "00D"
	// barrenTime is how long it counts as proved that renewing does not help.
	barrenTime = 5 * time.Minute
	// maxFruitless is how many renewals in a row may bring sessions that are refused at
	// once. A session may expire twice running; one that always does has another cause.
	maxFruitless = 5
)

// session is one login. It never changes: go-salesforce would renew it in place and
// unlocked, but only on an answer that carrier does not let it see.
type session struct {
	carrier      *gosf.Salesforce
	instance     *url.URL
	organization string
	renewal      bool
	proved       atomic.Bool
}

// fruitless is whether s was obtained in place of another and never accepted.
func (s *session) fruitless() bool { return s.renewal && !s.proved.Load() }

// incurable is whether a refusal has the code of an expired session but no cure: the
// session is not meant for this API, and nor will be its successor (S22, S35).
func incurable(err error) bool {
	var api *APIError
	return errors.As(err, &api) && strings.Contains(api.Message, "REST API")
}

// sessions keeps the current session and lets one login serve all who wait for it.
type sessions struct {
	client *Client

	mu           sync.Mutex
	current      *session
	login        *login
	organization string // the org this must be, once known
	refused      error  // a refusal that asking again does not change
	inVain       int    // renewals in a row whose sessions were refused at once
	vain         time.Time
}

type login struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	session *session
	err     error
}

// get returns the current session, after a first login if there is none.
func (k *sessions) get(ctx context.Context) (*session, error) { return k.other(ctx, nil) }

// replace returns a session to use instead of spent, which was refused for the given
// reason, or nil if none can be had.
func (k *sessions) replace(ctx context.Context, spent *session, refusal error) (*session, error) {
	if !k.client.cfg.Credentials.renewable() {
		return nil, nil
	}
	if spent.fruitless() && incurable(refusal) {
		k.mu.Lock()
		k.inVain, k.vain = maxFruitless, time.Now()
		k.mu.Unlock()
	}
	return k.other(ctx, spent)
}

func (k *sessions) other(ctx context.Context, spent *session) (*session, error) {
	k.mu.Lock()
	// While a session is being renewed the present one is known to be spent.
	renewing := spent == nil && k.login != nil
	if k.current != spent && !renewing {
		defer k.mu.Unlock()
		return k.current, nil
	}
	barren := spent != nil && k.inVain >= maxFruitless && time.Since(k.vain) < barrenTime
	if k.refused != nil || barren {
		defer k.mu.Unlock()
		return nil, k.refused
	}
	if k.login == nil {
		k.begin(ctx, spent != nil)
	}
	l := k.login
	l.waiting++
	k.mu.Unlock()

	select {
	case <-l.done:
		return l.session, l.err
	case <-ctx.Done():
		k.giveUp(l)
		return nil, ctx.Err()
	}
}

// begin starts a login that outlives its first caller; k.mu is held.
func (k *sessions) begin(ctx context.Context, renewal bool) {
	l := &login{done: make(chan struct{})}
	ctx, l.cancel = context.WithCancel(context.WithoutCancel(ctx))
	k.login = l
	must := k.organization
	go func() {
		defer close(l.done)
		defer l.cancel()
		if l.session, l.err = k.client.logIn(ctx, must); l.err != nil && !isContextError(l.err) {
			l.err = &LoginError{Err: l.err, Told: new(Told)}
		}
		if l.session != nil {
			l.session.renewal = renewal
		}
		k.finish(l)
	}()
}

func (k *sessions) finish(l *login) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.login != l {
		return
	}
	k.login = nil
	if l.err == nil {
		switch spent := k.current; {
		case spent != nil && spent.carrier.GetAccessToken() == l.session.carrier.GetAccessToken():
			// The Salesforce CLI hands out the token that it has.
			k.inVain, k.vain = maxFruitless, time.Now()
		case spent != nil && spent.fruitless():
			k.inVain, k.vain = k.inVain+1, time.Now()
		default:
			k.inVain = 0
		}
		k.current, k.organization = l.session, l.session.organization
	} else if isFinal(l.err) {
		// A thousand resources need not ask a thousand times: logins are counted too.
		k.refused = l.err
	}
}

// giveUp is called by a cancelled caller; the last one ends the login.
func (k *sessions) giveUp(l *login) {
	k.mu.Lock()
	defer k.mu.Unlock()
	l.waiting--
	if l.waiting == 0 && k.login == l {
		k.login = nil
		l.cancel()
	}
}

// isFinal is whether asking again would bring the same refusal, at the price of a login or
// of seconds in the Salesforce CLI.
func isFinal(err error) bool {
	var lost *TransportError
	if errors.As(err, &lost) {
		// After all retries: who cannot be reached now will not be for the rest of a walk.
		return lost.Kind == Unreachable || lost.Kind == TLS
	}
	var wrong *WrongOrgError
	var cli *CLIError
	var elsewhere *InstanceError
	if errors.As(err, &wrong) || errors.As(err, &cli) || errors.As(err, &elsewhere) {
		return true
	}
	api := asAPIError(err)
	return api != nil && api.OAuth && api.Code != "" && api.Status < 500 &&
		api.Code != codeOAuthTransient && api.Code != "rate_limit_exceeded"
}

// logIn obtains a session and believes it only if it is of the org it must be; must is
// empty when any org will do.
func (c *Client) logIn(ctx context.Context, must string) (*session, error) {
	audience := audienceFor(c.instance)
	s, err := c.begin(ctx, audience)
	if isWrongAudience(err) {
		s, err = c.begin(ctx, otherAudience(audience))
	}
	if err != nil {
		return nil, err
	}
	if s.organization, err = c.organizationOf(ctx, s); err != nil {
		return nil, err
	}
	if must != "" && must != s.organization {
		return nil, &WrongOrgError{Want: must, Got: s.organization}
	}
	return s, nil
}

// begin makes a session of the credentials and finds out where its org is.
func (c *Client) begin(ctx context.Context, audience string) (*session, error) {
	domain, done := c.announceLogin(ctx, audience)
	defer done()
	credentials, found, err := c.present(ctx)
	if err != nil {
		return nil, err
	}
	creds := credentials.carry(domain)
	s := &session{instance: c.instance}
	if s.carrier, err = gosf.Init(creds); err != nil {
		return nil, loginError(err)
	}
	switch address := s.carrier.GetInstanceUrl(); {
	case found != "":
		s.instance, err = sameHost(c.instance, found)
	case creds.AccessToken == "" && address != "":
		// The token endpoint says where the org's data is; without a word it is where it was.
		if s.instance, err = parseInstance(address); err != nil {
			err = &AnswerError{Path: tokenPath, Reason: "unusable instance_url", Err: err}
		}
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// present returns what to show to Salesforce, and the org's address if that became known.
func (c *Client) present(ctx context.Context) (credentials carried, instance string, err error) {
	switch way := c.cfg.Credentials.(type) {
	case lender:
		return way.lend(ctx)
	case carried:
		return way, "", nil
	}
	return nil, "", &ConfigError{"Credentials", "must be given"}
}

const tokenPath = "/services/oauth2/token"

func loginError(err error) error {
	err = bare(err)
	var api *APIError
	var lost *TransportError
	var answer *AnswerError
	if errors.As(err, &api) || errors.As(err, &lost) || errors.As(err, &answer) || isContextError(err) {
		return err
	}
	return &AnswerError{Path: tokenPath, Reason: "no session in the answer", Err: err}
}

// organizationOf reads the org's id from the token, which begins with it and an
// exclamation mark (S14), or asks the org if this one does not.
func (c *Client) organizationOf(ctx context.Context, s *session) (string, error) {
	prefix, _, marked := strings.Cut(s.carrier.GetAccessToken(), "!")
	if marked && strings.HasPrefix(prefix, organizationPrefix) {
		if id, err := ID18(prefix); err == nil {
			return id, nil
		}
	}
	q := request{kind: read, method: http.MethodGet, path: "/query",
		query: url.Values{"q": {"SELECT Id FROM Organization"}}}
	a, err := c.send(ctx, s, q)
	if err != nil {
		return "", err
	}
	var rows []struct{ Id string }
	if err := decodeRows(a.body, &rows); err != nil {
		return "", err
	}
	if len(rows) != 1 {
		return "", &AnswerError{Path: q.path, Reason: "not one Organization row"}
	}
	return ID18(rows[0].Id)
}

// OrganizationID returns the org's id, 18 characters. It costs a login if there is no
// session yet, and for tokens that do not begin with the id one query.
func (c *Client) OrganizationID(ctx context.Context) (string, error) {
	s, err := c.sessions.get(logging(ctx))
	if err != nil {
		return "", err
	}
	return s.organization, nil
}
