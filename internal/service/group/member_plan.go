package group

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

const memberDescription = `One user's membership in a Salesforce group, for groups whose members several configurations or people look ` +
	`after. A group whose ` + "`fastcall_group`" + ` lists ` + "`members`" + ` cannot have single memberships as well.

Creating takes over a membership that is there, with a warning. Destroying ends the membership; one that has ended already, for example ` +
	`because the user was released, is done, and so is one that another instance of the resource has made or taken over in the same apply, as ` +
	`when keys of a ` + "`for_each`" + ` change.`

// Schema implements resource.Resource.
func (r *MemberResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	another := []planmodifier.String{stringplanmodifier.RequiresReplaceIf(anotherRecord,
		"Another record replaces the membership.", "Another record replaces the membership.")}
	resp.Schema = schema.Schema{MarkdownDescription: memberDescription, Attributes: map[string]schema.Attribute{
		"id": schema.StringAttribute{
			MarkdownDescription: "`GROUPID/USERID`, 18 characters each.", Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		},
		"group_id": schema.StringAttribute{
			MarkdownDescription: "ID of the Salesforce group, 15 or 18 characters; usually `id` of a `fastcall_group`. Another group replaces the membership.",
			CustomType:          framework.SalesforceIDType, Required: true, PlanModifiers: another,
			Validators: []validator.String{framework.GroupID()},
		},
		"user_id": schema.StringAttribute{
			MarkdownDescription: "ID of the user, 15 or 18 characters; usually `id` of a `fastcall_user`, so that the user is onboarded first: only " +
				"Fastcall users can be members. Another user replaces the membership.",
			CustomType: framework.SalesforceIDType, Required: true, PlanModifiers: another,
			Validators: []validator.String{framework.UserID()},
		},
		"timeouts": timeouts.Attributes(ctx, timeouts.Opts{
			Create: true, CreateDescription: "How long joining may take, for example `30s` or `5m`. Default `10m`.",
			Read: true, ReadDescription: "How long a refresh may take. Default `10m`.",
			Delete: true, DeleteDescription: "How long leaving may take. Default `10m`. It applies once it is in the state.",
		}),
	}}
}

// anotherRecord tells a change of the id from another spelling of it.
func anotherRecord(_ context.Context, req stringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
	before, after := framework.SalesforceID(req.StateValue.ValueString()), framework.SalesforceID(req.PlanValue.ValueString())
	resp.RequiresReplace = !before.Same(after)
}

type stringRequest = planmodifier.StringRequest

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *MemberResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	id := func(of string) identityschema.StringAttribute {
		return identityschema.StringAttribute{RequiredForImport: true, Description: "ID of the " + of + ", 15 or 18 characters."}
	}
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"organization_id": id("Salesforce org"), "group_id": id("Salesforce group"), "user_id": id("user"),
	}}
}

// ModifyPlan checks what a plan can know: that the group's members are not
// listed elsewhere, that the group is one, and that the user is a Fastcall user.
func (r *MemberResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	ctx = walk.LookingOn(ctx)
	if !r.HasOrg() {
		return
	}
	if req.Plan.Raw.IsNull() {
		r.planLeaving(ctx, req, resp)
		return
	}
	var plan memberModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	var instance string // One that is replaced stands for another membership.
	if !req.State.Raw.IsNull() {
		_, diags := framework.Bind(ctx, org, req.Private, "plan", plan.subject())
		resp.Diagnostics.Append(diags...)
		if len(resp.RequiresReplace) == 0 {
			instance = readNotes(ctx, req.Private, &resp.Diagnostics).Instance
		}
	}
	groupID, userID := plan.GroupID.ID18(), plan.UserID.ID18()
	if groupID == "" || resp.Diagnostics.HasError() {
		return
	}
	if userID != "" && !claimMembership(org, &plan, instance, false, &resp.Diagnostics) {
		return
	}
	if err := org.ClaimMembers(groupID, false); err != nil {
		resp.Diagnostics.Append(diagnoseMember("plan", &plan, err)...)
		return
	}
	if len(resp.RequiresReplace) == 0 && !req.State.Raw.IsNull() {
		return // The membership stays as it is.
	}
	if err := org.PublicGroup(ctx, groupID); err != nil {
		resp.Diagnostics.Append(diagnoseMember("plan", &plan, err)...)
		return
	}
	if err := org.Preflight(ctx, fastcall.Needs{Members: true}); err != nil {
		resp.Diagnostics.Append(diagnoseMember("plan", &plan, err)...)
		return
	}
	if userID != "" && !org.Expected(userID) {
		warning, err := warnOfStrangers(ctx, org, "group "+groupID, []string{userID})
		if err != nil {
			resp.Diagnostics.Append(diagnoseMember("plan", &plan, err)...)
		}
		resp.Diagnostics.Append(warning...)
	}
}

// claimMembership warns or stops when another resource of this plan stands for
// the same membership. It tells whether the plan may go on.
func claimMembership(org *fastcall.Org, m *memberModel, instance string, leaves bool, diags *diag.Diagnostics) bool {
	err := org.ClaimMembership(m.GroupID.ID18(), m.UserID.ID18(), instance, leaves)
	if shared := new(fastcall.SharedMembershipError); errors.As(err, &shared) && shared.Leaves {
		diags.Append(framework.Warn("The "+m.subject()+" is in the state twice", err))
		err = nil
	}
	if err != nil {
		diags.Append(diagnoseMember("plan", m, err)...)
	}
	return err == nil
}

// planLeaving looks whether another resource keeps the membership, and whether
// the API user may end it.
func (r *MemberResource) planLeaving(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state memberModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	_, diags := framework.Bind(ctx, org, req.Private, "destroy", state.subject())
	resp.Diagnostics.Append(diags...)
	notes := readNotes(ctx, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	claimMembership(org, &state, notes.Instance, true, &resp.Diagnostics)
	if err := org.Preflight(ctx, fastcall.Needs{Members: true}); err != nil {
		resp.Diagnostics.Append(diagnoseMember("destroy", &state, err)...)
	}
}

// ImportState takes a membership in by GROUPID/USERID or by identity.
func (r *MemberResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	groupID, userID, _ := strings.Cut(req.ID, "/")
	org := r.Org(&resp.Diagnostics)
	if org == nil {
		return
	}
	if req.ID == "" && req.Identity != nil && !req.Identity.Raw.IsNull() {
		var identity memberIdentity
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		groupID, userID = identity.GroupID.ValueString(), identity.UserID.ValueString()
		if err := framework.SameOrg(ctx, org, identity.OrganizationID.ValueString()); err != nil {
			resp.Diagnostics.Append(framework.Diagnose("import", "membership "+groupID+"/"+userID, err)...)
		}
	}
	group, user := framework.SalesforceID(groupID).ID18(), framework.SalesforceID(userID).ID18()
	if !strings.HasPrefix(group, "00G") || !strings.HasPrefix(user, "005") {
		resp.Diagnostics.AddError(fmt.Sprintf("Cannot import membership %q", groupID+"/"+userID),
			"A membership is imported by the ID of the group, which begins with 00G, and that of the user, which begins with 005.\n\n"+
				"What to do: Give both with a slash between them, for example 00Gxx0000001gPLEAY/005xx000001SwiUAAS.")
	}
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("group_id"), group)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("user_id"), user)...)
}
