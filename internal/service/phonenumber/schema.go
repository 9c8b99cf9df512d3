package phonenumber

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const description = `Gives a phone number of Fastcall's, provisioned or verified, to one user, one group or the whole org, and says who ` +
	`else may use it for outbound calls.

The number is never bought, changed or deleted. Creating adopts an assignment that is as wanted already; it takes the number from another ` +
	`owner only with ` + "`replace_existing_assignment = true`" + `. Destroying takes the number from the owner that this resource gave it ` +
	`to, and outbound access from those in ` + "`available_for`" + `; the number itself, its IVR and its SMS setting stay as they are. If ` +
	`the number belongs to somebody else by then, it stays there and a warning says so.

Have one resource for one number, and move a resource to another address with a ` + "`moved`" + ` block.`

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := keyAttributes()
	for name, attribute := range ownerAttributes() {
		attributes[name] = attribute
	}
	for name, attribute := range settingAttributes(ctx) {
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
		"phone_number_id": identityschema.StringAttribute{
			RequiredForImport: true, Description: "ID of the number's record, 15 or 18 characters."},
	}}
}

// keyAttributes say which number is meant.
func keyAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"phone_number": schema.StringAttribute{
			MarkdownDescription: "The number in international form (E.164): `+`, the country code and the rest, 8 to 15 digits. Spaces, " +
				"dashes, dots and parentheses may stand between the digits; another spelling of the same number is no change. " +
				"One of `phone_number` and `phone_number_id` is set; if both are, as in generated configuration, they must name the same number. " +
				"Another number replaces this assignment.",
			CustomType: framework.E164Type, Optional: true, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown(), framework.KeepNumber()},
		},
		"phone_number_id": schema.StringAttribute{
			MarkdownDescription: "ID of the number's record in Fastcall, 15 or 18 characters.",
			CustomType:          framework.SalesforceIDType, Optional: true, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown(), framework.KeepID()},
		},
	}
}

// ownerAttributes say who is given the number; just one of them is set.
func ownerAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"user_id": schema.StringAttribute{
			MarkdownDescription: "ID of the Fastcall user who is given the number: calls to it ring there, and the user may call from it. " +
				"Exactly one of `user_id`, `group_id` and `org_wide = true` is set. Another owner is a change in place, in one write.",
			CustomType: framework.SalesforceIDType, Optional: true,
			PlanModifiers: []planmodifier.String{framework.KeepID()},
			Validators:    []validator.String{framework.UserID()},
		},
		"group_id": schema.StringAttribute{
			MarkdownDescription: "ID of the Salesforce group (`00G…`) of the Fastcall group that is given the number, as `fastcall_group` " +
				"has it in `id`: calls to the number go to the group, and all its users may call from it.",
			CustomType: framework.SalesforceIDType, Optional: true,
			PlanModifiers: []planmodifier.String{framework.KeepID()},
			Validators:    []validator.String{framework.GroupID()},
		},
		"org_wide": schema.BoolAttribute{
			MarkdownDescription: "Whether everybody in the org may use the number. `false` is the same as leaving it out.",
			Optional:            true,
		},
		"replace_existing_assignment": schema.BoolAttribute{
			MarkdownDescription: "Whether creating may take the number from another user, another group or the whole org. " +
				"Default `false`: that is an error. Changing the owner of a number that this resource looks after needs no such leave. " +
				"The former owner does not get the number back on destroy.",
			Optional: true, Computed: true, Default: booldefault.StaticBool(false),
		},
	}
}

// settingAttributes say what else is looked after.
func settingAttributes(ctx context.Context) map[string]schema.Attribute {
	ids := func(description string, of validator.String) schema.SetAttribute {
		return schema.SetAttribute{MarkdownDescription: description, ElementType: framework.SalesforceIDType, Optional: true,
			PlanModifiers: []planmodifier.Set{framework.KeepIDs()},
			Validators:    []validator.Set{framework.NoNulls(), setvalidator.ValueStringsAre(of)}}
	}
	return map[string]schema.Attribute{
		"available_for": schema.SingleNestedAttribute{
			MarkdownDescription: "Who may use the number for outbound calls and messages beside its owner (*Available For* on the number's " +
				"page). What is left out is not managed; what is set is the whole list, and access that was given by hand is taken away. " +
				"Destroying takes away the access that is managed.",
			Optional: true,
			Attributes: map[string]schema.Attribute{
				"user_ids":  ids("IDs of users. Left out, access of users is not managed; `[]` leaves no user access.", framework.UserID()),
				"group_ids": ids("IDs of the Salesforce groups of Fastcall groups. Left out, access of groups is not managed; `[]` leaves none.", framework.GroupID()),
			},
		},
		"outbound_sms_enabled": schema.BoolAttribute{
			MarkdownDescription: "Whether text messages may be sent from the number. Only a number that is SMS capable can be enabled. " +
				"Left out, it is not managed. Destroying leaves it as it is.",
			Optional: true,
		},
		"ivr_id": schema.StringAttribute{
			MarkdownDescription: "ID of the IVR that answers calls to the number, or `\"none\"` for a number without one. Left out, it is " +
				"not managed: taking it out of the configuration leaves the IVR where it is. Destroying leaves it, too.",
			Optional:      true,
			PlanModifiers: []planmodifier.String{framework.KeepID()},
			Validators:    []validator.String{framework.RecordIDOr(noIVR)},
		},
		"timeouts": timeouts.Attributes(ctx, timeouts.Opts{
			Create: true, CreateDescription: "How long assigning may take, for example `30s` or `5m`. Default `10m`.",
			Read: true, ReadDescription: "How long a refresh may take. Default `10m`.",
			Update: true, UpdateDescription: "How long a change may take. Default `10m`.",
			Delete: true, DeleteDescription: "How long unassigning may take. Default `10m`. It applies once it is in the state.",
		}),
	}
}

// computedAttributes say what the number is. They plan as their prior value
// and are refreshed by the next read.
func computedAttributes() map[string]schema.Attribute {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
	}
	id := text("ID of the number's record, 18 characters.")
	id.CustomType = framework.SalesforceIDType
	return map[string]schema.Attribute{
		"id":   id,
		"name": text("Name of the number's record, a label for people."),
		"type": text("`provisioned` for a number that Fastcall rents, `verified` for one of the company's own that is shown as caller ID."),
		"sms_capable": schema.BoolAttribute{MarkdownDescription: "Whether the number can carry text messages. Null if the org's schema does not tell.",
			Computed: true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()}},
	}
}
