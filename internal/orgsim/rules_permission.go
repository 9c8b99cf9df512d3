package orgsim

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
)

// permit refuses a caller who lacks the permission that a write takes. To put a user into a call center, Manage Call
// Centers is both needed and enough (S56).
func (t *tx) permit(object *schema.Object, body map[string]any) *apiError {
	if t.admin {
		return nil
	}
	callCenter, other := false, object.Name != "User"
	for name := range body {
		switch {
		case object.Name == "User" && callCenterFields[strings.ToLower(name)]:
			callCenter = true
		case name != "attributes":
			other = true
		}
	}
	if other && !t.access.edits(object.Name) || callCenter && !t.access.may(ManageCallCenters) {
		return t.errReadOnly()
	}
	return nil
}
