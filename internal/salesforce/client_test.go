package salesforce_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

func TestConfig(t *testing.T) {
	good := salesforce.Config{
		InstanceURL: "https://acme.my.salesforce.com/",
		Credentials: salesforce.ClientCredentials{ClientID: "a", ClientSecret: "b"},
	}
	for _, c := range []struct {
		field  string
		mutate func(cfg *salesforce.Config)
	}{
		{"", func(*salesforce.Config) {}},
		{"", func(cfg *salesforce.Config) { cfg.InstanceURL = "http://[::1]:8080" }},
		{"", func(cfg *salesforce.Config) { cfg.OrganizationID = orgID[:15] }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "" }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "acme.my.salesforce.com" }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "http://acme.my.salesforce.com" }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "http://127.0.0.1.example.com" }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "https://acme.my.salesforce.com/lightning" }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "https://me@acme.my.salesforce.com" }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "https://login.salesforce.com" }},
		{"InstanceURL", func(cfg *salesforce.Config) { cfg.InstanceURL = "https://acme.lightning.force.com" }},
		{"APIVersion", func(cfg *salesforce.Config) { cfg.APIVersion = "v62" }},
		{"RequestTimeout", func(cfg *salesforce.Config) { cfg.RequestTimeout = -1 }},
		{"OrganizationID", func(cfg *salesforce.Config) { cfg.OrganizationID = userID }},
		{"UserAgent", func(cfg *salesforce.Config) { cfg.UserAgent = "a\nb" }},
		{"Credentials", func(cfg *salesforce.Config) { cfg.Credentials = nil }},
		{"ClientSecret", func(cfg *salesforce.Config) { cfg.Credentials = salesforce.ClientCredentials{ClientID: "a"} }},
		{"Token", func(cfg *salesforce.Config) { cfg.Credentials = salesforce.AccessToken{Token: "a\n"} }},
	} {
		cfg := good
		c.mutate(&cfg)
		_, err := salesforce.New(cfg)
		var bad *salesforce.ConfigError
		if errors.As(err, &bad); c.field == "" && err != nil || c.field != "" && (bad == nil || bad.Field != c.field) {
			t.Errorf("%+v: %v, not %q", cfg, err, c.field)
		}
	}
	if shown := fmt.Sprintf("%v %+v %#v", good, good, good); strings.Contains(shown, `"b"`) || strings.Contains(shown, "{a b}") {
		t.Errorf("secret shown: %s", shown)
	}
}

func TestRequestsOfOthersPassThrough(t *testing.T) {
	o := newOrg(t, limits)
	if _, err := o.client(t).Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Seen", r.UserAgent())
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, r.URL.Path)
	}))
	defer other.Close()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, other.URL+"/-/login/999999/services/oauth2/token", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusTeapot || string(body) != "/-/login/999999/services/oauth2/token" || !strings.HasPrefix(resp.Header.Get("Seen"), "Go-http-client") {
		t.Errorf("%s %q %v", resp.Status, body, resp.Header)
	}
}

func TestVersionAndUserAgent(t *testing.T) {
	var seen atomic.Value
	o := newOrg(t, func(w http.ResponseWriter, r *http.Request, _ []byte, _ int) {
		seen.Store(r.UserAgent() + " " + r.URL.Path + " " + r.Host)
		reply(w, 200, map[string]any{})
	})
	cfg := o.config()
	cfg.APIVersion, cfg.UserAgent = "66.0", "me/1"
	if _, err := client(t, cfg).Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := "me/1 /services/data/v66.0/limits " + strings.TrimPrefix(o.URL, "http://"); seen.Load() != want {
		t.Errorf("seen %q, not %q", seen.Load(), want)
	}
}

func TestConcurrencyIsBounded(t *testing.T) {
	var now, most atomic.Int32
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		reply(w, 200, map[string]any{})
	})
	cfg := o.config()
	cfg.MaxConcurrentRequests = 3
	c := client(t, cfg)
	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() {
			if _, err := c.Limits(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() > 3 {
		t.Errorf("%d at once", most.Load())
	}
}

func TestRefusalShapes(t *testing.T) {
	for body, want := range map[string]salesforce.APIError{
		`[{"errorCode":"A","message":"m","fields":["F"]},{"errorCode":"B"}]`: {Code: "A", Message: "m"},
		`{"error":"a","error_description":"d"}`:                              {Code: "a", Message: "d"},
		`{"errorCode":"A","message":"m"}`:                                    {Code: "A", Message: "m"},
		`error=a&error_description=d+e`:                                      {Code: "a", Message: "d e"},
		`Bad_OAuth_Token`:                                                    {Message: "Conflict", Body: "Bad_OAuth_Token"},
		`<html>` + strings.Repeat("x", 9999):                                 {Message: "Conflict", Body: "<html>" + strings.Repeat("x", 506) + "…"},
		``:                                                                   {Message: "Conflict"},
		`[]`:                                                                 {Message: "Conflict", Body: "[]"},
	} {
		o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
			w.Header().Set("X-SFDC-Request-Id", "req1")
			w.WriteHeader(http.StatusConflict)
			_, _ = io.WriteString(w, body)
		})
		_, err := o.client(t).Limits(t.Context())
		var got *salesforce.APIError
		if !errors.As(err, &got) || got.Code != want.Code || got.Message != want.Message || got.Body != want.Body ||
			got.Status != 409 || got.RequestID != "req1" || got.Method != "GET" || got.Path != version+"/limits" || got.OAuth {
			t.Errorf("%.40s: %+v", body, got)
		}
	}
}

func TestLogHoldsNoSecrets(t *testing.T) {
	t.Setenv("TF_LOG_PROVIDER_FASTCALL_SALESFORCE", "TRACE")
	var out bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &out)
	o := newOrg(t, func(w http.ResponseWriter, r *http.Request, body []byte, n int) {
		if n == 1 {
			refuse(w, 503, "SERVER_UNAVAILABLE", r.Header.Get("Authorization"))
			return
		}
		composite(w, body, func(node) (int, any) { return 200, pages(1, 0) })
	})
	var rows []row
	if err := o.client(t).Query(ctx, salesforce.Into("SELECT private", &rows)); err != nil {
		t.Fatal(err)
	}
	logged := out.String()
	lines, err := tflogtest.MultilineJSONDecode(&out)
	if err != nil || len(lines) != 3 {
		t.Fatalf("%v, %v", lines, err)
	}
	last := lines[2]
	if last["path"] != version+"/composite" || last["status"] != 200.0 || last["api_usage"] == "" || last["@module"] != "provider.salesforce" {
		t.Errorf("%v", last)
	}
	for _, private := range []string{secret, o.token(), "private", "Bearer"} {
		if strings.Contains(logged, private) {
			t.Errorf("%q in the log", private)
		}
	}
	tflog.Debug(ctx, "the root logger is untouched")
}

// No goroutine of ours is left, whatever way a call ended.
func TestNothingIsLeftRunning(t *testing.T) {
	before := runtime.NumGoroutine()
	func() {
		hang := make(chan struct{})
		o := newOrg(t, func(w http.ResponseWriter, r *http.Request, _ []byte, n int) {
			if n%2 == 0 {
				select {
				case <-hang:
				case <-r.Context().Done():
				}
				return
			}
			refuse(w, 503, "", "")
		})
		defer o.Close()
		defer close(hang)
		c := o.client(t)
		salesforce.SetSettle(c, 10*time.Millisecond)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				var rows []row
				_ = c.Query(ctx, salesforce.Into("q", &rows))
				_, _ = c.Commit(ctx, license(fmt.Sprintf("u%d", i)))
			})
			wg.Go(func() { _, _ = c.Commit(ctx, license(fmt.Sprintf("w%d", i))) })
		}
		wg.Wait()
	}()
	deadline := time.Now().Add(5 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before {
		stacks := make([]byte, 1<<16)
		t.Errorf("%d goroutines, %d before\n%s", after, before, stacks[:runtime.Stack(stacks, true)])
	}
}
