package fastcall

import (
	"sync"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// settingsLedger is what this walk plans for and has done to the settings of
// each user. Two resources for one user would undo each other's writes for
// ever, and a reset by one takes away what the other has written.
type settingsLedger struct {
	mu sync.Mutex
	// kept are the claims that a plan keeps, given the resources that have written
	// settings in this walk.
	kept  map[string]SettingsClaim
	given map[string]string
}

// SettingsClaim is what one resource means to do with a user's settings.
type SettingsClaim struct {
	// Instance tells it from any other; empty before it exists. One that is
	// replaced is planned twice, with its instance and without.
	Instance string
	// Config is the same text for the same configuration.
	Config string
}

// against tells whether two claims are of two resources.
func (c SettingsClaim) against(other SettingsClaim) bool {
	if c.Instance != "" && other.Instance != "" {
		return c.Instance != other.Instance
	}
	return c.Config != other.Config
}

// ClaimSettings notes that a plan keeps a resource for a user's settings and
// returns an error if there is another. Plans come in no fixed order: whichever
// comes second is told.
func (o *Org) ClaimSettings(userID string, claim SettingsClaim) error {
	l := o.settings.claims.open()
	defer l.mu.Unlock()
	kept, another := l.kept[salesforce.LongID(userID)]
	if another && kept.against(claim) {
		return &SharedSettingsError{}
	}
	if !another || claim.Instance != "" {
		l.kept[salesforce.LongID(userID)] = claim
	}
	return nil
}

// open returns the locked ledger.
func (l *settingsLedger) open() *settingsLedger {
	l.mu.Lock()
	if l.kept == nil {
		l.kept, l.given = map[string]SettingsClaim{}, map[string]string{}
	}
	return l
}

// wrote notes that a resource has written a user's settings.
func (l *settingsLedger) wrote(userID, instance string) {
	defer l.open().mu.Unlock()
	l.given[userID] = instance
	l.kept[userID] = SettingsClaim{Instance: instance, Config: l.kept[userID].Config}
}

// cleared notes that a resource has taken a user's settings back.
func (l *settingsLedger) cleared(userID string) {
	defer l.open().mu.Unlock()
	delete(l.given, userID)
	delete(l.kept, userID)
}

// byAnother tells whether another resource has written a user's settings in
// this walk.
func (l *settingsLedger) byAnother(userID, instance string) bool {
	defer l.open().mu.Unlock()
	giver, given := l.given[userID]
	return given && giver != instance
}
