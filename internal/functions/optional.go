package functions

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

// atMostOne refuses a second value of a parameter that may be left out, which
// Terraform knows only as one that may be given any number of times. before is
// the number of parameters in front of it.
func atMostOne(given int, before int64, what string) *function.FuncError {
	if given > 1 {
		return function.NewArgumentFuncError(before+1, fmt.Sprintf("Give at most one %s.", what))
	}
	return nil
}
