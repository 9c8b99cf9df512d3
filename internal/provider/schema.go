package provider

import (
	"context"
	"maps"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const description = `Manages Fastcall, the telephony app inside Salesforce: who has a seat, with which permission sets and ` +
	`call center, and the release of leavers.

Every argument can also come from an environment variable named ` + "`FASTCALL_`" + ` and the argument in capitals, for ` +
	`example ` + "`FASTCALL_CLIENT_SECRET`" + `; an argument in the block comes first. ` +
	"`permission_sets`, `groups`, `schema_map` and `release` are JSON there. " + `No request is made until something needs the org.

There are five ways in, see below, and one of them has to be complete. If the block sets any argument of a way in, the ` +
	`environment can only complete what the block began: its other credentials are ignored.`

// Schema implements provider.Provider.
func (p *Provider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: description, Attributes: attributes()}
}

// attributes are the arguments of the provider block.
func attributes() map[string]schema.Attribute {
	all := connectionAttributes()
	maps.Copy(all, loginAttributes())
	maps.Copy(all, fastcallAttributes())
	return all
}

// connectionAttributes say which org is meant and how to talk to it.
func connectionAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"instance_url": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Address of the org: its My Domain, for example `https://acme.my.salesforce.com`. Required, except " +
				"with `sf_org`; if both are set, they must lead to the same host."},
		"organization_id": schema.StringAttribute{Optional: true, CustomType: framework.SalesforceIDType,
			MarkdownDescription: "ID of the org that this configuration is for. Any other org behind the address is an error " +
				"before anything it says is believed.",
			Validators: []validator.String{framework.OrganizationID()}},
		"api_version": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Version of the Salesforce REST API. Default `62.0`; 52.0 is the oldest that works.",
			Validators: []validator.String{framework.Form(regexp.MustCompile(`^\d{2,3}\.0$`), "is no version of the Salesforce API",
				"Write it with its point, for example 62.0.")}},
		"max_retries": schema.Int64Attribute{Optional: true,
			MarkdownDescription: "How often a request is tried again when Salesforce is busy or a row is locked. Default 4, 0 to 20.",
			Validators:          []validator.Int64{framework.Between(0, 20)}},
		"request_timeout": schema.StringAttribute{Optional: true,
			MarkdownDescription: "How long one try of a request may take, for example `30s` or `2m`. Default `60s`."},
		"max_concurrent_requests": schema.Int64Attribute{Optional: true,
			MarkdownDescription: "How many requests may be under way at once. Default 10, 1 to 25, which is what Salesforce allows a production org.",
			Validators:          []validator.Int64{framework.Between(1, 25)}}, // S19
		"api_budget_percent": schema.Int64Attribute{Optional: true,
			MarkdownDescription: "Stop once the org has used this share of its daily API requests, 1 to 100: whatever software used " +
				"them, Salesforce says so with every answer. What has begun is still finished: the second half of a release, a look at " +
				"what a lost answer did, and what must be taken back. Log-ins do not count. Default: go on until Salesforce refuses. " +
				"See also the data source `fastcall_api_usage`.",
			Validators: []validator.Int64{framework.Between(1, 100)}},
		"read_only": schema.BoolAttribute{Optional: true,
			MarkdownDescription: "Send nothing that could change the org. Plans, refreshes, imports and data sources work as ever; " +
				"an apply that would create, change or release anything fails before a request leaves this machine. Permissions that only " +
				"writes need are not asked for. For pipelines that plan pull requests, together with credentials that may not write. " +
				"Default `false`."},
	}
}

// fastcallAttributes say how Fastcall is set up in the org.
func fastcallAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"namespace": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Namespace of the managed package. Default `FastCall`.",
			Validators: []validator.String{framework.Form(regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,14}$`),
				"is no namespace of a package", "Leave namespace out for FastCall, or write what stands before __ in the API names of the "+
					"package's objects: a letter, then up to 14 letters, digits or underscores.")}},
		"package_license_id": schema.StringAttribute{Optional: true, CustomType: framework.SalesforceIDType,
			MarkdownDescription: "ID of the package license whose seats are meant, where the namespace has several.",
			Validators:          []validator.String{framework.PackageLicenseID()}},
		"permission_sets": schema.MapAttribute{Optional: true, ElementType: types.StringType,
			MarkdownDescription: "API name of the permission set behind each role, with or without namespace: " +
				"`{ user = \"FastCall_User\", admin = \"FastCall_Admin\" }`. Default: the sets in the namespace labelled " +
				"*Fastcall User* and *Fastcall Admin*.",
			Validators: []validator.Map{
				mapvalidator.KeysAre(framework.OneOf(fastcall.RoleUser, fastcall.RoleAdmin)),
				mapvalidator.ValueStringsAre(framework.Filled()),
				oneSetEach{},
			}},
		"call_center": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Call center of users that name none: its name, internal name or ID. Default: the only one whose " +
				"name, internal name or adapter URL bears the namespace."},
		"license_management": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Who hands out seats: `auto` (default) assigns them unless the package has a site license, under which " +
				"there is nothing to assign; `managed` always assigns them; `skip` never looks at them.",
			Validators: []validator.String{framework.OneOf(fastcall.LicensesAuto, fastcall.LicensesManaged, fastcall.LicensesSkip)}},
		"site_guest_licenses": schema.Int64Attribute{Optional: true,
			MarkdownDescription: "Seats that the site guest user holds although no record shows it. Default 1. Where a record shows " +
				"guest seats, those are counted instead.",
			Validators: []validator.Int64{framework.AtLeast(0)}},
		"capacity_check": schema.StringAttribute{Optional: true,
			MarkdownDescription: "What comes of a plan that wants more seats than there are: `error` (default) refuses one that no order " +
				"of its changes can carry out, and warns of one that goes through only if others leave; `warn` warns of both; `off` does " +
				"not look. Plans that only keep or release users always go through.",
			Validators: []validator.String{framework.OneOf(fastcall.CapacityError, fastcall.CapacityWarn, fastcall.CapacityOff)}},
		"groups": schema.SetAttribute{Optional: true, ElementType: types.StringType,
			Validators: []validator.Set{framework.NoNulls(), setvalidator.ValueStringsAre(framework.Filled())},
			MarkdownDescription: "Further Salesforce groups that belong to Fastcall, by name, developer name or ID. Groups whose name " +
				"bears the namespace belong to it anyway. One that does not exist is an error. A release takes the leaver out of Fastcall's groups and of no others."},
		"schema_map": mappingAttribute(),
		"release": schema.SingleNestedAttribute{Optional: true,
			MarkdownDescription: "What a release does with what stands in its way, for users that say nothing themselves. It applies to " +
				"users that are gone from the configuration, too.",
			Attributes: releaseAttributes()},
	}
}

// releaseAttributes are the members of release.
func releaseAttributes() map[string]schema.Attribute {
	all := map[string]schema.Attribute{}
	for _, argument := range framework.ReleaseArguments() {
		all[argument.Name] = schema.StringAttribute{Optional: true,
			MarkdownDescription: argument.Description, Validators: argument.Validators}
	}
	return all
}
