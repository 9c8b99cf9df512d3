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

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// equality says when two spellings mean the same.
type equality string

const (
	sameID   equality = "salesforce id"
	sameFold equality = "text without case"
)

// StringType is a string with an equality of its own: a configuration may
// spell a value otherwise than Salesforce does without that being a change.
type StringType struct {
	basetypes.StringType
	equality equality
}

// SalesforceIDType is the type of record ids: 15 and 18 characters mean the same record.
var SalesforceIDType = StringType{equality: sameID}

// FoldedType is the type of text that Salesforce compares without regard to case.
var FoldedType = StringType{equality: sameFold}

var (
	_ basetypes.StringTypable                    = StringType{}
	_ basetypes.StringValuableWithSemanticEquals = StringValue{}
	_ xattr.ValidateableAttribute                = StringValue{}
)

// Equal tells whether two types are the same.
func (t StringType) Equal(o attr.Type) bool {
	other, ok := o.(StringType)
	return ok && t.equality == other.equality
}

func (t StringType) String() string { return string(t.equality) }

// ValueType returns the type's value type.
func (t StringType) ValueType(context.Context) attr.Value { return StringValue{equality: t.equality} }

// ValueFromString wraps a framework string.
func (t StringType) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return StringValue{StringValue: in, equality: t.equality}, nil
}

// ValueFromTerraform wraps a protocol value.
func (t StringType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.StringType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	text, ok := value.(basetypes.StringValue)
	if !ok {
		return nil, fmt.Errorf("unexpected value type %T", value)
	}
	return StringValue{StringValue: text, equality: t.equality}, nil
}

// StringValue is a value of StringType.
type StringValue struct {
	basetypes.StringValue
	equality equality
}

// SalesforceID returns a known id; an empty one becomes null.
func SalesforceID(id string) StringValue { return stringValue(id, sameID) }

// Folded returns known text that is compared without case; an empty one
// becomes null, which is how Salesforce says "nothing".
func Folded(text string) StringValue { return stringValue(text, sameFold) }

func stringValue(text string, equality equality) StringValue {
	if text == "" {
		return StringValue{StringValue: basetypes.NewStringNull(), equality: equality}
	}
	return StringValue{StringValue: basetypes.NewStringValue(text), equality: equality}
}

// Type returns the value's type.
func (v StringValue) Type(context.Context) attr.Type { return StringType{equality: v.equality} }

// Equal tells whether two values are spelled alike.
func (v StringValue) Equal(o attr.Value) bool {
	other, ok := o.(StringValue)
	return ok && v.equality == other.equality && v.StringValue.Equal(other.StringValue)
}

// StringSemanticEquals tells whether two spellings mean the same.
func (v StringValue) StringSemanticEquals(_ context.Context, o basetypes.StringValuable) (bool, diag.Diagnostics) {
	other, ok := o.(StringValue)
	return ok && v.Same(other), nil
}

// ID18 returns the 18-character form of a known id that was validated, and ""
// for anything else.
func (v StringValue) ID18() string {
	id, err := salesforce.ID18(v.ValueString())
	if err != nil {
		return ""
	}
	return id
}

// Same tells whether two known values mean the same.
func (v StringValue) Same(other StringValue) bool {
	if v.equality == sameID {
		return salesforce.SameID(v.ValueString(), other.ValueString())
	}
	return strings.EqualFold(v.ValueString(), other.ValueString())
}

// ValidateAttribute refuses what cannot be a record id.
func (v StringValue) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if v.equality != sameID || v.IsNull() || v.IsUnknown() {
		return
	}
	if _, err := salesforce.ID18(v.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a Salesforce ID", malformedID(v.ValueString(), err))
	}
}
