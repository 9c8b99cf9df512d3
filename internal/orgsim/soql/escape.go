package soql

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxString is the longest string literal in a condition, in characters.
const maxString = 4000

// escapes maps the letter after a backslash to what it stands for; capitals stand for the same (S15).
var escapes = map[byte]byte{
	'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\',
	'N': '\n', 'R': '\r', 'T': '\t', 'B': '\b', 'F': '\f',
}

// unescape decodes the inside of a string literal. For a LIKE pattern the
// result keeps a backslash before %, _ and \ that stand for themselves.
func unescape(raw string, pattern bool) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			b.WriteByte(raw[i])
			continue
		}
		i++
		if i == len(raw) {
			return "", false
		}
		plain, known := escapes[raw[i]]
		switch {
		case pattern && (raw[i] == '%' || raw[i] == '_' || raw[i] == '\\'):
			b.WriteByte('\\')
			b.WriteByte(raw[i])
		case known:
			b.WriteByte(plain)
		case raw[i] == 'u':
			r, size := unicodeEscape(raw[i+1:])
			if size == 0 {
				return "", false
			}
			if pattern && r == '\\' {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
			i += size
		default:
			return "", false
		}
	}
	return b.String(), true
}

// unicodeEscape decodes the four hexadecimal digits after \u, and a second
// escape when the first is half of a surrogate pair. Size is 0 if it cannot.
func unicodeEscape(s string) (r rune, size int) {
	first, ok := hex4(s)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 4
	}
	if len(s) < 6 || s[4:6] != `\u` {
		return 0, 0
	}
	second, ok := hex4(s[6:])
	pair := utf16.DecodeRune(first, second)
	if !ok || pair == utf8.RuneError {
		return 0, 0
	}
	return pair, 10
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	// The fixed width and the base keep signs and underscores out.
	n, err := strconv.ParseUint(s[:4], 16, 16)
	return rune(n), err == nil
}

// quote writes a decoded string as a literal; a pattern keeps its backslashes.
func quote(text string, pattern bool) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range text {
		switch {
		case r == '\'', r == '\\' && !pattern:
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
