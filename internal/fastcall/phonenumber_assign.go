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

// NumberWish says what a number shall be. Nil members are not managed.
type NumberWish struct {
	// Owner is the one who is given the number; nobody else stays it.
	Owner NumberOwner
	// Users and Groups are all who may use the number for outbound calls beside
	// its owner; empty: nobody.
	Users, Groups []string
	OutboundSMS   *bool
	// IVR is an id; empty: none.
	IVR *string
}

// NumberAssignment is one number to assign.
type NumberAssignment struct {
	NumberID string
	// Keys must name the number, too.
	Keys []NumberKey
	// Instance tells this assignment from any other of the same number.
	Instance string
	Wish     NumberWish
	// Take allows to take the number from another owner.
	Take bool
}

// mostNumberSteps bounds the steps of one write, below the 500 of a request. A
// number that more people may use is written in several.
const mostNumberSteps = 400

// AssignNumber makes a number what the wish says, in one write, and returns it
// as it was before. Doing it again is harmless: what is so already is done.
func (o *Org) AssignNumber(ctx context.Context, a NumberAssignment) (*PhoneNumber, error) {
	schema, err := o.require(ctx, a.Wish.needs()...)
	if err != nil {
		return nil, err
	}
	_, leave, err := o.ledger.enter(ctx, a.NumberID)
	if err != nil {
		return nil, err
	}
	defer leave()
	if o.numberClaims.givenByAnother(a.NumberID, a.Instance) {
		return nil, &SharedNumberError{}
	}
	w := &numberWrite{org: o, schema: schema, wish: a.Wish.whole()}
	var before *PhoneNumber
	err = o.writeNumber(ctx, o.lookAtNumber(a.NumberID), func(have *PhoneNumber) (salesforce.Graph, error) {
		if before == nil {
			before = have
		}
		if !have.BearsAll(a.Keys) {
			return nil, &NumberKeysDisagreeError{Keys: append([]NumberKey{{ID: have.ID}}, a.Keys...), Number: *have}
		}
		if taken := have.Owner.Beyond(w.wish.Owner); !a.Take && !taken.None() {
			return nil, &NumberTakenError{Number: *have, By: taken}
		}
		return w.difference(ctx, have)
	})
	if err != nil {
		return before, ofNumber(err, before)
	}
	o.numberClaims.gave(a.NumberID, Claim[NumberOwner]{Instance: a.Instance, Wish: w.wish.Owner})
	return before, nil
}

// writeNumber carries a change of a number, in several writes if it is large.
// After a lost answer it looks once more when all is done: access records are
// not unique, and a write that was given up may have come about late.
func (o *Org) writeNumber(
	ctx context.Context, look func(context.Context) (*PhoneNumber, error), plan func(*PhoneNumber) (salesforce.Graph, error),
) error {
	for again := true; again; {
		looks := 0
		_, err := carry(ctx, o, look, func(have *PhoneNumber) (salesforce.Graph, error) {
			looks++
			graph, err := plan(have)
			again = len(graph) > mostNumberSteps || looks > 1 && len(graph) > 0
			return graph[:min(len(graph), mostNumberSteps)], err
		})
		if err != nil {
			return err
		}
		ctx = salesforce.BeyondBudget(ctx) // Begun, so it is finished.
	}
	return nil
}

// lookAtNumber looks at one number afresh.
func (o *Org) lookAtNumber(id string) func(context.Context) (*PhoneNumber, error) {
	return func(ctx context.Context) (*PhoneNumber, error) { return o.PhoneNumber(ctx, NumberKey{ID: id}) }
}

// ofNumber says in a refusal which number it is about.
func ofNumber(err error, p *PhoneNumber) error {
	var refused *RecordError
	if errors.As(err, &refused) && p != nil {
		refused.Section, refused.Name = schemamap.PhoneNumber, p.Number
	}
	return err
}

// needs are the fields that the wish is about. The owner's are needed always:
// without seeing both, a number could be given to two.
func (w NumberWish) needs() []schemamap.Need {
	fields := []string{"number", "assigned_user", "assigned_group"}
	if w.Owner.OrgWide {
		fields = append(fields, "org_wide")
	}
	if w.OutboundSMS != nil {
		fields = append(fields, "outbound_sms_enabled")
	}
	if w.IVR != nil {
		fields = append(fields, "ivr")
	}
	needed := []schemamap.Need{schemamap.NeedFields(schemamap.PhoneNumber, fields...)}
	var access []string
	if w.Users != nil {
		access = append(access, "user")
	}
	if w.Groups != nil {
		access = append(access, "group")
	}
	if len(access) > 0 {
		needed = append(needed, schemamap.NeedFields(schemamap.NumberAccess, access...))
	}
	return needed
}

// whole is the wish with all ids in their 18-character form, each once.
func (w NumberWish) whole() NumberWish {
	w.Owner.UserID, w.Owner.GroupID = salesforce.LongID(w.Owner.UserID), salesforce.LongID(w.Owner.GroupID)
	for _, ids := range []*[]string{&w.Users, &w.Groups} {
		if *ids != nil {
			*ids = lists.Map(*ids, salesforce.LongID)
			slices.Sort(*ids)
			*ids = slices.Compact(*ids)
		}
	}
	if w.IVR != nil {
		id := salesforce.LongID(*w.IVR)
		w.IVR = &id
	}
	return w
}

// numberWrite makes the steps that lead a number to a wish.
type numberWrite struct {
	org    *Org
	schema *schemamap.Map
	wish   NumberWish
	// fields and undo are those of the number's own step.
	fields, undo map[string]any
}

// difference is the graph from have to the wish; empty if nothing is missing.
func (w *numberWrite) difference(ctx context.Context, have *PhoneNumber) (salesforce.Graph, error) {
	w.fields, w.undo = map[string]any{}, map[string]any{}
	if err := w.owner(ctx, have); err != nil {
		return nil, err
	}
	if on := w.wish.OutboundSMS; on != nil && (have.OutboundSMS == nil || *on != *have.OutboundSMS) {
		if *on && have.SMSCapable != nil && !*have.SMSCapable {
			return nil, &NoSMSError{Number: *have}
		}
		if err := w.set("outbound_sms_enabled", *on, have.OutboundSMS != nil && *have.OutboundSMS); err != nil {
			return nil, err
		}
	}
	if ivr := w.wish.IVR; ivr != nil && *ivr != have.IVRID {
		if err := w.set("ivr", nullable(*ivr), nullable(have.IVRID)); err != nil {
			return nil, err
		}
	}
	var g salesforce.Graph
	if len(w.fields) > 0 {
		g = append(g, salesforce.Step{Ref: "number", Verb: salesforce.Update, Object: w.schema.At(schemamap.PhoneNumber).Object.Name,
			ID: have.ID, Fields: w.fields, Undo: w.undo})
	}
	access, err := w.access(ctx, have)
	return append(g, access...), err
}

// owner writes whoever is to have the number, and nobody beside.
func (w *numberWrite) owner(ctx context.Context, have *PhoneNumber) error {
	want := w.wish.Owner
	if want.UserID != have.Owner.UserID {
		if err := w.org.fastcallUser(ctx, want.UserID); err != nil {
			return err
		}
		if err := w.set("assigned_user", nullable(want.UserID), nullable(have.Owner.UserID)); err != nil {
			return err
		}
	}
	if want.GroupID != have.Owner.GroupID {
		value, err := w.org.knownGroup(ctx, w.schema.At(schemamap.PhoneNumber), "assigned_group", want.GroupID)
		if err != nil {
			return err
		}
		if err := w.set("assigned_group", value, nullable(have.groupRef)); err != nil {
			return err
		}
	}
	if want.OrgWide != have.Owner.OrgWide {
		return w.set("org_wide", want.OrgWide, have.Owner.OrgWide)
	}
	return nil
}

// set writes a field of the number.
func (w *numberWrite) set(key string, value, before any) error {
	numbers := w.schema.At(schemamap.PhoneNumber)
	encoded, err := numbers.Encode(key, value)
	if err != nil {
		return err
	}
	name := string(numbers.Field(key))
	w.fields[name], w.undo[name] = encoded, before
	return nil
}

// access gives and takes the records of those who may use the number.
func (w *numberWrite) access(ctx context.Context, have *PhoneNumber) (salesforce.Graph, error) {
	var g salesforce.Graph
	a := w.schema.At(schemamap.NumberAccess)
	grant := func(key string, value any) {
		g = append(g, salesforce.Step{Ref: fmt.Sprintf("grant_%d", len(g)), Verb: salesforce.Create, Object: a.Object.Name,
			Fields: map[string]any{string(a.Field(schemamap.Link)): have.ID, string(a.Field(key)): value}})
	}
	for _, id := range w.wish.Users {
		if slices.Contains(have.Users(), id) {
			continue
		}
		value, err := a.Encode("user", id)
		if err != nil {
			return nil, err
		}
		grant("user", value)
	}
	for _, id := range w.wish.Groups {
		if slices.Contains(have.Groups(), id) {
			continue
		}
		value, err := w.org.knownGroup(ctx, a, "group", id)
		if err != nil {
			return nil, err
		}
		grant("group", value)
	}
	return append(g, revoke(a, w.surplus(have))...), nil
}

// surplus are the access records of nobody who is wanted, and those of somebody
// who has one already.
func (w *numberWrite) surplus(have *PhoneNumber) []NumberAccess {
	seen := map[string]bool{}
	unwanted := func(id string, wanted []string) bool {
		if id == "" || wanted == nil {
			return false
		}
		twice := seen[id]
		seen[id] = true
		return twice || !slices.Contains(wanted, id)
	}
	return lists.Filter(have.Access, func(r NumberAccess) bool {
		return unwanted(r.UserID, w.wish.Users) || unwanted(r.GroupID, w.wish.Groups)
	})
}

// revoke deletes access records.
func revoke(a *schemamap.Place, rows []NumberAccess) salesforce.Graph {
	var g salesforce.Graph
	for i, r := range rows {
		g = append(g, salesforce.Step{Ref: fmt.Sprintf("revoke_%d", i), Verb: salesforce.Delete, Object: a.Object.Name, ID: r.ID})
	}
	return g
}

// knownGroup is groupValue for a group that must be Fastcall's, also where the
// field takes any group.
func (o *Org) knownGroup(ctx context.Context, s *schemamap.Place, key, groupID string) (any, error) {
	if groupID != "" && s.Map.Has(schemamap.Group) {
		if _, err := o.groupRecord(ctx, groupID); err != nil {
			return nil, err
		}
	}
	return o.groupValue(ctx, s, key, groupID)
}

// fastcallUser returns an error for a user who is no Fastcall user.
func (o *Org) fastcallUser(ctx context.Context, userID string) error {
	if userID == "" {
		return nil
	}
	status, err := o.Status(ctx, userID)
	if err != nil {
		return err
	}
	if !status.IsFastcallUser() {
		return &NotFastcallUserError{User: status.User}
	}
	return nil
}
