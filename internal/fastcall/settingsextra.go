package fastcall

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// typeBoolean is how describe names a checkbox.
const typeBoolean = "boolean"

// timeForms are how a date and time may be written; Salesforce answers in the
// first form.
var timeForms = []string{"2006-01-02T15:04:05.000-0700", time.RFC3339Nano, "2006-01-02T15:04:05-0700"}

// extra finds a field of the settings' object that no section names.
func (s *section) extra(name string) (salesforce.Field, error) {
	for _, key := range oneRowSections {
		other := s.schema.sections[key]
		if other.object == nil || other.object.Name != s.object.Name {
			continue
		}
		for fieldKey, field := range other.fields {
			switch {
			case !strings.EqualFold(field.Name, name):
			case fieldKey == keyLink:
				return field, &ValueError{Section: s.key, Key: name, Field: field, Reason: ReadOnly}
			default:
				return field, &ExtraFieldError{Field: name, Object: s.object.Name, Key: string(key) + "." + attributeOf(fieldKey)}
			}
		}
	}
	names := map[string]string{}
	for _, field := range s.object.Fields {
		if field.Name == name {
			return field, nil
		}
		names[field.Name] = field.Label
	}
	return salesforce.Field{}, &ExtraFieldError{Field: name, Object: s.object.Name, Near: near(name, name, names)}
}

// encodeExtra is a text as an extra field's described type wants it. An empty
// text empties the field.
func (s *section) encodeExtra(name, text string) (any, error) {
	field, err := s.extra(name)
	if err != nil {
		return nil, err
	}
	refuse := func(reason ValueReason) *ValueError {
		return &ValueError{Section: s.key, Key: name, Field: field, Value: text, Reason: reason}
	}
	switch {
	case !field.Updateable || !field.Createable:
		return nil, refuse(ReadOnly)
	case field.Type == typeBoolean:
		if text != "true" && text != "false" {
			return nil, refuse(WrongType)
		}
		return text == "true", nil
	case text == "":
		return nil, nil
	}
	return encodePlain(field, text, refuse)
}

// encodePlain is a text as a field's type wants it.
func encodePlain(field salesforce.Field, text string, refuse func(ValueReason) *ValueError) (any, error) {
	switch field.Type {
	case "int", "double", "currency", "percent":
		number, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(number, 0) || math.IsNaN(number) || field.Type == "int" && number != math.Trunc(number) {
			return nil, refuse(WrongType)
		}
		if _, err := encodeNumber(field, int64(number), refuse); err != nil {
			return nil, err
		}
		if field.Type != "int" && field.Precision > 0 && !holds(text, field.Scale) {
			return nil, refuse(TooLarge) // Salesforce would round it, and it would never be as wanted.
		}
		return number, nil
	case "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return nil, refuse(WrongType)
		}
		return text, nil
	case "datetime":
		if _, ok := parseTime(text); !ok {
			return nil, refuse(WrongType)
		}
		return text, nil
	case "multipicklist":
		return encodeChoices(field, text, refuse)
	}
	return encodeText(field, text, refuse)
}

// holds tells whether a number has no more decimals than a scale.
func holds(text string, scale int) bool {
	exact, ok := new(big.Rat).SetString(text)
	if !ok {
		return false
	}
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	return exact.Mul(exact, new(big.Rat).SetInt(power)).IsInt()
}

// encodeChoices is several choices of a picklist, which Salesforce puts
// semicolons between.
func encodeChoices(field salesforce.Field, text string, refuse func(ValueReason) *ValueError) (any, error) {
	single := field
	single.Type, single.Length = typePicklist, 0
	var values []string
	for choice := range strings.SplitSeq(text, ";") {
		value, err := encodeText(single, choice, refuse)
		if err != nil {
			return nil, err
		}
		raw, _ := value.(string)
		values = append(values, raw)
	}
	return strings.Join(values, ";"), nil
}

func parseTime(text string) (time.Time, bool) {
	for _, form := range timeForms {
		if at, err := time.Parse(form, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// SameExtra tells whether a field that no section names holds what a text
// says, whatever the spelling.
func (s *Settings) SameExtra(field, text string) bool {
	r, found := s.row(SectionUserSettings)
	if !found {
		return text == ""
	}
	wanted, err := r.section.encodeExtra(field, text)
	if err != nil {
		return false
	}
	return sameValue(r.section.object.Fields[field], r.values[field], wanted)
}

// sameValue compares values as Salesforce stores them.
func sameValue(field salesforce.Field, a, b any) bool {
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
	case typeReference:
		return salesforce.LongID(first) == salesforce.LongID(second)
	case typePicklist:
		key := choiceKey(first)
		return first == second || key != "" && key == choiceKey(second)
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

// plainText writes a value as a configuration does.
func plainText(value any) string {
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
