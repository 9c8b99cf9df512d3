package framework

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
)

// E164Type is the type of phone numbers in international form. People group
// the digits by spaces, dashes, dots and parentheses; all spellings mean the
// same number.
var E164Type = e164Type{}

type e164Type struct{ basetypes.StringType }

// E164Value is a value of E164Type.
type E164Value struct{ basetypes.StringValue }

var (
	_ basetypes.StringTypable                    = e164Type{}
	_ basetypes.StringValuableWithSemanticEquals = E164Value{}
	_ xattr.ValidateableAttribute                = E164Value{}
)

// E164 returns a known number; an empty one becomes null.
func E164(number string) E164Value {
	if number == "" {
		return E164Value{basetypes.NewStringNull()}
	}
	return E164Value{basetypes.NewStringValue(number)}
}

// Equal tells whether two types are the same.
func (t e164Type) Equal(o attr.Type) bool {
	_, same := o.(e164Type)
	return same
}

func (t e164Type) String() string { return "E.164 phone number" }

// ValueType returns the type's value type.
func (t e164Type) ValueType(context.Context) attr.Value { return E164Value{} }

// ValueFromString wraps a framework string.
func (t e164Type) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return E164Value{in}, nil
}

// ValueFromTerraform wraps a protocol value.
func (t e164Type) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.StringType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	text, ok := value.(basetypes.StringValue)
	if !ok {
		return nil, fmt.Errorf("unexpected value type %T", value)
	}
	return E164Value{text}, nil
}

// Type returns the value's type.
func (v E164Value) Type(context.Context) attr.Type { return E164Type }

// Equal tells whether two values are spelled alike.
func (v E164Value) Equal(o attr.Value) bool {
	other, ok := o.(E164Value)
	return ok && v.StringValue.Equal(other.StringValue)
}

// StringSemanticEquals tells whether two spellings mean the same number.
func (v E164Value) StringSemanticEquals(_ context.Context, o basetypes.StringValuable) (bool, diag.Diagnostics) {
	other, ok := o.(E164Value)
	return ok && e164.Same(v.ValueString(), other.ValueString()), nil
}

// ValidateAttribute refuses what cannot be an international number.
func (v E164Value) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if v.IsNull() || v.IsUnknown() {
		return
	}
	if _, err := e164.Parse(v.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not an international phone number", MalformedNumber(err))
	}
}

// MalformedNumber says why a text is no international phone number.
func MalformedNumber(err error) string {
	e, ok := as[*e164.Error](err)
	if !ok {
		return err.Error()
	}
	what := fmt.Sprintf("%q %s.", e.Text, e.Fault)
	if e.Fault == e164.Stray {
		what = fmt.Sprintf("%q has the character %q, which belongs to no number.", e.Text, e.Stray)
	}
	next := "Write the number with + and the country code, for example +14155550100 or +1 (415) 555-0100. Spaces, dashes, dots " +
		"and parentheses may stand between the digits."
	if e.Fault == e164.LeadingZero && strings.HasPrefix(e.Text, "+0") {
		next = "Write the country code after the +, without any zero before it: +45…, not +0045…."
	}
	return what + "\n\nWhat to do: " + next
}
