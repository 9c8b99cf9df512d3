package schemamap

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// ExtraFieldError says that a field cannot be among the extra ones.
type ExtraFieldError struct {
	Field, Object string
	// Section and Key are those under which the provider names it; empty if the
	// object has no such field, and then Near are names that come close.
	Section Section
	Key     string
	Near    []string
}

func (e *ExtraFieldError) Error() string { return "no extra field " + e.Field }

// Extra finds a field of the section's object that no key stands for: no key of
// the section, nor of those beside it that may lie on the same object.
func (p *Place) Extra(name string, beside ...Section) (salesforce.Field, error) {
	for _, section := range append([]Section{p.Section}, beside...) {
		other := p.Map.At(section)
		if other.Object == nil || other.Object.Name != p.Object.Name {
			continue
		}
		for fieldKey, field := range other.Fields {
			switch {
			case !strings.EqualFold(field.Name, name):
			case fieldKey == Link:
				return field, &ValueError{Section: p.Section, Key: name, Field: field, Reason: ReadOnly}
			default:
				return field, &ExtraFieldError{Field: name, Object: p.Object.Name, Section: other.Section, Key: fieldKey}
			}
		}
	}
	names := map[string]string{}
	for _, field := range p.Object.Fields {
		if field.Name == name {
			return field, nil
		}
		names[field.Name] = field.Label
	}
	return salesforce.Field{}, &ExtraFieldError{Field: name, Object: p.Object.Name, Near: near(name, name, names)}
}

// EncodeExtra is a text as an extra field's described type wants it. An empty
// text empties the field.
func (p *Place) EncodeExtra(name, text string, beside ...Section) (any, error) {
	field, err := p.Extra(name, beside...)
	if err != nil {
		return nil, err
	}
	refuse := func(reason ValueReason) *ValueError {
		return &ValueError{Section: p.Section, Key: name, Field: field, Value: text, Reason: reason}
	}
	switch {
	case !field.Updateable || !field.Createable:
		return nil, refuse(ReadOnly)
	case field.Type == TypeBoolean:
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
	single.Type, single.Length = TypePicklist, 0
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
