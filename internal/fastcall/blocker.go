package fastcall

import (
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Policy says what a release does with one kind of blocker.
type Policy string

const (
	// PolicyUnassign takes a number away from the leaver.
	PolicyUnassign Policy = "unassign"
	// PolicyRemove takes the leaver out.
	PolicyRemove Policy = "remove"
	// PolicyDelete deletes the record.
	PolicyDelete Policy = "delete"
	// PolicyReassign gives the record to somebody else.
	PolicyReassign Policy = "reassign"
	// PolicyKeep leaves the record as it is.
	PolicyKeep Policy = "keep"
	// PolicyFail stops the release.
	PolicyFail Policy = "fail"
)

// BlockerKind is a kind of blocker, by the name of its release policy.
type BlockerKind string

// The kinds of blockers.
const (
	BlockingNumbers     BlockerKind = "phone_numbers"
	BlockingMemberships BlockerKind = "group_memberships"
	BlockingRecordings  BlockerKind = "recordings"
	BlockingIVRs        BlockerKind = "ivr_references"
	BlockingThreeWay    BlockerKind = "three_way_calls"
	BlockingMissedCalls BlockerKind = "missed_calls"
	BlockingTemplates   BlockerKind = "sms_templates"
)

// blockerKind is what there is to say of one kind of blocker.
type blockerKind struct {
	key  BlockerKind
	part Part
	// policies are those that a configuration can choose from, the built-in
	// default first. clears is the one that lets a release through.
	policies []Policy
	clears   Policy
	// managed tells that resources of this provider manage such records, so
	// that one may take them away in the same apply: that they stop a release
	// is known only then.
	managed bool
}

// blockerKinds are all kinds in the order in which they are shown. What can
// be put back is cleared unless the configuration says otherwise; what cannot
// stops the release. Nothing says that templates stand in the way.
var blockerKinds = []blockerKind{
	{BlockingNumbers, PartNumber, []Policy{PolicyUnassign, PolicyReassign, PolicyFail}, PolicyUnassign, true},
	{BlockingMemberships, PartMembership, []Policy{PolicyRemove, PolicyFail}, PolicyRemove, true},
	{BlockingRecordings, PartRecording, []Policy{PolicyFail, PolicyDelete, PolicyReassign}, PolicyDelete, false},
	{BlockingIVRs, PartIVR, []Policy{PolicyFail, PolicyRemove}, PolicyRemove, false},
	{BlockingThreeWay, PartThreeWay, []Policy{PolicyRemove, PolicyFail}, PolicyRemove, true},
	{BlockingMissedCalls, PartMissedCalls, []Policy{PolicyFail, PolicyRemove, PolicyReassign}, PolicyRemove, false},
	{BlockingTemplates, PartTemplate, []Policy{PolicyKeep, PolicyDelete, PolicyReassign, PolicyFail}, PolicyKeep, true},
}

// BlockerKinds lists the kinds of blockers in the order in which they are shown.
func BlockerKinds() []BlockerKind {
	return lists.Map(blockerKinds, func(k blockerKind) BlockerKind { return k.key })
}

func (k BlockerKind) facts() blockerKind {
	return blockerKinds[slices.IndexFunc(blockerKinds, func(b blockerKind) bool { return b.key == k })]
}

// Policies lists what a configuration can choose from, the default first.
func (k BlockerKind) Policies() []Policy { return k.facts().policies }

// Clears is the policy that lets a release through.
func (k BlockerKind) Clears() Policy { return k.facts().clears }

// Managed tells whether a resource of this provider manages such records and
// may clear the blocker before the release of the same apply. A group's own
// settings name who owns its missed calls; steps of IVRs are nobody's here.
// Messages that a voice reads are among a user's settings, recordings are not.
func (b Blocker) Managed() bool {
	return b.Kind.facts().managed || b.Section == schemamap.ACD || b.Spoken
}

// Part is what one of its kind is called.
func (k BlockerKind) Part() Part { return k.facts().part }

// ReleasePolicy holds a policy for each kind of blocker; one left out is
// filled from the provider's defaults and then from the built-in ones.
type ReleasePolicy struct {
	Kinds map[BlockerKind]Policy
	// ReassignNumbersTo is the user or group that gets the leaver's numbers,
	// ReassignTo the user who gets everything else: by id or by name.
	ReassignNumbersTo, ReassignTo string
	// ids are what names among the two stand for, by argument.
	ids map[string]string
}

// or fills what p leaves open from defaults.
func (p ReleasePolicy) or(defaults ReleasePolicy) ReleasePolicy {
	kinds := map[BlockerKind]Policy{}
	for _, policies := range []map[BlockerKind]Policy{defaults.Kinds, p.Kinds} {
		for kind, policy := range policies {
			if policy != "" {
				kinds[kind] = policy
			}
		}
	}
	p.Kinds = kinds
	if p.ReassignNumbersTo == "" {
		p.ReassignNumbersTo = defaults.ReassignNumbersTo
	}
	if p.ReassignTo == "" {
		p.ReassignTo = defaults.ReassignTo
	}
	return p
}

// of is the policy for one kind.
func (p ReleasePolicy) of(kind BlockerKind) Policy {
	if policy := p.Kinds[kind]; policy != "" {
		return policy
	}
	return kind.Policies()[0]
}

// target is the argument that names who gets what is reassigned, and its value
// as it is written.
func (p ReleasePolicy) target(kind BlockerKind) (argument, written string) {
	if kind == BlockingNumbers {
		return "reassign_numbers_to", p.ReassignNumbersTo
	}
	return "reassign_to", p.ReassignTo
}

// heirID is the id of who gets what is reassigned; a name that nobody has
// looked up yet stays a name.
func (p ReleasePolicy) heirID(kind BlockerKind) string {
	argument, written := p.target(kind)
	if id := p.ids[argument]; id != "" {
		return id
	}
	return salesforce.LongID(written)
}

// Blocker is something that ties a user to Fastcall and stands in the way of
// a release, and what becomes of it.
type Blocker struct {
	Kind BlockerKind
	// Section tells ties of one kind apart, such as a number that is assigned
	// from one that may be used. It is empty for a membership.
	Section schemamap.Section
	ID      string
	Name    string
	// Action is what the policy does with it, To the user name or group that
	// gets it if it is reassigned (the id until that was looked up), Own whether the policy is the resource's own and not the
	// provider's.
	Action Policy
	To     string
	Own    bool
	// Spoken is set for a message that a voice reads, which is no recording.
	Spoken bool
}

// clearedBy is what a policy may do with the record; none: nothing.
func (b Blocker) clearedBy(action Policy) []Verb {
	switch action {
	case PolicyKeep, PolicyFail:
		return nil
	case PolicyReassign:
		if b.Section == schemamap.NumberAccess {
			return []Verb{Change, Delete} // Whoever gets it may have one already.
		}
		return []Verb{Change}
	case PolicyUnassign, PolicyRemove:
		if b.Section != schemamap.NumberAccess && b.Section != schemamap.ThreeWayCall {
			return []Verb{Change}
		}
	case PolicyDelete:
	}
	return []Verb{Delete}
}

// Unrecognised are references to a user from an object of the namespace that
// this provider knows nothing of.
type Unrecognised struct {
	Object, Label, Field string
	Count                int
}

// judged says what the policy does with blockers. own is the part of the
// policy that the resource itself states.
func (p ReleasePolicy) judged(own ReleasePolicy, blockers []Blocker) []Blocker {
	judged := slices.Clone(blockers)
	for i := range judged {
		b := &judged[i]
		b.Action, b.Own = p.of(b.Kind), own.Kinds[b.Kind] != ""
		if b.Action == PolicyReassign {
			b.To = p.heirID(b.Kind)
		}
	}
	return judged
}

// blockersInOrder sorts blockers by kind and name.
func blockersInOrder(blockers []Blocker) []Blocker {
	order := map[BlockerKind]int{}
	for i, kind := range blockerKinds {
		order[kind.key] = i
	}
	slices.SortFunc(blockers, func(a, b Blocker) int {
		if d := order[a.Kind] - order[b.Kind]; d != 0 {
			return d
		}
		return compareTexts(a.Name, b.Name, string(a.Section), string(b.Section), a.ID, b.ID)
	})
	return blockers
}

// compareTexts compares pairs of texts, the first that differs deciding.
func compareTexts(pairs ...string) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if d := strings.Compare(pairs[i], pairs[i+1]); d != 0 {
			return d
		}
	}
	return 0
}
