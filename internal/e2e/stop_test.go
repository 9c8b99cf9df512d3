//go:build unix

package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// rounds is how often the race of TestStopOvertakes is run: a provider that
// loses it does so in about one round of four.
const rounds = 6

// Changes that Terraform sent just before Ctrl-C and the word of it itself
// reach the provider together, and it may take up the word first. The changes
// end soon all the same.
func TestStopOvertakes(t *testing.T) {
	for round := range rounds {
		f := newFront(t, crowded)
		w := newWorkspace(t, f, team(crowdUsers()...))
		w.env["TF_LOG_CORE"], w.env["TF_LOG_PATH"] = "TRACE", w.path("trace.log")
		underWay := make(chan struct{}, crowd)
		f.intercept(func(a *arrival, serve http.HandlerFunc) {
			if a.write == 0 {
				serve(a.w, a.r)
				return
			}
			underWay <- struct{}{}
			slowness{before: slow, forgets: true}.delay(a, serve, nil)
		})
		c := w.start("apply", fmt.Sprintf("-parallelism=%d", crowd))
		until(c, underWay)
		c.freeze("GRPCProvider.v6: Stop", "trace.log")
		wantSoon(t, c)
		if t.Failed() {
			t.Fatalf("in round %d", round+1)
		}
	}
}

// freeze lets the provider do nothing until Terraform has written words to a
// log; what it is sent meanwhile heaps up.
func (c *command) freeze(words, log string) {
	c.w.t.Helper()
	number := c.provider()
	if number == 0 {
		c.w.t.FailNow() // Number 0 would mean this very process group.
	}
	if err := syscall.Kill(number, syscall.SIGSTOP); err != nil {
		c.w.t.Fatalf("freeze provider %d: %v", number, err)
	}
	thawed := make(chan struct{})
	c.w.t.Cleanup(func() { <-thawed })
	go func() {
		defer close(thawed)
		for deadline := time.Now().Add(slow); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			if strings.Contains(c.w.read(log), words) {
				break
			}
		}
		if err := syscall.Kill(number, syscall.SIGCONT); err != nil {
			c.w.t.Errorf("thaw provider %d: %v", number, err)
		}
	}()
}

// crowdUsers are the user names of the crowd.
func crowdUsers() []string {
	var users []string
	for i := 1; i <= crowd; i++ {
		users = append(users, fmt.Sprintf("user%04d@acme.example", i))
	}
	return users
}

// crowded puts the crowd into the org, with seats for all.
func crowded(seed *acctest.Seed) {
	*seed = seed.WithUsers(crowd)
	seed.Package.Allowed = 2 * crowd
}
