package salesforce

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Name is the API name of an object or field, or a path of names such as
// CreatedBy.Name; SOQL inserts it as it is.
type Name string

var (
	namePath   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$`)
	soqlEscape = strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\b", `\b`, "\f", `\f`)
)

// soqlTime is a SOQL date-time, which stands without quotes (S15).
const soqlTime = "2006-01-02T15:04:05.000Z"

// SOQL replaces each ? in format by a literal: string and []string (a list in brackets)
// are quoted, bool, int, time.Time and nil are written out, Name and []Name (a list
// with commas) stand as they are. Patterns of LIKE are not escaped for % and _.
//
// It panics when the arguments do not match the format, when a list is empty, when a
// Name is none, and on other types: these are mistakes of the program, and a query built
// by mistake must not be sent.
func SOQL(format string, args ...any) string {
	parts := strings.Split(format, "?")
	if len(parts) != len(args)+1 {
		panic(fmt.Sprintf("salesforce.SOQL: %d arguments for %d places", len(args), len(parts)-1))
	}
	var b strings.Builder
	for i, part := range parts {
		b.WriteString(part)
		if i < len(args) {
			b.WriteString(literal(args[i]))
		}
	}
	return b.String()
}

func literal(arg any) string {
	switch v := arg.(type) {
	case nil:
		return "null"
	case string:
		return quote(v)
	case []string:
		return "(" + list(v, quote) + ")"
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case time.Time:
		return v.UTC().Format(soqlTime)
	case Name:
		return plain(v)
	case []Name:
		return list(v, plain)
	}
	panic(fmt.Sprintf("salesforce.SOQL: no literal for %T", arg))
}

func list[T any](items []T, write func(T) string) string {
	if len(items) == 0 {
		panic("salesforce.SOQL: empty list")
	}
	written := make([]string, len(items))
	for i, item := range items {
		written[i] = write(item)
	}
	return strings.Join(written, ",")
}

func plain(name Name) string {
	if !namePath.MatchString(string(name)) {
		panic(fmt.Sprintf("salesforce.SOQL: not a name: %q", string(name)))
	}
	return string(name)
}

// quote writes a string literal. SOQL knows no raw control characters and refuses unknown
// escapes (S15); bytes that are not UTF-8 become the replacement character.
func quote(text string) string {
	text = soqlEscape.Replace(strings.ToValidUTF8(text, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(text) + 2)
	b.WriteByte('\'')
	for _, r := range text {
		if r < ' ' || r == 0x7f {
			fmt.Fprintf(&b, `\u%04X`, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('\'')
	return b.String()
}
