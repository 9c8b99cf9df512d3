package framework

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// IDListType is the type of lists of record ids in which neither the order nor
// the form of the ids matters and none comes twice. It is a list because the
// framework's sets compare every element with every other, which takes seconds
// for the members of a large group.
type IDListType struct {
	basetypes.ListType
	prefix, noun string
}

// Types of lists of ids.
var (
	// UserIDListType is the type of lists of users.
	UserIDListType = IDListType{basetypes.ListType{ElemType: types.StringType}, "005", "a user"}
	// RecordIDListType is the type of lists of records of any kind.
	RecordIDListType = IDListType{basetypes.ListType{ElemType: types.StringType}, "", "a record"}
)

var (
	_ basetypes.ListTypable                    = IDListType{}
	_ basetypes.ListValuableWithSemanticEquals = IDList{}
	_ xattr.ValidateableAttribute              = IDList{}
)

// Equal tells whether two types are the same.
func (t IDListType) Equal(o attr.Type) bool {
	other, ok := o.(IDListType)
	return ok && t.prefix == other.prefix
}

func (t IDListType) String() string { return "list of ids of " + t.noun }

// ValueType returns the type's value type.
func (t IDListType) ValueType(context.Context) attr.Value { return IDList{of: t} }

// ValueFromList wraps a framework list.
func (t IDListType) ValueFromList(_ context.Context, in basetypes.ListValue) (basetypes.ListValuable, diag.Diagnostics) {
	return IDList{ListValue: in, of: t}, nil
}

// ValueFromTerraform wraps a protocol value.
func (t IDListType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.ListType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	list, ok := value.(basetypes.ListValue)
	if !ok {
		return nil, fmt.Errorf("unexpected value type %T", value)
	}
	return IDList{ListValue: list, of: t}, nil
}

// List returns a known list of ids; nil becomes null.
func (t IDListType) List(ids []string) IDList {
	if ids == nil {
		return IDList{ListValue: basetypes.NewListNull(types.StringType), of: t}
	}
	elements := make([]attr.Value, len(ids))
	for i, id := range ids {
		elements[i] = types.StringValue(id)
	}
	return IDList{ListValue: basetypes.NewListValueMust(types.StringType, elements), of: t}
}

// IDList is a value of IDListType.
type IDList struct {
	basetypes.ListValue
	of IDListType
}

// Type returns the value's type.
func (v IDList) Type(context.Context) attr.Type { return v.of }

// Equal tells whether two values are spelled alike.
func (v IDList) Equal(o attr.Value) bool {
	other, ok := o.(IDList)
	return ok && v.ListValue.Equal(other.ListValue)
}

// Known tells whether the list and each of its elements is known. Null is.
func (v IDList) Known() bool {
	if v.IsUnknown() {
		return false
	}
	for _, element := range v.Elements() {
		if element.IsUnknown() {
			return false
		}
	}
	return true
}

// ID18s returns the 18-character forms of the known ids; nil for null and for
// an unknown list.
func (v IDList) ID18s() []string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	ids := make([]string, 0, len(v.Elements()))
	for _, element := range v.Elements() {
		if text, ok := element.(types.String); ok {
			if id, err := salesforce.ID18(text.ValueString()); err == nil {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// Same tells whether two known lists name the same records.
func (v IDList) Same(other IDList) bool {
	if !v.Known() || !other.Known() || v.IsNull() != other.IsNull() || len(v.Elements()) != len(other.Elements()) {
		return false
	}
	ids := make(map[string]bool, len(v.Elements()))
	for _, id := range v.ID18s() {
		ids[id] = true
	}
	for _, id := range other.ID18s() {
		if !ids[id] {
			return false
		}
	}
	return true
}

// ListSemanticEquals tells whether two values mean the same.
func (v IDList) ListSemanticEquals(_ context.Context, o basetypes.ListValuable) (bool, diag.Diagnostics) {
	other, ok := o.(IDList)
	return ok && v.Same(other), nil
}

// ValidateAttribute refuses what cannot be an id of the kind, and an id that
// comes twice.
func (v IDList) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if v.IsNull() || v.IsUnknown() {
		return
	}
	seen := make(map[string]int, len(v.Elements()))
	for i, element := range v.Elements() {
		if element.IsUnknown() {
			continue
		}
		at := req.Path.AtListIndex(i)
		text, _ := element.(types.String)
		if summary, what, next := wrongID(text.ValueString(), v.of.noun, v.of.prefix); what != "" {
			resp.Diagnostics.AddAttributeError(at, summary, toDo(what, next))
			continue
		}
		id, _ := salesforce.ID18(text.ValueString())
		if first, twice := seen[id]; twice {
			resp.Diagnostics.AddAttributeError(at, "ID comes twice", fmt.Sprintf(
				"%s stands at places %d and %d.\n\nWhat to do: Take one of them out; distinct() does so for a list that is put together.",
				id, first+1, i+1))
			continue
		}
		seen[id] = i
	}
}
