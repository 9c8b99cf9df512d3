// Package e164 reads and writes phone numbers in the international form of the
// standard E.164.
package e164

import "strings"

// The lengths of an international number: the standard allows 15 digits, and
// fewer than 8 are no number that the world can call.
const (
	fewestDigits = 8
	mostDigits   = 15
)

// Fault is why a text is no international number.
type Fault string

// The faults.
const (
	NoPlus      Fault = "does not begin with +"
	LeadingZero Fault = "has a zero after the +"
	Stray       Fault = "has a character that belongs to no number"
	Length      Fault = "has fewer than 8 or more than 15 digits"
)

// Error says that a text is no international phone number.
type Error struct {
	Text  string
	Fault Fault
	// Stray is the character at fault.
	Stray rune
}

func (e *Error) Error() string { return e.Text + " " + string(e.Fault) }

// Parse is a phone number as the standard of that name writes it: a plus sign
// and digits, without the spaces, dashes, dots and parentheses by which people
// group them.
func Parse(text string) (string, error) {
	rest, plus := strings.CutPrefix(text, "+")
	if !plus {
		return "", &Error{Text: text, Fault: NoPlus}
	}
	var digits strings.Builder
	for _, r := range rest {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case !strings.ContainsRune(" -.()", r):
			return "", &Error{Text: text, Fault: Stray, Stray: r}
		}
	}
	switch number := digits.String(); {
	case strings.HasPrefix(number, "0"):
		return "", &Error{Text: text, Fault: LeadingZero}
	case len(number) < fewestDigits || len(number) > mostDigits:
		return "", &Error{Text: text, Fault: Length}
	default:
		return "+" + number, nil
	}
}

// Same tells whether two texts are spellings of one number. What is no
// international number is the same only as itself.
func Same(a, b string) bool { return Plain(a) == Plain(b) }

// Plain is a number without separators, and any other text as it is: an
// org may hold numbers that nobody would write into a configuration.
func Plain(text string) string {
	if number, err := Parse(text); err == nil {
		return number
	}
	return text
}
