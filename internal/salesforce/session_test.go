package salesforce_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

func limits(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) { reply(w, 200, map[string]any{}) }

func TestOneRenewalForAll(t *testing.T) {
	o := newOrg(t, limits)
	c := o.client(t)
	if _, err := c.Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.expire()
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			if _, err := c.Limits(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if o.logins != 2 {
		t.Errorf("%d token calls", o.logins)
	}
}

func TestRenewalThatDoesNotHelp(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
		refuse(w, 401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API")
	})
	c := o.client(t)
	for range 3 {
		if _, err := c.Limits(t.Context()); !salesforce.HasCode(err, "INVALID_SESSION_ID") {
			t.Errorf("Limits = %v", err)
		}
	}
	if o.logins != 2 || len(o.paths()) != 4 {
		t.Errorf("%d token calls, requests %v", o.logins, o.paths())
	}
}

func TestAccessToken(t *testing.T) {
	o := newOrg(t, limits)
	cfg := o.config()
	cfg.Credentials = salesforce.AccessToken{Token: o.token()}
	c := client(t, cfg)
	if id, err := c.OrganizationID(t.Context()); id != orgID || err != nil {
		t.Errorf("OrganizationID = %q, %v", id, err)
	}
	if got := o.paths(); len(got) != 0 {
		t.Errorf("the login sent %v", got)
	}
	if _, err := c.Limits(t.Context()); err != nil {
		t.Error(err)
	}
	o.expire()
	if _, err := c.Limits(t.Context()); !salesforce.HasCode(err, "INVALID_SESSION_ID") || o.logins != 0 {
		t.Errorf("Limits = %v, %d token calls", err, o.logins)
	}
}

func TestTokenWithoutOrganization(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
		reply(w, 200, map[string]any{"totalSize": 1, "done": true, "records": []any{map[string]any{"Id": orgID}}})
	})
	o.id = "opaque"
	if id, err := o.client(t).OrganizationID(t.Context()); id != orgID || err != nil {
		t.Errorf("OrganizationID = %q, %v", id, err)
	}
}

func TestWrongOrg(t *testing.T) {
	o := newOrg(t, limits)
	cfg := o.config()
	cfg.OrganizationID = "00D000000000002"
	var wrong *salesforce.WrongOrgError
	if _, err := client(t, cfg).Limits(t.Context()); !errors.As(err, &wrong) || wrong.Got != orgID {
		t.Errorf("pinned: %v", err)
	}
	if len(o.paths()) != 0 {
		t.Errorf("requests %v", o.paths())
	}

	c := o.client(t)
	if _, err := c.Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.expire()
	o.id = "00D000000000003"
	if _, err := c.Limits(t.Context()); !errors.As(err, &wrong) || wrong.Want != orgID || wrong.Got != "00D000000000003EAA" {
		t.Errorf("renewed: %v", err)
	}
}

func TestRefusedLoginIsNotRepeated(t *testing.T) {
	o := newOrg(t, limits)
	o.login = func(w http.ResponseWriter, _ int) bool {
		reply(w, 400, map[string]string{"error": "invalid_client", "error_description": "invalid client credentials " + secret})
		return true
	}
	c := o.client(t)
	for range 3 {
		_, err := c.Limits(t.Context())
		var api *salesforce.APIError
		if !errors.As(err, &api) || !api.OAuth || api.Code != "invalid_client" || api.Message != "invalid client credentials ***" {
			t.Errorf("Limits = %v", err)
		}
	}
	if o.logins != 1 {
		t.Errorf("%d token calls", o.logins)
	}
}

func TestTransientLoginFailure(t *testing.T) {
	o := newOrg(t, limits)
	o.login = func(w http.ResponseWriter, n int) bool {
		switch n {
		case 1:
			reply(w, 400, map[string]string{"error": "unknown_error", "error_description": "retry your request"})
		case 2:
			cut(w, false)
		case 3:
			w.WriteHeader(http.StatusBadGateway)
		}
		return n < 4
	}
	if _, err := o.client(t).Limits(t.Context()); err != nil {
		t.Error(err)
	}
}

// Who gives up on a login does not end it for the others; the last one does.
func TestCancelledLogin(t *testing.T) {
	o := newOrg(t, limits)
	arrived, release := make(chan struct{}), make(chan struct{})
	o.login = func(http.ResponseWriter, int) bool {
		arrived <- struct{}{}
		<-release
		return false
	}
	c := o.client(t)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := c.Limits(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	})
	<-arrived
	wg.Go(func() {
		if _, err := c.Limits(t.Context()); err != nil {
			t.Errorf("neighbour: %v", err)
		}
	})
	time.Sleep(20 * time.Millisecond)
	cancel()
	time.Sleep(20 * time.Millisecond)
	close(release)
	wg.Wait()
	if o.logins != 1 {
		t.Errorf("%d token calls", o.logins)
	}
}
