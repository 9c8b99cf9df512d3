package user

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// whom is how an action names a user.
type whom struct {
	Username framework.StringValue `tfsdk:"username"`
	UserID   framework.StringValue `tfsdk:"user_id"`
}

// key is the configured key; ok is false while it is unknown.
func (w whom) key() (key fastcall.UserKey, ok bool) {
	if w.Username.IsUnknown() || w.UserID.IsUnknown() {
		return key, false
	}
	return fastcall.UserKey{Username: w.Username.ValueString(), ID: w.UserID.ID18()}, true
}

// whomAttributes are the attributes of whom.
func whomAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"username": schema.StringAttribute{Optional: true, CustomType: framework.FoldedType,
			MarkdownDescription: "User name of the user; case does not matter. Either this or `user_id` is set.",
			Validators:          []validator.String{framework.EmailForm()}},
		"user_id": schema.StringAttribute{Optional: true, CustomType: framework.SalesforceIDType,
			MarkdownDescription: "ID of the Salesforce user, 15 or 18 characters.",
			Validators:          []validator.String{framework.UserID()}},
	}
}

// oneKey asks for exactly one of the attributes of whom.
func oneKey() []action.ConfigValidator {
	return []action.ConfigValidator{framework.OneKey("user", "username", "user_id")}
}

// StatusAction is the action fastcall_set_user_status.
type StatusAction struct{ framework.ActionBase }

// NewStatusAction returns the action fastcall_set_user_status.
func NewStatusAction() action.Action { return &StatusAction{} }

var (
	_ action.ActionWithConfigure        = &StatusAction{}
	_ action.ActionWithConfigValidators = &StatusAction{}
)

type statusModel struct {
	whom
	Status types.String `tfsdk:"status"`
}

// Metadata implements action.Action.
func (a *StatusAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_set_user_status"
}

// Schema implements action.Action.
func (a *StatusAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	attributes := whomAttributes()
	attributes["status"] = schema.StringAttribute{Required: true, Validators: []validator.String{framework.Filled()},
		MarkdownDescription: "The status: its name or ID, or the type `available` or `offline` if only one status of the org has it. Where " +
			"the API user does not see the org's statuses, only a type will do."}
	resp.Schema = schema.Schema{Attributes: attributes,
		MarkdownDescription: "Sets the status of a Fastcall user, on which it depends whether calls of a group reach the user, as when the " +
			"user picks it. It goes through Fastcall's own action, so Fastcall notices at once; the API user needs access to the Apex class " +
			"`SubscriberUserStatusInvocable`. A status changes all day and is never in the state: users change theirs, and nothing changes it back."}
}

// ConfigValidators implements action.ActionWithConfigValidators.
func (a *StatusAction) ConfigValidators(context.Context) []action.ConfigValidator { return oneKey() }

// Invoke implements action.Action.
func (a *StatusAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	var config statusModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	org := a.Org(&resp.Diagnostics)
	key, known := config.key()
	if resp.Diagnostics.HasError() || !known {
		return
	}
	status := config.Status.ValueString()
	user, err := org.SetUserStatus(ctx, key, status)
	if err != nil {
		resp.Diagnostics.Append(diagnose(fmt.Sprintf("set status %q of", status), subject([]fastcall.UserKey{key}), err)...)
		return
	}
	resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf("%s has the status %q", user.Title(), status)})
}
