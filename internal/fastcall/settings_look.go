package fastcall

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// settingsKey is whose settings are looked up.
type settingsKey struct {
	userID string
	// extra are fields that no section names, API names with commas.
	extra string
	// numbers asks for the user's phone numbers, standing whether the user is a
	// Fastcall user, parts for sections of which a user may have many rows.
	numbers, standing bool
	parts             settingsParts
}

// settingsParts are sections of which a user may have many rows.
type settingsParts struct{ devices, messages, templates, threeWay bool }

var allSettingsParts = settingsParts{true, true, true, true}

func (p settingsParts) or(q settingsParts) settingsParts {
	return settingsParts{p.devices || q.devices, p.messages || q.messages, p.templates || q.templates, p.threeWay || q.threeWay}
}

// parts are what a change must know. Devices and routes refer to each other,
// and a greeting to a message.
func (w *SettingsWish) parts() settingsParts {
	_, greets := w.Values[schemamap.UserSettings]["voicemail_greeting"]
	return settingsParts{
		devices:   w.Devices != nil || w.Routes != nil || w.Receiver != nil || len(w.Dropped.Devices) > 0,
		messages:  w.Messages != nil || greets || len(w.Dropped.Messages) > 0,
		templates: w.Templates != nil || len(w.Dropped.Templates) > 0,
		threeWay:  w.ThreeWayCalls != nil,
	}
}

// A look at settings takes two requests and is worth waiting for: whoever
// shares it shares the write that follows, too. The stretch stays below the
// time that the last look after Ctrl-C may take.
const (
	settingsWindow  = 60 * time.Millisecond
	settingsStretch = 350 * time.Millisecond
	settingsHold    = 260 * time.Millisecond
)

// settingsDesk is where settings are looked up.
type settingsDesk struct {
	looks *coalesce.Group[settingsKey, *Settings]
	// statuses are all user statuses of the org.
	statuses walk.Once[[]schemamap.Row]
	// proved are ids of users who were seen to be Fastcall users in this walk.
	proved sync.Map
	claims claims[struct{}]
}

func (o *Org) openSettings() {
	o.settings.looks = walk.NewLookupIn(coalesce.Config[settingsKey]{Window: settingsWindow, Stretch: settingsStretch, Hold: settingsHold},
		o.lookAtSettings)
	o.settings.statuses.Load = o.loadStatuses
}

// Settings returns what Fastcall keeps for a user, read afresh and together
// with what others ask for at the same time. Sections that the org does not
// have are left out.
func (o *Org) Settings(ctx context.Context, userID string, extra ...string) (*Settings, error) {
	return o.lookSettings(ctx, settingsKey{userID: userID, numbers: true, parts: allSettingsParts}, extra)
}

func (o *Org) lookSettings(ctx context.Context, key settingsKey, extra []string) (*Settings, error) {
	names := slices.Clone(extra)
	slices.Sort(names)
	key.userID, key.extra = salesforce.LongID(key.userID), strings.Join(names, ",")
	if key.standing {
		_, proved := o.settings.proved.Load(key.userID)
		key.standing = !proved
	}
	return walk.LookUp(ctx, o.settings.looks, o.lookAtSettings, key, walk.Anyhow[*Settings])
}

// settingsLook is one look-up for many users.
type settingsLook struct {
	org    *Org
	schema *schemamap.Map
	ids    []string
	orgID  string
	found  map[string]*Settings
	// withNumbers and withStanding tell what is asked beside the sections.
	withNumbers, withStanding bool
	parts                     settingsParts
	// first and second are the questions of two requests: the second asks for what
	// the groups of the users may do, which the first finds out.
	first, second []walk.Question
	// finish puts the rows together after the queries.
	finish []func()
}

// lookAtSettings reads sections of many users in one or two requests.
func (o *Org) lookAtSettings(ctx context.Context, keys []settingsKey) (map[settingsKey]*Settings, error) {
	schema, err := o.Schema(ctx)
	if err != nil {
		return nil, err
	}
	orgID, err := o.ID(ctx)
	if err != nil {
		return nil, err
	}
	l := &settingsLook{org: o, schema: schema, orgID: orgID, found: map[string]*Settings{}}
	extra := map[string]bool{}
	for _, key := range keys {
		l.withNumbers, l.withStanding = l.withNumbers || key.numbers, l.withStanding || key.standing
		l.parts = l.parts.or(key.parts)
		if l.found[key.userID] == nil {
			l.ids = append(l.ids, key.userID)
			l.found[key.userID] = &Settings{UserID: key.userID, schema: schema, rows: map[string][]schemamap.Row{}, inherited: map[string]schemamap.Row{}}
		}
		for _, name := range strings.Split(key.extra, ",") {
			extra[name] = true
		}
	}
	if err := l.run(ctx, extra); err != nil {
		return nil, err
	}
	found := make(map[settingsKey]*Settings, len(keys))
	for _, key := range keys {
		found[key] = l.found[key.userID]
	}
	return found, nil
}

func (l *settingsLook) run(ctx context.Context, extra map[string]bool) error {
	numbers := func() {}
	if l.withNumbers {
		numbers = l.numbers()
	}
	if l.withStanding {
		l.standing(ctx)
	}
	l.sheets(extra)
	if l.parts.devices {
		l.list(schemamap.Device, []string{"type", "number"}, func(s *Settings) *[]schemamap.Row { return &s.devices })
		l.list(schemamap.InboundRoute, []string{"device", "ring_time", "position"}, func(s *Settings) *[]schemamap.Row { return &s.routes })
	}
	if l.parts.messages {
		l.list(schemamap.Message, []string{"text"}, func(s *Settings) *[]schemamap.Row { return &s.messages })
	}
	if l.parts.templates {
		l.list(schemamap.SMSTemplate, []string{"body"}, func(s *Settings) *[]schemamap.Row { return &s.templates })
	}
	if l.parts.threeWay {
		l.threeWay()
	}
	if len(l.first) == 0 {
		return nil
	}
	if err := l.org.find(ctx, l.first...); err != nil {
		return err
	}
	numbers()
	if err := l.org.find(ctx, l.second...); err != nil {
		return err
	}
	for _, finish := range l.finish {
		finish()
	}
	for _, s := range l.found {
		s.order()
	}
	return nil
}

// queriesPerRequest is how many queries share a request.
const queriesPerRequest = 5

// ask adds a question to the first request that has room.
func (l *settingsLook) ask(q walk.Question) {
	if len(l.first) < queriesPerRequest {
		l.first = append(l.first, q)
		return
	}
	l.second = append(l.second, q)
}

// has tells whether a section can be read.
func (l *settingsLook) has(section schemamap.Section, keys ...string) bool {
	return !l.schema.At(section).Unreachable && l.schema.Has(section, keys...)
}

// list asks for the rows of a section of which a user may have many.
func (l *settingsLook) list(key schemamap.Section, fields []string, of func(*Settings) *[]schemamap.Row) {
	if !l.has(key) {
		return
	}
	s, rows := l.schema.At(key), new([]schemamap.Row)
	l.ask(s.Ask(rows, s.Columns(nil, fields...), s.Among(schemamap.Link, l.ids)))
	l.finish = append(l.finish, func() { l.share(*rows, schemamap.Link, of) })
}

// share hands rows to the users they belong to.
func (l *settingsLook) share(rows []schemamap.Row, key string, of func(*Settings) *[]schemamap.Row) {
	for _, r := range rows {
		if s, known := l.found[r.Ref(key)]; known {
			list := of(s)
			*list = append(*list, r)
		}
	}
}

func (l *settingsLook) threeWay() {
	if !l.has(schemamap.ThreeWayCall, "user") {
		return
	}
	s, rows := l.schema.At(schemamap.ThreeWayCall), new([]schemamap.Row)
	l.ask(s.Ask(rows, s.Columns(nil, "user"), s.Among("user", l.ids)))
	l.finish = append(l.finish, func() { l.share(*rows, "user", func(s *Settings) *[]schemamap.Row { return &s.threeWay }) })
}

// oneRowSections have one row for each user, and may share it.
var oneRowSections = []schemamap.Section{schemamap.UserSettings, schemamap.InboundRouting}

// sheets asks for the objects that have one row for each user, each once.
func (l *settingsLook) sheets(extra map[string]bool) {
	var asked []string
	for _, key := range oneRowSections {
		if !l.has(key) || slices.Contains(asked, l.schema.At(key).Object.Name) {
			continue
		}
		s, rows := l.schema.At(key), new([]schemamap.Row)
		asked = append(asked, s.Object.Name)
		owners := s.OneOf(schemamap.Link, l.ids)
		if s.Object.CustomSetting {
			owners = append(slices.Clone(owners), l.orgID)
		}
		l.ask(s.Ask(rows, l.columns(s, extra), walk.Condition{Path: s.Field(schemamap.Link), In: owners}))
		l.finish = append(l.finish, func() { l.fillSheets(s.Object.Name, *rows) })
	}
}

func (l *settingsLook) fillSheets(object string, rows []schemamap.Row) {
	for _, r := range rows {
		owner := r.Ref(schemamap.Link)
		if s, known := l.found[owner]; known {
			s.rows[object] = append(s.rows[object], r)
		} else if owner == l.orgID {
			for _, s := range l.found {
				s.inherited[object] = r
			}
		}
	}
}

// columns are the fields of all sections on an object, and of a custom setting
// all checkboxes, which a new row would otherwise set to their defaults.
func (l *settingsLook) columns(s *schemamap.Place, extra map[string]bool) []salesforce.Name {
	names := []salesforce.Name{"Id", s.Field(schemamap.Link)}
	add := func(name string) {
		if !slices.Contains(names, salesforce.Name(name)) {
			names = append(names, salesforce.Name(name))
		}
	}
	for _, key := range oneRowSections {
		if other := l.schema.At(key); other.Object != nil && other.Object.Name == s.Object.Name {
			for _, field := range other.Fields {
				add(field.Name)
			}
		}
	}
	for name, field := range s.Object.Fields {
		if extra[name] && s.Section == schemamap.UserSettings || s.Object.CustomSetting && field.Type == schemamap.TypeBoolean && field.Createable {
			add(name)
		}
	}
	return names
}
