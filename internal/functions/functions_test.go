package functions_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// call is one call of a function and what comes of it: a result, or words of
// the refusal and the argument that is at fault, counted from zero.
type call struct {
	name      string
	arguments []any
	want      any
	refused   string
	argument  int64
}

func TestFunctions(t *testing.T) {
	t.Parallel()
	const id15, id18 = "005xx000001SwiU", "005xx000001SwiUAAS"
	calls := []call{
		{name: "e164", arguments: []any{"+1 (415) 555-0100"}, want: "+14155550100"},
		{name: "e164", arguments: []any{"+45.70.10.00.01"}, want: "+4570100001"},
		{name: "e164", arguments: []any{"020 7946 0018"}, refused: "does not begin with +"},
		{name: "e164", arguments: []any{"+1 415 CALL NOW"}, refused: `'C'`},
		{name: "e164", arguments: []any{"+451"}, refused: "fewer than 8"},
		{name: "e164", arguments: []any{"020 7946 0018", "44"}, want: "+442079460018"},
		{name: "e164", arguments: []any{"(0)20 7946 0018", "+44"}, want: "+442079460018"},
		{name: "e164", arguments: []any{"70 10 00 01", "45"}, want: "+4570100001"},
		{name: "e164", arguments: []any{"+1 415 555 0100", "44"}, want: "+14155550100"},
		{name: "e164", arguments: []any{"0045 70 10 00 01", "44"}, refused: "more than one zero"},
		{name: "e164", arguments: []any{"12", "44"}, refused: `"12" has fewer than 8`},
		{name: "e164", arguments: []any{"70 10 00 01", "DK"}, refused: "calling code", argument: 1},
		{name: "e164", arguments: []any{"70 10 00 01", "045"}, refused: "calling code", argument: 1},
		{name: "e164", arguments: []any{"70 10 00 01", "45", "46"}, refused: "at most one", argument: 2},

		{name: "salesforce_id", arguments: []any{id15}, want: id18},
		{name: "salesforce_id", arguments: []any{id18}, want: id18},
		{name: "salesforce_id", arguments: []any{strings.ToUpper(id18)}, refused: "check characters"},
		{name: "salesforce_id", arguments: []any{"ada@acme.example"}, refused: "15 or 18 characters"},

		{name: "licenses_needed", arguments: []any{[]string{}}, want: int64(1)},
		{name: "licenses_needed", arguments: []any{[]string{"a@acme.example", "b@acme.example", "A@acme.example"}}, want: int64(3)},
		{name: "licenses_needed", arguments: []any{[]string{id15, id18}}, want: int64(2)},
		{name: "licenses_needed", arguments: []any{[]string{"a@acme.example"}, 3}, want: int64(4)},
		{name: "licenses_needed", arguments: []any{[]string{"a@acme.example"}, 0}, want: int64(1)},
		{name: "licenses_needed", arguments: []any{[]string{"a@acme.example"}, -1}, refused: "cannot be negative", argument: 1},
		{name: "licenses_needed", arguments: []any{[]string{"a@acme.example", ""}}, refused: "Entry 2"},
		{name: "licenses_needed", arguments: []any{[]any{nil}}, refused: "Entry 1"},
		{name: "licenses_needed", arguments: []any{[]string{}, 1, 2}, refused: "at most one", argument: 2},
	}
	tf := acctest.NewTerraform(t, nil)
	for _, c := range calls {
		got, refused := tf.Call(c.name, c.arguments...)
		switch {
		case refused == nil && (c.refused != "" || got != c.want):
			t.Errorf("%s(%v) is %v, want %v%s", c.name, c.arguments, got, c.want, c.refused)
		case refused != nil && (c.refused == "" || !strings.Contains(refused.Text, c.refused)):
			t.Errorf("%s(%v) refuses, want %v%s:\n%s", c.name, c.arguments, c.want, c.refused, refused.Text)
		case refused != nil && (refused.FunctionArgument == nil || *refused.FunctionArgument != c.argument):
			t.Errorf("%s(%v) blames argument %v, want %d", c.name, c.arguments, refused.FunctionArgument, c.argument)
		}
	}
}
