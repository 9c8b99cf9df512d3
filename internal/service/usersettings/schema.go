package usersettings

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const description = `What Fastcall keeps for one Fastcall user, in the sections that its own screen shows: user settings, devices, inbound ` +
	`routing, phone numbers, messages and SMS templates.

A section or member that is left out is **not managed**: it is not written and never shows as a change, so that users may go on ` +
	`setting it themselves. Taking a section out of the configuration leaves everything in it as it is. All of a user's changes ` +
	`go to the org in one all-or-nothing request, which many users share: mass edit is ` + "`for_each`" + `.

Have one resource for one user. Refer to ` + "`fastcall_user.NAME.id`" + ` in ` + "`user_id`" + `, so that the user is onboarded first and ` +
	`released last.`

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"id": schema.StringAttribute{
			MarkdownDescription: "ID of the Salesforce user, 18 characters.",
			CustomType:          framework.SalesforceIDType, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		},
		"user_id": schema.StringAttribute{
			MarkdownDescription: "ID of the Fastcall user, 15 or 18 characters, as a rule `fastcall_user.NAME.id`. Another user replaces this resource.",
			CustomType:          framework.SalesforceIDType, Required: true,
			PlanModifiers: []planmodifier.String{framework.KeepID(),
				stringplanmodifier.RequiresReplaceIf(anotherUser, "another user replaces", "another user replaces")},
			Validators: []validator.String{framework.UserID()},
		},
		"phone_numbers": schema.ListAttribute{
			MarkdownDescription: "Numbers that the user may call from, in international form and sorted: assigned or made available to the user, " +
				"to a group of the user's, or to the whole org, as of the last read. They are assigned with `fastcall_phone_number_assignment`. " +
				"Null if the API user cannot see phone numbers.",
			ElementType: types.StringType, Computed: true,
			PlanModifiers: []planmodifier.List{listplanmodifier.UseStateForUnknown()},
		},
		"timeouts": timeouts.Attributes(ctx, timeouts.Opts{
			Create: true, CreateDescription: "How long the first write may take, for example `30s` or `5m`. Default `10m`.",
			Read: true, ReadDescription: "How long a refresh may take. Default `10m`.",
			Update: true, UpdateDescription: "How long a change may take. Default `10m`.",
			Delete: true, DeleteDescription: "How long a reset may take. Default `10m`. It applies once it is in the state.",
		}),
	}
	maps.Copy(attributes, policyAttributes())
	attributes["user_settings"] = userSettingsAttribute()
	attributes["devices"] = devicesAttribute()
	attributes["inbound_routing"] = routingAttribute()
	attributes["messages"] = messagesAttribute()
	attributes["sms_templates"] = templatesAttribute()
	resp.Schema = schema.Schema{MarkdownDescription: description, Attributes: attributes}
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"organization_id": identityschema.StringAttribute{
			RequiredForImport: true, Description: "ID of the Salesforce org, 15 or 18 characters."},
		"user_id": identityschema.StringAttribute{
			RequiredForImport: true, Description: "ID of the Salesforce user, 15 or 18 characters."},
	}}
}

// policyAttributes say how the sections are applied and left.
func policyAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"apply_mode": schema.StringAttribute{
			MarkdownDescription: "What happens to what is there already, as in Fastcall's mass edit. `replace` (default): it is brought to what the configuration says, " +
				"and devices that are not listed are removed. `add_missing`: it stays as it is and never shows as a change; only what is missing is " +
				"added: empty fields, devices, messages and templates by name, and the whole list of routes if the user has none. A checkbox is never " +
				"empty, so it is set only for a user who has no settings yet.",
			Optional: true, Computed: true, Default: stringdefault.StaticString(modeReplace),
			Validators: []validator.String{framework.OneOf(modeReplace, modeAddMissing)},
		},
		"on_destroy": schema.StringAttribute{
			MarkdownDescription: "What destroying does. `keep` (default): nothing, the user goes on with the settings. `reset`: managed fields go back to " +
				"their defaults, the routes, devices and SMS templates that are managed here are deleted, and so are the messages that this resource " +
				"has made; a device that something not managed here leads to stays. With `add_missing`, only what this resource has added is taken back. " +
				"A destroy goes by what the last apply wrote into the state.",
			Optional: true, Computed: true, Default: stringdefault.StaticString(destroyKeep),
			Validators: []validator.String{framework.OneOf(destroyKeep, destroyReset)},
		},
		"extra_fields": schema.MapAttribute{
			MarkdownDescription: "Fields of Fastcall's settings object that have no argument here, by API name with the namespace, for example " +
				"`{ FastCall__Ring_Volume__c = \"7\" }`. Values are texts that are converted to the field's type: `true` or `false`, numbers, dates " +
				"such as `2026-11-22`, choices of a picklist; an empty text empties the field. They are checked against the org at plan. " +
				"A field taken out of the map keeps its value; `on_destroy = \"reset\"` gives it its default.",
			ElementType: types.StringType, Optional: true,
			Validators: []validator.Map{framework.NoNulls()},
		},
	}
}
