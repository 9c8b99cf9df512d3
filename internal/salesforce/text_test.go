package salesforce_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

func TestSOQL(t *testing.T) {
	at := time.Date(2026, 5, 4, 3, 2, 1, 0, time.FixedZone("", 3600))
	got := salesforce.SOQL("SELECT ? FROM ? WHERE A = ? AND B IN ? AND C = ? AND D > ? AND E = ? AND F < ?",
		[]salesforce.Name{"Id", "Owner.Name"}, salesforce.Name("T__c"), `O'Neil \ "x"`, []string{"a", "b'"}, true, 7, nil, at)
	want := `SELECT Id,Owner.Name FROM T__c WHERE A = 'O\'Neil \\ "x"' AND B IN ('a','b\'') AND C = true AND D > 7 AND E = null AND F < 2026-05-04T02:02:01.000Z`
	if got != want {
		t.Errorf("SOQL =\n%s, not\n%s", got, want)
	}
	for name, mistake := range map[string]func(){
		"too few":    func() { salesforce.SOQL("? ?", 1) },
		"too many":   func() { salesforce.SOQL("?", 1, 2) },
		"empty list": func() { salesforce.SOQL("?", []string{}) },
		"type":       func() { salesforce.SOQL("?", 1.5) },
		"name":       func() { salesforce.SOQL("?", salesforce.Name("Id FROM User")) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			mistake()
		}()
	}
}

// FuzzSOQLQuoting reads each literal as SOQL does: it must end where it ends, and say
// what was put in.
func FuzzSOQLQuoting(f *testing.F) {
	for _, seed := range []string{"", "'", `\`, `\'`, "a'b", "\n\r\t\b\f", "\x00\x7f", "ü€😀", "' OR Name != '", `\u0027`, "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		literal := salesforce.SOQL("?", text)
		if got, rest, ok := readLiteral(literal); !ok || rest != "" || got != strings.ToValidUTF8(text, "\uFFFD") {
			t.Errorf("%q became %s, read as %q and %q", text, literal, got, rest)
		}
	})
}

func readLiteral(s string) (value, rest string, ok bool) {
	escapes := map[byte]string{'n': "\n", 'r': "\r", 't': "\t", 'b': "\b", 'f': "\f", '"': `"`, '\'': "'", '\\': `\`}
	if !strings.HasPrefix(s, "'") {
		return "", s, false
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'':
			return b.String(), s[i+1:], true
		case c < ' ':
			return "", s, false
		case c != '\\':
			b.WriteByte(c)
		case i+5 < len(s) && s[i+1] == 'u':
			code, err := strconv.ParseUint(s[i+2:i+6], 16, 32)
			if err != nil {
				return "", s, false
			}
			b.WriteRune(rune(code))
			i += 5
		case i+1 < len(s) && escapes[s[i+1]] != "":
			b.WriteString(escapes[s[i+1]])
			i++
		default:
			return "", s, false
		}
	}
	return "", s, false
}

func TestID18(t *testing.T) {
	for in, want := range map[string]string{
		"001000000000001":    "001000000000001AAA",
		"00D000000000001EAA": "00D000000000001EAA",
		"0052w00000AbCdEFGH": "",
		"00d000000000001EAA": "",
		"00D00000000000'":    "",
		"00D0000":            "",
		"":                   "",
	} {
		got, err := salesforce.ID18(in)
		var bad *salesforce.IDError
		if got != want || (want == "") != errors.As(err, &bad) {
			t.Errorf("ID18(%q) = %q, %v", in, got, err)
		}
	}
	if !salesforce.SameID("00D000000000001", orgID) || salesforce.SameID("00d000000000001", orgID) || salesforce.SameID("", "") {
		t.Error("SameID")
	}
}

func FuzzID18(f *testing.F) {
	f.Add("00D000000000001")
	f.Add("00D000000000001EAA")
	f.Fuzz(func(t *testing.T, in string) {
		long, err := salesforce.ID18(in)
		if err != nil {
			return
		}
		again, err := salesforce.ID18(long)
		if err != nil || again != long || len(long) != 18 || !strings.HasPrefix(long, in[:15]) || !salesforce.SameID(in, long) {
			t.Errorf("ID18(%q) = %q, then %q, %v", in, long, again, err)
		}
	})
}

func TestTime(t *testing.T) {
	for text, want := range map[string]string{
		`"2022-03-17T16:21:26.000+0000"`: "2022-03-17T16:21:26Z",
		`"2022-03-17T16:21:26Z"`:         "2022-03-17T16:21:26Z",
		`null`:                           "0001-01-01T00:00:00Z",
	} {
		var got salesforce.Time
		if err := json.Unmarshal([]byte(text), &got); err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s = %v, %v", text, got, err)
		}
	}
	var got salesforce.Time
	if err := json.Unmarshal([]byte(`"soon"`), &got); err == nil {
		t.Error("nonsense was read")
	}
}
