package orgsim

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
)

// member is one key of an ordered JSON object.
type member struct {
	name  string
	value any
}

// ordered is a JSON object that keeps the order of its keys, as records do.
type ordered []member

// MarshalJSON writes the members in order.
func (o ordered) MarshalJSON() ([]byte, error) { return appendValue(nil, o), nil }

// encode is JSON as Salesforce sends it, which does not escape HTML.
func encode(v any) []byte { return appendValue(nil, v) }

// appendValue writes what records consist of directly, for a page has tens of thousands of such values, and leaves the
// rest to encoding/json.
func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		// A double is sent with its point, whole or not.
		if v == math.Trunc(v) && math.Abs(v) < 1e15 {
			return strconv.AppendFloat(b, v, 'f', 1, 64)
		}
	case json.RawMessage:
		return append(b, v...)
	case string:
		if plainText(v) {
			return append(append(append(b, '"'), v...), '"')
		}
	case ordered:
		b = append(b, '{')
		for i, m := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(append(b, '"'), m.name...), '"', ':')
			b = appendValue(b, m.value)
		}
		return append(b, '}')
	case []any:
		b = append(b, '[')
		for i, item := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, item)
		}
		return append(b, ']')
	}
	var other bytes.Buffer
	e := json.NewEncoder(&other)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("orgsim: answer is not JSON: " + err.Error())
	}
	return append(b, bytes.TrimRight(other.Bytes(), "\n")...)
}

// plainText is whether a text stands in JSON as it is.
func plainText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
