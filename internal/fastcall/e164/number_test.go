package e164

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
		if got, err := Parse(text); got != want || err != nil {
			t.Errorf("%q is %q, %v, want %q", text, got, err, want)
		}
		if !Same(text, want) || Same(text, want+"1") {
			t.Errorf("%q is not just the same as %q", text, want)
		}
	}
	for text, want := range map[string]Fault{
		"": NoPlus, "70100003": NoPlus, " +4570100003": NoPlus, "004570100003": NoPlus, "(+45) 70100003": NoPlus,
		"+": Length, "+1234567": Length, "+1234567890123456": Length, "+0 4570100003": LeadingZero, "+(0)4570100003": LeadingZero,
		"+45 7010/0003": Stray, "+45\u00a070100003": Stray, "++4570100003": Stray, "+45٧٠١٠٠٠٠٣": Stray, "+4570100003x1": Stray,
		"+4570\xff100003": Stray,
	} {
		var refused *Error
		if _, err := Parse(text); !errors.As(err, &refused) || refused.Fault != want {
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
		number, err := Parse(text)
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
		again, err := Parse(number)
		if again != number || err != nil {
			t.Errorf("%q gives %q, which gives %q, %v", text, number, again, err)
		}
		if grouped := number + " -.()"; !Same(text, grouped) {
			t.Errorf("%q and %q differ", text, grouped)
		}
	})
}
