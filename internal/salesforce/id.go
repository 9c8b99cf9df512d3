package salesforce

import "strconv"

const idAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"

// IDError is a text that is no Salesforce id.
type IDError struct {
	ID     string
	Reason string
}

// Error quotes the text and gives the reason.
func (e *IDError) Error() string { return strconv.Quote(e.ID) + ": " + e.Reason }

// ID18 returns the 18-character form of an id of 15 or 18 characters. The last three
// encode which letters are upper case, five to a character; a wrong check is an error.
func ID18(id string) (string, error) {
	if len(id) != 15 && len(id) != 18 {
		return "", &IDError{id, "must have 15 or 18 characters"}
	}
	for i := range len(id) {
		if c := id[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return "", &IDError{id, "must consist of letters and digits"}
		}
	}
	full := []byte(id[:15])
	for group := 0; group < 15; group += 5 {
		check := 0
		for bit := range 5 {
			if c := id[group+bit]; c >= 'A' && c <= 'Z' {
				check |= 1 << bit
			}
		}
		full = append(full, idAlphabet[check])
	}
	if len(id) == 18 && id != string(full) {
		return "", &IDError{id, "must have the check characters " + string(full[15:])}
	}
	return string(full), nil
}

// SameID reports whether two ids name the same row, whatever their length. Case counts.
func SameID(a, b string) bool {
	a18, errA := ID18(a)
	b18, errB := ID18(b)
	return errA == nil && errB == nil && a18 == b18
}

// LongID is an id in its 18-character form, and any other text as it is.
func LongID(id string) string {
	if long, err := ID18(id); err == nil {
		return long
	}
	return id
}

// BothForms are ids in both forms. References match either, but a text that
// holds an id matches only the form that somebody wrote into it.
func BothForms(ids []string) []string {
	both := make([]string, 0, 2*len(ids))
	for _, id := range ids {
		if long, err := ID18(id); err == nil {
			both = append(both, long, long[:15])
			continue
		}
		both = append(both, id)
	}
	return both
}
