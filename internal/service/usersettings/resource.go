package usersettings

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// Resource is fastcall_user_settings.
type Resource struct{ framework.ResourceBase }

// NewResource returns the resource fastcall_user_settings.
func NewResource() resource.Resource { return &Resource{} }

var (
	_ resource.ResourceWithConfigure   = &Resource{}
	_ resource.ResourceWithModifyPlan  = &Resource{}
	_ resource.ResourceWithImportState = &Resource{}
	_ resource.ResourceWithIdentity    = &Resource{}
)

// defaultTimeout bounds an operation for which the configuration sets none.
const defaultTimeout = 10 * time.Minute

// blamable lists the attributes that an error may point at.
var blamable = []string{"user_id", "user_settings", "devices", "inbound_routing", "messages", "sms_templates", "extra_fields"}

// Metadata implements resource.Resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user_settings"
}

// Create writes the settings; what is there already is taken over.
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
		resp.Diagnostics.Append(diagnose("write", plan.subject(), err)...)
		return
	}
	n := notes{}.named()
	wish := plan.wish()
	wish.Instance, wish.Numbers = n.Instance, plan.PhoneNumbers.IsUnknown()
	outcome, err := org.SetSettings(ctx, wish)
	if err != nil {
		resp.Diagnostics.Append(diagnose("write", plan.subject(), err)...)
		// Settings are no thing of their own: another create finds what was written.
		// But what it finds it does not take back, so a reset needs to be told.
		if n.Unsure = outcome != nil && outcome.Unsure && plan.OnDestroy.ValueString() == destroyReset; !n.Unsure {
			return
		}
		resp.Diagnostics.Append(framework.SettingsUnsure(plan.subject()))
	}
	plan.complete(outcome.Before)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, plan.ID.ValueString()))...)
	resp.Diagnostics.Append(framework.BindTo(ctx, organizationID, resp.Private)...)
	resp.Diagnostics.Append(n.and(outcome.Made).write(ctx, resp.Private)...)
}

// complete fills what a plan left open. What it promised stays: the next read
// tells the truth anyway.
func (m *model) complete(have *fastcall.Settings) {
	if m.ID.IsUnknown() {
		m.ID = framework.SalesforceID(m.UserID.ID18())
	}
	if m.PhoneNumbers.IsUnknown() {
		m.PhoneNumbers = numbersOf(have)
	}
}

// Read looks at the managed sections. Settings never leave the state by
// themselves: a user who has none has empty ones.
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
	if reading.Org == nil {
		resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(reading.OrganizationID, state.ID.ValueString()))...)
		return
	}
	have, err := look(ctx, reading.Org, &state, reading.Importing)
	if err != nil {
		resp.Diagnostics.Append(diagnose(reading.Verb(), state.subject(), err)...)
		return
	}
	if reading.Importing {
		resp.Diagnostics.Append(state.present(have)...)
	}
	state.refresh(have, reading.Importing)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(reading.OrganizationID, state.ID.ValueString()))...)
	resp.Diagnostics.Append(framework.BindTo(ctx, reading.OrganizationID, resp.Private)...)
	if reading.Importing {
		resp.Diagnostics.Append(notes{}.named().write(ctx, resp.Private)...)
	}
}

// look reads the settings of a state. What the state manages must be there to
// be read; an import takes what there is.
func look(ctx context.Context, org *fastcall.Org, state *model, importing bool) (*fastcall.Settings, error) {
	if importing {
		return org.Settings(ctx, state.UserID.ID18())
	}
	return org.ManagedSettings(ctx, state.wish())
}

// Update writes what differs; nothing if the plan only manages less or more
// than the state did.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := plan.Timeouts.Update(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	b := r.bound(ctx, "change", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	wish := plan.wish()
	wish.Instance, wish.Numbers = b.notes.Instance, plan.PhoneNumbers.IsUnknown()
	wish.InitialStatus = "" // Only a creation has one.
	wish.Dropped = plan.dropped(&state, b.notes.Names)
	outcome, err := b.org.SetSettings(ctx, wish)
	if outcome != nil && err != nil {
		// Should the outcome stay unknown, what was meant counts as made.
		resp.Diagnostics.Append(b.notes.and(outcome.Made).write(ctx, resp.Private)...)
	}
	if err != nil {
		resp.Diagnostics.Append(diagnose("change", state.subject(), err)...)
		return
	}
	plan.complete(outcome.Before)
	b.notes.Unsure = false
	resp.Diagnostics.Append(b.notes.without(wish.Dropped).and(outcome.Made).write(ctx, resp.Private)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(b.organizationID, plan.ID.ValueString()))...)
}

// Delete leaves the settings as they are, or resets those that are managed.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if state.OnDestroy.ValueString() != destroyReset || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	b := r.bound(ctx, "reset", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	wish := state.wish()
	wish.Instance = b.notes.Instance
	// After a failed creation, Terraform destroys and creates again: what the user
	// had before is not to be lost on the way.
	wish.AddMissing = wish.AddMissing || b.notes.Unsure
	outcome, err := b.org.ResetSettings(ctx, wish, b.notes.Names)
	if err != nil {
		resp.Diagnostics.Append(diagnose("reset", state.subject(), err)...)
		return
	}
	if outcome.Superseded {
		resp.Diagnostics.Append(framework.SettingsNotReset(state.subject()))
	}
	if len(outcome.Kept) > 0 {
		resp.Diagnostics.Append(framework.KeptDevices(state.subject(), outcome.Kept))
	}
}

// binding is what existing settings are bound to.
type binding struct {
	org            *fastcall.Org
	organizationID string
	notes          notes
}

// bound returns what the settings of a state are bound to, after holding the
// org behind the provider block against the one that the state was made in.
func (r *Resource) bound(
	ctx context.Context, verb string, state *model, private framework.PrivateReader, diags *diag.Diagnostics,
) binding {
	b := binding{org: r.Org(diags), notes: readNotes(ctx, private, diags).named()}
	if diags.HasError() {
		return b
	}
	organizationID, more := framework.Bind(ctx, b.org, private, verb, state.subject())
	diags.Append(more...)
	b.organizationID = organizationID
	return b
}

func identityOf(organizationID, userID string) identityModel {
	return identityModel{OrganizationID: types.StringValue(organizationID), UserID: types.StringValue(userID)}
}

func diagnose(verb, subject string, err error) diag.Diagnostics {
	return framework.Diagnose(verb, subject, err, blamable...)
}
