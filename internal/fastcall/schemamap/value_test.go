package schemamap

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// writable is a field of a type that may be written.
func writable(kind string, with func(*salesforce.Field)) salesforce.Field {
	f := salesforce.Field{Name: "F__c", Type: kind, Createable: true, Updateable: true}
	if with != nil {
		with(&f)
	}
	return f
}

// place is where user settings are, with one field that no section names and
// the country code.
func place(f salesforce.Field) *Place {
	m := &Map{places: map[Section]*Place{}}
	for _, c := range concepts {
		m.places[c.key] = &Place{Section: c.key, Map: m}
	}
	code := f
	code.Name = "Code__c"
	p := m.places[UserSettings]
	p.Object = &salesforce.Object{Name: "Settings__c", Fields: map[string]salesforce.Field{"F__c": f, "Code__c": code}}
	p.Fields = map[string]salesforce.Field{"country_code": code}
	return p
}

func choicesOf(values ...string) func(*salesforce.Field) {
	return func(f *salesforce.Field) {
		f.Restricted = true
		for _, v := range values {
			f.Picklist = append(f.Picklist, salesforce.PicklistValue{Value: v, Label: "The " + v, Active: true})
		}
	}
}

// judge wants a value, or a refusal if there is a reason for one.
func judge(t *testing.T, got any, err error, want any, reason ValueReason) {
	t.Helper()
	var refused *ValueError
	switch {
	case reason != "":
		if !errors.As(err, &refused) || refused.Reason != reason {
			t.Errorf("got %v, %v, want %q", got, err, reason)
		}
	case err != nil || got != want:
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()
	short := func(f *salesforce.Field) { f.Length = 3 }
	for name, test := range map[string]struct {
		field salesforce.Field
		value any
		want  any
		// reason is why it is refused.
		reason ValueReason
	}{
		"nothing empties":          {field: writable("string", nil)},
		"a text":                   {field: writable("string", short), value: "äöü", want: "äöü"},
		"too long a text":          {field: writable("string", short), value: "äöüß", reason: TooLong},
		"a text into a checkbox":   {field: writable("boolean", nil), value: "true", reason: WrongType},
		"a checkbox":               {field: writable("boolean", nil), value: true, want: true},
		"a checkbox into a text":   {field: writable("string", nil), value: true, reason: WrongType},
		"a whole number":           {field: writable("int", nil), value: int64(7), want: int64(7)},
		"too large for an integer": {field: writable("int", nil), value: int64(1) << 31, reason: TooLarge},
		"as large as digits allow": {field: writable("double", func(f *salesforce.Field) { f.Precision, f.Scale = 4, 1 }), value: int64(999), want: int64(999)},
		"larger than digits allow": {field: writable("double", func(f *salesforce.Field) { f.Precision, f.Scale = 4, 1 }), value: int64(-1000), reason: TooLarge},
		"a number into a text":     {field: writable("string", nil), value: int64(7), reason: WrongType},
		"a fraction":               {field: writable("double", nil), value: 1.5, reason: WrongType},
		"an id":                    {field: writable("reference", nil), value: "005000000000001", want: "005000000000001AAA"},
		"no id":                    {field: writable("reference", nil), value: "Marie", reason: NoID},
		"a choice by key":          {field: writable("picklist", choicesOf("Round Robin")), value: "round_robin", want: "Round Robin"},
		"a choice by label":        {field: writable("picklist", choicesOf("Round Robin")), value: "the_round_robin", want: "Round Robin"},
		"no choice":                {field: writable("picklist", choicesOf("Round Robin")), value: "random", reason: NoChoice},
		"not listed, not needed": {field: writable("picklist", func(f *salesforce.Field) { choicesOf("A")(f); f.Restricted = false }),
			value: "Else", want: "Else"},
		"read only": {field: salesforce.Field{Type: "string"}, value: "x", reason: ReadOnly},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := place(test.field).Encode("country_code", test.value)
			judge(t, got, err, test.want, test.reason)
		})
	}
}

func TestEncodeExtra(t *testing.T) {
	t.Parallel()
	tenths := func(f *salesforce.Field) { f.Precision, f.Scale = 4, 1 }
	for name, test := range map[string]struct {
		field  salesforce.Field
		text   string
		want   any
		reason ValueReason
	}{
		"empty empties":            {field: writable("double", nil)},
		"a checkbox":               {field: writable("boolean", nil), text: "false", want: false},
		"no checkbox":              {field: writable("boolean", nil), text: "no", reason: WrongType},
		"a decimal":                {field: writable("double", tenths), text: "1.50", want: 1.5},
		"too many decimals":        {field: writable("double", tenths), text: "1.55", reason: TooLarge},
		"a fraction of an integer": {field: writable("int", nil), text: "1.5", reason: WrongType},
		"no number":                {field: writable("double", nil), text: "NaN", reason: WrongType},
		"a date":                   {field: writable("date", nil), text: "2026-02-28", want: "2026-02-28"},
		"no date":                  {field: writable("date", nil), text: "2026-02-30", reason: WrongType},
		"a time":                   {field: writable("datetime", nil), text: "2026-02-28T10:00:00Z", want: "2026-02-28T10:00:00Z"},
		"no time":                  {field: writable("datetime", nil), text: "10 o'clock", reason: WrongType},
		"choices":                  {field: writable("multipicklist", choicesOf("A A", "B")), text: "b;a_a", want: "B;A A"},
		"a wrong choice":           {field: writable("multipicklist", choicesOf("A A", "B")), text: "b;c", reason: NoChoice},
		"cannot be created":        {field: salesforce.Field{Name: "F__c", Type: "string", Updateable: true}, text: "x", reason: ReadOnly},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := place(test.field).EncodeExtra("F__c", test.text)
			judge(t, got, err, test.want, test.reason)
		})
	}
	p := place(writable("string", nil))
	var refused *ExtraFieldError
	if _, err := p.EncodeExtra("Code__c", "x"); !errors.As(err, &refused) || refused.Section != UserSettings || refused.Key != "country_code" {
		t.Errorf("a field with a key of its own: %v", err)
	}
	if _, err := p.EncodeExtra("Codes__c", "x"); !errors.As(err, &refused) || len(refused.Near) == 0 || refused.Near[0] != "Code__c" {
		t.Errorf("a field that is not there: %v", err)
	}
}

func TestSameValue(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind string
		a, b any
		same bool
	}{
		{"string", nil, nil, true}, {"string", nil, "", false}, {"textarea", "a\r\nb\n", "a\nb", true}, {"string", "a", "A", false},
		{"double", 1.0, int64(1), true}, {"double", 1.0, "1", false}, {"boolean", true, true, true}, {"boolean", true, false, false},
		{"reference", "005000000000001", "005000000000001AAA", true},
		{"picklist", "Round Robin", "round_robin", true}, {"picklist", "+", "-", false},
		{"multipicklist", "A;B", "B;A", true}, {"multipicklist", "A;B", "A", false},
		{"phone", "+1 (415) 555-0100", "+14155550100", true},
		{"datetime", "2026-02-28T10:00:00.000+0000", "2026-02-28T11:00:00+01:00", true}, {"datetime", "now", "now", false},
	} {
		f := salesforce.Field{Type: test.kind}
		if SameValue(f, test.a, test.b) != test.same || SameValue(f, test.b, test.a) != test.same {
			t.Errorf("%s: %v and %v: want same %v", test.kind, test.a, test.b, test.same)
		}
	}
}

// Whatever a field takes is the same when Salesforce sends it back.
func FuzzEncodeExtra(f *testing.F) {
	kinds := []string{"string", "boolean", "int", "double", "date", "datetime", "picklist", "multipicklist", "reference", "phone"}
	for i, seed := range []string{"a", "true", "-7", "1.25", "2026-02-28", "2026-02-28T10:00:00Z", "b", "a_a;B", "005000000000001", "+1 415 555 0100"} {
		f.Add(seed, i)
	}
	f.Fuzz(func(t *testing.T, text string, kind int) {
		if !utf8.ValidString(text) {
			return // Terraform has no such text.
		}
		field := writable(kinds[(kind%len(kinds)+len(kinds))%len(kinds)], choicesOf("A A", "B"))
		value, err := place(field).EncodeExtra("F__c", text)
		if err != nil || value == nil {
			return
		}
		sent, err := json.Marshal(value)
		if err != nil {
			t.Fatalf("%v cannot be sent: %v", value, err)
		}
		var back any
		if err := json.Unmarshal(sent, &back); err != nil || !SameValue(field, back, value) {
			t.Errorf("%s %q is sent as %s and comes back as another value", field.Type, text, sent)
		}
	})
}

// A key is its own key, and consists of letters, digits and underscores.
func FuzzChoiceKey(f *testing.F) {
	for _, seed := range []string{"Round Robin Queue", " -Ring all! ", "Größe 2", "___", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key := ChoiceKey(text)
		if again := ChoiceKey(key); again != key || strings.ContainsAny(key, " -") {
			t.Errorf("the key of %q is %q, and of that %q", text, key, again)
		}
	})
}
