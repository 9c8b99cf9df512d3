package user

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// Warnings say at plan time what a reviewer cannot see in the attributes. Each
// carries the user's name in its summary, because Terraform folds warnings
// with equal summaries, and after a few of a topic one speaks for the rest.
var (
	topicIdle = framework.Topic{Key: "idle", Rest: "More deactivated users hold a seat",
		Where: "The data source fastcall_drift lists them all in inactive_holders."}
	topicHalf = framework.Topic{Key: "half", Rest: "More users are only half provisioned",
		Where: "The data source fastcall_drift lists them all in incomplete_users. Applying this plan mends those of this configuration."}
	topicExtra = framework.Topic{Key: "extra", Rest: "More users hold roles that somebody else gave them",
		Where: "Look for roles that this plan takes away."}
	topicTakenOver = framework.Topic{Key: "taken over", Rest: "More users have parts of Fastcall already",
		Where: "The data source fastcall_users lists everybody who has a seat or a permission set of Fastcall's."}
	topicMoves = framework.Topic{Key: "moves", Rest: "More users leave another call center",
		Where: "Look for call_center_id in this plan; the data source fastcall_drift lists Fastcall users elsewhere in wrong_call_center."}
	topicGrouped = framework.Topic{Key: "grouped", Rest: "More users have roles through a permission set group",
		Where: "Look at the permission set groups named for the others."}
	topicNobody = framework.Topic{Key: "nobody", Rest: "More users are not there yet",
		Where: "Mend what the others need, then plan again. Each user who is not there by then stops at the apply."}
	topicInactive = framework.Topic{Key: "inactive", Rest: "More users of this plan are deactivated",
		Where: "Mend what the others need, then plan again. Each user who is not active by then stops at the apply."}
	topicElsewhere = framework.Topic{Key: "elsewhere", Rest: "More users are in another call center",
		Where: "Set replace_existing_call_center = true where a user may leave it. Each user who may not stops at the apply."}
	topicAdopted = framework.Topic{Key: "adopted", Rest: "More users held parts of Fastcall already",
		Where: "All of them are managed from now on."}
)

// obstacle warns of what will stop the apply unless it is gone by then. Where
// the apply has begun its own error says so.
func (p *planner) obstacle(topic framework.Topic, summary string, err error) {
	if !p.org.Applying() {
		p.resp.Diagnostics.Append(topic.Tell(p.org, framework.Ahead(summary, err, blamable...))...)
	}
}

// observe notes what a read saw of a user, and says what is worth saying of it
// whatever the plan will be.
func observe(ctx context.Context, org *fastcall.Org, status *fastcall.Status, before *model) diag.Diagnostics {
	var seen fastcall.Observation
	if !before.Roles.IsNull() {
		known := stringsOf(before.Roles)
		for _, a := range status.Assignments {
			if !slices.Contains(known, a.Role) {
				seen.ExtraRoles = append(seen.ExtraRoles, a.Role)
			}
		}
	}
	org.Observe(status.User.ID, seen)
	diags := orgNotes(ctx, org)
	return append(diags, idle(org, status, before.IsActive)...)
}

// foreseeCreate says what an onboarding will find of a user who has something
// of Fastcall's already, and where the user comes from.
func (p *planner) foreseeCreate(ctx context.Context, user fastcall.User, target *fastcall.CallCenter) {
	if p.org.Applying() {
		return
	}
	p.resp.Diagnostics.Append(orgNotes(ctx, p.org)...)
	licensing, err := p.org.Licensing(ctx)
	status := p.org.Glance(user.ID)
	_, ours := p.org.Observed(user.ID) // The state has the user already.
	if err == nil && status != nil && !ours && !p.org.Returns(user.ID) && status.IsFastcallUser() && target != nil && !p.plan.Roles.IsUnknown() {
		e := status.Encounter(licensing, stringsOf(p.plan.Roles), target.ID)
		p.resp.Diagnostics.Append(topicTakenOver.Tell(p.org, diag.NewWarningDiagnostic(
			fmt.Sprintf("%s has parts of Fastcall already", user.Username), encounterText(e)))...)
	}
	p.foreseeMove(ctx, user, target)
}

func encounterText(e fastcall.Encounter) string {
	var lines []string
	if len(e.Held) > 0 {
		lines = append(lines, "- takes over: "+partNames(e.Held))
	}
	if len(e.Missing) > 0 {
		lines = append(lines, "- gives: "+partNames(e.Missing))
	}
	if len(e.Extra) > 0 {
		lines = append(lines, "- takes away: "+strings.Join(e.Extra, ", ")+", which roles does not list")
	}
	text := "Applying this plan\n" + strings.Join(lines, "\n")
	if len(e.Held) > 0 {
		text += "\n\nWhat is taken over is managed from then on, and goes when the user is released."
	}
	return text
}

// foreseeUpdate says what somebody did by hand to a user of the state, and what
// an apply makes of it. A plan that did not look says nothing.
func (p *planner) foreseeUpdate(ctx context.Context, target *fastcall.CallCenter) {
	seen, ok := p.org.Observed(p.state.ID.ValueString())
	if !ok {
		return
	}
	p.foreseeRepair()
	p.foreseeRoles(seen)
	p.foreseeMove(ctx, p.presentUser(), target)
}

// foreseeRepair says which parts a user has lost.
func (p *planner) foreseeRepair() {
	var held, missing []fastcall.Part
	for _, part := range []struct {
		part    fastcall.Part
		there   bool
		managed bool
	}{
		{fastcall.PartLicense, !p.unlicensed(), !p.state.Licensed.IsNull()},
		{fastcall.PartPermissionSet, len(p.state.Roles.Elements()) > 0, true},
		{fastcall.PartCallCenter, !p.state.CallCenterID.IsNull(), true},
	} {
		switch {
		case part.managed && part.there:
			held = append(held, part.part)
		case part.managed:
			missing = append(missing, part.part)
		}
	}
	if len(missing) == 0 || !p.presentUser().Active {
		return // That an inactive user gets no seat is told as an obstacle.
	}
	who := p.state.subject()
	p.resp.Diagnostics.Append(topicHalf.Tell(p.org, diag.NewWarningDiagnostic(
		fmt.Sprintf("%s is only half a Fastcall user", who),
		fmt.Sprintf("Somebody took this away outside of Terraform: %s. What is left: %s. Without all of them the user cannot use "+
			"Fastcall.\n\nApplying this plan gives back what is missing.\n\nWhat to do: Apply, or remove the resource if the user is "+
			"to leave: that releases what is left.", partNames(missing), partNames(held))))...)
}

// foreseeRoles says which roles somebody else gave a user, and that an apply
// takes them away.
func (p *planner) foreseeRoles(seen fastcall.Observation) {
	if p.plan.Roles.IsUnknown() {
		return
	}
	wanted := stringsOf(p.plan.Roles)
	extra := slices.DeleteFunc(slices.Clone(seen.ExtraRoles), func(role string) bool { return slices.Contains(wanted, role) })
	if len(extra) == 0 {
		return
	}
	slices.Sort(extra)
	p.resp.Diagnostics.Append(topicExtra.Tell(p.org, diag.NewWarningDiagnostic(
		fmt.Sprintf("%s holds a role that somebody else gave", p.state.subject()),
		fmt.Sprintf("Held, and not in roles: %s. Applying this plan takes it away, because roles is complete.\n\nWhat to do: List "+
			"it in roles if the user is to keep it.", strings.Join(extra, ", "))))...)
}

// foreseeMove says from which call center a user is taken, if it is not one
// that this resource gave.
func (p *planner) foreseeMove(ctx context.Context, user fastcall.User, target *fastcall.CallCenter) {
	if target == nil || user.CallCenterID == "" || user.CallCenterID == target.ID || slices.Contains(p.notes.CallCenters, user.CallCenterID) {
		return
	}
	if !p.plan.ReplaceExistingCallCenter.ValueBool() || p.org.MayMove(ctx, user, *target, fastcall.Enrollment{ReplaceCallCenter: true}) != nil {
		return // Not allowed, or not known: that is told as an obstacle.
	}
	p.resp.Diagnostics.Append(topicMoves.Tell(p.org, diag.NewWarningDiagnostic(
		fmt.Sprintf("%s leaves another call center", user.Username),
		fmt.Sprintf("Applying this plan takes the user out of %s, which this resource did not give, and puts the user into %q: "+
			"replace_existing_call_center allows it. The former call center is not given back by a release.",
			p.callCenterName(ctx, user.CallCenterID), target.Name)))...)
}

// callCenterName is the name of a call center in quotes, or its id.
func (p *planner) callCenterName(ctx context.Context, id string) string {
	all, err := p.org.CallCenters(ctx)
	at := slices.IndexFunc(all, func(c fastcall.CallCenter) bool { return c.ID == id })
	if err != nil || at < 0 {
		return "call center " + id
	}
	return fmt.Sprintf("%q", all[at].Name)
}

func partNames(parts []fastcall.Part) string {
	if len(parts) == 0 {
		return "nothing"
	}
	names := make([]string, 0, len(parts))
	for _, part := range parts {
		names = append(names, string(part))
	}
	return strings.Join(names, ", ")
}

// refusePolicy adds an error about a release policy that can never work. That
// nobody is named who gets what leavers leave is the fault of one argument,
// most often the provider's: it is said of the first users, and once for all
// others. Whoever is passed over here is refused by the apply.
func (p *planner) refusePolicy(err error) {
	unnamed := new(fastcall.TargetError)
	if !errors.As(err, &unnamed) || unnamed.Reason != fastcall.TargetMissing || p.org.Applying() {
		if err != nil {
			p.fail(err)
		}
		return
	}
	switch p.org.Mention("no "+unnamed.Argument, namedForPolicy) {
	case fastcall.Speak:
		p.fail(err)
	case fastcall.Last:
		p.resp.Diagnostics.Append(framework.Diagnose("plan", "more users, for the same reason", err, blamable...)...)
	case fastcall.Silence:
	}
}

// namedForPolicy is how many users an error about the same argument names.
const namedForPolicy = 2
