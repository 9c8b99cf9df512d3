package group

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const description = `A Fastcall group: a public Salesforce group and Fastcall's own record of it. A group can own phone numbers, ` +
	`be the target of a transfer in an IVR, distribute calls among its members (ACD), share voicemail recordings and have an extension.

Creating takes over a public group of the same developer name that Fastcall does not know yet, with a warning: that is how an ` +
	`existing group is enabled for Fastcall. Its members stay unless ` + "`members`" + ` says otherwise.

Destroying first clears what points at the group as ` + "`on_destroy`" + ` says, which the plan lists, then deletes Fastcall's record ` +
	`and the Salesforce group itself, also one that was taken over. Salesforce refuses to delete a group that sharing rules use.

Salesforce does not let its own groups and Fastcall's records change in one transaction, so an operation has two steps, each of ` +
	`them all-or-nothing. One that stops between the two says what exists, and the next apply goes on from there; a new group that an ` +
	`error left half made is tainted, and the next apply makes it anew unless ` + "`terraform untaint`" + ` comes first.`

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"acd":        acdAttribute(),
		"on_destroy": onDestroyAttribute(),
		"timeouts": timeouts.Attributes(ctx, timeouts.Opts{
			Create: true, CreateDescription: "How long creating may take, for example `30s` or `5m`. Default `10m`.",
			Read: true, ReadDescription: "How long a refresh may take. Default `10m`.",
			Update: true, UpdateDescription: "How long a repair or change may take. Default `10m`.",
			Delete: true, DeleteDescription: "How long destroying may take. Default `10m`. It applies once it is in the state.",
		}),
	}
	for name, attribute := range ownAttributes() {
		attributes[name] = attribute
	}
	for name, attribute := range computedAttributes() {
		attributes[name] = attribute
	}
	resp.Schema = schema.Schema{MarkdownDescription: description, Attributes: attributes}
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"organization_id": identityschema.StringAttribute{
			RequiredForImport: true, Description: "ID of the Salesforce org, 15 or 18 characters."},
		"group_id": identityschema.StringAttribute{
			RequiredForImport: true, Description: "ID of the Salesforce group, 15 or 18 characters."},
	}}
}

var (
	digits        = regexp.MustCompile(`^[0-9]+$`)
	developerForm = regexp.MustCompile(`^[A-Za-z](_?[A-Za-z0-9])*$`)
)

// ownAttributes say what the group is and whom it has.
func ownAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name": schema.StringAttribute{
			MarkdownDescription: "Name of the group, up to 40 characters, as Fastcall and Salesforce show it. It changes in place.",
			Required:            true,
			Validators:          []validator.String{framework.Filled(), framework.Length(40)}, // S20
		},
		"developer_name": schema.StringAttribute{
			MarkdownDescription: "Developer name of the Salesforce group, unique among all groups and queues: letters, digits and single " +
				"underscores, a letter first, up to 80 characters. Default: made from `name` when the group is created, and kept when the " +
				"name changes. It changes in place: the group keeps its ID and everything that points at it.",
			Optional: true, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			Validators: []validator.String{
				framework.Length(80),
				framework.Form(developerForm, "is no developer name", "Write letters, digits and single underscores, with a letter first and no "+
					"underscore last, or leave developer_name out: then it is made from name."),
			},
		},
		"extension": schema.StringAttribute{
			MarkdownDescription: "Extension under which callers reach the group: digits, unique among the org's Fastcall groups. Left out, " +
				"it is not managed: one that the group has stays.",
			Optional: true,
			Validators: []validator.String{framework.Form(digits, "does not consist of digits", "Write the digits alone, without spaces or signs."),
				framework.Length(255)},
		},
		"members": schema.ListAttribute{
			MarkdownDescription: "IDs of the users who are direct members, 15 or 18 characters; all of them: who is not listed is taken out. " +
				"They must be Fastcall users. The order does not matter, and nobody may come twice. A plan shows IDs; the guide *Review plans in " +
				"pull requests* says how to have names beside them. Left out, members are not managed: use " +
				"`fastcall_group_member` for single memberships, or let administrators manage them. Roles and groups that are members of " +
				"the Salesforce group are never touched; Fastcall does not ring them.",
			CustomType: framework.UserIDListType, ElementType: types.StringType, Optional: true,
		},
		"shared_recording_ids": schema.ListAttribute{
			MarkdownDescription: "IDs of the messages that the group's members share for voicemail drop; all of them. The order does not " +
				"matter. Left out, shared recordings are not managed. Destroying follows `on_destroy`.",
			CustomType: framework.RecordIDListType, ElementType: types.StringType, Optional: true,
		},
		"three_way_calls": schema.BoolAttribute{
			MarkdownDescription: "Whether the group's members may make three-way calls. Left out, it is not managed. " +
				"Destroying follows `on_destroy`.",
			Optional: true,
		},
	}
}

// computedAttributes say what the org made of it.
func computedAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": schema.StringAttribute{
			MarkdownDescription: "ID of the Salesforce group, 18 characters.",
			CustomType:          framework.SalesforceIDType, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		},
		"record_id": schema.StringAttribute{
			MarkdownDescription: "ID of Fastcall's own record of the group. If somebody deletes that record, the next apply makes a new one, whose " +
				"ID is shown from the next refresh on.",
			CustomType: framework.SalesforceIDType, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		},
		"phone_number_ids": schema.ListAttribute{
			MarkdownDescription: "IDs of the phone numbers assigned to the group, as of the last read. Null: Fastcall's phone numbers are not " +
				"visible in this org.",
			ElementType: types.StringType, Computed: true,
			PlanModifiers: []planmodifier.List{listplanmodifier.UseStateForUnknown()},
		},
	}
}

// onDestroyAttribute says what destroying does with what points at the group.
func onDestroyAttribute() schema.Attribute {
	policy := func(description string, policies ...fastcall.Policy) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Optional: true,
			Validators: []validator.String{framework.OneOf(policies...)}}
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "What destroying does with what points at the group. It applies once it is in the state.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"phone_numbers": policy("Phone numbers assigned to the group: `unassign` (default) leaves them with nobody, `reassign` gives them to "+
				"`reassign_numbers_to`, `fail` stops the destroy. Leave to call out with other numbers goes with the group, unless `fail`. "+
				"`fail` is a warning of the plan, because other resources may take the numbers away in the same apply.",
				fastcall.PolicyUnassign, fastcall.PolicyReassign, fastcall.PolicyFail),
			"reassign_numbers_to": schema.StringAttribute{
				MarkdownDescription: "ID of the user or of the Fastcall group that gets the numbers under `reassign`.",
				CustomType:          framework.SalesforceIDType, Optional: true,
				Validators: []validator.String{framework.UserOrGroupID()},
			},
			"ivr_references": policy("IVR actions that transfer calls to the group: `fail` (default) stops the destroy, already in the plan; "+
				"`remove` empties their target, after which they lead nowhere until they are given another one, or deletes the actions in an org "+
				"where none can be without a target; the plan says which.",
				fastcall.PolicyFail, fastcall.PolicyRemove),
			"shared_recordings": policy("Recordings shared with the group: `remove` (default) ends the sharing and keeps the recordings, `fail` "+
				"stops the destroy, already in the plan.", fastcall.PolicyRemove, fastcall.PolicyFail),
			"three_way_calls": policy("Leave to make three-way calls: `remove` (default) takes it away, `fail` stops the destroy, already in the "+
				"plan.", fastcall.PolicyRemove, fastcall.PolicyFail),
		},
	}
}
