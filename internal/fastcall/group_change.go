package fastcall

import (
	"context"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// stepsPerUnit is how many steps one unit of work may have.
const stepsPerUnit = 500

// carryAll is carry for more steps than one unit may have: unit after unit, a
// fresh look before each. What the first has begun the others finish.
func carryAll[T any](
	ctx context.Context, o *Org, look func(context.Context) (T, error), plan func(T) (salesforce.Graph, error),
) (carried[T], error) {
	begun := false
	for {
		more := false
		c, err := carry(ctx, o, look, func(have T) (salesforce.Graph, error) {
			graph, err := plan(have)
			if more = len(graph) > stepsPerUnit; more {
				graph = graph[:stepsPerUnit]
			}
			return graph, err
		})
		begun = begun || c.begun
		if c.begun = begun; err != nil || !more {
			return c, err
		}
		ctx = salesforce.BeyondBudget(ctx)
	}
}

// GroupOutcome is what came of creating a group.
type GroupOutcome struct {
	// Group is the group as it was last seen; after an error, what is there of
	// it, or nil if nothing is.
	Group *Group
	// Adopted is set if the Salesforce group was there before, Removed are the
	// members that it lost then.
	Adopted bool
	Removed []string
}

// CreateGroup makes a Fastcall group in two units of work, because Salesforce
// does not let its own groups and Fastcall's records share one. A public group
// of the same developer name that Fastcall does not know is adopted: that is
// how an existing group becomes a Fastcall group, and how a creation that was
// broken off goes on.
func (o *Org) CreateGroup(ctx context.Context, s GroupSettings) (*GroupOutcome, error) {
	outcome := &GroupOutcome{}
	_, leave, err := o.ledger.enter(ctx, "group "+s.DeveloperName)
	if err != nil {
		return outcome, err
	}
	defer leave()
	before, err := o.lookToAdopt(ctx, s)
	if err != nil {
		return outcome, err
	}
	if before != nil && before.Known() {
		return outcome, &GroupExistsError{Group: before}
	}
	have := before
	if have == nil {
		have = &Group{}
	}
	if err := o.mayWrite(ctx, s, have); err != nil {
		return outcome, err
	}
	outcome.Adopted = before != nil
	outcome.Removed = s.leavers(have)
	id, err := o.createNative(ctx, s, before)
	if id != "" {
		outcome.Group = &Group{ID: id, Name: s.Name, DeveloperName: s.DeveloperName, Type: "Regular"}
	}
	if err != nil {
		if id != "" {
			err = &HalfGroupError{Group: outcome.Group, Adopted: outcome.Adopted, Err: err}
		}
		return outcome, err
	}
	now, _, err := o.writeCustom(onceBegun(ctx, len(s.setup(before)) > 0), id, s, nil)
	if err != nil {
		return outcome, &HalfGroupError{Group: outcome.Group, Adopted: outcome.Adopted, Err: err}
	}
	outcome.Group = now
	return outcome, nil
}

// lookToAdopt looks at the group that creating one takes over; nil if there is
// none.
func (o *Org) lookToAdopt(ctx context.Context, s GroupSettings) (*Group, error) {
	bearer, err := o.publicBearer(ctx, s.DeveloperName)
	if err != nil || bearer == nil {
		return nil, err
	}
	if err := o.keepMembers(ctx, bearer.ID, s.Members); err != nil {
		return nil, err
	}
	return o.Group(ctx, bearer.ID, s.Parts())
}

// Predecessor looks at the public group with a developer name; nil if nothing
// bears it. A queue that does is an error.
func (o *Org) Predecessor(ctx context.Context, developerName string, parts GroupParts) (*Group, error) {
	bearer, err := o.publicBearer(ctx, developerName)
	if err != nil || bearer == nil {
		return nil, err
	}
	return o.Group(ctx, bearer.ID, parts)
}

// publicBearer is DeveloperNameBearer where only a public group will do.
func (o *Org) publicBearer(ctx context.Context, developerName string) (*Group, error) {
	bearer, err := o.DeveloperNameBearer(ctx, developerName)
	if err == nil && bearer != nil && !bearer.Regular() {
		return nil, &DeveloperNameError{Group: bearer}
	}
	return bearer, err
}

// DeveloperNameBearer is the public group or queue with a developer name; nil
// if there is none. Groups that Salesforce keeps for roles and territories bear
// the developer names of those, some of them two at a time, and stand in
// nobody's way.
func (o *Org) DeveloperNameBearer(ctx context.Context, developerName string) (*Group, error) {
	key := GroupKey{DeveloperName: developerName}
	natives, err := walk.LookUp(ctx, o.groups.natives, o.lookUpNatives, key, walk.Anyhow[[]nativeRow])
	if err != nil {
		return nil, err
	}
	for _, kind := range []string{"Regular", "Queue"} {
		if i := slices.IndexFunc(natives, func(r nativeRow) bool { return r.Type == kind }); i >= 0 {
			return natives[i].value(), nil
		}
	}
	return nil, nil
}

// mayWrite refuses, before anything is written, what cannot be carried out:
// people who are no Fastcall users, an extension that another group has, and
// values that a field cannot hold.
func (o *Org) mayWrite(ctx context.Context, s GroupSettings, have *Group) error {
	if err := o.refuseStrangers(ctx, s.joiners(have)); err != nil {
		return err
	}
	if s.Extension != nil && have.Extension != *s.Extension {
		holder, err := o.ExtensionHolder(ctx, *s.Extension, have.ID)
		if err == nil && holder != nil {
			err = &ExtensionTakenError{Extension: *s.Extension, Holder: holder}
		}
		if err != nil {
			return err
		}
	}
	probe := *have
	if probe.ID == "" {
		probe.ID = anyGroupID
	}
	_, err := o.custom(ctx, s, &probe)
	return err
}

// CheckKind refuses the id of a record of another kind than a section's, where
// the ids of those can be told.
func (o *Org) CheckKind(ctx context.Context, kind schemamap.Section, id string) error {
	schema, err := o.Schema(ctx)
	if err != nil {
		return err
	}
	object := schema.At(kind).Object
	if object == nil || object.KeyPrefix == "" || strings.HasPrefix(id, object.KeyPrefix) {
		return nil
	}
	return &WrongKindError{ID: id, Label: object.Label, Prefix: object.KeyPrefix}
}

// anyGroupID stands for the id of a group that is not there yet, where only
// its form matters.
const anyGroupID = "00G000000000001AAA"

// onceBegun is the context of the second half of a change: the budget for
// requests does not hold it up once the first half has been written.
func onceBegun(ctx context.Context, begun bool) context.Context {
	if begun {
		return salesforce.BeyondBudget(ctx)
	}
	return ctx
}

// createNative brings the Salesforce side of a new group about and returns the
// group's id, also after an error that leaves a group behind which was not
// there before.
func (o *Org) createNative(ctx context.Context, s GroupSettings, before *Group) (string, error) {
	parts := GroupParts{Members: s.Members != nil}
	look := func(ctx context.Context) (*Group, error) { return o.Predecessor(ctx, s.DeveloperName, parts) }
	done, err := carryAll(ctx, o, seen(before, look), func(have *Group) (salesforce.Graph, error) { return s.setup(have), nil })
	switch {
	case err == nil && done.have != nil:
		return done.have.ID, nil
	case err == nil:
		return done.ids[refGroup], nil
	case before != nil:
		return before.ID, err
	case done.have != nil:
		return done.have.ID, err
	case !salesforce.IsUncertain(err) && len(standingIn(err)) == 0:
		return "", err
	}
	after, cancel := afterwards(ctx)
	defer cancel()
	left, lookErr := look(after)
	if lookErr != nil {
		return "", blindly(err, lookErr)
	}
	if left == nil {
		return "", err
	}
	return left.ID, err
}

// seen is a look whose first answer is known: somebody looked a moment ago.
func seen(have *Group, look func(context.Context) (*Group, error)) func(context.Context) (*Group, error) {
	first := true
	return func(ctx context.Context) (*Group, error) {
		if first {
			first = false
			return have, nil
		}
		return look(ctx)
	}
}

// livingGroup looks at a group that must be there.
func (o *Org) livingGroup(ctx context.Context, id string, parts GroupParts) (*Group, error) {
	g, err := o.Group(ctx, id, parts)
	if err == nil && (g == nil || g.Name == "") {
		err = &GroupGoneError{GroupID: id}
	}
	return g, err
}

// writeCustom brings Fastcall's own records of a group to the settings. have is
// what a look found a moment ago; nil: nobody looked. begun tells whether it has
// written anything.
func (o *Org) writeCustom(ctx context.Context, id string, s GroupSettings, have *Group) (now *Group, begun bool, err error) {
	look := func(ctx context.Context) (*Group, error) { return o.livingGroup(ctx, id, s.Parts()) }
	if have != nil {
		look = seen(have, look)
	}
	wrote := false
	done, err := carryAll(ctx, o, look, func(have *Group) (salesforce.Graph, error) {
		graph, err := o.custom(ctx, s, have)
		wrote = len(graph) > 0
		return graph, err
	})
	if err != nil {
		return nil, done.begun, o.duplicated(ctx, s, err)
	}
	if !wrote {
		return done.have, done.begun, nil
	}
	made := *done.have
	if id, created := done.ids[refRecord]; created {
		made.RecordID = id
	}
	return &made, done.begun, nil
}

// UpdateGroup brings a group to the settings, from what a fresh look finds:
// Fastcall's own records first, so that a rename that is broken off shows in
// the next plan. It returns the group with Fastcall's record of it.
func (o *Org) UpdateGroup(ctx context.Context, id string, s GroupSettings) (*Group, error) {
	if err := o.keepMembers(ctx, id, s.Members); err != nil {
		return nil, err
	}
	have, err := o.livingGroup(ctx, id, s.Parts())
	if err != nil {
		return nil, err
	}
	if err := o.mayWrite(ctx, s, have); err != nil {
		return nil, err
	}
	now, begun, err := o.writeCustom(ctx, id, s, have)
	if err != nil {
		return nil, err
	}
	look := func(ctx context.Context) (*Group, error) {
		return o.livingGroup(ctx, id, GroupParts{Members: s.Members != nil})
	}
	_, err = carryAll(onceBegun(ctx, begun), o, seen(have, look), func(have *Group) (salesforce.Graph, error) { return s.setup(have), nil })
	return now, err
}
