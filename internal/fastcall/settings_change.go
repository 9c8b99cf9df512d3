package fastcall

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// SettingsOutcome is what came of writing settings.
type SettingsOutcome struct {
	// Before is what was there before the last write.
	Before *Settings
	// Made are the things that were made.
	Made Names
	// Unsure says after an error that it is not known whether what was to be made
	// is there.
	Unsure bool
	// Kept are devices that a reset left, because something points at them.
	Kept []string
	// Superseded says that nothing was reset, because another resource has written
	// the same user's settings in this walk.
	Superseded bool
}

// SetSettings brings a user's settings to what is wanted in one atomic write.
// Sections and members that the wish leaves out stay as they are.
func (o *Org) SetSettings(ctx context.Context, w SettingsWish) (*SettingsOutcome, error) {
	schema, err := o.require(ctx, w.needs()...)
	if err != nil {
		return nil, err
	}
	var status string
	if w.InitialStatus != "" {
		if status, err = o.userStatus(ctx, w.InitialStatus); err != nil {
			return nil, err
		}
	}
	return o.changeSettings(ctx, &w, true, func(have *Settings) (salesforce.Graph, Names, error) {
		p := settingsPlan{wish: &w, have: have, schema: schema, status: status}
		graph, err := p.steps()
		if err == nil && len(graph) > 0 {
			err = o.mustBeFastcallUser(ctx, w.UserID)
		}
		return graph, p.made, err
	})
}

// ManagedSettings returns a user's settings if the org has all that a wish
// manages, and else says what is missing.
func (o *Org) ManagedSettings(ctx context.Context, w SettingsWish) (*Settings, error) {
	if _, err := o.require(ctx, w.needs()...); err != nil {
		return nil, err
	}
	have, err := o.Settings(ctx, w.UserID, w.extras()...)
	if err != nil {
		return nil, err
	}
	for _, key := range oneRowSections {
		if err := have.single(key); w.onRow(key) && err != nil {
			return nil, err
		}
	}
	return have, nil
}

// changeSettings carries out what plan finds missing. Changes of one user wait
// for each other. proves asks beside the settings whether the user is a Fastcall
// user.
func (o *Org) changeSettings(
	ctx context.Context, w *SettingsWish, proves bool, plan func(*Settings) (salesforce.Graph, Names, error),
) (*SettingsOutcome, error) {
	_, leave, err := o.ledger.enter(ctx, salesforce.LongID(w.UserID))
	if err != nil {
		return nil, err
	}
	defer leave()
	if o.settings.claims.givenByAnother(salesforce.LongID(w.UserID), w.Instance) {
		if proves {
			return nil, &SharedSettingsError{} // Their plans did not know the user.
		}
		return &SettingsOutcome{Superseded: true}, nil
	}
	var numbers []string
	if w.Numbers {
		// They are only shown, so what the plan has read of them will do.
		seen, err := o.Settings(walk.LookingOn(ctx), w.UserID)
		if err != nil {
			return nil, err
		}
		numbers = seen.PhoneNumbers
	}
	o.step.wait(ctx)
	var made Names
	done, err := carry(ctx, o,
		func(ctx context.Context) (*Settings, error) {
			return o.lookSettings(ctx, settingsKey{userID: w.UserID, standing: proves, parts: w.parts()}, w.extras())
		},
		func(have *Settings) (salesforce.Graph, error) {
			graph, names, err := plan(have)
			made = made.And(names) // Also of a write whose answer was lost.
			return graph, err
		})
	switch {
	case err != nil:
	case proves:
		o.settings.claims.gave(salesforce.LongID(w.UserID), Claim[struct{}]{Instance: w.Instance})
	default:
		o.settings.claims.took(salesforce.LongID(w.UserID))
	}
	if done.have != nil && w.Numbers {
		done.have.PhoneNumbers = numbers
	}
	return &SettingsOutcome{Before: done.have, Made: made, Unsure: done.have != nil && unlooked(err)}, err
}

// unlooked tells whether an error ends a write whose outcome no look has found.
func unlooked(err error) bool {
	var unknown *UnknownOutcomeError
	var unsettled *UnsettledError
	return errors.As(err, &unknown) || errors.As(err, &unsettled)
}

// sheets writes the objects that have one row for each user, one row each.
func (p *settingsPlan) sheets() {
	var done []string
	for _, key := range oneRowSections {
		s := p.schema.At(key)
		if s.Object == nil || slices.Contains(done, s.Object.Name) {
			continue
		}
		done = append(done, s.Object.Name)
		fields := p.sheetFields(s)
		if len(fields) == 0 {
			continue
		}
		if err := p.have.single(key); err != nil {
			p.fail(err)
			return
		}
		if r, found := p.have.row(key); found {
			p.update(r, fields)
			continue
		}
		p.createSheet(s, fields)
	}
}

// createSheet makes the user's row. One of a custom setting hides that of the
// org, so its checkboxes are taken from there; other fields that stay empty go
// on being inherited.
func (p *settingsPlan) createSheet(s *schemamap.Place, fields map[string]any) {
	for name, value := range p.have.inherited[s.Object.Name].Values {
		field := s.Object.Fields[name]
		if _, wanted := fields[name]; !wanted && field.Type == schemamap.TypeBoolean && field.Createable {
			fields[name] = value
		}
	}
	maps.Copy(fields, p.owned(s, ""))
	p.create(s, fields)
}

// sheetFields are the wanted values of all sections on an object, by API name.
func (p *settingsPlan) sheetFields(home *schemamap.Place) map[string]any {
	fields := map[string]any{}
	for _, key := range oneRowSections {
		s := p.schema.At(key)
		if s.Object == nil || s.Object.Name != home.Object.Name {
			continue
		}
		for field, value := range p.wish.Values[key] {
			p.setIfMissing(fields, s, field, value)
		}
		if key == schemamap.InboundRouting && p.wish.Receiver != nil && !p.filled(s, "acd_receiver") {
			present, _ := p.have.Receiver()
			target, err := p.target(*p.wish.Receiver, present.ID)
			if err != nil {
				p.fail(err)
				return nil
			}
			p.refer(fields, s, "acd_receiver", target)
			p.note(s, "acd_receiver")
		}
		if key == schemamap.UserSettings {
			p.ofUserSettings(fields, s)
		}
	}
	return fields
}

// ofUserSettings adds the status of a creation and the extra fields.
func (p *settingsPlan) ofUserSettings(fields map[string]any, s *schemamap.Place) {
	if p.status != "" {
		p.setIfMissing(fields, s, "user_status", p.status)
	}
	for name, text := range p.wish.Extra {
		value, err := s.EncodeExtra(name, text, oneRowSections...)
		if err != nil {
			p.fail(err)
			continue
		}
		r, found := p.have.row(schemamap.UserSettings)
		if p.wish.AddMissing && found && r.Values[name] != nil {
			continue
		}
		fields[name] = value
		p.made.Values = append(p.made.Values, "extra_fields."+name)
	}
}

// setIfMissing sets a value unless it is there and what is there stays.
func (p *settingsPlan) setIfMissing(fields map[string]any, s *schemamap.Place, key string, value any) {
	if p.filled(s, key) {
		return
	}
	p.set(fields, s, key, value)
	p.note(s, key)
}

// filled tells whether a field has a value that stays.
func (p *settingsPlan) filled(s *schemamap.Place, key string) bool {
	return p.wish.AddMissing && p.have.Value(s.Section, key) != nil
}

// note remembers a field that was empty.
func (p *settingsPlan) note(s *schemamap.Place, key string) {
	if p.have.Value(s.Section, key) == nil {
		p.made.Values = append(p.made.Values, string(s.Section)+"."+key)
	}
}
