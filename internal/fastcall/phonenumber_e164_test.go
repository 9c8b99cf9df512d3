package fastcall

import (
	"errors"
	"strings"
	"testing"
)

func TestE164(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"+14155550100": "+14155550100", "+1 (415) 555-0100": "+14155550100", "+1.415.555.0100": "+14155550100",
		"+45 70 10 00 03 ": "+4570100003", "+()-. 12345678": "+12345678", "+123456789012345": "+123456789012345",
	} {
		if got, err := E164(text); got != want || err != nil {
			t.Errorf("%q is %q, %v, want %q", text, got, err, want)
		}
		if !SameE164(text, want) || SameE164(text, want+"1") {
			t.Errorf("%q is not just the same as %q", text, want)
		}
	}
	for text, want := range map[string]E164Fault{
		"": E164NoPlus, "70100003": E164NoPlus, " +4570100003": E164NoPlus, "004570100003": E164NoPlus, "(+45) 70100003": E164NoPlus,
		"+": E164Length, "+1234567": E164Length, "+1234567890123456": E164Length, "+0 4570100003": E164LeadingZero, "+(0)4570100003": E164LeadingZero,
		"+45 7010/0003": E164Stray, "+45\u00a070100003": E164Stray, "++4570100003": E164Stray, "+45٧٠١٠٠٠٠٣": E164Stray, "+4570100003x1": E164Stray,
		"+4570\xff100003": E164Stray,
	} {
		var refused *E164Error
		if _, err := E164(text); !errors.As(err, &refused) || refused.Fault != want {
			t.Errorf("%q gives %v, want %q", text, err, want)
		}
	}
}

// Whatever is taken for a number is plus and digits, stays itself, and stays
// the same number however it is grouped.
func FuzzE164(f *testing.F) {
	for _, seed := range []string{"+14155550100", "+1 (415) 555-0100", "+0045", "70 10 00 03", "+45.70-10(00)03", "+\u0661"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := E164(text)
		if err != nil {
			if number != "" {
				t.Errorf("%q is refused and gives %q", text, number)
			}
			return
		}
		digits, plus := strings.CutPrefix(number, "+")
		if !plus || strings.Trim(digits, "0123456789") != "" || len(digits) < 8 || len(digits) > 15 || digits[0] == '0' {
			t.Errorf("%q gives %q", text, number)
		}
		again, err := E164(number)
		if again != number || err != nil {
			t.Errorf("%q gives %q, which gives %q, %v", text, number, again, err)
		}
		if grouped := number + " -.()"; !SameE164(text, grouped) {
			t.Errorf("%q and %q differ", text, grouped)
		}
	})
}
