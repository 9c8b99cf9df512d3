package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// explainRelease words what stops a release.
func explainRelease(err error) (explanation, bool) {
	if e, ok := as[*fastcall.BlockedError](err); ok {
		return explainBlocked(e), true
	}
	if e, ok := as[*fastcall.TargetError](err); ok {
		return explainTarget(e), true
	}
	return explanation{}, false
}

func explainBlocked(e *fastcall.BlockedError) explanation {
	parts := []string{fmt.Sprintf("The release policy stops at what %s still holds:\n%s", e.User.Username, BlockerLines(e.Blockers))}
	if len(e.Others) > 0 {
		parts = append(parts, "Once that is out of the way, a release does this with the rest:\n"+BlockerLines(e.Others))
	}
	if len(e.Unrecognised) > 0 {
		parts = append(parts, NotRecognised(e.Unrecognised))
	}
	return explanation{what: strings.Join(parts, "\n\n"), next: blockedAdvice(e.Blockers), unchanged: true}
}

// NotRecognised names references that this provider knows nothing of.
func NotRecognised(found []fastcall.Unrecognised) string {
	return "Not recognised, and left as it is. These records of the namespace refer to the user:\n" + UnrecognisedLines(found)
}

// blockedAdvice names the arguments that let a release through. A resource
// that is gone from the configuration can no longer say anything: where its
// own policy stops the release, it has to come back first.
func blockedAdvice(blockers []fastcall.Blocker) string {
	var own, providers []fastcall.BlockerKind
	for _, kind := range fastcall.BlockerKinds() {
		for _, b := range blockers {
			switch {
			case b.Kind != kind:
				continue
			case b.Own:
				own = append(own, kind)
			default:
				providers = append(providers, kind)
			}
			break
		}
	}
	var parts []string
	if len(providers) > 0 {
		parts = append(parts, "Clear it by hand, or let releases clear it by an argument in the provider block: provider \"fastcall\" { "+
			releaseArgument(providers)+" }")
	}
	if len(own) > 0 {
		parts = append(parts, "Clear it by hand and apply again. Or let the release clear it: put the resource back with "+
			releaseArgument(own)+", apply, and then remove it.")
	}
	return strings.Join(parts, "\n\n") + alternatives(append(own, providers...))
}

// releaseArgument is the policy under which a release clears some kinds.
func releaseArgument(kinds []fastcall.BlockerKind) string {
	members := make([]string, 0, len(kinds))
	for _, kind := range kinds {
		members = append(members, fmt.Sprintf("%s = %q", kind, kind.Clears()))
	}
	return "release = { " + strings.Join(members, ", ") + " }"
}

// alternatives says which kinds can be given to somebody else instead.
func alternatives(kinds []fastcall.BlockerKind) string {
	var names []string
	for _, kind := range kinds {
		for _, policy := range kind.Policies() {
			if policy == fastcall.PolicyReassign && kind != fastcall.BlockingNumbers {
				names = append(names, fmt.Sprintf("%s = \"reassign\"", kind))
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("\n\nTo hand it on to somebody instead: release = { %s, reassign_to = \"USER NAME\" }.", strings.Join(names, ", "))
}

func explainTarget(e *fastcall.TargetError) explanation {
	kinds := make([]string, 0, len(e.Kinds))
	for _, kind := range e.Kinds {
		kinds = append(kinds, string(kind))
	}
	what := strings.Join(kinds, " and ")
	x := explanation{attribute: "release", unchanged: true}
	who := "a Fastcall user"
	if e.Argument == "reassign_numbers_to" {
		who = "a Fastcall user or a Fastcall group"
	}
	x.next = fmt.Sprintf("Name %s in %s, in release of the resource or of the provider block.", who, e.Argument)
	switch e.Reason {
	case fastcall.TargetMissing:
		x.what = fmt.Sprintf("The release policy gives %s of %s to somebody else, but %s names nobody.", what, e.User.Username, e.Argument)
	case fastcall.TargetLeaves:
		x.what = fmt.Sprintf("The release policy gives %s of %s to user %s, who leaves as well.", what, e.User.Username, e.Target)
		x.next = fmt.Sprintf("Name somebody who stays in %s.", e.Argument)
	case fastcall.TargetNoUser:
		x.what = fmt.Sprintf("The release policy gives %s of %s to %s, which is a group: only numbers can go to one.",
			what, e.User.Username, e.Target)
	default:
		x.what = fmt.Sprintf("The release policy gives %s of %s to %s, which is neither an active Fastcall user nor a Fastcall group "+
			"that the API user can see.", what, e.User.Username, e.Target)
	}
	return x
}

// mostNames bounds the names of one kind in one text.
const mostNames = 20

// BlockerLines lists blockers and what becomes of them, a line for each.
func BlockerLines(blockers []fastcall.Blocker) string {
	var lines []string
	counts := map[fastcall.BlockerKind]int{}
	for i, b := range blockers {
		counts[b.Kind]++
		if counts[b.Kind] <= mostNames {
			lines = append(lines, fmt.Sprintf("- %s: %s", BlockerName(b), BlockerFate(b)))
		}
		last := i == len(blockers)-1 || blockers[i+1].Kind != b.Kind
		if rest := counts[b.Kind] - mostNames; last && rest > 0 {
			lines = append(lines, fmt.Sprintf("- and %d more of %s: see the data source fastcall_release_preview", rest, b.Kind))
		}
	}
	return strings.Join(lines, "\n")
}

// BlockerName says what a blocker is.
func BlockerName(b fastcall.Blocker) string {
	noun := string(b.Kind.Part())
	if b.Section == schemamap.NumberAccess {
		noun = "use of phone number"
	}
	return fmt.Sprintf("%s %q", noun, b.Name)
}

// BlockerFate says what a release does with a blocker.
func BlockerFate(b fastcall.Blocker) string {
	switch b.Action {
	case fastcall.PolicyUnassign:
		if b.Section == schemamap.NumberAccess {
			return "removed"
		}
		return "unassigned"
	case fastcall.PolicyRemove:
		return "removed"
	case fastcall.PolicyDelete:
		return "deleted"
	case fastcall.PolicyReassign:
		if b.To == "" {
			return "to be given to somebody, but nobody is named"
		}
		return "given to " + b.To
	case fastcall.PolicyKeep:
		return "kept"
	default:
		return "stops the release"
	}
}

// UnrecognisedLines lists references that nobody understands.
func UnrecognisedLines(all []fastcall.Unrecognised) string {
	lines := make([]string, 0, len(all))
	for _, u := range all {
		lines = append(lines, fmt.Sprintf("- %d of %q (%s, by %s)", u.Count, u.Label, u.Object, u.Field))
	}
	return strings.Join(lines, "\n")
}

// NotLookedAt says where a release does not look. Its summary is the same for
// every user, so that Terraform folds the warnings of many into one.
func NotLookedAt(unseen fastcall.Unseen) (summary, detail string) {
	summary = "Fastcall's own records are not looked at"
	if unseen.All {
		return summary, "The API user sees none of Fastcall's own objects. A release clears the memberships in Fastcall's groups " +
			"and takes the seat, but numbers, recordings and IVRs that name the leaver stay as they are.\n\nWhat to do: Give the " +
			"API user access to Fastcall's objects, for example by Fastcall's permission set for administrators."
	}
	names := make([]string, 0, len(unseen.Sections))
	for _, section := range unseen.Sections {
		names = append(names, string(section))
	}
	return summary, fmt.Sprintf("schema_map calls these sections unreachable, so a release does not look whether the leaver is named "+
		"there: %s.\n\nWhat to do: Look there by hand, or map the sections.", strings.Join(names, ", "))
}
