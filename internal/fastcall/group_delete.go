package fastcall

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// GroupPolicy says what destroying a group does with each kind of record that
// points at it. An empty member means its default.
type GroupPolicy struct {
	PhoneNumbers     Policy
	IVRReferences    Policy
	SharedRecordings Policy
	ThreeWayCalls    Policy
	// ReassignTo is the user or group that gets the numbers under PolicyReassign.
	ReassignTo string
}

// orDefaults fills what is left open: what can be put back is cleared, and
// what callers would run into stops the destroy.
func (p GroupPolicy) orDefaults() GroupPolicy {
	for policy, fallback := range map[*Policy]Policy{
		&p.PhoneNumbers: PolicyUnassign, &p.IVRReferences: PolicyFail, &p.SharedRecordings: PolicyRemove, &p.ThreeWayCalls: PolicyRemove,
	} {
		if *policy == "" {
			*policy = fallback
		}
	}
	return p
}

// TieKind is a kind of record that points at a group.
type TieKind string

// The kinds.
const (
	TieNumber    TieKind = "phone number"
	TieAccess    TieKind = "use of phone number"
	TieIVR       TieKind = "IVR"
	TieRecording TieKind = "shared recording"
	TieThreeWay  TieKind = "three-way calls"
)

// Tie is a record that points at a group and what a destroy does with it.
type Tie struct {
	Kind   TieKind
	ID     string
	Name   string
	Policy Policy
	// Whole is set if clearing it deletes the action of an IVR, because its target
	// cannot be empty.
	Whole bool
}

// Ties lists what points at a group looked at with all ties, in a fixed order.
func (g *Group) Ties(p GroupPolicy) []Tie {
	p = p.orDefaults()
	var ties []Tie
	add := func(kind TieKind, policy Policy, rows []schemamap.Row, name func(schemamap.Row) string) {
		for _, r := range rows {
			whole := kind == TieIVR && !r.Place.Fields["target_group"].Nillable
			ties = append(ties, Tie{Kind: kind, ID: r.ID(), Name: name(r), Policy: policy, Whole: whole})
		}
	}
	linked := func(r schemamap.Row) string {
		return firstOf(r.Plain(string(r.Place.NameAlong(schemamap.Link))), r.Text(schemamap.Link))
	}
	access := p.PhoneNumbers
	if access != PolicyFail {
		access = PolicyRemove // Leave to use a number is not handed on.
	}
	add(TieNumber, p.PhoneNumbers, g.rows.numbers, func(r schemamap.Row) string {
		return strings.TrimSpace(r.Text("number") + " " + r.Title())
	})
	add(TieAccess, access, g.rows.access, linked)
	add(TieIVR, p.IVRReferences, g.references(), linked)
	add(TieRecording, p.SharedRecordings, g.rows.shares, linked)
	add(TieThreeWay, p.ThreeWayCalls, g.rows.threeWay, func(schemamap.Row) string { return g.Name })
	slices.SortStableFunc(ties, func(a, b Tie) int {
		if a.Kind != b.Kind {
			return 0
		}
		return strings.Compare(a.Name+a.ID, b.Name+b.ID)
	})
	return ties
}

// Unseen are sections that the configuration calls unreachable, so that
// nobody knows what of them points at the group.
func (g *Group) Unseen() []schemamap.Section { return g.rows.unseen }

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// references are the actions of IVRs that lead to the group. A record that
// only carries the group's ACD settings belongs to no IVR and is none.
func (g *Group) references() []schemamap.Row {
	return lists.Filter(g.rows.actions, func(r schemamap.Row) bool { return !g.settingsOnly(r) })
}

// settingsOnly tells whether an action of no IVR carries the group's ACD
// settings.
func (g *Group) settingsOnly(r schemamap.Row) bool {
	return r.Text(schemamap.Link) == "" && slices.ContainsFunc(g.rows.acd, func(acd schemamap.Row) bool { return acd.ID() == r.ID() })
}

// Kept are the ties at which a destroy stops.
func Kept(ties []Tie) []Tie {
	return lists.Filter(ties, func(t Tie) bool { return t.Policy == PolicyFail })
}

// DeleteGroup clears what points at a group as the policy says, then deletes
// Fastcall's record of it, then the native group. What is gone already is
// done. It returns what it cleared.
func (o *Org) DeleteGroup(ctx context.Context, id string, p GroupPolicy) ([]Tie, error) {
	p = p.orDefaults()
	look := func(ctx context.Context) (*Group, error) {
		g, err := o.Group(ctx, id, GroupParts{Ties: true})
		if err == nil && g == nil {
			g, err = &Group{ID: salesforce.LongID(id)}, o.GroupAbsent(ctx, id) // Gone, so nothing is left but what is without it.
		}
		return g, err
	}
	var cleared []Tie
	hold := o.holdNumbers()
	defer hold.leave()
	done, err := carryAll(ctx, o, look, func(have *Group) (salesforce.Graph, error) {
		if err := hold.enter(ctx, lists.Map(have.rows.numbers, schemamap.Row.ID)); err != nil {
			return nil, err
		}
		have = o.withoutGiven(have)
		ties := have.Ties(p)
		if kept := Kept(ties); len(kept) > 0 {
			return nil, &GroupBlockedError{Ties: kept}
		}
		if err := o.MayReassign(ctx, have, p); err != nil {
			return nil, err
		}
		for _, tie := range ties {
			o.clearGroup(have.ID)
			if !slices.Contains(cleared, tie) {
				cleared = append(cleared, tie)
			}
		}
		return o.clearing(ctx, have, p)
	})
	if err != nil {
		return cleared, err
	}
	_, err = carry(onceBegun(ctx, done.begun), o, func(ctx context.Context) (*Group, error) { return o.Group(ctx, id, GroupParts{}) },
		func(have *Group) (salesforce.Graph, error) {
			if have == nil || have.Name == "" {
				return nil, nil
			}
			return salesforce.Graph{{Ref: refGroup, Verb: salesforce.Delete, Object: "Group", ID: have.ID}}, nil
		})
	return cleared, err
}

// withoutGiven leaves out the numbers that this walk has given to somebody else
// since the look, or while it was under way.
func (o *Org) withoutGiven(have *Group) *Group {
	own := *have
	own.rows.numbers = lists.Filter(have.rows.numbers, func(r schemamap.Row) bool {
		return !o.givenAway(r.ID(), NumberOwner{GroupID: have.ID})
	})
	return &own
}

// ToDelete is what deleting a group that was looked at with all ties writes.
func (o *Org) ToDelete(ctx context.Context, have *Group, p GroupPolicy) (Needs, error) {
	steps, err := o.clearing(ctx, have, p.orDefaults())
	return Needs{Groups: true, steps: steps}, err
}

// MayReassign returns an error if numbers of a group cannot go where the policy
// wants them.
func (o *Org) MayReassign(ctx context.Context, have *Group, p GroupPolicy) error {
	if p.PhoneNumbers != PolicyReassign || len(have.rows.numbers) == 0 {
		return nil
	}
	if strings.HasPrefix(p.ReassignTo, userPrefix) {
		return o.fastcallUser(ctx, p.ReassignTo)
	}
	if salesforce.LongID(p.ReassignTo) == have.ID {
		return &NoFastcallGroupError{GroupID: p.ReassignTo} // It will be none in a moment.
	}
	_, err := o.groupRecord(ctx, p.ReassignTo)
	return err
}

// clearing returns the steps that clear what points at a group and delete
// Fastcall's record of it.
func (o *Org) clearing(ctx context.Context, have *Group, p GroupPolicy) (salesforce.Graph, error) {
	var g salesforce.Graph
	for i, r := range have.rows.numbers {
		fields, err := o.newOwner(ctx, r.Place, p)
		if err != nil {
			return nil, err
		}
		undo := map[string]any{string(r.Place.Field("assigned_group")): have.targetOf(r, "assigned_group")}
		if user := r.Place.Fields["assigned_user"].Name; fields[user] != nil {
			undo[user] = r.Values[user]
		}
		g = append(g, salesforce.Step{Ref: fmt.Sprintf("number_%d", i), Verb: salesforce.Update, Object: r.Place.Object.Name, ID: r.ID(),
			Fields: fields, Undo: undo})
	}
	for i, r := range slices.Concat(have.rows.access, have.rows.shares, have.rows.threeWay) {
		g = append(g, deletion(fmt.Sprintf("tie_%d", i), r))
	}
	g = append(g, have.clearIVRs()...)
	if have.Known() {
		g = append(g, deletion(refRecord, have.rows.record))
	}
	return g, nil
}

// newOwner is what becomes of the owner of a number.
func (o *Org) newOwner(ctx context.Context, numbers *schemamap.Place, p GroupPolicy) (map[string]any, error) {
	to, toUser := "", ""
	if p.PhoneNumbers == PolicyReassign {
		if to = p.ReassignTo; strings.HasPrefix(to, userPrefix) {
			to, toUser = "", to
		}
	}
	group, err := o.groupValue(ctx, numbers, "assigned_group", to)
	if err != nil {
		return nil, err
	}
	fields := map[string]any{string(numbers.Field("assigned_group")): group}
	if toUser == "" {
		return fields, nil
	}
	if _, err := o.require(ctx, schemamap.NeedFields(schemamap.PhoneNumber, "assigned_user")); err != nil {
		return nil, err
	}
	user, err := numbers.Encode("assigned_user", toUser)
	fields[string(numbers.Field("assigned_user"))] = user
	return fields, err
}

// clearIVRs empties the targets of actions that lead to the group, together
// with ACD settings that lie on them, and deletes actions that cannot be without
// a target, and records that carry nothing but settings of this group.
func (g *Group) clearIVRs() salesforce.Graph {
	var graph salesforce.Graph
	acd := map[string]schemamap.Row{}
	for _, r := range g.rows.acd {
		acd[r.ID()] = r
	}
	for i, r := range g.rows.actions {
		ref, target := fmt.Sprintf("action_%d", i), r.Place.Fields["target_group"]
		settings, carries := acd[r.ID()]
		delete(acd, r.ID())
		if g.settingsOnly(r) || !target.Nillable {
			graph = append(graph, deletion(ref, r))
			continue
		}
		step := salesforce.Step{Ref: ref, Verb: salesforce.Update, Object: r.Place.Object.Name, ID: r.ID(),
			Fields: map[string]any{target.Name: nil}, Undo: map[string]any{target.Name: g.targetOf(r, "target_group")}}
		if carries {
			for name, value := range emptied(settings) {
				step.Fields[name], step.Undo[name] = value, settings.Values[name]
			}
		}
		graph = append(graph, step)
	}
	for i, r := range g.rows.acd {
		if _, left := acd[r.ID()]; left && r.ID() != g.RecordID {
			graph = append(graph, deletion(fmt.Sprintf("acd_%d", i), r))
		}
	}
	return graph
}

// targetOf is what a field of a record holds that refers to the group.
func (g *Group) targetOf(r schemamap.Row, key string) any {
	if r.Place.ViaGroup(key) {
		return g.RecordID
	}
	return g.ID
}

// emptied are the fields of ACD settings that hold something, as they are when
// nothing is set.
func emptied(r schemamap.Row) map[string]any {
	fields := map[string]any{}
	for _, option := range ACDOptions {
		switch value := optionIn(r, option); value {
		case nil, false:
		case true:
			fields[string(r.Place.Field(option.Key))] = false
		default:
			fields[string(r.Place.Field(option.Key))] = nil
		}
	}
	return fields
}
