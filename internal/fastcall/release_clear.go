package fastcall

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// clearing is one write that clears a blocker, and what the blocker is called.
type clearing struct {
	step salesforce.Step
	part Part
	name string
}

// clear clears what Fastcall's own records hold against a release. They are
// not on Salesforce's setup side, so they go before the seat in a transaction
// of their own. It commits and looks again until nothing is left to clear.
// Nobody else assigns the leaver's numbers meanwhile: an assignment of the same
// walk may name another owner, and Terraform sees nothing that orders the two.
func (r *release) clear(ctx context.Context, found *tied) error {
	hold := r.org.holdNumbers()
	defer hold.leave()
	var last error
	for range attempts {
		if err := hold.enter(ctx, found.numberIDs()); err != nil {
			return err
		}
		steps, err := r.clearings(ctx, r.own(found))
		if err != nil {
			return err
		}
		if len(steps) == 0 {
			return nil
		}
		if last = r.commit(ctx, steps); last == nil {
			return nil
		}
		if !lookAgain(last) {
			return r.refusedClearing(steps, last)
		}
		after, lookErr := r.org.leaverAfter(ctx, r.leaver.UserID)
		if lookErr != nil {
			return blindRelease(r.receipt.User, last, lookErr)
		}
		left, err := r.clearings(ctx, r.own(after.tied))
		if err != nil {
			return err
		}
		r.took(missing(partsCleared(steps), partsCleared(left)))
		if len(left) == 0 {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		found = after.tied
	}
	return &UnsettledError{User: r.receipt.User, Attempts: attempts, Cause: last}
}

// numberIDs are the numbers that belong to the user, by id. Many leavers may use
// one number: they share a write instead of waiting for each other.
func (t *tied) numberIDs() []string {
	owned := lists.Filter(t.bonds, func(b bond) bool { return b.tie.section == schemamap.PhoneNumber })
	return lists.Map(owned, func(b bond) string { return b.ID })
}

// own leaves out the numbers that this walk has given to somebody else since
// the look, or while it was under way.
func (r *release) own(found *tied) *tied {
	own := *found
	own.bonds = lists.Filter(found.bonds, func(b bond) bool {
		return b.tie.section != schemamap.PhoneNumber || !r.org.givenAway(b.ID, NumberOwner{UserID: r.leaver.UserID})
	})
	return &own
}

// mostSteps is how many writes one transaction can carry (S16).
const mostSteps = 500

// commit carries out the writes, as many at once as one transaction takes.
func (r *release) commit(ctx context.Context, steps []clearing) error {
	for part := range slices.Chunk(steps, mostSteps) {
		graph := lists.Map(part, func(c clearing) salesforce.Step { return c.step })
		if _, err := r.org.commit(ctx, graph); err != nil {
			for _, step := range standingIn(err) {
				r.took(partsCleared(lists.Filter(part, func(c clearing) bool { return c.step.Ref == step.Ref })))
			}
			return err
		}
		r.took(partsCleared(part))
	}
	return nil
}

// partsCleared names what writes are about, each part once.
func partsCleared(steps []clearing) []Part {
	var parts []Part
	for _, c := range steps {
		if !slices.Contains(parts, c.part) {
			parts = append(parts, c.part)
		}
	}
	return parts
}

// refusedClearing says which blocker Salesforce did not let go. Errors that
// concern no single step stay as they are.
func (r *release) refusedClearing(steps []clearing, err error) error {
	var failed *salesforce.StepError
	if !errors.As(err, &failed) || failed.Cause == nil {
		return err
	}
	refused := &RefusedError{User: r.receipt.User, Object: failed.Step.Object, Name: failed.Step.ID, Cause: failed.Cause}
	for _, c := range steps {
		if c.step.Ref == failed.Step.Ref {
			refused.Part, refused.Name = c.part, c.name
		}
	}
	return refused
}

// cleanup collects the writes of one attempt.
type cleanup struct {
	steps []clearing
	// written is where the update of a record is among the steps: a record that
	// ties a user twice is written once.
	written map[string]int
}

// clearings are the writes that clear what the policy clears.
func (r *release) clearings(ctx context.Context, found *tied) ([]clearing, error) {
	if err := r.check(ctx, found); err != nil {
		return nil, err
	}
	uses, err := r.alreadyUses(ctx, found)
	if err != nil {
		return nil, err
	}
	c := &cleanup{written: map[string]int{}}
	for _, b := range found.bonds {
		switch action := r.policy.of(b.Kind); action {
		case PolicyKeep, PolicyFail: // What fails was refused before.
		case PolicyReassign:
			if b.tie.section == schemamap.NumberAccess && (uses[b.row.Ref(schemamap.Link)] || !r.claim(b)) {
				c.remove(b)
				continue
			}
			if err := r.reassign(ctx, c, b); err != nil {
				return nil, err
			}
		default:
			if slices.Contains(b.clearedBy(action), Delete) {
				c.remove(b)
				continue
			}
			if err := c.set(b, b.tie.key, nil); err != nil {
				return nil, err
			}
		}
	}
	return c.steps, nil
}

// reassign writes who gets a record instead of the leaver.
func (r *release) reassign(ctx context.Context, c *cleanup, b bond) error {
	target := r.policy.heirID(b.Kind)
	groupKey := map[schemamap.Section]string{schemamap.PhoneNumber: "assigned_group", schemamap.NumberAccess: "group"}[b.tie.section]
	if !isGroup(target) || groupKey == "" {
		return c.set(b, b.tie.key, target)
	}
	if _, err := r.org.require(ctx, schemamap.NeedFields(b.tie.section, groupKey)); err != nil {
		return err
	}
	value, err := r.org.groupValue(ctx, b.row.Place, groupKey, target)
	if err != nil {
		return err
	}
	if err := c.set(b, b.tie.key, nil); err != nil {
		return err
	}
	return c.set(b, groupKey, value)
}

// set writes a field of the record; nil empties it.
func (c *cleanup) set(b bond, key string, value any) error {
	s := b.row.Place
	encoded, err := s.Encode(key, value)
	if err != nil {
		return err
	}
	at, known := c.written[b.ID]
	if !known {
		at = len(c.steps)
		c.written[b.ID] = at
		c.add(b, salesforce.Step{Verb: salesforce.Update, Object: s.Object.Name, ID: b.ID,
			Fields: map[string]any{}, Undo: map[string]any{}})
	}
	name := string(s.Field(key))
	c.steps[at].step.Fields[name] = encoded
	c.steps[at].step.Undo[name] = b.row.Values[name]
	return nil
}

// remove deletes the record, after what would keep it from being deleted.
func (c *cleanup) remove(b bond) {
	for _, share := range b.shares {
		shares := b.row.Place.Map.At(schemamap.MessageShare)
		c.add(b, salesforce.Step{Verb: salesforce.Delete, Object: shares.Object.Name, ID: share})
	}
	c.add(b, salesforce.Step{Verb: salesforce.Delete, Object: b.row.Place.Object.Name, ID: b.ID})
}

func (c *cleanup) add(b bond, step salesforce.Step) {
	step.Ref = fmt.Sprintf("clear_%d", len(c.steps))
	c.steps = append(c.steps, clearing{step: step, part: b.Kind.Part(), name: b.Name})
}

// alreadyUses lists the numbers, by id, that may be used already by whoever
// gets the leaver's: giving the right anew would make a second row.
func (r *release) alreadyUses(ctx context.Context, found *tied) (map[string]bool, error) {
	var numbers []string
	var access *schemamap.Place
	for _, b := range found.bonds {
		if b.tie.section == schemamap.NumberAccess && r.policy.of(b.Kind) == PolicyReassign {
			access = b.row.Place
			numbers = append(numbers, b.row.Ref(schemamap.Link))
		}
	}
	if access == nil {
		return nil, nil
	}
	key, target := "user", r.policy.heirID(BlockingNumbers)
	who := access.Field(key)
	if isGroup(target) {
		if _, err := r.org.require(ctx, schemamap.NeedFields(schemamap.NumberAccess, "group")); err != nil {
			return nil, err
		}
		key, who = "group", access.Group("group")
	}
	var rows []schemamap.Row
	soql := salesforce.SOQL("SELECT Id, ? FROM ? WHERE ? IN ? AND ? IN ?", access.Field(schemamap.Link), access.Name(),
		access.Field(schemamap.Link), numbers, who, access.OneOf(key, []string{target}))
	if err := r.org.client.Query(ctx, access.Read(soql, &rows)); err != nil {
		return nil, hidden(err, access.Object.Name)
	}
	uses := map[string]bool{}
	for _, found := range rows {
		uses[found.Ref(schemamap.Link)] = true
	}
	return uses, nil
}

// claim tells whether this row is the one that gives the right to use its
// number to whoever gets the leaver's. Of several rows for one number, of this
// leaver or of others who leave at the same time, one is enough.
func (r *release) claim(b bond) bool {
	key := b.row.Ref(schemamap.Link) + " " + r.policy.heirID(b.Kind)
	if !r.org.ledger.takeRight(key, b.ID) {
		return false
	}
	if !slices.Contains(r.claimed, key) {
		r.claimed = append(r.claimed, key)
	}
	return true
}
