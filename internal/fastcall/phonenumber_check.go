package fastcall

import (
	"context"
	"errors"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// SeesNumber returns an error if the org lacks a field that a wish is about, so
// that what cannot be seen is not taken for empty.
func (o *Org) SeesNumber(ctx context.Context, w NumberWish) error {
	_, err := o.require(ctx, w.needs()...)
	return err
}

// CheckNumber tells whether a number can be what a wish says, as far as that
// cannot change before it is written. Empty ids are not known yet.
func (o *Org) CheckNumber(ctx context.Context, p *PhoneNumber, w NumberWish) error {
	schema, err := o.require(ctx, w.needs()...)
	if err != nil {
		return err
	}
	if w.OutboundSMS != nil && *w.OutboundSMS && p != nil && p.SMSCapable != nil && !*p.SMSCapable {
		return &NoSMSError{Number: *p}
	}
	numbers := schema.At(schemamap.PhoneNumber)
	values := map[string]any{}
	if w.Owner.UserID != "" {
		values["assigned_user"] = w.Owner.UserID
	}
	if w.Owner.GroupID != "" {
		values["assigned_group"] = w.Owner.GroupID
	}
	if w.Owner.OrgWide {
		values["org_wide"] = true
	}
	if w.OutboundSMS != nil {
		values["outbound_sms_enabled"] = *w.OutboundSMS
	}
	if w.IVR != nil {
		values["ivr"] = nullable(*w.IVR)
		if err := isIVR(schema, *w.IVR); err != nil {
			return err
		}
	}
	for _, key := range numberFields {
		if value, set := values[key]; set {
			if _, err := numbers.Encode(key, value); err != nil {
				return err
			}
		}
	}
	access := schema.At(schemamap.NumberAccess)
	for key, ids := range map[string][]string{"user": w.Users, "group": w.Groups} {
		for _, id := range ids {
			if _, err := access.Encode(key, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// isIVR refuses the id of a record of another kind, where the ids of IVRs can
// be told.
func isIVR(s *schemamap.Map, id string) error {
	object := s.At(schemamap.IVR).Object
	if id == "" || object == nil || object.KeyPrefix == "" || strings.HasPrefix(id, object.KeyPrefix) {
		return nil
	}
	return &NotAnIVRError{ID: id, Prefix: object.KeyPrefix}
}

// NumberObstacles are what stands in the way of a wish now and may be gone when
// it is written: another owner, if the number may not be taken, a user who is
// no Fastcall user, groups that Fastcall does not know. p is nil while the
// number is not known.
func (o *Org) NumberObstacles(ctx context.Context, p *PhoneNumber, w NumberWish, take bool) ([]error, error) {
	w = w.whole()
	var found []error
	var owner NumberOwner
	if p != nil {
		owner = p.Owner
	}
	if taken := owner.Beyond(w.Owner); p != nil && !take && !taken.None() {
		found = append(found, &NumberTakenError{Number: *p, By: taken})
	}
	if id := w.Owner.UserID; id != owner.UserID && !o.Expected(id) {
		err := o.fastcallUser(ctx, id)
		if stranger := new(NotFastcallUserError); errors.As(err, &stranger) {
			found = append(found, err)
		} else if err != nil {
			return found, err
		}
	}
	var admitted []string
	if p != nil {
		admitted = p.Groups()
	}
	unknown, err := o.unknownGroups(ctx, append([]string{w.Owner.GroupID}, w.Groups...), append(admitted, owner.GroupID, ""))
	return append(found, unknown...), err
}

// unknownGroups are the groups that Fastcall does not know, but for those that
// the number has already.
func (o *Org) unknownGroups(ctx context.Context, ids, already []string) ([]error, error) {
	schema, err := o.Schema(ctx)
	if err != nil || !schema.Has(schemamap.Group) {
		return nil, err
	}
	var unknown []error
	known := map[string]bool{}
	for _, id := range already {
		known[id] = true
	}
	for _, id := range ids {
		if known[id] {
			continue
		}
		known[id] = true
		_, err := o.groupRecord(ctx, id)
		if none := new(NoFastcallGroupError); errors.As(err, &none) {
			unknown = append(unknown, err)
		} else if err != nil {
			return unknown, err
		}
	}
	return unknown, nil
}
