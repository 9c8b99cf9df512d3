package salesforce_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

const (
	create = salesforce.Create
	update = salesforce.Update
	remove = salesforce.Delete
	userID = "005000000000001AAA"
)

func accept(node) string { return "" }

func license(ref string) salesforce.Graph {
	return salesforce.Graph{{Ref: ref, Verb: create, Object: "UserPackageLicense", Fields: map[string]any{"UserId": userID}}}
}

// together commits units at the same time and returns their errors.
func together(ctx context.Context, c *salesforce.Client, units ...salesforce.Graph) ([]map[string]string, []error) {
	ids, errs := make([]map[string]string, len(units)), make([]error, len(units))
	var wg sync.WaitGroup
	for i, g := range units {
		wg.Go(func() { ids[i], errs[i] = c.Commit(ctx, g) })
	}
	wg.Wait()
	return ids, errs
}

func TestCommitsShareARequest(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, body []byte, _ int) {
		graphs(w, body, func(n node) string {
			if n.Ref == "u13" {
				return "LICENSE_LIMIT_EXCEEDED"
			}
			return ""
		})
	})
	c := o.client(t)
	if ids, err := c.Commit(t.Context(), nil); err != nil || len(ids) != 0 || o.logins != 0 {
		t.Errorf("empty: %v, %v", ids, err)
	}
	units := make([]salesforce.Graph, 40)
	for i := range units {
		units[i] = license(fmt.Sprintf("u%d", i))
	}
	ids, errs := together(t.Context(), c, units...)
	for i, err := range errs {
		ref := units[i][0].Ref
		var failed *salesforce.StepError
		switch {
		case i == 13 && (!errors.As(err, &failed) || failed.Cause.Code != "LICENSE_LIMIT_EXCEEDED" || failed.Step.Ref != ref || failed.Standing != nil):
			t.Errorf("the one that fails: %v", err)
		case i != 13 && (err != nil || !maps.Equal(ids[i], map[string]string{ref: rowID(ref)})):
			t.Errorf("%s: %v, %v", ref, ids[i], err)
		}
	}
	if got := len(o.paths()); got > 3 {
		t.Errorf("%d requests", got)
	}
}

func TestRootCause(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, body []byte, _ int) {
		graphs(w, body, func(n node) string {
			if n.Ref == "b" {
				return "ENTITY_IS_DELETED"
			}
			return ""
		})
	})
	_, err := o.client(t).Commit(t.Context(), salesforce.Graph{
		{Ref: "a", Verb: remove, Object: "GroupMember", ID: "011000000000001"},
		{Ref: "b", Verb: remove, Object: "GroupMember", ID: "011000000000002"},
	})
	var failed *salesforce.StepError
	if !errors.As(err, &failed) || failed.Step.Ref != "b" || failed.Cause.Path != version+"/sobjects/GroupMember/011000000000002" || !salesforce.IsGone(err) {
		t.Errorf("Commit = %v", err)
	}
}

func TestGraphsThatWereNotRunAreSentAgain(t *testing.T) {
	o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, body []byte, _ int) {
		failed := 0
		graphs(w, body, func(n node) string {
			if failed > 14 {
				return "PROCESSING_HALTED"
			}
			if strings.HasPrefix(n.Ref, "bad") {
				failed++
				return "DUPLICATE_VALUE"
			}
			return ""
		})
	})
	var units []salesforce.Graph
	for i := range 20 {
		units = append(units, license(fmt.Sprintf("bad%d", i)), license(fmt.Sprintf("good%d", i)))
	}
	_, errs := together(t.Context(), o.client(t), units...)
	for i, err := range errs {
		if bad := i%2 == 0; bad != salesforce.HasCode(err, "DUPLICATE_VALUE") || !bad && err != nil {
			t.Errorf("%s: %v", units[i][0].Ref, err)
		}
	}
}

func TestLockedRowIsTriedAgain(t *testing.T) {
	for _, times := range []int{2, 100} {
		o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, body []byte, n int) {
			graphs(w, body, func(node) string {
				if n <= times {
					return "UNABLE_TO_LOCK_ROW"
				}
				return ""
			})
		})
		_, err := o.client(t).Commit(t.Context(), license("a"))
		if want := times > 4; want != salesforce.HasCode(err, "UNABLE_TO_LOCK_ROW") || len(o.paths()) != min(times, 4)+1 {
			t.Errorf("%d times: %v after %d requests", times, err, len(o.paths()))
		}
	}
}

func TestMalformedGraphs(t *testing.T) {
	c := newOrg(t, limits).client(t)
	fields := map[string]any{"A": salesforce.IDOf("later")}
	for name, g := range map[string]salesforce.Graph{
		"too large":   make(salesforce.Graph, 501),
		"no ref":      {{Verb: create, Object: "X"}},
		"ref twice":   {{Ref: "a", Verb: create, Object: "X"}, {Ref: "a", Verb: create, Object: "X"}},
		"no verb":     {{Ref: "a", Object: "X"}},
		"bad object":  {{Ref: "a", Verb: create, Object: "X/../Y"}},
		"bad id":      {{Ref: "a", Verb: remove, Object: "X", ID: "../../limits"}},
		"no id":       {{Ref: "a", Verb: update, Object: "X"}},
		"id":          {{Ref: "a", Verb: create, Object: "X", ID: userID}},
		"forward ref": {{Ref: "a", Verb: create, Object: "X", Fields: fields}, {Ref: "later", Verb: create, Object: "X"}},
	} {
		_, err := c.Commit(t.Context(), g)
		var malformed *salesforce.GraphError
		if !errors.As(err, &malformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCancelledCommit(t *testing.T) {
	for _, quick := range []bool{true, false} {
		arrived, release := make(chan struct{}), make(chan struct{})
		o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, body []byte, _ int) {
			close(arrived)
			<-release
			graphs(w, body, accept)
		})
		c := o.client(t)
		salesforce.SetSettle(c, 200*time.Millisecond)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			<-arrived
			cancel()
			if quick {
				close(release)
			}
		}()
		ids, err := c.Commit(ctx, license("a"))
		if quick && (err != nil || ids["a"] == "") {
			t.Errorf("within the settle time: %v, %v", ids, err)
		}
		if !quick && (!salesforce.IsUncertain(err) || !errors.Is(err, context.Canceled)) {
			t.Errorf("after the settle time: %v", err)
		}
		if !quick {
			close(release)
		}
		if _, err := c.Commit(ctx, license("b")); !errors.Is(err, context.Canceled) || salesforce.IsUncertain(err) {
			t.Errorf("cancelled before: %v", err)
		}
	}
}

func TestUnreadableAnswerToAWriteIsUncertain(t *testing.T) {
	for _, body := range []string{"<html>", "{}", `{"graphs":[{"graphId":"g0","isSuccessful":true}]}`} {
		o := newOrg(t, func(w http.ResponseWriter, _ *http.Request, _ []byte, _ int) {
			_, _ = w.Write([]byte(body))
		})
		if _, err := o.client(t).Commit(t.Context(), license("a")); !salesforce.IsUncertain(err) {
			t.Errorf("%s: %v", body, err)
		}
	}
}
