package orgsim

import (
	"slices"
	"strings"
)

// KeptEntries is how many requests a journal keeps.
const KeptEntries = keptEntries

// KeepEntries makes the journal of an org keep fewer.
func (o *Org) KeepEntries(n int) {
	o.ResetJournal()
	o.journal.keep = n
}

// FaultRows are the rows that the guide has for the effects of faults.
func FaultRows() []string {
	var rows []string
	for _, e := range effects {
		keys := ""
		if len(e.keys) > 0 {
			keys = "`" + strings.Join(e.keys, "`, `") + "` "
		}
		rows = append(rows, "| `"+string(e.effect)+"` | "+strings.ToUpper(e.meaning[:1])+e.meaning[1:]+" | "+keys+"|")
	}
	return rows
}

// FaultKeys are the keys that a fault has beside its effect.
func FaultKeys() []string {
	keys := slices.Clone(matchers)
	for _, e := range effects {
		keys = append(keys, e.keys...)
	}
	return keys
}

// FaultVerbs are the verbs that a fault can name.
var FaultVerbs = verbs
