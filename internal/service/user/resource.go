package user

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// Resource is fastcall_user.
type Resource struct{ framework.ResourceBase }

// NewResource returns the resource fastcall_user.
func NewResource() resource.Resource { return &Resource{} }

var (
	_ resource.ResourceWithConfigure        = &Resource{}
	_ resource.ResourceWithConfigValidators = &Resource{}
	_ resource.ResourceWithModifyPlan       = &Resource{}
	_ resource.ResourceWithImportState      = &Resource{}
	_ resource.ResourceWithIdentity         = &Resource{}
)

// defaultTimeout bounds an operation for which the configuration sets none.
const defaultTimeout = 10 * time.Minute

// blamable lists the attributes that an error may point at.
var blamable = []string{"username", "user_id", "federation_id", "roles", "call_center", "replace_existing_call_center"}

// Metadata implements resource.Resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user"
}

// Create onboards the user.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, config model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	timeout, diags := plan.Timeouts.Create(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	key, _ := config.key()
	user, err := plannedUser(ctx, org, key, plan.ID)
	if err != nil {
		resp.Diagnostics.Append(diagnose("onboard", subject(key), err)...)
		return
	}
	organizationID, err := org.ID(ctx)
	if err != nil {
		resp.Diagnostics.Append(diagnose("onboard", user.Username, err)...)
		return
	}
	outcome, err := org.Onboard(ctx, user, plan.enrollment())
	if err != nil {
		resp.Diagnostics.Append(diagnose("onboard", user.Username, err)...)
	}
	if outcome == nil || outcome.Status == nil {
		return // Nothing exists, so there is nothing to remember.
	}
	plan.complete(outcome.Status)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, user.ID))...)
	resp.Diagnostics.Append(framework.BindOrg(ctx, organizationID, resp.Private)...)
	resp.Diagnostics.Append(adoption(user, outcome.Adopted)...)
}

// Read looks at the user and reports what changed.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Read(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	who := state.subject()
	resp.Diagnostics.Append(framework.CheckOrg(ctx, org, req.Private, who)...)
	if resp.Diagnostics.HasError() {
		return
	}
	status, err := org.Status(ctx, state.ID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(diagnose("read", who, err)...)
		return
	}
	organizationID, err := org.ID(ctx)
	if err != nil {
		resp.Diagnostics.Append(diagnose("read", who, err)...)
		return
	}
	// The framework wants an identity after every read, of a resource that is gone, too.
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, status.User.ID))...)
	if !status.Holds(state.CallCenterID.ValueString()) {
		if err := org.Absent(ctx); err != nil {
			resp.Diagnostics.Append(diagnose("read", who, err)...)
			return
		}
		if !framework.IsBound(ctx, req.Private) {
			resp.Diagnostics.Append(diagnose("import", status.User.Username, &framework.StrangerError{User: status.User})...)
			return
		}
		resp.Diagnostics.Append(leftState(status.User))
		resp.State.RemoveResource(ctx)
		return
	}
	resp.Diagnostics.Append(grouped(status, stringsOf(state.Roles))...)
	state.refresh(status)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	resp.Diagnostics.Append(framework.BindOrg(ctx, organizationID, resp.Private)...)
}

// Update repairs missing parts and changes roles and call center in place.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, config, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := plan.Timeouts.Update(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	who := state.subject()
	resp.Diagnostics.Append(framework.CheckOrg(ctx, org, req.Private, who)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if key, ok := config.key(); ok && !state.goesBy(key) {
		if _, err := plannedUser(ctx, org, key, state.ID); err != nil {
			resp.Diagnostics.Append(diagnose("change", who, err)...)
			return
		}
	}
	organizationID, err := org.ID(ctx)
	if err != nil {
		resp.Diagnostics.Append(diagnose("change", who, err)...)
		return
	}
	status, err := org.Repair(ctx, state.ID.ValueString(), plan.enrollment())
	if err != nil {
		resp.Diagnostics.Append(diagnose("change", who, err)...)
		return
	}
	plan.complete(status)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, status.User.ID))...)
}

// Delete releases the user.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	who := state.subject()
	resp.Diagnostics.Append(framework.CheckOrg(ctx, org, req.Private, who)...)
	if resp.Diagnostics.HasError() {
		return
	}
	receipt, err := org.Release(ctx, state.ID.ValueString(), state.CallCenterID.ValueString(), state.releasePolicy())
	if err != nil {
		resp.Diagnostics.Append(diagnose("release", who, err)...)
		return
	}
	resp.Diagnostics.Append(receiptOf(receipt)...)
}

// plannedUser finds the user that the configuration names and holds it
// against the one that the plan was made for, where the plan knew.
func plannedUser(ctx context.Context, org *fastcall.Org, key fastcall.UserKey, planned framework.StringValue) (fastcall.User, error) {
	user, err := org.FindUser(ctx, key)
	if err != nil {
		return user, err
	}
	known := planned.ValueString()
	if known != "" && !planned.Same(framework.SalesforceID(user.ID)) {
		return user, &framework.MovedKeyError{Key: key, Planned: known, Found: user.ID}
	}
	return user, nil
}

func diagnose(verb, who string, err error) diag.Diagnostics {
	return framework.Diagnose(verb, who, err, blamable...)
}

// subject names a user by the configured key.
func subject(key fastcall.UserKey) string {
	if key.Username != "" {
		return key.Username
	}
	return "user with " + key.String()
}

// subject names the user that a state is about.
func (m *model) subject() string {
	if name := m.Username.ValueString(); name != "" {
		return name
	}
	return fmt.Sprintf("user %s", m.ID.ValueString())
}
