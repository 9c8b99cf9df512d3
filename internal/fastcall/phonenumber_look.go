package fastcall

import (
	"context"
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// numberFields are the fields of a number that are read, as far as the org has
// them.
var numberFields = []string{
	"number", "type", "assigned_user", "assigned_group", "org_wide", "sms_capable", "outbound_sms_enabled", "ivr",
}

// newNumbers gathers look-ups of numbers, newNumberLists of all of them.
func (o *Org) newNumbers() *coalesce.Group[NumberKey, []*PhoneNumber] {
	return walk.NewLookup(o.lookUpNumbers)
}

func (o *Org) newNumberLists() *coalesce.Group[struct{}, []*PhoneNumber] {
	return walk.NewLookup(func(ctx context.Context, _ []struct{}) (map[struct{}][]*PhoneNumber, error) {
		schema, err := o.require(ctx, schemamap.NeedFields(schemamap.PhoneNumber, "number"))
		if err != nil {
			return nil, err
		}
		all, err := o.readNumbers(ctx, schema, numberQuery{all: true})
		return map[struct{}][]*PhoneNumber{{}: all}, err
	})
}

// lookUpNumbers reads numbers by their keys in one request. Only for those that
// are not found as the standard spells them, all numbers are searched.
func (o *Org) lookUpNumbers(ctx context.Context, keys []NumberKey) (map[NumberKey][]*PhoneNumber, error) {
	schema, err := o.require(ctx, schemamap.NeedFields(schemamap.PhoneNumber, "number"))
	if err != nil {
		return nil, err
	}
	var wanted numberQuery
	for _, key := range keys {
		if key.ID != "" {
			wanted.ids = append(wanted.ids, key.ID)
		} else {
			wanted.numbers = append(wanted.numbers, key.Number)
		}
	}
	all, err := o.readNumbers(ctx, schema, wanted)
	if err != nil {
		return nil, err
	}
	found := matchNumbers(keys, all)
	lost := lists.Filter(keys, func(key NumberKey) bool { return key.Number != "" && len(found[key]) == 0 })
	if len(lost) == 0 {
		return found, nil
	}
	if wanted, err = o.spelledOtherwise(ctx, schema, lost); err != nil || len(wanted.ids) == 0 {
		return found, err
	}
	if all, err = o.readNumbers(ctx, schema, wanted); err == nil {
		maps.Copy(found, matchNumbers(lost, all))
	}
	return found, err
}

// matchNumbers hands each key the numbers that it names.
func matchNumbers(keys []NumberKey, all []*PhoneNumber) map[NumberKey][]*PhoneNumber {
	byKey := map[NumberKey][]*PhoneNumber{}
	for _, p := range all {
		byKey[NumberKey{ID: p.ID}] = []*PhoneNumber{p}
		byKey[NumberKey{Number: p.Number}] = append(byKey[NumberKey{Number: p.Number}], p)
	}
	found := make(map[NumberKey][]*PhoneNumber, len(keys))
	for _, key := range keys {
		found[key] = byKey[key]
	}
	return found
}

// spelledOtherwise finds numbers that the org holds with separators.
func (o *Org) spelledOtherwise(ctx context.Context, schema *schemamap.Map, lost []NumberKey) (numberQuery, error) {
	numbers := schema.At(schemamap.PhoneNumber)
	var rows []schemamap.Row
	if err := o.find(ctx, numbers.Ask(&rows, numbers.Columns(nil, "number"))); err != nil {
		return numberQuery{}, err
	}
	var q numberQuery
	for _, r := range rows {
		if slices.Contains(lost, NumberKey{Number: e164.Plain(r.Text("number"))}) {
			q.ids = append(q.ids, r.ID())
		}
	}
	return q, nil
}

// numberQuery asks for numbers by id, by number, or for all.
type numberQuery struct {
	ids, numbers []string
	all          bool
}

// where is the condition that picks the numbers; id and number are paths.
func (q numberQuery) where(id, number salesforce.Name) []walk.Condition {
	var conditions []walk.Condition
	if len(q.ids) > 0 {
		conditions = append(conditions, walk.Condition{Path: id, In: q.ids})
	}
	if len(q.numbers) > 0 {
		conditions = append(conditions, walk.Condition{Path: number, In: q.numbers})
	}
	return conditions
}

// readNumbers reads numbers and those who may use them in one request, sorted
// by number.
func (o *Org) readNumbers(ctx context.Context, schema *schemamap.Map, q numberQuery) ([]*PhoneNumber, error) {
	s, a := schema.At(schemamap.PhoneNumber), schema.At(schemamap.NumberAccess)
	var rows, access []schemamap.Row
	finds := []walk.Question{s.Ask(&rows, s.Columns([]string{"assigned_group"}, numberFields...), q.where("Id", s.Field("number"))...)}
	visible := schema.Has(schemamap.NumberAccess)
	// A link that is a text leads to no fields of the number.
	byText := visible && a.Fields[schemamap.Link].Type != schemamap.TypeReference
	if visible && !byText {
		finds = append(finds, a.Ask(&access, admitting(a), q.where(a.Field(schemamap.Link), a.Behind(schemamap.Link, s.Field("number")))...))
	}
	if err := o.find(ctx, finds...); err != nil {
		return nil, err
	}
	all := lists.Map(rows, phoneNumber)
	if byText && len(all) > 0 {
		ids := lists.Map(all, func(p *PhoneNumber) string { return p.ID })
		if err := o.find(ctx, a.Ask(&access, admitting(a), walk.Condition{Path: a.Field(schemamap.Link), In: salesforce.BothForms(ids)})); err != nil {
			return nil, err
		}
	}
	if visible {
		admit(all, access)
	}
	slices.SortFunc(all, byNumber)
	return all, nil
}

// admit hands the numbers the records of those who may use them.
func admit(all []*PhoneNumber, access []schemamap.Row) {
	byID := make(map[string]*PhoneNumber, len(all))
	for _, p := range all {
		byID[p.ID] = p
		p.Access = []NumberAccess{}
	}
	for _, r := range access {
		if p, ok := byID[r.Ref(schemamap.Link)]; ok {
			p.Access = append(p.Access, NumberAccess{ID: r.ID(), UserID: r.Ref("user"), GroupID: r.Group("group")})
		}
	}
}

// admitting are the columns that say who may use numbers.
func admitting(s *schemamap.Place) []salesforce.Name { return s.Columns([]string{"group"}, "user") }

// phoneNumber is a record as a number.
func phoneNumber(r schemamap.Row) *PhoneNumber {
	p := &PhoneNumber{ID: r.ID(), Number: e164.Plain(r.Text("number")), Name: r.Title(), Type: schemamap.ChoiceKey(r.Text("type")),
		Owner:         NumberOwner{UserID: r.Ref("assigned_user"), GroupID: r.Group("assigned_group"), OrgWide: r.Flag("org_wide")},
		OrgWideUnseen: !r.Place.Has("org_wide"), IVRID: r.Ref("ivr"), groupRef: r.Text("assigned_group")}
	if p.Owner.GroupID == "" {
		// A group whose native one cannot be told is an owner all the same.
		p.Owner.GroupID = salesforce.LongID(p.groupRef)
	}
	p.SMSCapable, p.OutboundSMS = r.FlagIfAny("sms_capable"), r.FlagIfAny("outbound_sms_enabled")
	return p
}

// NumberGone returns nil if a number that no look-up returns is proved to be
// deleted.
func (o *Org) NumberGone(ctx context.Context, id string) error {
	schema, err := o.require(ctx, schemamap.NeedFields(schemamap.PhoneNumber, "number"))
	if err != nil {
		return err
	}
	return o.provedDeleted(ctx, schema.At(schemamap.PhoneNumber).Object.Name, id)
}
