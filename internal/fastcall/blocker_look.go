package fastcall

import (
	"context"
	"errors"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// ground is where a release has to look for what ties a leaver.
type ground struct {
	// schema is nil if not one of Fastcall's own objects can be seen. A release
	// works on what the platform knows then, and says so.
	schema *Schema
	// skipped are sections that the configuration calls unreachable.
	skipped []Section
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
	wanted := map[Section][]string{SectionGroup: nil}
	for _, tie := range ties {
		wanted[tie.section] = nil
	}
	for _, tie := range ties {
		if tie.key != keyLink {
			wanted[tie.section] = append(wanted[tie.section], tie.key)
		}
	}
	var needed []need
	for _, c := range concepts {
		key := c.key
		fields, asked := wanted[key]
		switch {
		case asked && schema.sections[key].unreachable:
			g.skipped = append(g.skipped, key)
		case asked:
			needed = append(needed, need{section: key, fields: fields})
		}
	}
	_, err = o.require(ctx, needed...)
	return g, err
}

// lookAtTies finds what ties users, afresh.
func (o *Org) lookAtTies(ctx context.Context, userIDs []string) (map[string]*tied, error) {
	g, err := o.ground.get(ctx)
	if err != nil {
		return nil, err
	}
	found, err := o.readTies(ctx, g, userIDs)
	if err != nil {
		return nil, err
	}
	var unknown map[string][]Unrecognised
	if g.schema != nil {
		if unknown, err = o.lookForStrangers(ctx, userIDs); err != nil {
			return nil, err
		}
	}
	byUser := make(map[string]*tied, len(userIDs))
	for _, id := range userIDs {
		byUser[id] = found.of(id)
		byUser[id].unrecognised = unknown[id]
	}
	return byUser, nil
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
	ctx, cancel := context.WithTimeout(ctx, catalogTimeout)
	defer cancel()
	g, err := o.ground.get(ctx)
	if err != nil {
		if unfound(err) {
			return &holdings{unfound: err}, nil
		}
		return nil, err
	}
	h, err := o.readTies(ctx, g, nil)
	if unfound(err) {
		return &holdings{unfound: err}, nil
	}
	return h, err
}

// unfound tells whether an error says that something of Fastcall's own cannot
// be seen, as opposed to one of the API.
func unfound(err error) bool {
	var missing *SchemaError
	var concealed *HiddenError
	return errors.As(err, &missing) || errors.As(err, &concealed)
}

// readTies reads what ties some users, or anybody if none is named.
func (o *Org) readTies(ctx context.Context, g *ground, userIDs []string) (*holdings, error) {
	h := &holdings{byUser: map[string]*tied{}, groups: map[string]bool{}}
	if g.schema == nil {
		return h, nil
	}
	var queries []salesforce.Query
	var objects []string
	ask := func(s *section, query salesforce.Query) {
		queries = append(queries, query)
		objects = append(objects, s.object.Name)
	}
	sources := g.schema.sourcesOf()
	for _, src := range sources {
		ask(src.sections[0], src.query(userIDs))
	}
	var groups, shares []row
	if s := g.schema.sections[SectionGroup]; s.object != nil {
		ask(s, s.read(salesforce.SOQL("SELECT Id, ? FROM ? WHERE ? != null", s.group(keyLink), s.name(), s.group(keyLink)), &groups))
	}
	if soql, ok := g.schema.sharesQuery(userIDs); ok {
		s := g.schema.sections[SectionMessageShare]
		ask(s, s.read(soql, &shares))
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, hidden(err, objects...)
	}
	for _, r := range groups {
		h.groups[r.group(keyLink)] = true
	}
	for _, src := range sources {
		src.hand(func(userID string) *tied {
			if h.byUser[userID] == nil {
				h.byUser[userID] = &tied{groups: h.groups}
			}
			return h.byUser[userID]
		})
	}
	h.share(shares)
	return h, nil
}

// sharesQuery asks which groups were given recordings of users. Such a row
// keeps the recording from being deleted; where they cannot be seen, Salesforce
// says so at that time.
func (s *Schema) sharesQuery(userIDs []string) (string, bool) {
	shares, messages := s.sections[SectionMessageShare], s.sections[SectionMessage]
	if messages.object == nil || !s.has(SectionMessageShare) || shares.owner() == "" {
		return "", false
	}
	owner := shares.owner() + "." + messages.field(keyLink)
	query := salesforce.SOQL("SELECT Id, ? FROM ? WHERE ", shares.field(keyLink), shares.name())
	if userIDs == nil {
		return query + salesforce.SOQL("? != null", owner), true
	}
	return query + salesforce.SOQL("? IN ?", owner, messages.oneOf(keyLink, userIDs)), true
}

// share hands the rows that share a recording to the recording.
func (h *holdings) share(rows []row) {
	byMessage := map[string][]string{}
	for _, r := range rows {
		byMessage[r.ref(keyLink)] = append(byMessage[r.ref(keyLink)], r.id())
	}
	for _, user := range h.byUser {
		for i := range user.bonds {
			if b := &user.bonds[i]; b.tie.section == SectionMessage {
				b.shares = byMessage[b.ID]
			}
		}
	}
}

// Holds lists what a release of the user would have to clear, as of one look
// at everybody at the start of the walk. Where Fastcall's own objects cannot
// be found it lists memberships only.
func (o *Org) Holds(ctx context.Context, status *Status) ([]Blocker, error) {
	all, err := o.holdings.get(ctx)
	if err != nil {
		return nil, err
	}
	return all.against(status), nil
}

// against is what stands against a release of a user, as far as it was found.
func (h *holdings) against(status *Status) []Blocker {
	if h.unfound != nil {
		return status.Blockers()
	}
	found := h.of(status.User.ID)
	return blockersInOrder(append(status.within(found.groups).Blockers(), found.blockers()...))
}

// tiedAfter looks at what ties a user, for finding out what a write did, even when the
// operation's own time is up.
func (o *Org) tiedAfter(ctx context.Context, userID string) (*tied, error) {
	ctx, cancel := afterwards(ctx)
	defer cancel()
	return o.tieLooks.Do(ctx, userID)
}
