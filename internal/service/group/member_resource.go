package group

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// MemberResource is fastcall_group_member.
type MemberResource struct{ framework.ResourceBase }

// NewMemberResource returns the resource fastcall_group_member.
func NewMemberResource() resource.Resource { return &MemberResource{} }

var (
	_ resource.ResourceWithConfigure   = &MemberResource{}
	_ resource.ResourceWithModifyPlan  = &MemberResource{}
	_ resource.ResourceWithImportState = &MemberResource{}
	_ resource.ResourceWithIdentity    = &MemberResource{}
)

// memberModel is fastcall_group_member as Terraform holds it.
type memberModel struct {
	ID       types.String          `tfsdk:"id"`
	GroupID  framework.StringValue `tfsdk:"group_id"`
	UserID   framework.StringValue `tfsdk:"user_id"`
	Timeouts timeouts.Value        `tfsdk:"timeouts"`
}

// memberIdentity is what tells one membership from all others.
type memberIdentity struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	GroupID        types.String `tfsdk:"group_id"`
	UserID         types.String `tfsdk:"user_id"`
}

func (m *memberModel) identity(organizationID string) memberIdentity {
	return memberIdentity{types.StringValue(organizationID), types.StringValue(m.GroupID.ID18()), types.StringValue(m.UserID.ID18())}
}

func (m *memberModel) subject() string {
	switch {
	case m.UserID.ValueString() == "" && m.GroupID.ValueString() == "": // Not known yet.
		return "membership of a user in a group"
	case m.UserID.ValueString() == "":
		return "membership of a user in group " + m.GroupID.ValueString()
	case m.GroupID.ValueString() == "":
		return "membership of user " + m.UserID.ValueString() + " in a group"
	}
	return fmt.Sprintf("membership of user %s in group %s", m.UserID.ValueString(), m.GroupID.ValueString())
}

// named gives the membership its id.
func (m *memberModel) named() { m.ID = types.StringValue(m.GroupID.ID18() + "/" + m.UserID.ID18()) }

// Metadata implements resource.Resource.
func (r *MemberResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_group_member"
}

// Create makes the user a member, or takes over a membership that is there.
func (r *MemberResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan memberModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Timeouts.Create(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	notes := memberNotes{}.named()
	organizationID, err := org.ID(ctx)
	var was bool
	if err == nil {
		was, err = org.Join(ctx, plan.GroupID.ID18(), plan.UserID.ID18(), notes.Instance)
	}
	if err != nil {
		resp.Diagnostics.Append(diagnoseMember("create", &plan, err)...)
		return
	}
	plan.named()
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, plan.identity(organizationID))...)
	resp.Diagnostics.Append(framework.BindTo(ctx, organizationID, resp.Private)...)
	resp.Diagnostics.Append(notes.write(ctx, resp.Private)...)
	if was {
		resp.Diagnostics.AddWarning("Took over the "+plan.subject(),
			"The user was a member already. The membership is managed from now on and ends when the resource is destroyed.")
	}
}

// Read looks whether the user is still a member.
func (r *MemberResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var state memberModel
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
	resp.Diagnostics.Append(resp.Identity.Set(ctx, state.identity(reading.OrganizationID))...)
	if reading.Org == nil {
		return
	}
	resp.Diagnostics.Append(framework.BindTo(ctx, reading.OrganizationID, resp.Private)...)
	if reading.Importing {
		resp.Diagnostics.Append(memberNotes{}.named().write(ctx, resp.Private)...)
	}
	is, diags := isMember(ctx, reading.Org, reading.Verb(), &state)
	resp.Diagnostics.Append(diags...)
	switch {
	case diags.HasError():
	case is:
		state.named()
		resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	default:
		resp.State.RemoveResource(ctx)
	}
}

// isMember looks at the membership, and proves that one which is not returned
// is gone.
func isMember(ctx context.Context, org *fastcall.Org, verb string, state *memberModel) (bool, diag.Diagnostics) {
	id, err := org.MembershipID(ctx, state.GroupID.ID18(), state.UserID.ID18())
	if err == nil && id == "" {
		if verb == "import" {
			err = &framework.NoMemberError{GroupID: state.GroupID.ID18(), UserID: state.UserID.ID18()}
		} else {
			err = org.GroupAbsent(ctx, state.GroupID.ID18(), "GroupMember")
		}
	}
	switch {
	case err != nil:
		return false, diagnoseMember(verb, state, err)
	case id != "":
		return true, nil
	}
	return false, diag.Diagnostics{diag.NewWarningDiagnostic("User "+state.UserID.ValueString()+" is no longer a member of group "+
		state.GroupID.ValueString(), "The membership was ended outside of Terraform, or the group is gone, and leaves the state. If the "+
		"configuration still has it, the plan makes it again; otherwise remove the resource.")}
}

// Update takes in what only the configuration says: a membership cannot change.
func (r *MemberResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan memberModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	bound, diags := framework.BoundTo(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, plan.identity(bound))...)
	resp.Diagnostics.Append(readNotes(ctx, req.Private, &resp.Diagnostics).named().write(ctx, resp.Private)...)
}

// Delete ends the membership. One that has ended already is done.
func (r *MemberResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state memberModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	org := r.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	_, diags = framework.Bind(ctx, org, req.Private, "destroy", state.subject())
	resp.Diagnostics.Append(diags...)
	notes := readNotes(ctx, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	superseded, err := org.Leave(ctx, state.GroupID.ID18(), state.UserID.ID18(), notes.named().Instance)
	switch {
	case err != nil:
		resp.Diagnostics.Append(diagnoseMember("destroy", &state, err)...)
	case superseded:
		resp.Diagnostics.Append(staysMember(&state))
	}
}

func diagnoseMember(verb string, m *memberModel, err error) diag.Diagnostics {
	return framework.Diagnose(verb, m.subject(), err, "group_id", "user_id")
}
