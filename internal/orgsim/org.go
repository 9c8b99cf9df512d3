package orgsim

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// Org is one simulated org. It is an http.Handler and safe for any number of callers at once.
type Org struct {
	catalog *schema.Catalog
	store   *store.Store
	clock   func() time.Time
	latency time.Duration

	journal  journal
	sessions sessions
	faults   faults
	limits   limits
	cursors  cursors

	mu     sync.Mutex // guards what follows; the values themselves are replaced, never changed
	access *access
	knobs  settings
	shared shared

	shuffleMu sync.Mutex
	shuffler  *rand.Rand
}

// shared is what does not change after New.
type shared struct {
	orgID     string
	apiUserID string // empty if the app has no run-as user
	client    Client
	// forbidden is the permission that a user license does not allow, by the ids of permission set and license.
	forbidden map[string]string
	// packages tell more of the installed packages, by the ids of their licenses.
	packages map[string]installed
	// objects are the custom objects of the seed, without their rows.
	objects []CustomObject
	// created is when the rows of the seed were made, if nothing else is said of them.
	created time.Time
	// mapping is where the package keeps what it knows.
	mapping Mapping
}

// Option changes how an org is simulated, not what is in it.
type Option func(*options)

type options struct {
	latency     time.Duration
	shuffleSeed uint64
	clock       func() time.Time
	objects     []*schema.Object
	log         io.Writer
}

// WithLatency makes every request take at least this long.
func WithLatency(d time.Duration) Option { return func(o *options) { o.latency = d } }

// WithShuffleSeed chooses the order of rows in queries without ORDER BY. Orgs with the same seed and the same requests
// answer in the same order.
func WithShuffleSeed(seed uint64) Option { return func(o *options) { o.shuffleSeed = seed } }

// WithClock replaces the wall clock, which dates records and ends sessions. Waiting (latency, slow answers) is real.
func WithClock(now func() time.Time) Option { return func(o *options) { o.clock = now } }

// WithObject adds an object to the org, such as a custom object of a package. Its rows are not part of State.
func WithObject(object *schema.Object) Option {
	return func(o *options) { o.objects = append(o.objects, object) }
}

// New returns an org that holds what the seed says.
func New(seed Seed, opts ...Option) (*Org, error) {
	set := options{shuffleSeed: 1, clock: time.Now}
	for _, opt := range opts {
		opt(&set)
	}
	custom, err := seed.objects(set.objects)
	if err != nil {
		return nil, fmt.Errorf("describe the org: %w", err)
	}
	catalog, err := schema.NewCatalog(append(append(schema.Standard(), set.objects...), custom...)...)
	if err == nil {
		err = catalog.Check()
	}
	if err != nil {
		return nil, fmt.Errorf("describe the org: %w", err)
	}
	rows, err := store.New(catalog)
	if err != nil {
		return nil, err
	}
	o := &Org{
		catalog: catalog, store: rows, clock: set.clock, latency: set.latency,
		access: newAccess(), knobs: settings{}, journal: journal{log: set.log, keep: keptEntries},
		shuffler: rand.New(rand.NewPCG(set.shuffleSeed, set.shuffleSeed)),
	}
	o.access.since = o.clock()
	if err := o.load(seed); err != nil {
		return nil, fmt.Errorf("load the seed: %w", err)
	}
	return o, nil
}

// SetKnob turns a switch for a fact that is not public, such as SetKnob("K-graph", "refuse").
func (o *Org) SetKnob(name, value string) error { return o.setKnobs(map[string]string{name: value}) }

// setKnobs turns all of these knobs, or none if one cannot be turned so.
func (o *Org) setKnobs(set map[string]string) error {
	if err := o.turn(set); err != nil {
		return err
	}
	if _, turned := set["K-site-sentinel"]; turned {
		o.spellSiteLicenses()
	}
	return nil
}

// spellSiteLicenses lets the licenses that are for everybody read as the knob says.
func (o *Org) spellSiteLicenses() {
	t := o.newCall("").begin(true, &mixture{})
	defer t.end()
	for _, row := range slices.Collect(t.rows.All("PackageLicense")) {
		if integer(row["AllowedLicenses"]) < 0 {
			t.rows.Change("PackageLicense", ref(row, "Id"), store.Row{"AllowedLicenses": t.knobs.unlimited()})
		}
	}
}

func (o *Org) turn(set map[string]string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	next := o.knobs
	for _, name := range sortedKeys(set) {
		turned, err := next.with(name, set[name])
		if err != nil {
			return err
		}
		next = turned
	}
	o.knobs = next
	return nil
}

// newCall gathers what one request works with: a consistent view of knobs and access. Its version is the newest until
// the path names another.
func (o *Org) newCall(host string) *call {
	o.mu.Lock()
	defer o.mu.Unlock()
	return &call{
		org: o, version: newestVersion, access: o.access, knobs: o.knobs,
		userID: o.shared.apiUserID, now: o.clock(), host: host,
	}
}
