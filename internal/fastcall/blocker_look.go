package fastcall

import (
	"context"
	"errors"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// ground is where a release has to look for what ties a leaver.
type ground struct {
	// schema is nil if not one of Fastcall's own objects can be seen. A release
	// works on what the platform knows then, and says so.
	schema *schemamap.Map
	// skipped are sections that the configuration calls unreachable.
	skipped []schemamap.Section
}

// loadGround finds the sections that can tie a user. All of them count,
// whatever the policy: a leaver must not be half released.
func (o *Org) loadGround(ctx context.Context) (*ground, error) {
	schema, err := o.Schema(ctx)
	if err != nil {
		return nil, err
	}
	if !schema.Installed() {
		return &ground{}, nil
	}
	g := &ground{schema: schema}
	wanted := map[schemamap.Section][]string{schemamap.Group: nil}
	for _, tie := range ties {
		wanted[tie.section] = nil
	}
	for _, tie := range ties {
		if tie.key != schemamap.Link {
			wanted[tie.section] = append(wanted[tie.section], tie.key)
		}
	}
	var needed []schemamap.Need
	for _, key := range schemamap.Sections() {
		fields, asked := wanted[key]
		switch {
		case asked && schema.At(key).Unreachable:
			g.skipped = append(g.skipped, key)
		case asked:
			needed = append(needed, schemamap.Need{Section: key, Fields: fields})
		}
	}
	_, err = o.require(ctx, needed...)
	return g, err
}

// holdings are what ties each user.
type holdings struct {
	byUser map[string]*tied
	groups map[string]bool
	// unfound is set if Fastcall's own objects were not found.
	unfound error
}

// of returns what ties one user.
func (h *holdings) of(userID string) *tied {
	if found := h.byUser[userID]; found != nil {
		return found
	}
	return &tied{groups: h.groups}
}

// loadHoldings reads what ties anybody, for a walk that looks at many users
// and decides nothing.
func (o *Org) loadHoldings(ctx context.Context) (*holdings, error) {
	g, err := o.ground.Get(ctx)
	if err != nil {
		if unfound(err) {
			return &holdings{unfound: err}, nil
		}
		return nil, err
	}
	h, err := o.readTies(ctx, g)
	if unfound(err) {
		return &holdings{unfound: err}, nil
	}
	return h, err
}

// unfound tells whether an error says that something of Fastcall's own cannot
// be seen, as opposed to one of the API.
func unfound(err error) bool {
	var missing *schemamap.Error
	var concealed *HiddenError
	return errors.As(err, &missing) || errors.As(err, &concealed)
}

// lacking is unfound, or that the configuration says so.
func lacking(err error) bool {
	var unreachable *schemamap.UnreachableError
	return unfound(err) || errors.As(err, &unreachable)
}

// readTies reads what ties anybody.
func (o *Org) readTies(ctx context.Context, g *ground) (*holdings, error) {
	t := newTieReading(g, nil, false)
	err := o.tables.FindAmongAll(ctx, t.finds...)
	return t.holdings(), hiddenOf(err, t.finds)
}

// tieReading is a read of what ties users under way.
type tieReading struct {
	schema  *schemamap.Map
	userIDs []string
	sources []*source
	groups  []schemamap.Row

	finds []walk.Question
}

// newTieReading asks for what ties some users, or anybody if none
// is named. What child subqueries on users can find is left to them, if there
// are any.
func newTieReading(g *ground, userIDs []string, below bool) *tieReading {
	t := &tieReading{schema: g.schema, userIDs: userIDs}
	if g.schema == nil {
		return t
	}
	t.sources = sourcesOf(g.schema)
	for _, src := range t.sources {
		if !below {
			src.below = nil
		}
		if src.below == nil && !t.withGroups(src) {
			t.finds = append(t.finds, src.find(userIDs))
		}
	}
	if s := g.schema.At(schemamap.Group); s.Object != nil {
		columns, where := []salesforce.Name{"Id"}, []walk.Condition{{Path: s.Group(schemamap.Link), Filled: true}}
		for _, src := range t.sources {
			if t.withGroups(src) {
				columns, where = src.columns(), append(where, src.conditions(userIDs)...)
			}
		}
		t.finds = append(t.finds, s.Ask(&t.groups, columns, where...).Along(s.Group(schemamap.Link)))
	}
	return t
}

// withGroups tells whether records that tie users are read with the groups:
// they lie on the same object.
func (t *tieReading) withGroups(src *source) bool {
	groups := t.schema.At(schemamap.Group).Object
	return src.below == nil && groups != nil && groups.Name == src.sections[0].Object.Name
}

// subqueries are what is left to child subqueries on users, as many as one
// query may have (S15).
func (t *tieReading) subqueries() []string {
	var all []string
	for _, src := range t.sources {
		all = append(all, src.subqueries()...)
	}
	return all
}

// mostSubqueries is how many child subqueries a query may have (S15).
const mostSubqueries = 20

// take takes in what child subqueries found, and tells whether that is all.
func (t *tieReading) take(parents []parentRow) bool {
	return !slices.ContainsFunc(t.sources, func(src *source) bool { return !src.take(parents) })
}

// holdings puts together what was read.
func (t *tieReading) holdings() *holdings {
	h := &holdings{byUser: map[string]*tied{}, groups: map[string]bool{}}
	for _, r := range t.groups {
		if id := r.Group(schemamap.Link); id != "" {
			h.groups[id] = true
		}
	}
	for _, src := range t.sources {
		if t.withGroups(src) {
			src.rows = t.groups
		}
		src.hand(func(userID string) *tied {
			if h.byUser[userID] == nil {
				h.byUser[userID] = &tied{groups: h.groups}
			}
			return h.byUser[userID]
		})
	}
	return h
}

// addShares adds to recordings which groups were given them, if any of the
// users has one: such a row keeps a recording from being deleted.
func (o *Org) addShares(ctx context.Context, t *tieReading, h *holdings) error {
	recorded := slices.ContainsFunc(t.userIDs, func(id string) bool {
		return slices.ContainsFunc(h.of(id).bonds, func(b bond) bool { return b.tie.section == schemamap.Message })
	})
	if !recorded {
		return nil
	}
	soql, ok := sharesQuery(t.schema, t.userIDs)
	if !ok {
		return nil
	}
	var rows []schemamap.Row
	s := t.schema.At(schemamap.MessageShare)
	if err := o.client.Query(ctx, s.Read(soql, &rows)); err != nil {
		return hidden(err, s.Object.Name)
	}
	h.share(rows)
	return nil
}

// sharesQuery asks which groups were given recordings of users. Where they
// cannot be seen, Salesforce says so when a recording is deleted.
func sharesQuery(s *schemamap.Map, userIDs []string) (string, bool) {
	shares, messages := s.At(schemamap.MessageShare), s.At(schemamap.Message)
	if messages.Object == nil || !s.Has(schemamap.MessageShare) || shares.Owner() == "" {
		return "", false
	}
	owner := shares.Owner() + "." + messages.Field(schemamap.Link)
	return salesforce.SOQL("SELECT Id, ? FROM ? WHERE ? IN ?", shares.Field(schemamap.Link), shares.Name(),
		owner, messages.OneOf(schemamap.Link, userIDs)), true
}

// share hands the rows that share a recording to the recording.
func (h *holdings) share(rows []schemamap.Row) {
	byMessage := map[string][]string{}
	for _, r := range rows {
		byMessage[r.Ref(schemamap.Link)] = append(byMessage[r.Ref(schemamap.Link)], r.ID())
	}
	for _, user := range h.byUser {
		for i := range user.bonds {
			if b := &user.bonds[i]; b.tie.section == schemamap.Message {
				b.shares = byMessage[b.ID]
			}
		}
	}
}

// Holds lists what a release of the user would have to clear, as of one look
// at everybody at the start of the walk. It is false where some of Fastcall's
// own objects cannot be found, at which a release would stop.
func (o *Org) Holds(ctx context.Context, status *Status) ([]Blocker, bool, error) {
	all, err := o.holdings.Get(ctx)
	if err != nil || all.unfound != nil {
		return nil, false, err
	}
	return all.against(status), true, nil
}

// against is what stands against a release of a user.
func (h *holdings) against(status *Status) []Blocker {
	found := h.of(status.User.ID)
	return blockersInOrder(append(status.within(found.groups).Blockers(), found.blockers()...))
}
