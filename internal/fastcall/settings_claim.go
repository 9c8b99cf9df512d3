package fastcall

import "github.com/fastcall/terraform-provider-fastcall/internal/salesforce"

// ClaimSettings notes that a plan keeps a resource for a user's settings and
// returns an error if there is another: they would undo each other's writes for
// ever, and a reset by one takes away what the other has written. The wish is a
// text that is the same for the same configuration.
func (o *Org) ClaimSettings(userID string, claim Claim[string]) error {
	if o.settings.claims.keep(salesforce.LongID(userID), claim) != noConflict {
		return &SharedSettingsError{}
	}
	return nil
}
