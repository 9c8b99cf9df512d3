package fastcall

import (
	"context"
	"errors"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// NumberLeaver is an assignment to take back, as the state knows it.
type NumberLeaver struct {
	NumberID, Instance string
	// Given are the owners that this instance gave the number to. Others keep it.
	Given []NumberOwner
	// Users and Groups are those whose access this instance looks after.
	Users, Groups []string
}

// NumberReceipt says what came of taking an assignment back.
type NumberReceipt struct {
	// Number is the number before; nil if it is gone.
	Number *PhoneNumber
	// Stays are owners that this instance did not give.
	Stays NumberOwner
	// Superseded is set when nothing was done, because another instance has
	// assigned the number in this walk.
	Superseded bool
}

// UnassignNumber takes a number from those it was given to, and access from
// those who are looked after. What is gone already is done.
func (o *Org) UnassignNumber(ctx context.Context, l NumberLeaver) (*NumberReceipt, error) {
	wish := NumberWish{Users: l.Users, Groups: l.Groups}
	wish.Owner.OrgWide = slices.ContainsFunc(l.Given, func(n NumberOwner) bool { return n.OrgWide })
	schema, err := o.require(ctx, wish.needs()...)
	if err != nil {
		return nil, err
	}
	_, leave, err := o.ledger.enter(ctx, l.NumberID)
	if err != nil {
		return nil, err
	}
	defer leave()
	receipt := &NumberReceipt{}
	if o.numberClaims.givenByAnother(l.NumberID, l.Instance) {
		receipt.Superseded = true
		receipt.Number, err = o.PhoneNumber(ctx, NumberKey{ID: l.NumberID})
		return receipt, err
	}
	users, groups := lists.Map(l.Users, salesforce.LongID), lists.Map(l.Groups, salesforce.LongID)
	look := func(ctx context.Context) (*PhoneNumber, error) {
		found, err := o.PhoneNumber(ctx, NumberKey{ID: l.NumberID})
		if gone := new(NumberNotFoundError); errors.As(err, &gone) {
			return nil, o.NumberGone(ctx, l.NumberID)
		}
		return found, err
	}
	err = o.writeNumber(ctx, look, func(have *PhoneNumber) (salesforce.Graph, error) {
		if have == nil {
			return nil, nil
		}
		if receipt.Number == nil {
			receipt.Number = have
		}
		receipt.Stays = have.Owner.Beyond(l.Given...)
		w := &numberWrite{org: o, schema: schema, wish: NumberWish{Owner: receipt.Stays}}
		g, err := w.difference(ctx, have)
		return append(g, revoke(schema.At(schemamap.NumberAccess), lists.Filter(have.Access, func(r NumberAccess) bool {
			return slices.Contains(users, r.UserID) || slices.Contains(groups, r.GroupID)
		}))...), err
	})
	if err != nil {
		return nil, ofNumber(err, receipt.Number)
	}
	o.numberClaims.took(l.NumberID)
	return receipt, nil
}
