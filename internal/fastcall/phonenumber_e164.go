package fastcall

import "strings"

// The lengths of an international number: the standard allows 15 digits, and
// fewer than 8 are no number that the world can call.
const (
	fewestDigits = 8
	mostDigits   = 15
)

// E164Fault is why a text is no international number.
type E164Fault string

// The faults.
const (
	E164NoPlus      E164Fault = "does not begin with +"
	E164LeadingZero E164Fault = "has a zero after the +"
	E164Stray       E164Fault = "has a character that belongs to no number"
	E164Length      E164Fault = "has fewer than 8 or more than 15 digits"
)

// E164Error says that a text is no international phone number.
type E164Error struct {
	Text  string
	Fault E164Fault
	// Stray is the character at fault.
	Stray rune
}

func (e *E164Error) Error() string { return e.Text + " " + string(e.Fault) }

// E164 is a phone number as the standard of that name writes it: a plus sign
// and digits, without the spaces, dashes, dots and parentheses by which people
// group them.
func E164(text string) (string, error) {
	rest, plus := strings.CutPrefix(text, "+")
	if !plus {
		return "", &E164Error{Text: text, Fault: E164NoPlus}
	}
	var digits strings.Builder
	for _, r := range rest {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case !strings.ContainsRune(" -.()", r):
			return "", &E164Error{Text: text, Fault: E164Stray, Stray: r}
		}
	}
	switch number := digits.String(); {
	case strings.HasPrefix(number, "0"):
		return "", &E164Error{Text: text, Fault: E164LeadingZero}
	case len(number) < fewestDigits || len(number) > mostDigits:
		return "", &E164Error{Text: text, Fault: E164Length}
	default:
		return "+" + number, nil
	}
}

// SameE164 tells whether two texts are spellings of one number. What is no
// international number is the same only as itself.
func SameE164(a, b string) bool { return plainNumber(a) == plainNumber(b) }

// plainNumber is a number without separators, and any other text as it is: an
// org may hold numbers that nobody would write into a configuration.
func plainNumber(text string) string {
	if number, err := E164(text); err == nil {
		return number
	}
	return text
}
