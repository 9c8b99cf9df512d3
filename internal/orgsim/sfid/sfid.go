package sfid

import "strings"

const (
	digits   = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	checks   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
	instance = "gL000"
)

// New returns the 18-character id with the given sequence number under a key prefix of three characters.
func New(prefix string, sequence uint64) string {
	var tail [7]byte
	for i := len(tail) - 1; i >= 0; i-- {
		tail[i] = digits[sequence%uint64(len(digits))]
		sequence /= uint64(len(digits))
	}
	id := prefix + instance + string(tail[:])
	return id + Checksum(id)
}

// Checksum returns the three characters that make a 15-character id safe for software that ignores case.
func Checksum(id15 string) string {
	var sum [3]byte
	for group := range sum {
		bits := 0
		for i := range 5 {
			if c := id15[group*5+i]; c >= 'A' && c <= 'Z' {
				bits |= 1 << i
			}
		}
		sum[group] = checks[bits]
	}
	return string(sum[:])
}

// Parse returns the 18-character form of an id given with 15 or 18 characters. A wrong checksum is refused when strict,
// and mended otherwise.
func Parse(text string, strict bool) (string, bool) {
	if len(text) != 15 && len(text) != 18 {
		return "", false
	}
	for i := range len(text) {
		if strings.IndexByte(digits, text[i]) < 0 {
			return "", false
		}
	}
	whole := text[:15] + Checksum(text[:15])
	if len(text) == 18 && strict && whole != text {
		return "", false
	}
	return whole, true
}
