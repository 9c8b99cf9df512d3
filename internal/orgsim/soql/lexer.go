package soql

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxStatement is the longest statement in characters.
const maxStatement = 100_000

// lex splits a statement into tokens; the last one is tokenEnd.
func lex(source string) ([]token, error) {
	if !utf8.ValidString(source) {
		return nil, &Error{CodeMalformedQuery, "the query is not valid UTF-8"}
	}
	if utf8.RuneCountInString(source) > maxStatement {
		return nil, &Error{CodeMalformedQuery, "the query is longer than 100,000 characters"}
	}
	l := &lexer{source: source}
	var tokens []token
	for {
		t, err := l.next()
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		if t.kind == tokenEnd {
			return tokens, nil
		}
	}
}

type lexer struct {
	source string
	at     int
}

func (l *lexer) next() (token, error) {
	for l.at < len(l.source) && strings.IndexByte(" \t\r\n", l.source[l.at]) >= 0 {
		l.at++
	}
	rest := l.source[l.at:]
	switch {
	case rest == "":
		return token{kind: tokenEnd, pos: Pos(l.at)}, nil
	case rest[0] == '\'':
		return l.quoted()
	case isLetter(rest[0]):
		return l.name()
	case isDigit(rest[0]), len(rest) > 1 && (rest[0] == '-' || rest[0] == '+') && isDigit(rest[1]):
		return l.numeric()
	}
	for _, p := range []string{"!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ","} {
		if strings.HasPrefix(rest, p) {
			return l.take(tokenPunct, len(p)), nil
		}
	}
	bad, _ := utf8.DecodeRuneInString(rest)
	return token{}, l.unexpected(l.at, string(bad))
}

// take makes a token of the next n bytes.
func (l *lexer) take(kind tokenKind, n int) token {
	t := token{kind, l.source[l.at : l.at+n], Pos(l.at)}
	l.at += n
	return t
}

func (l *lexer) unexpected(at int, text string) error {
	return errorAt(l.source, Pos(at), CodeMalformedQuery, "unexpected token: '%s'", text)
}

// quoted reads a string literal. Escapes are decoded by the parser, because
// LIKE allows more of them.
func (l *lexer) quoted() (token, error) {
	for i := l.at + 1; i < len(l.source); i++ {
		switch l.source[i] {
		case '\\':
			i++
		case '\'':
			t := token{tokenString, l.source[l.at+1 : i], Pos(l.at)}
			l.at = i + 1
			return t, nil
		}
	}
	return token{}, errorAt(l.source, Pos(l.at), CodeMalformedQuery, "unexpected token: string literal without an end")
}

// name reads a name or a dotted path as one token, so that Group.Name can never
// be taken for the keyword GROUP.
func (l *lexer) name() (token, error) {
	rest := l.source[l.at:]
	n := 0
	for {
		start := n
		for n < len(rest) && (isLetter(rest[n]) || isDigit(rest[n]) || rest[n] == '_') {
			n++
		}
		if n == start || !isLetter(rest[start]) {
			return token{}, l.unexpected(l.at+start-1, ".")
		}
		if n < len(rest) && rest[n] == ':' && start == 0 && isNumbered(rest[:n]) {
			return l.dateRange(n + 1)
		}
		if n == len(rest) || rest[n] != '.' {
			return l.take(tokenName, n), nil
		}
		n++
	}
}

// dateRange reads the number of a date literal, which begins after n bytes.
func (l *lexer) dateRange(n int) (token, error) {
	rest := l.source[l.at:]
	for n < len(rest) && (isDigit(rest[n]) || isLetter(rest[n])) {
		n++
	}
	if _, ok := dateLiteral(rest[:n]); !ok {
		return token{}, l.unexpected(l.at, rest[:n])
	}
	return l.take(tokenDateRange, n), nil
}

// numeric reads a number, a date or a date-time: whatever may stand in one of
// them belongs to the token, and the whole of it must be one of them.
func (l *lexer) numeric() (token, error) {
	rest := l.source[l.at:]
	n := 1
	for n < len(rest) && (isDigit(rest[n]) || isLetter(rest[n]) || strings.IndexByte("_:.+-", rest[n]) >= 0) {
		n++
	}
	text := rest[:n]
	if isNumber(text) {
		return l.take(tokenNumber, n), nil
	}
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		return l.take(tokenDate, n), nil
	}
	if _, err := parseDateTime(text); err == nil {
		return l.take(tokenDateTime, n), nil
	}
	return token{}, l.unexpected(l.at, text)
}

// isNumber accepts an optional sign, digits, and a point between digits.
func isNumber(text string) bool {
	whole, fraction, point := strings.Cut(strings.TrimLeft(text, "+-"), ".")
	if !allDigits(whole) || point && !allDigits(fraction) {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
