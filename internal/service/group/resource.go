package group

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// Resource is fastcall_group.
type Resource struct{ framework.ResourceBase }

// NewResource returns the resource fastcall_group.
func NewResource() resource.Resource { return &Resource{} }

var (
	_ resource.ResourceWithConfigure      = &Resource{}
	_ resource.ResourceWithValidateConfig = &Resource{}
	_ resource.ResourceWithModifyPlan     = &Resource{}
	_ resource.ResourceWithImportState    = &Resource{}
	_ resource.ResourceWithIdentity       = &Resource{}
)

// defaultTimeout bounds an operation for which the configuration sets none.
const defaultTimeout = 10 * time.Minute

// blamable lists the attributes that an error may point at.
var blamable = []string{"name", "developer_name", "extension", "members", "on_destroy"}

// Metadata implements resource.Resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_group"
}

// ValidateConfig refuses what no org could take.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(misfits(config.ACD)...)
	resp.Diagnostics.Append(checkReassignment(config.OnDestroy)...)
}

// misfits words settings for distributing calls that do not fit each other.
func misfits(acd types.Object) diag.Diagnostics {
	return framework.ACDMisfits(path.Root("acd"), fastcall.CheckACD(options(acd), unknownOption(acd)), acdName)
}

// checkReassignment holds together what says that numbers are handed on and
// who gets them.
func checkReassignment(onDestroy types.Object) diag.Diagnostics {
	var diags diag.Diagnostics
	policy, _ := onDestroy.Attributes()["phone_numbers"].(types.String)
	to, _ := onDestroy.Attributes()["reassign_numbers_to"].(framework.StringValue)
	if onDestroy.IsNull() || onDestroy.IsUnknown() || policy.IsUnknown() || to.IsUnknown() {
		return nil
	}
	reassigns := policy.ValueString() == string(fastcall.PolicyReassign)
	at := path.Root("on_destroy").AtName("reassign_numbers_to")
	switch {
	case reassigns && to.IsNull():
		diags.AddAttributeError(at, "Nobody to reassign phone numbers to",
			"phone_numbers = \"reassign\" needs somebody who gets them.\n\nWhat to do: Set reassign_numbers_to to the ID of a user or a Fastcall group.")
	case !reassigns && !to.IsNull():
		diags.AddAttributeError(at, "reassign_numbers_to without reassign",
			"It has no effect unless phone_numbers = \"reassign\".\n\nWhat to do: Set that, or leave reassign_numbers_to out.")
	}
	return diags
}

// Create makes the group, or takes over one that is there.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Timeouts.Create(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	organizationID, err := org.ID(ctx)
	if err != nil {
		resp.Diagnostics.Append(diagnose("create", plan.subject(), err)...)
		return
	}
	if plan.DeveloperName.IsUnknown() {
		plan.DeveloperName = types.StringValue(derivedName(plan.Name.ValueString()))
	}
	outcome, err := org.CreateGroup(ctx, plan.settings())
	if err != nil {
		resp.Diagnostics.Append(diagnose("create", plan.subject(), err)...)
	}
	if outcome.Group == nil || err != nil && outcome.Adopted {
		// Nothing exists, or nothing that was not there before: a half-made group in the state would be tainted and destroyed.
		return
	}
	if !plan.Members.IsNull() {
		if err := org.ClaimMembers(outcome.Group.ID, true); err != nil {
			resp.Diagnostics.Append(framework.Warn("Members of "+plan.subject()+" are managed twice", err))
		}
	}
	plan.complete(outcome.Group)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, outcome.Group.ID))...)
	resp.Diagnostics.Append(framework.BindTo(ctx, organizationID, resp.Private)...)
	resp.Diagnostics.Append(adoption(&plan, outcome)...)
}

// Read looks at the group and reports what changed.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Read(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	reading, ok := r.BeginRead(ctx, req.Private, state.subject(), &resp.Diagnostics)
	if !ok {
		return
	}
	// The framework wants an identity after every read, of a resource that is gone, too.
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(reading.OrganizationID, state.ID.ValueString()))...)
	if reading.Org == nil {
		return
	}
	resp.Diagnostics.Append(framework.BindTo(ctx, reading.OrganizationID, resp.Private)...)
	found := look(ctx, reading.Org, reading.Verb(), &state, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if found == nil {
		resp.State.RemoveResource(ctx)
		return
	}
	reading.Org.HoldGroup(found.ID)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// look reads the group of a state into it. It returns nil for one that is
// proved to be gone.
func look(ctx context.Context, org *fastcall.Org, verb string, state *model, diags *diag.Diagnostics) *fastcall.Group {
	fail := func(err error) *fastcall.Group {
		diags.Append(diagnose(verb, state.subject(), err)...)
		return nil
	}
	parts := state.settings().Parts()
	err := org.RequireGroup(ctx, state.settings())
	if verb == "import" {
		parts, err = org.EverythingOfGroups(ctx)
	}
	if err != nil {
		return fail(err)
	}
	id := state.ID.ValueString()
	g, err := org.Group(ctx, id, parts)
	switch {
	case err != nil:
		return fail(err)
	case verb == "import" && (g == nil || !g.Regular() || !g.Known()):
		return fail(stranger(id, g))
	case g == nil || g.Name == "":
		if err := org.GroupAbsent(ctx, id); err != nil {
			return fail(err)
		}
		diags.Append(leftState(state))
		return nil
	case verb == "import":
		state.takeIn(g, parts)
		return g
	}
	if !g.Known() && !state.RecordID.IsNull() {
		diags.Append(unknownToFastcall(state))
	}
	state.refresh(g)
	return g
}

// stranger says why a group cannot be imported.
func stranger(id string, g *fastcall.Group) error {
	err := &fastcall.GroupNotFoundError{Key: fastcall.GroupKey{ID: id}}
	if g != nil && g.Regular() && g.Name != "" {
		err.Strangers = []*fastcall.Group{g}
	}
	return err
}

// Update changes the group in place and makes Fastcall's record anew if it is
// gone.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := plan.Timeouts.Update(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	org, organizationID := r.bound(ctx, "change", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	settings := plan.settings()
	settings.Renamed = !plan.Name.Equal(state.Name)
	g, err := org.UpdateGroup(ctx, state.ID.ValueString(), settings)
	if err != nil {
		resp.Diagnostics.Append(diagnose("change", state.subject(), err)...)
		return
	}
	plan.complete(g)
	if promised := plan.RecordID.ID18(); promised != "" && promised != g.RecordID {
		resp.Diagnostics.Append(anotherRecordNow(&plan, g)) // The plan has promised the old one.
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, g.ID))...)
}

// Delete clears what points at the group and deletes it.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	org, _ := r.bound(ctx, "destroy", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	cleared, err := org.DeleteGroup(ctx, state.ID.ValueString(), state.policy())
	if err != nil {
		resp.Diagnostics.Append(diagnose("destroy", state.subject(), err)...)
		return
	}
	resp.Diagnostics.Append(framework.GroupTies("Destroyed %s and cleared what pointed at it", state.subject(), cleared, nil)...)
}

// bound returns the org behind the provider block, after holding it against
// the one that the state was made in.
func (r *Resource) bound(
	ctx context.Context, verb string, state *model, private framework.PrivateReader, diags *diag.Diagnostics,
) (*fastcall.Org, string) {
	org := r.Org(diags)
	if diags.HasError() {
		return nil, ""
	}
	organizationID, more := framework.Bind(ctx, org, private, verb, state.subject())
	diags.Append(more...)
	return org, organizationID
}

func diagnose(verb, who string, err error) diag.Diagnostics {
	return framework.Diagnose(verb, who, err, blamable...)
}

func identityOf(organizationID, groupID string) identityModel {
	return identityModel{OrganizationID: types.StringValue(organizationID), GroupID: types.StringValue(groupID)}
}
