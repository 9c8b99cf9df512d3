package schemamap

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// timeForms are how a date and time may be written; Salesforce answers in the
// first form.
var timeForms = []string{"2006-01-02T15:04:05.000-0700", time.RFC3339Nano, "2006-01-02T15:04:05-0700"}

func parseTime(text string) (time.Time, bool) {
	for _, form := range timeForms {
		if at, err := time.Parse(form, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// SameValue compares values as Salesforce stores them.
func SameValue(field salesforce.Field, a, b any) bool {
	if a == nil || b == nil {
		return a == b
	}
	if x, ok := number(a); ok {
		y, numeric := number(b)
		return numeric && x == y
	}
	first, isText := a.(string)
	second, bothText := b.(string)
	if !isText || !bothText {
		return a == b
	}
	switch field.Type {
	case TypeReference:
		return salesforce.LongID(first) == salesforce.LongID(second)
	case TypePicklist:
		key := ChoiceKey(first)
		return first == second || key != "" && key == ChoiceKey(second)
	case "phone":
		return e164.Same(first, second)
	case "datetime":
		x, parsed := parseTime(first)
		y, both := parseTime(second)
		return parsed && both && x.Equal(y)
	case "multipicklist":
		x, y := strings.Split(first, ";"), strings.Split(second, ";")
		slices.Sort(x)
		slices.Sort(y)
		return slices.Equal(x, y)
	}
	return SameText(first, second)
}

func number(value any) (float64, bool) {
	switch v := value.(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	}
	return 0, false
}

// PlainText writes a value as a configuration does.
func PlainText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// SameText tells whether Salesforce would store two texts as the same: it trims
// them, and a heredoc ends with a line break.
func SameText(a, b string) bool { return plainLines(a) == plainLines(b) }

func plainLines(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}
