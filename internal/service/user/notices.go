package user

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// Notices are warnings that tell what happened. Each carries the user's name
// in its summary, because Terraform folds warnings with equal summaries.

// adoption says which parts an onboarding found in place, and which roles it
// took away because the configuration does not list them.
func adoption(org *fastcall.Org, user fastcall.User, outcome *fastcall.Onboarded) diag.Diagnostics {
	var parts []string
	if len(outcome.Adopted) > 0 {
		names := make([]string, 0, len(outcome.Adopted))
		for _, part := range outcome.Adopted {
			names = append(names, string(part))
		}
		parts = append(parts, fmt.Sprintf("Found in place and taken over: %s. They are managed from now on and go when the user "+
			"is released.", strings.Join(names, ", ")))
	}
	if len(outcome.Removed) > 0 {
		parts = append(parts, fmt.Sprintf("Held beyond roles and taken away: %s.", strings.Join(outcome.Removed, ", ")))
	}
	if len(parts) == 0 {
		return nil
	}
	return topicAdopted.Tell(org, diag.NewWarningDiagnostic(
		fmt.Sprintf("%s held parts of Fastcall already", user.Username), strings.Join(parts, "\n\n")))
}

// idle says that a user who was deactivated goes on holding a seat. It is
// said when it is first seen; from then on is_active tells.
func idle(org *fastcall.Org, s *fastcall.Status, wasActive types.Bool) diag.Diagnostics {
	if s.User.Active || s.LicenseID == "" || !wasActive.IsNull() && !wasActive.ValueBool() {
		return nil
	}
	return topicIdle.Tell(org, diag.NewWarningDiagnostic(
		fmt.Sprintf("%s is deactivated and still holds a seat", s.User.Username),
		"Deactivating a user in Salesforce does not free the Fastcall seat.\n\nWhat to do: Remove the resource from the "+
			"configuration to release the user, or activate the user again."))
}

// leftState says that a user was released by somebody else.
func leftState(user fastcall.User) diag.Diagnostic {
	return diag.NewWarningDiagnostic(
		fmt.Sprintf("%s is no longer a Fastcall user", user.Username),
		"Nothing that this provider looks after is left: no seat, no permission set of Fastcall's, not the call center that was "+
			"given. So the user was released outside of Terraform and leaves the state. If the configuration still names the user, the plan onboards the user again; "+
			"otherwise remove the resource.")
}

// grouped names the roles that a permission set group brings although the
// configuration does not list them: they cannot be taken away singly. It is
// said when they are first seen.
func (n notes) grouped(org *fastcall.Org, s *fastcall.Status, wanted []string) (notes, diag.Diagnostics) {
	extra := slices.DeleteFunc(slices.Clone(s.Grouped), func(g fastcall.GroupedRole) bool {
		return slices.Contains(wanted, g.Role)
	})
	before := n.Grouped
	n.Grouped = groupedLines(extra)
	if len(extra) == 0 || n.Grouped == before {
		return n, nil
	}
	return n, topicGrouped.Tell(org, diag.NewWarningDiagnostic(
		fmt.Sprintf("%s has roles through a permission set group", s.User.Username),
		"Not in the configuration, but held:\n"+groupedLines(extra)+"\n\nA permission set that a group brings cannot be taken "+
			"away singly.\n\nWhat to do: Remove the user from the permission set group, or list the role in roles."))
}

func groupedLines(all []fastcall.GroupedRole) string {
	lines := make([]string, 0, len(all))
	for _, g := range all {
		lines = append(lines, fmt.Sprintf("- role %q through permission set group %q", g.Role, g.Group))
	}
	return strings.Join(lines, "\n")
}
