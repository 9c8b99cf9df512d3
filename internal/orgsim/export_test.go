package orgsim

// KeptEntries is how many requests a journal keeps.
const KeptEntries = keptEntries

// KeepEntries makes the journal of an org keep fewer.
func (o *Org) KeepEntries(n int) {
	o.ResetJournal()
	o.journal.keep = n
}
