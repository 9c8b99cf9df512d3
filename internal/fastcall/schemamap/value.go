package schemamap

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Types of fields, as describe names them.
const (
	TypeBoolean   = "boolean"
	TypePicklist  = "picklist"
	TypeReference = "reference"
)

// ValueError says that a field of this org cannot hold a value.
type ValueError struct {
	Section Section
	Key     string
	Field   salesforce.Field
	Value   any
	// Reason says which limit is broken.
	Reason ValueReason
	// Choices are the keys that a picklist takes.
	Choices []string
}

// ValueReason is why a value does not fit.
type ValueReason string

// The reasons.
const (
	NoChoice  ValueReason = "no choice of the picklist"
	TooLong   ValueReason = "longer than the field"
	TooLarge  ValueReason = "more digits than the field"
	NoID      ValueReason = "no record id"
	WrongType ValueReason = "another type"
	ReadOnly  ValueReason = "not writable"
)

func (e *ValueError) Error() string {
	return fmt.Sprintf("%s.%s cannot hold %v: %s", e.Section, e.Key, e.Value, e.Reason)
}

// Encode is a value as the field's described type wants it. nil empties a
// field.
func (p *Place) Encode(key string, value any) (any, error) {
	field := p.Fields[key]
	refuse := func(reason ValueReason) *ValueError {
		return &ValueError{Section: p.Section, Key: key, Field: field, Value: value, Reason: reason}
	}
	if !field.Updateable && !field.Createable {
		return nil, refuse(ReadOnly)
	}
	switch v := value.(type) {
	case nil:
		return nil, nil
	case bool:
		if field.Type != TypeBoolean {
			return nil, refuse(WrongType)
		}
		return v, nil
	case int64:
		return encodeNumber(field, v, refuse)
	case string:
		return encodeText(field, v, refuse)
	}
	return nil, refuse(WrongType)
}

func encodeNumber(field salesforce.Field, value int64, refuse func(ValueReason) *ValueError) (any, error) {
	switch field.Type {
	case "int":
		if value > math.MaxInt32 || value < math.MinInt32 {
			return nil, refuse(TooLarge)
		}
	case "double", "currency", "percent":
		if whole := field.Precision - field.Scale; whole > 0 && math.Abs(float64(value)) >= math.Pow10(whole) {
			return nil, refuse(TooLarge)
		}
	default:
		return nil, refuse(WrongType)
	}
	return value, nil
}

func encodeText(field salesforce.Field, value string, refuse func(ValueReason) *ValueError) (any, error) {
	switch field.Type {
	case TypeReference:
		id, err := salesforce.ID18(value)
		if err != nil {
			return nil, refuse(NoID)
		}
		return id, nil
	case TypePicklist:
		if choice, found := choose(field, value); found {
			return choice, nil
		}
		if field.Restricted || len(field.Picklist) == 0 {
			err := refuse(NoChoice)
			err.Choices = choices(field)
			return nil, err
		}
	case "string", "textarea", "email", "phone", "url", "encryptedstring":
	default:
		return nil, refuse(WrongType)
	}
	if field.Length > 0 && utf8.RuneCountInString(value) > field.Length {
		return nil, refuse(TooLong)
	}
	return value, nil
}

// choose is the value of a picklist that a text means, spelled as a value, a
// label or the key of one.
func choose(field salesforce.Field, text string) (string, bool) {
	key := ChoiceKey(text)
	for _, means := range []func(salesforce.PicklistValue) bool{
		func(p salesforce.PicklistValue) bool { return p.Value == text },
		func(p salesforce.PicklistValue) bool { return key != "" && ChoiceKey(p.Value) == key },
		func(p salesforce.PicklistValue) bool { return key != "" && ChoiceKey(p.Label) == key },
	} {
		for _, choice := range field.Picklist {
			if choice.Active && means(choice) {
				return choice.Value, true
			}
		}
	}
	return "", false
}

// choices are the keys of a picklist's active values.
func choices(field salesforce.Field) []string {
	active := lists.Filter(field.Picklist, func(p salesforce.PicklistValue) bool { return p.Active })
	keys := lists.Map(active, func(p salesforce.PicklistValue) string { return ChoiceKey(p.Value) })
	slices.Sort(keys)
	return keys
}

// notInKey are characters that a key has underscores for. Letters of every
// language stay: a choice may be written in any.
var notInKey = regexp.MustCompile(`[^\p{L}\p{M}\p{N}]+`)

// ChoiceKey is a picklist's value as a configuration spells it: "Round Robin
// Queue" is round_robin_queue.
func ChoiceKey(value string) string {
	return strings.ToLower(strings.Trim(notInKey.ReplaceAllString(value, "_"), "_"))
}
