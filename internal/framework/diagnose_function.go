package framework

import (
	"fmt"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// WholeID is the 18-character form of the id of any record; why says what is
// wrong with a text that is none.
func WholeID(text string) (id, why string) {
	id, err := salesforce.ID18(text)
	if err != nil {
		return "", malformedID(text, err)
	}
	return id, ""
}

// CannotDial says why a number cannot be dialed from a country, and which of
// the two arguments, number and country code, is at fault.
func CannotDial(err error) (argument int64, text string) {
	if e, ok := as[*e164.CountryCodeError](err); ok {
		return 1, fmt.Sprintf("%q is no country calling code.\n\nWhat to do: Write its one to three digits, with or without a +, "+
			"for example \"44\" or \"+44\".", e.Text)
	}
	if e, ok := as[*e164.Error](err); ok && e.Fault == e164.LeadingZero {
		return 0, fmt.Sprintf("%q begins with more than one zero.\n\nWhat to do: Write a number of the country with one zero or none, "+
			"and a number of another country with + instead of the zeros.", e.Text)
	}
	return 0, MalformedNumber(err)
}
