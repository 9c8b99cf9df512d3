package soql

// The lengths of an id without and with its checksum.
const (
	shortID = 15
	longID  = 18
)

// validID accepts 15 base-62 characters, or 18 whose last three are the right
// checksum; lenient lets a wrong checksum pass.
func validID(id string, lenient bool) bool {
	if len(id) != shortID && len(id) != longID {
		return false
	}
	for i := range len(id) {
		if !isLetter(id[i]) && !isDigit(id[i]) {
			return false
		}
	}
	return len(id) == shortID || lenient || id[shortID:] == checksum(id[:shortID])
}

// checksum computes the three characters that follow a 15-character id: one for
// each five characters, from the positions of the capitals among them.
func checksum(id string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
	var sum [3]byte
	for group := range sum {
		bits := 0
		for i := range 5 {
			if c := id[group*5+i]; 'A' <= c && c <= 'Z' {
				bits |= 1 << i
			}
		}
		sum[group] = alphabet[bits]
	}
	return string(sum[:])
}
