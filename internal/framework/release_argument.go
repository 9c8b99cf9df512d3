package framework

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// ReleaseArgument is one member of the argument release, which the provider
// block and fastcall_user have alike.
type ReleaseArgument struct {
	Name        string
	Description string
	Validators  []validator.String
	// allowed are the policies to choose from; none for whom something goes to.
	allowed []string
	heir    heir
}

// ReleaseArguments lists the members in the order in which they are shown.
func ReleaseArguments() []ReleaseArgument {
	var all []ReleaseArgument
	for _, kind := range fastcall.BlockerKinds() {
		var allowed []string
		for _, policy := range kind.Policies() {
			allowed = append(allowed, string(policy))
		}
		all = append(all, ReleaseArgument{
			Name: string(kind), allowed: allowed, Validators: []validator.String{OneOf(allowed...)},
			Description: releaseWords[kind] + " " + choicesOf(kind),
		})
	}
	anyone, people := heir{groups: true}, heir{}
	return append(all,
		ReleaseArgument{Name: "reassign_numbers_to", heir: anyone, Validators: []validator.String{anyone},
			Description: "Who gets the numbers under `phone_numbers = \"reassign\"`: a Fastcall user, by user name or ID, or a Fastcall " +
				"group, by name, developer name or the ID of its Salesforce group."},
		ReleaseArgument{Name: "reassign_to", heir: people, Validators: []validator.String{people},
			Description: "The Fastcall user, by user name or ID, who gets what any other policy `reassign` gives away."})
}

// Fault says why a text cannot be the value of the argument; empty if it can.
// The schema's validators say the same of a configuration.
func (a ReleaseArgument) Fault(text string) string {
	switch {
	case len(a.allowed) == 0 && !a.heir.fits(text):
		return a.Name + " " + a.heir.form()
	case len(a.allowed) > 0 && !slices.Contains(a.allowed, text):
		return fmt.Sprintf("%s is one of %s", a.Name, strings.Join(a.allowed, ", "))
	}
	return ""
}

// heir takes whoever can get what a leaver leaves: users by user name or id,
// and groups by name or id where groups can get it.
type heir struct{ groups bool }

var username = regexp.MustCompile(`^[^\s@]+@[^\s@]+$`)

func (v heir) fits(text string) bool {
	_, noID := salesforce.ID18(text)
	switch {
	case username.MatchString(text), noID == nil && strings.HasPrefix(text, "005"):
		return true
	case !v.groups, strings.TrimSpace(text) == "":
		return false
	}
	// What is as long as an id and is one of something else, or begins like one, is no name.
	native := strings.HasPrefix(text, "00G")
	return len(text) != 18 || native == (noID == nil) && !strings.HasPrefix(text, "005")
}

func (v heir) form() string {
	if v.groups {
		return "is the user name or ID of a user, or the name or ID of a group"
	}
	return "is the user name or ID of a user"
}

// Description implements validator.Describer.
func (v heir) Description(context.Context) string { return v.form() }

// MarkdownDescription implements validator.Describer.
func (v heir) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v heir) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if text := req.ConfigValue.ValueString(); known(req.ConfigValue) && !v.fits(text) {
		resp.Diagnostics.AddAttributeError(req.Path, "Nobody who could take over", fmt.Sprintf(
			"%q cannot be right: this %s.\n\nWhat to do: Write a user name such as marie@acme.example, or copy the ID from the address "+
				"of the record's page.", text, v.form()))
	}
}

// releaseWords say what each kind of blocker is.
var releaseWords = map[fastcall.BlockerKind]string{
	fastcall.BlockingNumbers: "Phone numbers that are assigned to the user, and the right to use others for outbound calls and " +
		"SMS. Unassigned, a number stays in the org and rings nowhere; the right to use one is taken away.",
	fastcall.BlockingMemberships: "Memberships in Fastcall's groups. Groups that are not Fastcall's are never touched.",
	fastcall.BlockingRecordings: "Recorded messages of the user. A deleted one is gone for good, together with its sharing, and " +
		"what played it plays nothing.",
	fastcall.BlockingIVRs:     "Steps of IVRs that transfer calls to the user. Removed, the step stays and transfers to nobody.",
	fastcall.BlockingThreeWay: "The user's own right to make three-way calls; that of a group stays.",
	fastcall.BlockingMissedCalls: "Groups and IVR steps that log missed calls to the user. Removed, they log them to nobody until " +
		"somebody is named.",
	fastcall.BlockingTemplates: "SMS templates of the user. They are not known to stand in the way of Fastcall's own release.",
}

func choicesOf(kind fastcall.BlockerKind) string {
	var words []string
	for i, policy := range kind.Policies() {
		word := fmt.Sprintf("`%s`", policy)
		if i == 0 {
			word += " (default)"
		}
		words = append(words, word)
	}
	return "One of " + strings.Join(words, ", ") + "."
}

// ReleasePolicy reads the argument release. What is unknown or left out is
// left open.
func ReleasePolicy(release types.Object) fastcall.ReleasePolicy {
	text := func(name string) string {
		value, _ := release.Attributes()[name].(types.String)
		return value.ValueString()
	}
	policy := fastcall.ReleasePolicy{Kinds: map[fastcall.BlockerKind]fastcall.Policy{},
		ReassignNumbersTo: text("reassign_numbers_to"), ReassignTo: text("reassign_to")}
	for _, kind := range fastcall.BlockerKinds() {
		if chosen := text(string(kind)); chosen != "" {
			policy.Kinds[kind] = fastcall.Policy(chosen)
		}
	}
	return policy
}
