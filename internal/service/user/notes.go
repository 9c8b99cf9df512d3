package user

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// notesKey is where private state keeps what the attributes cannot say.
const notesKey = "notes"

// notes are what this resource knows of its own doings. The attributes say
// what is there now, which may be somebody else's doing; a release takes only
// what was given.
type notes struct {
	// Instance tells this instance from any other of the same user.
	Instance string `json:"instance,omitempty"`
	// CallCenters are the call centers that this resource gave, or meant to
	// give when the answer was lost.
	CallCenters []string `json:"call_centers,omitempty"`
	// Grouped are the roles through permission set groups that were told of.
	Grouped string `json:"grouped,omitempty"`
	// Ours is set while an onboarding that failed has left something behind.
	Ours *fastcall.Ours `json:"ours,omitempty"`
}

// readNotes reads the notes; there are none right after an import.
func readNotes(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) notes {
	return framework.ReadNote[notes](ctx, private, notesKey, diags)
}

// write keeps the notes.
func (n notes) write(ctx context.Context, private framework.PrivateWriter) diag.Diagnostics {
	return framework.WriteNote(ctx, private, notesKey, n)
}

// named makes sure that the instance can be told from others.
func (n notes) named() notes {
	n.Instance = framework.Named(n.Instance)
	return n
}

// gave adds a call center to those that were given.
func (n notes) gave(id string) notes {
	if id != "" && !slices.Contains(n.CallCenters, id) {
		n.CallCenters = append(slices.Clone(n.CallCenters), id)
	}
	return n
}

// recognize takes the user's present call center for given if it is the one
// that the configuration gives: after an import, and after a process that was
// killed before it could note anything.
func (n notes) recognize(ctx context.Context, org *fastcall.Org, status *fastcall.Status, wanted string) notes {
	target, err := org.UserCallCenter(ctx, wanted)
	if err != nil || target.ID != status.User.CallCenterID {
		return n
	}
	return n.gave(target.ID)
}
