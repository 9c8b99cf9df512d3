package salesforce

import (
	"encoding/json"
	"time"
)

// timeLayout is how REST writes a date-time: not RFC 3339, for want of a colon in the zone (S27).
const timeLayout = "2006-01-02T15:04:05.000-0700"

// Time is a date-time field of a record. null is the zero time.
type Time struct{ time.Time }

// UnmarshalJSON reads Salesforce's form, and RFC 3339.
func (t *Time) UnmarshalJSON(data []byte) error {
	var text *string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	t.Time = time.Time{}
	if text == nil {
		return nil
	}
	parsed, err := time.Parse(timeLayout, *text)
	if err != nil {
		parsed, err = time.Parse(time.RFC3339, *text)
	}
	if err == nil {
		t.Time = parsed
	}
	return err
}

// MarshalJSON writes Salesforce's form.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(t.UTC().Format(timeLayout))
}
