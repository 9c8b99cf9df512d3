package phonenumber

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// NewListResource returns the list resource of fastcall_phone_number_assignment.
func NewListResource() list.ListResource { return &Resource{} }

var _ list.ListResourceWithConfigure = &Resource{}

// filters are the filters of the list resource.
type filters struct {
	Type            types.String          `tfsdk:"type"`
	AssignedUserID  framework.StringValue `tfsdk:"assigned_user_id"`
	AssignedGroupID framework.StringValue `tfsdk:"assigned_group_id"`
	SMSCapable      types.Bool            `tfsdk:"sms_capable"`
}

// What the filters let pass.
const (
	typeFilter  = "Only numbers of this type: `provisioned` (rented through Fastcall) or `verified` (the company's own)."
	userFilter  = "Only numbers that belong to this user."
	groupFilter = "Only numbers that belong to the Fastcall group of this Salesforce group."
	smsFilter   = "Only numbers that can (`true`) or cannot (`false`) carry text messages."
)

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	id := func(description string, of validator.String) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, CustomType: framework.SalesforceIDType, Optional: true,
			Validators: []validator.String{of}}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "All phone numbers that belong to a user, a group or the whole org, in order of the numbers. Numbers that " +
			"belong to nobody have no assignment that could be managed. Filters that are set must all fit.",
		Attributes: map[string]schema.Attribute{
			"type": schema.StringAttribute{MarkdownDescription: typeFilter, Optional: true,
				Validators: []validator.String{framework.OneOf("provisioned", "verified")}},
			"assigned_user_id":  id(userFilter, framework.UserID()),
			"assigned_group_id": id(groupFilter, framework.GroupID()),
			"sms_capable":       schema.BoolAttribute{MarkdownDescription: smsFilter, Optional: true},
		},
	}
}

// List implements list.ListResource.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	const what = "assigned phone numbers"
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	var config filters
	l, ok := r.BeginList(ctx, req, stream, &config, what)
	if !ok {
		return
	}
	assigned := false
	numbers, err := l.Org.PhoneNumbers(ctx, fastcall.NumberFilter{Type: config.Type.ValueString(), UserID: config.AssignedUserID.ID18(),
		GroupID: config.AssignedGroupID.ID18(), Unassigned: &assigned, Capable: config.SMSCapable.ValueBoolPointer()})
	if err != nil {
		l.Fail(what, err)
		return
	}
	var found []framework.Found
	for _, p := range framework.Limited(l, what, numbers) {
		found = append(found, framework.Found{Name: framework.NumberName(*p), Identity: identityOf(l.OrganizationID, p.ID),
			Fill: func(ctx context.Context, resource *tfsdk.Resource) diag.Diagnostics { return adopt(ctx, resource, p) }})
	}
	l.Give(ctx, found)
}

// adopt writes an assignment as an import does. A number that is in the org in
// no international form is named by its id alone.
func adopt(ctx context.Context, resource *tfsdk.Resource, p *fastcall.PhoneNumber) diag.Diagnostics {
	var m model
	diags := begin(ctx, resource, p.ID)
	diags.Append(resource.Get(ctx, &m)...)
	if diags.HasError() {
		return diags
	}
	m.refresh(p)
	if _, err := e164.Parse(p.Number); err != nil {
		m.PhoneNumber = framework.E164("")
	}
	diags.Append(resource.Set(ctx, &m)...)
	return diags
}
