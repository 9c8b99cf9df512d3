package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// givenKey is where private state keeps the call center that this resource
// gave. The attribute call_center_id says where the user is now, which may be
// somebody else's doing: a release takes only what was given.
const givenKey = "call_center"

// given returns the id of the call center that was given; empty if none was.
func given(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) string {
	id, d := framework.Note(ctx, private, givenKey)
	diags.Append(d...)
	return id
}

// setGiven notes the call center that was given.
func setGiven(ctx context.Context, private framework.PrivateWriter, id string) diag.Diagnostics {
	return framework.SetNote(ctx, private, givenKey, id)
}

// adoptGiven is the call center that counts as given after an import: the
// user's own, if it is the one that the configuration would give by default.
func adoptGiven(ctx context.Context, org *fastcall.Org, status *fastcall.Status) string {
	target, err := org.CallCenter(ctx, "")
	if err != nil || target.ID != status.User.CallCenterID {
		return ""
	}
	return target.ID
}
