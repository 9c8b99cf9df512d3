package user

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
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
var blamable = []string{"username", "user_id", "federation_id", "roles", "call_center", "replace_existing_call_center", "release"}

// Metadata implements resource.Resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user"
}

// Create onboards the user.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.applies()
	var plan, config model
	resp.Diagnostics.Append(framework.Fill(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(framework.Fill(ctx, req.Config, &config)...)
	timeout, diags := plan.Timeouts.Create(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	keys, ok := config.keys()
	if !ok {
		return // Never at apply: the validators ask for a key.
	}
	organizationID, err := org.ID(ctx)
	if err != nil {
		resp.Diagnostics.Append(diagnose("onboard", subject(keys), err)...)
		return
	}
	before, err := plannedUser(ctx, org, keys, plan.ID)
	if err != nil {
		resp.Diagnostics.Append(diagnose("onboard", subject(keys), err)...)
		return
	}
	if err := org.CheckPolicy(before.User, plan.releasePolicy()); err != nil {
		resp.Diagnostics.Append(diagnose("onboard", before.User.Username, err)...)
		return
	}
	outcome, err := org.Onboard(ctx, before, plan.enrollment(nil))
	if err != nil {
		resp.Diagnostics.Append(diagnose("onboard", before.User.Username, err)...)
	}
	if outcome.Status == nil {
		return // Nothing exists, so there is nothing to remember.
	}
	if err != nil {
		plan.refresh(outcome.Status, holdsAtFirst(before, outcome.Status))
	} else {
		plan.complete(outcome.Status, holdsAtFirst(before, outcome.Status))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, before.User.ID))...)
	resp.Diagnostics.Append(framework.BindTo(ctx, organizationID, resp.Private)...)
	resp.Diagnostics.Append(notes{CallCenters: []string{outcome.CallCenterID}, Ours: outcome.Ours}.named().write(ctx, resp.Private)...)
	resp.Diagnostics.Append(adoption(org, before.User, outcome)...)
}

// Read looks at the user and reports what changed.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var state model
	resp.Diagnostics.Append(framework.Fill(ctx, req.State, &state)...)
	timeout, diags := state.Timeouts.Read(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	who := state.subject()
	reading, ok := r.BeginRead(ctx, req.Private, who, &resp.Diagnostics)
	if !ok {
		return
	}
	// The framework wants an identity after every read, of a resource that is gone, too.
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(reading.OrganizationID, state.ID.ValueString()))...)
	org, verb := reading.Org, reading.Verb()
	if org == nil {
		return
	}
	status, err := org.ReadStatus(ctx, state.ID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(diagnose(verb, who, err)...)
		return
	}
	known := readNotes(ctx, req.Private, &resp.Diagnostics).recognize(ctx, org, status, state.CallCenter.ValueString())
	known, groupedNote := known.grouped(org, status, stringsOf(state.Roles))
	resp.Diagnostics.Append(known.named().write(ctx, resp.Private)...)
	resp.Diagnostics.Append(framework.BindTo(ctx, reading.OrganizationID, resp.Private)...)
	if !status.Holds(known.CallCenters) {
		if gone := departed(ctx, org, status, verb); gone.HasError() {
			resp.Diagnostics.Append(gone...)
			return
		}
		resp.Diagnostics.Append(leftState(status.User))
		resp.State.RemoveResource(ctx)
		return
	}
	resp.Diagnostics.Append(groupedNote...)
	resp.Diagnostics.Append(observe(ctx, org, status, &state)...)
	holds, err := holdsNow(ctx, org, status)
	if err != nil {
		resp.Diagnostics.Append(diagnose(verb, who, err)...)
		return
	}
	state.refresh(status, holds)
	if reading.Importing {
		state.CallCenter = framework.Optional(org.OtherCallCenter(ctx, status.User))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// departed proves that a user who holds nothing of Fastcall's left, and
// refuses to import one who was never there.
func departed(ctx context.Context, org *fastcall.Org, status *fastcall.Status, verb string) diag.Diagnostics {
	err := org.Absent(ctx)
	if err == nil && verb == "import" {
		err = &framework.StrangerError{User: status.User}
	}
	if err != nil {
		return diagnose(verb, status.User.Username, err)
	}
	return nil
}

// Update repairs missing parts and changes roles and call center in place.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	r.applies()
	var plan, config, state model
	resp.Diagnostics.Append(framework.Fill(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(framework.Fill(ctx, req.Config, &config)...)
	resp.Diagnostics.Append(framework.Fill(ctx, req.State, &state)...)
	timeout, diags := plan.Timeouts.Update(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	b := r.bound(ctx, "change", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if keys, ok := config.keys(); ok && !state.goesBy(keys) {
		if _, err := plannedUser(ctx, b.org, keys, state.ID); err != nil {
			resp.Diagnostics.Append(diagnose("change", state.subject(), err)...)
			return
		}
	}
	if err := b.org.CheckPolicy(fastcall.User{ID: state.ID.ValueString(), Username: state.subject()}, plan.releasePolicy()); err != nil {
		resp.Diagnostics.Append(diagnose("change", state.subject(), err)...)
		return
	}
	// Should the outcome stay unknown, the call center that was meant counts as given.
	if target, err := b.org.UserCallCenter(ctx, plan.CallCenter.ValueString()); err == nil {
		resp.Diagnostics.Append(b.notes.gave(target.ID).write(ctx, resp.Private)...)
	}
	outcome, err := b.org.Repair(ctx, state.ID.ValueString(), plan.enrollment(b.notes.CallCenters))
	if err != nil {
		resp.Diagnostics.Append(diagnose("change", state.subject(), err)...)
		return
	}
	plan.complete(outcome.Status, unlooked())
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(b.organizationID, outcome.Status.User.ID))...)
	resp.Diagnostics.Append(notes{Instance: b.notes.Instance, CallCenters: []string{outcome.CallCenterID}, Grouped: b.notes.Grouped}.named().write(ctx, resp.Private)...)
}

// Delete releases the user.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	r.applies()
	var state model
	resp.Diagnostics.Append(framework.Fill(ctx, req.State, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	b := r.bound(ctx, "release", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	receipt, err := b.org.Release(ctx, state.leaver(b.notes))
	if err != nil {
		resp.Diagnostics.Append(diagnose("release", state.subject(), err)...)
		return
	}
	resp.Diagnostics.Append(receiptOf(receipt)...)
}

// binding is what an existing user is bound to.
type binding struct {
	org            *fastcall.Org
	organizationID string
	notes          notes
}

// bound returns what the user of a state is bound to, after holding the org
// behind the provider block against the one that the state was made in.
func (r *Resource) bound(
	ctx context.Context, verb string, state *model, private framework.PrivateReader, diags *diag.Diagnostics,
) binding {
	b := binding{org: r.Org(diags), notes: readNotes(ctx, private, diags)}
	if diags.HasError() {
		return b
	}
	organizationID, more := framework.Bind(ctx, b.org, private, verb, state.subject())
	diags.Append(more...)
	b.organizationID = organizationID
	return b
}

// plannedUser looks at the user that the configuration names and holds it
// against the one that the plan was made for, where the plan knew.
func plannedUser(
	ctx context.Context, org *fastcall.Org, keys []fastcall.UserKey, planned framework.StringValue,
) (*fastcall.Status, error) {
	if known := planned.ValueString(); known != "" {
		status, err := org.ReadStatus(ctx, known)
		if err != nil || status.User.BearsAll(keys) {
			return status, err
		}
	}
	user, err := org.FindUser(ctx, keys)
	if err != nil {
		return nil, err
	}
	if known := planned.ValueString(); known != "" && known != user.ID {
		return nil, &framework.MovedKeyError{Key: keys[0], Planned: known, Found: user.ID}
	}
	return org.ReadStatus(ctx, user.ID)
}

func diagnose(verb, who string, err error) diag.Diagnostics {
	return framework.Diagnose(verb, who, err, blamable...)
}

// subject names a user by the configured keys.
func subject(keys []fastcall.UserKey) string {
	if name := keys[0].Username; name != "" {
		return name
	}
	return "user with " + keys[0].String()
}

// subject names the user that a state is about.
func (m *model) subject() string {
	if name := m.Username.ValueString(); name != "" {
		return name
	}
	return fmt.Sprintf("user %s", m.ID.ValueString())
}
