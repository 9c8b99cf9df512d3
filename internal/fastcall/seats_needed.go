package fastcall

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// SeatsFor is the number of seats to buy for people, each of whom is named by
// user name or id, and for the guest users of sites. Nobody counts twice:
// letters of user names count whatever their case, ids of 15 and 18 characters
// are the same.
func SeatsFor(people []string, guests int64) int64 {
	distinct := make(map[string]bool, len(people))
	for _, who := range people {
		if id, err := salesforce.ID18(who); err == nil {
			distinct[id] = true
		} else {
			distinct[strings.ToLower(who)] = true
		}
	}
	return int64(len(distinct)) + guests
}
