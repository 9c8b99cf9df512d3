package phonenumber

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// element is a number as both data sources show it.
type element struct {
	ID                 types.String `tfsdk:"id"`
	Number             types.String `tfsdk:"number"`
	Name               types.String `tfsdk:"name"`
	Type               types.String `tfsdk:"type"`
	UserID             types.String `tfsdk:"user_id"`
	GroupID            types.String `tfsdk:"group_id"`
	OrgWide            types.Bool   `tfsdk:"org_wide"`
	AvailableFor       types.Object `tfsdk:"available_for"`
	SMSCapable         types.Bool   `tfsdk:"sms_capable"`
	OutboundSMSEnabled types.Bool   `tfsdk:"outbound_sms_enabled"`
	IVRID              types.String `tfsdk:"ivr_id"`
}

var idList = types.ListType{ElemType: types.StringType}

// availableTypes are the attributes of available_for.
var availableTypes = map[string]attr.Type{"user_ids": idList, "group_ids": idList}

// elementAttributes describe a number.
func elementAttributes() map[string]schema.Attribute {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
	}
	ids := func(description string) schema.ListAttribute {
		return schema.ListAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true}
	}
	return map[string]schema.Attribute{
		"id":     text("ID of the number's record, as `fastcall_phone_number_assignment` takes it in `phone_number_id`."),
		"number": text("The number in international form (E.164), without separators."),
		"name":   text("Name of the number's record, a label for people."),
		"type": text("`provisioned` for a number that Fastcall rents, `verified` for one of the company's own that is shown as caller ID. " +
			"Null if the API user cannot see it."),
		"user_id": text("ID of the user who has the number. Null if it is no user's, or if the API user cannot see it."),
		"group_id": text("ID of the Salesforce group of the Fastcall group that has the number. Null if it is no group's, or if " +
			"the API user cannot see it."),
		"org_wide": flag("Whether everybody in the org may use the number. Null if the API user cannot see it."),
		"available_for": schema.SingleNestedAttribute{
			MarkdownDescription: "Who may use the number for outbound calls beside its owner, sorted by ID. Null if the API user cannot see it.",
			Computed:            true,
			Attributes:          map[string]schema.Attribute{"user_ids": ids("IDs of users."), "group_ids": ids("IDs of Salesforce groups.")},
		},
		"sms_capable":          flag("Whether the number can carry text messages. Null if the API user cannot see it."),
		"outbound_sms_enabled": flag("Whether text messages may be sent from the number. Null if the API user cannot see it."),
		"ivr_id":               text("ID of the IVR that answers calls to the number. Null if there is none, or if the API user cannot see it."),
	}
}

// elementOf is a number as Terraform holds it.
func elementOf(p *fastcall.PhoneNumber) element {
	e := element{
		ID: types.StringValue(p.ID), Number: types.StringValue(p.Number), Name: framework.Optional(p.Name), Type: framework.Optional(p.Type),
		UserID: framework.Optional(p.Owner.UserID), GroupID: framework.Optional(p.Owner.GroupID), OrgWide: types.BoolValue(p.Owner.OrgWide),
		AvailableFor: types.ObjectNull(availableTypes), SMSCapable: types.BoolPointerValue(p.SMSCapable),
		OutboundSMSEnabled: types.BoolPointerValue(p.OutboundSMS), IVRID: framework.Optional(p.IVRID),
	}
	if p.OrgWideUnseen {
		e.OrgWide = types.BoolNull()
	}
	if p.Access != nil {
		e.AvailableFor = types.ObjectValueMust(availableTypes, map[string]attr.Value{"user_ids": framework.TextList(p.Users()), "group_ids": framework.TextList(p.Groups())})
	}
	return e
}
