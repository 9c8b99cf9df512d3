package phonenumber

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// Resource is fastcall_phone_number_assignment.
type Resource struct{ framework.ResourceBase }

// NewResource returns the resource fastcall_phone_number_assignment.
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
var blamable = []string{"phone_number", "phone_number_id", "user_id", "group_id", "replace_existing_assignment", "available_for",
	"outbound_sms_enabled", "ivr_id"}

// Metadata implements resource.Resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_phone_number_assignment"
}

// Create assigns the number.
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

	keys, ok := config.keys()
	if !ok {
		return // Never at apply: the validation asks for a key.
	}
	organizationID, err := org.ID(ctx)
	if err != nil {
		resp.Diagnostics.Append(diagnose("assign", subject(keys), err)...)
		return
	}
	id, err := plannedNumber(ctx, org, keys, plan.ID)
	if err != nil {
		resp.Diagnostics.Append(diagnose("assign", subject(keys), err)...)
		return
	}
	wish := plan.wish()
	n := notes{}.named().gave(wish.Owner)
	before, err := org.AssignNumber(ctx, fastcall.NumberAssignment{NumberID: id, Keys: keys, Instance: n.Instance, Wish: wish,
		Take: plan.ReplaceExistingAssignment.ValueBool()})
	if err != nil {
		// One write: if it came about after all, the next apply adopts what it did.
		resp.Diagnostics.Append(diagnose("assign", subject(keys), err)...)
		return
	}
	plan.complete(before)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(organizationID, before.ID))...)
	resp.Diagnostics.Append(framework.BindTo(ctx, organizationID, resp.Private)...)
	resp.Diagnostics.Append(n.write(ctx, resp.Private)...)
	resp.Diagnostics.Append(adoption(before, wish.Owner)...)
}

// Read looks at the number and reports what changed.
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
	number, diags := found(ctx, reading.Org, reading.Verb(), &state)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if number == nil {
		resp.State.RemoveResource(ctx)
		return
	}
	n := readNotes(ctx, req.Private, &resp.Diagnostics).named()
	if reading.Importing {
		n = n.gave(number.Owner) // An import takes over what is there.
	}
	state.refresh(number)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	resp.Diagnostics.Append(n.write(ctx, resp.Private)...)
	resp.Diagnostics.Append(framework.BindTo(ctx, reading.OrganizationID, resp.Private)...)
}

// found looks at the number of a state; nil with a warning if it is proved to
// be gone.
func found(ctx context.Context, org *fastcall.Org, verb string, state *model) (*fastcall.PhoneNumber, diag.Diagnostics) {
	// What the state has and the org does not show would look like a change.
	err := org.SeesNumber(ctx, state.wish())
	var number *fastcall.PhoneNumber
	if err == nil {
		number, err = org.PhoneNumber(ctx, fastcall.NumberKey{ID: state.ID.ValueString()})
	}
	if gone := new(fastcall.NumberNotFoundError); errors.As(err, &gone) && verb == "read" {
		if err = org.NumberGone(ctx, state.ID.ValueString()); err == nil {
			return nil, diag.Diagnostics{leftState(state.subject())}
		}
	}
	if err == nil && verb == "import" && number.Owner.None() {
		// It may be the whole org's where that cannot be seen.
		if err = org.SeesNumber(ctx, fastcall.NumberWish{Owner: fastcall.NumberOwner{OrgWide: true}}); err == nil {
			err = &framework.UnassignedError{Number: *number}
		}
	}
	if err != nil {
		return nil, diagnose(verb, state.subject(), err)
	}
	return number, nil
}

// Update changes owner, access and settings in place.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, config, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := plan.Timeouts.Update(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	b := r.bound(ctx, "change", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if keys, ok := config.keys(); ok && !state.goesBy(keys) {
		if err := sameNumber(ctx, b.org, keys, &state); err != nil {
			resp.Diagnostics.Append(diagnose("change", state.subject(), err)...)
			return
		}
	}
	wish := plan.wish()
	// Should the outcome stay unknown, the owner that was meant counts as given.
	resp.Diagnostics.Append(b.notes.gave(wish.Owner).write(ctx, resp.Private)...)
	before, err := b.org.AssignNumber(ctx, fastcall.NumberAssignment{NumberID: state.ID.ValueString(), Instance: b.notes.Instance, Wish: wish, Take: true})
	if err != nil {
		resp.Diagnostics.Append(diagnose("change", state.subject(), err)...)
		return
	}
	plan.complete(before)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(b.organizationID, before.ID))...)
	resp.Diagnostics.Append(notes{Instance: b.notes.Instance}.gave(wish.Owner).write(ctx, resp.Private)...)
	if was, _ := state.owner(); !b.org.HasLeft(was) {
		resp.Diagnostics.Append(surprise(before, wish.Owner, append(b.notes.Given, was))...)
	}
}

// Delete takes the number from whom this resource gave it to.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	b := r.bound(ctx, "unassign", &state, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	receipt, err := b.org.UnassignNumber(ctx, fastcall.NumberLeaver{NumberID: state.ID.ValueString(), Instance: b.notes.Instance,
		Given: b.notes.Given, Users: state.available("user_ids"), Groups: state.available("group_ids")})
	if err != nil {
		resp.Diagnostics.Append(diagnose("unassign", state.subject(), err)...)
		return
	}
	resp.Diagnostics.Append(receiptOf(state.subject(), receipt)...)
}

// binding is what an existing assignment is bound to.
type binding struct {
	org            *fastcall.Org
	organizationID string
	notes          notes
}

// bound returns what the assignment of a state is bound to, after holding the
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

// plannedNumber is the id of the number that the plan was made for, and of the
// one that the configuration names where the plan did not know.
func plannedNumber(
	ctx context.Context, org *fastcall.Org, keys []fastcall.NumberKey, planned framework.StringValue,
) (string, error) {
	if id := planned.ValueString(); id != "" {
		return id, nil
	}
	number, err := org.PhoneNumber(ctx, keys...)
	if err != nil {
		return "", err
	}
	return number.ID, nil
}

// sameNumber returns an error if keys name another number than the state.
func sameNumber(ctx context.Context, org *fastcall.Org, keys []fastcall.NumberKey, state *model) error {
	_, err := org.PhoneNumber(ctx, append(keys, fastcall.NumberKey{ID: state.ID.ValueString()})...)
	return err
}

func diagnose(verb, what string, err error) diag.Diagnostics {
	return framework.Diagnose(verb, what, err, blamable...)
}

// subject names a number by the configured keys.
func subject(keys []fastcall.NumberKey) string {
	if number := keys[0].Number; number != "" {
		return number
	}
	return "number with " + keys[0].String()
}

// subject names the number that a state is about.
func (m *model) subject() string {
	if number := m.PhoneNumber.ValueString(); number != "" {
		return number
	}
	return "phone number " + m.ID.ValueString()
}
