package user

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// ReleaseAction is the action fastcall_release_user.
type ReleaseAction struct{ framework.ActionBase }

// NewReleaseAction returns the action fastcall_release_user.
func NewReleaseAction() action.Action { return &ReleaseAction{} }

var (
	_ action.ActionWithConfigure        = &ReleaseAction{}
	_ action.ActionWithConfigValidators = &ReleaseAction{}
	_ action.ActionWithModifyPlan       = &ReleaseAction{}
)

type releaseModel struct {
	whom
	Release types.Object `tfsdk:"release"`
}

// Metadata implements action.Action.
func (a *ReleaseAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_release_user"
}

// Schema implements action.Action.
func (a *ReleaseAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	attributes, policies := whomAttributes(), map[string]schema.Attribute{}
	for _, argument := range framework.ReleaseArguments() {
		policies[argument.Name] = schema.StringAttribute{Optional: true,
			MarkdownDescription: argument.Description, Validators: argument.Validators}
	}
	attributes["release"] = schema.SingleNestedAttribute{Optional: true, Attributes: policies,
		MarkdownDescription: "What is done with things that stand in the way. What is left out follows `release` of the provider block."}
	resp.Schema = schema.Schema{Attributes: attributes,
		MarkdownDescription: "Releases a user whom no resource manages, as destroying a `fastcall_user` does: what stands in the way is cleared as " +
			"`release` says, then Fastcall's permission sets, the call center (if it is the default one) and the seat are taken away. The " +
			"plan lists what stands in the way and what will happen to it. A user who has been released already is left as is.\n\n" +
			"It is the way to free the seats of deactivated users without taking them into the configuration first. Do not use it for a user " +
			"whom a `fastcall_user` manages: the next plan would onboard the user again."}
}

// ConfigValidators implements action.ActionWithConfigValidators.
func (a *ReleaseAction) ConfigValidators(context.Context) []action.ConfigValidator { return oneKey() }

// ModifyPlan says what stands in the way and what will happen to it.
func (a *ReleaseAction) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	var config releaseModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() || !a.HasOrg() || !config.known() {
		return
	}
	org := a.Org(&resp.Diagnostics)
	user, diags := config.user(ctx, org)
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	status, err := org.ReadStatus(ctx, user.ID)
	if err == nil {
		err = org.CheckPolicy(user, framework.ReleasePolicy(config.Release))
	}
	if err != nil {
		resp.Diagnostics.Append(diagnose("release", user.Username, err)...)
		return
	}
	leaver := model{Release: config.Release}
	leaver.refresh(status, unlooked())
	resp.Diagnostics.Append(preview(ctx, org, &leaver, notes{CallCenters: usualCallCenter(ctx, org)})...)
}

// usualCallCenter is the call center that is taken away: the default one.
func usualCallCenter(ctx context.Context, org *fastcall.Org) []string {
	usual, err := org.UserCallCenter(ctx, "")
	if err != nil {
		return nil
	}
	return []string{usual.ID}
}

// Invoke implements action.Action.
func (a *ReleaseAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	var config releaseModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	org := a.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	user, diags := config.user(ctx, org)
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	// What is not there is proved to be gone, because no state says what there was.
	leaver := fastcall.Leaver{UserID: user.ID, Seated: true, Assigned: true, Policy: framework.ReleasePolicy(config.Release),
		CallCenterIDs: usualCallCenter(ctx, org)}
	resp.SendProgress(action.InvokeProgressEvent{Message: "Releasing " + user.Title()})
	receipt, err := org.Release(ctx, leaver)
	if err != nil {
		resp.Diagnostics.Append(diagnose("release", user.Username, err)...)
		return
	}
	resp.Diagnostics.Append(receiptOf(receipt)...)
	resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf("%s holds nothing of Fastcall's that can be taken any more", user.Title())})
}

// known tells whether all of the configuration is.
func (m *releaseModel) known() bool {
	if _, known := m.key(); !known || m.Release.IsUnknown() {
		return false
	}
	for _, value := range m.Release.Attributes() {
		if value.IsUnknown() {
			return false
		}
	}
	return true
}

// user finds the user to release.
func (m *releaseModel) user(ctx context.Context, org *fastcall.Org) (fastcall.User, diag.Diagnostics) {
	key, _ := m.key()
	user, err := org.FindUser(ctx, []fastcall.UserKey{key})
	if err != nil {
		return user, diagnose("release", subject([]fastcall.UserKey{key}), err)
	}
	return user, nil
}
