package fastcall

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// tie is a field through which one of Fastcall's records ties a user.
type tie struct {
	kind    BlockerKind
	section Section
	key     string
}

// ties are all that is known. A user's own settings, devices and inbound
// routes tie nobody: they mean nothing without the user.
var ties = []tie{
	{BlockingNumbers, SectionPhoneNumber, "assigned_user"},
	{BlockingNumbers, SectionNumberAccess, "user"},
	{BlockingRecordings, SectionMessage, keyLink},
	{BlockingIVRs, SectionIVRAction, "target_user"},
	{BlockingThreeWay, SectionThreeWayCall, "user"},
	{BlockingMissedCalls, SectionACD, "missed_call_owner"},
	{BlockingMissedCalls, SectionIVRAction, "missed_call_owner"},
	{BlockingTemplates, SectionSMSTemplate, keyLink},
}

// bond is one record that ties a user by one field.
type bond struct {
	Blocker
	tie tie
	row row
	// shares are the rows that give a recording to groups: they go with it.
	shares []string
}

// tied are the bonds of one user.
type tied struct {
	bonds        []bond
	unrecognised []Unrecognised
	// groups are the native groups that Fastcall has records of.
	groups map[string]bool
}

// blockers lists what ties the user, memberships aside.
func (t *tied) blockers() []Blocker {
	return convert(t.bonds, func(b bond) Blocker { return b.Blocker })
}

// source is one query: the records of an object that tie users, by all the
// fields through which they do.
type source struct {
	ties     []tie
	sections []*section // of each tie
	rows     []row
}

// sourcesOf are the queries for what ties users; skipped sections are left out.
func (s *Schema) sourcesOf() []*source {
	var all []*source
	byObject := map[string]*source{}
	seen := map[string]bool{}
	for _, tie := range ties {
		found := s.sections[tie.section]
		if found.object == nil {
			continue
		}
		field := found.object.Name + "." + string(found.field(tie.key))
		if seen[field] {
			continue // Two sections may share an object and a field.
		}
		seen[field] = true
		src, known := byObject[found.object.Name]
		if !known {
			src = &source{}
			byObject[found.object.Name] = src
			all = append(all, src)
		}
		src.ties = append(src.ties, tie)
		src.sections = append(src.sections, found)
	}
	return all
}

// query asks for the records that tie one of some users, or anybody if none
// is named.
func (s *source) query(userIDs []string) salesforce.Query {
	var names []salesforce.Name
	add := func(more ...salesforce.Name) {
		for _, name := range more {
			if !containsFold(names, name) {
				names = append(names, name)
			}
		}
	}
	add("Id")
	var conditions []string
	for i, tie := range s.ties {
		field := s.sections[i].field(tie.key)
		add(field)
		add(s.sections[i].naming()...)
		if tie.section == SectionMessage && s.sections[i].has("text") {
			add(s.sections[i].field("text"))
		}
		if tie.section == SectionACD {
			add(s.sections[i].field(keyLink))
		}
		if userIDs == nil {
			conditions = append(conditions, salesforce.SOQL("? != null", field))
			continue
		}
		conditions = append(conditions, salesforce.SOQL("? IN ?", field, s.sections[i].oneOf(tie.key, userIDs)))
	}
	soql := salesforce.SOQL("SELECT ? FROM ? WHERE ", names, s.sections[0].name()) + strings.Join(conditions, " OR ")
	return s.sections[0].read(soql, &s.rows)
}

func containsFold(names []salesforce.Name, name salesforce.Name) bool {
	for _, n := range names {
		if strings.EqualFold(string(n), string(name)) {
			return true
		}
	}
	return false
}

// naming are the fields by which people know a record, the best first: a
// number by its digits, the right to use one by those of the number, a step of
// an IVR by the name of the IVR.
func (s *section) naming() []salesforce.Name {
	var names []salesforce.Name
	switch s.key {
	case SectionPhoneNumber:
		if s.has("number") {
			names = append(names, s.field("number"))
		}
	case SectionNumberAccess:
		numbers := s.schema.sections[SectionPhoneNumber]
		if path := s.owner(); path != "" && numbers.object != nil && numbers.has("number") {
			names = append(names, path+"."+numbers.field("number"))
		}
		names = append(names, s.field(keyLink))
	case SectionACD:
		if s.onActions() {
			return s.schema.sections[SectionIVRAction].naming()
		}
	case SectionIVRAction:
		if path := s.owner(); path != "" {
			names = append(names, path+".Name")
		}
	}
	if _, named := s.object.Fields["Name"]; named {
		names = append(names, "Name")
	}
	return names
}

// onActions tells whether a section lies on the object of the IVR actions.
func (s *section) onActions() bool {
	actions := s.schema.sections[SectionIVRAction].object
	return actions != nil && actions.Name == s.object.Name
}

// owner is the path to the record that the section's records belong to; empty
// if their link is no reference.
func (s *section) owner() salesforce.Name { return salesforce.Name(s.fields[keyLink].RelationshipName) }

// named is how people know a record.
func (r row) named() string {
	for _, path := range r.section.naming() {
		if r.section.key == SectionNumberAccess && path == r.section.field(keyLink) {
			continue // An id is no name.
		}
		if name := r.plain(string(path)); name != "" {
			return name
		}
	}
	return r.id()
}

// hand gives each user the bonds that the rows make.
func (s *source) hand(bonds func(userID string) *tied) {
	for _, found := range s.rows {
		for i, tie := range s.ties {
			r := row{section: s.sections[i], values: found.values}
			userID := r.ref(tie.key)
			if !strings.HasPrefix(userID, userPrefix) {
				continue // Nobody, or a queue.
			}
			b := Blocker{Kind: tie.kind, Section: tie.section, ID: r.id(), Name: r.named(),
				Spoken: tie.section == SectionMessage && r.text("text") != ""}
			if tie.section == SectionACD && s.sections[i].onActions() && r.text(keyLink) == "" {
				b.Section = SectionIVRAction // A step that has nothing to do with a group.
			}
			user := bonds(userID)
			user.bonds = append(user.bonds, bond{tie: tie, row: r, Blocker: b})
		}
	}
}
