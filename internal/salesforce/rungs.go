package salesforce

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"
)

// settling returns a context that outlives ctx by the settle time, so that a write under
// way is not torn off by Ctrl-C before its outcome is known.
func (c *Client) settling(ctx context.Context) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(c.settle)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-longer.Done():
		}
	})
	return longer, func() {
		stop()
		cancel()
	}
}

// byComposite commits u as one /composite, all or none.
func (c *Client) byComposite(ctx context.Context, u unit) (map[string]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	subs := make([]subrequest, len(u.steps))
	for i, s := range u.steps {
		subs[i] = c.subrequest(s)
	}
	longer, done := c.settling(ctx)
	defer done()
	nodes, requestID, err := c.composite(longer, write, compositeBody{AllOrNone: true, Requests: subs})
	if err != nil {
		return nil, err
	}
	if at := cause(nodes); at >= 0 {
		return nil, stepError(u, subs, nodes[at], requestID)
	}
	if at := slices.IndexFunc(nodes, func(n subresponse) bool { return !n.ok() }); at >= 0 {
		return nil, stepError(u, subs, nodes[at], requestID)
	}
	return created(u, subs, nodes)
}

// bySteps carries out the steps of u one after the other. When one fails it undoes what
// it did itself, and nothing else.
func (c *Client) bySteps(ctx context.Context, u unit) (map[string]string, error) {
	ids := map[string]string{}
	var done []Step
	for _, s := range u.steps {
		s.Fields = resolved(s.Fields, ids)
		id, changed, err := c.step(ctx, s)
		if err != nil {
			return nil, c.abandon(ctx, s, err, done)
		}
		if s.Verb == Create {
			s.ID, ids[s.Ref] = id, id
		}
		if changed {
			done = append(done, s)
			ctx = BeyondBudget(ctx) // A unit that has begun is finished, or undone.
		}
	}
	return ids, nil
}

// step carries out one step. It returns the id of a created row, and false if the row was
// there before: creating a group membership anew answers with the old one (S8), which
// is not ours to delete.
func (c *Client) step(ctx context.Context, s Step) (id string, changed bool, err error) {
	if err := ctx.Err(); err != nil {
		return "", false, err
	}
	longer, done := c.settling(ctx)
	defer done()
	sub := c.subrequest(s)
	q := request{kind: write, method: sub.Method, path: sub.URL}
	if s.Verb != Delete {
		q.body = sub.Body
	}
	a, err := c.call(longer, q, nil)
	if err != nil || s.Verb != Create {
		return "", true, err
	}
	if id, err = newID(a.body); err != nil {
		return "", true, q.doubt(&AnswerError{Path: q.path, Reason: "a created row is without an id", Err: err})
	}
	return id, a.status == http.StatusCreated, nil
}

// abandon undoes the steps done before s failed. Ctrl-C does not leave a user half set
// up: the undoing has the settle time of its own.
func (c *Client) abandon(ctx context.Context, s Step, err error, done []Step) error {
	longer, stop := c.settling(ctx)
	if errors.Is(ctx.Err(), context.Canceled) {
		// The step that failed has used up the settle time, and Ctrl-C wants an end.
		longer, stop = context.WithTimeout(context.WithoutCancel(ctx), undoTime)
	}
	defer stop()
	standing := c.undo(BeyondBudget(longer), done)
	var api *APIError
	refused := errors.As(err, &api) && !IsUncertain(err) && api.Told == nil
	if !refused && len(standing) == 0 {
		return err
	}
	failed := &StepError{Step: s, Err: err, Standing: standing}
	if refused {
		failed.Cause = api
	}
	return failed
}

// undo takes steps back, last first, and returns those that stand all the same.
func (c *Client) undo(ctx context.Context, done []Step) []Step {
	var standing []Step
	for _, s := range slices.Backward(done) {
		back := Step{Verb: Update, Object: s.Object, ID: s.ID, Fields: s.Undo}
		switch {
		case s.Verb == Create:
			back.Verb = Delete
		case s.Verb == Delete || s.Undo == nil:
			standing = append(standing, s)
			continue
		}
		sub := c.subrequest(back)
		q := request{kind: write, method: sub.Method, path: sub.URL}
		if sub.Method != http.MethodDelete {
			q.body = sub.Body
		}
		_, err := c.call(ctx, q, nil)
		// NOT_FOUND and INVALID_CROSS_REFERENCE_KEY are also said of a row that was hidden
		// meanwhile, so only a look could tell that it is gone.
		gone := back.Verb == Delete && HasCode(err, codeDeleted)
		if err != nil && !gone {
			standing = append(standing, s)
		}
	}
	slices.Reverse(standing)
	return standing
}
