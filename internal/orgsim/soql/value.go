package soql

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Values are compared in a normal form that depends on the field alone: the
// first 15 characters of an id, folded strings, float64 for numbers, instants
// for dates, and nil.

// instant is a date or date-time in milliseconds since 1970.
type instant int64

// normal turns a row's value into its normal form. An error means that the row
// source broke its contract.
func normal(f Field, v any) (any, error) {
	if v == nil {
		if f.Type == Boolean {
			return false, nil
		}
		return nil, nil
	}
	switch v := v.(type) {
	case bool:
		if f.Type == Boolean {
			return v, nil
		}
	case int64:
		if f.Type.isNumber() {
			return float64(v), nil
		}
	case int:
		if f.Type.isNumber() {
			return float64(v), nil
		}
	case float64:
		if f.Type.isNumber() {
			return v, nil
		}
	case string:
		return normalString(f, v)
	}
	return nil, fmt.Errorf("soql: field %s of type %s holds a %T", f.Name, f.Type, v)
}

func normalString(f Field, v string) (any, error) {
	switch {
	case f.Type == Date || f.Type == DateTime:
		at, err := parseInstant(v)
		if err != nil {
			return nil, fmt.Errorf("soql: field %s: %w", f.Name, err)
		}
		return at, nil
	case f.Type.isID():
		return v[:min(len(v), shortID)], nil
	case f.Type == Boolean || f.Type.isNumber():
		return nil, fmt.Errorf("soql: field %s of type %s holds a string", f.Name, f.Type)
	case f.CaseSensitive:
		return v, nil
	}
	return fold(v), nil
}

// compare orders two normal values of one field, neither nil and so of one Go
// type; false sorts before true.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		b, _ := b.(string)
		return strings.Compare(a, b)
	case float64:
		b, _ := b.(float64)
		return cmp.Compare(a, b)
	case instant:
		b, _ := b.(instant)
		return cmp.Compare(a, b)
	}
	switch a {
	case b:
		return 0
	case true:
		return 1
	}
	return -1
}

// fold maps strings that differ in case alone to one string: each character
// becomes the smallest of those it folds with, which for ASCII is upper case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII {
			return unicode.ToUpper(r)
		}
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			least = min(least, other)
		}
		return least
	}, s)
}

func parseInstant(s string) (instant, error) {
	t, err := parseDateTime(s)
	if err != nil {
		t, err = time.Parse(time.DateOnly, s)
	}
	return instant(t.UnixMilli()), err
}

// parseDateTime accepts a zone with and without a colon, and Z.
func parseDateTime(s string) (time.Time, error) {
	t, err := time.Parse("2006-01-02T15:04:05Z07:00", s)
	if err != nil {
		t, err = time.Parse("2006-01-02T15:04:05-0700", s)
	}
	return t, err
}

// constant turns a literal into the normal form of the field it is compared
// with.
func (s *scope) constant(f Field, l Literal) (any, error) {
	if l.Kind == LiteralNull {
		return nil, nil
	}
	if f.Type.isID() && l.Kind == LiteralString {
		if !validID(l.Text, f.LenientID) {
			return nil, s.fail(l.Pos, CodeInvalidFilterOperator, "invalid ID field: %s", l.Text)
		}
		return l.Text[:shortID], nil
	}
	kind, name, quoted := expected(f.Type)
	if l.Kind != kind {
		advice := "should not be enclosed in quotes"
		if quoted {
			advice = "should be enclosed in quotes"
		}
		return nil, s.fail(l.Pos, CodeInvalidField,
			"value of filter criterion for field '%s' must be of type %s and %s", f.Name, name, advice)
	}
	switch kind {
	case LiteralBool:
		return l.Text == "true", nil
	case LiteralNumber:
		return strconv.ParseFloat(l.Text, 64)
	case LiteralDate, LiteralDateTime:
		return parseInstant(l.Text)
	}
	switch {
	case l.Text == "":
		return nil, nil
	case f.CaseSensitive:
		return l.Text, nil
	}
	return fold(l.Text), nil
}

// expected tells which literal a field is compared with and how messages name
// its type.
func expected(t Type) (kind LiteralKind, name string, quoted bool) {
	switch {
	case t == Boolean:
		return LiteralBool, "boolean", false
	case t.isNumber():
		return LiteralNumber, string(t), false
	case t == Date:
		return LiteralDate, "date", false
	case t == DateTime:
		return LiteralDateTime, "dateTime", false
	case t.isID():
		return LiteralString, "ID", true
	}
	return LiteralString, "string", true
}
