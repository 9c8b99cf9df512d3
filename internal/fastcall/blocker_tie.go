package fastcall

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// tie is a field through which one of Fastcall's records ties a user.
type tie struct {
	kind    BlockerKind
	section schemamap.Section
	key     string
}

// ties are all that is known. A user's own settings, devices and inbound
// routes tie nobody: they mean nothing without the user.
var ties = []tie{
	{BlockingNumbers, schemamap.PhoneNumber, "assigned_user"},
	{BlockingNumbers, schemamap.NumberAccess, "user"},
	{BlockingRecordings, schemamap.Message, schemamap.Link},
	{BlockingIVRs, schemamap.IVRAction, "target_user"},
	{BlockingThreeWay, schemamap.ThreeWayCall, "user"},
	{BlockingMissedCalls, schemamap.ACD, "missed_call_owner"},
	{BlockingMissedCalls, schemamap.IVRAction, "missed_call_owner"},
	{BlockingTemplates, schemamap.SMSTemplate, schemamap.Link},
}

// bond is one record that ties a user by one field.
type bond struct {
	Blocker
	tie tie
	row schemamap.Row
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
	sections []*schemamap.Place // of each tie
	rows     []schemamap.Row
	// below are the names of the relationships through which child subqueries on
	// users find the records, one for each tie; nil if there are not all of them.
	below []string
}

// sourcesOf are the queries for what ties users; skipped sections are left out.
func sourcesOf(s *schemamap.Map) []*source {
	var all []*source
	byObject := map[string]*source{}
	seen := map[string]bool{}
	relationships := s.Relationships()
	for _, tie := range ties {
		found := s.At(tie.section)
		if found.Object == nil {
			continue
		}
		field := found.Object.Name + "." + string(found.Field(tie.key))
		if seen[field] {
			continue // Two sections may share an object and a field.
		}
		seen[field] = true
		src, known := byObject[found.Object.Name]
		if !known {
			src = &source{}
			byObject[found.Object.Name] = src
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

// columns are the fields that are read of the records.
func (s *source) columns() []salesforce.Name {
	names := []salesforce.Name{"Id"}
	for i, tie := range s.ties {
		names = walk.WithColumns(names, s.sections[i].Field(tie.key))
		names = walk.WithColumns(names, s.sections[i].Naming()...)
		if tie.section == schemamap.Message && s.sections[i].Has("text") {
			names = walk.WithColumns(names, s.sections[i].Field("text"))
		}
		if tie.section == schemamap.ACD {
			names = walk.WithColumns(names, s.sections[i].Field(schemamap.Link))
		}
	}
	return names
}

// find asks for the records that tie one of some users, or anybody if none is
// named.
func (s *source) find(userIDs []string) walk.Question {
	return s.sections[0].Ask(&s.rows, s.columns(), s.conditions(userIDs)...)
}

// conditions are those of a record that ties one of some users, or anybody.
func (s *source) conditions(userIDs []string) []walk.Condition {
	conditions := make([]walk.Condition, 0, len(s.ties))
	for i, tie := range s.ties {
		if userIDs == nil {
			conditions = append(conditions, walk.Condition{Path: s.sections[i].Field(tie.key), Filled: true})
			continue
		}
		conditions = append(conditions, s.sections[i].Among(tie.key, userIDs))
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
				r := s.sections[0].Row(values)
				if !seen[r.ID()] {
					seen[r.ID()] = true
					s.rows = append(s.rows, r)
				}
			}
		}
	}
	return true
}

// hand gives each user the bonds that the rows make.
func (s *source) hand(bonds func(userID string) *tied) {
	for _, found := range s.rows {
		for i, tie := range s.ties {
			r := s.sections[i].Row(found.Values)
			userID := r.Ref(tie.key)
			if !strings.HasPrefix(userID, userPrefix) {
				continue // Nobody, or a queue.
			}
			b := Blocker{Kind: tie.kind, Section: tie.section, ID: r.ID(), Name: r.Named(),
				Spoken: tie.section == schemamap.Message && r.Text("text") != ""}
			if tie.section == schemamap.ACD && s.sections[i].OnActions() && r.Text(schemamap.Link) == "" {
				b.Section = schemamap.IVRAction // A step that has nothing to do with a group.
			}
			user := bonds(userID)
			user.bonds = append(user.bonds, bond{tie: tie, row: r, Blocker: b})
		}
	}
}
