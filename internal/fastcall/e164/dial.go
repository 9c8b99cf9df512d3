package e164

import (
	"errors"
	"strings"
)

// CountryCodeError says that a text is no country calling code.
type CountryCodeError struct{ Text string }

func (e *CountryCodeError) Error() string { return e.Text + " is no country calling code" }

// Dial is the international form of a number as somebody writes it who lives
// in a country: what begins with + stays, anything else loses one leading zero
// and gets the country's calling code, as when Fastcall dials it. A number that
// begins with two zeros is refused: what follows them is a country code
// already, which the rule does not see.
func Dial(text, countryCode string) (string, error) {
	code := strings.TrimPrefix(countryCode, "+")
	if len(code) < 1 || len(code) > 3 || strings.Trim(code, "0123456789") != "" || code[0] == '0' {
		return "", &CountryCodeError{Text: countryCode}
	}
	national := strings.TrimLeft(text, " -.()")
	if strings.HasPrefix(national, "+") {
		return Parse(national)
	}
	if rest, zero := strings.CutPrefix(national, "0"); zero {
		if strings.HasPrefix(strings.TrimLeft(rest, " -.()"), "0") {
			return "", &Error{Text: text, Fault: LeadingZero}
		}
		national = rest
	}
	number, err := Parse("+" + code + national)
	if fault := new(Error); errors.As(err, &fault) {
		fault.Text = text
	}
	return number, err
}
