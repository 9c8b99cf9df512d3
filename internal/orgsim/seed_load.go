package orgsim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// loader fills an empty org. It writes rows as they are: a seed may describe an org that the rules would not let arise,
// such as one whose seats were reduced below their use.
type loader struct {
	*tx
	seed  Seed
	named map[string]map[string]string // object, then name in lower case, then id
	err   error                        // the first thing wrong
}

func (o *Org) load(seed Seed) error {
	orgID, valid := sfid.Parse(seed.Org.ID, true)
	if !valid || !strings.HasPrefix(orgID, "00D") {
		return fmt.Errorf("org.id %q is not the id of an organization", seed.Org.ID)
	}
	if err := o.setKnobs(seed.Knobs); err != nil {
		return err
	}
	for _, ids := range seed.RowIDs {
		for _, id := range ids {
			o.store.Reserve(id)
		}
	}
	o.store.Continue(seed.Sequences)
	o.shared = shared{orgID: orgID, client: seed.Client, forbidden: map[string]string{}, packages: map[string]installed{},
		objects: slices.Clone(seed.Objects), mapping: seed.Mapping.clone()}
	if err := o.shared.mapping.check(o.catalog); err != nil {
		return err
	}
	for i := range o.shared.objects {
		o.shared.objects[i].Rows = nil
	}
	c := o.newCall("")
	c.admin, c.access = true, everything
	now := c.now
	if seed.Created != nil {
		c.now = *seed.Created
	}
	o.shared.created = c.now.UTC().Truncate(time.Millisecond)
	l := &loader{tx: c.begin(true, &mixture{}), seed: seed, named: map[string]map[string]string{}}
	defer l.rows.Abort()
	l.all()
	if l.err != nil {
		return l.err
	}
	l.end()
	if seed.AccessToken != "" {
		o.sessions.preset(seed.AccessToken)
	}
	o.limits.preset(now, seed.APICalls)
	return o.arm(seed.Faults)
}

func (l *loader) all() {
	l.reserve()
	l.put("Organization", l.org.shared.orgID, l.seed.Org.Name, store.Row{
		"Name": l.seed.Org.Name, "IsSandbox": l.seed.Org.IsSandbox, "OrganizationType": "Enterprise Edition",
		"InstanceName": "SIM1", "TimeZoneSidKey": "GMT", "LanguageLocaleKey": "en_US",
	})
	for _, p := range append([]Package{l.seed.Package}, l.seed.Packages...) {
		l.pack(p)
	}
	for _, p := range l.seed.Profiles {
		l.profile(p)
	}
	for _, r := range l.seed.Roles {
		l.role(r)
	}
	for _, p := range l.seed.PermissionSets {
		l.permissionSet(p)
	}
	for _, g := range l.seed.PermissionSetGroups {
		l.permissionSetGroup(g)
	}
	for _, c := range l.seed.CallCenters {
		l.callCenter(c)
	}
	for _, g := range l.seed.Groups {
		l.group(g)
	}
	for _, g := range l.seed.Groups {
		for _, member := range g.Groups {
			l.member(l.ref("Group", groupKey(g)), groupKey(g), l.ref("Group", member), "group "+member)
		}
	}
	l.users()
	l.customRows()
	for _, id := range l.seed.Deleted {
		l.rows.Bury(id)
	}
	l.apiUser()
}

// reserve keeps every id that the seed gives from being made for another row, and gives the API user his, so that he can
// be named as the one who made the rows.
func (l *loader) reserve() {
	for _, u := range l.seed.Users {
		l.org.store.Reserve(u.ID)
	}
	for _, p := range l.seed.PermissionSets {
		l.org.store.Reserve(p.ID)
	}
	l.seed.Users = slices.Clone(l.seed.Users)
	for i := range l.seed.Users {
		if u := &l.seed.Users[i]; strings.EqualFold(u.Username, l.seed.APIUser.Username) {
			if u.ID == "" {
				u.ID = l.rows.NewID("User", "005")
			}
			l.userID = u.ID
		}
	}
}

func (l *loader) fail(format string, args ...any) {
	if l.err == nil {
		l.err = fmt.Errorf(format, args...)
	}
}

// put writes one row with its defaults and remembers it by name.
func (l *loader) put(object, id, name string, values store.Row) string {
	o, _ := l.org.catalog.Object(object)
	if id == "" {
		id = l.rows.NewID(o.Name, o.KeyPrefix)
	} else if whole, valid := sfid.Parse(id, true); valid && strings.HasPrefix(whole, o.KeyPrefix) {
		id = whole
	} else {
		l.fail("%s %q: %q is not an id of this object", object, name, id)
	}
	if _, twice := l.named[object][strings.ToLower(name)]; twice && name != "" {
		l.fail("there are two of %s %q", object, name)
	}
	if l.named[object] == nil {
		l.named[object] = map[string]string{}
	}
	l.named[object][strings.ToLower(name)] = id
	c := &change{verb: create, object: o, id: id, after: store.Row{"Id": id}}
	for i := range o.Fields {
		if f := &o.Fields[i]; f.Default != nil {
			c.after[f.Name] = f.Default
		}
	}
	maps.Copy(c.after, values)
	l.touch(c)
	l.stamped(o, c.after)
	l.rows.Put(o.Name, c.after)
	return id
}

// ref is the id of a row by its name.
func (l *loader) ref(object, name string) string {
	id, found := l.named[object][strings.ToLower(name)]
	if !found {
		l.fail("there is no %s named %q", object, name)
	}
	return id
}

// further adds fields of a record that the seed has no key for.
func (l *loader) further(object string, row store.Row, fields map[string]any) {
	o, _ := l.org.catalog.Object(object)
	for name, sent := range fields {
		f, known := o.Field(name)
		if !known || f.Type == schema.Reference || f.Type == schema.ID {
			l.fail("%s has no field %q that a seed can set", object, name)
			continue
		}
		value, e := l.value(f, sent)
		if e != nil {
			l.fail("%s.%s: %w", object, f.Name, e)
		}
		row[f.Name] = value
	}
}
