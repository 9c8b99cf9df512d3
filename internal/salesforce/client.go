package salesforce

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"golang.org/x/sync/semaphore"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
)

const (
	dataRoot = "/services/data/"
	// settleTime is how long a cancelled caller waits to learn the outcome of a write
	// that is on its way: long enough for an ordinary answer, short enough for Ctrl-C.
	settleTime = 1200 * time.Millisecond
	// undoTime is what remains for undoing single steps after Ctrl-C.
	undoTime = 400 * time.Millisecond
	// gatherTime is how long the first commit waits for others: Terraform needs
	// milliseconds of its own for each instance, and a request takes many times as long.
	gatherTime = 20 * time.Millisecond
	// stretchTime is how long it may wait in all while others keep coming: on a busy
	// machine they come one by one.
	stretchTime = 150 * time.Millisecond
	// holdTime is how long commits may wait for a request that is under way, to share
	// the next one; a request that hangs delays nobody for longer.
	holdTime = 400 * time.Millisecond
)

// Client speaks to one org. It is safe for concurrent use.
type Client struct {
	cfg Config
	// instance is the configured address; nil if the Salesforce CLI is to say it.
	instance *url.URL
	slots    *semaphore.Weighted
	// cursors keeps others from asking while a query runs that needs all of them; see alone.
	cursors  *semaphore.Weighted
	retry    *retryablehttp.Client
	sessions sessions
	usage    atomic.Pointer[Usage]
	sent     atomic.Int64 // requests that reached Salesforce, tokens apart
	ladder   ladder
	graphs   *coalesce.Group[unit, map[string]string]
	settle   time.Duration
	// spent is the refusal that ends all: the daily limit.
	spent atomic.Pointer[APIError]
	// stopped, heldBack and spentAll are shared by the errors of the budget, of ReadOnly
	// and of the daily limit.
	stopped, heldBack, spentAll Told
}

// New checks cfg and returns a client. It sends nothing: the first call that needs a
// session logs in. A fault of cfg is a *ConfigError.
func New(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	instance, err := cfg.instance()
	if err != nil {
		return nil, err
	}
	if err := cfg.check(); err != nil {
		return nil, err
	}
	organization, err := parseOrganization(cfg.OrganizationID)
	if err != nil {
		return nil, err
	}
	installCarrier()
	c := &Client{
		cfg:      cfg,
		instance: instance,
		slots:    semaphore.NewWeighted(int64(cfg.MaxConcurrentRequests)),
		cursors:  semaphore.NewWeighted(everyCursor),
		settle:   settleTime,
	}
	c.sessions.client = c
	c.sessions.organization = organization
	c.retry = c.newRetrier()
	c.graphs = c.newGraphGroup()
	return c, nil
}

// request is one REST call. path is relative to the version root, or absolute below
// /services/data/.
type request struct {
	kind   kind
	method string
	path   string
	query  url.Values
	body   any
	// encoded is body as it is sent.
	encoded []byte
}

// answer is what came back with a status of 2xx.
type answer struct {
	status    int
	body      []byte
	requestID string
}

// call sends q and decodes the answer into out, unless out is nil.
func (c *Client) call(ctx context.Context, q request, out any) (answer, error) {
	a, err := c.do(logging(ctx), q)
	if err != nil || out == nil {
		return a, err
	}
	if err := json.Unmarshal(a.body, out); err != nil {
		return a, q.doubt(&AnswerError{Path: q.path, Reason: "not the JSON expected", Err: err})
	}
	return a, nil
}

// doubt marks err as uncertain if q may have changed something.
func (q request) doubt(err error) error {
	if q.kind == write {
		return &UncertainError{Err: err}
	}
	return err
}

// do sends q in the current session, and once more in a new one if that has expired.
func (c *Client) do(ctx context.Context, q request) (answer, error) {
	if q.body != nil {
		var err error
		if q.encoded, err = json.Marshal(q.body); err != nil {
			return answer{}, err
		}
	}
	if err := c.readOnly(q.method, &url.URL{Path: c.fullPath(q.path), RawQuery: q.query.Encode()}, q.encoded); err != nil {
		return answer{}, err // Not even a session is needed for that.
	}
	s, err := c.sessions.get(ctx)
	if err != nil {
		return answer{}, err
	}
	a, err := c.send(ctx, s, q)
	if !HasCode(err, codeInvalidSession) {
		return a, err
	}
	renewed, loginErr := c.sessions.replace(ctx, s, err)
	switch {
	case loginErr != nil:
		return answer{}, loginErr
	case renewed == nil:
		return answer{}, err
	}
	return c.send(ctx, renewed, q)
}

// send has go-salesforce carry q in session s.
func (c *Client) send(ctx context.Context, s *session, q request) (answer, error) {
	target := *s.instance
	target.Path, target.RawQuery = c.fullPath(q.path), q.query.Encode()
	ctx = withExchange(ctx, &exchange{client: c, kind: q.kind, beyondBudget: isBeyondBudget(ctx)})
	resp, err := s.carrier.DoRequest(q.method, "", q.encoded, func(r *http.Request) {
		// go-salesforce knows neither contexts nor other versions than its own.
		*r = *r.WithContext(ctx)
		r.URL, r.Host = &target, ""
		r.Header.Set("User-Agent", c.cfg.UserAgent)
	})
	if err != nil {
		return answer{}, bare(err)
	}
	defer resp.Body.Close()
	// The body is in memory already, see attempt.go.
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return answer{}, q.doubt(err)
	}
	s.proved.Store(true)
	return answer{status: resp.StatusCode, body: data, requestID: requestID(resp.Header)}, nil
}

// fullPath gives the path on the host.
func (c *Client) fullPath(path string) string {
	if strings.HasPrefix(path, dataRoot) {
		return path
	}
	return dataRoot + "v" + c.cfg.APIVersion + path
}
