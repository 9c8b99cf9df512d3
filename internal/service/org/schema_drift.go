package org

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const driftDescription = `What is in the org and neither an onboarding nor a release would have left there: half-provisioned users, assignments ` +
	`that give nothing, people in another call center, seats of deactivated users, and phone numbers and group memberships of people who ` +
	`are no Fastcall users. It covers the whole org, not only what the configuration manages.

Users and what ties them come from the look at everybody that the walk makes anyway; beyond that it costs one request, and one ` +
	`more if there are names of outsiders to look up. A user is named by ` + "`username`" + `, or by ` + "`user_id`" + ` alone if the API user ` +
	`does not see the user.`

// Schema implements datasource.DataSource.
func (d *DriftDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	userIDs := func(description string) schema.SetAttribute {
		return schema.SetAttribute{MarkdownDescription: description, ElementType: framework.SalesforceIDType, Optional: true,
			Validators: []validator.Set{framework.NoNulls(), setvalidator.ValueStringsAre(framework.UserID())}}
	}
	attributes := foundAttributes()
	attributes["call_centers"] = schema.SetAttribute{ElementType: types.StringType, Optional: true,
		MarkdownDescription: "Call centers in which a Fastcall user may be: names, internal names or IDs. Default: the one that " +
			"`fastcall_user` gives where it names none.",
		Validators: []validator.Set{framework.Some("Leave call_centers out for the default, or name one."), framework.NoNulls(), setvalidator.ValueStringsAre(framework.Filled())}}
	attributes["user_ids"] = userIDs("Only these users, by ID of 15 or 18 characters. Default: everybody.")
	attributes["ignore_user_ids"] = userIDs("Not these users: for example the user that the provider works as, if that user has a " +
		"permission set of Fastcall's and shall have no seat.")
	resp.Schema = schema.Schema{MarkdownDescription: driftDescription, Attributes: attributes}
}

// foundAttributes are what is found.
func foundAttributes() map[string]schema.Attribute {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
	}
	names := func(description string) schema.ListAttribute {
		return schema.ListAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true}
	}
	// about is a list of findings about users, sorted by user name.
	about := func(description string, attributes map[string]schema.Attribute) schema.ListNestedAttribute {
		attributes["user_id"], attributes["username"] = text("ID of the user, 18 characters."), text("User name. Null if the user cannot be seen.")
		return schema.ListNestedAttribute{MarkdownDescription: description + " Sorted by user name.", Computed: true,
			NestedObject: schema.NestedAttributeObject{Attributes: attributes}}
	}
	return map[string]schema.Attribute{
		"clean": flag("Whether nothing was found."),
		"findings": names("Everything that was found, a sentence for each; made for the message of a `check` block: " +
			"`join(\"\\n\", data.fastcall_drift.org.findings)`. After 20 of a kind it says how many more there are."),
		"incomplete_users": about("Active users who have some but not all of seat, permission set and call center. Under a site license nobody needs a seat.",
			map[string]schema.Attribute{
				"name":    text("Full name."),
				"held":    names("What the user has: `package license`, `permission set`, `call center`."),
				"missing": names("What the user lacks, in the same words."),
			}),
		"orphan_assignments": about("Fastcall's permission sets that give nothing, because their user has no seat. They are left behind "+
			"when a seat is taken away by hand.",
			map[string]schema.Attribute{
				"id":        text("ID of the permission set assignment."),
				"role":      text("Role: `user`, `admin`, or the API name of another permission set of Fastcall's."),
				"is_active": flag("Whether the user is active."),
			}),
		"wrong_call_center": about("Active Fastcall users in a call center that is none of `call_centers`.",
			map[string]schema.Attribute{
				"call_center_id": text("ID of the call center the user is in."),
				"call_center":    text("Name of it. Null if it cannot be seen."),
			}),
		"inactive_holders": about("Deactivated users who still hold a seat. Deactivating a user frees no seat; releasing does.",
			map[string]schema.Attribute{"name": text("Full name.")}),
		"stray_memberships": about("Memberships in Fastcall's groups of people who are no Fastcall users, so that nothing rings.",
			map[string]schema.Attribute{
				"id":         text("ID of the membership."),
				"group_id":   text("ID of the Salesforce group."),
				"group_name": text("Name of the group."),
			}),
		"stray_numbers": about("Phone numbers that belong to people who are no Fastcall users, or that such people may use. "+
			"Null if Fastcall's own objects cannot be seen.",
			map[string]schema.Attribute{
				"id":       text("ID of the number, or of the record that lets the user use it."),
				"number":   text("The number."),
				"assigned": flag("Whether the number belongs to the user (`true`) or the user may only use it for outbound calls (`false`)."),
			}),
	}
}

// mostFindings bounds the sentences about one kind of finding.
const mostFindings = 20

// findings says everything in sentences.
func findings(d *fastcall.Drift) []string {
	var all []string
	all = append(all, said(d.Incomplete, "half-provisioned users", func(u fastcall.IncompleteUser) string {
		return fmt.Sprintf("%s lacks: %s.", who(u.User), strings.Join(partTexts(u.Missing), ", "))
	})...)
	all = append(all, said(d.Orphans, "permission sets without a seat", func(o fastcall.OrphanAssignment) string {
		return fmt.Sprintf("%s has role %q without a seat.", who(o.User), o.Assignment.Role)
	})...)
	all = append(all, said(d.Misplaced, "users in another call center", func(u fastcall.MisplacedUser) string {
		name := u.In.Name
		if name == "" {
			name = u.In.ID
		}
		return fmt.Sprintf("%s is in call center %q.", who(u.User), name)
	})...)
	all = append(all, said(d.Inactive, "deactivated users with a seat", func(u fastcall.User) string {
		return who(u) + " is deactivated and holds a seat."
	})...)
	all = append(all, said(d.Memberships, "memberships of outsiders", func(s fastcall.StrayMembership) string {
		return fmt.Sprintf("%s is in group %q and no Fastcall user.", who(s.User), s.Membership.GroupName)
	})...)
	return append(all, said(d.Numbers, "numbers of outsiders", func(s fastcall.StrayNumber) string {
		if assigned(s) {
			return fmt.Sprintf("%s has number %s and is no Fastcall user.", who(s.User), s.Number.Name)
		}
		return fmt.Sprintf("%s may use number %s and is no Fastcall user.", who(s.User), s.Number.Name)
	})...)
}

// said is a sentence for each of the first, and one for the rest.
func said[T any](found []T, kind string, sentence func(T) string) []string {
	sentences := each(found[:min(len(found), mostFindings)], sentence)
	if rest := len(found) - mostFindings; rest > 0 {
		sentences = append(sentences, fmt.Sprintf("And %d more %s.", rest, kind))
	}
	return sentences
}

// who names a user as well as can be.
func who(user fastcall.User) string {
	if user.Username == "" {
		return user.ID
	}
	return user.Username
}

func partTexts(parts []fastcall.Part) []string {
	return each(parts, func(part fastcall.Part) string { return string(part) })
}

func partNames(parts []fastcall.Part) types.List { return texts(partTexts(parts)) }

func texts(all []string) types.List {
	return types.ListValueMust(types.StringType, each(all, func(text string) attr.Value { return types.StringValue(text) }))
}
