package salesforce

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// rung is a way to commit a unit. That several setup objects may share a graph is
// practice, not promise (S1, S16), so there are ways below it with the same result.
type rung int

const (
	// onGraph is /composite/graph: atomic, and shared with other units.
	onGraph rung = iota
	// onComposite is /composite with allOrNone: atomic, a request for each unit.
	onComposite
	// onSteps is a request for each step, undone by hand on failure.
	onSteps
)

// ladder remembers what the org refused, so that it is asked only once.
type ladder struct {
	mu     sync.Mutex
	floor  rung            // for every unit
	shapes map[string]rung // for units of a shape
}

func (l *ladder) start(u unit) rung {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := max(l.floor, l.shapes[u.shape])
	if len(u.objects) > maxObjects {
		at = max(at, onComposite)
	}
	// A value such as "@{a.id}" would be taken for a reference everywhere but in a
	// request of its own.
	if u.literal || at == onComposite && len(u.steps) > maxSubrequests {
		return onSteps
	}
	return at
}

// descend notes what err, met at a rung, teaches about the org, and reports whether u is
// to be committed anew. Nothing of u has taken effect then.
func (l *ladder) descend(u unit, at rung, err error) bool {
	if at == onSteps {
		return false
	}
	var shape *shapeError
	var step *StepError
	var api *APIError
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case IsUncertain(err):
		return false
	case errors.As(err, &shape):
		l.lower(u, at+1)
	case errors.As(err, &step):
		if !HasCode(err, codeMixedDML) {
			return false
		}
		l.lower(u, onSteps)
	case errors.As(err, &api) && refusesRequest(api):
		l.floor = max(l.floor, at+1)
	default:
		return false
	}
	return true
}

func (l *ladder) lower(u unit, to rung) {
	if l.shapes == nil {
		l.shapes = map[string]rung{}
	}
	l.shapes[u.shape] = max(l.shapes[u.shape], to)
}

// refusesRequest tells a refusal of the request itself from one of the session, of the
// user's rights to the API, of a limit, or of the JSON.
func refusesRequest(e *APIError) bool {
	switch e.Code {
	case codeInvalidSession, codeLockRow, codeQueryTimeout, codeJSONParser,
		codeAPIDisabledOrg, codeAPIDisabledUser, codePasswordExpired, codePolicy:
		return false
	}
	if strings.Contains(e.Code, "LIMIT_EXCEEDED") {
		return false
	}
	switch e.Status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed,
		http.StatusGone, http.StatusNotImplemented:
		return !e.OAuth
	}
	return false
}

// refusesShape tells a refusal of a graph's build from one of a row.
func refusesShape(err error) bool {
	var api *APIError
	return errors.As(err, &api) && (strings.Contains(api.Code, "GRAPH") || api.Status == http.StatusMethodNotAllowed)
}

// Commit carries out a unit of work wholly or not at all and returns the ids of created
// rows by Ref. Units committed at the same time share requests; one that fails or is
// cancelled leaves the others alone. An empty unit is done at once.
//
// A failure is a *StepError, and nothing was done unless its Standing says so; an
// *UncertainError if the answer was lost; a *GraphError if the unit is malformed; or the
// failure of the whole request, with nothing done.
//
// A caller that is cancelled while its unit is on its way waits up to 1.2 s for the
// outcome and otherwise gets an *UncertainError; one that is cancelled earlier gets its
// context's error, and nothing was sent.
func (c *Client) Commit(ctx context.Context, g Graph) (map[string]string, error) {
	if len(g) == 0 {
		return map[string]string{}, nil
	}
	u, err := checkGraph(g)
	if err != nil {
		return nil, err
	}
	ctx = logging(ctx)
	for tries := 0; ; {
		at := c.ladder.start(u)
		ids, err := c.commitAt(ctx, at, u)
		var step *StepError
		switch {
		case err == nil:
			return ids, nil
		case errors.Is(err, errNotRun):
			continue
		case c.ladder.descend(u, at, err):
			tflog.SubsystemDebug(ctx, subsystem, "the org takes no such transaction", map[string]any{
				"unit": u.shape, "rung": int(at), "error": err.Error(),
			})
			continue
		case at == onSteps || tries >= c.cfg.MaxRetries:
			return nil, err
		case !errors.As(err, &step) || !HasCode(err, codeLockRow):
			return nil, err
		}
		// Another transaction held a row for a moment; nothing was done.
		if c.wait(ctx, tries, step.Cause) != nil {
			return nil, err
		}
		tries++
	}
}

func (c *Client) commitAt(ctx context.Context, at rung, u unit) (map[string]string, error) {
	switch at {
	case onGraph:
		return c.byGraph(ctx, u)
	case onComposite:
		return c.byComposite(ctx, u)
	default:
		return c.bySteps(ctx, u)
	}
}
