package fastcall

import (
	"context"
	"errors"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// leaving is what a release has to know of a user.
type leaving struct {
	status *Status
	tied   *tied
	// err is why what ties the user could not be looked for.
	err error
}

// lookAtLeavers looks afresh at users and at what ties them: in one request
// where child subqueries on the users find what ties them.
func (o *Org) lookAtLeavers(ctx context.Context, userIDs []string) (map[string]*leaving, error) {
	g, err := o.ground.Get(ctx)
	if err != nil {
		statuses, lookErr := o.lookAtUsers(ctx, userIDs)
		found := make(map[string]*leaving, len(statuses))
		for id, status := range statuses {
			found[id] = &leaving{status: status, err: err}
		}
		return found, lookErr
	}
	below := !o.apart.Load()
	found, err := o.lookTogether(ctx, g, userIDs, below)
	if refused := new(salesforce.QueryError); below && errors.As(err, &refused) || errors.Is(err, errMorePages) {
		// Where one query cannot say all, queries by themselves do, or tell what is wrong.
		o.apart.Store(true)
		found, err = o.lookTogether(ctx, g, userIDs, false)
	}
	return found, err
}

// errMorePages says that a child subquery has more rows than fit.
var errMorePages = errors.New("a child subquery has further pages")

// lookTogether looks at users and at what ties them in as few requests as it
// can.
func (o *Org) lookTogether(ctx context.Context, g *ground, userIDs []string, below bool) (map[string]*leaving, error) {
	t := newTieReading(g, userIDs, below)
	l := &look{reach: reach{ids: userIDs}}
	if below && g.schema != nil {
		l.below, l.assigned = t.subqueries(), g.schema.Relationships()["permissionsetassignment.assigneeid"]
	}
	if len(l.below) >= mostSubqueries {
		return nil, errMorePages
	}
	if err := o.prepare(ctx, l); err != nil {
		return nil, err
	}
	for _, q := range t.finds {
		l.queries, l.objects = append(l.queries, q.Query()), append(l.objects, q.Object)
	}
	if err := o.client.Query(ctx, l.queries...); err != nil {
		return nil, hidden(err, l.objects...)
	}
	if !t.take(l.parents) || !l.takeAssignments() {
		return nil, errMorePages
	}
	h := t.holdings()
	if err := o.addShares(ctx, t, h); err != nil {
		return nil, err
	}
	unknown, err := o.strangersOf(ctx, g, userIDs)
	if err != nil {
		return nil, err
	}
	statuses, found := o.statuses(l), make(map[string]*leaving, len(userIDs))
	for _, id := range userIDs {
		if statuses[id] != nil {
			found[id] = &leaving{status: statuses[id], tied: h.of(id)}
			found[id].tied.unrecognised = unknown[id]
		}
	}
	return found, nil
}

// leaver looks afresh at a user who leaves, together with others who do.
func (o *Org) leaver(ctx context.Context, userID string) (*leaving, error) {
	found, err := o.leavers.Do(ctx, userID)
	if err == nil && found == nil {
		err = &HiddenError{Object: "User", RecordID: userID, Permission: permissionFor["User"]}
	}
	return found, err
}

// leaverAfter is leaver for finding out what a write did, even when the
// operation's own time is up.
func (o *Org) leaverAfter(ctx context.Context, userID string) (*leaving, error) {
	ctx, cancel := afterwards(ctx)
	defer cancel()
	found, err := o.leaver(ctx, userID)
	if err == nil {
		err = found.err
	}
	return found, err
}
