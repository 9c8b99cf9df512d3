package fastcall

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Problem is something in a wish that an apply would stumble over.
type Problem struct {
	// At leads to the attribute: names, a MapKey, an index of a list.
	At  []any
	Err error
	// Passing is set for what may be mended before the apply.
	Passing bool
}

// MapKey is a key of a map in Problem.At.
type MapKey string

// CheckSettings looks for what an apply of a wish would stumble over. What is
// not known yet is left out of the wish. The user's settings are only read if
// something depends on them; userID is empty while it is not known.
func (o *Org) CheckSettings(ctx context.Context, w SettingsWish) ([]Problem, error) {
	defer o.Planning()()
	schema, err := o.require(ctx, w.needs()...)
	if err != nil {
		return nil, err
	}
	c := &settingsCheck{wish: &w, schema: schema}
	c.values()
	c.devices()
	c.texts("messages", schemamap.Message, "text", w.Messages)
	c.texts("sms_templates", schemamap.SMSTemplate, "body", present(w.Templates))
	c.extra()
	if w.InitialStatus != "" {
		_, err := o.userStatus(ctx, w.InitialStatus)
		if choice := new(StatusChoiceError); err != nil && !errors.As(err, &choice) {
			return nil, err
		}
		c.add(err, "user_settings", "initial_user_status")
	}
	if w.UserID == "" {
		if w.Devices != nil && !w.AddMissing && !w.Open {
			c.choices(&Settings{schema: schema}) // All devices of the user are in the wish.
		}
		return c.problems, nil
	}
	err = o.checkUser(ctx, c)
	return c.problems, err
}

// checkUser holds the wish against what the user has, and warns of a user who
// is no Fastcall user and whom this plan does not make one.
func (o *Org) checkUser(ctx context.Context, c *settingsCheck) error {
	expected := o.Expected(salesforce.LongID(c.wish.UserID))
	_, proved := o.settings.proved.Load(salesforce.LongID(c.wish.UserID))
	if c.looks() || !expected && !proved {
		have, err := o.lookSettings(ctx, settingsKey{userID: c.wish.UserID, parts: allSettingsParts}, c.wish.extras())
		if err != nil {
			return err
		}
		c.against(have)
	}
	if expected {
		return nil
	}
	err := o.mustBeFastcallUser(ctx, c.wish.UserID)
	if stranger := new(NoFastcallUserError); errors.As(err, &stranger) {
		c.problems = append(c.problems, Problem{At: []any{"user_id"}, Err: stranger, Passing: true})
		return nil
	}
	return err
}

// settingsCheck gathers problems.
type settingsCheck struct {
	wish     *SettingsWish
	schema   *schemamap.Map
	problems []Problem
}

func (c *settingsCheck) add(err error, at ...any) {
	if err != nil {
		c.problems = append(c.problems, Problem{At: at, Err: err})
	}
}

// AttributeOf is the name that a configuration has for a single value of a
// user's settings.
func AttributeOf(key string) string {
	switch key {
	case "voicemail_greeting":
		return "voicemail_greeting_id"
	case "user_status":
		return "initial_user_status"
	}
	return key
}

func (c *settingsCheck) values() {
	for _, section := range oneRowSections {
		for _, key := range slices.Sorted(maps.Keys(c.wish.Values[section])) {
			_, err := c.schema.At(section).Encode(key, c.wish.Values[section][key])
			c.add(err, string(section), AttributeOf(key))
		}
	}
}

func (c *settingsCheck) devices() {
	s := c.schema.At(schemamap.Device)
	for _, name := range slices.Sorted(maps.Keys(c.wish.Devices)) {
		d := c.wish.Devices[name]
		c.name(s, "devices", name)
		if d.Type != "" {
			_, err := s.Encode("type", d.Type)
			c.add(err, "devices", MapKey(name), "type")
		}
		if d.Number != nil {
			_, err := s.Encode("number", *d.Number)
			c.add(err, "devices", MapKey(name), "number")
		}
	}
	for i, route := range c.wish.Routes {
		if route.RingTime != nil {
			_, err := c.schema.At(schemamap.InboundRoute).Encode("ring_time", *route.RingTime)
			c.add(err, "inbound_routing", "routes", i, "ring_time")
		}
	}
}

func (c *settingsCheck) texts(attribute string, section schemamap.Section, key string, texts map[string]*string) {
	s := c.schema.At(section)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		c.name(s, attribute, name)
		if texts[name] != nil {
			_, err := s.Encode(key, *texts[name])
			c.add(err, attribute, MapKey(name), key)
		}
	}
}

// name refuses a name that the object cannot hold. Salesforce trims names, so
// one with spaces around it would never be found again.
func (c *settingsCheck) name(s *schemamap.Place, attribute, name string) {
	field := s.Object.Fields["Name"]
	switch {
	case !field.Createable:
		c.add(&schemamap.ValueError{Section: s.Section, Key: "name", Field: field, Value: name, Reason: schemamap.ReadOnly}, attribute, MapKey(name))
	case name == "" || strings.TrimSpace(name) != name || field.Length > 0 && utf8.RuneCountInString(name) > field.Length:
		c.add(&NameError{Section: s.Section, Name: name, Most: field.Length}, attribute, MapKey(name))
	}
}

func (c *settingsCheck) extra() {
	for _, name := range c.wish.extras() {
		_, err := c.schema.At(schemamap.UserSettings).EncodeExtra(name, c.wish.Extra[name], oneRowSections...)
		c.add(err, "extra_fields", MapKey(name))
	}
}

// looks tells whether anything in the wish depends on what the user has.
func (c *settingsCheck) looks() bool {
	w := c.wish
	return w.Devices != nil && !w.AddMissing || w.chooses() || len(w.Messages) > 0 ||
		slices.ContainsFunc(oneRowSections, w.onRow)
}

// against holds the wish against what the user has.
func (c *settingsCheck) against(have *Settings) {
	w := c.wish
	for _, section := range oneRowSections {
		if w.onRow(section) {
			c.add(have.single(section), string(section))
		}
	}
	if !w.Open {
		c.choices(have)
		for _, d := range w.surplus(have) {
			if err := w.inUse(have, d); err != nil {
				c.problems = append(c.problems, Problem{At: []any{"devices"}, Err: err, Passing: true})
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w.Messages)) {
		r, found := named(have.messages, name)
		recorded := found && r.Text("text") == ""
		switch text := w.Messages[name]; {
		case text == nil && !found:
			c.add(&RecordingError{Name: name}, "messages", MapKey(name))
		case text != nil && recorded && !w.AddMissing:
			c.add(&RecordingError{Name: name, Recorded: true}, "messages", MapKey(name), "text")
		}
	}
}

// choices looks whether each reference to a device means one, except where
// what is there stays.
func (c *settingsCheck) choices(have *Settings) {
	devices := c.wish.devicesAfter(have)
	check := func(choice DeviceChoice, present string, at ...any) {
		if !choice.known() {
			return
		}
		attribute := "device"
		if choice.Name == "" {
			attribute = "device_type"
			if _, err := c.schema.At(schemamap.Device).Encode("type", choice.Type); err != nil {
				c.add(err, append(at, attribute)...)
				return
			}
		}
		_, err := have.chooseDevice(devices, choice, present)
		c.add(err, append(at, attribute)...)
	}
	for i, route := range c.wish.Routes {
		if !c.wish.keepsRoutes(have) {
			check(route.Device, have.routed(i), "inbound_routing", "routes", i)
		}
	}
	receiver, found := have.Receiver()
	if c.wish.Receiver != nil && (!c.wish.AddMissing || !found) {
		check(*c.wish.Receiver, receiver.ID, "inbound_routing", "acd_receiver")
	}
}
