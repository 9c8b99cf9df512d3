package salesforce

import (
	"context"
	"fmt"
)

// BudgetError says that a request was not sent because the org as a whole has used the
// share of its daily API requests that Config.BudgetPercent allows.
type BudgetError struct {
	Usage Usage
	// Percent is the share at which to stop.
	Percent int
	// Told is shared by all of a client's.
	*Told
}

// Error gives the figures.
func (e *BudgetError) Error() string {
	return fmt.Sprintf("%d of %d daily requests used, budget is %d %%", e.Usage.Used, e.Usage.Max, e.Percent)
}

type beyondBudgetKey struct{}

// BeyondBudget returns a context whose requests Config.BudgetPercent does not hold up. It
// is for the end of what has begun: stopped there, it would leave more behind than a
// request costs.
func BeyondBudget(ctx context.Context) context.Context {
	if isBeyondBudget(ctx) {
		return ctx
	}
	return context.WithValue(ctx, beyondBudgetKey{}, true)
}

// SpendLike returns a context that is beyond the budget if caller's is, for what they
// share: those who come along cost nothing more.
func SpendLike(ctx, caller context.Context) context.Context {
	if isBeyondBudget(caller) {
		return BeyondBudget(ctx)
	}
	return ctx
}

func isBeyondBudget(ctx context.Context) bool { return ctx.Value(beyondBudgetKey{}) != nil }

// afford refuses a request that the budget has nothing left for, or the org itself: its
// daily limit passes with a 24-hour window (S49), so one refusal speaks for the walk. A
// token is none of the org's API requests.
func (x *exchange) afford() error {
	if spent := x.client.spent.Load(); spent != nil && x.kind != token && !x.beyondBudget {
		return spent
	}
	percent := x.client.cfg.BudgetPercent
	usage, known := x.client.Usage()
	if percent <= 0 || !known || x.kind == token || x.beyondBudget || !usage.reaches(percent) {
		return nil
	}
	return &BudgetError{Usage: usage, Percent: percent, Told: &x.client.stopped}
}

// noteSpent keeps a refusal by the daily limit.
func (c *Client) noteSpent(e *APIError) {
	if e.Code == codeRequestLimit && e.Status < 500 && !isCrowded(e) {
		e.Told = &c.spentAll
		c.spent.CompareAndSwap(nil, e)
	}
}

func (u Usage) reaches(percent int) bool { return u.Max > 0 && u.Used*100 >= percent*u.Max }
