package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const description = `Makes an existing Salesforce user a Fastcall user: gives the user a seat of the package license, ` +
	`Fastcall's permission sets and the call center, in one all-or-nothing request.

Creating adopts what the user holds already. Destroying **releases** the user as Fastcall's *Release User* does: ` +
	`what stands in the way (phone numbers, group memberships, recordings, IVRs, three-way calls, missed calls) is cleared as ` +
	"`release`" + ` says, then the permission sets, the call center (if it is the one that this resource gave) and the seat are ` +
	`taken away. The Salesforce user, the user's settings and devices, the call history and the Fastcall subscription stay as they ` +
	`are; a released seat can be given to another user at once. The plan of a destroy lists all that stands in the way and what ` +
	`will happen to it; applying it is the consent.

What cannot be put back stops a release until ` + "`release`" + ` of the provider block says otherwise: recordings, IVR references and ` +
	`missed calls. With ` + "`fail`" + ` on something that another resource takes away in the same apply (numbers, memberships), set ` +
	"`lifecycle { create_before_destroy = true }`" + ` on this resource: Terraform destroys a user before it updates what no longer ` +
	`names the user otherwise.

Have one resource for one user, and move a resource to another address with a ` + "`moved`" + ` block: otherwise Terraform ` +
	`destroys at the old address and creates at the new one, and the user loses the group memberships.`

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := keyAttributes()
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
		"user_id": identityschema.StringAttribute{
			RequiredForImport: true, Description: "ID of the Salesforce user, 15 or 18 characters."},
	}}
}

// ConfigValidators implements resource.ResourceWithConfigValidators.
func (r *Resource) ConfigValidators(context.Context) []resource.ConfigValidator {
	return []resource.ConfigValidator{framework.SomeKey("user", "username", "user_id", "federation_id")}
}

// keyAttributes say which Salesforce user is meant.
func keyAttributes() map[string]schema.Attribute {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return map[string]schema.Attribute{
		"username": schema.StringAttribute{
			MarkdownDescription: "User name of the Salesforce user, in the form of an e-mail address; case does not matter. " +
				"One of `username`, `user_id` and `federation_id` is set; if several are, as in generated configuration, all must name the same user. " +
				"Naming the same user in another way is a change in place without any write; only another user replaces this one.",
			CustomType: framework.FoldedType, Optional: true, Computed: true, PlanModifiers: keep,
			Validators: []validator.String{
				framework.Length(80), // S21
				framework.EmailForm(),
			},
		},
		"user_id": schema.StringAttribute{
			MarkdownDescription: "ID of the Salesforce user, 15 or 18 characters. It survives renaming.",
			CustomType:          framework.SalesforceIDType, Optional: true, Computed: true, PlanModifiers: keep,
			Validators: []validator.String{framework.UserID()},
		},
		"federation_id": schema.StringAttribute{
			MarkdownDescription: "Federation ID of the Salesforce user, as single sign-on knows it; case does not matter. It must fit one user only.",
			CustomType:          framework.FoldedType, Optional: true, Computed: true, PlanModifiers: keep,
			Validators: []validator.String{framework.Filled(), framework.Length(512)}, // S21
		},
	}
}

// settingAttributes say what the user shall hold.
func settingAttributes(ctx context.Context) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"roles": schema.SetAttribute{
			MarkdownDescription: "What the user may do in Fastcall: `user`, `admin` or both. Default `[\"user\"]`. " +
				"A permission set of Fastcall's stands for each (see `permission_sets` of the provider), and the list is " +
				"complete: one that was given by hand shows in the plan and is taken away.",
			ElementType: types.StringType, Optional: true, Computed: true,
			Default: setdefault.StaticValue(stringSet(string(fastcall.RoleUser))),
			Validators: []validator.Set{
				framework.Some("Leave roles out for [\"user\"], or name one. To take Fastcall away from the user, take the whole resource out."),
				framework.NoNulls(),
				setvalidator.ValueStringsAre(framework.OneOf(fastcall.RoleUser, fastcall.RoleAdmin)),
			},
		},
		"call_center": schema.StringAttribute{
			MarkdownDescription: "Call center of the user: its name, internal name or ID. Default: `call_center` of the provider, " +
				"or else the only one that bears Fastcall's namespace.",
			Optional:   true,
			Validators: []validator.String{framework.Filled()},
		},
		"replace_existing_call_center": schema.BoolAttribute{
			MarkdownDescription: "Whether the user may be taken out of another call center; a user can be in only one. " +
				"Default `false`: that is an error. A call center that this resource gave may always be changed. " +
				"The other call center is not given back on destroy.",
			Optional: true, Computed: true, Default: booldefault.StaticBool(false),
		},
		"softphone_auto_login": schema.BoolAttribute{
			MarkdownDescription: "Whether the softphone logs in when the user logs in to Salesforce. " +
				"Left out, it is not managed. A release leaves it as it is.",
			Optional: true,
		},
		"release": schema.SingleNestedAttribute{
			MarkdownDescription: "What destroying does with things that stand in the way of a release. " +
				"What is left out follows `release` of the provider block, also after the resource is gone from the configuration.",
			Optional:   true,
			Attributes: releaseAttributes(),
		},
		"timeouts": timeouts.Attributes(ctx, timeouts.Opts{
			Create: true, CreateDescription: "How long onboarding may take, for example `30s` or `5m`. Default `10m`.",
			Read: true, ReadDescription: "How long a refresh may take. Default `10m`.",
			Update: true, UpdateDescription: "How long a repair or change may take. Default `10m`.",
			Delete: true, DeleteDescription: "How long a release may take. Default `10m`. It applies once it is in the state.",
		}),
	}
}

// computedAttributes say what the user holds. They plan as their prior
// value; plan.go makes those unknown that a change will touch.
func computedAttributes() map[string]schema.Attribute {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true,
			PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()}}
	}
	ofStrings := func(description string) schema.MapAttribute {
		return schema.MapAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true,
			PlanModifiers: []planmodifier.Map{mapplanmodifier.UseStateForUnknown()}}
	}
	holds := ofStrings("What a release has to clear, by kind and name, as of the last read: for example " +
		"`{ group_memberships = [\"Fastcall Support\"], phone_numbers = [\"+4570100001\"] }`. The kinds are those of `release`. " +
		"Null until somebody has looked: right after a create that took over a Fastcall user, and where the API user sees some of " +
		"Fastcall's own objects and fields and not others, at which a release stops. Where the API user sees none of them, it has " +
		"memberships only.")
	holds.ElementType = holdsType
	id := text("ID of the Salesforce user, 18 characters.")
	id.CustomType = framework.SalesforceIDType
	return map[string]schema.Attribute{
		"id":                            id,
		"licensed":                      flag("Whether the user may use Fastcall: by a seat, or because a site license covers everyone. Null if `license_management` is `skip`."),
		"license_assignment_id":         text("ID of the record that gives the user a seat. Null under a site license."),
		"permission_set_assignment_ids": ofStrings("IDs of the records that give the user Fastcall's permission sets, by role."),
		"call_center_id":                text("ID of the call center the user is in."),
		"is_active":                     flag("Whether the Salesforce user is active. A deactivated user goes on holding the seat."),
		"name":                          text("Full name of the user."),
		"email":                         text("E-mail address of the user."),
		"phone":                         text("Office phone, which Fastcall takes from the Salesforce user."),
		"mobile_phone":                  text("Mobile phone, which Fastcall takes from the Salesforce user."),
		"holds":                         holds,
	}
}

// releaseAttributes are the members of release. They have no defaults: what
// is left out follows the provider block, also when the user is destroyed.
func releaseAttributes() map[string]schema.Attribute {
	all := map[string]schema.Attribute{}
	for _, argument := range framework.ReleaseArguments() {
		all[argument.Name] = schema.StringAttribute{Optional: true,
			MarkdownDescription: argument.Description, Validators: argument.Validators}
	}
	return all
}
