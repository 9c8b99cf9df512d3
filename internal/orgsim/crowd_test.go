package orgsim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// crowd is clients that do anything at once, each over connections of its own.
type crowd struct {
	*client
	numbers, groups string // objects
	fields          map[string]string
	requests        atomic.Int64
}

// request sends one request and returns the status, 0 if there was no answer.
func (c *crowd) request(http1 *http.Client, method, path string, body any) (int, []byte) {
	data, _ := json.Marshal(body)
	if !strings.HasPrefix(path, "/_sim") && path != "/" {
		path = root + path
	}
	r, err := http.NewRequest(method, c.base+path, bytes.NewReader(data))
	if err != nil {
		return 0, nil
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.token)
	c.requests.Add(1)
	answer, err := http1.Do(r)
	if err != nil {
		return 0, nil
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, text
}

// one is what one client asks for in one turn. Much of it is refused; nothing of it may fail.
func (c *crowd) one(dice *rand.Rand, users []string, sets, groups []any) (method, path string, body any) {
	user := users[dice.IntN(len(users))]
	set, group := sets[dice.IntN(len(sets))], groups[dice.IntN(len(groups))]
	seat := c.seat(user)
	switch dice.IntN(14) {
	case 0, 1:
		return "POST", "/sobjects/UserPackageLicense", seat
	case 2:
		return "POST", "/composite/sobjects", map[string]any{"allOrNone": dice.IntN(2) == 0, "records": []any{
			map[string]any{"attributes": map[string]any{"type": "UserPackageLicense"}, "UserId": user, "PackageLicenseId": c.license()},
			map[string]any{"attributes": map[string]any{"type": "UserPackageLicense"}, "UserId": users[0], "PackageLicenseId": c.license()}}}
	case 3:
		if row, found := c.org.Find("UserPackageLicense", "UserId", user); found {
			return "DELETE", "/sobjects/UserPackageLicense/" + row["Id"].(string), nil
		}
		return "GET", "/sobjects/User/" + user, nil
	case 4:
		return "POST", "/composite/graph", graphs([]any{node("POST", "/sobjects/UserPackageLicense", "a", seat),
			node("POST", "/sobjects/PermissionSetAssignment", "b", map[string]any{"AssigneeId": user, "PermissionSetId": set}),
			node("PATCH", "/sobjects/User/"+user, "c", map[string]any{"Extension": fmt.Sprint(dice.IntN(99))})})
	case 5:
		return "POST", "/composite", map[string]any{"allOrNone": true, "compositeRequest": []any{
			node("POST", "/sobjects/GroupMember", "m", map[string]any{"GroupId": group, "UserOrGroupId": user}),
			query("q", "SELECT COUNT() FROM GroupMember")}}
	case 6:
		return "POST", "/sobjects/" + c.numbers, map[string]any{"Name": "x", c.fields["number"]: fmt.Sprintf("+45%08d", dice.IntN(500)),
			c.fields["assigned_user"]: user}
	case 7:
		return "POST", "/_sim/admin", map[string]any{"act": "release", "username": fmt.Sprintf("user%04d@acme.example", dice.IntN(40)+1)}
	case 8:
		return "GET", "/_sim/state", nil
	case 9:
		return "GET", "/", nil
	case 10:
		return "POST", "/_sim/knobs", map[string]any{"K-page-size": fmt.Sprint(dice.IntN(50) + 1)}
	case 11:
		return "GET", "/sobjects/" + c.groups + "/describe", nil
	case 12:
		return "GET", "/_sim/journal", nil
	}
	return "GET", "/query?q=SELECT+Id,(SELECT+Id+FROM+PermissionSetAssignments)+FROM+User+ORDER+BY+Name", nil
}

// Fifty clients read and write at once: no seat is given beyond those bought, none is lost, nothing fails, and at no moment
// does anybody see more seats used than there are.
func TestCrowd(t *testing.T) {
	t.Parallel()
	clients, turns := 50, 12
	if underRace {
		turns = 5
	}
	seed := orgsim.DefaultSeed().WithUsers(40)
	seed.Package.Allowed = 15
	started := start(t, seed)
	mapping := started.org.Mapping()
	c := &crowd{client: started, numbers: mapping["phone_number"].Object, groups: mapping["group"].Object, fields: mapping["phone_number"].Fields}
	var users []string
	for i := range 40 {
		users = append(users, c.user(fmt.Sprintf("user%04d", i+1)))
	}
	sets := []any{c.set("FastCall_User"), c.set("Report_Builder")}
	groups := []any{c.id("Group", "Name", "Fastcall Support"), c.id("Group", "Name", "All Accountants")}
	c.license() // Finds the package before everybody asks at once.

	began := time.Now()
	var crowd, watch sync.WaitGroup
	stop := make(chan struct{})
	watch.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if used := c.used(); used > 15 {
				t.Errorf("%d of 15 seats are used", used)
				return
			}
		}
	})
	for i := range clients {
		crowd.Go(func() {
			own := &http.Client{Transport: &http.Transport{}}
			defer own.CloseIdleConnections()
			dice := rand.New(rand.NewPCG(uint64(i), 7))
			for range turns {
				method, path, body := c.one(dice, users, sets, groups)
				status, text := c.request(own, method, path, body)
				if status == 0 || status >= 500 {
					t.Errorf("%s %s %v: %d %s", method, path, body, status, text)
				}
			}
		})
	}
	crowd.Wait()
	close(stop)
	watch.Wait()
	t.Logf("%d requests of %d clients in %v", c.requests.Load(), clients, time.Since(began))
	c.sound()
}

// sound checks what is always true of an org.
func (c *crowd) sound() {
	c.t.Helper()
	if rows := int64(len(c.org.Rows("UserPackageLicense"))); c.used() != rows+1 {
		c.t.Errorf("UsedLicenses = %d with %d rows and the guest", c.used(), rows)
	}
	for object, key := range map[string][]string{"UserPackageLicense": {"UserId", "PackageLicenseId"}, "GroupMember": {"GroupId", "UserOrGroupId"},
		"PermissionSetAssignment": {"AssigneeId", "PermissionSetId"}, c.numbers: {c.fields["number"]}} {
		seen := map[string]bool{}
		for _, row := range c.org.Rows(object) {
			is := ""
			for _, field := range key {
				is += fmt.Sprint(row[field], " ")
			}
			if seen[is] {
				c.t.Errorf("%s has %s twice", object, is)
			}
			seen[is] = true
		}
	}
	if _, err := orgsim.New(c.org.State()); err != nil {
		c.t.Errorf("what is saved cannot be loaded: %v", err)
	}
	for i, e := range c.org.Journal() {
		if e.N != i+1 {
			c.t.Fatalf("request %d of the journal has number %d", i+1, e.N)
		}
	}
}

// An org of 20,000 users (fewer under the race detector) loads, pages and is saved without strain. How long it takes is
// told, not judged.
func TestVeryLargeOrg(t *testing.T) {
	users := 20000
	if underRace {
		users = 4000
	}
	lap := time.Now()
	took := func(what string) {
		t.Logf("%s: %v", what, time.Since(lap).Round(time.Millisecond))
		lap = time.Now()
	}
	c := start(t, orgsim.DefaultSeed().WithUsers(users))
	took("load")
	seen, pages := map[any]bool{}, 0
	_, body := c.call("GET", "/query?q=SELECT+Id,Username,IsActive+FROM+User+WHERE+Username+LIKE+'user%25'+ORDER+BY+Username", nil)
	for {
		pages++
		for _, row := range records(body) {
			seen[row["Id"]] = true
		}
		next, more := body.(map[string]any)["nextRecordsUrl"].(string)
		if !more {
			break
		}
		_, body = c.call("GET", next, nil)
	}
	if len(seen) != users || pages != users/2000 {
		t.Errorf("%d users on %d pages", len(seen), pages)
	}
	took("query of all users, in pages")
	if rows := c.query("SELECT Id FROM User WHERE Username = 'user3999@acme.example'"); len(rows) != 1 {
		t.Errorf("found %v", rows)
	}
	took("query of one user")
	c.done(c.call("POST", "/composite/graph", graphs(c.onboard(c.user("user3999")))))
	took("one user's graph")
	state := c.org.State()
	took("save")
	again, err := orgsim.New(state)
	if err != nil || len(again.Rows("User")) != users+12 {
		t.Errorf("loaded again: %v", err)
	}
	took("load again")
	c.page("")
	took("page")
}
