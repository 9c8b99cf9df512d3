package framework

import (
	"fmt"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// explainAction words what keeps an action of the package from running.
func explainAction(err error) (explanation, bool) {
	if e, ok := as[*fastcall.ActionNotFoundError](err); ok {
		return explanation{
			said: said(apiError(e)),
			what: fmt.Sprintf("The org has no action %s, or the API user may not run it. Fastcall sets a user's status by it.", e.Name),
			next: fmt.Sprintf("Give the API user access to the Apex class %s: one of Fastcall's permission sets brings it. If Fastcall is "+
				"installed in another namespace, set namespace in the provider block; if its version is old, update it.", e.Class),
		}, true
	}
	return explanation{}, false
}
