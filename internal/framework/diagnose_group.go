package framework

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// explainGroup words errors about Fastcall groups and their members.
func explainGroup(err error) (explanation, bool) {
	if e, ok := as[*fastcall.HalfGroupError](err); ok {
		return explainHalfGroup(e), true
	}
	for _, words := range []func(error) (explanation, bool){explainGroupKey, explainExtension, explainMember} {
		if x, ok := words(err); ok {
			return x, true
		}
	}
	if e, ok := as[*fastcall.WrongKindError](err); ok {
		return explanation{
			what: fmt.Sprintf("%q is not the ID of a record of %s: those begin with %s in this org.", e.ID, e.Label, e.Prefix),
			next: "Copy the ID from the address of the record's page.",
		}, true
	}
	if e, ok := as[*fastcall.GroupBlockedError](err); ok {
		return explanation{
			what: "The group's on_destroy stops at what points at the group:\n" + tieLines(e.Ties),
			next: "Clear it by hand and apply again. Or let the destroy clear it: put the resource back with " +
				clearingPolicy(e.Ties) + ", apply, and then remove it.",
			attribute: "on_destroy",
		}, true
	}
	return explanation{}, false
}

func explainHalfGroup(e *fastcall.HalfGroupError) explanation {
	x := explain(e.Err)
	x.unchanged = false
	stands := fmt.Sprintf(" The Salesforce group %q (%s) was created before that and stands; Fastcall's own records of it are not "+
		"complete.", e.Group.Name, e.Group.ID)
	if e.Adopted {
		stands = fmt.Sprintf(" The Salesforce group %q (%s), which was there before, has the name and members of the configuration; "+
			"Fastcall's own records of it are not complete.", e.Group.Name, e.Group.ID)
	}
	x.what += stands
	if !strings.Contains(strings.ToLower(x.next), "apply again") {
		x.next = strings.TrimSpace(x.next + " Then apply again.")
	}
	if e.Adopted {
		x.next += " The next apply goes on from what stands."
	} else {
		x.next += " The group is in the state as tainted: the next apply deletes it and creates another. To keep it and its ID, run " +
			"terraform untaint first; then the next apply goes on from what stands."
	}
	return x
}

func explainGroupKey(err error) (explanation, bool) {
	if e, ok := as[*fastcall.GroupNotFoundError](err); ok {
		return explainGroupNotFound(e), true
	}
	if e, ok := as[*fastcall.GroupExistsError](err); ok {
		return explanation{
			what: fmt.Sprintf("The org has a Fastcall group with developer name %q: %q (%s).", e.Group.DeveloperName, e.Group.Name, e.Group.ID),
			next: fmt.Sprintf("Import it, also if an apply that was broken off has made it: terraform import fastcall_group.NAME %s, or add\n\n"+
				"  import {\n    to = fastcall_group.NAME\n    id = %q\n  }\n\nIf this resource only moved to another address, say so in a "+
				"moved block. If it is tainted and to be replaced, plan without -refresh=false. If another group is meant, choose "+
				"another developer_name.", e.Group.ID, e.Group.ID),
			attribute: "developer_name",
		}, true
	}
	if e, ok := as[*fastcall.DeveloperNameError](err); ok {
		return explanation{
			what: fmt.Sprintf("Developer name %q belongs to %q (%s, of type %s), and no two groups or queues can share one.",
				e.Group.DeveloperName, e.Group.Name, e.Group.ID, e.Group.Type),
			next:      "Choose another developer_name.",
			attribute: "developer_name",
		}, true
	}
	if e, ok := as[*fastcall.GroupGoneError](err); ok {
		return explanation{
			what: fmt.Sprintf("Salesforce group %s is not there any more, or the API user does not see it.", e.GroupID),
			next: "Apply again: the refresh finds out whether the group is gone, and then plans to create it.",
		}, true
	}
	return explanation{}, false
}

func explainGroupNotFound(e *fastcall.GroupNotFoundError) explanation {
	x := explanation{
		what: fmt.Sprintf("The org has no Fastcall group with %s that the API user can see.", e.Key),
		next: "Check the spelling; the data source fastcall_groups lists Fastcall's groups.",
	}
	switch {
	case len(e.Matches) > 1:
		x.what = fmt.Sprintf("%d Fastcall groups have %s: %s.", len(e.Matches), e.Key, list(groupNames(e.Matches)))
		x.next = "Name one of them by its ID or developer name."
	case len(e.Strangers) > 0:
		x.what = fmt.Sprintf("Fastcall has no record of the Salesforce group with %s: %s.", e.Key, list(groupNames(e.Strangers)))
		x.next = "To make it a Fastcall group, write a fastcall_group with its developer_name and apply: creating takes the group over."
	}
	return x
}

func groupNames(groups []*fastcall.Group) []string {
	names := make([]string, 0, len(groups))
	for _, g := range groups {
		names = append(names, fmt.Sprintf("%q (%s, developer name %s)", g.Name, g.ID, g.DeveloperName))
	}
	return names
}

func explainExtension(err error) (explanation, bool) {
	e, ok := as[*fastcall.ExtensionTakenError](err)
	if !ok {
		return explanation{}, false
	}
	x := explanation{
		what: fmt.Sprintf("Another group has extension %s, and an extension belongs to one group only.", e.Extension),
		said: said(e.Cause),
		next: "Choose another extension. To hand one over, give the other group another extension or remove it first, apply, and then " +
			"give it to this one; or have this one depend on the other (depends_on).",
		attribute: "extension",
	}
	switch {
	case e.Planned != "":
		x.what = fmt.Sprintf("Extension %s is planned for group %s as well, and an extension belongs to one group only.", e.Extension, e.Planned)
	case e.Holder != nil && e.Holder.Name != "":
		x.what = fmt.Sprintf("Group %q (%s) has extension %s, and an extension belongs to one group only.", e.Holder.Name, e.Holder.ID, e.Extension)
	case e.Holder != nil:
		x.what = fmt.Sprintf("Fastcall's record of group %s, which is gone or hidden, has extension %s, and an extension belongs to one "+
			"group only.", e.Holder.ID, e.Extension)
		x.next = "Choose another extension. If the group is gone, delete what Fastcall has left of it, or empty the extension there."
	}
	return x, true
}

func explainMember(err error) (explanation, bool) {
	if e, ok := as[*fastcall.MembersClaimedError](err); ok {
		return explanation{
			what: fmt.Sprintf("The members of group %s are managed twice: as members of a fastcall_group, which is the complete list, and "+
				"singly by fastcall_group_member.", e.GroupID),
			next:      "Leave members out of the fastcall_group, or list everybody there and remove the fastcall_group_member resources.",
			attribute: "members",
		}, true
	}
	if e, ok := as[*fastcall.SharedMembershipError](err); ok {
		return explainSharedMembership(e), true
	}
	if e, ok := as[*fastcall.StrangersError](err); ok {
		return explanation{
			what: "Only Fastcall users can be members of a Fastcall group, and these are none: " + list(strangers(e.Strangers)) + ".",
			next: "Onboard them with fastcall_user and refer to its id, so that Terraform onboards them first; or take them out of " +
				"the group.",
			attribute: "members",
		}, true
	}
	if e, ok := as[*NoMemberError](err); ok {
		return explanation{
			what: fmt.Sprintf("User %s is no direct member of group %s, as far as the API user can see.", e.UserID, e.GroupID),
			next: "Do not import the membership; an apply without the import makes it.",
		}, true
	}
	if e, ok := as[*fastcall.NotPublicGroupError](err); ok {
		what := fmt.Sprintf("%s is no public group but of type %s.", e.GroupID, e.Type)
		if e.Type == "" {
			what = fmt.Sprintf("The org has no group %s that the API user can see.", e.GroupID)
		}
		return explanation{what: what, next: "Give the id of a fastcall_group.", attribute: "group_id"}, true
	}
	return explanation{}, false
}

func explainSharedMembership(e *fastcall.SharedMembershipError) explanation {
	const next = "Keep one fastcall_group_member for the user and the group, and let Terraform forget the other without destroying it: a " +
		"removed block with lifecycle { destroy = false }, or terraform state rm."
	if e.Leaves {
		return explanation{
			what: "Another resource for the same membership is destroyed in this plan, which ends the membership that this one keeps.",
			next: next + " If only the address of the resource changed, write a moved block.",
		}
	}
	return explanation{what: "Two resources stand for this membership, and whichever is destroyed ends it for both.", next: next}
}

// NoMemberError says that a membership to import does not exist.
type NoMemberError struct{ GroupID, UserID string }

func (e *NoMemberError) Error() string { return e.UserID + " is no member of " + e.GroupID }

func strangers(all []fastcall.Stranger) []string {
	names := make([]string, 0, len(all))
	for _, s := range all {
		if s.Username == "" {
			names = append(names, s.ID+" (not visible)")
			continue
		}
		names = append(names, fmt.Sprintf("%s (%s)", s.Username, s.ID))
	}
	return names
}

// mostTies is how many records of a kind are named.
const mostTies = 20

// tieLines lists what points at a group and what a destroy does with each.
func tieLines(ties []fastcall.Tie) string {
	var lines []string
	counts := map[fastcall.TieKind]int{}
	for _, t := range ties {
		if counts[t.Kind]++; counts[t.Kind] <= mostTies {
			lines = append(lines, fmt.Sprintf("- %s %q: %s", t.Kind, t.Name, tieFate(t)))
		}
	}
	for _, kind := range tieKinds {
		if more := counts[kind] - mostTies; more > 0 {
			lines = append(lines, fmt.Sprintf("- and %d more of kind %s", more, kind))
		}
	}
	return strings.Join(lines, "\n")
}

var tieKinds = []fastcall.TieKind{fastcall.TieNumber, fastcall.TieAccess, fastcall.TieIVR, fastcall.TieRecording, fastcall.TieThreeWay}

func tieFate(t fastcall.Tie) string {
	switch {
	case t.Policy == fastcall.PolicyFail:
		return "stops the destroy"
	case t.Policy == fastcall.PolicyReassign:
		return "assigned to on_destroy.reassign_numbers_to"
	case t.Kind == fastcall.TieNumber:
		return "assigned to nobody"
	case t.Whole:
		return "its transfer is deleted, because it cannot be without a target"
	case t.Kind == fastcall.TieIVR:
		return "its transfer loses the target"
	}
	return "removed"
}

// clearingPolicy is an on_destroy under which the ties do not stop a destroy.
func clearingPolicy(ties []fastcall.Tie) string {
	var members []string
	add := func(member string) {
		if len(members) == 0 || members[len(members)-1] != member {
			members = append(members, member)
		}
	}
	for _, t := range ties {
		switch t.Kind {
		case fastcall.TieNumber, fastcall.TieAccess:
			add(`phone_numbers = "unassign"`)
		case fastcall.TieIVR:
			add(`ivr_references = "remove"`)
		case fastcall.TieRecording:
			add(`shared_recordings = "remove"`)
		case fastcall.TieThreeWay:
			add(`three_way_calls = "remove"`)
		}
	}
	return "on_destroy = { " + strings.Join(members, ", ") + " }"
}

// GroupTies words what a destroy of a group clears: a warning of the plan, or
// the receipt of the apply.
func GroupTies(summary, group string, ties []fastcall.Tie, unseen []schemamap.Section) diag.Diagnostics {
	var parts []string
	if len(ties) > 0 {
		parts = append(parts, "These point at the group:\n"+tieLines(ties))
	}
	if len(unseen) > 0 {
		names := make([]string, 0, len(unseen))
		for _, section := range unseen {
			names = append(names, string(section))
		}
		parts = append(parts, "Not looked at, because schema_map calls it unreachable: "+list(names)+".")
	}
	if len(parts) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(fmt.Sprintf(summary, group), strings.Join(parts, "\n\n"))}
}

// ACDMisfits words options that do not fit the others, each at its attribute
// in an object at the given path. attribute names the attribute of an option.
func ACDMisfits(at path.Path, misfits []fastcall.ACDMisfit, attribute func(key string) string) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, m := range misfits {
		name := attribute(m.Option.Key)
		switch m.Reason {
		case fastcall.NotForStrategy:
			diags.AddAttributeError(at.AtName(name), name+" does not fit the strategy", fmt.Sprintf(
				"Strategy %s knows no %s, which is for %s.\n\nWhat to do: Leave %s out, or choose another strategy.",
				m.Strategy, name, strings.Join(m.Option.Fits, " and "), name))
		case fastcall.NeedsFlag:
			diags.AddAttributeError(at.AtName(name), name+" needs "+m.Option.Needs, fmt.Sprintf(
				"%s has no effect unless %s is on.\n\nWhat to do: Set %s = true, or leave %s out.", name, m.Option.Needs, m.Option.Needs, name))
		case fastcall.MissingOption:
			diags.AddAttributeError(at, name+" is missing", fmt.Sprintf(
				"Strategy %s needs %s: calls can fail without it.\n\nWhat to do: Set %s.", m.Strategy, name, name))
		}
	}
	return diags
}
