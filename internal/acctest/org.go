package acctest

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	framework "github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
)

// Tests reach the simulator through this package; these are its words that
// they use.
type (
	// Seed is what an org is made of.
	Seed = orgsim.Seed
	// PermissionSetGroup is a group of permission sets, which users are given as one.
	PermissionSetGroup = orgsim.PermissionSetGroup
	// User is a user and what the user was given.
	User = orgsim.User
	// Package is an installed package and its license.
	Package = orgsim.Package
	// CustomObject is an object of a package or of the org itself.
	CustomObject = orgsim.CustomObject
	// CustomField is a field of one.
	CustomField = orgsim.CustomField
	// Fault is something made to go wrong.
	Fault = orgsim.Fault
	// Subrequest is one node of a composite or a graph, in the journal.
	Subrequest = orgsim.Subrequest
	// Effect is what a fault does.
	Effect = orgsim.Effect
	// Switch is a switch of the simulator and its positions.
	Switch = orgsim.Switch
)

// Switches are all switches of the simulator, Effects all that faults can do.
var (
	Switches = orgsim.Switches
	Effects  = orgsim.Effects
)

// Org is a simulated org that lives as long as its test.
type Org struct {
	*orgsim.Org
	// URL is where the org answers.
	URL string
	// Seed is what the org was made of.
	Seed Seed
}

// Today is the day on which tests take place: one on which nothing is about to
// end.
var Today = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// providerOn makes the provider under test, which waits for next to nothing
// before it tries a request again, and not for a release to begin.
func providerOn(day time.Time) func() framework.Provider {
	return provider.New("test", provider.RetryWait(time.Millisecond), provider.SeatGrace(-1), provider.Clock(func() time.Time { return day }))
}

// testedProvider is the provider under test on the day of the tests.
var testedProvider = providerOn(Today)

// patientProvider is testedProvider, but whoever finds no seat waits for a
// release longer than it can take to begin.
var patientProvider = provider.New("test", provider.RetryWait(time.Millisecond), provider.SeatGrace(5*time.Minute),
	provider.Clock(func() time.Time { return Today }))

// NewOrg starts an org with the default seed, changed by edits.
func NewOrg(t testing.TB, edits ...func(*Seed)) *Org {
	t.Helper()
	return NewOrgOn(t, time.Now, edits...)
}

// NewOrgOn is NewOrg with a clock of its own, which ends sessions and counts
// what a day allows.
func NewOrgOn(t testing.TB, clock func() time.Time, edits ...func(*Seed)) *Org {
	t.Helper()
	seed := orgsim.DefaultSeed()
	seed.Knobs = switched()
	for _, edit := range edits {
		edit(&seed)
	}
	sim, err := orgsim.New(seed, orgsim.WithClock(clock))
	if err != nil {
		t.Fatalf("start the simulator: %v", err)
	}
	trouble(t, sim)
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	return &Org{Org: sim, URL: server.URL, Seed: seed}
}

// ProviderBlock is the HCL that points the provider to the org; extra is put
// into the block.
func (o *Org) ProviderBlock(extra ...string) string {
	block := fmt.Sprintf("provider \"fastcall\" {\n  instance_url  = %q\n  client_id     = %q\n  client_secret = %q\n",
		o.URL, o.Seed.Client.ID, o.Seed.Client.Secret)
	for _, line := range extra {
		block += "  " + line + "\n"
	}
	return block + "}\n"
}

// UserID returns the id of the user with the given user name.
func (o *Org) UserID(t testing.TB, username string) string {
	t.Helper()
	return text(o.userRow(t, username)["Id"])
}

func (o *Org) userRow(t testing.TB, username string) map[string]any {
	t.Helper()
	row, ok := o.Find("User", "Username", username)
	if !ok {
		t.Fatalf("the org has no user %s", username)
	}
	return row
}

// Parts is what a user holds of Fastcall's, read behind the provider's back.
type Parts struct {
	Licensed       bool
	PermissionSets []string // API names, sorted
	CallCenter     string   // name
	Groups         []string // names, sorted
}
