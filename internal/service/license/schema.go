package license

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const description = `How many Fastcall seats were bought, who holds them, and how many are left.

The site guest user takes one seat that nobody can see or assign, so an org needs one seat more than it has users. ` +
	`The figures are read afresh each time and count what is in the org, not what the configuration is about to change.`

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	number := func(description string) schema.Int64Attribute {
		return schema.Int64Attribute{MarkdownDescription: description, Computed: true}
	}
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	resp.Schema = schema.Schema{MarkdownDescription: description, Attributes: map[string]schema.Attribute{
		"for_user_ids": schema.SetAttribute{
			MarkdownDescription: "IDs of Salesforce users, 15 or 18 characters, who are to hold a seat. Whoever holds one already is not counted again.",
			ElementType:         framework.SalesforceIDType, Optional: true,
			Validators: []validator.Set{framework.NoNulls(), setvalidator.ValueStringsAre(framework.UserID())},
		},
		"needed":              number("Seats that the users in `for_user_ids` still need. Null if that is not set; 0 under a site license."),
		"short_by":            number("Seats missing before all users in `for_user_ids` can hold one. Null if that is not set; 0 under a site license."),
		"id":                  text("ID of the package license."),
		"allowed":             number("Seats bought. Negative under a site license."),
		"used":                number("Seats taken, as Salesforce counts them."),
		"assigned_users":      number("Seats that people hold, deactivated ones included."),
		"site_guest_reserved": number("Seats that site guest users take: those that a record shows, or else `site_guest_licenses` of the provider."),
		"available":           number("Seats that can still be given to people: bought, less those that people hold and those of site guests, and never more than Salesforce has left. 0 under a site license, which has nothing to give."),
		"status":              text("Status of the license: `Active`, `Trial`, `Expired` or `Free`."),
		"expiration":          text("When the license expires, in RFC 3339. Null: never."),
		"is_site_license":     schema.BoolAttribute{MarkdownDescription: "Whether a site license covers everyone in the org, as is usual in a sandbox.", Computed: true},
		"inactive_holders": schema.ListAttribute{ElementType: types.StringType, Computed: true,
			MarkdownDescription: "User names of deactivated users who still hold a seat, sorted. Deactivating a user frees no seat; releasing does."},
		"incomplete_holders": schema.ListAttribute{ElementType: types.StringType, Computed: true,
			MarkdownDescription: "User names of active users who hold a seat and cannot use it, sorted: they have no permission set of Fastcall's, " +
				"or are in no call center. Null if the API user does not see permission sets."},
		"holders": schema.ListNestedAttribute{Computed: true,
			MarkdownDescription: "The people who hold a seat, sorted by user name; site guests are left out.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"user_id":  text("ID of the user, 18 characters."),
				"username": text("User name. Null if the user cannot be seen; then nothing else is known either."),
				"name":     text("Full name."),
				"is_active": schema.BoolAttribute{Computed: true,
					MarkdownDescription: "Whether the Salesforce user is active."},
				"missing": schema.ListAttribute{ElementType: types.StringType, Computed: true,
					MarkdownDescription: "What the holder lacks: `permission set`, `call center`. Null if it cannot be seen."},
				"last_login": text("When the user last logged in to Salesforce, in RFC 3339. Null: never, or not since Salesforce keeps count. " +
					"Fastcall itself tells nothing of the kind."),
			}}},
	}}
}
