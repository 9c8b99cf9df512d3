package fastcall

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
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
	return lists.Map(t.bonds, func(b bond) Blocker { return b.Blocker })
}

// source is one query: the records of an object that tie users, by all the
// fields through which they do.
type source struct {
	ties     []tie
	sections []*section // of each tie
	rows     []row
	// below are the names of the relationships through which child subqueries on
	// users find the records, one for each tie; nil if there are not all of them.
	below []string
}

// sourcesOf are the queries for what ties users; skipped sections are left out.
func (s *Schema) sourcesOf() []*source {
	var all []*source
	byObject := map[string]*source{}
	seen := map[string]bool{}
	relationships := s.relationships()
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
		if name := relationships[strings.ToLower(field)]; name != "" {
			src.below = append(src.below, name)
		}
	}
	for _, src := range all {
		if len(src.below) < len(src.ties) {
			src.below = nil
		}
	}
	return all
}

// relationships are the names of the references to users, by object and field
// in lower case.
func (s *Schema) relationships() map[string]string {
	names := map[string]string{}
	if s.user != nil {
		for _, child := range s.user.Children {
			names[strings.ToLower(child.Object+"."+child.Field)] = child.Relationship
		}
	}
	return names
}

// columns are the fields that are read of the records.
func (s *source) columns() []salesforce.Name {
	names := []salesforce.Name{"Id"}
	for i, tie := range s.ties {
		names = walk.WithColumns(names, s.sections[i].field(tie.key))
		names = walk.WithColumns(names, s.sections[i].naming()...)
		if tie.section == SectionMessage && s.sections[i].has("text") {
			names = walk.WithColumns(names, s.sections[i].field("text"))
		}
		if tie.section == SectionACD {
			names = walk.WithColumns(names, s.sections[i].field(keyLink))
		}
	}
	return names
}

// find asks for the records that tie one of some users, or anybody if none is
// named.
func (s *source) find(userIDs []string) walk.Question {
	return s.sections[0].find(&s.rows, s.columns(), s.conditions(userIDs)...)
}

// conditions are those of a record that ties one of some users, or anybody.
func (s *source) conditions(userIDs []string) []walk.Condition {
	conditions := make([]walk.Condition, 0, len(s.ties))
	for i, tie := range s.ties {
		if userIDs == nil {
			conditions = append(conditions, walk.Condition{Path: s.sections[i].field(tie.key), Filled: true})
			continue
		}
		conditions = append(conditions, s.sections[i].among(tie.key, userIDs))
	}
	return conditions
}

// subqueries ask for the same below users.
func (s *source) subqueries() []string {
	return lists.Map(s.below, func(relationship string) string {
		return salesforce.SOQL("(SELECT ? FROM ?)", s.columns(), salesforce.Name(relationship))
	})
}

// take takes in the rows below users, each once, and tells whether these are
// all.
func (s *source) take(parents []parentRow) bool {
	seen := map[string]bool{}
	for _, parent := range parents {
		for _, relationship := range s.below {
			found, some := parent.below[strings.ToLower(relationship)]
			if some && !found.Done {
				return false
			}
			for _, values := range found.Records {
				r := row{section: s.sections[0], values: values}
				if !seen[r.id()] {
					seen[r.id()] = true
					s.rows = append(s.rows, r)
				}
			}
		}
	}
	return true
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
