package fastcall

import "github.com/fastcall/terraform-provider-fastcall/internal/salesforce"

// ClaimSettings notes that a plan keeps a resource for a user's settings and
// returns an error if there is another: they would undo each other's writes for
// ever, and a reset by one takes away what the other has written.
func (o *Org) ClaimSettings(userID, instance string) error {
	if o.settings.claims.keep(salesforce.LongID(userID), Claim[struct{}]{Instance: instance}) != noConflict {
		return &SharedSettingsError{}
	}
	return nil
}
