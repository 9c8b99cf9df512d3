package salesforce_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// thrifty is an org of 100 requests a day, of which used are gone, and a client that
// stops at 90 %.
func thrifty(t *testing.T, used int32) (*org, *salesforce.Client, *atomic.Int32) {
	t.Helper()
	spent := new(atomic.Int32)
	spent.Store(used)
	o := newOrg(t, func(w http.ResponseWriter, r *http.Request, body []byte, _ int) {
		w = usageWriter{w, fmt.Sprintf("api-usage=%d/100", spent.Add(1))}
		switch {
		case strings.HasSuffix(r.URL.Path, "/graph"):
			graphs(w, body, accept)
		case r.Method == http.MethodPost:
			var fields map[string]any
			_ = json.Unmarshal(body, &fields)
			reply(w, http.StatusCreated, map[string]any{"id": rowID(fmt.Sprint(fields["Ref__c"])), "success": true})
		case r.Method == http.MethodPatch:
			w.WriteHeader(http.StatusNoContent)
		default:
			reply(w, 200, map[string]any{})
		}
	})
	cfg := o.config()
	cfg.BudgetPercent = 90
	return o, client(t, cfg), spent
}

// usageWriter says what the org has used in place of what reply says.
type usageWriter struct {
	http.ResponseWriter
	usage string
}

func (w usageWriter) WriteHeader(status int) {
	w.Header().Set("Sforce-Limit-Info", w.usage)
	w.ResponseWriter.WriteHeader(status)
}

func TestBudgetStopsRequests(t *testing.T) {
	o, c, _ := thrifty(t, 88)
	for range 2 {
		if _, err := c.Limits(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	_, err := c.Limits(t.Context())
	var stopped *salesforce.BudgetError
	if !errors.As(err, &stopped) || stopped.Usage != (salesforce.Usage{Used: 90, Max: 100}) || stopped.Percent != 90 {
		t.Errorf("Limits = %v", err)
	}
	if _, err := c.Commit(t.Context(), license("a")); !errors.As(err, &stopped) || salesforce.IsUncertain(err) {
		t.Errorf("Commit = %v", err)
	}
	if got := o.paths(); len(got) != 2 || c.Sent() != 2 {
		t.Errorf("sent %v, counted %d", got, c.Sent())
	}
}

// What is beyond the budget goes on, a new session for it as well, and units that travel
// in its request come along.
func TestBeyondBudget(t *testing.T) {
	o, c, _ := thrifty(t, 95)
	if _, err := c.Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.expire()
	ctx := salesforce.BeyondBudget(t.Context())
	if _, err := c.Commit(ctx, license("a")); err != nil || o.logins != 2 {
		t.Errorf("Commit = %v after %d log-ins", err, o.logins)
	}
	var stopped *salesforce.BudgetError
	if _, err := c.Commit(t.Context(), license("b")); !errors.As(err, &stopped) {
		t.Errorf("Commit = %v", err)
	}
}

// A unit that goes in single steps is not stopped between them.
func TestBudgetFinishesAUnit(t *testing.T) {
	_, c, spent := thrifty(t, 87)
	salesforce.StartAt(c, 2)
	if _, err := c.Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Commit(t.Context(), onboarding()); err != nil || spent.Load() != 91 {
		t.Errorf("Commit = %v, %d used", err, spent.Load())
	}
	var stopped *salesforce.BudgetError
	if _, err := c.Commit(t.Context(), onboarding()); !errors.As(err, &stopped) {
		t.Errorf("the next unit: %v", err)
	}
}

// Whoever is refused by the daily limit speaks for all, but the end of what has begun is tried.
func TestDailyLimitStopsRequests(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
		reply(w, http.StatusForbidden, []map[string]any{{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}})
	})
	c := client(t, o.config())
	var refused *salesforce.APIError
	_, err := c.Limits(t.Context())
	if !errors.As(err, &refused) || refused.Told == nil {
		t.Fatalf("Limits = %v", err)
	}
	if _, here := refused.First("a"); !here {
		t.Error("the first is not told first")
	}
	_, err = c.Commit(t.Context(), license("a"))
	if !errors.As(err, &refused) || salesforce.IsUncertain(err) || c.Sent() != 1 {
		t.Errorf("Commit = %v, %d sent", err, c.Sent())
	}
	if first, here := refused.First("b"); here || first != "a" {
		t.Errorf("the second hears it in full, and not of %q", first)
	}
	if _, err := c.Limits(salesforce.BeyondBudget(t.Context())); !errors.As(err, &refused) || c.Sent() != 2 {
		t.Errorf("what has begun: %v, %d sent", err, c.Sent())
	}
}
