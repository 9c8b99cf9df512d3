package orgsim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// decodeObject reads the JSON body of a record.
func decodeObject(body []byte) (map[string]any, *apiError) {
	var fields map[string]any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&fields); err != nil || fields == nil || d.More() {
		return nil, errJSON("The HTTP entity body is required, and must be one JSON object")
	}
	return fields, nil
}

// fill puts the values that were sent into the row, after checking each one by itself.
func (t *tx) fill(c *change, body map[string]any) *apiError {
	if c.after == nil {
		c.after = store.Row{}
	}
	c.sent = map[string]bool{}
	var readOnly []string
	for _, name := range sortedKeys(body) {
		if name == "attributes" {
			continue
		}
		if strings.EqualFold(name, "Id") {
			return refuse(400, "INVALID_FIELD", "The Id field should not be specified in the sobject data.")
		}
		f, known := c.object.Field(name)
		if !known || !t.sees(c.object, f) {
			return errNoField(name, c.object.Name)
		}
		if !t.mayWrite(c, f) {
			readOnly = append(readOnly, f.Name)
			continue
		}
		value, e := t.value(f, body[name])
		if e != nil {
			return e
		}
		c.after[f.Name] = value
		c.sent[f.Name] = true
	}
	if len(readOnly) > 0 {
		return rejectRow("INVALID_FIELD_FOR_INSERT_UPDATE", readOnly, "Unable to create/update fields: %s. Please check "+
			"the security settings of this field and verify that it is read/write for your profile or permission set.",
			strings.Join(readOnly, ", "))
	}
	return nil
}

func (t *tx) sees(o *schema.Object, f *schema.Field) bool {
	return t.admin || f.Since <= t.version && t.access.seesField(o, f)
}

func (t *tx) mayWrite(c *change, f *schema.Field) bool {
	if t.admin {
		return true
	}
	if !t.access.writesField(c.object, f) {
		return false
	}
	if c.verb == create {
		return f.Createable
	}
	return f.Updateable
}

// value turns one JSON value into the value that is stored. Salesforce stores an empty text as null.
func (t *tx) value(f *schema.Field, sent any) (any, *apiError) {
	if sent == nil || sent == "" && f.Type != schema.Boolean {
		if !f.Nillable {
			if f.Type == schema.Boolean {
				return nil, errType("boolean", "VALUE_NULL", "null")
			}
			return nil, errMissing(f.Name)
		}
		return nil, nil
	}
	switch f.Type {
	case schema.Boolean:
		if flag, isFlag := sent.(bool); isFlag {
			return flag, nil
		}
		return nil, errType("boolean", tokenOf(sent), sent)
	case schema.Int, schema.Double:
		return number(f, sent)
	}
	text, isText := sent.(string)
	if !isText {
		return nil, errType("string", tokenOf(sent), sent)
	}
	switch f.Type {
	case schema.Reference, schema.ID:
		return t.reference(f, text)
	case schema.Date:
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return nil, errType("date", "VALUE_STRING", text)
		}
		return text, nil
	case schema.DateTime:
		at, valid := parseStamp(text)
		if !valid {
			return nil, errType("datetime", "VALUE_STRING", text)
		}
		return at.UTC().Format(stamp), nil
	}
	return textValue(f, text)
}

func textValue(f *schema.Field, text string) (any, *apiError) {
	if n := utf8.RuneCountInString(text); f.Length > 0 && n > f.Length {
		return nil, rejectRow("STRING_TOO_LONG", []string{f.Name}, "%s: data value too large: %s (max length=%d)",
			f.Label, text, f.Length)
	}
	if f.RestrictedPicklist && !slices.Contains(f.Values, text) {
		return nil, rejectRow("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", []string{f.Name},
			"%s: bad value for restricted picklist field: %s", f.Label, text)
	}
	return text, nil
}

func number(f *schema.Field, sent any) (any, *apiError) {
	var n json.Number
	switch v := sent.(type) {
	case json.Number:
		n = v
	case int, int64, float64:
		n = json.Number(fmt.Sprint(v))
	default:
		return nil, errType(string(f.Type), tokenOf(sent), sent)
	}
	if f.Type == schema.Int {
		whole, err := n.Int64()
		if err != nil {
			return nil, errType("int", "VALUE_NUMBER_FLOAT", n)
		}
		return whole, outOfRange(f, float64(whole))
	}
	value, err := n.Float64()
	if err != nil {
		return nil, errType("double", "VALUE_NUMBER_FLOAT", n)
	}
	return value, outOfRange(f, value)
}

// outOfRange refuses a number with more digits before the point than the field has room for.
func outOfRange(f *schema.Field, value float64) *apiError {
	if f.Precision == 0 || math.Abs(value) < math.Pow10(f.Precision-f.Scale) {
		return nil
	}
	return rejectRow("NUMBER_OUTSIDE_VALID_RANGE", []string{f.Name}, "%s: value outside of valid range on numeric field: %v",
		f.Label, value)
}

// reference checks an id: its form, the kind of record it names, and that the record exists (section 4).
func (t *tx) reference(f *schema.Field, text string) (any, *apiError) {
	id, valid := sfid.Parse(text, t.knobs.is("K-id-checksum", "strict"))
	if !valid {
		return nil, rejectRow("MALFORMED_ID", []string{f.Name}, "%s: id value of incorrect type: %s", f.Label, text)
	}
	o, known := t.org.catalog.OfID(id)
	if !known || !slices.Contains(f.ReferenceTo, o.Name) {
		return nil, rejectRow("FIELD_INTEGRITY_EXCEPTION", []string{f.Name}, "%s: id value of incorrect type: %s", f.Label, text)
	}
	if _, found := t.rows.Get(o.Name, id); !found {
		return nil, errBadReference(f.Name)
	}
	if !t.access.seesRow(id) {
		return nil, rejectRow("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", nil,
			"insufficient access rights on cross-reference id")
	}
	return id, nil
}

// complete fills in what a create left out and refuses what is still missing.
func (t *tx) complete(c *change) *apiError {
	var missing []string
	for i := range c.object.Fields {
		f := &c.object.Fields[i]
		if _, set := c.after[f.Name]; set {
			continue
		}
		if f.Required() {
			missing = append(missing, f.Name)
			continue
		}
		if f.Default != nil {
			c.after[f.Name] = f.Default
		}
	}
	if len(missing) > 0 {
		return errMissing(missing...)
	}
	return nil
}

func errMissing(fields ...string) *apiError {
	return rejectRow("REQUIRED_FIELD_MISSING", fields, "Required fields are missing: [%s]", strings.Join(fields, ", "))
}

func errType(want, got string, value any) *apiError {
	return errJSON(fmt.Sprintf("Cannot deserialize instance of %s from %s value %v or request may be missing a required "+
		"field at [line:1, column:1]", want, got, value))
}

func tokenOf(v any) string {
	switch v := v.(type) {
	case bool:
		return "VALUE_" + strings.ToUpper(fmt.Sprint(v))
	case json.Number, int, int64, float64:
		return "VALUE_NUMBER"
	case string:
		return "VALUE_STRING"
	case []any:
		return "START_ARRAY"
	}
	return "START_OBJECT"
}
